//! The emulator's answers beyond what the stories ask for, held to the same documents.

use bytes::Bytes;
use crosswalk_desktop::wire;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::log::{Log, LogDepth};
use crosswalk_emulator::seed::{self, SeedPlan};
use crosswalk_emulator::{Clock, Emulator, Settings};
use serde_json::{Value, json};

/// An emulator with people in it, and who asks it.
struct Caller {
    emulator: Emulator,
    vendor: Vendor,
    host: String,
    token: String,
}

impl Caller {
    fn of(vendor: Vendor) -> Self {
        let start = "2026-11-23T08:00:00Z".parse().unwrap();
        let settings = Settings { log: LogDepth::Bodies, ..Settings::default() };
        let emulator = Emulator::new(settings, Clock::manual(start));
        let plan = SeedPlan { seed: 3, people: 40, portal: None, org: None };
        seed::fill(&emulator, &plan).unwrap();
        let account = emulator.accounts(vendor).remove(0);
        let grant = emulator.grant(vendor, &account).unwrap();
        let token = grant.service_key.or(grant.access_token).unwrap();
        Self { emulator, vendor, host: grant.host, token }
    }

    /// Asks, and returns the status and the body. A text is sent as CSV.
    fn ask(&self, line: &str, body: &Value) -> (u16, Value) {
        let csv = body.as_str().map(|text| Bytes::from(text.to_owned()));
        let media = if csv.is_some() { "text/csv" } else { "application/json" };
        let (method, path) = line.split_once(' ').unwrap();
        let request = http::Request::builder()
            .method(method)
            .uri(format!("https://{}{path}", self.host))
            .header("host", &self.host)
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", media);
        let json = || if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        let bytes = csv.unwrap_or_else(json);
        let outcome = self.emulator.exchange(self.vendor, request.body(bytes).unwrap());
        let body = self.emulator.log(|log| log.since(log.last() - 1)[0].answer.clone());
        (outcome.status().unwrap(), serde_json::from_slice(&body.unwrap()).unwrap_or_default())
    }

    /// Asks for something that is answered with `status`.
    fn get(&self, line: &str, body: &Value, status: u16) -> Value {
        let (seen, answer) = self.ask(line, body);
        assert_eq!(seen, status, "{line}: {answer}");
        answer
    }

    /// The first ids of an object.
    fn ids(&self, object: &str, count: usize) -> Vec<String> {
        let account = self.emulator.accounts(self.vendor).remove(0);
        let dump = self.emulator.dump(self.vendor, &account);
        let ids = dump["truth"][object].as_object().unwrap().keys();
        ids.take(count).cloned().collect()
    }

    fn expect_conforming(&self) {
        let complaints = self.emulator.log(wire::check);
        let told: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
        assert!(self.emulator.log(Log::last) >= 5);
    }
}

#[test]
fn hubspot_reads_conform() {
    let hubspot = Caller::of(Vendor::HubSpot);
    for object in ["contacts", "companies", "deals"] {
        let base = format!("/crm/objects/2026-09/{object}");
        let id = &hubspot.ids(object, 1)[0];
        for path in [
            format!("{base}?limit=100&archived=true"),
            format!("{base}?limit=5&properties=createdate&associations=companies"),
            format!("{base}/{id}"),
            format!("{base}/{id}?propertiesWithHistory=createdate"),
            format!("/crm/properties/2026-09/{object}"),
            format!("/crm/properties/2026-09/{object}/groups"),
            format!("/crm/properties/2026-09/{object}/createdate"),
        ] {
            hubspot.get(&format!("GET {path}"), &Value::Null, 200);
        }
        hubspot.get(&format!("GET {base}/1"), &Value::Null, 404);
    }
    for path in [
        "/crm/owners/2026-09",
        "/crm/owners/2026-09?archived=true&limit=1",
        "/crm/pipelines/2026-09/deals",
        "/account-info/2026-09/details",
        "/account-info/2026-09/api-usage/daily/private-apps",
    ] {
        hubspot.get(&format!("GET {path}"), &Value::Null, 200);
    }
    hubspot.get("GET /crm/properties/2026-09/contacts/nonesuch", &Value::Null, 404);
    hubspot.expect_conforming();
}

#[test]
fn hubspot_writes_conform() {
    let hubspot = Caller::of(Vendor::HubSpot);
    let base = "POST /crm/objects/2026-09/contacts";
    let made = hubspot.get(base, &json!({ "properties": { "email": "new@example.no" } }), 201);
    let id = made["id"].as_str().unwrap();
    hubspot.get(base, &json!({ "properties": { "email": "new@example.no" } }), 409);
    hubspot.get(base, &json!({ "properties": { "nonesuch": "x" } }), 400);
    let two = json!({ "inputs": [
        { "properties": { "email": "two@example.no" }, "objectWriteTraceId": "1" },
        { "properties": { "email": "new@example.no" }, "objectWriteTraceId": "2" },
    ]});
    hubspot.get(&format!("{base}/batch/create"), &two, 207);
    let changes = json!({ "inputs": [
        { "id": id, "properties": { "firstname": "Ann" } }, { "id": "1", "properties": {} },
    ]});
    hubspot.get(&format!("{base}/batch/update"), &changes, 207);
    let wanted = json!({ "inputs": [{ "id": id }, { "id": "1" }], "properties": ["firstname"],
        "propertiesWithHistory": ["firstname"] });
    hubspot.get(&format!("{base}/batch/read"), &wanted, 207);
    let found = json!({ "filterGroups": [{ "filters": [
        { "propertyName": "email", "operator": "EQ", "value": "new@example.no" },
    ]}], "limit": 1 });
    hubspot.get(&format!("{base}/search"), &found, 200);
    let path = format!("/crm/objects/2026-09/contacts/{id}");
    hubspot.get(&format!("PATCH {path}"), &json!({ "properties": { "firstname": "" } }), 200);
    let other = &hubspot.ids("contacts", 1)[0];
    let merged = json!({ "primaryObjectId": id, "objectIdToMerge": other });
    hubspot.get(&format!("{base}/merge"), &merged, 200);
    hubspot.get(&format!("{base}/batch/archive"), &json!({ "inputs": [{ "id": id }] }), 204);
    let wide = "/communication-preferences/2026-09/statuses/new%40example.no/unsubscribe-all";
    hubspot.get(&format!("POST {wide}?channel=EMAIL"), &Value::Null, 200);
    hubspot.get(&format!("GET {wide}?channel=EMAIL"), &Value::Null, 200);
    hubspot.get(&format!("GET {wide}"), &Value::Null, 400);
    let complaints = hubspot.emulator.log(wire::check);
    // The request without its channel is ours, and is refused by both.
    assert_eq!(complaints.len(), 1, "{complaints:#?}");
    assert_eq!(complaints[0].findings, ["query: `channel` is needed"]);
}

#[test]
fn hubspot_associations_and_definitions_conform() {
    let hubspot = Caller::of(Vendor::HubSpot);
    let (people, firms) = (hubspot.ids("contacts", 3), hubspot.ids("companies", 1));
    let base = "POST /crm/associations/2026-09/contacts/companies";
    let pair = json!({ "from": { "id": people[0] }, "to": { "id": firms[0] } });
    hubspot.get(&format!("{base}/batch/associate/default"), &json!({ "inputs": [pair] }), 200);
    let asked: Vec<Value> = people.iter().map(|id| json!({ "id": id })).collect();
    let (status, _) = hubspot.ask(&format!("{base}/batch/read"), &json!({ "inputs": asked }));
    assert!(status == 200 || status == 207);
    let typed = json!({ "from": { "id": people[0] }, "to": { "id": firms[0] },
        "types": [{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1 }] });
    hubspot.get(&format!("{base}/batch/create"), &json!({ "inputs": [typed] }), 201);
    let none = json!({ "inputs": [{ "from": { "id": people[0] }, "to": [{ "id": firms[0] }] }] });
    hubspot.get(&format!("{base}/batch/archive"), &none, 200);
    hubspot.get(
        &base.replace("POST", "GET").replace("companies", "companies/labels"),
        &Value::Null,
        200,
    );
    let group = hubspot.get("GET /crm/properties/2026-09/contacts/groups", &Value::Null, 200);
    let property = json!({ "name": "made_here", "label": "Made here", "type": "string",
        "fieldType": "text", "hasUniqueValue": true, "groupName": group["results"][0]["name"] });
    hubspot.get("POST /crm/properties/2026-09/contacts", &property, 201);
    hubspot.get("POST /crm/properties/2026-09/contacts", &property, 409);
    let upsert = json!({ "inputs": [
        { "id": "k1", "idProperty": "made_here", "properties": { "lastname": "Berg" } },
    ]});
    hubspot.get("POST /crm/objects/2026-09/contacts/batch/upsert", &upsert, 200);
    hubspot.expect_conforming();
}

#[test]
fn hubspot_limits_conform() {
    let hubspot = Caller::of(Vendor::HubSpot);
    let line = "POST /crm/objects/2026-09/contacts/search";
    let seen: Vec<u16> = (0..7).map(|_| hubspot.ask(line, &json!({ "limit": 1 })).0).collect();
    assert!(seen.contains(&200) && seen.contains(&429), "{seen:?}");
    hubspot.expect_conforming();
}

#[test]
fn salesforce_reads_conform() {
    let salesforce = Caller::of(Vendor::Salesforce);
    let base = "GET /services/data/v66.0";
    salesforce.get("GET /services/data/", &Value::Null, 200);
    salesforce.get("GET /services/oauth2/userinfo", &Value::Null, 200);
    let all = salesforce.get(&format!("{base}/sobjects"), &Value::Null, 200);
    for object in all["sobjects"].as_array().unwrap() {
        let name = object["name"].as_str().unwrap();
        salesforce.get(&format!("{base}/sobjects/{name}/describe"), &Value::Null, 200);
    }
    salesforce.get(&format!("{base}/sobjects/Nonesuch/describe"), &Value::Null, 404);
    for soql in [
        "SELECT Id, Account.Name, Owner.Name FROM Contact LIMIT 20",
        "SELECT Id, MailingAddress FROM Contact LIMIT 2",
        "SELECT Id, (SELECT Id FROM Contacts) FROM Account LIMIT 5",
        "SELECT COUNT() FROM Lead",
    ] {
        let query = soql.replace(' ', "+");
        salesforce.get(&format!("{base}/query?q={query}"), &Value::Null, 200);
        salesforce.get(&format!("{base}/queryAll?q={query}"), &Value::Null, 200);
    }
    salesforce.get(&format!("{base}/query?q=SELECT+Nonesuch+FROM+Contact"), &Value::Null, 400);
    salesforce.get(&format!("{base}/limits"), &Value::Null, 200);
    salesforce.expect_conforming();
}

#[test]
fn salesforce_writes_conform() {
    let salesforce = Caller::of(Vendor::Salesforce);
    let base = "/services/data/v66.0/composite";
    let contact = json!({ "type": "Contact" });
    let records = json!({ "allOrNone": false, "records": [
        { "attributes": contact, "LastName": "Berg" }, { "attributes": contact },
    ]});
    let made = salesforce.get(&format!("POST {base}/sobjects"), &records, 200);
    let id = made[0]["id"].as_str().unwrap();
    let wanted = json!({ "ids": [id, "003000000000000AAA"], "fields": ["Id", "LastName"] });
    salesforce.get(&format!("POST {base}/sobjects/Contact"), &wanted, 200);
    let parts = json!({ "allOrNone": false, "collateSubrequests": false, "compositeRequest": [
        { "method": "PATCH", "url": format!("{base}/sobjects"), "referenceId": "one", "body":
            { "allOrNone": false, "records": [
                { "attributes": contact, "id": id, "Email": "no address" },
                { "attributes": contact, "id": id, "Phone": "1" },
            ]} },
        { "method": "PATCH", "url": format!("{base}/sobjects/Contact/Email"), "referenceId": "two",
            "body": { "allOrNone": false, "records": [
                { "attributes": contact, "LastName": "Dahl", "Email": "d@example.no" },
                { "attributes": contact, "Email": "e@example.no" },
            ]} },
        { "method": "DELETE", "referenceId": "three",
            "url": format!("{base}/sobjects?ids={id},003000000000000AAA&allOrNone=false") },
        { "method": "GET", "referenceId": "four",
            "url": "/services/data/v66.0/query?q=SELECT+Nonesuch+FROM+Contact" },
    ]});
    salesforce.get(&format!("POST {base}"), &parts, 200);
    let field = json!({ "FullName": "Contact.Made__c", "Metadata": { "type": "Text",
        "label": "Made", "length": 18, "externalId": true, "unique": true } });
    let tooling = "POST /services/data/v66.0/tooling/sobjects/CustomField";
    salesforce.get(tooling, &field, 201);
    salesforce.get(tooling, &field, 400);
    salesforce.expect_conforming();
}

#[test]
fn salesforce_jobs_conform() {
    let salesforce = Caller::of(Vendor::Salesforce);
    let base = "/services/data/v66.0/jobs/ingest";
    let job = json!({ "object": "Contact", "operation": "insert", "contentType": "CSV",
        "columnDelimiter": "COMMA", "lineEnding": "LF" });
    let made = salesforce.get(&format!("POST {base}"), &job, 200);
    let one = format!("{base}/{}", made["id"].as_str().unwrap());
    let rows = json!("LastName,Email\nBerg,b@example.no\nDahl,no address\n");
    salesforce.get(&format!("PUT {one}/batches"), &rows, 201);
    salesforce.get(&format!("PATCH {one}"), &json!({ "state": "UploadComplete" }), 200);
    for _ in 0..3 {
        salesforce.emulator.clock().advance(jiff::SignedDuration::from_secs(60));
        salesforce.get(&format!("GET {one}"), &Value::Null, 200);
    }
    for list in ["successfulResults", "failedResults", "unprocessedrecords"] {
        salesforce.get(&format!("GET {one}/{list}"), &Value::Null, 200);
    }
    salesforce.get(&format!("GET {base}/750000000000000AAA"), &Value::Null, 404);
    salesforce.get(&format!("DELETE {one}"), &Value::Null, 204);
    salesforce.expect_conforming();
}
