use serde_json::{Value, json};

use super::Bench;

fn refusal(code: &str, fields: Value) -> (u16, String, Value) {
    (400, code.to_owned(), fields)
}

#[test]
fn versions_need_no_token_and_everything_else_does() {
    let mut bench = Bench::new();
    bench.token = "nonsense".to_owned();
    let versions = bench.send("GET", "/services/data/", "");
    assert_eq!(versions.status, 200);
    let newest = versions.body.as_array().unwrap().last().unwrap();
    assert_eq!(newest["url"], "/services/data/v68.0");
    let refused = bench.get("/sobjects");
    assert_eq!(refused.status, 401);
    assert_eq!(
        refused.body,
        json!([{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}])
    );
}

#[test]
fn paths_and_versions_are_taken_as_they_are() {
    let mut bench = Bench::new();
    for (path, status) in [
        ("/services/data/v66.0/sobjects/Contact/", 200),
        ("/services/data/v66.0/sobjects/Contact", 200),
        ("/services/data/v66.0//sobjects/Contact", 404),
        ("/services/data/v59.0/sobjects/Contact/describe", 200),
        ("/services/data/v58.0/sobjects/Contact/describe", 404),
        ("/services/data/v20.0/sobjects/Contact/describe", 410),
        ("/services/data/v66.0/sobjects/Nothing/describe", 404),
    ] {
        assert_eq!(bench.send("GET", path, "").status, status, "{path}");
    }
}

#[test]
fn a_token_dies_when_it_is_not_used() {
    let mut bench = Bench::new();
    bench.later(7_000);
    assert_eq!(bench.get("/sobjects").status, 200, "use prolongs it");
    bench.later(7_000);
    assert_eq!(bench.get("/sobjects").status, 200);
    bench.later(7_201);
    assert_eq!(bench.get("/sobjects").status, 401);
}

#[test]
fn a_row_is_made_read_changed_and_deleted() {
    let mut bench = Bench::new();
    let id = bench.make(
        "Contact",
        json!({"LastName": " Berg ", "FirstName": "Åse",
        "Email": "Ase@Example.com", "MailingCity": "Oslo"}),
    );
    assert_eq!(id.len(), 18);
    let path = format!("/sobjects/Contact/{id}");
    let row = bench.get(&path).body;
    assert_eq!(row["Name"], "Åse Berg");
    assert_eq!(row["Email"], "ase@example.com");
    assert_eq!(row["MailingAddress"]["city"], "Oslo");
    assert_eq!(row["CreatedDate"], "2026-11-02T10:00:00.000+0000");
    assert_eq!(row["attributes"]["url"], format!("/services/data/v66.0/sobjects/Contact/{id}"));
    bench.later(5);
    assert_eq!(bench.call("PATCH", &path, &json!({"FirstName": null})).status, 204);
    let row = bench.get(&format!("/sobjects/Contact/{}?fields=Name,SystemModstamp", &id[..15]));
    assert_eq!(row.body["Name"], "Berg");
    assert_eq!(row.body["SystemModstamp"], "2026-11-02T10:00:05.000+0000");
    assert_eq!(bench.call("DELETE", &path, &Value::Null).status, 204);
    assert_eq!(bench.get(&path).status, 404);
    let gone = bench.refused("PATCH", &path, json!({"FirstName": "A"}));
    assert_eq!(gone, (404, "ENTITY_IS_DELETED".to_owned(), json!([])));
}

#[test]
fn a_row_that_breaks_a_field_rule_is_refused() {
    let mut bench = Bench::new();
    let account = bench.make("Account", json!({"Name": "Acme"}));
    let long = "x".repeat(41);
    for (object, fields, code, named) in [
        ("Contact", json!({}), "REQUIRED_FIELD_MISSING", json!(["LastName"])),
        (
            "Lead",
            json!({"LastName": "  "}),
            "REQUIRED_FIELD_MISSING",
            json!(["LastName", "Company"]),
        ),
        (
            "Contact",
            json!({"LastName": "A", "FirstName": long}),
            "STRING_TOO_LONG",
            json!(["FirstName"]),
        ),
        (
            "Contact",
            json!({"LastName": "A", "Email": "foo"}),
            "INVALID_EMAIL_ADDRESS",
            json!(["Email"]),
        ),
        (
            "Contact",
            json!({"LastName": "A", "CleanStatus": "Odd"}),
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            json!(["CleanStatus"]),
        ),
        (
            "Contact",
            json!({"LastName": "A", "AccountId": "003000000000001"}),
            "MALFORMED_ID",
            json!(["AccountId"]),
        ),
        (
            "Contact",
            json!({"LastName": "A", "AccountId": "0015w000000zzzz"}),
            "INVALID_CROSS_REFERENCE_KEY",
            json!(["AccountId"]),
        ),
        (
            "Contact",
            json!({"LastName": "A", "Birthdate": "02.11.1990"}),
            "JSON_PARSER_ERROR",
            Value::Null,
        ),
        ("Contact", json!({"LastName": 12}), "JSON_PARSER_ERROR", Value::Null),
        ("Contact", json!({"LastName": "A", "Shoe": "x"}), "INVALID_FIELD", Value::Null),
        (
            "Contact",
            json!({"LastName": "A", "CreatedDate": "2020-01-01T00:00:00Z"}),
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            json!(["CreatedDate"]),
        ),
        (
            "Opportunity",
            json!({"Name": "A", "StageName": "Prospecting", "CloseDate": "2026-12-01",
            "Amount": 1e17, "AccountId": account}),
            "NUMBER_OUTSIDE_VALID_RANGE",
            json!(["Amount"]),
        ),
    ] {
        let path = format!("/sobjects/{object}");
        assert_eq!(bench.refused("POST", &path, fields.clone()), refusal(code, named), "{fields}");
    }
    let unrestricted = json!({"LastName": "A", "LeadSource": "A source of our own"});
    bench.make("Contact", unrestricted);
}

#[test]
fn bodies_that_are_no_json_are_refused() {
    let mut bench = Bench::new();
    let path = "/services/data/v66.0/sobjects/Contact";
    let broken = bench.send("POST", path, "{\"LastName\":");
    assert_eq!((broken.status, &broken.body[0]["errorCode"]), (400, &json!("JSON_PARSER_ERROR")));
    bench.headers.push(("content-type".to_owned(), "text/plain".to_owned()));
    assert_eq!(bench.send("POST", path, "{}").status, 415);
}

#[test]
fn an_inactive_user_owns_nothing() {
    let mut bench = Bench::new();
    let user = bench.act(json!({"act": "add_user", "first_name": "Old", "last_name": "Hand",
        "username": "old@acme.example", "active": false}));
    let got =
        bench.call("POST", "/sobjects/Contact", &json!({"LastName": "A", "OwnerId": user["id"]}));
    assert_eq!(got.body[0]["errorCode"], "INACTIVE_OWNER_OR_USER");
    assert_eq!(got.body[0]["fields"], json!(["OwnerId"]));
}

#[test]
fn only_leads_go_to_queues() {
    let mut bench = Bench::new();
    let queue = bench.act(json!({"act": "add_queue", "name": "Inbound", "objects": ["Lead"]}));
    let lead = json!({"LastName": "A", "Company": "B", "OwnerId": queue["id"]});
    bench.make("Lead", lead);
    let contact = json!({"LastName": "A", "OwnerId": queue["id"]});
    let expected = refusal("MALFORMED_ID", json!(["OwnerId"]));
    assert_eq!(bench.refused("POST", "/sobjects/Contact", contact), expected);
}

#[test]
fn a_hidden_field_does_not_exist_and_a_read_only_one_is_refused() {
    let mut bench = Bench::new();
    bench.act(json!({"act": "set_field_permission", "object": "Contact",
        "field": "HasOptedOutOfEmail", "access": "hidden"}));
    bench.act(json!({"act": "set_field_permission", "object": "Contact", "field": "Title",
        "access": "read"}));
    let fields = bench.get("/sobjects/Contact/describe").body["fields"].clone();
    let find = |name: &str| fields.as_array().unwrap().iter().find(|f| f["name"] == name).cloned();
    assert_eq!(find("HasOptedOutOfEmail"), None);
    assert_eq!(find("Title").unwrap()["updateable"], false);
    let hidden = json!({"LastName": "A", "HasOptedOutOfEmail": true});
    let refused = bench.refused("POST", "/sobjects/Contact", hidden);
    assert_eq!(refused, refusal("INVALID_FIELD", Value::Null));
    let read_only = json!({"LastName": "A", "Title": "Boss"});
    let refused = bench.refused("POST", "/sobjects/Contact", read_only);
    assert_eq!(refused, refusal("INVALID_FIELD_FOR_INSERT_UPDATE", json!(["Title"])));
}

#[test]
fn upsert_makes_once_and_then_updates() {
    let mut bench = Bench::new();
    key_field(&mut bench);
    let path = "/sobjects/Contact/Key__c/a%2Fb";
    let first = bench.call("PATCH", path, &json!({"LastName": "A"}));
    assert_eq!((first.status, &first.body["created"]), (201, &json!(true)));
    let second = bench.call("PATCH", path, &json!({"LastName": "B"}));
    assert_eq!((second.status, &second.body["created"]), (200, &json!(false)));
    assert_eq!(second.body["id"], first.body["id"]);
    let inside = bench.refused("PATCH", path, json!({"LastName": "B", "Key__c": "a/b"}));
    assert_eq!(inside, refusal("INVALID_FIELD", Value::Null));
    let absent = bench.refused("PATCH", "/sobjects/Contact/Title/x", json!({"LastName": "B"}));
    assert_eq!((absent.0, absent.1.as_str()), (404, "NOT_FOUND"));
    let only = bench.refused("PATCH", "/sobjects/Contact/Key__c/new?updateOnly=true", json!({}));
    assert_eq!(only.0, 404);
    let twin = json!({"LastName": "C", "Key__c": "A/B"});
    assert_eq!(bench.refused("POST", "/sobjects/Contact", twin).1, "DUPLICATE_VALUE");
}

#[test]
fn an_external_id_that_several_rows_hold_answers_300() {
    let mut bench = Bench::new();
    for _ in 0..2 {
        bench.make("Contact", json!({"LastName": "A", "Email": "a@b.example"}));
    }
    let got = bench.call("PATCH", "/sobjects/Contact/Email/a@b.example", &json!({"Title": "x"}));
    assert_eq!((got.status, got.body.as_array().unwrap().len()), (300, 2));
}

#[test]
fn describe_answers_304_when_nothing_changed() {
    let mut bench = Bench::new();
    let first = bench.get("/sobjects/Lead/describe");
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    bench.headers.push(("if-none-match".to_owned(), tag));
    assert_eq!(bench.get("/sobjects/Lead/describe").status, 304);
    bench.act(json!({"act": "set_field_permission", "object": "Lead", "field": "Rating",
        "access": "hidden"}));
    assert_eq!(bench.get("/sobjects/Lead/describe").status, 200);
}

#[test]
fn a_changed_row_fails_the_precondition() {
    let mut bench = Bench::new();
    let id = bench.make("Contact", json!({"LastName": "A"}));
    bench
        .headers
        .push(("if-unmodified-since".to_owned(), "Mon, 02 Nov 2026 09:59:59 GMT".to_owned()));
    let path = format!("/sobjects/Contact/{id}");
    assert_eq!(bench.call("PATCH", &path, &json!({"Title": "x"})).status, 412);
    bench.headers[0].1 = "Mon, 02 Nov 2026 10:00:00 GMT".to_owned();
    assert_eq!(bench.call("PATCH", &path, &json!({"Title": "x"})).status, 204);
    bench.headers[0].1 = "yesterday".to_owned();
    assert_eq!(bench.call("PATCH", &path, &json!({"Title": "x"})).status, 400);
}

/// A unique external id on Contact.
pub(super) fn key_field(bench: &mut Bench) {
    bench.act(json!({"act": "add_custom_field", "object": "Contact", "field": {"name": "Key__c",
        "label": "Key", "type": "string", "length": 60, "externalId": true, "idLookup": true,
        "unique": true}}));
}

#[test]
fn an_amount_keeps_its_eighteen_digits() {
    let mut bench = Bench::new();
    let row = |amount: &str| {
        format!(
            "{{\"Name\":\"A\",\"StageName\":\"Needs Analysis\",\"CloseDate\":\"2026-12-01\",\
             \"Amount\":{amount}}}"
        )
    };
    let path = "/services/data/v66.0/sobjects/Opportunity";
    let made = bench.send("POST", path, &row("1234567890123456.78"));
    assert_eq!(made.status, 201, "{made:?}");
    let id = made.body["id"].as_str().unwrap();
    let read = bench.get(&format!("/sobjects/Opportunity/{id}")).text;
    assert!(read.contains("\"Amount\":1234567890123456.78,"), "{read}");
    // A fifth of it, to the cent.
    assert!(read.contains("\"ExpectedRevenue\":246913578024691.36,"), "{read}");
    let cent = "SELECT Amount FROM Opportunity WHERE Amount > 1234567890123456.77 \
                AND Amount IN (1234567890123456.780)";
    let found = bench.query(cent);
    assert!(found.text.contains("\"Amount\":1234567890123456.78,"), "{found:?}");
    assert_eq!(bench.query(&cent.replace(".77", ".78")).body["totalSize"], 0);
    let dump = bench.vendor.dump(&bench.org);
    assert_eq!(dump["truth"]["Opportunity"][id]["Amount"], "1234567890123456.78");
    bench.vendor.load(&dump).unwrap();
    assert_eq!(bench.get(&format!("/sobjects/Opportunity/{id}")).text, read);
    let refused = bench.send("POST", path, &row("12345678901234567.89"));
    assert_eq!(refused.body[0]["errorCode"], "NUMBER_OUTSIDE_VALID_RANGE");
    let part = format!(
        "{{\"compositeRequest\":[{{\"method\":\"PATCH\",\"referenceId\":\"a\",\"url\":\"{path}/{id}\",\
         \"body\":{{\"Amount\":9999999999999999.99}}}}]}}"
    );
    bench.send("POST", "/services/data/v66.0/composite", &part);
    let read = bench.get(&format!("/sobjects/Opportunity/{id}?fields=Amount")).text;
    assert!(read.contains("\"Amount\":9999999999999999.99,"), "{read}");
}

#[test]
fn an_account_has_a_tag_that_requests_may_name() {
    let mut bench = Bench::new();
    let account = bench.make("Account", json!({"Name": "A"}));
    let path = format!("/sobjects/Account/{account}");
    let first = bench.get(&path);
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    bench.headers.push(("if-none-match".to_owned(), tag.clone()));
    assert_eq!(bench.get(&path).status, 304);
    bench.headers[0].0 = "if-match".to_owned();
    assert_eq!(bench.call("PATCH", &path, &json!({"Phone": "1"})).status, 204);
    assert_eq!(bench.call("PATCH", &path, &json!({"Phone": "2"})).status, 412, "it changed");
    bench.headers[0].0 = "if-none-match".to_owned();
    assert_eq!(bench.get(&path).body["Phone"], "1");
    let contact = bench.make("Contact", json!({"LastName": "A"}));
    let got = bench.get(&format!("/sobjects/Contact/{contact}"));
    assert_eq!((got.status, got.headers.get("etag")), (200, None), "accounts only");
    bench.headers[0] = ("if-modified-since".to_owned(), "Mon, 02 Nov 2026 10:00:00 GMT".to_owned());
    assert_eq!(bench.get(&format!("/sobjects/Contact/{contact}")).status, 304);
    bench.headers[0].1 = "Mon, 02 Nov 2026 09:59:59 GMT".to_owned();
    assert_eq!(bench.get(&format!("/sobjects/Contact/{contact}")).status, 200);
}
