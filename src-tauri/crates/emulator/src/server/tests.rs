use std::io::{Read, Write};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsConnector;

use super::*;
use crate::crm::tests::echoes;
use crate::faults::{Fault, FaultKind, Place, When};
use crate::log::LogDepth;

/// Speaks HTTP by hand, so that nothing between the test and the wire tidies up.
async fn spoken(to: SocketAddr, words: &str) -> String {
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(words.as_bytes()).await.unwrap();
    let mut heard = Vec::new();
    // A reset after a broken body is what some tests are about: what came before it counts.
    let bound = Duration::from_secs(20);
    tokio::time::timeout(bound, stream.read_to_end(&mut heard)).await.expect("no end").ok();
    String::from_utf8(heard).unwrap()
}

fn at(url: &Url) -> SocketAddr {
    url.socket_addrs(|| None).unwrap()[0]
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
}

fn post(path: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
}

fn body_of(answer: &str) -> Value {
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

async fn started(kind: Option<FaultKind>) -> (Emulator, Served) {
    let emulator = echoes(LogDepth::Lines);
    if let Some(kind) = kind {
        emulator.add_fault(Fault { at: Place::default(), nth: 1, times: 1, kind });
    }
    let served = serve(&emulator).await.unwrap();
    (emulator, served)
}

#[tokio::test]
async fn each_port_answers_for_its_vendor() {
    let (emulator, served) = started(None).await;
    for url in [&served.salesforce, &served.hubspot] {
        let answer = spoken(at(url), &get("/things/1")).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("date: Sun, 01 Mar 2026 12:00:00 GMT\r\n"), "{answer}");
        assert_eq!(body_of(&answer)["origin"], "http://127.0.0.1");
    }
    let vendors: Vec<Vendor> =
        emulator.log(|log| log.since(0).iter().map(|line| line.vendor).collect());
    assert_eq!(vendors, [Vendor::Salesforce, Vendor::HubSpot]);
    served.stop().await;
}

#[tokio::test]
async fn a_connection_is_kept_and_a_chunked_body_is_read() {
    let (_, served) = started(None).await;
    let first = "POST /things/1 HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n\
                 3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n";
    let answers = spoken(at(&served.hubspot), &format!("{first}{}", get("/things/1"))).await;
    assert!(answers.contains("\"received\":7"), "{answers}");
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{answers}");
    served.stop().await;
}

#[tokio::test]
async fn a_cut_closes_the_connection_without_a_byte() {
    for (when, writes) in [(When::BeforeEffect, 0), (When::AfterEffect, 1)] {
        let (emulator, served) = started(Some(FaultKind::Cut { when })).await;
        let answer = spoken(at(&served.hubspot), &post("/things/1", "{}")).await;
        assert_eq!(answer, "");
        assert_eq!(emulator.writes_since(0), writes);
        served.stop().await;
    }
}

#[tokio::test]
async fn a_cut_in_the_body_promises_more_than_it_sends() {
    let (_, served) = started(Some(FaultKind::CutInBody { keep: 9 })).await;
    let answer = spoken(at(&served.hubspot), &post("/things/1", "{}")).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert_eq!(body.len(), 9, "{answer}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    assert!(length.parse::<usize>().unwrap() > 9, "{head}");
    served.stop().await;
}

#[tokio::test]
async fn long_and_slow_bodies_arrive_whole() {
    let (_, served) = started(Some(FaultKind::Oversized { bytes: 200_000 })).await;
    let answer = spoken(at(&served.hubspot), &get("/things/1")).await;
    assert_eq!(answer.split_once("\r\n\r\n").unwrap().1.len(), 200_000);
    served.stop().await;
    let (_, served) = started(Some(FaultKind::Dripping { millis: 0 })).await;
    let answer = spoken(at(&served.hubspot), &get("/things/1")).await;
    assert_eq!(body_of(&answer)["writes"], 0);
    served.stop().await;
}

#[tokio::test]
async fn a_request_beyond_the_bound_is_refused() {
    let (emulator, served) = started(None).await;
    let words = format!(
        "POST /things/1 HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        MAX_REQUEST + 1
    );
    let answer = spoken(at(&served.hubspot), &words).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert_eq!(emulator.log(crate::log::Log::last), 0);
    served.stop().await;
}

#[tokio::test]
async fn tls_answers_under_the_vendors_names_and_only_with_the_test_authority() {
    let (emulator, served) = started(None).await;
    let rows = [
        ("login.salesforce.com", Vendor::Salesforce),
        ("acme.my.salesforce.com", Vendor::Salesforce),
        ("acme--full.sandbox.my.salesforce.com", Vendor::Salesforce),
        ("api.hubapi.com", Vendor::HubSpot),
        ("app.hubspot.com", Vendor::HubSpot),
    ];
    for (host, vendor) in rows {
        let answer = spoken_secretly(&served, host).await.unwrap();
        assert_eq!(body_of(&answer)["origin"], format!("https://{host}"));
        let last = emulator.log(|log| log.since(0).last().unwrap().vendor);
        assert_eq!(last, vendor, "{host}");
    }
    assert!(spoken_secretly(&served, "evil.example").await.is_err());
    served.stop().await;
}

async fn spoken_secretly(served: &Served, host: &str) -> io::Result<String> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("ca.pem");
    served.write_ca(&file)?;
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(&file).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(served.tls).await?;
    let name = ServerName::try_from(host.to_owned()).unwrap();
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    let words = get("/things/1").replace("127.0.0.1", host);
    stream.write_all(words.as_bytes()).await?;
    let mut heard = Vec::new();
    stream.read_to_end(&mut heard).await.ok();
    Ok(String::from_utf8_lossy(&heard).into_owned())
}

#[tokio::test]
async fn stopping_lets_a_running_answer_finish_and_closes_idle_connections() {
    let (emulator, served) = started(Some(FaultKind::Delay { millis: 50 })).await;
    let hubspot = at(&served.hubspot);
    let _idle = TcpStream::connect(hubspot).await.unwrap();
    let running = tokio::spawn(async move { spoken(hubspot, &get("/things/1")).await });
    while emulator.log(crate::log::Log::last) == 0 {
        tokio::task::yield_now().await;
    }
    served.stop().await;
    assert!(running.await.unwrap().starts_with("HTTP/1.1 200 OK"));
    assert!(TcpStream::connect(hubspot).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let (emulator, served) = started(None).await;
    let taken = at(&served.hubspot).port();
    let refused = serve_on(&emulator, Ports { hubspot: taken, ..Ports::default() }).await;
    let ServeError::Listen { port, .. } = refused.unwrap_err() else { panic!("another error") };
    assert_eq!(port, taken);
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_control_plane_is_on_every_port_and_in_no_log() {
    let (emulator, served) = started(None).await;
    for to in [at(&served.hubspot), at(&served.salesforce)] {
        // A blocking client, as tests in other languages are.
        let answer = tokio::task::spawn_blocking(move || {
            let mut stream = std::net::TcpStream::connect(to).unwrap();
            let words = post("/_emulator/clock", &json!({"advance_millis": 1_000}).to_string());
            stream.write_all(words.as_bytes()).unwrap();
            let mut heard = String::new();
            stream.read_to_string(&mut heard).unwrap();
            heard
        });
        assert!(answer.await.unwrap().starts_with("HTTP/1.1 200 OK"));
    }
    assert_eq!(emulator.clock().now().to_string(), "2026-03-01T12:00:02Z");
    assert_eq!(emulator.log(crate::log::Log::last), 0);
    served.stop().await;
}
