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

/// A bench whose key may do this and no more.
fn allowed(scopes: &[&str]) -> Bench {
    let mut bench = Bench::new();
    let account = bench.grant.account.clone();
    let grant = bench.hubspot.grant_with(stamp(bench.now), &account, scopes).unwrap();
    bench.token = grant.service_key;
    bench
}

#[test]
fn pipelines_need_the_records_and_their_definitions() {
    let both = ["crm.objects.deals.read", "crm.schemas.deals.read"];
    let paths = ["", "/default", "/default/stages", "/default/stages/closedwon"]
        .map(|path| format!("/crm/pipelines/2026-09/deals{path}"));
    for path in &paths {
        assert_eq!(allowed(&both).get(path).status, 200, "{path}");
        for (held, lacking) in [(both[0], both[1]), (both[1], both[0])] {
            let seen = allowed(&[held]).get(path);
            assert_eq!((seen.status, seen.text("/category")), (403, "MISSING_SCOPES"), "{path}");
            let named = seen.at("/errors/0/context/requiredGranularScopes");
            assert_eq!(named, &json!([lacking]), "{path}");
        }
    }
    assert_eq!(allowed(&["tickets"]).get("/crm/pipelines/2026-09/tickets").status, 200);
    assert_eq!(allowed(&both).get("/crm/pipelines/2026-09/tickets").status, 403);
}

#[test]
fn what_an_e_mail_says_takes_a_scope_of_its_own() {
    let contacts = ["crm.objects.contacts.read", "crm.objects.contacts.write"];
    let with_mail = [&contacts[..], &["sales-email-read"]].concat();
    for (scopes, subject) in [(&with_mail[..], json!("Offer")), (&contacts, Value::Null)] {
        let mut bench = allowed(scopes);
        let fields = json!({ "hs_email_subject": "Offer", "hs_email_text": "Our offer",
            "hs_timestamp": "2026-05-01T00:00:00Z", "hs_email_status": "SENT" });
        let id = bench.put("emails", &fields);
        let base = "/crm/objects/2026-09/emails";
        let names = "hs_email_subject,hs_email_status";
        let alone = bench.get(&format!("{base}/{id}?properties={names}"));
        assert_eq!(alone.at("/properties/hs_email_subject"), &subject);
        assert_eq!(alone.text("/properties/hs_email_status"), "SENT");
        let asked = json!({ "properties": ["hs_email_subject"] });
        let found = bench.post(&format!("{base}/search"), &asked);
        assert_eq!(found.at("/results/0/properties/hs_email_subject"), &subject);
        let read = json!({ "properties": ["hs_email_subject"], "inputs": [{ "id": id }] });
        let read = bench.post(&format!("{base}/batch/read"), &read);
        assert_eq!(read.at("/results/0/properties/hs_email_subject"), &subject);
        let past = bench.get(&format!("{base}/{id}?propertiesWithHistory=hs_email_subject"));
        let told = !past.at("/propertiesWithHistory/hs_email_subject").is_null();
        assert_eq!(told, !subject.is_null());
    }
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
