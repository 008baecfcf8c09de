use crosswalk_model::connector::{WriteRow, Written};
use crosswalk_model::errors::RowError;
use crosswalk_model::gate::Purpose;
use crosswalk_model::wire::WireError;
use crosswalk_model::{Connector, RecordRef};

use super::*;
use crate::hubspot::tests::{Bench, bench, names};

const COMPANY: &str = "association:companies:primary";
const CONTACTS: &str = "association:contacts";

fn company(id: &str) -> Content {
    Content::Value(Value::Reference(RecordRef::new("companies", id)))
}

fn people(ids: &[&str]) -> Content {
    let all = ids.iter().map(|id| RecordRef::new("contacts", *id));
    Content::Value(Value::References(all.collect()))
}

fn row(key: i64, fields: &[(&str, Content)]) -> WriteRow {
    WriteRow {
        key: OutboxId(key),
        id: Some(RecordId::from(key.to_string())),
        id_value: None,
        fields: fields.iter().map(|(name, to)| (FieldName::from(*name), to.clone())).collect(),
        assign_owner: false,
        through: None,
        blank_first: std::collections::BTreeSet::new(),
    }
}

fn batch(object: &str, rows: Vec<WriteRow>) -> WriteBatch {
    let (object, kind) = (ObjectName::from(object), WriteKind::Update);
    WriteBatch { object, kind, rows, purpose: Purpose::Sync, read_back: names(&[]) }
}

async fn write(bench: &Bench, batch: &WriteBatch) -> BTreeMap<i64, Result<Written, RowError>> {
    let outcomes = bench.hubspot.write(batch).await.unwrap();
    outcomes.into_iter().map(|outcome| (outcome.key.0, outcome.result)).collect()
}

fn link(from: u64, to: u64, labels: &[&str]) -> Json {
    json!({ "fromObjectTypeId": "0-1", "fromObjectId": from, "toObjectTypeId": "0-2",
            "toObjectId": to, "labels": labels })
}

/// What a batch read says of one record: the ends, the primary one first.
fn ends(from: &str, primary: Option<u64>, others: &[u64]) -> Json {
    let end = |id: u64, kinds: &[(u32, Option<&str>)]| {
        let kinds: Vec<Json> = kinds
            .iter()
            .map(|(id, label)| json!({ "category": "HUBSPOT_DEFINED", "typeId": id, "label": label }))
            .collect();
        json!({ "toObjectId": id, "associationTypes": kinds })
    };
    let primary = primary.map(|id| end(id, &[(279, None), (1, Some("Primary"))]));
    let others = others.iter().map(|id| end(*id, &[(279, None)]));
    json!({ "from": { "id": from }, "to": primary.into_iter().chain(others).collect::<Vec<_>>() })
}

/// Deals have labels and pipelines, which come with their properties.
fn described_deals(bench: &Bench) {
    let none = json!({ "results": [] });
    bench.wire.answer(200, none.clone()).answer(200, none);
}

fn stored(outcome: &Result<Written, RowError>, field: &str) -> Option<Content> {
    outcome.as_ref().unwrap().stored.as_ref().unwrap().fields.get(field).cloned()
}

#[tokio::test]
async fn m10_primary_companies_are_set_in_one_call_after_the_records() {
    let bench = bench();
    let updated = json!({ "id": "1", "properties": { "firstname": "Ann" } });
    bench
        .wire
        .answer(200, json!({ "results": [updated] }))
        .answer(201, json!({ "results": [link(1, 70, &["Primary"]), link(2, 71, &["Primary"])] }));
    let name = ("firstname", Content::text("Ann"));
    let rows = vec![row(1, &[name, (COMPANY, company("70"))]), row(2, &[(COMPANY, company("71"))])];
    let outcomes = write(&bench, &batch("contacts", rows)).await;
    assert_eq!(stored(&outcomes[&1], COMPANY), Some(company("70")));
    assert_eq!(stored(&outcomes[&1], "firstname"), Some(Content::text("Ann")));
    assert_eq!(stored(&outcomes[&2], COMPANY), Some(company("71")));
    let seen = bench.wire.seen();
    assert_eq!(seen.len(), 3, "properties, records, associations");
    assert_eq!(seen[1].path(), "/crm/objects/2026-09/contacts/batch/update");
    let inputs = seen[1].json()["inputs"].clone();
    assert_eq!(inputs.as_array().unwrap().len(), 1, "a row of associations alone is no update");
    assert_eq!(inputs[0]["properties"], json!({ "firstname": "Ann" }));
    assert_eq!(seen[2].path(), "/crm/associations/2026-09/contacts/companies/batch/create");
    let kind = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1 }]);
    assert_eq!(
        seen[2].json()["inputs"][1],
        json!({ "from": { "id": "2" }, "to": { "id": "71" }, "types": kind })
    );
}

#[tokio::test]
async fn m10_a_blank_company_takes_the_former_primary_one_away_and_no_other() {
    let bench = bench();
    bench
        .wire
        .answer(200, json!({ "results": [ends("1", Some(70), &[71]), ends("2", None, &[72])] }))
        .answer(200, json!({ "status": "COMPLETE", "results": [] }));
    let rows = [1, 2].map(|key| row(key, &[(COMPANY, Content::Blank)])).to_vec();
    let outcomes = write(&bench, &batch("contacts", rows)).await;
    assert_eq!(stored(&outcomes[&1], COMPANY), Some(Content::Blank));
    assert_eq!(stored(&outcomes[&2], COMPANY), Some(Content::Blank));
    let seen = bench.wire.seen();
    assert_eq!(seen[2].path(), "/crm/associations/2026-09/contacts/companies/batch/archive");
    let inputs = json!([{ "from": { "id": "1" }, "to": [{ "id": "70" }] }]);
    assert_eq!(seen[2].json()["inputs"], inputs);
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn m10_a_set_is_written_as_its_difference_to_what_is_there() {
    let bench = bench();
    described_deals(&bench);
    bench
        .wire
        .answer(
            200,
            json!({ "results": [ends("1", None, &[10, 11])],
            "errors": [{ "context": { "fromObjectId": ["2"] } }] }),
        )
        .answer(201, json!({ "results": [link(1, 12, &[]), link(2, 12, &[])] }))
        .answer(204, Json::Null);
    let rows = vec![
        row(1, &[(CONTACTS, people(&["11", "12"]))]),
        row(2, &[(CONTACTS, people(&["12"]))]),
        row(3, &[(CONTACTS, Content::Blank)]),
    ];
    let outcomes = write(&bench, &batch("deals", rows)).await;
    assert_eq!(stored(&outcomes[&1], CONTACTS), Some(people(&["11", "12"])));
    assert_eq!(stored(&outcomes[&2], CONTACTS), Some(people(&["12"])));
    assert_eq!(stored(&outcomes[&3], CONTACTS), Some(Content::Blank));
    let seen = bench.wire.seen();
    let made = seen[4].json()["inputs"].clone();
    assert_eq!(made.as_array().unwrap().len(), 2);
    assert_eq!(made[0]["types"][0]["associationTypeId"], 3);
    let gone = json!([{ "from": { "id": "1" }, "to": [{ "id": "10" }] }]);
    assert_eq!(seen[5].json()["inputs"], gone);
}

#[tokio::test]
async fn h143_a_refused_association_leaves_the_row_written_and_says_the_vendors_words() {
    let bench = bench();
    let limit = json!({ "status": "error", "category": "VALIDATION_ERROR",
        "message": "Association limit reached", "context": { "fromObjectId": ["2"] } });
    bench.wire.answer(207, json!({ "results": [link(1, 70, &["Primary"])], "errors": [limit] }));
    let rows = [1, 2].map(|key| row(key, &[(COMPANY, company("70"))])).to_vec();
    let outcomes = write(&bench, &batch("contacts", rows)).await;
    assert_eq!(outcomes[&1].as_ref().unwrap().refused, []);
    let written = outcomes[&2].as_ref().unwrap();
    let [refusal] = written.refused.as_slice() else { panic!("{written:?}") };
    assert_eq!(refusal.field, FieldName::from(COMPANY));
    assert_eq!(refusal.words.message, "Association limit reached");
    assert_eq!(refusal.words.fields, [FieldName::from(COMPANY)]);
    assert_eq!(stored(&outcomes[&2], COMPANY), None, "what it holds is not known");
}

#[tokio::test]
async fn p8_a_call_that_is_refused_as_a_whole_is_halved() {
    let bench = bench();
    let refused = json!({ "category": "VALIDATION_ERROR", "message": "no such type" });
    bench
        .wire
        .answer(400, refused.clone())
        .answer(201, json!({ "results": [link(1, 70, &["Primary"])] }))
        .answer(400, refused);
    let rows = [1, 2].map(|key| row(key, &[(COMPANY, company("70"))])).to_vec();
    let outcomes = write(&bench, &batch("contacts", rows)).await;
    assert_eq!(stored(&outcomes[&1], COMPANY), Some(company("70")));
    assert_eq!(outcomes[&2].as_ref().unwrap().refused[0].words.message, "no such type");
}

#[tokio::test(start_paused = true)]
async fn p6_a_lost_answer_makes_the_row_lost_and_a_repeat_is_harmless() {
    let bench = bench();
    for _ in 0..5 {
        bench.wire.fail(WireError::AnswerLost("cut".to_owned()));
    }
    bench.wire.answer(201, json!({ "results": [link(1, 70, &["Primary"])] }));
    let batch = batch("contacts", vec![row(1, &[(COMPANY, company("70"))])]);
    assert_eq!(write(&bench, &batch).await[&1], Err(RowError::AnswerLost));
    assert_eq!(stored(&write(&bench, &batch).await[&1], COMPANY), Some(company("70")));
}

#[tokio::test(start_paused = true)]
async fn p6_what_is_refused_after_a_lost_answer_may_be_there_already() {
    let refused = json!({ "category": "VALIDATION_ERROR", "message": "no such type" });
    for (status, body) in [(400, refused.clone()), (207, json!({ "errors": [refused] }))] {
        let bench = bench();
        bench.wire.fail(WireError::AnswerLost("cut".to_owned()));
        bench.wire.answer(status, body);
        let batch = batch("contacts", vec![row(1, &[(COMPANY, company("70"))])]);
        assert_eq!(write(&bench, &batch).await[&1], Err(RowError::AnswerLost), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn p6_a_locked_association_is_for_later_but_a_made_record_stays_made() {
    let locked = json!({ "category": "LOCKED", "message": "locked" });
    let bench_of = |answers: usize| {
        let bench = bench();
        for _ in 0..answers {
            bench.wire.answer(423, locked.clone());
        }
        bench
    };
    let one = bench_of(5);
    let update = batch("contacts", vec![row(1, &[(COMPANY, company("70"))])]);
    assert!(matches!(&write(&one, &update).await[&1], Err(RowError::Busy(_))));
    let two = bench();
    let made = json!({ "id": "900", "new": true, "properties": { "key": "x" },
        "objectWriteTraceId": "1" });
    two.wire.answer(200, json!({ "results": [made] }));
    for _ in 0..5 {
        two.wire.answer(423, locked.clone());
    }
    let mut create = batch("contacts", vec![row(1, &[(COMPANY, company("70"))])]);
    create.kind = WriteKind::Upsert { id_field: "key".into() };
    create.rows[0].id_value = Some("x".to_owned());
    let outcomes = write(&two, &create).await;
    let written = outcomes[&1].as_ref().unwrap();
    assert!(written.created && written.refused.len() == 1, "{written:?}");
    assert_eq!(two.wire.seen()[2].json()["inputs"][0]["from"]["id"], "900");
}

#[tokio::test]
async fn i12_what_an_answer_leaves_open_is_looked_at() {
    let bench = bench();
    let without_label = json!({ "results": [link(1, 70, &[])] });
    let there = json!({ "results": [ends("1", Some(70), &[]), ends("2", Some(69), &[])] });
    bench.wire.answer(201, without_label).answer(200, there);
    let rows = [1, 2].map(|key| row(key, &[(COMPANY, company("70"))])).to_vec();
    let outcomes = write(&bench, &batch("contacts", rows)).await;
    assert_eq!(stored(&outcomes[&1], COMPANY), Some(company("70")));
    assert_eq!(stored(&outcomes[&2], COMPANY), Some(company("69")), "as it is, not as it was sent");
}

#[tokio::test]
async fn what_names_no_record_of_the_other_object_is_never_sent() {
    let bench = bench();
    let wrong = [
        company("7/../8"),
        Content::Value(Value::Reference(RecordRef::new("deals", "70"))),
        Content::text("70"),
        people(&["70"]),
    ];
    let rows = wrong.iter().zip(1..).map(|(to, key)| row(key, &[(COMPANY, to.clone())]));
    let outcomes = write(&bench, &batch("contacts", rows.collect())).await;
    for outcome in outcomes.values() {
        assert_eq!(outcome.as_ref().unwrap().refused[0].words.code, "NOT_AN_ASSOCIATION");
    }
    assert_eq!(bench.wire.seen().len(), 1, "the property list");
}

#[tokio::test]
async fn p8_an_association_that_cannot_be_sent_now_is_for_later() {
    let bench = bench();
    let batch = batch("contacts", vec![row(1, &[(COMPANY, company("70"))])]);
    // The property list takes the last permit.
    *bench.gate.open_for.lock().unwrap() = Some(1);
    let outcomes = write(&bench, &batch).await;
    let Err(RowError::Busy(words)) = &outcomes[&1] else { panic!("{outcomes:?}") };
    assert_eq!(words.code, "NOT_SENT");
    assert_eq!(bench.wire.seen().len(), 1);
}

const DECIDES: &str = "association:contacts:label:7";
const PAYS: &str = "association:contacts:label:8";

/// What a batch read says of a deal: each contact with the account's labels on it.
fn labelled(from: &str, people: &[(u64, &[u32])]) -> Json {
    let kind = |category: &str, id: u32, label: Option<&str>| json!({ "category": category, "typeId": id, "label": label });
    let to = |(id, labels): &(u64, &[u32])| {
        let own = labels.iter().map(|label| kind("USER_DEFINED", *label, Some("L")));
        let kinds: Vec<Json> =
            std::iter::once(kind("HUBSPOT_DEFINED", 3, None)).chain(own).collect();
        json!({ "toObjectId": id, "associationTypes": kinds })
    };
    json!({ "from": { "id": from }, "to": people.iter().map(to).collect::<Vec<_>>() })
}

/// The types of one input: HubSpot's own and the account's, by number.
fn kinds(input: &Json) -> Vec<(String, u64)> {
    let types = input["types"].as_array().unwrap().iter();
    let each = types.map(|it| {
        let category = it["associationCategory"].as_str().unwrap();
        (category.to_owned(), it["associationTypeId"].as_u64().unwrap())
    });
    each.collect()
}

fn own(label: u64) -> (String, u64) {
    ("USER_DEFINED".to_owned(), label)
}

#[tokio::test]
async fn labels_come_and_go_and_the_association_stays() {
    let bench = bench();
    described_deals(&bench);
    let had = labelled("1", &[(10, &[7]), (11, &[]), (12, &[8])]);
    bench
        .wire
        .answer(200, json!({ "results": [had] }))
        .answer(201, json!({ "results": [link(1, 11, &["L"]), link(1, 12, &["L"])] }))
        .answer(200, json!({ "status": "COMPLETE", "results": [] }));
    let rows = vec![row(1, &[(DECIDES, people(&["11", "12"]))])];
    let outcomes = write(&bench, &batch("deals", rows)).await;
    assert_eq!(stored(&outcomes[&1], DECIDES), Some(people(&["11", "12"])));
    let seen = bench.wire.seen();
    assert_eq!(seen[4].path(), "/crm/associations/2026-09/deals/contacts/batch/create");
    let made = seen[4].json()["inputs"].clone();
    assert_eq!(made.as_array().unwrap().len(), 2);
    assert_eq!((kinds(&made[0]), kinds(&made[1])), (vec![own(7)], vec![own(7)]));
    assert_eq!(seen[5].path(), "/crm/associations/2026-09/deals/contacts/batch/labels/archive");
    let gone = seen[5].json()["inputs"].clone();
    let ends = json!({ "from": { "id": "1" }, "to": { "id": "10" }, "types": gone[0]["types"] });
    assert_eq!((gone, kinds(&ends)), (json!([ends]), vec![own(7)]));
    assert_eq!(seen.len(), 6);
}

#[tokio::test]
async fn labels_as_wanted_cost_one_read() {
    let bench = bench();
    described_deals(&bench);
    bench.wire.answer(200, json!({ "results": [labelled("1", &[(10, &[7]), (11, &[])])] }));
    let outcomes =
        write(&bench, &batch("deals", vec![row(1, &[(DECIDES, people(&["10"]))])])).await;
    assert_eq!(stored(&outcomes[&1], DECIDES), Some(people(&["10"])));
    assert_eq!(bench.wire.seen().len(), 4);
}

#[tokio::test]
async fn labels_and_contacts_of_one_deal_are_carried_out_together() {
    let bench = bench();
    described_deals(&bench);
    let had = labelled("1", &[(10, &[7]), (11, &[7, 8])]);
    bench
        .wire
        .answer(200, json!({ "results": [had] }))
        .answer(201, json!({ "results": [link(1, 12, &["L"])] }))
        .answer(204, Json::Null)
        .answer(204, Json::Null);
    // Ten leaves the deal, eleven loses both labels and twelve comes with both.
    let rows = vec![row(
        1,
        &[
            (CONTACTS, people(&["11", "12"])),
            (DECIDES, people(&["12", "10"])),
            (PAYS, people(&["12"])),
        ],
    )];
    let outcomes = write(&bench, &batch("deals", rows)).await;
    assert_eq!(stored(&outcomes[&1], CONTACTS), Some(people(&["11", "12"])));
    assert_eq!(stored(&outcomes[&1], DECIDES), Some(people(&["12"])), "who is gone has no label");
    let seen = bench.wire.seen();
    let made = seen[4].json()["inputs"].clone();
    assert_eq!(made.as_array().unwrap().len(), 1, "one association with all its types");
    let plain = ("HUBSPOT_DEFINED".to_owned(), 3);
    assert_eq!(kinds(&made[0]), [plain, own(7), own(8)]);
    let gone = json!([{ "from": { "id": "1" }, "to": [{ "id": "10" }] }]);
    assert_eq!(seen[5].json()["inputs"], gone);
    let unlabelled = seen[6].json()["inputs"].clone();
    assert_eq!(
        (unlabelled.as_array().unwrap().len(), kinds(&unlabelled[0])),
        (1, vec![own(7), own(8)])
    );
    assert_eq!(unlabelled[0]["to"], json!({ "id": "11" }));
    assert_eq!(seen.len(), 7);
}

#[tokio::test]
async fn labels_that_are_gone_are_refused_alone() {
    let bench = bench();
    described_deals(&bench);
    let refused = json!({ "category": "VALIDATION_ERROR", "message": "invalid type 7" });
    bench
        .wire
        .answer(200, json!({ "results": [], "errors": [{ "context": { "fromObjectId": ["1"] } }] }))
        .answer(400, refused.clone())
        .answer(400, refused.clone())
        .answer(201, json!({ "results": [link(1, 10, &[])] }))
        .answer(400, refused);
    let rows = vec![row(1, &[(CONTACTS, people(&["10"])), (DECIDES, people(&["10"]))])];
    let outcomes = write(&bench, &batch("deals", rows)).await;
    let written = outcomes[&1].as_ref().unwrap();
    let [refusal] = written.refused.as_slice() else { panic!("{written:?}") };
    assert_eq!(
        (refusal.field.as_str(), refusal.words.message.as_str()),
        (DECIDES, "invalid type 7")
    );
    assert_eq!(stored(&outcomes[&1], CONTACTS), Some(people(&["10"])));
}

#[tokio::test(start_paused = true)]
async fn labels_whose_answer_is_lost_make_the_row_lost() {
    let bench = bench();
    described_deals(&bench);
    bench.wire.answer(200, json!({ "results": [labelled("1", &[(10, &[7])])] }));
    for _ in 0..5 {
        bench.wire.fail(WireError::AnswerLost("cut".to_owned()));
    }
    bench.wire.answer(200, json!({ "results": [labelled("1", &[(10, &[])])] }));
    let batch = batch("deals", vec![row(1, &[(DECIDES, Content::Blank)])]);
    assert_eq!(write(&bench, &batch).await[&1], Err(RowError::AnswerLost));
    assert_eq!(stored(&write(&bench, &batch).await[&1], DECIDES), Some(Content::Blank));
    assert_eq!(bench.wire.seen().last().unwrap().path().rsplit('/').next(), Some("read"));
}

#[tokio::test]
async fn labels_of_other_objects_are_never_sent() {
    let bench = bench();
    let outcomes =
        write(&bench, &batch("contacts", vec![row(1, &[(DECIDES, people(&["10"]))])])).await;
    assert_eq!(outcomes[&1].as_ref().unwrap().refused[0].words.code, "NOT_AN_ASSOCIATION");
    assert_eq!(bench.wire.seen().len(), 1, "the property list");
}
