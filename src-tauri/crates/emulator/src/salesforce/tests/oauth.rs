use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Bench, Got, ORIGIN, got};
use crate::salesforce::{Edition, SalesforceSettings};

pub(super) const REDIRECT: &str = "http://localhost:1717/oauth/salesforce";
pub(super) const VERIFIER: &str = "a-verifier-of-some-length-that-is-long-enough-to-be-one";

fn post(bench: &mut Bench, path: &str, form: &[(&str, &str)]) -> Got {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    let body = body.extend_pairs(form).finish();
    let request = http::Request::builder()
        .method("POST")
        .uri(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from(body))
        .unwrap();
    got(bench.reply(&request))
}

fn client(bench: &Bench) -> String {
    bench.vendor.accounts()[0].client_ids[0].clone()
}

/// Approves as the first user and returns where the browser is sent.
pub(super) fn approve(bench: &mut Bench, decision: &str) -> String {
    approve_for(bench, decision, "api refresh_token")
}

/// The same, of an app that asks for this much.
pub(super) fn approve_for(bench: &mut Bench, decision: &str, scope: &str) -> String {
    let facts = bench.vendor.accounts().remove(0);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let authorize = format!(
        "/services/oauth2/authorize?response_type=code&client_id={}&\
        redirect_uri={REDIRECT}&code_challenge={challenge}&state=s%201&scope={}",
        facts.client_ids[0],
        scope.replace(' ', "%20")
    );
    let page = bench.send("GET", &authorize, "");
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Allow as ann@acme.example") && page.text.contains("Deny"));
    let form = [
        ("response_type", "code"),
        ("client_id", &facts.client_ids[0]),
        ("redirect_uri", REDIRECT),
        ("code_challenge", &challenge),
        ("state", "s 1"),
        ("scope", scope),
        ("org", &facts.id),
        ("user", &facts.users[0].0),
        ("decision", decision),
    ];
    let sent = post(bench, "/setup/secur/RemoteAccessAuthorizationPage.apexp", &form);
    assert_eq!(sent.status, 302);
    sent.headers["location"].to_str().unwrap().to_owned()
}

pub(super) fn code_of(location: &str) -> String {
    let url = url::Url::parse(location).unwrap();
    let find = |name: &str| url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
    assert_eq!(find("state"), "s 1");
    find("code")
}

pub(super) fn redeem(bench: &mut Bench, code: &str, verifier: &str, redirect: &str) -> Got {
    let client = client(bench);
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("client_id", &client),
        ("redirect_uri", redirect),
        ("code_verifier", verifier),
    ];
    post(bench, "/services/oauth2/token", &form)
}

pub(super) fn refresh(bench: &mut Bench, token: &str) -> Got {
    let client = client(bench);
    let form = [("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", &client)];
    post(bench, "/services/oauth2/token", &form)
}

#[test]
fn a_code_and_its_verifier_give_tokens() {
    let mut bench = Bench::new();
    let code = code_of(&approve(&mut bench, "approve"));
    let tokens = redeem(&mut bench, &code, VERIFIER, REDIRECT).body;
    assert_eq!(tokens["instance_url"], ORIGIN);
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["issued_at"], "1793613600000");
    assert_eq!(tokens.get("expires_in"), None);
    bench.token = tokens["access_token"].as_str().unwrap().to_owned();
    let who = bench.send("GET", "/services/oauth2/userinfo", "").body;
    assert_eq!(who["preferred_username"], "ann@acme.example");
    let path = tokens["id"].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned();
    assert_eq!(bench.send("GET", &path, "").body["organization_id"], bench.org);
    let again = redeem(&mut bench, &code, VERIFIER, REDIRECT);
    assert_eq!((again.status, &again.body["error"]), (400, &json!("invalid_grant")));
}

#[test]
fn what_does_not_fit_gives_no_token() {
    for (verifier, redirect, wait, error) in [
        ("another", REDIRECT, 0, "invalid_grant"),
        (VERIFIER, "http://localhost:1718/oauth/salesforce", 0, "redirect_uri_mismatch"),
        (VERIFIER, REDIRECT, 901, "invalid_grant"),
    ] {
        let mut bench = Bench::new();
        let code = code_of(&approve(&mut bench, "approve"));
        bench.later(wait);
        let refused = redeem(&mut bench, &code, verifier, redirect);
        assert_eq!((refused.status, &refused.body["error"]), (400, &json!(error)));
    }
}

#[test]
fn only_registered_localhost_redirects_are_shown_a_page() {
    let mut bench = Bench::new();
    let client = client(&bench);
    for redirect in [
        "http://127.0.0.1:1717/oauth/salesforce",
        "http://localhost:1719/oauth/salesforce",
        "http://localhost:1717/oauth",
        "https://evil.example/",
    ] {
        let path = format!(
            "/services/oauth2/authorize?response_type=code&client_id={client}&\
            redirect_uri={redirect}&code_challenge=x"
        );
        let page = bench.send("GET", &path, "");
        assert_eq!(page.status, 400, "{redirect}");
        assert!(page.text.contains("error=redirect_uri_mismatch"));
    }
    let path = format!(
        "/services/oauth2/authorize?response_type=code&client_id={client}&\
        redirect_uri={REDIRECT}"
    );
    assert_eq!(bench.send("GET", &path, "").status, 400, "a challenge is required");
}

#[test]
fn a_denial_goes_back_to_the_app() {
    let mut bench = Bench::new();
    assert!(approve(&mut bench, "deny").contains("error=access_denied"));
}

#[test]
fn a_spent_refresh_token_ends_everything() {
    let mut bench = Bench::new();
    let first = bench.refresh.clone();
    let next = refresh(&mut bench, &first).body;
    let second = next["refresh_token"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    bench.token = next["access_token"].as_str().unwrap().to_owned();
    assert_eq!(bench.get("/sobjects").status, 200);
    let reused = refresh(&mut bench, &first);
    assert_eq!((reused.status, &reused.body["error"]), (400, &json!("invalid_grant")));
    assert_eq!(bench.get("/sobjects").status, 401);
    assert_eq!(refresh(&mut bench, &second).status, 400);
}

#[test]
fn without_rotation_the_refresh_token_stays() {
    let mut settings = SalesforceSettings::default();
    settings.apps[0].rotates = false;
    let mut bench = Bench::with(settings);
    let token = bench.refresh.clone();
    for _ in 0..2 {
        let got = refresh(&mut bench, &token);
        assert_eq!((got.status, got.body.get("refresh_token")), (200, None));
    }
}

#[test]
fn revoking_the_refresh_token_ends_its_access_tokens() {
    let mut bench = Bench::new();
    let token = bench.refresh.clone();
    assert_eq!(post(&mut bench, "/services/oauth2/revoke", &[("token", &token)]).status, 200);
    assert_eq!(bench.get("/sobjects").status, 401);
}

#[test]
fn the_sixth_sign_in_ends_the_first() {
    let mut bench = Bench::new();
    let first = bench.token.clone();
    for _ in 0..4 {
        bench.sign_in();
    }
    bench.token.clone_from(&first);
    assert_eq!(bench.get("/sobjects").status, 200);
    bench.sign_in();
    bench.token = first;
    assert_eq!(bench.get("/sobjects").status, 401);
}

#[test]
fn editions_without_the_api_answer_403() {
    for (edition, add_on, status) in [
        (Edition::Professional, false, 403),
        (Edition::Professional, true, 200),
        (Edition::Group, true, 403),
        (Edition::Developer, false, 200),
    ] {
        let mut settings = SalesforceSettings::default();
        settings.orgs[0].edition = edition;
        settings.orgs[0].api_add_on = add_on;
        let got = Bench::with(settings).get("/sobjects");
        assert_eq!(got.status, status, "{edition:?}");
        if status == 403 {
            assert_eq!(
                got.body,
                json!([{"errorCode": "API_DISABLED_FOR_ORG",
                "message": "The REST API is not enabled for this Organization."}])
            );
        }
    }
}

#[test]
fn an_app_that_is_not_installed_cannot_be_approved() {
    let org = Bench::new().org;
    let mut settings = SalesforceSettings::default();
    settings.apps[0].not_installed_in = vec![org];
    let mut bench = Bench::with(settings);
    assert!(approve(&mut bench, "approve").contains("error=invalid_client"));
}

#[test]
fn introspection_needs_a_secret() {
    let mut bench = Bench::new();
    let (client, token) = (client(&bench), bench.token.clone());
    let form = [("token", token.as_str()), ("client_id", &client)];
    assert_eq!(post(&mut bench, "/services/oauth2/introspect", &form).status, 400);
    let mut settings = SalesforceSettings::default();
    settings.apps[0].client_secret = Some("s".to_owned());
    let mut bench = Bench::with(settings);
    let token = bench.token.clone();
    let form = [("token", token.as_str()), ("client_id", &client), ("client_secret", "s")];
    let got = post(&mut bench, "/services/oauth2/introspect", &form);
    assert_eq!(got.body["active"], Value::Bool(true));
}
