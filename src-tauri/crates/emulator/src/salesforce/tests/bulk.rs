use serde_json::{Value, json};

use super::rows::key_field;
use super::{Bench, Got};
use crate::exchange::InnerFault;
use crate::salesforce::{BulkPace, SalesforceSettings};

const BASE: &str = "/services/data/v66.0/jobs";

fn ingest(bench: &mut Bench, job: Value) -> String {
    let got = bench.call("POST", "/jobs/ingest", &job);
    assert_eq!((got.status, &got.body["state"]), (200, &json!("Open")), "{got:?}");
    got.body["id"].as_str().unwrap().to_owned()
}

fn upload(bench: &mut Bench, id: &str, rows: &str) -> Got {
    bench.headers.push(("content-type".to_owned(), "text/csv".to_owned()));
    let got = bench.send("PUT", &format!("{BASE}/ingest/{id}/batches"), rows);
    bench.headers.pop();
    got
}

fn state(bench: &mut Bench, id: &str) -> String {
    bench.get(&format!("/jobs/ingest/{id}")).body["state"].as_str().unwrap().to_owned()
}

/// Loads rows to the end and returns the job as it then is.
pub(super) fn load(bench: &mut Bench, job: Value, rows: &str) -> Value {
    let id = ingest(bench, job);
    assert_eq!(upload(bench, &id, rows).status, 201);
    let close = json!({"state": "UploadComplete"});
    assert_eq!(bench.call("PATCH", &format!("/jobs/ingest/{id}"), &close).status, 200);
    finish(bench, "ingest", &id)
}

fn finish(bench: &mut Bench, family: &str, id: &str) -> Value {
    for _ in 0..20 {
        let job = bench.get(&format!("/jobs/{family}/{id}")).body;
        if !["UploadComplete", "InProgress"].contains(&job["state"].as_str().unwrap()) {
            return job;
        }
    }
    panic!("the job does not end");
}

fn part(bench: &mut Bench, job: &Value, which: &str) -> String {
    let id = job["id"].as_str().unwrap();
    let got = bench.get(&format!("/jobs/ingest/{id}/{which}"));
    assert_eq!(got.status, 200, "{got:?}");
    got.text
}

pub(super) fn contacts(operation: &str) -> Value {
    json!({"object": "Contact", "operation": operation, "contentType": "CSV", "lineEnding": "LF"})
}

fn counted(job: &Value) -> (Value, Value, Value) {
    let field = |name: &str| job[name].clone();
    (field("state"), field("numberRecordsProcessed"), field("numberRecordsFailed"))
}

#[test]
fn rows_are_loaded_and_each_tells_what_became_of_it() {
    let mut bench = Bench::new();
    let made = bench.call("POST", "/jobs/ingest", &contacts("insert"));
    let id = made.body["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with("750"), "{id}");
    assert_eq!(made.body["contentUrl"], format!("services/data/v66.0/jobs/ingest/{id}/batches"));
    assert_eq!(made.body["apiVersion"].to_string(), "66.0");
    let rows = "LastName,Email,Description\nA,a@x.example,\"said \"\"hi\"\",\nleft\"\n,b@x.example,\n\
                C,nonsense,\n";
    assert_eq!(upload(&mut bench, &id, rows).status, 201);
    let close = json!({"state": "UploadComplete"});
    let closed = bench.call("PATCH", &format!("/jobs/ingest/{id}"), &close);
    assert_eq!(closed.body["state"], "UploadComplete");
    assert_eq!(closed.body.get("contentUrl"), None);
    let refused = bench.get(&format!("/jobs/ingest/{id}/successfulResults"));
    assert_eq!(refused.body[0]["errorCode"], "INVALIDJOBSTATE");
    let job = finish(&mut bench, "ingest", &id);
    assert_eq!(counted(&job), (json!("JobComplete"), json!(3), json!(2)));
    let query = bench.query("SELECT Id, Description FROM Contact").body;
    let row = &query["records"][0];
    assert_eq!(
        (&query["totalSize"], &row["Description"]),
        (&json!(1), &json!("said \"hi\",\nleft"))
    );
    let own = row["Id"].as_str().unwrap();
    let good = part(&mut bench, &job, "successfulResults");
    assert_eq!(
        good,
        format!(
            "\"sf__Id\",\"sf__Created\",\"LastName\",\"Email\",\"Description\"\n\
             \"{own}\",\"true\",\"A\",\"a@x.example\",\"said \"\"hi\"\",\nleft\"\n"
        )
    );
    let bad = part(&mut bench, &job, "failedResults");
    assert!(
        bad.contains("REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --"),
        "{bad}"
    );
    assert_eq!(part(&mut bench, &job, "unprocessedrecords").lines().count(), 1);
}

#[test]
fn results_come_in_another_order() {
    let mut bench = Bench::new();
    let job = load(&mut bench, contacts("insert"), "LastName\nA\nB\nC\n");
    let text = part(&mut bench, &job, "successfulResults");
    let names: String =
        text.lines().skip(1).map(|line| &line[line.len() - 2..line.len() - 1]).collect();
    assert_eq!(names, "CBA");
}

#[test]
fn an_empty_cell_is_left_alone_and_na_is_null() {
    let mut bench = Bench::new();
    let id = bench.make(
        "Contact",
        json!({"LastName": "A", "Title": "Boss", "Phone": "1",
        "DoNotCall": true}),
    );
    let rows =
        format!("Id,LastName,Title,Phone,DoNotCall,Birthdate\n{id},,,#N/A,FALSE,1990-01-02\n");
    let job = load(&mut bench, contacts("update"), &rows);
    assert_eq!(counted(&job), (json!("JobComplete"), json!(1), json!(0)));
    let row = bench.get(&format!("/sobjects/Contact/{id}")).body;
    assert_eq!((&row["LastName"], &row["Title"]), (&json!("A"), &json!("Boss")));
    assert_eq!((&row["Phone"], &row["DoNotCall"]), (&Value::Null, &json!(false)));
    assert_eq!(row["Birthdate"], "1990-01-02");
}

#[test]
fn values_must_fit_the_type() {
    let mut bench = Bench::new();
    for (header, value) in [("Birthdate", "02.01.1990"), ("DoNotCall", "maybe")] {
        let job = load(&mut bench, contacts("insert"), &format!("LastName,{header}\nA,{value}\n"));
        assert_eq!(counted(&job), (json!("JobComplete"), json!(1), json!(1)), "{header}");
        let bad = part(&mut bench, &job, "failedResults");
        assert!(bad.contains("INVALID_TYPE_ON_FIELD_IN_RECORD:"), "{bad}");
    }
}

#[test]
fn a_file_that_does_not_fit_its_job_fails_whole() {
    let mut bench = Bench::new();
    for (delimiter, ending, rows, error) in [
        (
            "COMMA",
            "LF",
            "LastName\r\nA\r\n",
            "ClientInputError : LineEnding is invalid on user data",
        ),
        ("COMMA", "CRLF", "LastName\nA\n", "ClientInputError : LineEnding is invalid on user data"),
        ("SEMICOLON", "LF", "LastName,Title\nA,B\n", "Field name not found : LastName,Title"),
        ("COMMA", "LF", "LastName,Shoe\nA,B\n", "InvalidBatch : Field name not found : Shoe"),
        ("COMMA", "LF", "LastName,Account.Name\nA,B\n", "Field name not found : Account.Name"),
        ("COMMA", "LF", "LastName,lastname\nA,B\n", "Duplicate field name"),
        ("COMMA", "LF", "LastName,Title\nA\n", "columns of the header"),
        ("COMMA", "LF", "LastName\n\"A\n", "no closing quote"),
    ] {
        let mut job = contacts("insert");
        job["columnDelimiter"] = delimiter.into();
        job["lineEnding"] = ending.into();
        let job = load(&mut bench, job, rows);
        let told = job["errorMessage"].as_str().unwrap_or("");
        assert!(told.contains(error), "{rows:?}: {job}");
        assert_eq!(job["state"], "Failed", "{rows:?}");
    }
    assert_eq!(bench.query("SELECT Id FROM Contact").body["totalSize"], 0);
}

#[test]
fn a_record_has_a_largest_size_and_a_job_a_day_to_be_filled() {
    let mut bench = Bench::new();
    for (letters, state) in [
        ([100_000, 100_000, 100_000, 100_000], "JobComplete"),
        ([100_000, 100_000, 100_000, 100_001], "Failed"),
        ([131_072, 1, 1, 1], "JobComplete"),
        ([131_073, 1, 1, 1], "Failed"),
    ] {
        let row = letters.map(|count| "x".repeat(count)).join(",");
        let rows = format!("LastName,FirstName,Title,Description\n{row}\n");
        let job = load(&mut bench, contacts("insert"), &rows);
        assert_eq!(job["state"], state, "{letters:?}");
    }
    let wide: Vec<String> = (0..5_001).map(|at| format!("F{at}")).collect();
    let job = load(&mut bench, contacts("insert"), &format!("{}\n", wide.join(",")));
    assert_eq!(job["state"], "Failed");
    let id = ingest(&mut bench, contacts("insert"));
    bench.later(86_401);
    bench.sign_in();
    assert_eq!(state(&mut bench, &id), "Aborted");
    assert_eq!(upload(&mut bench, &id, "LastName\nA\n").status, 400);
}

#[test]
fn every_delimiter_and_ending_can_be_chosen() {
    let mut bench = Bench::new();
    for (name, letter) in
        [("BACKQUOTE", '`'), ("CARET", '^'), ("PIPE", '|'), ("SEMICOLON", ';'), ("TAB", '\t')]
    {
        let mut job = contacts("insert");
        job["columnDelimiter"] = name.into();
        job["lineEnding"] = "CRLF".into();
        let job = load(&mut bench, job, &format!("LastName{letter}Title\r\nA{letter}{name}\r\n"));
        assert_eq!(counted(&job), (json!("JobComplete"), json!(1), json!(0)), "{name}");
        let good = part(&mut bench, &job, "successfulResults");
        assert!(good.ends_with(&format!("\"A\"{letter}\"{name}\"\r\n")), "{good:?}");
    }
}

#[test]
fn upserts_match_by_their_key_and_a_key_stands_once() {
    let mut bench = Bench::new();
    key_field(&mut bench);
    let known = bench.make("Contact", json!({"LastName": "A", "Key__c": "1"}));
    let mut job = contacts("upsert");
    let blank = bench.refused("POST", "/jobs/ingest", job.clone());
    assert_eq!((blank.0, blank.1.as_str()), (400, "INVALIDJOB"));
    job["externalIdFieldName"] = "Key__c".into();
    let job = load(&mut bench, job, "Key__c,LastName\n1,B\n2,C\n2,D\n,E\n");
    assert_eq!(counted(&job), (json!("JobComplete"), json!(4), json!(2)));
    let good = part(&mut bench, &job, "successfulResults");
    assert!(good.contains(&format!("\"{known}\",\"false\",\"1\",\"B\"")), "{good}");
    assert!(good.contains("\"true\",\"2\",\"C\""), "{good}");
    let bad = part(&mut bench, &job, "failedResults");
    assert!(bad.contains("DUPLICATE_VALUE:Duplicate external id specified: 2:Key__c --"), "{bad}");
    assert!(bad.contains("MISSING_ARGUMENT:Key__c not specified: --"), "{bad}");
}

#[test]
fn a_parent_is_named_by_its_external_id() {
    let mut bench = Bench::new();
    bench.act(json!({"act": "add_custom_field", "object": "Account", "field": {"name": "Ext__c",
        "label": "Ext", "type": "string", "length": 20, "externalId": true, "unique": true}}));
    let account = bench.make("Account", json!({"Name": "Acme", "Ext__c": "x1"}));
    let rows = "LastName,Account.Ext__c\nA,x1\nB,x2\nC,\n";
    let job = load(&mut bench, contacts("insert"), rows);
    assert_eq!(counted(&job), (json!("JobComplete"), json!(3), json!(1)));
    let got = bench.query(&format!("SELECT LastName FROM Contact WHERE AccountId = '{account}'"));
    assert_eq!(got.body["records"][0]["LastName"], "A");
    let bad = part(&mut bench, &job, "failedResults");
    assert!(bad.contains("INVALID_FIELD:Foreign key external ID: x2 not found"), "{bad}");
}

#[test]
fn an_upload_comes_once_and_has_a_largest_size() {
    let mut settings = SalesforceSettings::default();
    settings.orgs[0].bulk.largest_upload = 20;
    let mut bench = Bench::with(settings);
    let id = ingest(&mut bench, contacts("insert"));
    let large = upload(&mut bench, &id, "LastName\nAAAAAAAAAAAAAAAAA\n");
    assert_eq!((large.status, &large.body[0]["errorCode"]), (413, &json!("LIMIT_EXCEEDED")));
    assert_eq!(upload(&mut bench, &id, "LastName\nA\n").status, 201);
    let again = upload(&mut bench, &id, "LastName\nB\n");
    assert_eq!((again.status, &again.body[0]["errorCode"]), (400, &json!("INVALIDJOBSTATE")));
    let path = format!("{BASE}/ingest/{id}/batches");
    assert_eq!(bench.send("PUT", &path, "LastName\n").status, 415);
}

#[test]
fn a_job_is_aborted_listed_and_deleted() {
    let mut bench = Bench::new();
    let empty = ingest(&mut bench, contacts("insert"));
    let path = format!("/jobs/ingest/{empty}");
    let refused = bench.refused("PATCH", &path, json!({"state": "UploadComplete"}));
    assert_eq!(refused.1, "INVALIDJOBSTATE", "nothing was uploaded");
    assert_eq!(bench.call("DELETE", &path, &Value::Null).status, 400, "still open");
    upload(&mut bench, &empty, "LastName\nA\n");
    let aborted = bench.call("PATCH", &path, &json!({"state": "Aborted"}));
    assert_eq!(aborted.body["state"], "Aborted");
    let again = bench.refused("PATCH", &path, json!({"state": "UploadComplete"}));
    assert_eq!(again.1, "INVALIDJOBSTATE");
    let list = bench.get("/jobs/ingest?jobType=V2Ingest").body;
    assert_eq!((&list["done"], &list["records"][0]["id"]), (&json!(true), &json!(empty)));
    assert_eq!(bench.get("/jobs/query").body["records"], json!([]));
    assert_eq!(bench.call("DELETE", &path, &Value::Null).status, 204);
    assert_eq!(bench.get(&path).status, 404);
    assert_eq!(bench.query("SELECT Id FROM Contact").body["totalSize"], 0);
}

#[test]
fn batches_go_by_the_clock_and_what_is_left_is_unprocessed() {
    let mut settings = SalesforceSettings::default();
    settings.orgs[0].bulk.batch_rows = 2;
    settings.orgs[0].bulk.daily_batches = 2;
    settings.orgs[0].bulk.pace = BulkPace::Seconds { queued: 10, batch: 5 };
    let mut bench = Bench::with(settings);
    let id = ingest(&mut bench, contacts("insert"));
    upload(&mut bench, &id, "LastName\nA\nB\nC\nD\nE\n");
    bench.call("PATCH", &format!("/jobs/ingest/{id}"), &json!({"state": "UploadComplete"}));
    bench.later(9);
    assert_eq!(state(&mut bench, &id), "UploadComplete");
    bench.later(1);
    assert_eq!(state(&mut bench, &id), "InProgress");
    bench.later(11);
    let found = bench.query("SELECT LastName, SystemModstamp FROM Contact ORDER BY LastName");
    let stamp = |place: usize| found.body["records"][place]["SystemModstamp"].clone();
    assert_eq!(found.body["totalSize"], 4, "two batches are in");
    assert_eq!(stamp(0), "2026-11-02T10:00:15.000+0000");
    assert_eq!(stamp(3), "2026-11-02T10:00:20.000+0000");
    bench.call("PATCH", &format!("/jobs/ingest/{id}"), &json!({"state": "Aborted"}));
    let job = json!({"id": id});
    assert_eq!(part(&mut bench, &job, "unprocessedrecords"), "\"LastName\"\n\"E\"\n");
    assert_eq!(part(&mut bench, &job, "successfulResults").lines().count(), 5);
    let limits = bench.get("/limits").body;
    assert_eq!(limits["DailyBulkApiBatches"], json!({"Max": 2, "Remaining": 0}));
    let refused = bench.refused("POST", "/jobs/ingest", contacts("insert"));
    assert_eq!((refused.0, refused.1.as_str()), (400, "LIMIT_EXCEEDED"));
    bench.later(8 * 86_400);
    bench.sign_in();
    assert_eq!(bench.get(&format!("/jobs/ingest/{id}")).status, 404, "kept seven days");
}

#[test]
fn deletes_go_to_the_bin_and_hard_ones_need_a_permission() {
    let mut bench = Bench::new();
    let id = bench.make("Contact", json!({"LastName": "A"}));
    let job = load(&mut bench, contacts("delete"), &format!("Id\n{id}\n{id}\n"));
    assert_eq!(counted(&job), (json!("JobComplete"), json!(2), json!(1)));
    assert!(part(&mut bench, &job, "failedResults").contains("ENTITY_IS_DELETED:"));
    let all = bench.get("/queryAll?q=SELECT+Id,IsDeleted+FROM+Contact").body;
    assert_eq!(all["records"][0]["IsDeleted"], true);
    let refused = bench.refused("POST", "/jobs/ingest", contacts("hardDelete"));
    assert_eq!(refused.1, "FEATURENOTENABLED");
}

#[test]
fn one_request_can_make_and_fill_a_job() {
    let mut bench = Bench::new();
    let kind = "multipart/form-data; boundary=BOUNDARY".to_owned();
    bench.headers.push(("content-type".to_owned(), kind));
    let body = "--BOUNDARY\r\nContent-Type: application/json\r\nContent-Disposition: form-data; \
                name=\"job\"\r\n\r\n{\"object\":\"Contact\",\"operation\":\"insert\"}\r\n--BOUNDARY\
                \r\nContent-Type: text/csv\r\nContent-Disposition: form-data; name=\"content\"; \
                filename=\"content\"\r\n\r\nLastName\nA\n\r\n--BOUNDARY--\r\n";
    let made = bench.send("POST", &format!("{BASE}/ingest"), body);
    bench.headers.pop();
    assert_eq!((made.status, &made.body["state"]), (200, &json!("UploadComplete")), "{made:?}");
    let job = finish(&mut bench, "ingest", made.body["id"].as_str().unwrap());
    assert_eq!(counted(&job), (json!("JobComplete"), json!(1), json!(0)));
}

#[test]
fn some_rows_fail_by_a_fault() {
    let mut bench = Bench::new();
    let code = "UNABLE_TO_LOCK_ROW".to_owned();
    bench.fault = Some(InnerFault::PartialBatch { every: 2, code });
    let job = load(&mut bench, contacts("insert"), "LastName\nA\nB\nC\n");
    assert_eq!(counted(&job), (json!("JobComplete"), json!(3), json!(1)));
}

fn extract(bench: &mut Bench, query: &str) -> Value {
    let got = bench.call("POST", "/jobs/query", &json!({"operation": "query", "query": query}));
    assert_eq!((got.status, &got.body["state"]), (200, &json!("UploadComplete")), "{got:?}");
    let id = got.body["id"].as_str().unwrap().to_owned();
    finish(bench, "query", &id)
}

#[test]
fn a_querys_rows_come_in_pages() {
    let mut bench = Bench::new();
    let acme = bench.make("Account", json!({"Name": "Ac,me"}));
    for name in ["A", "B", "C"] {
        bench.make("Contact", json!({"LastName": name, "AccountId": acme}));
    }
    let query =
        "SELECT LastName, Account.Name, Title, SystemModstamp FROM Contact ORDER BY LastName";
    let job = extract(&mut bench, query);
    assert_eq!((&job["jobType"], &job["numberRecordsProcessed"]), (&json!("V2Query"), &json!(3)));
    let results = format!("/jobs/query/{}/results", job["id"].as_str().unwrap());
    let header = "\"LastName\",\"Account.Name\",\"Title\",\"SystemModstamp\"\n";
    let line = |name: &str| format!("\"{name}\",\"Ac,me\",\"\",\"2026-11-02T10:00:00.000Z\"\n");
    let first = bench.get(&format!("{results}?maxRecords=2"));
    assert_eq!(first.text, format!("{header}{}{}", line("A"), line("B")));
    assert_eq!(first.headers["sforce-numberofrecords"], "2");
    let locator = first.headers["sforce-locator"].to_str().unwrap().to_owned();
    let last = bench.get(&format!("{results}?maxRecords=2&locator={locator}"));
    assert_eq!(last.text, format!("{header}{}", line("C")));
    assert_eq!(last.headers["sforce-locator"], "null");
    assert_eq!(bench.get(&format!("{results}?locator=nonsense")).status, 400);
    let other = format!("/services/data/v65.0{results}");
    assert_eq!(bench.send("GET", &other, "").status, 409, "another version");
}

#[test]
fn pages_can_be_read_side_by_side() {
    let mut settings = SalesforceSettings::default();
    settings.orgs[0].bulk.result_rows = 2;
    let mut bench = Bench::with(settings);
    for number in 0..13 {
        bench.put("Contact", json!({"LastName": format!("{number}")}));
    }
    let job = extract(&mut bench, "SELECT Id FROM Contact");
    let path = format!("/jobs/query/{}/resultPages", job["id"].as_str().unwrap());
    let first = bench.get(&path).body;
    assert_eq!(
        (first["resultPages"].as_array().unwrap().len(), &first["done"]),
        (5, &json!(false))
    );
    let next = first["nextRecordsUrl"].as_str().unwrap().to_owned();
    let second = bench.send("GET", &next, "").body;
    assert_eq!(
        (second["resultPages"].as_array().unwrap().len(), &second["done"]),
        (2, &json!(true))
    );
    let mut rows = 0;
    for page in [&first, &second].map(|page| page["resultPages"].as_array().unwrap()) {
        for link in page {
            let got = bench.send("GET", link["resultLink"].as_str().unwrap(), "");
            rows += got.text.lines().count() - 1;
        }
    }
    assert_eq!(rows, 13);
}

#[test]
fn a_job_cannot_do_every_query() {
    let mut bench = Bench::new();
    for (query, code) in [
        ("SELECT Id FROM TaskStatus", "INVALIDENTITY"),
        ("SELECT LeadSource, COUNT(Id) FROM Contact GROUP BY LeadSource", "API_ERROR"),
        ("SELECT LeadSource FROM Contact group by LeadSource", "API_ERROR"),
        ("SELECT COUNT() FROM Contact", "API_ERROR"),
        ("SELECT Id, (SELECT Id FROM Contacts) FROM Account", "API_ERROR"),
        ("SELECT Id FROM Contact OFFSET 5", "API_ERROR"),
        ("SELECT MailingAddress FROM Contact", "API_ERROR"),
        ("SELECT Shoe FROM Contact", "INVALID_FIELD"),
    ] {
        let job = json!({"operation": "query", "query": query});
        let refused = bench.refused("POST", "/jobs/query", job);
        assert_eq!((refused.0, refused.1.as_str()), (400, code), "{query}");
    }
    let job = extract(&mut bench, "SELECT Id FROM Contact WHERE LastName = 'group by'");
    assert_eq!(job["state"], "JobComplete");
    let ingest = json!({"object": "Nothing", "operation": "insert"});
    assert_eq!(bench.refused("POST", "/jobs/ingest", ingest).1, "INVALIDENTITY");
}

#[test]
fn query_jobs_of_a_day_are_counted() {
    let mut settings = SalesforceSettings::default();
    settings.orgs[0].bulk.daily_queries = 1;
    let mut bench = Bench::with(settings);
    extract(&mut bench, "SELECT Id FROM Contact");
    let job = json!({"operation": "query", "query": "SELECT Id FROM Contact"});
    assert_eq!(bench.refused("POST", "/jobs/query", job).1, "LIMIT_EXCEEDED");
    assert_eq!(
        bench.get("/limits").body["DailyBulkV2QueryJobs"],
        json!({"Max": 1, "Remaining": 0})
    );
}
