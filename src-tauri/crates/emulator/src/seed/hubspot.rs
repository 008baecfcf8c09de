//! How HubSpot writes the seeded world down. Every value is text.

use serde_json::{Map, Value, json};

use super::Deal;
use super::company::Company;
use super::person::{Class, Dirt, Person};
use crate::crm::Fields;

/// A contact at a company, owned by somebody.
pub(super) fn contact(person: &Person, company: Option<&Company>, owner: &str) -> Fields {
    let mut fields = Map::new();
    let trailing = if person.has(Dirt::TrailingSpace) { " " } else { "" };
    set(&mut fields, "email", person.email.as_deref().unwrap_or_default());
    set(&mut fields, "firstname", &format!("{}{trailing}", person.first));
    set(&mut fields, "lastname", &person.last);
    set(&mut fields, "phone", &person.phone);
    set(&mut fields, "mobilephone", &person.mobile);
    let edited = person.class == Class::EditedBoth;
    let title = if edited { "Director (edited in HubSpot)" } else { &person.title };
    set(&mut fields, "jobtitle", title);
    set(&mut fields, "salutation", person.salutation);
    set(&mut fields, "address", &person.street);
    set(&mut fields, "city", person.city.0);
    set(&mut fields, "state", person.city.1);
    set(&mut fields, "zip", person.city.2);
    set(&mut fields, "country", person.country.name);
    set(&mut fields, "lifecyclestage", person.stage);
    set(&mut fields, "hubspot_owner_id", owner);
    if let Some(company) = company {
        set(&mut fields, "company", &company.name);
        set(&mut fields, "website", &company.website);
        set(&mut fields, "industry", company.industry);
    }
    fields
}

/// A company.
pub(super) fn company(company: &Company, owner: &str) -> Fields {
    let mut fields = Map::new();
    set(&mut fields, "name", &company.name);
    set(&mut fields, "domain", &company.domain);
    set(&mut fields, "website", &company.website);
    set(&mut fields, "phone", &company.phone);
    set(&mut fields, "city", company.city.0);
    set(&mut fields, "state", company.city.1);
    set(&mut fields, "zip", company.city.2);
    set(&mut fields, "country", company.country.name);
    set(&mut fields, "numberofemployees", &company.employees.to_string());
    set(&mut fields, "annualrevenue", &company.revenue.to_string());
    set(&mut fields, "hubspot_owner_id", owner);
    fields
}

/// A deal in the default pipeline.
pub(super) fn deal(deal: &Deal, owner: &str) -> Fields {
    let mut fields = Map::new();
    set(&mut fields, "dealname", &deal.name);
    set(&mut fields, "amount", &deal.amount.to_string());
    set(&mut fields, "closedate", &format!("{}T00:00:00.000Z", deal.closes));
    set(&mut fields, "pipeline", "default");
    set(&mut fields, "dealstage", deal.stage.hubspot);
    set(&mut fields, "hubspot_owner_id", owner);
    fields
}

/// The act that makes an owner: owners are people and no records.
pub(super) fn owner(portal: &str, (first, last): (&str, &str), email: &str) -> Value {
    json!({"act": "add_owner", "account": portal, "email": email, "first_name": first,
        "last_name": last})
}

/// The act that opts an address out: `hs_email_optout` is derived from the address.
pub(super) fn opt_out(portal: &str, email: &str) -> Value {
    json!({"act": "unsubscribe", "account": portal, "email": email})
}

fn set(fields: &mut Fields, name: &str, value: &str) {
    if !value.is_empty() {
        fields.insert(name.to_owned(), Value::String(value.to_owned()));
    }
}
