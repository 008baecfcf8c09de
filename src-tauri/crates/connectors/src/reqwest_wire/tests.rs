use std::time::Instant;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::*;

/// A million zero bytes, gzipped.
const BOMB: &str = concat!(
    "H4sIAAAAAAAC/+3BAQEAAACCIP+vbkhAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAArwaey3kSQEIPAA==",
);

/// Serves one canned answer per connection and hands back the requests' heads.
async fn serve(answers: Vec<Vec<u8>>) -> (SocketAddr, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let task = tokio::spawn(async move {
        let mut heads = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            heads.push(converse(&mut stream, &answer).await);
        }
        heads
    });
    (address, task)
}

async fn converse(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), answer: &[u8]) -> String {
    let mut head = Vec::new();
    let mut chunk = [0_u8; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut chunk).await.unwrap_or(0);
        if read == 0 {
            break;
        }
        head.extend_from_slice(&chunk[..read]);
    }
    // The other end may hang up on what it does not want.
    if stream.write_all(answer).await.is_ok() {
        stream.shutdown().await.ok();
    }
    String::from_utf8(head).unwrap()
}

fn call(uri: &str, max_body: usize) -> Call {
    let request = http::Request::get(uri)
        .header("authorization", "Bearer canary")
        .body(Bytes::new())
        .unwrap();
    Call { request, timeout: Duration::from_secs(5), max_body }
}

fn plain() -> ReqwestWire {
    ReqwestWire::new(&Network::of(HostRule::Development)).unwrap()
}

#[tokio::test]
async fn an_answer_comes_whole_with_status_headers_and_body() {
    let text = b"HTTP/1.1 207 Multi\r\nx-a: 1\r\ncontent-length: 2\r\n\r\nok".to_vec();
    let (address, server) = serve(vec![text]).await;
    let answer = plain().exchange(call(&format!("http://{address}/a?b=c"), 10)).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.body().as_ref()), (207, b"ok".as_slice()));
    assert_eq!(answer.headers()["x-a"], "1");
    let head = server.await.unwrap().remove(0).to_lowercase();
    assert!(head.starts_with("get /a?b=c http/1.1"), "{head}");
    let agent = format!("user-agent: crosswalk/{}", env!("CARGO_PKG_VERSION"));
    assert!(head.contains(&agent) && head.contains("accept-encoding: gzip"), "{head}");
}

#[tokio::test]
async fn sec14_no_redirect_is_followed() {
    let text =
        b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/steal\r\ncontent-length: 0\r\n\r\n";
    let (address, server) = serve(vec![text.to_vec()]).await;
    let answer = plain().exchange(call(&format!("http://{address}/"), 10)).await.unwrap();
    assert_eq!(answer.status().as_u16(), 302);
    assert_eq!(server.await.unwrap().len(), 1);
}

#[tokio::test]
async fn sec32_no_answer_is_held_beyond_its_bound() {
    let announced = b"HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\nx".to_vec();
    let mut endless = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..200 {
        endless.extend_from_slice(b"400\r\n");
        endless.extend_from_slice(&[b'x'; 1024]);
        endless.extend_from_slice(b"\r\n");
    }
    let packed = STANDARD.decode(BOMB).unwrap();
    let mut bomb = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        packed.len()
    )
    .into_bytes();
    assert!(packed.len() < 2_000);
    bomb.extend_from_slice(&packed);
    for answer in [announced, endless, bomb.clone()] {
        let (address, _server) = serve(vec![answer]).await;
        let result = plain().exchange(call(&format!("http://{address}/"), 65_536)).await;
        assert_eq!(result.unwrap_err(), WireError::TooLarge(65_536));
    }
    let (address, _server) = serve(vec![bomb]).await;
    let answer = plain().exchange(call(&format!("http://{address}/"), 1_000_000)).await.unwrap();
    assert_eq!(answer.body().len(), 1_000_000);
}

#[tokio::test]
async fn what_never_left_is_told_from_what_may_have_arrived() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = plain().exchange(call(&format!("http://{free}/ann@x.no"), 10)).await.unwrap_err();
    assert!(matches!(error, WireError::NotSent(_)), "{error:?}");
    assert!(!error.to_string().contains("ann@"), "sec12: {error}");

    for cut in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"] {
        let (address, _server) = serve(vec![cut.as_bytes().to_vec()]).await;
        let result = plain().exchange(call(&format!("http://{address}/ann@x.no"), 100)).await;
        let error = result.unwrap_err();
        assert!(matches!(error, WireError::AnswerLost(_)), "{cut:?}: {error:?}");
        assert!(!error.to_string().contains("ann@"), "sec12: {error}");
    }
}

#[tokio::test]
async fn an_exchange_keeps_to_its_time() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let silent =
        Call { timeout: Duration::from_millis(50), ..call(&format!("http://{address}/"), 10) };
    let start = Instant::now();
    let error = plain().exchange(silent).await.unwrap_err();
    assert!(matches!(error, WireError::AnswerLost(_)), "it may have arrived: {error:?}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

/// Bytes that keep coming are no excuse: the time is that of the whole exchange.
#[tokio::test]
async fn sec32_a_body_that_drips_for_ever_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let dripping = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n").await.unwrap();
        while stream.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    let timeout = Duration::from_millis(200);
    let slow = Call { timeout, ..call(&format!("http://{address}/"), 2_000_000) };
    let error = plain().exchange(slow).await.unwrap_err();
    assert!(matches!(error, WireError::AnswerLost(_)), "{error:?}");
    dripping.await.unwrap();
}

#[tokio::test]
async fn sec15_nothing_leaves_unencrypted_in_production() {
    let wire = ReqwestWire::new(&Network::of(HostRule::Production)).unwrap();
    let (address, server) = serve(vec![Vec::new()]).await;
    let error = wire.exchange(call(&format!("http://{address}/"), 10)).await.unwrap_err();
    assert!(matches!(error, WireError::NotSent(_)), "{error:?}");
    assert!(!server.is_finished(), "nobody called");
    server.abort();
}

/// How a test server's certificate is wrong.
enum Flaw {
    None,
    Expired,
    OtherHost,
    SelfSigned,
}

/// A server under HubSpot's name with a certificate of a test authority, and that authority.
async fn secure(flaw: &Flaw) -> (SocketAddr, Vec<u8>) {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let name = if matches!(flaw, Flaw::OtherHost) { "evil.example" } else { "api.hubapi.com" };
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    if matches!(flaw, Flaw::Expired) {
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(2021, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let leaf = if matches!(flaw, Flaw::SelfSigned) {
        params.self_signed(&key).unwrap()
    } else {
        params.signed_by(&key, &issuer).unwrap()
    };
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let secret = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], secret)
        .unwrap();
    let acceptor = TlsAcceptor::from(std::sync::Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        if let Ok(mut stream) = acceptor.accept(stream).await {
            converse(&mut stream, b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await;
        }
    });
    (address, issuer.pem().into_bytes())
}

#[tokio::test]
async fn sec15_only_a_valid_certificate_of_a_known_authority_is_talked_to() {
    let rows = [
        (Flaw::None, true, true),
        (Flaw::None, false, false),
        (Flaw::Expired, true, false),
        (Flaw::OtherHost, true, false),
        (Flaw::SelfSigned, true, false),
    ];
    for (number, (flaw, known, good)) in rows.into_iter().enumerate() {
        let (address, root) = secure(&flaw).await;
        let network = Network {
            rule: HostRule::Production,
            extra_roots: if known { vec![root] } else { Vec::new() },
            resolve: vec![("api.hubapi.com".to_owned(), address)],
        };
        let wire = ReqwestWire::new(&network).unwrap();
        let result = wire.exchange(call("https://api.hubapi.com/x", 10)).await;
        assert_eq!(result.is_ok(), good, "row {number}: {result:?}");
        if let Err(error) = result {
            assert!(matches!(error, WireError::NotSent(_)), "row {number}: {error:?}");
        }
    }
}

/// What a client offers in its first message (RFC 8446, 4.1.2 and 4.2.1).
fn versions_offered(hello: &[u8]) -> Vec<u16> {
    let number = |at: usize| usize::from(u16::from_be_bytes([hello[at], hello[at + 1]]));
    // Record head, message head, version, random; then three lists that say how long they are.
    let session = 5 + 4 + 2 + 32;
    let ciphers = session + 1 + usize::from(hello[session]);
    let compression = ciphers + 2 + number(ciphers);
    let mut at = compression + 1 + usize::from(hello[compression]) + 2;
    while at + 4 <= hello.len() {
        let (kind, length) = (number(at), number(at + 2));
        if kind == 43 {
            let list = &hello[at + 5..at + 4 + length];
            return list.chunks(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
        }
        at += 4 + length;
    }
    Vec::new()
}

#[tokio::test]
async fn sec15_nothing_older_than_tls_1_2_is_offered() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let network = Network {
        rule: HostRule::Production,
        extra_roots: Vec::new(),
        resolve: vec![("api.hubapi.com".to_owned(), address)],
    };
    let wire = ReqwestWire::new(&network).unwrap();
    let server = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = [0; 5];
        stream.read_exact(&mut head).await.unwrap();
        let mut hello = head.to_vec();
        hello.resize(5 + usize::from(u16::from_be_bytes([head[3], head[4]])), 0);
        stream.read_exact(&mut hello[5..]).await.unwrap();
        // A server that knows nothing newer than TLS 1.1 says so and hangs up.
        stream.write_all(&[21, 3, 2, 0, 2, 2, 70]).await.unwrap();
        versions_offered(&hello)
    };
    let (result, mut offered) =
        tokio::join!(wire.exchange(call("https://api.hubapi.com/x", 10)), server);
    offered.sort_unstable();
    assert_eq!(offered, [0x0303, 0x0304], "TLS 1.2 and 1.3");
    assert!(matches!(result, Err(WireError::NotSent(_))), "{result:?}");
}
