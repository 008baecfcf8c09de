use serde_json::{Value, json};

use super::{Bench, CONTACTS, stamp};

#[test]
fn access_tokens_expire_after_thirty_minutes() {
    let mut bench = Bench::new();
    bench.token = bench.grant.access_token.clone();
    bench.now += 1_799_999;
    assert_eq!(bench.get(CONTACTS).status, 200);
    bench.now += 1;
    let seen = bench.get(CONTACTS);
    assert_eq!(seen.status, 401);
    assert_eq!(seen.text("/category"), "EXPIRED_AUTHENTICATION");
    assert_eq!(
        seen.text("/message"),
        "The OAuth token used to make this call expired 0 second(s) ago."
    );
    assert!(seen.text("/context/expire time/0").ends_with('Z'));
}

#[test]
fn unknown_and_missing_tokens_are_refused() {
    let mut bench = Bench::new();
    let refresh = bench.grant.refresh_token.clone();
    for token in ["", "nonsense", refresh.as_str()] {
        token.clone_into(&mut bench.token);
        let seen = bench.get(CONTACTS);
        assert_eq!(seen.status, 401);
        assert_eq!(seen.text("/category"), "INVALID_AUTHENTICATION");
        assert!(seen.text("/message").starts_with("Authentication credentials not found"));
    }
}

#[test]
fn a_scope_that_is_missing_is_named() {
    let mut bench = Bench::new();
    let account = bench.grant.account.clone();
    let grant = bench
        .hubspot
        .grant_with(stamp(bench.now), &account, &["crm.objects.contacts.read"])
        .unwrap();
    bench.token = grant.service_key;
    assert_eq!(bench.get(CONTACTS).status, 200);
    let seen = bench.post(CONTACTS, &json!({ "properties": { "firstname": "Ann" } }));
    assert_eq!(seen.status, 403);
    assert_eq!(seen.text("/category"), "MISSING_SCOPES");
    assert_eq!(
        seen.at("/errors/0/context/requiredGranularScopes"),
        &json!(["crm.objects.contacts.write"])
    );
    assert!(seen.at("/links/scopes").is_string());
}

#[test]
fn a_body_must_be_json_and_say_so() {
    let mut bench = Bench::new();
    let request = |kind: &str, body: &'static str| {
        http::Request::builder()
            .method("POST")
            .uri(CONTACTS)
            .header("authorization", format!("Bearer {}", bench.token))
            .header("content-type", kind)
            .body(bytes::Bytes::from_static(body.as_bytes()))
            .unwrap()
    };
    let (plain, broken) = (request("text/plain", "{}"), request("application/json", "{"));
    assert_eq!(bench.pass(&plain).status, 415);
    assert_eq!(bench.pass(&broken).status, 400);
    assert_eq!(bench.send("PUT", CONTACTS, &Value::Null).status, 404);
}
