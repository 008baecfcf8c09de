use super::{Kind, Schema};

fn required(schema: &Schema, object: &str) -> Vec<String> {
    let fields = &schema.get(object).unwrap().fields;
    fields.iter().filter(|field| field.required()).map(|field| field.name.clone()).collect()
}

#[test]
fn required_fields_are_those_of_real_orgs() {
    let schema = Schema::standard();
    for (object, expected) in [
        ("Contact", vec!["LastName"]),
        ("Lead", vec!["LastName", "Company"]),
        ("Account", vec!["Name"]),
        ("Opportunity", vec!["Name", "StageName", "CloseDate"]),
        ("OpportunityContactRole", vec!["OpportunityId", "ContactId"]),
    ] {
        assert_eq!(required(&schema, object), expected, "{object}");
    }
}

#[test]
fn person_accounts_make_the_account_name_optional() {
    let mut schema = Schema::standard();
    schema.add_person_accounts();
    assert!(required(&schema, "Account").is_empty());
    assert_eq!(schema.get("account").unwrap().field("personemail").unwrap().kind, Kind::Email);
}

#[test]
fn every_field_has_every_key_of_a_describe() {
    for object in Schema::standard().objects() {
        assert!(object.prefix.len() == 3, "{}", object.name);
        for field in &object.fields {
            assert_eq!(field.describe.len(), 57, "{}.{}", object.name, field.name);
        }
    }
}
