//! The loopback listener that the browser comes back to (RFC 8252).
//!
//! Invariant: loopback only; one callback, then it is gone. Whatever does not look like that
//! callback leaves nothing behind.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt};
use oauth2::{AuthorizationCode, CsrfToken};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

#[cfg(test)]
mod tests;

/// The ports that an app registers its redirect addresses for. Neither vendor takes any port.
pub const PORTS: [u16; 5] = [17171, 17172, 17173, 17174, 17175];

/// How long a person has.
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// How long a connection may take to say what it wants.
const HEAD: Duration = Duration::from_secs(10);
/// The largest request head that is read; codes of both vendors stay below 2 KiB.
const MAX_HEAD: usize = 16 * 1024;
/// Connections that may be open at once: browsers open some ahead of need.
const MAX_OPEN: usize = 16;
/// The one path.
const PATH: &str = "/callback";

/// Why a sign-in in the browser came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// All registered ports are taken.
    #[error("all sign-in ports ({PORTS:?}) are in use")]
    NoPort,
    /// The system refused.
    #[error("the sign-in listener failed: {0}")]
    Listener(String),
    /// Nobody came back.
    #[error("nobody came back from the browser within five minutes")]
    TimedOut,
    /// The answer does not belong to this try.
    #[error("the answer does not belong to this sign-in")]
    WrongState,
    /// The request came under another host's name, or from inside a page.
    #[error("the answer came from a page that is not the sign-in")]
    Foreign,
    /// The answer carries neither a code nor an error.
    #[error("the answer carries no code")]
    NoCode,
    /// Something was pasted, and no sign-in waits for it.
    #[error("no sign-in waits for an answer")]
    NotWaiting,
    /// The vendor or the person said no.
    #[error("{error}: {description}")]
    Declined {
        /// The vendor's code.
        error: String,
        /// Its description.
        description: String,
    },
}

/// Waits for one callback, on IPv4 and IPv6: browsers take `localhost` for either.
#[derive(Debug)]
pub struct CallbackListener {
    v4: TcpListener,
    v6: Option<TcpListener>,
    port: u16,
}

/// What one request came to.
enum Visit {
    /// Something else: a favicon, a connection opened ahead of need.
    Passing,
    /// The callback, good or bad.
    Callback(Result<AuthorizationCode, SignInError>),
}

impl CallbackListener {
    /// Binds the first of the registered ports that is free.
    ///
    /// # Errors
    /// [`SignInError::NoPort`] when none is.
    pub async fn bind() -> Result<CallbackListener, SignInError> {
        CallbackListener::bind_among(&PORTS).await
    }

    async fn bind_among(ports: &[u16]) -> Result<CallbackListener, SignInError> {
        for port in ports {
            let v4 = match TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).await {
                Ok(listener) => listener,
                Err(error) if error.kind() == ErrorKind::AddrInUse => continue,
                Err(error) => return Err(failed(&error)),
            };
            let port = v4.local_addr().map_err(|error| failed(&error))?.port();
            let v6 = match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
                Ok(listener) => Some(listener),
                Err(error) if error.kind() == ErrorKind::AddrInUse => continue,
                // A machine without IPv6.
                Err(_) => None,
            };
            return Ok(CallbackListener { v4, v6, port });
        }
        Err(SignInError::NoPort)
    }

    /// The redirect address, by the name that both vendors want.
    #[must_use]
    pub fn redirect_uri(&self) -> String {
        format!("http://localhost:{}{PATH}", self.port)
    }

    /// The addresses it listens on.
    #[must_use]
    pub fn addresses(&self) -> Vec<SocketAddr> {
        let both = [Some(&self.v4), self.v6.as_ref()];
        both.into_iter().flatten().filter_map(|listener| listener.local_addr().ok()).collect()
    }

    /// Waits for the callback of the try with this state, answers it with a page for people, and
    /// closes the ports.
    ///
    /// # Errors
    /// [`SignInError`]; after any of them the ports are closed, and a new try needs a new listener.
    pub async fn wait(self, state: &CsrfToken) -> Result<AuthorizationCode, SignInError> {
        let end = Instant::now() + PATIENCE;
        let mut visits = FuturesUnordered::new();
        loop {
            let step = async {
                tokio::select! {
                    stream = self.accept(), if visits.len() < MAX_OPEN => Ok(stream),
                    Some(visit) = visits.next(), if !visits.is_empty() => Err(visit),
                }
            };
            match timeout_at(end, step).await {
                Err(_) => return Err(SignInError::TimedOut),
                Ok(Ok(stream)) => visits.push(visit(stream?, self.port, state)),
                Ok(Err(Visit::Callback(result))) => return result,
                Ok(Err(Visit::Passing)) => {}
            }
        }
    }

    async fn accept(&self) -> Result<TcpStream, SignInError> {
        let accepted = match &self.v6 {
            None => self.v4.accept().await,
            Some(v6) => tokio::select! {
                accepted = self.v4.accept() => accepted,
                accepted = v6.accept() => accepted,
            },
        };
        accepted.map(|(stream, _)| stream).map_err(|error| failed(&error))
    }
}

async fn visit(mut stream: TcpStream, port: u16, state: &CsrfToken) -> Visit {
    let Ok(Some(head)) = timeout(HEAD, read_head(&mut stream)).await else {
        return Visit::Passing;
    };
    let visit = judge(&head, port, state);
    let (status, text) = match &visit {
        Visit::Passing => ("404 Not Found", "There is nothing here."),
        Visit::Callback(Ok(_)) => {
            ("200 OK", "You are signed in. You can close this tab and go back to Crosswalk.")
        }
        Visit::Callback(Err(SignInError::Declined { .. })) => {
            ("200 OK", "The sign-in was declined. Crosswalk says more.")
        }
        Visit::Callback(Err(_)) => {
            ("400 Bad Request", "This answer was not accepted. Start again in Crosswalk.")
        }
    };
    if let Err(error) = timeout(HEAD, answer(&mut stream, status, text)).await {
        tracing::debug!(%error, "the browser did not take the page");
    }
    visit
}

async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::with_capacity(1024);
    let mut chunk = [0_u8; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut chunk).await.ok()?;
        if read == 0 || head.len() + read > MAX_HEAD {
            return None;
        }
        head.extend_from_slice(chunk.get(..read)?);
    }
    String::from_utf8(head).ok()
}

fn judge(head: &str, port: u16, state: &CsrfToken) -> Visit {
    let mut lines = head.split("\r\n");
    let mut parts = lines.next().unwrap_or_default().split(' ');
    let (method, target) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if method != "GET" || path != PATH {
        return Visit::Passing;
    }
    let headers: Vec<(String, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim()))
        .collect();
    if !is_own(&headers, port) {
        return Visit::Callback(Err(SignInError::Foreign));
    }
    Visit::Callback(code(query, state))
}

/// Whether the request names this machine as its host, and is a page being opened: not a script,
/// and not a name that was turned to the loopback behind the browser's back.
fn is_own(headers: &[(String, &str)], port: u16) -> bool {
    let hosts: Vec<&str> =
        headers.iter().filter(|(name, _)| name == "host").map(|(_, host)| *host).collect();
    let named = |host: &str| {
        ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| host == format!("{own}:{port}"))
    };
    let opened = headers
        .iter()
        .filter(|(name, _)| name == "sec-fetch-mode")
        .all(|(_, mode)| *mode == "navigate");
    let scripted = headers.iter().any(|(name, _)| name == "origin");
    matches!(hosts.as_slice(), [host] if named(host)) && opened && !scripted
}

pub(super) fn code(query: &str, state: &CsrfToken) -> Result<AuthorizationCode, SignInError> {
    let url = Url::parse(&format!("http://localhost{PATH}?{query}"));
    let url = url.map_err(|_| SignInError::NoCode)?;
    let all = |wanted: &str| -> Vec<String> {
        let values = url.query_pairs().filter(|(name, _)| name == wanted);
        values.map(|(_, value)| value.into_owned()).collect()
    };
    let states = all("state");
    let [given] = states.as_slice() else { return Err(SignInError::WrongState) };
    // Compared by hash, whose timing tells nothing of the state.
    if Sha256::digest(given) != Sha256::digest(state.secret()) {
        return Err(SignInError::WrongState);
    }
    if let Some(error) = all("error").first() {
        let description = all("error_description").first().cloned().unwrap_or_default();
        return Err(SignInError::Declined { error: error.clone(), description });
    }
    match all("code").as_slice() {
        [code] if !code.is_empty() => Ok(AuthorizationCode::new(code.clone())),
        _ => Err(SignInError::NoCode),
    }
}

async fn answer(stream: &mut TcpStream, status: &str, text: &str) -> std::io::Result<()> {
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Crosswalk</title>\
         <body><p>{text}</p></body></html>"
    );
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n\
         Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n\r\n",
        page.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(page.as_bytes()).await?;
    stream.shutdown().await
}

fn failed(error: &std::io::Error) -> SignInError {
    SignInError::Listener(error.to_string())
}
