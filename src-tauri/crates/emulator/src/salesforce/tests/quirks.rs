//! The other value of what the vendor's documents leave open: each quirk is switched once.

use serde_json::{Value, json};

use super::bulk::{contacts, load};
use super::{Bench, oauth};
use crate::salesforce::{Quirks, ReadOnlyField, SalesforceSettings};

/// A bench with some quirks set differently.
fn bench(change: impl FnOnce(&mut Quirks)) -> Bench {
    settled(change, |_| {})
}

/// The same, where person accounts are on.
fn persons(change: impl FnOnce(&mut Quirks)) -> Bench {
    settled(change, |settings| settings.orgs[0].person_accounts = true)
}

fn settled(
    change: impl FnOnce(&mut Quirks),
    further: impl FnOnce(&mut SalesforceSettings),
) -> Bench {
    let mut settings = SalesforceSettings::default();
    change(&mut settings.quirks);
    further(&mut settings);
    Bench::with(settings)
}

fn path_of(object: &str, id: &str) -> String {
    format!("/sobjects/{object}/{id}")
}

/// A person account: its id, and that of the contact behind it.
fn person(bench: &mut Bench) -> (String, String) {
    let types = bench.query("SELECT Id FROM RecordType WHERE IsPersonType = true").body;
    let id = bench
        .make("Account", json!({"LastName": "Berg", "RecordTypeId": types["records"][0]["Id"]}));
    let row = bench.get(&path_of("Account", &id)).body;
    (id, row["PersonContactId"].as_str().unwrap().to_owned())
}

#[test]
fn a_token_that_does_not_slide_dies_at_its_hour() {
    let mut bench = bench(|quirks| {
        quirks.token_slides = false;
        quirks.token_life_seconds = 600;
    });
    bench.later(500);
    assert_eq!(bench.get("/sobjects").status, 200);
    bench.later(101);
    assert_eq!(bench.get("/sobjects").status, 401, "use did not prolong it");
}

#[test]
fn a_code_lives_as_long_as_it_is_told_and_a_wrong_verifier_is_called_as_it_is_told() {
    let told = |quirks: &mut Quirks| {
        quirks.code_life_seconds = 60;
        quirks.verifier_error = "invalid_request".to_owned();
    };
    for (verifier, wait, status, error) in [
        (oauth::VERIFIER, 60, 200, Value::Null),
        (oauth::VERIFIER, 61, 400, json!("invalid_grant")),
        ("another", 0, 400, json!("invalid_request")),
    ] {
        let mut bench = bench(told);
        let code = oauth::code_of(&oauth::approve(&mut bench, "approve"));
        bench.later(wait);
        let got = oauth::redeem(&mut bench, &code, verifier, oauth::REDIRECT);
        assert_eq!((got.status, &got.body["error"]), (status, &error));
    }
}

#[test]
fn a_read_only_field_may_seem_unknown_or_be_passed_over() {
    for (how, status, code) in [
        (ReadOnlyField::Unknown, 400, json!("INVALID_FIELD")),
        (ReadOnlyField::Ignored, 201, Value::Null),
    ] {
        let mut bench = bench(|quirks| quirks.read_only_field = how);
        bench.act(json!({"act": "set_field_permission", "object": "Contact", "field": "Title",
            "access": "read"}));
        let fields = json!({"LastName": "A", "Title": "Boss"});
        let got = bench.call("POST", "/sobjects/Contact", &fields);
        assert_eq!((got.status, &got.body[0]["errorCode"]), (status, &code), "{how:?}");
        if let Some(id) = got.body["id"].as_str() {
            assert_eq!(bench.get(&path_of("Contact", id)).body["Title"], Value::Null);
        }
    }
}

#[test]
fn what_is_gone_and_what_is_closed_may_answer_400() {
    let mut bench = persons(|quirks| {
        quirks.gone_status = 400;
        quirks.access_status = 400;
    });
    let id = bench.make("Contact", json!({"LastName": "A"}));
    bench.call("DELETE", &path_of("Contact", &id), &Value::Null);
    let gone = bench.refused("PATCH", &path_of("Contact", &id), json!({"Title": "x"}));
    assert_eq!((gone.0, gone.1.as_str()), (400, "ENTITY_IS_DELETED"));
    let (_, contact) = person(&mut bench);
    let closed = bench.refused("PATCH", &path_of("Contact", &contact), json!({"Title": "x"}));
    assert_eq!((closed.0, closed.1.as_str()), (400, "INSUFFICIENT_ACCESS_OR_READONLY"));
}

#[test]
fn an_address_may_keep_its_capitals() {
    let mut bench = bench(|quirks| quirks.email_lowercased = false);
    let id = bench.make("Contact", json!({"LastName": "A", "Email": "Ase@Example.com"}));
    assert_eq!(bench.get(&path_of("Contact", &id)).body["Email"], "Ase@Example.com");
    let found = bench.query("SELECT Id FROM Contact WHERE Email = 'ase@example.COM'").body;
    assert_eq!(found["totalSize"], 1, "it is compared without regard to them all the same");
}

#[test]
fn a_new_stage_may_leave_the_probability() {
    let mut bench = bench(|quirks| quirks.stage_resets_probability = false);
    let deal = json!({"Name": "A", "StageName": "Prospecting", "CloseDate": "2026-12-24"});
    let id = bench.make("Opportunity", deal);
    let path = path_of("Opportunity", &id);
    bench.call("PATCH", &path, &json!({"StageName": "Closed Won"}));
    let row = bench.get(&path).body;
    assert_eq!((&row["Probability"], &row["IsWon"]), (&json!(10), &json!(true)));
}

#[test]
fn activities_share_their_custom_fields_which_may_be_no_keys() {
    for (keys, status) in [(true, 201), (false, 400)] {
        let mut bench = bench(|quirks| quirks.activity_keys = keys);
        let field = |owner: &str| {
            json!({"FullName": format!("{owner}.Crosswalk_Id__c"), "Metadata": {"type": "Text",
                "label": "Crosswalk", "length": 18, "externalId": true, "unique": true}})
        };
        let alone = bench.call("POST", "/tooling/sobjects/CustomField", &field("Task"));
        assert_eq!(alone.status, 400, "{}", alone.body);
        let made = bench.call("POST", "/tooling/sobjects/CustomField", &field("Activity"));
        assert_eq!(made.status, status, "{}", made.body);
        for object in ["Task", "Event"] {
            if keys {
                bench.act(json!({"act": "set_field_permission", "object": object,
                    "field": "Crosswalk_Id__c", "access": "edit"}));
            }
            let seen = bench.query(&format!("SELECT Crosswalk_Id__c FROM {object}")).status;
            assert_eq!(seen == 200, keys, "{object}");
        }
    }
}

#[test]
fn a_part_of_a_composite_may_be_no_longer_than_a_request() {
    for (allowed, status) in [(true, 200), (false, 414)] {
        let mut bench = bench(|quirks| quirks.long_subrequests = allowed);
        let list = vec!["'003000000000001AAA'"; 800].join(",");
        let soql = format!("SELECT Id FROM Contact WHERE Id IN ({list})");
        let encoded: String = url::form_urlencoded::byte_serialize(soql.as_bytes()).collect();
        let part = |id: &str, query: &str| {
            json!({"method": "GET", "referenceId": id,
                "url": format!("/services/data/v66.0/query?q={query}")})
        };
        let parts = [part("a", &encoded), part("b", "SELECT+Id+FROM+Contact")];
        let got = bench.call("POST", "/composite", &json!({"compositeRequest": parts})).body;
        let told = &got["compositeResponse"];
        assert_eq!(
            (&told[0]["httpStatusCode"], &told[1]["httpStatusCode"]),
            (&json!(status), &json!(200))
        );
    }
}

#[test]
fn what_comes_out_of_the_bin_may_keep_its_stamp() {
    for moves in [true, false] {
        let mut bench = bench(|quirks| quirks.undelete_moves_stamp = moves);
        let id = bench.make("Contact", json!({"LastName": "Berg"}));
        bench.call("DELETE", &path_of("Contact", &id), &Value::Null);
        let soql = format!("SELECT SystemModstamp FROM Contact WHERE Id = '{id}'");
        let stamp = |bench: &mut Bench| {
            let url: String = url::form_urlencoded::byte_serialize(soql.as_bytes()).collect();
            bench.get(&format!("/queryAll?q={url}")).body["records"][0]["SystemModstamp"].clone()
        };
        let deleted = stamp(&mut bench);
        bench.later(60);
        bench.act(json!({"act": "undelete", "id": id}));
        assert_eq!(stamp(&mut bench) != deleted, moves);
    }
}

#[test]
fn several_roles_may_be_primary() {
    for (one, expected) in [(true, [false, true]), (false, [true, true])] {
        let mut bench = bench(|quirks| quirks.one_primary_role = one);
        let deal = json!({"Name": "A", "StageName": "Prospecting", "CloseDate": "2026-12-24"});
        let deal = bench.make("Opportunity", deal);
        let roles = ["A", "B"].map(|name| {
            let contact = bench.make("Contact", json!({"LastName": name}));
            let role = json!({"OpportunityId": deal, "ContactId": contact, "IsPrimary": true});
            bench.make("OpportunityContactRole", role)
        });
        let primary = roles.map(|role| {
            bench.get(&path_of("OpportunityContactRole", &role)).body["IsPrimary"] == true
        });
        assert_eq!(primary, expected);
    }
}

#[test]
fn a_converted_lead_may_be_open_to_edits() {
    let mut bench = bench(|quirks| quirks.edit_converted_leads = true);
    let lead = bench.make("Lead", json!({"LastName": "Berg", "Company": "Fjord AS"}));
    bench.act(json!({"act": "convert_lead", "lead": lead}));
    let path = path_of("Lead", &lead);
    assert_eq!(bench.call("PATCH", &path, &json!({"City": "Oslo"})).status, 204);
    assert_eq!(bench.get(&path).body["City"], "Oslo");
}

#[test]
fn the_header_may_get_past_a_rule_that_blocks() {
    for (passes, status) in [(false, 400), (true, 201)] {
        let mut bench = bench(|quirks| quirks.allow_save_passes_block = passes);
        bench.act(json!({"act": "add_duplicate_rule", "name": "Rule", "object": "Contact",
            "field": "Email", "blocks": true}));
        let twin = json!({"LastName": "A", "Email": "a@b.example"});
        bench.make("Contact", twin.clone());
        let header = ("sforce-duplicate-rule-header".to_owned(), "allowSave=true".to_owned());
        bench.headers.push(header);
        assert_eq!(bench.call("POST", "/sobjects/Contact", &twin).status, status);
    }
}

#[test]
fn a_person_account_may_take_its_name_and_its_contact_changes_of_its_own() {
    let mut bench = persons(|quirks| {
        quirks.person_name_refused = false;
        quirks.person_contact_refused = false;
    });
    let (account, contact) = person(&mut bench);
    let path = path_of("Account", &account);
    let named = bench.call("PATCH", &path, &json!({"Name": "X"}));
    assert_eq!(named.status, 204, "{named:?}");
    let path = path_of("Contact", &contact);
    assert_eq!(bench.call("PATCH", &path, &json!({"Title": "Boss"})).status, 204);
    assert_eq!(bench.get(&path).body["Title"], "Boss");
    assert_eq!(bench.call("DELETE", &path, &Value::Null).status, 403, "it goes with the account");
}

#[test]
fn a_lead_may_need_a_company_where_persons_are_on() {
    let mut bench = persons(|quirks| quirks.lead_without_company = false);
    let refused = bench.refused("POST", "/sobjects/Lead", json!({"LastName": "Berg"}));
    assert_eq!(refused, (400, "REQUIRED_FIELD_MISSING".to_owned(), json!(["Company"])));
}

#[test]
fn some_calls_beyond_the_limit_may_still_be_served() {
    let mut bench = settled(
        |quirks| quirks.soft_overrun = 2,
        |settings| settings.orgs[0].daily_calls = Some(3),
    );
    let statuses = [(); 6].map(|()| bench.get("/sobjects/Account/describe").status);
    assert_eq!(statuses, [200, 200, 200, 200, 200, 403]);
}

#[test]
fn a_field_of_a_bulk_load_may_be_shorter() {
    let mut bench = bench(|quirks| quirks.most_in_cell = 32_000);
    for (letters, state) in [(32_000, "JobComplete"), (32_001, "Failed")] {
        let rows = format!("LastName,Description\nBerg,{}\n", "x".repeat(letters));
        let job = load(&mut bench, contacts("insert"), &rows);
        assert_eq!(job["state"], state, "{letters}");
    }
}
