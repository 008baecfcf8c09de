//! What a person does by hand: links, conflicts, errors, undo, backups.

use serde_json::{Value, json};

use crate::harness::{Linked, text};

/// Accounts in step.
fn in_step(people: u32) -> Linked {
    let linked = Linked::new(people);
    linked.json(0, &["apply"]);
    linked
}

/// The mapping of people in a pair file.
fn of_contacts(pair: &mut Value) -> &mut Value {
    let mut mappings = pair["mappings"].as_array_mut().unwrap().iter_mut();
    mappings.find(|mapping| mapping["id"] == "contacts").unwrap()
}

/// Gives a field another rule, and applies that.
fn rule(linked: &Linked, mapped: &str, rule: &str) {
    let file = linked.home.path().join("pair.json");
    let exported = linked.told(0, &["map", "export"]);
    let mut pair: Value = serde_json::from_str(&exported).unwrap();
    for field in of_contacts(&mut pair)["fields"].as_array_mut().unwrap() {
        if field["id"] == mapped {
            field["rule"] = json!(rule);
        }
    }
    std::fs::write(&file, pair.to_string()).unwrap();
    linked.told(0, &["map", "import", file.to_str().unwrap(), "--save"]);
    linked.json(0, &["apply"]);
}

/// The number that HubSpot has.
fn phone(linked: &Linked, here: &str) -> Value {
    linked.emulated.truth("hubspot", "contacts")[here]["mobilephone"].clone()
}

/// Somebody changes the number in Salesforce, whose word it is.
fn call(linked: &Linked, there: &str, phone: &str) {
    linked.emulated.edit("salesforce", ("Contact", there), json!({ "MobilePhone": phone }));
}

#[test]
fn m7_a_link_is_cut_made_again_and_forbidden() {
    let linked = in_step(12);
    let (here, there) = linked.somebody();
    let kept = phone(&linked, &here);
    linked.json(0, &["record", "unlink", &here]);
    call(&linked, &there, "+47 111");
    linked.json(0, &["sync", "--once"]);
    assert_eq!(phone(&linked, &here), kept, "nothing crosses a cut link");
    let why = linked.json(0, &["record", "why", &there]);
    assert_eq!(why["items"][0]["reason"]["code"], "unlinked_by_person");
    let twice = linked.json(1, &["record", "link", &here, &there]);
    assert_eq!(twice["error"]["code"], "refused", "Salesforce's record comes first: {twice}");
    linked.json(0, &["record", "link", &there, &here]);
    linked.json(0, &["sync", "--once"]);
    call(&linked, &there, "+47 222");
    linked.json(0, &["sync", "--once"]);
    assert_eq!(phone(&linked, &here), json!("+47 222"), "it crosses again");
    linked.json(0, &["record", "never", &there]);
    call(&linked, &there, "+47 333");
    linked.json(0, &["sync", "--once"]);
    assert_eq!(phone(&linked, &here), json!("+47 222"));
    let why = linked.json(0, &["record", "why", &here]);
    assert_eq!(why["items"][0]["reason"]["code"], "never_by_person");
}

#[test]
fn m7_a_partner_is_swapped_by_hand() {
    let linked = in_step(12);
    let (here, there) = linked.somebody();
    let fields = json!({ "LastName": "Swapped" });
    let act = json!({ "act": "create", "object": "Contact", "fields": fields });
    let other = linked.emulated.act("salesforce", act)["id"].as_str().unwrap().to_owned();
    linked.json(0, &["sync", "--once"]);
    let refused = linked.json(1, &["record", "link", &other, &here]);
    assert_eq!(refused["error"]["code"], "refused", "{refused}");
    linked.json(0, &["record", "unlink", &here]);
    linked.json(0, &["record", "link", &other, &here]);
    linked.json(0, &["sync", "--once"]);
    let why = linked.json(0, &["record", "why", &here]);
    assert_eq!(why["items"][0]["records"]["salesforce"]["id"], json!(other));
    let left = linked.json(0, &["record", "why", &there]);
    assert_eq!(left["items"][0]["state"], "unlinked", "{left}");
    call(&linked, &other, "+47 444");
    call(&linked, &there, "+47 555");
    linked.json(0, &["sync", "--once"]);
    assert_eq!(phone(&linked, &here), json!("+47 444"));
}

#[test]
fn m7_a_partner_is_ordered_where_none_would_be_made() {
    let linked = in_step(10);
    let file = linked.home.path().join("pair.json");
    let path = file.to_str().unwrap();
    let mut pair: Value = serde_json::from_str(&linked.told(0, &["map", "export"])).unwrap();
    of_contacts(&mut pair)["create"]["salesforce"] = json!("nothing");
    std::fs::write(&file, pair.to_string()).unwrap();
    linked.told(0, &["map", "import", path, "--save"]);
    let act = json!({ "act": "create", "object": "contacts",
                      "fields": { "email": "ordered@example.no", "lastname": "Ordered",
                                  "company": "Fjord" } });
    linked.emulated.act("hubspot", act);
    linked.json(0, &["sync", "--once"]);
    let why = linked.json(0, &["record", "why", "ordered@example.no"]);
    assert_eq!(why["items"][0]["reason"]["code"], "create_off");
    let wrong = linked.json(1, &["record", "create", "ordered@example.no", "--as", "Account"]);
    assert!(wrong["error"]["message"].as_str().unwrap().contains("Contact, Lead"), "{wrong}");
    linked.json(0, &["record", "create", "ordered@example.no", "--as", "Lead"]);
    linked.json(0, &["sync", "--once"]);
    let leads = linked.emulated.truth("salesforce", "Lead");
    assert!(leads.values().any(|lead| lead["Email"] == "ordered@example.no"), "{leads:?}");
    let again = linked.json(1, &["record", "create", "ordered@example.no"]);
    assert_eq!(again["error"]["code"], "refused", "{again}");
}

#[test]
fn p10_a_person_is_forgotten_once_somebody_has_seen_what_goes_and_said_so() {
    let linked = in_step(10);
    let (here, there) = linked.somebody();
    let shown = linked.told(0, &["record", "erase", &here, "--dry-run"]);
    for told in [&here, &there, "the records themselves stay as they are", "backups"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    let seen = linked.json(0, &["record", "erase", &here, "--dry-run"]);
    assert_eq!(seen["records"].as_array().unwrap().len(), 2, "{seen}");
    assert!(seen["backups"].as_u64().unwrap() > 0 && seen["writes"].as_u64().unwrap() > 0);
    let unsaid = linked.json(2, &["record", "erase", &here]);
    assert!(unsaid["error"]["remedy"].as_str().unwrap().contains("--yes"), "{unsaid}");
    linked.run(&["record", "erase", &here, "--no-input"]);
    let why = linked.json(0, &["record", "why", &here]);
    assert_eq!(why["items"][0]["state"], "in_sync", "nothing went: {why}");
    let forgotten = linked.json(0, &["record", "erase", &here, "--yes"]);
    assert_eq!(forgotten["links"], 1, "{forgotten}");
    let why = linked.json(0, &["record", "why", &here]);
    assert_eq!(why["items"][0]["reason"]["code"], "erased", "{why}");
    call(&linked, &there, "+47 999");
    linked.json(0, &["sync", "--once"]);
    assert_ne!(phone(&linked, &here), json!("+47 999"), "nothing of them crosses again");
}

#[test]
fn m12_a_run_and_a_record_are_put_back() {
    let linked = in_step(12);
    let (here, there) = linked.somebody();
    let kept = phone(&linked, &here);
    call(&linked, &there, "+47 111");
    let run = linked.json(0, &["sync", "--once"])["run"].to_string();
    assert_eq!(phone(&linked, &here), json!("+47 111"));
    let undone = linked.json(0, &["undo", &run]);
    assert_eq!(undone["kept"], json!([]), "{undone}");
    assert_eq!(phone(&linked, &here), kept);
    let why = linked.json(0, &["record", "why", &here]);
    assert_eq!(why["items"][0]["state"], "put_back");
    call(&linked, &there, "+47 222");
    linked.json(0, &["sync", "--once"]);
    assert_eq!(phone(&linked, &here), json!("+47 222"));
    linked.json(0, &["undo", &here]);
    assert_ne!(phone(&linked, &here), json!("+47 222"));
    let unknown = linked.json(1, &["undo", "nobody@example.no"]);
    assert_eq!(unknown["error"]["code"], "no_such");
    let shown = linked.json(0, &["runs", "show", &run]);
    assert!(shown["writes"][0]["undone_by"].is_number(), "{shown}");
}

#[test]
fn p2_a_sweep_reads_everything_and_writes_nothing_that_is_not_due() {
    let linked = in_step(12);
    let asked = || linked.emulated.control("GET", "log?since=0", &Value::Null).to_string();
    let before = asked().matches("search").count();
    let swept = linked.json(0, &["sweep"]);
    assert!(asked().matches("search").count() > before + 1, "everything is read again");
    assert_eq!(swept["counts"]["written"], json!({ "salesforce": 0, "hubspot": 0 }));
    let runs = linked.json(0, &["runs", "list"]);
    assert_eq!(runs["items"][0]["kind"], "sweep");
}

#[test]
fn m4_a_conflict_is_decided() {
    let linked = in_step(12);
    let (here, there) = linked.somebody();
    rule(&linked, "mobilephone", "ask");
    call(&linked, &there, "+47 111");
    let edit = json!({ "mobilephone": "+47 999" });
    linked.emulated.edit("hubspot", ("contacts", &here), edit);
    linked.json(0, &["sync", "--once"]);
    let asked = linked.json(0, &["conflicts", "list"]);
    let asked = asked["items"].as_array().unwrap();
    let asked = asked.iter().find(|it| it["records"]["hubspot"]["id"] == json!(here)).unwrap();
    let number = asked["id"].to_string();
    linked.json(0, &["conflicts", "decide", &number, "--keep", "salesforce"]);
    linked.json(0, &["sync", "--once"]);
    assert_eq!(phone(&linked, &here), json!("+47 111"));
    call(&linked, &there, "+47 222");
    let edit = json!({ "mobilephone": "+47 888" });
    linked.emulated.edit("hubspot", ("contacts", &here), edit);
    linked.json(0, &["sync", "--once"]);
    let asked = linked.json(0, &["conflicts", "list"]);
    let asked = asked["items"].as_array().unwrap();
    let asked = asked.iter().find(|it| it["records"]["hubspot"]["id"] == json!(here)).unwrap();
    let number = asked["id"].to_string();
    let long = "1".repeat(200);
    let refused = linked.json(1, &["conflicts", "decide", &number, "--value", &long]);
    assert_eq!(refused["error"]["code"], "value_unfit", "{refused}");
    linked.json(0, &["conflicts", "decide", &number, "--value", "+47 333"]);
    linked.json(0, &["sync", "--once"]);
    assert_eq!(phone(&linked, &here), json!("+47 333"));
    linked.told(2, &["conflicts", "decide", &number, "--keep", "hubspot", "--value", "1"]);
    let unknown = linked.json(1, &["conflicts", "decide", "4000", "--keep", "hubspot"]);
    assert_eq!(unknown["error"]["code"], "no_such", "{unknown}");
}

#[test]
fn p8_errors_are_listed_exported_and_tried_again() {
    let linked = in_step(12);
    let (here, there) = linked.somebody();
    let check = json!({ "act": "add_validation_rule", "object": "Contact",
                       "condition": "FirstName = '666'", "message": "=No such name",
                       "field": "FirstName" });
    linked.emulated.act("salesforce", check);
    let call = |name: &str| {
        linked.emulated.edit("hubspot", ("contacts", &here), json!({ "firstname": name }));
    };
    rule(&linked, "firstname", "two_way");
    call("666");
    assert_eq!(linked.json(5, &["sync", "--once"])["result"], "some_failed");
    let groups = linked.json(0, &["errors", "list"]);
    let group = groups["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|group| group["provider_text"].as_str().unwrap().contains("No such name"))
        .expect("a group")["group"]
        .as_str()
        .unwrap()
        .to_owned();
    let sheet = linked.told(0, &["errors", "export"]);
    assert!(sheet.starts_with("id,group,side,"), "{sheet}");
    let row = sheet.lines().find(|row| row.contains(&there)).expect("a row");
    let cells = format!(",{there},{here},FirstName,\"\"\"666\"\"\",'=No such name,1,");
    assert!(row.contains(&cells), "no formula runs: {row}");
    let wrong = linked.json(1, &["errors", "retry", "no_such_group/salesforce"]);
    assert_eq!(wrong["error"]["code"], "no_such");
    assert_eq!(linked.json(0, &["errors", "retry", &group])["marked"], 1);
    linked.json(5, &["sync", "--once"]);
    call("777");
    linked.json(0, &["sync", "--once"]);
    let record = &linked.emulated.truth("salesforce", "Contact")[&there];
    assert_eq!(record["FirstName"], json!("777"));
    assert!(!linked.told(0, &["errors", "export"]).contains("No such name"));
}

#[test]
fn a_backup_brings_back_what_was_decided_before_it() {
    let linked = in_step(10);
    let (here, _) = linked.somebody();
    let made = linked.json(0, &["backup", "create"]);
    let file = made["path"].as_str().unwrap().to_owned();
    let listed = linked.json(0, &["backup", "list"]);
    assert!(listed["items"].as_array().unwrap().iter().any(|it| it["path"] == json!(file)));
    linked.json(0, &["record", "never", &here]);
    linked.json(0, &["backup", "restore", &file]);
    let why = linked.json(0, &["record", "why", &here]);
    assert_eq!(why["items"][0]["state"], "in_sync", "{why}");
    linked.json(0, &["sync", "--once"]);
    let unsound = linked.home.path().join("unsound.db");
    std::fs::write(&unsound, "no database").unwrap();
    linked.json(1, &["backup", "restore", unsound.to_str().unwrap()]);
    let why = linked.json(0, &["record", "why", &here]);
    assert_eq!(why["items"][0]["state"], "in_sync", "what was there stays");
}

#[test]
fn a_mapping_is_exported_checked_compared_and_taken_in() {
    let linked = Linked::new(10);
    let file = linked.home.path().join("pair.json");
    let path = file.to_str().unwrap();
    let exported = linked.told(0, &["map", "export"]);
    std::fs::write(&file, &exported).unwrap();
    assert_eq!(linked.told(0, &["map", "validate", path]).trim(), "it fits");
    assert_eq!(linked.told(0, &["map", "diff", path]).trim(), "nothing differs");
    let suggested: Value = serde_json::from_str(&linked.told(0, &["map", "suggest"])).unwrap();
    assert_eq!(
        suggested["mappings"],
        serde_json::from_str::<Value>(&exported).unwrap()["mappings"]
    );
    let scoped = |filter: &str| {
        let mut file: Value = serde_json::from_str(&exported).unwrap();
        let mappings = file["mappings"].as_array_mut().unwrap();
        let people = mappings.iter_mut().find(|it| it["id"] == "contacts").unwrap();
        people["in_scope"] = Value::from(filter);
        file.to_string()
    };
    std::fs::write(&file, scoped("lifecyclestage != \"subscriber\"")).unwrap();
    let checked = linked.json(0, &["map", "validate", path]);
    assert_eq!(checked["flaws"], serde_json::json!([]));
    assert_eq!(checked["scopes"][0]["mapping"], "contacts", "{checked}");
    std::fs::write(&file, scoped("lifecyclestag != 1")).unwrap();
    let checked = linked.json(1, &["map", "validate", path]);
    assert_eq!(checked["flaws"][0]["code"]["why"]["name"], "lifecyclestag", "{checked}");
    let wrong = exported.replace("\"MobilePhone\"", "\"NoSuchField__c\"");
    assert_ne!(wrong, exported);
    std::fs::write(&file, wrong).unwrap();
    let flaws = linked.json(1, &["map", "validate", path]);
    assert!(flaws.to_string().contains("NoSuchField__c"), "{flaws}");
    let refused = linked.json(1, &["map", "import", path, "--save"]);
    assert_eq!(refused["error"]["code"], "mapping_flawed");
    assert_eq!(linked.told(0, &["map", "export"]), exported, "nothing was kept");
    std::fs::write(&file, "{").unwrap();
    assert_eq!(linked.json(1, &["map", "diff", path])["error"]["code"], "bad_file");
}

#[test]
fn a_mapping_is_tried_on_what_is_recorded_before_it_is_taken_in() {
    let linked = in_step(10);
    let file = linked.home.path().join("pair.json");
    let path = file.to_str().unwrap();
    let exported = linked.told(0, &["map", "export"]);
    std::fs::write(&file, &exported).unwrap();
    let same = linked.json(0, &["map", "diff", path, "--what-if"]);
    assert_eq!(same["what_if"]["found"]["differing"], 0, "{same}");
    let mut narrow: Value = serde_json::from_str(&exported).unwrap();
    let people = narrow["mappings"].as_array_mut().unwrap();
    let people = people.iter_mut().find(|it| it["id"] == "contacts").unwrap();
    people["in_scope"] = Value::from("email == \"nobody@example.no\"");
    std::fs::write(&file, narrow.to_string()).unwrap();
    let tried = linked.json(0, &["map", "diff", path, "--what-if"]);
    let held = tried["what_if"]["found"]["changes"].as_array().unwrap();
    let held = held.iter().find(|it| it["what"]["kind"] == "hold").unwrap();
    assert!(held["only_then"].as_u64().unwrap() > 3, "{tried}");
    assert!(linked.told(0, &["map", "diff", path, "--what-if"]).contains("take no part"));
    assert_eq!(linked.told(0, &["map", "export"]), exported, "nothing was kept");
}

#[test]
fn the_state_is_looked_at_and_taken_over() {
    let linked = in_step(10);
    let taken = linked.json(0, &["pair", "take-over"]);
    assert_eq!(taken["pair"], 1);
    linked.json(0, &["sync", "--once"]);
    let health = linked.json(0, &["doctor"]);
    assert_eq!(health["trouble"], Value::Null);
    assert_eq!(health["accounts"].as_array().unwrap().len(), 2);
    assert_eq!(health["accounts"][0]["development"], true);
    std::fs::write(linked.home.path().join("db/state.db"), vec![7_u8; 8_192]).unwrap();
    let sick = linked.run(&["doctor"]);
    assert_eq!(sick.status.code(), Some(1), "{sick:?}");
    assert!(text(&sick.stdout).contains("trouble"), "{sick:?}");
}
