#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use crosswalk_model::mapping::{CreateInHubSpot, CreateInSalesforce, SyncRule};

use super::default_design;
use crate::mapping::Design;
use crate::samples::{field, options, schemas};

fn lines(schemas: &crate::mapping::Schemas, id: &str) -> Vec<String> {
    let file = default_design("Acme", schemas);
    let mapping = file.mappings.iter().find(|mapping| mapping.id.as_str() == id).unwrap();
    let line = |field: &crosswalk_model::mapping::FieldMapping| {
        let salesforce = serde_json::to_string(&field.salesforce).unwrap();
        let rule = serde_json::to_string(&field.rule).unwrap();
        format!("{} {salesforce} {rule}", field.hubspot).replace('"', "")
    };
    mapping.fields.iter().map(line).collect()
}

#[test]
fn h99_people_are_mapped_by_what_is_there() {
    assert_eq!(
        lines(&schemas(), "contacts"),
        [
            "association:companies:primary {Contact:AccountId} two_way",
            "city {Contact:MailingCity,Lead:City} prefer_salesforce_unless_blank",
            "company {Lead:Company} prefer_salesforce_unless_blank",
            "email Email prefer_salesforce_unless_blank",
            "hs_email_optout HasOptedOutOfEmail opt_out",
            "firstname FirstName prefer_salesforce_unless_blank",
            "hubspot_owner_id OwnerId two_way",
            "jobtitle Title prefer_salesforce_unless_blank",
            "lastname LastName prefer_salesforce_unless_blank",
            "phone Phone prefer_salesforce_unless_blank",
            "website {Lead:Website} prefer_salesforce_unless_blank",
        ]
    );
}

#[test]
fn defaults_compile_and_are_the_same_every_time() {
    let file = default_design("Acme", &schemas());
    assert_eq!(file, default_design("Acme", &schemas()));
    assert!(Design::compile(&file, &schemas()).is_ok());
    let ids: Vec<_> = file.mappings.iter().map(|mapping| mapping.id.as_str()).collect();
    assert_eq!(ids, ["companies", "contacts", "deals"]);
    let mut sorted = file.mappings[1].fields.clone();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(sorted, file.mappings[1].fields);
}

#[test]
fn a_field_that_salesforce_computes_only_flows_to_hubspot() {
    let mut schemas = schemas();
    for object in ["Lead", "Contact"] {
        let fields = &mut schemas.salesforce.get_mut(object).unwrap().fields;
        fields.get_mut("Phone").unwrap().updateable = false;
    }
    assert!(lines(&schemas, "contacts").contains(&"phone Phone always_salesforce".to_owned()));
}

#[test]
fn lists_without_a_common_option_stay_unmapped() {
    let mut schemas = schemas();
    let status = options(field("Status:picklist"), &["Working - Contacted"]);
    let lead = schemas.salesforce.get_mut("Lead").unwrap();
    lead.fields.insert("Status".into(), status);
    let hubspot = schemas.hubspot.get_mut("contacts").unwrap();
    let mut property = options(field("hs_lead_status:enumeration/radio"), &["NEW"]);
    hubspot.fields.insert("hs_lead_status".into(), property.clone());
    assert!(!lines(&schemas, "contacts").iter().any(|line| line.starts_with("hs_lead_status")));
    property = options(property, &["NEW", "working - contacted"]);
    schemas.hubspot.get_mut("contacts").unwrap().fields.insert("hs_lead_status".into(), property);
    assert!(lines(&schemas, "contacts").iter().any(|line| line.starts_with("hs_lead_status")));
}

#[test]
fn an_org_without_contacts_makes_leads() {
    let mut schemas = schemas();
    schemas.salesforce.remove("Contact");
    let file = default_design("Acme", &schemas);
    let people = &file.mappings[1];
    assert_eq!(people.create.salesforce, CreateInSalesforce::Lead);
    assert_eq!(people.create.hubspot, CreateInHubSpot::Leads);
    assert!(people.fields.iter().any(|field| field.rule == SyncRule::OptOut));
    assert!(Design::compile(&file, &schemas).is_ok());
}

#[test]
fn h100_deals_are_mapped_with_their_company_their_people_and_their_stages() {
    assert_eq!(
        lines(&schemas(), "deals"),
        [
            "amount Amount prefer_salesforce_unless_blank",
            "association:companies:primary AccountId two_way",
            "association:contacts association:OpportunityContactRole union",
            "closedate CloseDate prefer_salesforce_unless_blank",
            "dealname Name prefer_salesforce_unless_blank",
            "dealstage StageName prefer_salesforce_unless_blank",
            "hubspot_owner_id OwnerId two_way",
        ]
    );
    assert_eq!(default_design("Acme", &schemas()).stages.len(), 2);
}

#[test]
fn h119_nobody_is_named_who_is_not_kept_in_step() {
    let mut schemas = schemas();
    schemas.hubspot.remove("companies");
    schemas.salesforce.remove("Account");
    for id in ["contacts", "deals"] {
        let lines = lines(&schemas, id);
        assert!(!lines.iter().any(|line| line.contains("companies")), "{lines:?}");
    }
    assert!(Design::compile(&default_design("Acme", &schemas), &schemas).is_ok());
}
