use std::sync::Arc;

use crosswalk_model::secrets::{SecretKind, Slot, VaultError};
use crosswalk_model::wire::WireError;
use crosswalk_model::{ConnectorError, Secrets, Side};
use serde_json::{Value, json};

use super::*;

use crate::scripted::{CONNECTION, CountingGate, MemoryVault, ScriptedWire};
use secrecy::ExposeSecret;

struct Bench {
    wire: Arc<ScriptedWire>,
    vault: Arc<MemoryVault>,
    gate: Arc<CountingGate>,
    owner: TokenOwner,
}

const TOKENS: Slot = Slot { connection: CONNECTION, kind: SecretKind::Tokens };
const SECRET: Slot = Slot { connection: CONNECTION, kind: SecretKind::ClientSecret };

fn bench(app: App, base: &str) -> Bench {
    let (wire, gate) = (ScriptedWire::new(), Arc::<CountingGate>::default());
    let vault = Arc::<MemoryVault>::default();
    let kept = json!({ "access_token": "access-0", "refresh_token": "refresh-0", "base": base });
    vault.set(TOKENS, &kept.to_string());
    let owner = TokenOwner::new(CONNECTION, app, vault.clone(), wire.clone(), gate.clone());
    Bench { wire, vault, gate, owner }
}

fn salesforce() -> Bench {
    let app = App::salesforce("client", "https://login.salesforce.com").unwrap();
    bench(app, "https://acme.my.salesforce.com/")
}

fn hubspot() -> Bench {
    let app = App::hubspot("client", crosswalk_model::Rights::Full).unwrap();
    let bench = bench(app, "https://api.hubapi.com/");
    bench.vault.set(SECRET, "secret-canary");
    bench
}

fn token_answer(number: u8, instance: &str) -> Value {
    json!({ "access_token": format!("access-{number}"), "refresh_token": format!("refresh-{number}"),
            "token_type": "Bearer", "instance_url": instance, "issued_at": "1758712345678",
            "scope": "refresh_token api", "id": "https://login.salesforce.com/id/00D/005" })
}

fn token(grant: &Grant) -> &str {
    grant.token.expose_secret()
}

#[tokio::test]
async fn sec7_many_stale_requests_cause_one_refresh() {
    let bench = salesforce();
    bench.wire.answer(200, token_answer(1, "https://acme.my.salesforce.com"));
    let stale = bench.owner.current().await.unwrap();
    let (a, b, c) = tokio::join!(
        bench.owner.refresh(&stale),
        bench.owner.refresh(&stale),
        bench.owner.refresh(&stale)
    );
    for grant in [a, b, c] {
        assert_eq!(token(&grant.unwrap()), "access-1");
    }
    assert_eq!(bench.wire.seen().len(), 1);
    assert_eq!(bench.gate.asks.lock().unwrap().len(), 1);
    let body = bench.wire.seen()[0].text();
    assert!(body.contains("grant_type=refresh_token") && body.contains("refresh_token=refresh-0"));
    assert!(!body.contains("client_secret"), "a public client sends none");
}

#[tokio::test]
async fn sec7_a_rotated_token_is_in_the_vault_before_anybody_sends_with_it() {
    let bench = salesforce();
    bench.wire.answer(200, token_answer(1, "https://acme.my.salesforce.com"));
    let stale = bench.owner.current().await.unwrap();
    *bench.vault.broken.lock().unwrap() = Some(VaultError::Locked("now".into()));
    let error = bench.owner.refresh(&stale).await.unwrap_err();
    assert!(matches!(error, ConnectorError::Vault(_)), "{error:?}");
    let error = bench.owner.current().await.unwrap_err();
    assert!(matches!(error, ConnectorError::Vault(_)), "not kept, not used: {error:?}");

    *bench.vault.broken.lock().unwrap() = None;
    let grant = bench.owner.current().await.unwrap();
    assert_eq!(token(&grant), "access-1", "and not lost either");
    assert!(bench.vault.text(&TOKENS).unwrap().contains("refresh-1"));
    assert_eq!(bench.wire.seen().len(), 1, "the old refresh token is never shown twice");
}

#[tokio::test]
async fn without_rotation_the_refresh_token_is_kept() {
    let bench = hubspot();
    bench.wire.answer(
        200,
        json!({ "access_token": "access-1", "token_type": "bearer", "expires_in": 1800 }),
    );
    let stale = bench.owner.current().await.unwrap();
    let grant = bench.owner.refresh(&stale).await.unwrap();
    assert_eq!((token(&grant), grant.generation), ("access-1", 1));
    assert!(bench.vault.text(&TOKENS).unwrap().contains("refresh-0"));
    let seen = &bench.wire.seen()[0];
    assert_eq!(seen.uri, "https://api.hubapi.com/oauth/2026-09/token");
    assert!(seen.text().contains("client_secret=secret-canary"));
    assert!(seen.headers.get("authorization").is_none(), "parameters go in the body only");
}

#[tokio::test]
async fn sec14_the_instance_is_read_and_checked_anew_at_every_refresh() {
    let bench = salesforce();
    bench
        .wire
        .answer(200, token_answer(1, "https://acme--moved.my.salesforce.com"))
        .answer(200, token_answer(2, "https://acme.my.salesforce.com.evil.example"));
    let stale = bench.owner.current().await.unwrap();
    let moved = bench.owner.refresh(&stale).await.unwrap();
    assert_eq!(moved.base.as_str(), "https://acme--moved.my.salesforce.com/");
    let error = bench.owner.refresh(&moved).await.unwrap_err();
    assert!(matches!(error, ConnectorError::HostRefused(_)), "{error:?}");
    assert!(!bench.vault.text(&TOKENS).unwrap().contains("evil"));
}

#[tokio::test]
async fn sec14_a_kept_base_is_checked_too() {
    let app = App::salesforce("client", "https://login.salesforce.com").unwrap();
    let bench = bench(app, "https://evil.example/");
    let error = bench.owner.current().await.unwrap_err();
    assert!(matches!(error, ConnectorError::HostRefused(_)), "{error:?}");
}

#[tokio::test]
async fn a_revoked_sign_in_asks_for_a_person() {
    let bench = hubspot();
    let refused = json!({ "error": "invalid_grant", "status": "BAD_REFRESH_TOKEN",
        "error_description": "refresh token is invalid, expired or revoked", "message": "x" });
    bench.wire.answer(400, refused);
    let stale = bench.owner.current().await.unwrap();
    let error = bench.owner.refresh(&stale).await.unwrap_err();
    let ConnectorError::SignInNeeded { why } = error else { panic!("{error:?}") };
    assert!(why.contains("expired or revoked"), "{why}");
}

#[tokio::test]
async fn a_sign_in_made_anew_elsewhere_is_taken_over() {
    let bench = salesforce();
    let stale = bench.owner.current().await.unwrap();
    let anew = json!({ "access_token": "access-9", "refresh_token": "refresh-9",
                       "base": "https://acme.my.salesforce.com/" });
    bench.vault.set(TOKENS, &anew.to_string());
    bench.wire.answer(400, json!({ "error": "invalid_grant" }));
    let grant = bench.owner.refresh(&stale).await.unwrap();
    assert_eq!(token(&grant), "access-9");
}

#[tokio::test]
async fn sec8_disconnecting_revokes_and_forgets() {
    for answer in [200, 503] {
        let bench = hubspot();
        bench.wire.answer(answer, Value::Null);
        let told = bench.owner.revoke().await;
        assert_eq!(told.is_ok(), answer == 200);
        assert!(bench.vault.is_empty(), "gone even if the vendor could not be told");
        let seen = &bench.wire.seen()[0];
        assert_eq!(seen.uri, "https://api.hubapi.com/oauth/2026-09/token/revoke");
        assert!(seen.text().contains("token=refresh-0"));
        let error = bench.owner.current().await.unwrap_err();
        assert!(matches!(error, ConnectorError::SignInNeeded { .. }), "{error:?}");
    }
}

/// Salesforce's endpoint takes the token and nothing else: what it does not ask for is not sent there.
#[tokio::test]
async fn sec8_salesforce_is_told_the_token_alone() {
    let bench = salesforce();
    bench.wire.answer(200, Value::Null);
    bench.owner.revoke().await.unwrap();
    let seen = &bench.wire.seen()[0];
    assert_eq!(seen.uri.path(), "/services/oauth2/revoke");
    assert_eq!(seen.text(), "token=refresh-0");
}

#[tokio::test]
async fn sec12_no_error_and_no_debug_text_shows_a_secret() {
    let answers: [fn(&Bench); 6] = [
        |bench| {
            let said = json!({ "error": "invalid_grant", "error_description": "no: refresh-0" });
            bench.wire.answer(400, said);
        },
        |bench| {
            bench.wire.answer(200, json!({ "access_token": "access-canary" }));
        },
        |bench| {
            bench.wire.answer(500, json!("access-canary"));
        },
        |bench| {
            bench.wire.answer(400, json!({ "error": "invalid_client" }));
        },
        |bench| {
            bench.wire.answer(200, json!(["refresh-canary"]));
        },
        |bench| {
            bench.wire.fail(WireError::AnswerLost("cut".into()));
        },
    ];
    for script in answers {
        let bench = hubspot();
        script(&bench);
        let stale = bench.owner.current().await.unwrap();
        let error = bench.owner.refresh(&stale).await.unwrap_err();
        let text = format!("{error} {error:?} {:?} {stale:?}", bench.owner);
        for canary in ["canary", "access-0", "refresh-0"] {
            assert!(!text.contains(canary), "{canary} in {text}");
        }
    }
    let bench = hubspot();
    bench.vault.set(TOKENS, "canary, no JSON");
    let error = bench.owner.current().await.unwrap_err();
    assert!(!error.to_string().contains("canary"));
}

#[tokio::test]
async fn a_service_key_comes_from_the_vault_and_is_not_renewed() {
    use super::super::StaticToken;
    use crate::hosts::HostRule;
    let vault = MemoryVault::default();
    let place = (Side::HubSpot, "https://api.hubapi.com", HostRule::Production);
    let error = StaticToken::load(&vault, CONNECTION, place).await.unwrap_err();
    assert!(matches!(error, ConnectorError::SignInNeeded { .. }));
    let slot = Slot { connection: CONNECTION, kind: SecretKind::StaticToken };
    vault.put(&slot, SecretString::from("pat-canary".to_owned())).await.unwrap();
    let key = StaticToken::load(&vault, CONNECTION, place).await.unwrap();
    let grant = key.current().await.unwrap();
    assert_eq!(token(&grant), "pat-canary");
    assert!(!format!("{key:?}").contains("canary"));
    let error = key.refresh(&grant).await.unwrap_err();
    assert!(matches!(error, ConnectorError::SignInNeeded { .. }));
    let elsewhere = (Side::HubSpot, "https://evil.example", HostRule::Production);
    assert!(StaticToken::load(&vault, CONNECTION, elsewhere).await.is_err());
}
