use serde_json::{Value, json};

use super::Bench;
use crate::salesforce::{Edition, SalesforceSettings};

#[test]
fn the_daily_limit_refuses_and_rolls_over() {
    let mut settings = SalesforceSettings::default();
    settings.orgs[0].daily_calls = Some(3);
    let mut bench = Bench::with(settings);
    for used in 1..=3 {
        let got = bench.get("/sobjects/Account/describe");
        assert_eq!(got.headers["sforce-limit-info"], format!("api-usage={used}/3"));
    }
    let refused = bench.get("/limits");
    assert_eq!(refused.status, 403);
    assert_eq!(
        refused.body,
        json!([{"errorCode": "REQUEST_LIMIT_EXCEEDED",
        "message": "TotalRequests Limit exceeded."}])
    );
    bench.later(86_400);
    bench.sign_in();
    assert_eq!(bench.get("/limits").body["DailyApiRequests"], json!({"Max": 3, "Remaining": 2}));
}

#[test]
fn other_integrations_use_the_same_pool() {
    let mut bench = Bench::new();
    bench.act(json!({"act": "use_calls", "count": 1000}));
    let got = bench.get("/limits").body;
    assert_eq!(got["DailyApiRequests"], json!({"Max": 103_000, "Remaining": 101_999}));
}

#[test]
fn long_calls_of_a_developer_org_leave_no_room() {
    let mut settings = SalesforceSettings::default();
    settings.orgs[0].edition = Edition::Developer;
    let mut bench = Bench::with(settings);
    bench.act(json!({"act": "set_long_calls", "count": 5}));
    let got = bench.get("/sobjects");
    assert_eq!(got.status, 403);
    assert!(got.body[0]["message"].as_str().unwrap().starts_with("ConcurrentRequests"));
}

#[test]
fn rows_are_counted_by_object() {
    let mut bench = Bench::new();
    bench.make("Account", json!({"Name": "A"}));
    let got = bench.get("/limits/recordCount?sObjects=Account,Lead").body;
    assert_eq!(got, json!({"sObjects": [{"count": 1, "name": "Account"}]}));
}

#[test]
fn updated_and_deleted_cover_their_range() {
    let mut bench = Bench::new();
    let kept = bench.make("Account", json!({"Name": "A"}));
    let gone = bench.make("Account", json!({"Name": "B"}));
    bench.call("DELETE", &format!("/sobjects/Account/{gone}"), &Value::Null);
    bench.later(300);
    let range = "start=2026-11-02T09:59:30Z&end=2026-11-02T10:04:59%2B00:00";
    let got = bench.get(&format!("/sobjects/Account/updated/?{range}")).body;
    assert_eq!(got, json!({"ids": [kept], "latestDateCovered": "2026-11-02T10:04:00.000+0000"}));
    let got = bench.get(&format!("/sobjects/Account/deleted/?{range}")).body;
    assert_eq!(
        got["deletedRecords"],
        json!([{"id": gone, "deletedDate": "2026-11-02T10:00:00.000+0000"}])
    );
    assert_eq!(got["earliestDateAvailable"], "2026-10-18T10:05:00.000+0000");
    for range in [
        "start=2026-11-02T10:00:00Z&end=2026-11-02T10:01:00Z",
        "start=2026-10-01T10:00:00Z&end=2026-11-02T10:01:00Z",
        "start=x&end=y",
    ] {
        let refused = bench.get(&format!("/sobjects/Account/deleted?{range}"));
        assert_eq!(refused.body[0]["errorCode"], "INVALID_REPLICATION_DATE", "{range}");
    }
}

#[test]
fn an_answer_holds_so_many_changed_ids() {
    let mut settings = SalesforceSettings::default();
    settings.orgs[0].most_changed_ids = 1;
    let mut bench = Bench::with(settings);
    let range = "start=2026-11-02T09:59:00Z&end=2026-11-02T10:04:00Z";
    for expected in [Value::Null, json!("EXCEEDED_ID_LIMIT")] {
        bench.make("Account", json!({"Name": "A"}));
        let got = bench.get(&format!("/sobjects/Account/updated?{range}"));
        assert_eq!(got.body[0]["errorCode"], expected);
    }
}

#[test]
fn an_open_transaction_holds_back_what_is_covered() {
    let mut bench = Bench::new();
    let id = bench.make("Account", json!({"Name": "A"}));
    bench.later(120);
    bench.act(json!({"act": "late_commit", "id": id, "fields": {"Name": "B"}, "millis": 600_000}));
    bench.later(120);
    let range = "start=2026-11-02T10:00:00Z&end=2026-11-02T10:04:00Z";
    let got = bench.get(&format!("/sobjects/Account/updated?{range}")).body;
    assert_eq!(got["latestDateCovered"], "2026-11-02T10:02:00.000+0000");
}

#[test]
fn other_editions_have_room_for_twenty_four_long_calls() {
    let mut bench = Bench::new();
    for (count, status) in [(24, 200), (25, 403)] {
        bench.act(json!({"act": "set_long_calls", "count": count}));
        assert_eq!(bench.get("/sobjects").status, status, "{count}");
    }
}
