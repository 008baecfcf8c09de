use super::*;

const REDIRECT: &str = "http://localhost:17171/callback";

fn waiting() -> (Pasteboard, oneshot::Receiver<Outcome>) {
    let board = Pasteboard::default();
    let comes = board.open(REDIRECT, &CsrfToken::new("of-this-try".to_owned()));
    (board, comes)
}

#[tokio::test]
async fn a_pasted_address_brings_its_code_once() {
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        let (board, comes) = waiting();
        let address = format!("  http://{host}:17171/callback?code=a%2Bb&state=of-this-try\n");
        board.paste(&address).unwrap();
        assert_eq!(comes.await.unwrap().unwrap().secret(), "a+b");
        assert_eq!(board.paste(&address), Err(SignInError::NotWaiting));
    }
}

#[tokio::test]
async fn sec2_what_is_not_the_answer_is_refused_and_the_sign_in_goes_on_waiting() {
    let (board, comes) = waiting();
    let of = |host: &str| format!("{host}/callback?code=x&state=of-this-try");
    for (text, why) in [
        (format!("{REDIRECT}?code=x&state=other"), SignInError::WrongState),
        (format!("{REDIRECT}?code=x"), SignInError::WrongState),
        (format!("{REDIRECT}?code=x&state=of-this-try&state=of-this-try"), SignInError::WrongState),
        (format!("{REDIRECT}?state=of-this-try"), SignInError::NoCode),
        (of("http://evil.example:17171"), SignInError::Foreign),
        (of("http://localhost.evil.example:17171"), SignInError::Foreign),
        (of("http://localhost:17172"), SignInError::Foreign),
        (of("https://localhost:17171"), SignInError::Foreign),
        (of("http://localhost@evil.example:17171"), SignInError::Foreign),
        (of("http://me:pw@localhost:17171"), SignInError::Foreign),
        (format!("{REDIRECT}/deep?code=x&state=of-this-try"), SignInError::Foreign),
        ("just-the-code".to_owned(), SignInError::NoCode),
        (String::new(), SignInError::NoCode),
    ] {
        assert_eq!(board.paste(&text), Err(why), "{text}");
    }
    board.paste(&format!("{REDIRECT}?code=x&state=of-this-try")).unwrap();
    assert_eq!(comes.await.unwrap().unwrap().secret(), "x");
}

#[tokio::test]
async fn a_pasted_no_is_told_to_the_sign_in() {
    let (board, comes) = waiting();
    board.paste(&format!("{REDIRECT}?error=access_denied&state=of-this-try")).unwrap();
    assert!(matches!(comes.await.unwrap(), Err(SignInError::Declined { .. })));
}

#[test]
fn a_sign_in_that_is_over_takes_nothing() {
    let (board, comes) = waiting();
    drop(comes);
    let address = format!("{REDIRECT}?code=x&state=of-this-try");
    assert_eq!(board.paste(&address), Err(SignInError::NotWaiting));
    assert_eq!(Pasteboard::default().paste(&address), Err(SignInError::NotWaiting));
}
