use serde_json::{Value as Json, json};

use super::*;
use crate::salesforce::describe;
use crate::salesforce::script::describe as described;

/// Roles as an org describes them, with what `change` makes of the field `Role`.
fn fields_of(change: impl Fn(&mut Json)) -> Vec<FieldSchema> {
    let names = [("OpportunityId", "reference"), ("ContactId", "reference"), (ROLE, "picklist")];
    let mut object: Json = serde_json::from_str(&described(OBJECT, &names)).unwrap();
    let all = object["fields"].as_array_mut().unwrap();
    let role = all.iter_mut().find(|field| field["name"] == ROLE).unwrap();
    let option = |value: &str, label: &str, active: bool| json!({ "value": value, "label": label, "active": active });
    role["picklistValues"] = json!([
        option("Decision Maker", "Decides", true),
        option("Evaluator", "Evaluator", true),
        option("Old", "Old", false),
    ]);
    change(role);
    fields(&describe::parse(object.to_string().as_bytes()).unwrap())
}

/// Each field's name, and whether it can be written.
fn names(fields: &[FieldSchema]) -> Vec<(&str, bool)> {
    fields.iter().map(|field| (field.name.as_str(), field.updateable)).collect()
}

#[test]
fn labels_of_roles_are_the_active_values_of_the_picklist() {
    let fields = fields_of(|_| {});
    assert_eq!(
        names(&fields),
        [
            (FIELD, true),
            ("association:OpportunityContactRole:Decision Maker", true),
            ("association:OpportunityContactRole:Evaluator", true),
        ]
    );
    assert_eq!(fields[1].label, "Contacts with the role “Decides”");
    assert_eq!(fields[1].description.as_deref(), Some("Decides"));
    assert_eq!((fields[1].kind, fields[1].native.as_str()), (ValueKind::References, NATIVE));
    assert_eq!(fields[1].references, [ObjectName::from("Contact")]);
}

#[test]
fn labels_of_roles_are_written_only_where_roles_are() {
    for right in ["createable", "updateable"] {
        let fields = fields_of(|role| role[right] = json!(false));
        assert_eq!((names(&fields)[0].1, names(&fields)[1].1), (true, false), "{right}");
    }
    let hidden = fields_of(|role| role["name"] = json!("Other__c"));
    assert_eq!(names(&hidden), [(FIELD, true)]);
}

#[test]
fn labels_of_roles_are_told_from_other_fields() {
    let is = |name: &str| is_one(&name.into());
    assert!(is(FIELD) && is("association:OpportunityContactRole:A: b/c"));
    assert!(!is("association:OpportunityContactRoles") && !is("Name"));
    let of = |name: &'static str| ROLES.as_what_of(&name.into()).map(str::to_owned);
    assert_eq!(of("association:OpportunityContactRole:A: b/c").as_deref(), Some("A: b/c"));
    assert_eq!(of(FIELD), None);
}
