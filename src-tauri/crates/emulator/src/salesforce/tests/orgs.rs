//! Whose host it is, and who may come in there.

use serde_json::json;

use super::oauth::{REDIRECT, VERIFIER, approve, approve_for, code_of, redeem, refresh};
use super::{Bench, got};
use crate::salesforce::{OrgSettings, SalesforceSettings};

/// A production org, a sandbox of it, and an org of the military cloud.
fn three() -> Bench {
    let org = |host: &str, instance: &str, sandbox: bool| OrgSettings {
        name: host.to_owned(),
        host: host.to_owned(),
        instance: instance.to_owned(),
        sandbox,
        ..OrgSettings::default()
    };
    let orgs = vec![
        org("acme.my.salesforce.com", "5w", false),
        org("acme--dev.sandbox.my.salesforce.com", "7w", true),
        org("acme.my.salesforce.mil", "9w", false),
    ];
    Bench::with(SalesforceSettings { orgs, ..SalesforceSettings::default() })
}

#[test]
fn production_and_sandboxes_sign_in_at_their_own_hosts() {
    let mut bench = three();
    let client = bench.vendor.accounts()[0].client_ids[0].clone();
    for (origin, orgs) in [
        ("https://login.salesforce.com", "PM"),
        ("https://test.salesforce.com", "S"),
        ("https://acme.my.salesforce.com", "P"),
        ("https://acme--dev.sandbox.my.salesforce.com", "S"),
        ("https://acme.my.salesforce.mil", "M"),
        (super::ORIGIN, "PSM"),
    ] {
        bench.origin = origin;
        let path = format!(
            "/services/oauth2/authorize?response_type=code&client_id={client}&\
             redirect_uri={REDIRECT}&code_challenge=x"
        );
        let page = bench.send("GET", &path, "").text;
        let shown = [("P", "(acme.my.salesforce.com)"), ("S", "(acme--dev."), ("M", ".mil)")];
        let seen = shown.iter().filter(|(_, words)| page.contains(words));
        assert_eq!(seen.map(|(name, _)| *name).collect::<String>(), orgs, "{origin}");
        let sandbox = bench.vendor.accounts().remove(1);
        let decision = format!(
            "/setup/secur/RemoteAccessAuthorizationPage.apexp?response_type=code&\
             client_id={client}&redirect_uri={REDIRECT}&code_challenge=x&decision=approve&\
             org={}&user={}",
            sandbox.id, sandbox.users[0].0
        );
        let status = bench.send("POST", &decision, "").status;
        assert_eq!(status == 302, orgs.contains('S'), "{origin}: {status}");
    }
}

#[test]
fn an_org_answers_under_its_own_host_and_a_government_one_under_its_suffix() {
    let mut bench = three();
    let code = code_of(&approve(&mut bench, "approve"));
    bench.origin = "https://login.salesforce.com";
    let tokens = redeem(&mut bench, &code, VERIFIER, REDIRECT).body;
    assert_eq!(tokens["instance_url"], "https://acme.my.salesforce.com");
    let military = bench.vendor.accounts().remove(2);
    let user = military.users[0].0.clone();
    let own = bench.vendor.grant(bench.now, &military.id, &user, &military.client_ids[0]).unwrap();
    bench.token = own.access;
    for (origin, status) in
        [("https://acme.my.salesforce.mil", 200), ("https://acme.my.salesforce.com", 401)]
    {
        bench.origin = origin;
        assert_eq!(bench.get("/sobjects").status, status, "{origin}");
    }
    bench.token = tokens["access_token"].as_str().unwrap().to_owned();
    for (path, status) in
        [("/services/oauth2/userinfo", 200), ("/services/data/v66.0/sobjects", 401)]
    {
        bench.origin = "https://login.salesforce.com";
        assert_eq!(bench.send("GET", path, "").status, status, "{path} of the login host");
        bench.origin = "https://acme.my.salesforce.com";
        assert_eq!(bench.send("GET", path, "").status, 200, "{path} of its own");
    }
}

#[test]
fn an_inactive_user_signs_in_no_more() {
    let mut bench = Bench::new();
    let code = code_of(&approve(&mut bench, "approve"));
    let tokens = redeem(&mut bench, &code, VERIFIER, REDIRECT).body;
    let facts = bench.vendor.accounts().remove(0);
    bench.act(json!({"act": "deactivate_user", "id": facts.users[0].0}));
    let refreshed = refresh(&mut bench, tokens["refresh_token"].as_str().unwrap());
    assert_eq!((refreshed.status, &refreshed.body["error"]), (400, &json!("invalid_grant")));
    let request = format!(
        "response_type=code&client_id={}&redirect_uri={REDIRECT}&code_challenge=x",
        facts.client_ids[0]
    );
    let page = bench.send("GET", &format!("/services/oauth2/authorize?{request}"), "").text;
    assert!(!page.contains(&facts.users[0].1) && page.contains(&facts.users[1].1), "{page}");
    let decision = format!(
        "/setup/secur/RemoteAccessAuthorizationPage.apexp?{request}&decision=approve&org={}&user={}",
        facts.id, facts.users[0].0
    );
    assert_ne!(bench.send("POST", &decision, "").status, 302);
}

#[test]
fn a_sign_in_without_the_api_reads_nothing() {
    let mut bench = Bench::new();
    for (scope, status) in [("openid refresh_token", 401), ("api", 200), ("full", 200)] {
        let code = code_of(&approve_for(&mut bench, "approve", scope));
        let tokens = redeem(&mut bench, &code, VERIFIER, REDIRECT).body;
        assert_eq!(tokens["scope"], scope);
        bench.token = tokens["access_token"].as_str().unwrap().to_owned();
        let seen = bench.get("/sobjects");
        assert_eq!(seen.status, status, "{scope}");
        if status == 401 {
            let words = "This session is not valid for use with the REST API";
            assert_eq!(seen.body[0]["message"], words);
        }
        assert_eq!(bench.send("GET", "/services/oauth2/userinfo", "").status, 200, "{scope}");
    }
}

#[test]
fn an_inactive_user_is_out() {
    let mut bench = Bench::new();
    assert_eq!(bench.get("/sobjects").status, 200);
    let user = bench.vendor.accounts()[0].users.last().unwrap().0.clone();
    bench.act(json!({"act": "deactivate_user", "id": user}));
    assert_eq!(bench.get("/sobjects").status, 401);
}

#[test]
fn a_request_without_a_token_is_not_answered() {
    let mut bench = Bench::new();
    let request = http::Request::builder().uri("/services/data/v66.0/limits");
    let seen = got(bench.reply(&request.body(bytes::Bytes::new()).unwrap()));
    assert_eq!((seen.status, &seen.body[0]["errorCode"]), (401, &json!("INVALID_SESSION_ID")));
}
