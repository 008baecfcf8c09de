//! What people call a record: rows of lists show it beside the ids.

use crosswalk_model::{FieldName, LinkId, Record, Side, Triple, Value};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;

/// What people call the records of a link, as last read. It is personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Title {
    /// The link.
    pub link: LinkId,
    /// A name, where one is known.
    pub name: Option<String>,
    /// An e-mail address, where one is known.
    pub email: Option<String>,
}

/// Links that one question may name.
pub const MOST_TITLES: usize = 500;

/// Fields that make a name, by side, the better ones first; those of one line stand together.
const NAMES: [(Side, &[&str]); 5] = [
    (Side::Salesforce, &["Name"]),
    (Side::HubSpot, &["firstname", "lastname"]),
    (Side::Salesforce, &["FirstName", "LastName"]),
    (Side::HubSpot, &["name"]),
    (Side::HubSpot, &["dealname"]),
];

const EMAILS: [(Side, &[&str]); 2] = [(Side::HubSpot, &["email"]), (Side::Salesforce, &["Email"])];

impl App {
    /// What people call the records of some links; a link that is gone is left out.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn titles(&self, links: &[LinkId]) -> Result<Vec<Title>, AppError> {
        let asked: Vec<LinkId> = links.iter().copied().take(MOST_TITLES).collect();
        let title = |triple: Triple| Title {
            link: triple.link.id,
            name: said(&triple, &NAMES),
            email: said(&triple, &EMAILS),
        };
        Ok(self.store.triples(&asked)?.into_iter().map(title).collect())
    }
}

/// The first line of fields of which one holds something.
fn said(triple: &Triple, lines: &[(Side, &[&str])]) -> Option<String> {
    lines.iter().find_map(|(side, fields)| {
        let record = &triple.observed.get(*side).as_ref()?.record;
        let parts: Vec<String> = fields.iter().filter_map(|name| held(record, name)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    })
}

fn held(record: &Record, field: &str) -> Option<String> {
    match record.fields.get(&FieldName::from(field))?.value()? {
        Value::Text(text) | Value::Choice(text) => Some(text.clone()),
        Value::Decimal(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Instant(_)
        | Value::Choices(_)
        | Value::Reference(_)
        | Value::References(_) => None,
    }
}
