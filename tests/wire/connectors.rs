//! The connectors on the emulator's wire: what is written is read back, what people change is
//! found, and every exchange conforms.

use std::collections::BTreeMap;
use std::sync::Arc;

use crosswalk_app::emulated::EmulatorWire;
use crosswalk_connectors::hubspot::{HubSpotConnector, HubSpotHabits};
use crosswalk_connectors::line::{Jitter, Line, Sent};
use crosswalk_connectors::salesforce::{SalesforceConnector, SalesforceHabits};
use crosswalk_connectors::sign_in::StaticToken;
use crosswalk_desktop::gate::OpenGate;
use crosswalk_desktop::wire;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::log::LogDepth;
use crosswalk_emulator::{Clock, Emulator, Settings};
use crosswalk_model::connector::{Cursor, PullAsk, PullPage, WriteBatch, WriteKind, WriteRow};
use crosswalk_model::connector::{EnsuredField, RowOutcome, Written};
use crosswalk_model::errors::RowError;
use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::FieldToMake;
use crosswalk_model::{
    ConnectionId, Connector, Content, FieldName, OutboxId, Reading, Record, RecordRef, Value,
};
use jiff::SignedDuration;
use secrecy::SecretString;
use serde_json::{Value as Json, json};

const COMPANY: &str = "association:companies:primary";
const CONTACTS: &str = "association:contacts";
const ROLES: &str = "association:OpportunityContactRole";

/// One vendor with its connector.
struct Side {
    emulator: Emulator,
    vendor: Vendor,
    account: String,
    connector: Box<dyn Connector>,
}

impl Side {
    fn of(vendor: Vendor) -> Side {
        let start = "2026-11-23T08:00:00Z".parse().unwrap();
        let settings = Settings { log: LogDepth::Bodies, ..Settings::default() };
        let emulator = Emulator::new(settings, Clock::manual(start));
        let account = emulator.accounts(vendor).remove(0);
        let facts = emulator.grant(vendor, &account).unwrap();
        let base = format!("https://{}/", facts.host).parse().unwrap();
        let token = facts.service_key.or(facts.access_token).unwrap();
        let habits: Arc<dyn crosswalk_connectors::line::Habits> = match vendor {
            Vendor::HubSpot => Arc::new(HubSpotHabits),
            Vendor::Salesforce => Arc::new(SalesforceHabits),
        };
        let line = Line {
            connection: ConnectionId(1),
            wire: Arc::new(EmulatorWire::new(emulator.clone())),
            gate: Arc::new(OpenGate),
            tokens: Arc::new(StaticToken::new(SecretString::from(token), base)),
            habits,
            jitter: Jitter::seeded(1),
            sent: Sent::default(),
        };
        let connector: Box<dyn Connector> = match vendor {
            Vendor::HubSpot => Box::new(HubSpotConnector::new(line)),
            Vendor::Salesforce => Box::new(SalesforceConnector::new(Arc::new(line))),
        };
        Side { emulator, vendor, account, connector }
    }

    fn put(&self, object: &str, fields: Json) -> String {
        let Json::Object(fields) = fields else { panic!("fields are an object") };
        self.emulator.put(self.vendor, &self.account, object, fields)
    }

    /// A person's act, some minutes later: past the overlap of a pull.
    fn act(&self, mut act: Json) -> Json {
        self.later();
        act["account"] = json!(self.account);
        self.emulator.act(self.vendor, act).unwrap()
    }

    fn later(&self) {
        self.emulator.clock().advance(SignedDuration::from_mins(11));
    }

    /// What changed since the cursor, and the next one.
    async fn pull(&self, object: &str, fields: &[&str], cursor: Option<Cursor>) -> PullPage {
        let fields = fields.iter().map(|name| FieldName::from(*name)).collect();
        let ask = PullAsk { object: object.into(), fields, cursor, purpose: Purpose::Sync };
        let page = self.connector.pull(&[ask]).await.unwrap().remove(0);
        assert!(!page.more);
        page
    }

    async fn write(
        &self,
        object: &str,
        rows: Vec<(&str, &str, Content)>,
    ) -> BTreeMap<String, Result<Written, RowError>> {
        let row = |(at, (id, field, value)): (i64, (&str, &str, Content))| WriteRow {
            key: OutboxId(at),
            id: Some(id.into()),
            id_value: None,
            fields: [(FieldName::from(field), value)].into(),
            assign_owner: false,
            through: None,
            blank_first: std::collections::BTreeSet::new(),
        };
        let ids: Vec<String> = rows.iter().map(|(id, ..)| (*id).to_owned()).collect();
        let batch = WriteBatch {
            object: object.into(),
            kind: WriteKind::Update,
            rows: (0..).zip(rows).map(row).collect(),
            purpose: Purpose::Sync,
            read_back: [].into(),
        };
        let outcomes = self.connector.write(&batch).await.unwrap();
        let told = outcomes.into_iter().map(|RowOutcome { result, .. }| result);
        ids.into_iter().zip(told).collect()
    }

    fn expect_conforming(&self) {
        let complaints = self.emulator.log(wire::check);
        let told: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }

    /// How many exchanges there were.
    fn exchanges(&self) -> u64 {
        self.emulator.log(crosswalk_emulator::log::Log::last)
    }
}

fn reference(object: &str, id: &str) -> Content {
    Content::Value(Value::Reference(RecordRef::new(object, id)))
}

fn references(object: &str, ids: &[&str]) -> Content {
    let all = ids.iter().map(|id| RecordRef::new(object, *id));
    Content::Value(Value::References(all.collect()))
}

fn of<'a>(page: &'a PullPage, id: &str) -> &'a Record {
    let found = page.records.iter().find(|record| record.at.id.as_str() == id);
    found.unwrap_or_else(|| panic!("{id} is not in {page:?}"))
}

fn reads(page: &PullPage, id: &str, field: &str) -> Option<Content> {
    of(page, id).reading(&field.into()).known()
}

#[tokio::test]
async fn m10_a_contacts_company_is_written_read_and_found_when_people_change_it() {
    let side = Side::of(Vendor::HubSpot);
    let ann = side.put("contacts", json!({ "email": "ann@example.no" }));
    let [one, two] = ["One", "Two"].map(|name| side.put("companies", json!({ "name": name })));
    let start = side.pull("contacts", &["email", COMPANY], None).await;
    assert_eq!(reads(&start, &ann, COMPANY), Some(Content::Blank));
    side.later();
    for company in [&one, &two] {
        let written =
            side.write("contacts", vec![(&ann, COMPANY, reference("companies", company))]).await;
        let stored = written[&ann].as_ref().unwrap().stored.clone().unwrap();
        assert_eq!(stored.fields[COMPANY], reference("companies", company));
    }
    let page = side.pull("contacts", &["email", COMPANY], Some(start.cursor)).await;
    assert_eq!(reads(&page, &ann, COMPANY), Some(reference("companies", &two)));
    let former = json!({ "act": "dissociate", "object": "contacts", "id": ann, "to": "companies",
                         "other": one });
    side.act(former);
    let page = side.pull("contacts", &["email", COMPANY], Some(page.cursor)).await;
    assert_eq!(
        reads(&page, &ann, COMPANY),
        Some(reference("companies", &two)),
        "the former stayed"
    );
    side.write("contacts", vec![(&ann, COMPANY, Content::Blank)]).await;
    side.later();
    let page = side.pull("contacts", &["email", COMPANY], Some(page.cursor)).await;
    assert_eq!(reads(&page, &ann, COMPANY), Some(Content::Blank));
    side.act(json!({ "act": "associate", "object": "contacts", "id": ann, "to": "companies",
                     "other": one, "type": 1 }));
    side.act(json!({ "act": "archive", "object": "companies", "id": one }));
    let page = side.pull("contacts", &["email", COMPANY], Some(page.cursor)).await;
    assert_eq!(reads(&page, &ann, COMPANY), Some(Content::Blank), "its company is gone");
    side.expect_conforming();
}

#[tokio::test]
async fn m10_a_deals_company_and_contacts_are_written_and_read() {
    let side = Side::of(Vendor::HubSpot);
    let fields = ["dealname", COMPANY, CONTACTS];
    let deal = side.put("deals", json!({ "dealname": "Big" }));
    let company = side.put("companies", json!({ "name": "One" }));
    let [ann, bob, eve] = ["ann", "bob", "eve"]
        .map(|name| side.put("contacts", json!({ "email": format!("{name}@example.no") })));
    let start = side.pull("deals", &fields, None).await;
    assert_eq!(reads(&start, &deal, CONTACTS), Some(Content::Blank));
    side.later();
    let people = |ids: &[&str]| references("contacts", ids);
    side.write("deals", vec![(&deal, COMPANY, reference("companies", &company))]).await;
    side.write("deals", vec![(&deal, CONTACTS, people(&[&ann, &bob]))]).await;
    let written = side.write("deals", vec![(&deal, CONTACTS, people(&[&bob, &eve]))]).await;
    let stored = written[&deal].as_ref().unwrap().stored.clone().unwrap();
    assert_eq!(stored.fields[CONTACTS], people(&[&bob, &eve]));
    let page = side.pull("deals", &fields, Some(start.cursor)).await;
    assert_eq!(reads(&page, &deal, CONTACTS), Some(people(&[&bob, &eve])));
    assert_eq!(reads(&page, &deal, COMPANY), Some(reference("companies", &company)));
    // A pull past the overlap reads the last change once more; the one after it is quiet.
    side.later();
    let page = side.pull("deals", &fields, Some(page.cursor)).await;
    let before = side.exchanges();
    side.later();
    let quiet = side.pull("deals", &fields, Some(page.cursor)).await;
    assert_eq!(quiet.records, []);
    assert_eq!(side.exchanges() - before, 1, "an empty page asks for no associations");
    side.expect_conforming();
}

#[tokio::test]
async fn m10_a_contact_that_is_gone_is_refused_and_the_others_are_associated() {
    let side = Side::of(Vendor::HubSpot);
    let [big, small] = ["Big", "Small"].map(|name| side.put("deals", json!({ "dealname": name })));
    let ann = side.put("contacts", json!({ "email": "ann@example.no" }));
    let rows = vec![
        (big.as_str(), CONTACTS, references("contacts", &[&ann, "999999999"])),
        (small.as_str(), CONTACTS, references("contacts", &[&ann])),
    ];
    let written = side.write("deals", rows).await;
    let refused = &written[&big].as_ref().unwrap().refused;
    assert_eq!(refused[0].field, FieldName::from(CONTACTS));
    assert!(refused[0].words.message.contains("999999999"), "{refused:?}");
    assert_eq!(written[&small].as_ref().unwrap().refused, []);
    let page = side.pull("deals", &[CONTACTS], None).await;
    assert_eq!(reads(&page, &small, CONTACTS), Some(references("contacts", &[&ann])));
    side.expect_conforming();
}

#[tokio::test]
async fn labels_are_put_on_and_taken_off_and_one_that_is_not_there_is_refused_alone() {
    let side = Side::of(Vendor::HubSpot);
    let deal = side.put("deals", json!({ "dealname": "Big" }));
    let ann = side.put("contacts", json!({ "email": "ann@example.no" }));
    let act = json!({ "act": "add_label", "object": "deals", "to": "contacts", "text": "Payer" });
    let pays = format!("association:contacts:label:{}", side.act(act)["label"]);
    let schema = side.connector.describe(&"deals".into()).await.unwrap();
    assert_eq!(schema.fields[pays.as_str()].label, "Contacts labelled “Payer”");
    let people = |ids: &[&str]| references("contacts", ids);
    side.write("deals", vec![(&deal, &pays, people(&[&ann]))]).await;
    let fields = [CONTACTS, &pays];
    let page = side.pull("deals", &fields, None).await;
    assert_eq!(reads(&page, &deal, &pays), Some(people(&[&ann])));
    assert_eq!(reads(&page, &deal, CONTACTS), Some(people(&[&ann])), "it came along");
    side.write("deals", vec![(&deal, &pays, Content::Blank)]).await;
    let page = side.pull("deals", &fields, None).await;
    assert_eq!(reads(&page, &deal, &pays), Some(Content::Blank));
    assert_eq!(reads(&page, &deal, CONTACTS), Some(people(&[&ann])), "it stays");
    let unknown = "association:contacts:label:77";
    let written = side.write("deals", vec![(&deal, unknown, people(&[&ann]))]).await;
    let refused = &written[&deal].as_ref().unwrap().refused;
    assert_eq!((refused.len(), refused[0].field.as_str()), (1, unknown));
    side.expect_conforming();
}

#[tokio::test]
async fn labels_of_roles_change_the_rows_that_are_there() {
    let side = Side::of(Vendor::Salesforce);
    let (deal, [ann, bob, _]) = org(&side);
    let role = json!({ "OpportunityId": deal, "ContactId": ann, "IsPrimary": true });
    side.act(json!({ "act": "create", "object": "OpportunityContactRole", "fields": role }));
    let [decides, judges] = ["Decision Maker", "Evaluator"].map(|role| format!("{ROLES}:{role}"));
    let people = |ids: &[&str]| references("Contact", ids);
    side.write("Opportunity", vec![(&deal, &decides, people(&[&ann, &bob]))]).await;
    let kept = roles(&side);
    assert_eq!(kept[&ann], (json!("Decision Maker"), json!(true)), "the row was there");
    assert_eq!((kept.len(), &kept[&bob].0), (2, &json!("Decision Maker")));
    side.write("Opportunity", vec![(&deal, &decides, people(&[&ann]))]).await;
    let fields = [ROLES, &decides, &judges];
    let page = side.pull("Opportunity", &fields, None).await;
    assert_eq!(reads(&page, &deal, ROLES), Some(people(&[&ann, &bob])));
    assert_eq!(reads(&page, &deal, &decides), Some(people(&[&ann])));
    assert_eq!(reads(&page, &deal, &judges), Some(Content::Blank));
    side.expect_conforming();
}

/// An opportunity, and contacts with nobody on it.
fn org(side: &Side) -> (String, [String; 3]) {
    let fields = json!({ "Name": "Big", "StageName": "Prospecting", "CloseDate": "2026-12-24" });
    let deal = side.put("Opportunity", fields);
    let people = ["Ann", "Bob", "Eve"].map(|name| side.put("Contact", json!({ "LastName": name })));
    (deal, people)
}

#[tokio::test]
async fn m10_roles_are_written_read_and_found_though_the_opportunitys_stamp_stands() {
    let side = Side::of(Vendor::Salesforce);
    let (deal, [ann, bob, eve]) = org(&side);
    let fields = ["Name", ROLES];
    let people = |ids: &[&str]| references("Contact", ids);
    let start = side.pull("Opportunity", &fields, None).await;
    assert_eq!(reads(&start, &deal, ROLES), Some(Content::Blank));
    let role = json!({ "OpportunityId": deal, "ContactId": ann, "Role": "Decision Maker",
                       "IsPrimary": true });
    side.act(json!({ "act": "create", "object": "OpportunityContactRole", "fields": role }));
    let page = side.pull("Opportunity", &fields, Some(start.cursor.clone())).await;
    assert_eq!(reads(&page, &deal, ROLES), Some(people(&[&ann])), "a role was added");
    assert!(of(&page, &deal).modified > of(&start, &deal).modified, "who touched it, and when");
    let written =
        side.write("Opportunity", vec![(&deal, ROLES, people(&[&ann, &bob, &eve]))]).await;
    assert_eq!(written[&deal].as_ref().unwrap().refused, []);
    side.later();
    let page = side.pull("Opportunity", &fields, Some(page.cursor)).await;
    assert_eq!(reads(&page, &deal, ROLES), Some(people(&[&ann, &bob, &eve])));
    side.write("Opportunity", vec![(&deal, ROLES, people(&[&ann, &eve]))]).await;
    let kept = roles(&side);
    assert_eq!(kept[&ann], (json!("Decision Maker"), json!(true)), "the others' role stays");
    assert_eq!(kept.len(), 2);
    side.act(json!({ "act": "delete", "id": role_of(&side, &eve) }));
    let page = side.pull("Opportunity", &fields, Some(page.cursor)).await;
    assert_eq!(reads(&page, &deal, ROLES), Some(people(&[&ann])), "a role was deleted");
    // A pull past the overlap reads the last change once more; the one after it is quiet.
    side.later();
    let page = side.pull("Opportunity", &fields, Some(page.cursor)).await;
    let before = side.exchanges();
    side.later();
    let quiet = side.pull("Opportunity", &fields, Some(page.cursor)).await;
    assert_eq!(quiet.records, []);
    assert_eq!(side.exchanges() - before, 1, "a quiet pull is one call");
    side.expect_conforming();
}

fn truth(side: &Side) -> Json {
    side.emulator.dump(side.vendor, &side.account)["truth"]["OpportunityContactRole"].clone()
}

/// By contact: the role's name and whether it is the primary one.
fn roles(side: &Side) -> BTreeMap<String, (Json, Json)> {
    let truth = truth(side);
    let rows = truth.as_object().unwrap().values();
    let text = |row: &Json| row["ContactId"].as_str().unwrap().to_owned();
    rows.map(|row| (text(row), (row["Role"].clone(), row["IsPrimary"].clone()))).collect()
}

fn role_of(side: &Side, contact: &str) -> String {
    let truth = truth(side);
    let mut rows = truth.as_object().unwrap().iter();
    rows.find(|(_, row)| row["ContactId"] == contact).unwrap().0.clone()
}

#[tokio::test]
async fn m10_a_locked_opportunity_takes_its_roles_later() {
    let side = Side::of(Vendor::Salesforce);
    let (deal, [ann, ..]) = org(&side);
    side.act(json!({ "act": "lock", "ids": [deal] }));
    let wanted = references("Contact", &[&ann]);
    let written = side.write("Opportunity", vec![(&deal, ROLES, wanted.clone())]).await;
    assert!(matches!(&written[&deal], Err(RowError::Busy(_))), "{written:?}");
    side.act(json!({ "act": "unlock", "ids": [deal] }));
    let written = side.write("Opportunity", vec![(&deal, ROLES, wanted.clone())]).await;
    assert!(written[&deal].is_ok());
    let page = side.pull("Opportunity", &[ROLES], None).await;
    assert_eq!(of(&page, &deal).reading(&ROLES.into()), Reading::from(Some(&wanted)));
}

#[tokio::test]
async fn h68_a_lead_gets_its_owner_by_the_vendors_rules_only_when_they_are_let() {
    let side = Side::of(Vendor::Salesforce);
    let user = side.put(
        "User",
        json!({ "LastName": "Sales", "IsActive": true,
        "UserType": "Standard", "Username": "sales@acme.example" }),
    );
    side.act(json!({ "act": "set_lead_assignment", "owner": user }));
    let field = FieldToMake {
        object: "Lead".into(),
        name: "Crosswalk_Id__c".into(),
        label: "HubSpot id".to_owned(),
        description: "installation 1".to_owned(),
        max_chars: 18,
        upsert_key: true,
        options: Vec::new(),
    };
    assert_eq!(side.connector.ensure_field(&field).await.unwrap(), EnsuredField::Made);
    for (key, assign_owner) in [("41", true), ("42", false)] {
        let fields = [("LastName", "Ann"), ("Company", "Acme")];
        let row = WriteRow {
            key: OutboxId(1),
            id: None,
            id_value: Some(key.to_owned()),
            fields: fields.map(|(name, text)| (name.into(), Content::text(text))).into(),
            assign_owner,
            through: None,
            blank_first: std::collections::BTreeSet::new(),
        };
        let batch = WriteBatch {
            object: "Lead".into(),
            kind: WriteKind::Upsert { id_field: field.name.clone() },
            rows: vec![row],
            purpose: Purpose::Sync,
            read_back: [].into(),
        };
        let outcome = side.connector.write(&batch).await.unwrap().remove(0).result.unwrap();
        let read = side.pull("Lead", &["OwnerId"], None).await;
        let owner = reads(&read, outcome.id.as_str(), "OwnerId").unwrap();
        assert_eq!(owner == reference("User", &user), assign_owner);
        let stored = outcome.stored.map(|stored| stored.fields["OwnerId"].clone());
        assert_eq!(stored, assign_owner.then_some(owner));
    }
    side.expect_conforming();
}
