//! The emulator behind sockets: plain HTTP on loopback, and TLS under the vendors' own names.

mod body;
mod tls;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HOST};
use http::{Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use url::Url;

use crate::control;
use crate::emulator::outcome::{Answer, Cut, Outcome};
use crate::emulator::{Emulator, Origin, is_host};
use crate::exchange::{Request, Vendor};
use body::Sent;

/// The ports to listen on, all on 127.0.0.1; 0 takes a free one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ports {
    /// Salesforce without TLS.
    pub salesforce: u16,
    /// HubSpot without TLS.
    pub hubspot: u16,
    /// Both vendors with TLS.
    pub tls: u16,
}

/// A running server. Dropping it stops it at once, [`Served::stop`] lets answers finish.
#[derive(Debug)]
pub struct Served {
    /// `http://127.0.0.1:PORT`: Salesforce, for every org.
    pub salesforce: Url,
    /// `http://127.0.0.1:PORT`: HubSpot, for every portal.
    pub hubspot: Url,
    /// Where TLS is spoken. The `Host` header picks the vendor: `login.salesforce.com`,
    /// `acme.my.salesforce.com`, `api.hubapi.com`, `app.hubspot.com`; a client reaches it by a
    /// resolver override.
    pub tls: SocketAddr,
    /// The test authority's certificate in PEM, made at start; its key is not kept.
    pub ca_pem: String,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Why the server did not start.
#[derive(Debug, Error)]
pub enum ServeError {
    /// A port is taken, or loopback is missing.
    #[error("cannot listen on 127.0.0.1:{port}: {source}")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// The system's words.
        source: io::Error,
    },
    /// The test certificate could not be made.
    #[error("cannot make the test certificate: {0}")]
    Certificate(String),
}

/// Listens on free ports.
///
/// # Errors
/// [`ServeError`].
pub async fn serve(emulator: &Emulator) -> Result<Served, ServeError> {
    serve_on(emulator, Ports::default()).await
}

/// Listens on given ports.
///
/// # Errors
/// [`ServeError`].
pub async fn serve_on(emulator: &Emulator, ports: Ports) -> Result<Served, ServeError> {
    let authority = tls::Authority::new().map_err(ServeError::Certificate)?;
    let (salesforce, salesforce_at) = listen(ports.salesforce).await?;
    let (hubspot, hubspot_at) = listen(ports.hubspot).await?;
    let (secure, tls) = listen(ports.tls).await?;
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let doors = [
        (salesforce, Door::plain(emulator, Vendor::Salesforce, salesforce_at)),
        (hubspot, Door::plain(emulator, Vendor::HubSpot, hubspot_at)),
        (secure, Door::secure(emulator, tls, authority.acceptor)),
    ];
    for (listener, door) in doors {
        tasks.spawn(accept(listener, Arc::new(door), stopped.clone()));
    }
    Ok(Served {
        salesforce: plain_url(salesforce_at)?,
        hubspot: plain_url(hubspot_at)?,
        tls,
        ca_pem: authority.ca_pem,
        stop,
        tasks,
    })
}

/// Greatest size of a request's body: Salesforce takes 150 MB of CSV in a bulk job.
const MAX_REQUEST: usize = 160 * 1024 * 1024;

/// How long running answers may take once the server is told to stop.
const STOP_WITHIN: Duration = Duration::from_secs(5);

impl Served {
    /// Takes no new connection, lets running answers finish, and returns when all are closed.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }

    /// Writes the test authority's certificate for clients that want a file.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write_ca(&self, path: &Path) -> io::Result<()> {
        std::fs::write(path, &self.ca_pem)
    }
}

/// One port: who answers there, and how.
struct Door {
    emulator: Emulator,
    vendor: Vendor,
    at: SocketAddr,
    acceptor: Option<TlsAcceptor>,
}

impl Door {
    fn plain(emulator: &Emulator, vendor: Vendor, at: SocketAddr) -> Self {
        Self { emulator: emulator.clone(), vendor, at, acceptor: None }
    }

    fn secure(emulator: &Emulator, at: SocketAddr, acceptor: TlsAcceptor) -> Self {
        let vendor = Vendor::Salesforce;
        Self { emulator: emulator.clone(), vendor, at, acceptor: Some(acceptor) }
    }

    /// The vendor that the host names where names are in use, and what links start with.
    fn place(&self, request: &Request) -> (Vendor, Origin) {
        let named = request.headers().get(HOST).and_then(|host| host.to_str().ok());
        let named = named.filter(|host| is_host(host));
        let host = named.map_or_else(|| self.at.to_string(), str::to_owned);
        if self.acceptor.is_none() {
            return (self.vendor, Origin(format!("http://{host}")));
        }
        let vendor = Vendor::of_host(&host).unwrap_or(self.vendor);
        (vendor, Origin(format!("https://{host}")))
    }
}

async fn listen(port: u16) -> Result<(TcpListener, SocketAddr), ServeError> {
    let failed = |source| ServeError::Listen { port, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(failed)?;
    let at = listener.local_addr().map_err(failed)?;
    Ok((listener, at))
}

fn plain_url(at: SocketAddr) -> Result<Url, ServeError> {
    Url::parse(&format!("http://{at}"))
        .map_err(|error| ServeError::Listen { port: at.port(), source: io::Error::other(error) })
}

/// Takes connections until told to stop, then waits for those that are open.
async fn accept(listener: TcpListener, door: Arc<Door>, mut stop: watch::Receiver<bool>) {
    let mut open = JoinSet::new();
    loop {
        tokio::select! {
            _ = stop.changed() => break,
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    open.spawn(connection(stream, Arc::clone(&door), stop.clone()));
                }
            }
            Some(_) = open.join_next(), if !open.is_empty() => {}
        }
    }
    let all_closed = async { while open.join_next().await.is_some() {} };
    // What is still open after this is dropped with the set.
    tokio::time::timeout(STOP_WITHIN, all_closed).await.ok();
}

async fn connection(stream: TcpStream, door: Arc<Door>, stop: watch::Receiver<bool>) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    match &door.acceptor {
        None => speak(stream, Arc::clone(&door), stop).await,
        Some(acceptor) => {
            // A client that refuses our certificate leaves; that is its right.
            if let Ok(stream) = acceptor.accept(stream).await {
                speak(stream, Arc::clone(&door), stop).await;
            }
        }
    }
}

async fn speak<S>(stream: S, door: Arc<Door>, mut stop: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let service = service_fn(move |request| answer(Arc::clone(&door), request));
    let mut connection = pin!(
        http1::Builder::new().half_close(true).serve_connection(TokioIo::new(stream), service)
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stop.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // A dropped connection is either a fault that was asked for or the client's leave.
    ended.ok();
}

/// The connection is dropped without an answer.
#[derive(Debug, Error)]
#[error("cut")]
struct CutOff;

async fn answer(
    door: Arc<Door>,
    request: http::Request<Incoming>,
) -> Result<Response<Sent>, CutOff> {
    let (head, body) = request.into_parts();
    if body.size_hint().lower() > u64::try_from(MAX_REQUEST).unwrap_or(u64::MAX) {
        return Ok(too_large());
    }
    let Ok(body) = Limited::new(body, MAX_REQUEST).collect().await else {
        return Ok(too_large());
    };
    let mut request = Request::from_parts(head, body.to_bytes());
    if control::is_control(&request) {
        return Ok(control::answer(&door.emulator, &request).map(Sent::whole));
    }
    let (vendor, origin) = door.place(&request);
    request.extensions_mut().insert(origin);
    let outcome = door.emulator.exchange(vendor, request);
    if !outcome.delay().is_zero() {
        tokio::time::sleep(outcome.delay()).await;
    }
    match outcome {
        Outcome::Answer(Answer { mut response, .. }) => {
            // hyper writes the length of the body that is sent.
            response.headers_mut().remove(CONTENT_LENGTH);
            Ok(response.map(Sent::from))
        }
        Outcome::Cut(Cut { partial: None, .. }) => Err(CutOff),
        Outcome::Cut(Cut { partial: Some((mut response, promised)), .. }) => {
            response.headers_mut().remove(CONTENT_LENGTH);
            Ok(response.map(|arrives| Sent::broken(arrives, promised)))
        }
    }
}

fn too_large() -> Response<Sent> {
    let mut response = Response::new(Sent::whole(Bytes::new()));
    *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
    response
}

#[cfg(test)]
mod tests;
