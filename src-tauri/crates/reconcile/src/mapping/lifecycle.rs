//! The lifecycle of people, as far as opportunities move it (S61-S64), and that of companies and
//! their contacts, as far as they move one another (H44, H65).

use crosswalk_model::mapping::{ObjectMapping, PairFile, WonReaches};
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{FieldName, Ruling, Side};

use super::{Flaw, FlawCode, LIFECYCLE, Schemas, check};

/// How opportunities move the stage of the people of one mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// The stages' internal names from first to last (H65): the order in which HubSpot shows them.
    pub order: Vec<String>,
    /// Whom a won opportunity makes Customer.
    pub won_reaches: WonReaches,
}

impl Lifecycle {
    /// What the switches of a file come to for one of its mappings; `None` where nothing moves.
    pub(super) fn of(
        file: &PairFile,
        mapping: &ObjectMapping,
        schemas: &Schemas,
    ) -> Option<Lifecycle> {
        if !file.lifecycle.transitions || !check::is_of_people(&mapping.salesforce) {
            return None;
        }
        let stages = stages(schemas.hubspot.get(&mapping.hubspot)?)?;
        // Without company sync nobody knows which company an account is (S62, A16).
        let companies = file.mappings.iter().any(|it| it.hubspot.as_str() == "companies");
        let won_reaches = match file.lifecycle.won_reaches {
            WonReaches::CompanyContacts if !companies => WonReaches::Nobody,
            named @ (WonReaches::Nobody
            | WonReaches::CompanyContacts
            | WonReaches::ContactsWithARole) => named,
        };
        Some(Lifecycle { order: stages, won_reaches })
    }
}

/// What the records of one mapping have to do with the stages of companies and their contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ripple {
    /// Their own stages' internal names from first to last.
    pub order: Vec<String>,
    /// By which ruling they follow the others; `None` where they are only followed.
    pub follows: Option<Ruling>,
}

impl Ripple {
    /// What the switches of a file come to for one of its mappings; `None` where nobody follows
    /// anybody, as without company sync.
    pub(super) fn of(
        file: &PairFile,
        mapping: &ObjectMapping,
        schemas: &Schemas,
    ) -> Option<Ripple> {
        let settings = file.lifecycle;
        let of_people = check::is_of_people(&mapping.salesforce);
        let takes_part = of_people || is_of_companies(mapping);
        let companies = file.mappings.iter().any(is_of_companies);
        let asked = settings.contact_to_company || settings.company_to_contacts;
        if !(takes_part && companies && asked) {
            return None;
        }
        let follows = if of_people {
            settings.company_to_contacts.then_some(Ruling::CompanyStage)
        } else {
            settings.contact_to_company.then_some(Ruling::ContactStage)
        };
        Some(Ripple { order: stages(schemas.hubspot.get(&mapping.hubspot)?)?, follows })
    }
}

fn is_of_companies(mapping: &ObjectMapping) -> bool {
    mapping.hubspot.as_str() == "companies"
}

/// A file that asks for transitions of a property that is not there, or cannot be written.
pub(super) fn flaws(file: &PairFile, schemas: &Schemas) -> Vec<Flaw> {
    let of_people = file.lifecycle.transitions || file.lifecycle.company_to_contacts;
    let moved = file.mappings.iter().filter(|it| {
        let people = check::is_of_people(&it.salesforce);
        (of_people && people) || (file.lifecycle.contact_to_company && is_of_companies(it))
    });
    let flaw = |mapping: &ObjectMapping| {
        let schema = schemas.hubspot.get(&mapping.hubspot)?;
        let (side, object) = (Side::HubSpot, mapping.hubspot.clone());
        let field = FieldName::from(LIFECYCLE);
        let code = match schema.fields.get(&field) {
            None => FlawCode::UnknownField { side, object, field },
            Some(property) if !property.updateable => FlawCode::NotWritable { side, object, field },
            Some(_) => return None,
        };
        Some(Flaw::of_object(mapping.id.clone(), code))
    };
    moved.filter_map(flaw).collect()
}

fn stages(object: &ObjectSchema) -> Option<Vec<String>> {
    let property = object.fields.get(LIFECYCLE).filter(|it| it.updateable)?;
    Some(property.options.iter().map(|option| option.value.clone()).collect())
}
