use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crosswalk_model::secrets::{SecretKind, Slot};
use crosswalk_model::{ConnectorError, Rights, Secrets};
use secrecy::ExposeSecret;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::*;
use crate::line::Tokens;
use crate::scripted::{CONNECTION, MemoryVault, ScriptedWire};

const REDIRECT: &str = "http://localhost:17171/callback";

fn salesforce() -> App {
    App::salesforce("client", "https://login.salesforce.com").unwrap()
}

fn query(page: &Url) -> BTreeMap<String, String> {
    page.query_pairs().into_owned().collect()
}

#[test]
fn sec1_verifier_and_state_are_fresh_long_and_hashed() {
    let mut seen = BTreeSet::new();
    for _ in 0..50 {
        let sign_in = SignIn::begin(&salesforce(), REDIRECT).unwrap();
        let asked = query(sign_in.page());
        assert_eq!(asked["code_challenge_method"], "S256");
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["redirect_uri"], REDIRECT);
        let verifier = sign_in.verifier.secret();
        assert!((43..=128).contains(&verifier.len()));
        assert_eq!(asked["code_challenge"], URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)));
        assert!(!sign_in.page().as_str().contains(verifier.as_str()));
        let state = URL_SAFE_NO_PAD.decode(&asked["state"]).unwrap();
        assert!(state.len() * 8 >= 128);
        assert!(seen.insert(verifier.clone()) && seen.insert(asked["state"].clone()));
    }
}

#[test]
fn sec9_reading_asks_for_no_scope_that_writes() {
    let scopes = |rights| {
        let app = App::hubspot("client", rights).unwrap();
        let sign_in = SignIn::begin(&app, REDIRECT).unwrap();
        assert_eq!(sign_in.page().host_str(), Some("app.hubspot.com"));
        // An account without marketing e-mail lacks this one, and signs in all the same.
        let optional = &query(sign_in.page())["optional_scope"];
        assert!(optional.split(' ').any(|scope| scope == "content"), "{optional}");
        format!("{} {optional}", query(sign_in.page())["scope"])
    };
    let reading = scopes(Rights::WatchOnly);
    assert!(reading.contains("tickets") && !reading.contains("write"), "{reading}");
    assert!(scopes(Rights::Full).contains("crm.objects.contacts.write"));
    let sign_in = SignIn::begin(&salesforce(), REDIRECT).unwrap();
    assert_eq!(query(sign_in.page())["scope"], "api refresh_token");
}

#[tokio::test]
async fn a_code_is_traded_with_its_verifier_and_kept() {
    let wire = ScriptedWire::new();
    wire.answer(
        200,
        json!({ "access_token": "a-canary", "refresh_token": "r-canary", "token_type": "Bearer",
                "instance_url": "https://acme.my.salesforce.com" }),
    );
    let sign_in = SignIn::begin(&salesforce(), REDIRECT).unwrap();
    let verifier = sign_in.verifier.secret().clone();
    let code = AuthorizationCode::new("code-canary".into());
    assert!(!format!("{sign_in:?} {code:?}").contains("canary"));
    let signed = sign_in.redeem(wire.as_ref(), code, None).await.unwrap();
    let seen = &wire.seen()[0];
    assert_eq!(seen.uri, "https://login.salesforce.com/services/oauth2/token");
    assert!(seen.text().contains(&format!("code_verifier={verifier}")));
    assert!(!seen.text().contains("client_secret"));
    let vault = MemoryVault::default();
    signed.keep(&vault, CONNECTION).await.unwrap();
    let slot = Slot { connection: CONNECTION, kind: SecretKind::Tokens };
    let kept = vault.get(&slot).await.unwrap().unwrap();
    assert!(kept.expose_secret().contains("r-canary"));
    assert!(!format!("{signed:?}").contains("canary"));
    let grant = signed.provisional().current().await.unwrap();
    assert_eq!(grant.base.as_str(), "https://acme.my.salesforce.com/");
}

#[tokio::test]
async fn hubspot_wants_its_client_secret_and_salesforce_never_gets_one() {
    let wire = ScriptedWire::new();
    let answer = json!({ "access_token": "a", "refresh_token": "r", "token_type": "bearer",
                         "expires_in": 1800, "hub_id": 1, "scopes": ["oauth"],
                         "instance_url": "https://acme.my.salesforce.com" });
    wire.answer(200, answer.clone()).answer(200, answer);
    let code = || AuthorizationCode::new("code".into());
    let secret = SecretString::from("secret-canary".to_owned());
    let app = App::hubspot("client", Rights::Full).unwrap();
    let begin = |app: &App| SignIn::begin(app, REDIRECT).unwrap();
    let error = begin(&app).redeem(wire.as_ref(), code(), None).await.unwrap_err();
    assert!(matches!(error, ConnectorError::SignInNeeded { .. }), "{error:?}");
    begin(&app).redeem(wire.as_ref(), code(), Some(&secret)).await.unwrap();
    begin(&salesforce()).redeem(wire.as_ref(), code(), Some(&secret)).await.unwrap();
    let seen = wire.seen();
    assert!(seen[0].text().contains("secret-canary"));
    assert!(!seen[1].text().contains("secret-canary"));
}

#[test]
fn sec14_login_hosts_pass_the_rule() {
    assert!(App::salesforce("c", "https://evil.example").is_err());
    assert!(App::salesforce("c", "http://127.0.0.1:4010").is_err());
    assert!(App::development(Side::Salesforce, "c", "http://127.0.0.1:4010").is_ok());
    assert!(App::development(Side::Salesforce, "c", "http://10.0.0.1:4010").is_err());
}

#[test]
fn sec6_no_other_grant_is_in_the_code() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sign_in");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for banned in ["use_implicit_flow", "exchange_password", "exchange_device", "grant_type"] {
            assert!(!text.contains(banned), "{banned} in {}", path.display());
        }
        read += 1;
    }
    assert!(read >= 6, "the files were found");
}
