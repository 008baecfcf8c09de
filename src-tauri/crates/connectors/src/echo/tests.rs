use super::*;

fn check(body: &'static str, secrets: &[&str], expected: &str) {
    assert_eq!(hide(Bytes::from_static(body.as_bytes()), secrets), expected);
}

#[test]
fn sec12_what_was_sent_in_secret_is_not_kept_as_the_vendors_words() {
    check("nothing here", &["00D!secret"], "nothing here");
    check("bad token 00D!secret, 00D!secret.", &["00D!secret"], "bad token ***, ***.");
    check("at=00D%21secret&x", &["00D!secret"], "at=***&x");
    check("at=00D%21a.se%2Fret and 00D%21a%2Ese%2Fret", &["00D!a.se/ret"], "at=*** and ***");
    check(r#"{"at":"00D!a.se\/ret"}"#, &["00D!a.se/ret"], r#"{"at":"***"}"#);
    check("one-secret two-secret", &["two-secret", "one-secret"], "*** ***");
    check("a short one stays", &["short"], "a short one stays");
    check("", &["00D!secret"], "");
}

#[test]
fn sec12_the_secrets_of_a_token_request_are_known_by_their_names() {
    let form = b"grant_type=authorization_code&code=a%21b&client_secret=s&client_id=i&x=y";
    assert_eq!(secrets_of(form), ["a!b", "s"]);
    assert_eq!(secrets_of(b"refresh_token=r&code_verifier=v&token=t"), ["r", "v", "t"]);
}
