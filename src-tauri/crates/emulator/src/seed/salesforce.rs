//! How Salesforce writes the seeded world down.

use serde_json::{Map, Value};

use super::Deal;
use super::company::Company;
use super::person::{Class, Dirt, Person};
use crate::crm::Fields;

/// A Contact; its account and owner by id, empty for none.
pub(super) fn contact(person: &Person, account: &str, owner: &str) -> Fields {
    let mut fields = named(person, owner);
    set(&mut fields, "MailingStreet", &person.street);
    set(&mut fields, "MailingCity", city(person));
    set(&mut fields, "MailingState", person.city.1);
    set(&mut fields, "MailingPostalCode", person.city.2);
    set(&mut fields, "MailingCountry", person.country.name);
    set(&mut fields, "AccountId", account);
    fields
}

/// A Lead; its company by name, because a Lead has no account.
pub(super) fn lead(person: &Person, company: Option<&Company>, owner: &str) -> Fields {
    let mut fields = named(person, owner);
    set(&mut fields, "Street", &person.street);
    set(&mut fields, "City", city(person));
    set(&mut fields, "State", person.city.1);
    set(&mut fields, "PostalCode", person.city.2);
    set(&mut fields, "Country", person.country.name);
    set(&mut fields, "Status", "Open - Not Contacted");
    set(&mut fields, "Company", company.map_or("[not provided]", |company| &company.name));
    if let Some(company) = company {
        set(&mut fields, "Industry", company.industry);
        set(&mut fields, "Website", &company.website);
        fields.insert("NumberOfEmployees".to_owned(), company.employees.into());
        fields.insert("AnnualRevenue".to_owned(), company.revenue.into());
    }
    fields
}

/// An Account.
pub(super) fn account(company: &Company, owner: &str) -> Fields {
    let mut fields = Map::new();
    set(&mut fields, "Name", &company.name);
    set(&mut fields, "Website", &company.website);
    set(&mut fields, "Phone", &company.phone);
    set(&mut fields, "BillingCity", company.city.0);
    set(&mut fields, "BillingState", company.city.1);
    set(&mut fields, "BillingPostalCode", company.city.2);
    set(&mut fields, "BillingCountry", company.country.name);
    set(&mut fields, "Industry", company.industry);
    set(&mut fields, "OwnerId", owner);
    fields.insert("NumberOfEmployees".to_owned(), company.employees.into());
    fields.insert("AnnualRevenue".to_owned(), company.revenue.into());
    fields
}

/// An Opportunity.
pub(super) fn opportunity(deal: &Deal, account: &str, owner: &str) -> Fields {
    let mut fields = Map::new();
    set(&mut fields, "Name", &deal.name);
    set(&mut fields, "CloseDate", &deal.closes);
    set(&mut fields, "StageName", deal.stage.salesforce);
    set(&mut fields, "AccountId", account);
    set(&mut fields, "OwnerId", owner);
    fields.insert("Amount".to_owned(), deal.amount.into());
    fields
}

/// A contact's role in an opportunity.
pub(super) fn role(opportunity: &str, contact: &str) -> Fields {
    let mut fields = Map::new();
    set(&mut fields, "OpportunityId", opportunity);
    set(&mut fields, "ContactId", contact);
    set(&mut fields, "Role", "Decision Maker");
    fields.insert("IsPrimary".to_owned(), Value::Bool(true));
    fields
}

/// A user.
pub(super) fn user(first: &str, last: &str, email: &str) -> Fields {
    let mut fields = Map::new();
    set(&mut fields, "FirstName", first);
    set(&mut fields, "LastName", last);
    set(&mut fields, "Name", &format!("{first} {last}"));
    set(&mut fields, "Email", email);
    set(&mut fields, "Username", email);
    fields.insert("IsActive".to_owned(), Value::Bool(true));
    fields
}

/// The fields in which a pair of this number and class differs, by Salesforce's names.
pub(super) fn differing(person: &Person) -> &'static [&'static str] {
    match person.class {
        Class::BothEqual | Class::OnlyHubSpot | Class::OnlySalesforce => &[],
        Class::EditedBoth => &["Title", "Phone"],
        Class::BothDiffer => match person.lot % 4 {
            0 => &["Phone"],
            1 => &["City"],
            2 => &["MobilePhone"],
            _ => &["Phone", "City"],
        },
    }
}

/// What Contact and Lead share.
fn named(person: &Person, owner: &str) -> Fields {
    let differs = |field: &str| differing(person).contains(&field);
    let mut fields = Map::new();
    set(&mut fields, "FirstName", &person.first);
    set(&mut fields, "LastName", &person.last);
    let email = person.email.as_deref().unwrap_or_default();
    if person.has(Dirt::CaseOnly) {
        set(&mut fields, "Email", &email.to_uppercase());
    } else {
        set(&mut fields, "Email", email);
    }
    let phone = if differs("Phone") { "+47 23 99 99 99" } else { &person.phone };
    set(&mut fields, "Phone", phone);
    let title = if differs("Title") { "Director (edited in Salesforce)" } else { &person.title };
    set(&mut fields, "Title", title);
    if !differs("MobilePhone") {
        set(&mut fields, "MobilePhone", &person.mobile);
    }
    set(&mut fields, "Salutation", person.salutation);
    set(&mut fields, "LeadSource", "Web");
    set(&mut fields, "OwnerId", owner);
    fields.insert("HasOptedOutOfEmail".to_owned(), Value::Bool(person.has(Dirt::OptedOut)));
    fields
}

fn city(person: &Person) -> &str {
    if differing(person).contains(&"City") { "Old Town" } else { person.city.0 }
}

fn set(fields: &mut Fields, name: &str, value: &str) {
    if !value.is_empty() {
        fields.insert(name.to_owned(), Value::String(value.to_owned()));
    }
}
