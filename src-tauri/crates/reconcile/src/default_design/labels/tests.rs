#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use crosswalk_model::mapping::SyncRule;

use super::super::default_design;
use super::*;
use crate::mapping::Design;
use crate::samples::{field, schemas};

/// A field of an association with this label or role.
fn labelled(native: &str, name: &str, text: &str) -> FieldSchema {
    FieldSchema { name: name.into(), description: Some(text.to_owned()), ..field(native) }
}

fn with(labels: &[(&str, &str)], roles: &[&str]) -> Schemas {
    let mut schemas = schemas();
    let here = &mut schemas.hubspot.get_mut("deals").unwrap().fields;
    for (id, text) in labels {
        let name = format!("association:contacts:label:{id}");
        here.insert(name.as_str().into(), labelled("x:references>contacts", &name, text));
    }
    let there = &mut schemas.salesforce.get_mut("Opportunity").unwrap().fields;
    for role in roles {
        let name = format!("association:OpportunityContactRole:{role}");
        there.insert(name.as_str().into(), labelled("x:references>Contact", &name, role));
    }
    schemas
}

fn tied(file: &PairFile) -> Vec<String> {
    let deals = file.mappings.iter().find(|it| it.hubspot.as_str() == "deals").unwrap();
    let labels = deals.fields.iter().filter(|it| is_one(&it.hubspot));
    labels.map(|it| format!("{} {:?} {:?}", it.hubspot, it.salesforce, it.rule)).collect()
}

#[test]
fn labels_are_suggested_by_name_and_never_there_by_themselves() {
    let schemas = with(
        &[("7", "decision maker "), ("8", "Payer"), ("9", "DECISION MAKER")],
        &["Decision Maker", "Evaluator"],
    );
    let mut file = default_design("Acme", &schemas);
    assert_eq!(tied(&file), [""; 0]);
    with_labels(&mut file, &schemas);
    let role = SalesforceField::Same("association:OpportunityContactRole:Decision Maker".into());
    let only = [format!("association:contacts:label:7 {role:?} {:?}", SyncRule::Union)];
    assert_eq!(tied(&file), only, "a role is tied once");
    assert!(Design::compile(&file, &schemas).is_ok());
    with_labels(&mut file, &schemas);
    assert_eq!(tied(&file), only, "and so is a label");
}

#[test]
fn labels_are_told_from_other_associations() {
    let is = |name: &str| is_one(&name.into());
    assert!(is("association:contacts:label:7") && is("association:OpportunityContactRole:A"));
    for other in ["association:contacts", "association:companies:primary", "WhatId:Account"] {
        assert!(!is(other), "{other}");
    }
}
