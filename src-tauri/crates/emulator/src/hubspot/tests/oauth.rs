use serde_json::json;

use super::super::HubSpotSettings;
use super::{Bench, CONTACTS, Seen};

const REDIRECT: &str = "http://localhost:8400/callback";

/// The page's query, as an app sends it.
fn query(bench: &Bench, redirect: &str) -> String {
    let fields = [
        ("client_id", bench.grant.client_id.as_str()),
        ("redirect_uri", redirect),
        ("scope", "oauth crm.objects.contacts.read"),
        ("state", "s&1"),
    ];
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn decide(bench: &mut Bench, decision: &str) -> url::Url {
    let uri = format!("/oauth/authorize?{}", query(bench, REDIRECT));
    let seen = bench.form("POST", &uri, &[("decision", decision)]);
    assert_eq!(seen.status, 302);
    url::Url::parse(seen.header("location").unwrap()).unwrap()
}

fn parameter(url: &url::Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn token(bench: &mut Bench, version: &str, fields: &[(&str, &str)]) -> Seen {
    let (id, secret) = (bench.grant.client_id.clone(), bench.grant.client_secret.clone());
    let mut all = vec![("client_id", id.as_str()), ("client_secret", secret.as_str())];
    all.extend_from_slice(fields);
    bench.form("POST", &format!("/oauth/{version}/token"), &all)
}

fn refresh(bench: &mut Bench, version: &str, name: &str) -> Seen {
    token(bench, version, &[("grant_type", "refresh_token"), ("refresh_token", name)])
}

#[test]
fn the_page_asks_and_sends_a_code_back() {
    let mut bench = Bench::new();
    let uri = format!("/oauth/authorize?{}", query(&bench, REDIRECT));
    let page = bench.form("GET", &uri, &[]);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let html = String::from_utf8(page.reply.response.body().to_vec()).unwrap();
    assert!(html.contains("<form method=\"post\"") && html.contains("value=\"approve\""));
    assert!(html.contains("value=\"s&amp;1\""));
    let back = decide(&mut bench, "approve");
    assert_eq!(parameter(&back, "state").as_deref(), Some("s&1"));
    let code = parameter(&back, "code").unwrap();
    let fields =
        [("grant_type", "authorization_code"), ("code", code.as_str()), ("redirect_uri", REDIRECT)];
    let seen = token(&mut bench, "2026-09", &fields);
    assert_eq!((seen.status, seen.at("/expires_in")), (200, &json!(1_800)));
    assert_eq!(seen.at("/hub_id").to_string(), bench.grant.account);
    assert_eq!(token(&mut bench, "2026-09", &fields).status, 400, "a code works once");
    bench.token = seen.text("/access_token").to_owned();
    assert!(bench.token.len() > 200);
    assert_eq!(bench.get(CONTACTS).status, 200);
    assert_eq!(bench.get("/crm/objects/2026-09/deals").status, 403);
}

#[test]
fn a_person_may_refuse() {
    let mut bench = Bench::new();
    let back = decide(&mut bench, "deny");
    assert_eq!(parameter(&back, "error").as_deref(), Some("access_denied"));
    assert!(parameter(&back, "error_description").is_some() && parameter(&back, "code").is_none());
    assert_eq!(parameter(&back, "state").as_deref(), Some("s&1"));
}

#[test]
fn redirects_match_exactly_and_are_no_addresses() {
    let mut bench = Bench::new();
    bench.hubspot.allow_redirect("http://127.0.0.1:8400/callback");
    bench.hubspot.allow_redirect("http://example.com/callback");
    for (redirect, status) in [
        (REDIRECT, 200),
        ("http://localhost:8401/callback", 400),
        ("http://localhost:8400/callback/", 400),
        ("http://127.0.0.1:8400/callback", 400),
        ("http://example.com/callback", 400),
    ] {
        let uri = format!("/oauth/authorize?{}", query(&bench, redirect));
        assert_eq!(bench.form("GET", &uri, &[]).status, status, "{redirect}");
    }
}

#[test]
fn versions_word_the_token_differently() {
    let mut bench = Bench::new();
    let name = bench.grant.refresh_token.clone();
    let old = refresh(&mut bench, "v1", &name);
    assert_eq!((old.text("/token_type"), old.text("/refresh_token")), ("bearer", name.as_str()));
    assert!(old.at("/hub_id").is_null());
    for version in ["v3", "2026-03", "2026-09"] {
        let seen = refresh(&mut bench, version, &name);
        assert!(seen.at("/scopes").is_array() && seen.text("/token_use") == "access_token");
    }
}

#[test]
fn a_bad_refresh_token_is_a_400() {
    let mut bench = Bench::new();
    let seen = refresh(&mut bench, "2026-09", "nonsense");
    assert_eq!(seen.status, 400);
    assert_eq!((seen.text("/error"), seen.text("/status")), ("invalid_grant", "BAD_REFRESH_TOKEN"));
    assert_eq!(seen.text("/error_description"), "refresh token is invalid, expired or revoked");
}

#[test]
fn rotation_kills_the_old_token() {
    let mut bench =
        Bench::with(HubSpotSettings { rotate_refresh_tokens: true, ..HubSpotSettings::default() });
    let name = bench.grant.refresh_token.clone();
    let renewed = refresh(&mut bench, "v3", &name).text("/refresh_token").to_owned();
    assert_ne!(renewed, name);
    assert_eq!(refresh(&mut bench, "v3", &name).status, 400);
    assert_eq!(refresh(&mut bench, "v3", &renewed).status, 200);
}

#[test]
fn revoking_can_kill_access_tokens_too() {
    for (cascades, status) in [(false, 200), (true, 401)] {
        let mut bench = Bench::with(HubSpotSettings {
            revoke_cascades: cascades,
            ..HubSpotSettings::default()
        });
        let name = bench.grant.refresh_token.clone();
        let (id, secret) = (bench.grant.client_id.clone(), bench.grant.client_secret.clone());
        let fields = [
            ("client_id", id.as_str()),
            ("client_secret", secret.as_str()),
            ("token", name.as_str()),
        ];
        let before = bench.form("POST", "/oauth/2026-03/token/introspect", &fields);
        assert_eq!(
            (before.at("/active"), before.text("/token_use")),
            (&json!(true), "refresh_token")
        );
        assert_eq!(bench.form("POST", "/oauth/2026-03/token/revoke", &fields).status, 200);
        let after = bench.form("POST", "/oauth/2026-03/token/introspect", &fields);
        assert_eq!(after.body, json!({ "active": false }));
        assert_eq!(refresh(&mut bench, "v3", &name).status, 400);
        bench.token = bench.grant.access_token.clone();
        assert_eq!(bench.get(CONTACTS).status, status);
    }
}

#[test]
fn v1_tells_of_a_token() {
    let mut bench = Bench::new();
    let uri = format!("/oauth/v1/access-tokens/{}", bench.grant.access_token);
    let seen = bench.get(&uri);
    assert_eq!(seen.at("/hub_id").to_string(), bench.grant.account);
    assert_eq!(seen.at("/expires_in"), 1_800);
    bench.now += 1_800_000;
    assert_eq!(bench.get(&uri).status, 404);
}

#[test]
fn a_portal_has_a_page_of_its_own() {
    let mut bench = Bench::new();
    let page = |bench: &mut Bench, hub: &str| {
        let uri = format!("/oauth/{hub}/authorize?{}", query(bench, REDIRECT));
        let seen = bench.form("GET", &uri, &[]);
        assert_eq!(seen.status, 200);
        String::from_utf8(seen.reply.response.body().to_vec()).unwrap()
    };
    let hub = bench.grant.account.clone();
    assert!(page(&mut bench, &hub).contains(&format!("<option value=\"{hub}\">")));
    assert!(!page(&mut bench, "1").contains("<option"));
}

#[test]
fn an_app_asks_for_its_own_scopes_only() {
    let mut bench = Bench::new();
    let uri = format!("/oauth/authorize?{}", query(&bench, REDIRECT));
    let wide = uri.replace("scope=oauth", "scope=crm.telepathy.read");
    assert_eq!(bench.form("GET", &wide, &[]).status, 400);
    assert_eq!(bench.form("GET", &uri, &[]).status, 200);
}

#[test]
fn a_code_goes_with_its_redirect_its_verifier_and_the_apps_secret() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest("a verifier");
    let challenge = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hash);
    for (redirect, verifier, secret, error) in [
        ("http://localhost:1/callback", "a verifier", "", "invalid_grant"),
        (REDIRECT, "another", "", "invalid_grant"),
        (REDIRECT, "a verifier", "wrong", "invalid_client"),
        (REDIRECT, "a verifier", "", ""),
    ] {
        let mut bench = Bench::new();
        let query = format!("{}&code_challenge={challenge}", query(&bench, REDIRECT));
        let uri = format!("/oauth/authorize?{query}");
        let back = bench.form("POST", &uri, &[("decision", "approve")]);
        let back = url::Url::parse(back.header("location").unwrap()).unwrap();
        let code = parameter(&back, "code").unwrap();
        if !secret.is_empty() {
            secret.clone_into(&mut bench.grant.client_secret);
        }
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ];
        let seen = token(&mut bench, "2026-09", &fields);
        assert_eq!(seen.at("/error").as_str().unwrap_or(""), error, "{redirect} {verifier}");
    }
}

/// Whether a verifier stands for the secret is open; the verifier itself is held to either way.
#[test]
fn a_verifier_may_stand_for_the_secret() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest("a verifier");
    let challenge = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hash);
    let challenge = format!("&code_challenge={challenge}");
    for (stands, challenge, verifier, error) in [
        (false, challenge.as_str(), "a verifier", "invalid_client"),
        (true, challenge.as_str(), "a verifier", ""),
        (true, challenge.as_str(), "another", "invalid_grant"),
        (true, "", "a verifier", "invalid_client"),
    ] {
        let settings =
            HubSpotSettings { pkce_without_secret: stands, ..HubSpotSettings::default() };
        let mut bench = Bench::with(settings);
        let uri = format!("/oauth/authorize?{}{challenge}", query(&bench, REDIRECT));
        let back = bench.form("POST", &uri, &[("decision", "approve")]);
        let back = url::Url::parse(back.header("location").unwrap()).unwrap();
        let code = parameter(&back, "code").unwrap();
        let client = bench.grant.client_id.clone();
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("client_id", client.as_str()),
            ("code", code.as_str()),
            ("redirect_uri", REDIRECT),
            ("code_verifier", verifier),
        ];
        let seen = bench.form("POST", "/oauth/2026-09/token", &fields);
        assert_eq!(seen.at("/error").as_str().unwrap_or(""), error, "{stands} {verifier}");
        if error.is_empty() {
            let refresh = seen.text("/refresh_token").to_owned();
            fields = vec![("grant_type", "refresh_token"), ("client_id", client.as_str())];
            fields.push(("refresh_token", refresh.as_str()));
            assert_eq!(bench.form("POST", "/oauth/2026-09/token", &fields).status, 200);
        }
    }
}

#[test]
fn v1_tells_of_a_refresh_token_and_deletes_it() {
    let mut bench = Bench::new();
    let name = bench.grant.refresh_token.clone();
    let uri = format!("/oauth/v1/refresh-tokens/{name}");
    let seen = bench.get(&uri);
    assert_eq!((seen.status, seen.text("/token_type")), (200, "refresh"));
    assert_eq!(bench.send("DELETE", &uri, &json!(null)).status, 204);
    assert_eq!(refresh(&mut bench, "v3", &name).status, 400);
    bench.token = bench.grant.access_token.clone();
    assert_eq!(bench.get(CONTACTS).status, 200, "access tokens that are out live on");
}
