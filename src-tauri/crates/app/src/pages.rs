//! Pages of the linked accounts that a person opens in their own browser.
//!
//! The window says which page it means and never gives an address: what a record's text or a
//! vendor's answer says can lead nowhere else (SEC21, SEC25).

use crosswalk_connectors::hosts::HostRule;
use crosswalk_model::{Account, ConnectionId, ObjectName, RecordRef, Side};
use serde::Deserialize;
use url::Url;

use crate::{App, AppError};

/// A page of a linked account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "page")]
pub enum Page {
    /// Where people see a record.
    Record {
        /// Which.
        at: RecordRef,
    },
    /// Where an admin changes the fields of an object; HubSpot's settings are reached by its menu.
    Fields {
        /// Of which object.
        object: ObjectName,
    },
}

/// HubSpot's own ids of its objects, which its pages go by. Another object's is its `2-…`.
const HUBSPOT_TYPES: [(&str, &str); 9] = [
    ("contacts", "0-1"),
    ("companies", "0-2"),
    ("deals", "0-3"),
    ("tickets", "0-5"),
    ("tasks", "0-27"),
    ("notes", "0-46"),
    ("meetings", "0-47"),
    ("calls", "0-48"),
    ("emails", "0-49"),
];

const HUBSPOT: &str = "https://app.hubspot.com";

impl App {
    /// The address of a page, where its CRM has one. Pretend accounts have none.
    ///
    /// # Errors
    /// [`AppError::Refused`] where there is no such page; [`AppError::Store`].
    pub fn page_address(&self, id: ConnectionId, page: &Page) -> Result<Url, AppError> {
        let row = self.store.connection_row(id)?;
        address(row.side, &row.account, page)
            .ok_or_else(|| AppError::Refused("there is no such page to open".to_owned()))
    }
}

fn address(side: Side, account: &Account, page: &Page) -> Option<Url> {
    let base = HostRule::Production.base(side, &account.base_url).ok()?;
    match (side, page) {
        (Side::Salesforce, Page::Record { at }) => below(&base, &[at.id.as_str()]),
        (Side::Salesforce, Page::Fields { object }) => {
            let manager = ["lightning", "setup", "ObjectManager", object.as_str()];
            below(&base, &[&manager[..], &["FieldsAndRelationships", "view"]].concat())
        }
        (Side::HubSpot, Page::Record { at }) => {
            let known = HUBSPOT_TYPES.iter().find(|(name, _)| *name == at.object.as_str());
            let of_type = known.map_or(at.object.as_str(), |(_, id)| *id);
            let is_id = of_type.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            let path = ["contacts", account.id.as_str(), "record", of_type, at.id.as_str()];
            if is_id { below(&Url::parse(HUBSPOT).ok()?, &path) } else { None }
        }
        (Side::HubSpot, Page::Fields { .. }) => None,
    }
}

/// An address made of plain words: anything else is no id and no name.
fn below(base: &Url, path: &[&str]) -> Option<Url> {
    let plain = |word: &&str| {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !word.is_empty() && word.bytes().all(letter)
    };
    path.iter().all(plain).then(|| base.join(&format!("/{}", path.join("/"))).ok())?
}

#[cfg(test)]
mod tests;
