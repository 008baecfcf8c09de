#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use crosswalk_model::ObjectName;

use super::super::mapping_of;
use crate::mapping::Schemas;
use crate::samples::{object, schemas};

const INVOICES: &str = "p4711_invoices";

/// What is tied, of a custom object of these properties with one of these fields.
fn ties(here: &str, there: &str) -> Vec<String> {
    let mut schemas: Schemas = schemas();
    schemas.hubspot.insert(INVOICES.into(), object(INVOICES, here));
    schemas.salesforce.insert("Invoice__c".into(), object("Invoice__c", there));
    let partner = [ObjectName::from("Invoice__c")];
    let mapping = mapping_of(&INVOICES.into(), &partner, &schemas).unwrap();
    let line = |field: &crosswalk_model::mapping::FieldMapping| {
        let there = field.salesforce.on(&partner[0]).unwrap();
        format!("{} {there} {:?}", field.hubspot, field.rule)
    };
    mapping.fields.iter().map(line).collect()
}

#[test]
fn h119_what_is_called_the_same_is_tied_and_nothing_else() {
    let rows: &[(&str, &str, &[&str])] = &[
        ("name:string/text", "Name:string#80!", &["name Name PreferSalesforceUnlessBlank"]),
        (
            "due_date:date/date amount:number/number",
            "Due_Date__c:date Amount__c:currency Other__c:string",
            &[
                "amount Amount__c PreferSalesforceUnlessBlank",
                "due_date Due_Date__c PreferSalesforceUnlessBlank",
            ],
        ),
        // Neither a kind that does not fit nor HubSpot's own properties.
        ("paid:number/number hs_name:string/text", "Paid__c:boolean Name:string", &[]),
        // A field is tied once.
        (
            "a_b:string/text ab:string/text",
            "AB__c:string",
            &["a_b AB__c PreferSalesforceUnlessBlank"],
        ),
    ];
    for (here, there, expected) in rows {
        assert_eq!(ties(here, there), *expected, "{here} / {there}");
    }
}

#[test]
fn h119_an_association_is_tied_to_the_only_field_that_names_the_same_records() {
    let people = "association:contacts:references>contacts";
    assert_eq!(
        ties(people, "Payer__c:reference>Contact"),
        ["association:contacts Payer__c TwoWay"]
    );
    assert_eq!(ties(people, "Payer__c:reference>Contact Reader__c:reference>Contact"), [""; 0]);
    assert_eq!(ties(people, "Firm__c:reference>Account"), [""; 0]);
    // A label is no field that ties by itself, nor does a role stand in the way.
    let role = "association:OpportunityContactRole:Evaluator:references>Contact";
    assert_eq!(
        ties(
            &format!("{people} association:contacts:label:7:references>contacts"),
            &format!("association:OpportunityContactRole:references>Contact {role}")
        ),
        ["association:contacts association:OpportunityContactRole Union"]
    );
    // Nobody is named who is not kept in step.
    assert_eq!(ties("association:tickets:references>tickets", "Case__c:reference>Case"), [""; 0]);
}

#[test]
fn a_custom_object_has_one_partner() {
    let both = [ObjectName::from("Contact"), ObjectName::from("Lead")];
    let mut schemas = schemas();
    schemas.hubspot.insert(INVOICES.into(), object(INVOICES, "name:string/text"));
    assert_eq!(mapping_of(&INVOICES.into(), &both, &schemas), None);
    assert_eq!(mapping_of(&INVOICES.into(), &both[..1], &Schemas::default()), None);
}
