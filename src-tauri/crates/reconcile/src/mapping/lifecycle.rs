//! The lifecycle of people, as far as opportunities move it (S61-S64).

use crosswalk_model::FieldName;
use crosswalk_model::Side;
use crosswalk_model::mapping::{ObjectMapping, PairFile, WonReaches};
use crosswalk_model::schema::ObjectSchema;

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

/// A file that asks for transitions of a property that is not there, or cannot be written.
pub(super) fn flaws(file: &PairFile, schemas: &Schemas) -> Vec<Flaw> {
    if !file.lifecycle.transitions {
        return Vec::new();
    }
    let people = file.mappings.iter().filter(|it| check::is_of_people(&it.salesforce));
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
    people.filter_map(flaw).collect()
}

fn stages(contacts: &ObjectSchema) -> Option<Vec<String>> {
    let property = contacts.fields.get(LIFECYCLE).filter(|it| it.updateable)?;
    Some(property.options.iter().map(|option| option.value.clone()).collect())
}
