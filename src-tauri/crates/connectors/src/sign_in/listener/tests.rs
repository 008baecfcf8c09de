use std::net::IpAddr;

use oauth2::CsrfToken;
use tokio::net::TcpStream;

use super::*;

const STATE: &str = "state-of-this-try";

type Result_ = Result<AuthorizationCode, SignInError>;

async fn visit_with(address: SocketAddr, request: String) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn get(target: &str, host: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\n\r\n")
}

/// Sends these requests one after the other to a listener; `PORT` in them stands for its port.
async fn play(requests: &[&str]) -> (Result_, Vec<String>) {
    let listener = CallbackListener::bind_among(&[0]).await.unwrap();
    let address = listener.addresses()[0];
    let state = CsrfToken::new(STATE.into());
    let visits = async {
        let mut answers = Vec::new();
        for request in requests {
            let request = request.replace("PORT", &address.port().to_string());
            answers.push(visit_with(address, request).await);
        }
        answers
    };
    let (result, answers) = tokio::join!(listener.wait(&state), visits);
    assert!(TcpStream::connect(address).await.is_err(), "sec3: closed after one use");
    (result, answers)
}

async fn ask(target: &str, host: &str) -> Result_ {
    play(&[&get(target, host)]).await.0
}

#[tokio::test]
async fn a_good_callback_brings_the_code_and_a_page_for_people() {
    let target = format!("/callback?code=a%2Bb&state={STATE}");
    for host in ["localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT"] {
        let (result, answers) = play(&[&get(&target, host)]).await;
        assert_eq!(result.unwrap().secret(), "a+b");
        assert!(answers[0].starts_with("HTTP/1.1 200 OK"), "{}", answers[0]);
        assert!(answers[0].contains("You are signed in"));
        assert!(answers[0].contains("default-src 'none'"));
        assert!(!answers[0].contains("a%2Bb") && !answers[0].contains("a+b"));
    }
}

#[tokio::test]
async fn sec2_a_wrong_missing_or_doubled_state_ends_the_try() {
    for target in [
        "/callback?code=x&state=other".to_owned(),
        "/callback?code=x".to_owned(),
        "/callback?code=x&state=".to_owned(),
        format!("/callback?code=x&state={STATE}&state={STATE}"),
        format!("/callback?code=x&state={STATE}x"),
    ] {
        assert_eq!(ask(&target, "localhost:PORT").await.unwrap_err(), SignInError::WrongState);
    }
}

#[tokio::test]
async fn sec2_an_error_callback_says_who_declined() {
    let target =
        format!("/callback?error=access_denied&error_description=end-user+denied&state={STATE}");
    let error = ask(&target, "localhost:PORT").await.unwrap_err();
    let expected = SignInError::Declined {
        error: "access_denied".into(),
        description: "end-user denied".into(),
    };
    assert_eq!(error, expected);
    let unsigned = ask("/callback?error=access_denied", "localhost:PORT").await.unwrap_err();
    assert_eq!(unsigned, SignInError::WrongState, "anybody could say so");
}

#[tokio::test]
async fn sec2_a_foreign_host_or_a_script_is_refused() {
    let target = format!("/callback?code=x&state={STATE}");
    for host in ["evil.example:PORT", "localhost", "localhost:1", "localhost:PORT.evil.example", ""]
    {
        assert_eq!(ask(&target, host).await.unwrap_err(), SignInError::Foreign, "{host}");
    }
    for header in
        ["Sec-Fetch-Mode: no-cors", "Origin: https://evil.example", "Host: localhost:PORT"]
    {
        let request = format!("GET {target} HTTP/1.1\r\nHost: localhost:PORT\r\n{header}\r\n\r\n");
        assert_eq!(play(&[&request]).await.0.unwrap_err(), SignInError::Foreign, "{header}");
    }
    let opened = format!(
        "GET {target} HTTP/1.1\r\nhost: localhost:PORT\r\nsec-fetch-mode: navigate\r\n\r\n"
    );
    assert!(play(&[&opened]).await.0.is_ok());
}

#[tokio::test]
async fn sec2_other_paths_and_methods_pass_by() {
    let good = get(&format!("/callback?code=x&state={STATE}"), "localhost:PORT");
    let post =
        format!("POST /callback?code=y&state={STATE} HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n");
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(100));
    let requests = [
        get("/favicon.ico", "localhost:PORT"),
        get("/callback/", "localhost:PORT"),
        get("/callback/../callback", "localhost:PORT"),
        get("//callback", "localhost:PORT"),
        post,
        long,
        good,
    ];
    let requests: Vec<&str> = requests.iter().map(String::as_str).collect();
    let (result, answers) = play(&requests).await;
    assert_eq!(result.unwrap().secret(), "x");
    for answer in &answers[..answers.len() - 1] {
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    }
}

#[tokio::test]
async fn sec2_a_callback_without_a_code_is_an_error() {
    for query in ["", "&code=", "&code=a&code=b"] {
        let target = format!("/callback?state={STATE}{query}");
        assert_eq!(ask(&target, "localhost:PORT").await.unwrap_err(), SignInError::NoCode);
    }
}

#[tokio::test]
async fn a_silent_connection_holds_nobody_up() {
    let listener = CallbackListener::bind_among(&[0]).await.unwrap();
    let address = listener.addresses()[0];
    let state = CsrfToken::new(STATE.into());
    let _silent = TcpStream::connect(address).await.unwrap();
    let request =
        get(&format!("/callback?code=x&state={STATE}"), &format!("localhost:{}", address.port()));
    let (result, _) = tokio::join!(listener.wait(&state), visit_with(address, request));
    assert_eq!(result.unwrap().secret(), "x");
}

/// Where this system listens at a port, as `ss -ltn` would tell; nothing where it does not say.
fn heard_at(port: u16) -> Vec<IpAddr> {
    /// The state of a socket that listens.
    const LISTENS: &str = "0A";
    let mut heard = Vec::new();
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
        for line in std::fs::read_to_string(table).unwrap_or_default().lines().skip(1) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (host, at) = words[1].split_once(':').unwrap();
            if words[3] != LISTENS || u16::from_str_radix(at, 16) != Ok(port) {
                continue;
            }
            let parts = host.as_bytes().chunks(8).map(|hex| {
                let hex = std::str::from_utf8(hex).unwrap();
                u32::from_str_radix(hex, 16).unwrap().to_ne_bytes()
            });
            let bytes = parts.collect::<Vec<_>>().concat();
            heard.push(match <[u8; 4]>::try_from(bytes.as_slice()) {
                Ok(short) => IpAddr::from(short),
                Err(_) => IpAddr::from(<[u8; 16]>::try_from(bytes.as_slice()).unwrap()),
            });
        }
    }
    heard
}

#[tokio::test]
async fn sec3_it_listens_on_the_loopback_only() {
    let listener = CallbackListener::bind_among(&[0]).await.unwrap();
    let addresses = listener.addresses();
    assert!(!addresses.is_empty());
    assert!(addresses.iter().all(|address| address.ip().is_loopback()));
    assert!(addresses.iter().any(|address| matches!(address.ip(), IpAddr::V4(_))));
    let port = addresses[0].port();
    let heard = heard_at(port);
    assert!(!heard.is_empty() || !std::path::Path::new("/proc/net/tcp").exists());
    for heard in heard {
        assert!(heard.is_loopback(), "the system listens at {heard}");
    }
    assert_eq!(listener.redirect_uri(), format!("http://localhost:{port}/callback"));
}

#[tokio::test]
async fn sec3_a_taken_port_is_passed_over_and_none_is_said() {
    let first = CallbackListener::bind_among(&[0]).await.unwrap();
    let taken = first.port;
    let error = CallbackListener::bind_among(&[taken]).await.unwrap_err();
    assert_eq!(error, SignInError::NoPort);
    assert!(CallbackListener::bind_among(&[taken, 0]).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn sec3_after_five_minutes_it_is_gone() {
    let listener = CallbackListener::bind_among(&[0]).await.unwrap();
    let address = listener.addresses()[0];
    let start = Instant::now();
    let error = listener.wait(&CsrfToken::new(STATE.into())).await.unwrap_err();
    assert_eq!(error, SignInError::TimedOut);
    assert_eq!(start.elapsed().as_secs(), 300);
    assert!(TcpStream::connect(address).await.is_err());
}

/// What the emulator and both vendors' apps have registered; a change of it locks people out.
#[test]
fn sec3_the_ports_are_these() {
    assert_eq!(PORTS, [17171, 17172, 17173, 17174, 17175]);
}

#[tokio::test]
async fn sec3_both_loopbacks_are_bound_while_waiting_and_neither_afterwards() {
    let listener = CallbackListener::bind_among(&[0]).await.unwrap();
    let addresses = listener.addresses();
    let hosts: Vec<IpAddr> = addresses.iter().map(SocketAddr::ip).collect();
    let both = [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)];
    // A machine without IPv6 has only the first.
    let v6 = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.is_ok();
    assert_eq!(hosts, if v6 { &both[..] } else { &both[..1] });
    assert_eq!(addresses[0].port(), addresses[addresses.len() - 1].port(), "one redirect address");
    let state = CsrfToken::new(STATE.into());
    let visits = async {
        for address in &addresses {
            assert!(TcpStream::connect(address).await.is_ok(), "{address} waits");
        }
        let target = format!("/callback?code=x&state={STATE}");
        let host = format!("localhost:{}", addresses[0].port());
        visit_with(addresses[addresses.len() - 1], get(&target, &host)).await
    };
    let (result, answer) = tokio::join!(listener.wait(&state), visits);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(result.unwrap().secret(), "x");
    for address in &addresses {
        assert!(TcpStream::connect(address).await.is_err(), "{address} is closed");
    }
}
