//! What objects are there, and what is special about some of them.

use serde_json::{Value, json};

use super::Bench;
use crate::salesforce::SalesforceSettings;

#[test]
fn an_org_describes_its_objects_and_their_fields() {
    let mut bench = Bench::new();
    let all = bench.get("/sobjects").body;
    assert_eq!((&all["encoding"], &all["maxBatchSize"]), (&json!("UTF-8"), &json!(200)));
    let list = all["sobjects"].as_array().unwrap();
    let lead = list.iter().find(|object| object["name"] == "Lead").unwrap();
    assert_eq!(lead["urls"]["describe"], "/services/data/v66.0/sobjects/Lead/describe");
    let lead = bench.get("/sobjects/Lead/describe").body;
    let fields = lead["fields"].as_array().unwrap();
    let owner = fields.iter().find(|field| field["name"] == "OwnerId").unwrap();
    assert_eq!(owner["referenceTo"], json!(["Group", "User"]));
    assert_eq!(lead["recordTypeInfos"][0]["recordTypeId"], "012000000000000AAA");
}

#[test]
fn an_org_may_have_objects_of_its_own() {
    let mut bench = Bench::new();
    bench.act(json!({"act": "add_custom_object", "name": "Invoice__c", "label": "Invoice",
        "fields": [{"name": "Sum__c", "label": "Sum", "type": "double", "precision": 10,
            "scale": 2}]}));
    let about = bench.get("/sobjects/Invoice__c/describe").body;
    assert_eq!((&about["custom"], &about["label"]), (&json!(true), &json!("Invoice")));
    let id = bench.make("Invoice__c", json!({"Name": "One", "Sum__c": 12.5}));
    assert_eq!(id[..3], about["keyPrefix"].as_str().unwrap()[..]);
    let found = bench.query("SELECT Name FROM Invoice__c WHERE Sum__c > 12").body;
    assert_eq!(found["records"][0]["Name"], "One");
}

#[test]
fn a_lookup_of_an_orgs_own_object_follows_a_merge() {
    let mut bench = Bench::new();
    bench.act(json!({"act": "add_custom_object", "name": "Invoice__c", "label": "Invoice",
        "fields": [{"name": "Payer__c", "label": "Payer", "type": "reference", "length": 18,
            "referenceTo": ["Contact"], "relationshipName": "Payer__r"}]}));
    let [winner, loser] = ["A", "B"].map(|name| bench.make("Contact", json!({"LastName": name})));
    let id = bench.make("Invoice__c", json!({"Name": "One", "Payer__c": loser}));
    bench.act(json!({"act": "merge", "winner": winner, "losers": [loser]}));
    assert_eq!(bench.get(&format!("/sobjects/Invoice__c/{id}")).body["Payer__c"], json!(winner));
    let contact = bench.get("/sobjects/Contact/describe").body;
    let children = contact["childRelationships"].as_array().unwrap();
    assert!(children.iter().any(|it| it["childSObject"] == "Invoice__c"));
}

#[test]
fn a_row_is_read_by_its_external_id() {
    let mut bench = Bench::new();
    super::rows::key_field(&mut bench);
    let id = bench.make("Contact", json!({"LastName": "A", "Key__c": "k/1"}));
    let got = bench.get("/sobjects/Contact/Key__c/k%2F1?fields=Id");
    assert_eq!((got.status, &got.body["Id"]), (200, &json!(id)));
    assert_eq!(bench.get("/sobjects/Contact/Key__c/k2").status, 404);
}

#[test]
fn stamps_are_of_whole_seconds() {
    let mut bench = Bench::new();
    bench.now += jiff::SignedDuration::from_millis(789);
    bench.make("Contact", json!({"LastName": "A"}));
    let soql = "SELECT SystemModstamp FROM Contact WHERE SystemModstamp = 2026-11-02T10:00:00.500Z";
    let found = bench.query(soql).body;
    assert_eq!(found["records"][0]["SystemModstamp"], "2026-11-02T10:00:00.000+0000");
}

#[test]
fn a_queue_takes_the_objects_that_it_is_for() {
    let mut bench = Bench::new();
    let queue = bench.act(json!({"act": "add_queue", "name": "Service", "objects": ["Case"]}));
    bench.make("Case", json!({"Subject": "A", "OwnerId": queue["id"]}));
    let lead = json!({"LastName": "A", "Company": "B", "OwnerId": queue["id"]});
    let refused = bench.refused("POST", "/sobjects/Lead", lead);
    assert_eq!(refused, (400, "INVALID_OPERATION".to_owned(), json!(["OwnerId"])));
}

#[test]
fn a_guest_owns_nothing() {
    let mut bench = Bench::new();
    let guest = bench.act(json!({"act": "add_user", "first_name": "Site", "last_name": "Guest",
        "username": "guest@acme.example", "user_type": "Guest"}));
    let contact = json!({"LastName": "A", "OwnerId": guest["id"]});
    let refused = bench.refused("POST", "/sobjects/Contact", contact);
    assert_eq!(refused.1, "OP_WITH_INVALID_USER_TYPE_EXCEPTION");
}

#[test]
fn a_case_is_closed_by_its_status() {
    let mut bench = Bench::new();
    let statuses = bench.query("SELECT ApiName, IsClosed FROM CaseStatus ORDER BY SortOrder").body;
    let closed: Vec<&str> = (statuses["records"].as_array().unwrap().iter())
        .filter(|row| row["IsClosed"] == true)
        .map(|row| row["ApiName"].as_str().unwrap())
        .collect();
    assert_eq!(closed, ["Closed"]);
    for (status, is_closed) in [("New", false), ("Closed", true)] {
        let id = bench.make("Case", json!({"Subject": "A", "Status": status}));
        assert_eq!(bench.get(&format!("/sobjects/Case/{id}")).body["IsClosed"], is_closed);
    }
}

#[test]
fn a_task_is_closed_by_its_status() {
    let mut bench = Bench::new();
    for (status, is_closed) in [("Not Started", false), ("Completed", true)] {
        let id = bench.make("Task", json!({"Subject": "Call", "Status": status}));
        assert_eq!(bench.get(&format!("/sobjects/Task/{id}")).body["IsClosed"], is_closed);
    }
}

#[test]
fn an_event_has_a_beginning_and_an_end_that_fit() {
    let mut bench = Bench::new();
    let start = "2026-12-01T09:00:00.000+0000";
    let by_end = bench.make(
        "Event",
        json!({"Subject": "Fair", "StartDateTime": start,
               "EndDateTime": "2026-12-01T10:30:00.000Z"}),
    );
    let by_minutes = bench.make(
        "Event",
        json!({"Subject": "Fair", "ActivityDateTime": start, "DurationInMinutes": 90}),
    );
    for id in [&by_end, &by_minutes] {
        let row = bench.get(&format!("/sobjects/Event/{id}")).body;
        assert_eq!(row["StartDateTime"], start);
        assert_eq!(row["ActivityDateTime"], start);
        assert_eq!(row["ActivityDate"], "2026-12-01");
        assert_eq!(row["EndDateTime"], "2026-12-01T10:30:00.000+0000");
        assert_eq!(row["DurationInMinutes"], 90);
    }
    let whole = json!({"IsAllDayEvent": true, "ActivityDate": "2026-12-24"});
    let whole = bench.make("Event", whole);
    let row = bench.get(&format!("/sobjects/Event/{whole}")).body;
    assert_eq!(row["DurationInMinutes"], 1_440);
    let later = json!({"EndDateTime": "2026-12-01T11:00:00.000Z"});
    let path = format!("/sobjects/Event/{by_end}");
    assert_eq!(bench.call("PATCH", &path, &later).status, 204);
    let row = bench.get(&path).body;
    assert_eq!(row["DurationInMinutes"], 120);
    let refused = [
        (json!({"Subject": "Never"}), "REQUIRED_FIELD_MISSING"),
        (json!({"StartDateTime": start}), "REQUIRED_FIELD_MISSING"),
        (
            json!({"StartDateTime": start, "EndDateTime": "2026-12-01T08:00:00.000Z"}),
            "FIELD_INTEGRITY_EXCEPTION",
        ),
        (
            json!({"StartDateTime": start, "EndDateTime": "2026-12-20T08:00:00.000Z"}),
            "FIELD_INTEGRITY_EXCEPTION",
        ),
        (
            json!({"StartDateTime": start, "EndDateTime": "2026-12-01T10:00:00.000Z",
                   "DurationInMinutes": 30}),
            "FIELD_INTEGRITY_EXCEPTION",
        ),
    ];
    for (event, code) in refused {
        let answer = bench.call("POST", "/sobjects/Event", &event);
        assert_eq!((answer.status, &answer.body[0]["errorCode"]), (400, &json!(code)));
    }
}

#[test]
fn a_member_of_a_campaign_is_a_lead_or_a_contact() {
    let mut bench = Bench::new();
    let campaign = bench.make("Campaign", json!({"Name": "Fair"}));
    let contact = bench.make("Contact", json!({"LastName": "A"}));
    let member = json!({"CampaignId": campaign, "ContactId": contact, "Status": "Responded"});
    let id = bench.make("CampaignMember", member);
    let row = bench.get(&format!("/sobjects/CampaignMember/{id}")).body;
    assert_eq!((&row["Type"], &row["LeadOrContactId"]), (&json!("Contact"), &json!(contact)));
    assert_eq!(row["HasResponded"], true);
}

#[test]
fn a_trigger_writes_at_every_save() {
    let mut bench = Bench::new();
    bench.act(json!({"act": "add_trigger", "object": "Contact", "field": "Title",
        "value": "Tidied"}));
    let id = bench.make("Contact", json!({"LastName": "A", "Title": "Boss"}));
    assert_eq!(bench.get(&format!("/sobjects/Contact/{id}")).body["Title"], "Tidied");
}

#[test]
fn a_person_account_has_no_other_contacts() {
    let mut settings = SalesforceSettings::default();
    settings.orgs[0].person_accounts = true;
    let mut bench = Bench::with(settings);
    let types = bench.query("SELECT Id FROM RecordType WHERE IsPersonType = true").body;
    let person = json!({"LastName": "Berg", "RecordTypeId": types["records"][0]["Id"]});
    let person = bench.make("Account", person);
    let contact = json!({"LastName": "A", "AccountId": person});
    let refused = bench.refused("POST", "/sobjects/Contact", contact);
    assert_eq!(refused, (400, "FIELD_INTEGRITY_EXCEPTION".to_owned(), json!(["AccountId"])));
}

/// An act that is refused, in words.
fn fails(bench: &mut Bench, mut act: Value) -> String {
    act["account"] = bench.org.as_str().into();
    bench.vendor.act(bench.now, act).err().unwrap_or_default()
}

#[test]
fn the_bin_keeps_a_row_for_fifteen_days() {
    let mut bench = Bench::new();
    let id = bench.make("Contact", json!({"LastName": "A"}));
    bench.call("DELETE", &format!("/sobjects/Contact/{id}"), &Value::Null);
    let all = |bench: &mut Bench| {
        bench.sign_in();
        bench.get("/queryAll?q=SELECT+Id+FROM+Contact").body["totalSize"].clone()
    };
    bench.later(15 * 86_400);
    assert_eq!(all(&mut bench), 1);
    bench.later(1);
    assert_eq!(all(&mut bench), 0);
    let told = fails(&mut bench, json!({"act": "undelete", "id": id}));
    assert!(told.contains("recycle bin"), "{told}");
}

#[test]
fn a_contact_role_does_not_come_back() {
    let mut bench = Bench::new();
    let contact = bench.make("Contact", json!({"LastName": "A"}));
    let deal = json!({"Name": "A", "StageName": "Prospecting", "CloseDate": "2026-12-24"});
    let deal = bench.make("Opportunity", deal);
    let role = json!({"OpportunityId": deal, "ContactId": contact});
    let role = bench.make("OpportunityContactRole", role);
    let path = format!("/sobjects/OpportunityContactRole/{role}");
    assert_eq!(bench.call("DELETE", &path, &Value::Null).status, 204);
    let told = fails(&mut bench, json!({"act": "undelete", "id": role}));
    assert!(told.contains("does not support undelete"), "{told}");
}
