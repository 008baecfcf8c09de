use crosswalk_model::{ObjectName, Timestamp};
use serde_json::json;

use crate::salesforce::script::Script;

/// The shortest span from the time that is asked about, in whole seconds.
const LOG: &str = "GET /services/data/v66.0/sobjects/Contact/deleted/\
                   ?start=2026-11-20T10:00:30Z&end=2026-11-20T10:02:30Z";

async fn reaches(status: u16, body: serde_json::Value) -> bool {
    let since: Timestamp = "2026-11-20T10:00:30Z".parse().unwrap();
    let script = Script::new();
    script.then(LOG, status, body.to_string());
    let reaches =
        script.connector().delete_log_reaches(&ObjectName::from("Contact"), since).await.unwrap();
    script.seen();
    reaches
}

#[tokio::test]
async fn p2_a_log_that_begins_later_cannot_tell() {
    for (earliest, tells) in
        [("2026-11-20T10:00:00.000+0000", true), ("2026-11-20T10:01:00.000+0000", false)]
    {
        let log = json!({ "deletedRecords": [], "earliestDateAvailable": earliest,
                          "latestDateCovered": "2026-11-23T10:00:00.000+0000" });
        assert_eq!(reaches(200, log).await, tells, "{earliest}");
    }
}

#[tokio::test]
async fn p2_a_time_before_all_logs_cannot_be_told_of() {
    let words = json!([{ "errorCode": "INVALID_REPLICATION_DATE", "message": "too long ago" }]);
    assert!(!reaches(400, words).await);
}
