use serde_json::{Value, json};

use super::Bench;

const PAIR: &str = "/crm/associations/2026-09/contacts/companies";

/// A contact and two companies.
fn three(bench: &mut Bench) -> (String, String, String) {
    (
        bench.contact(&json!({ "firstname": "Ann" })),
        bench.put("companies", &json!({ "name": "One" })),
        bench.put("companies", &json!({ "name": "Two" })),
    )
}

fn primary() -> Value {
    json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1 }])
}

fn types(bench: &mut Bench, contact: &str) -> Vec<(String, Vec<u64>)> {
    let seen = bench.get(&format!("/crm/v4/objects/contacts/{contact}/associations/companies"));
    let results = seen.at("/results").as_array().unwrap();
    results
        .iter()
        .map(|result| {
            let types = result["associationTypes"].as_array().unwrap();
            let mut ids: Vec<u64> =
                types.iter().map(|kind| kind["typeId"].as_u64().unwrap()).collect();
            ids.sort_unstable();
            (result["toObjectId"].to_string(), ids)
        })
        .collect()
}

#[test]
fn primary_comes_with_the_unlabelled_type_and_is_one() {
    let mut bench = Bench::new();
    let (contact, one, two) = three(&mut bench);
    for company in [&one, &two] {
        let uri =
            format!("/crm/objects/2026-09/contacts/{contact}/associations/companies/{company}");
        let seen = bench.send("PUT", &uri, &primary());
        assert_eq!((seen.status, seen.at("/labels")), (201, &json!(["Primary"])));
    }
    assert_eq!(types(&mut bench, &contact), [(one, vec![279]), (two.clone(), vec![1, 279])]);
    let back = bench.get(&format!("/crm/v4/objects/companies/{two}/associations/contacts"));
    assert_eq!(back.at("/results/0/associationTypes/1/typeId"), 280);
}

#[test]
fn a_put_replaces_the_labels() {
    let mut bench = Bench::new();
    let (contact, one, _) = three(&mut bench);
    let uri = format!("/crm/v4/objects/contacts/{contact}/associations/companies/{one}");
    bench.send("PUT", &uri, &primary());
    let plain = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279 }]);
    bench.send("PUT", &uri, &plain);
    assert_eq!(types(&mut bench, &contact), [(one, vec![279])]);
    assert_eq!(bench.send("DELETE", &uri, &Value::Null).status, 204);
    assert_eq!(types(&mut bench, &contact), []);
    let wrong = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 341 }]);
    assert_eq!(bench.send("PUT", &uri, &wrong).status, 400);
}

#[test]
fn the_default_association_goes_both_ways() {
    let mut bench = Bench::new();
    let (contact, one, _) = three(&mut bench);
    let uri =
        format!("/crm/objects/2026-09/contacts/{contact}/associations/default/companies/{one}");
    let seen = bench.send("PUT", &uri, &Value::Null);
    assert_eq!(seen.status, 200);
    assert_eq!(seen.at("/results/0/associationSpec/associationTypeId"), 279);
    assert_eq!(seen.at("/results/1/associationSpec/associationTypeId"), 280);
    let beside = bench.get(&format!("/crm/v3/objects/contacts/{contact}?associations=companies"));
    assert_eq!(beside.at("/associations/companies/results/0/id"), &json!(one));
    assert_eq!(beside.text("/associations/companies/results/0/type"), "contact_to_company");
}

#[test]
fn a_batch_read_without_associations_is_an_error_that_means_none() {
    let mut bench = Bench::new();
    let (contact, one, _) = three(&mut bench);
    let lonely = bench.contact(&json!({}));
    let row = json!({ "from": { "id": contact }, "to": { "id": one }, "types": primary() });
    assert_eq!(
        bench.post(&format!("{PAIR}/batch/create"), &json!({ "inputs": [row] })).status,
        201
    );
    let body = json!({ "inputs": [{ "id": contact }, { "id": lonely }] });
    let seen = bench.post(&format!("{PAIR}/batch/read"), &body);
    assert_eq!((seen.status, seen.at("/numErrors")), (207, &json!(1)));
    assert_eq!(seen.text("/results/0/from/id"), contact);
    assert_eq!(seen.at("/results/0/to/0/toObjectId").to_string(), one);
    assert_eq!(seen.at("/errors/0/context/fromObjectId"), &json!([lonely]));
}

#[test]
fn batch_archive_answers_by_version() {
    let mut bench = Bench::new();
    let (contact, one, _) = three(&mut bench);
    let body = json!({ "inputs": [{ "from": { "id": contact }, "to": [{ "id": one }] }] });
    for (base, status) in [("/crm/v4/associations", 204), ("/crm/associations/2026-09", 200)] {
        let default = json!({ "inputs": [{ "from": { "id": contact }, "to": { "id": one } }] });
        let pair = format!("{base}/contacts/companies/batch");
        assert_eq!(bench.post(&format!("{pair}/associate/default"), &default).status, 200);
        assert_eq!(bench.post(&format!("{pair}/archive"), &body).status, status);
        assert_eq!(types(&mut bench, &contact), []);
    }
}

#[test]
fn a_batch_of_default_types_tells_its_errors_in_a_200() {
    let mut bench = Bench::new();
    let (contact, one, _) = three(&mut bench);
    let of = |id: &str| json!({ "from": { "id": id }, "to": { "id": one } });
    let body = json!({ "inputs": [of(&contact), of("99999")] });
    let answer = bench.post(&format!("{PAIR}/batch/associate/default"), &body);
    assert_eq!((answer.status, answer.at("/numErrors")), (200, &json!(1)));
    assert_eq!(answer.at("/results").as_array().map(Vec::len), Some(2), "both ways");
    assert_eq!(answer.at("/errors/0/context/fromObjectId"), &json!(["99999"]));
}

#[test]
fn batches_have_their_own_sizes() {
    let mut bench = Bench::new();
    let rows: Vec<Value> = (0..1_001).map(|id| json!({ "id": id.to_string() })).collect();
    assert_eq!(bench.post(&format!("{PAIR}/batch/read"), &json!({ "inputs": rows })).status, 400);
}

#[test]
fn a_batch_makes_two_thousand_associations() {
    let mut bench = Bench::new();
    for (most, status) in [(2_000, 207), (2_001, 400)] {
        let row = |id: u32| json!({ "from": { "id": id.to_string() }, "to": { "id": "1" }, "types": primary() });
        let rows: Vec<Value> = (1..=most).map(row).collect();
        let seen = bench.post(&format!("{PAIR}/batch/create"), &json!({ "inputs": rows }));
        assert_eq!(seen.status, status, "{most}");
    }
}

#[test]
fn a_batch_takes_the_associations_of_a_hundred_records_away() {
    let mut bench = Bench::new();
    for (different, rows, status) in [(100, 100, 200), (100, 200, 200), (101, 101, 400)] {
        let row = |id: u32| {
            let from = (id % different + 1).to_string();
            json!({ "from": { "id": from }, "to": [{ "id": "1" }] })
        };
        let rows: Vec<Value> = (0..rows).map(row).collect();
        let seen = bench.post(&format!("{PAIR}/batch/archive"), &json!({ "inputs": rows }));
        assert_eq!(seen.status, status, "{different}");
    }
}

#[test]
fn labels_are_made_in_twos() {
    let mut bench = Bench::new();
    let made = bench.post(
        &format!("{PAIR}/labels"),
        &json!({ "label": "Boss of", "name": "boss", "inverseLabel": "Led by" }),
    );
    assert_eq!((made.status, made.text("/results/1/label")), (200, "Led by"));
    let listed = bench.get(&format!("{PAIR}/labels"));
    assert_eq!(listed.at("/results").as_array().unwrap().len(), 3);
    assert_eq!(
        listed.at("/results/0"),
        &json!({ "category": "HUBSPOT_DEFINED", "typeId": 279, "label": null })
    );
    let id = made.at("/results/0/typeId").to_string();
    assert_eq!(bench.send("DELETE", &format!("{PAIR}/labels/{id}"), &Value::Null).status, 204);
    assert_eq!(bench.get(&format!("{PAIR}/labels")).at("/results").as_array().unwrap().len(), 2);
}

#[test]
fn a_create_can_associate() {
    let mut bench = Bench::new();
    let (_, one, _) = three(&mut bench);
    let body = json!({ "properties": { "firstname": "Bob" }, "associations": [{ "to": { "id": one }, "types": primary() }] });
    let made = bench.post(super::CONTACTS, &body);
    assert_eq!(made.status, 201);
    let id = made.text("/id").to_owned();
    assert_eq!(types(&mut bench, &id), [(one, vec![1, 279])]);
}

#[test]
fn a_create_names_records_that_exist() {
    let mut bench = Bench::new();
    let body = json!({ "properties": { "firstname": "Bob" },
        "associations": [{ "to": { "id": "1" }, "types": primary() }] });
    assert_eq!(bench.post(super::CONTACTS, &body).status, 400);
    assert_eq!(bench.get(super::CONTACTS).ids(), Vec::<String>::new());
}

#[test]
fn a_label_is_renamed_and_taken_off_again() {
    let mut bench = Bench::new();
    let (contact, one, _) = three(&mut bench);
    let made =
        bench.post(&format!("{PAIR}/labels"), &json!({ "label": "Boss of", "name": "boss" }));
    let id = made.at("/results/0/typeId").clone();
    let kind = json!([{ "associationCategory": "USER_DEFINED", "associationTypeId": id }]);
    let renamed = json!({ "associationTypeId": id, "label": "Head of" });
    assert_eq!(bench.send("PUT", &format!("{PAIR}/labels"), &renamed).status, 204);
    let uri = format!("/crm/v4/objects/contacts/{contact}/associations/companies/{one}");
    assert_eq!(bench.send("PUT", &uri, &kind).at("/labels"), &json!(["Head of"]));
    let row = json!({ "from": { "id": contact }, "to": { "id": one }, "types": kind });
    let gone = bench.post(
        "/crm/v4/associations/contacts/companies/batch/labels/archive",
        &json!({ "inputs": [row] }),
    );
    assert_eq!(gone.status, 204);
    assert_eq!(types(&mut bench, &contact), [(one, vec![279])], "the association itself stays");
}

#[test]
fn a_label_comes_to_what_is_there_and_goes_with_its_definition() {
    let mut bench = Bench::new();
    let (contact, one, _) = three(&mut bench);
    let label = |bench: &mut Bench, name: &str| {
        let made = bench.post(&format!("{PAIR}/labels"), &json!({ "label": name, "name": name }));
        made.at("/results/0/typeId").as_u64().unwrap()
    };
    let (boss, payer) = (label(&mut bench, "boss"), label(&mut bench, "payer"));
    let create = |bench: &mut Bench, kind: u64| {
        let kind = json!([{ "associationCategory": "USER_DEFINED", "associationTypeId": kind }]);
        let row = json!({ "from": { "id": contact }, "to": { "id": one }, "types": kind });
        bench.post(&format!("{PAIR}/batch/create"), &json!({ "inputs": [row] })).status
    };
    assert_eq!([boss, payer].map(|kind| create(&mut bench, kind)), [201, 201]);
    assert_eq!(types(&mut bench, &contact), [(one.clone(), vec![boss, payer, 279])]);
    assert_eq!(create(&mut bench, 77), 400, "no label has that number");
    let gone = bench.send("DELETE", &format!("{PAIR}/labels/{payer}"), &Value::Null);
    assert_eq!(gone.status, 204);
    assert_eq!(types(&mut bench, &contact), [(one, vec![boss, 279])]);
    assert!(label(&mut bench, "payer") > payer, "a number is given once");
}
