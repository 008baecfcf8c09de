//! The values by which records are found (A4, M7). The store indexes them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crosswalk_model::{Content, FieldName, Record, RecordId, RecordRef, Side, Value};

use crate::mapping::ObjectDesign;

/// What two records share, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchVia {
    /// The pair's own id field names the other record (P7).
    PairId,
    /// An id that HubSpot's own connector left: `salesforcecontactid` and the like.
    NativeId,
    /// The primary e-mail address.
    Email,
    /// One of HubSpot's additional addresses.
    AdditionalEmail,
    /// Contacts that are already linked (S23).
    AssociatedContacts,
    /// The web domain.
    Domain,
    /// The name.
    Name,
}

/// One value by which a record can be found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "key", content = "value")]
pub enum MatchKeyValue {
    /// The record is this one of the other side, by the pair's id field.
    PartnerIs(RecordId),
    /// The record is this one of the other side, by HubSpot's own connector.
    NativePartnerIs(RecordId),
    /// Its primary address, normalised.
    Email(String),
    /// An additional address, normalised.
    AdditionalEmail(String),
    /// Its web domain, lower-cased, without `www.`.
    Domain(String),
    /// Its name, trimmed, lower-cased.
    Name(String),
    /// It belongs to this record of its own side: a contact to its company, a deal to a contact.
    ChildOf(RecordRef),
}

/// Everything by which one record can be found. `id_field` is the pair's id field on that object,
/// where there is one.
#[must_use]
pub fn match_keys(
    record: &Record,
    side: Side,
    design: &ObjectDesign,
    id_field: Option<&FieldName>,
) -> Vec<MatchKeyValue> {
    let mut keys = Vec::new();
    let own = id_field.and_then(|field| text(record, field.as_str()));
    keys.extend(own.map(|id| MatchKeyValue::PartnerIs(RecordId::from(id))));
    if side == Side::HubSpot {
        let native = native_id_fields(design).iter().filter_map(|field| text(record, field));
        keys.extend(native.map(|id| MatchKeyValue::NativePartnerIs(RecordId::from(long_id(&id)))));
    }
    keys.extend(parents_of(record, side, design).into_iter().map(MatchKeyValue::ChildOf));
    if design.is_of_people() {
        keys.extend(email_of(record, side).map(MatchKeyValue::Email));
        keys.extend(additional_emails(record, side));
    } else {
        keys.extend(domain(record, side).map(MatchKeyValue::Domain));
        keys.extend(name(record, side).map(MatchKeyValue::Name));
    }
    keys
}

/// The records that a record's mapped references name, owners apart.
#[must_use]
pub fn parents_of(record: &Record, side: Side, design: &ObjectDesign) -> BTreeSet<RecordRef> {
    let pairs = match side {
        Side::Salesforce => design.pairs(&record.at.object).iter().collect::<Vec<_>>(),
        Side::HubSpot => design.fields.values().flatten().collect(),
    };
    let named = pairs.into_iter().filter(|pair| !pair.is_owner());
    let contents = named.filter_map(|pair| record.fields.get(pair.names.get(side)));
    contents.flat_map(Content::references).cloned().collect()
}

/// Trimmed and lower-cased (A4); nothing without an at sign is an address.
#[must_use]
pub fn normalise_email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    text.contains('@').then_some(text)
}

/// The field of a person's primary address.
#[must_use]
pub const fn address_field(side: Side) -> &'static str {
    match side {
        Side::HubSpot => "email",
        Side::Salesforce => "Email",
    }
}

/// The record's primary address, normalised.
#[must_use]
pub fn email_of(record: &Record, side: Side) -> Option<String> {
    text(record, address_field(side)).and_then(|text| normalise_email(&text))
}

fn additional_emails(record: &Record, side: Side) -> Vec<MatchKeyValue> {
    if side == Side::Salesforce {
        return Vec::new();
    }
    let Some(list) = text(record, "hs_additional_emails") else {
        return Vec::new();
    };
    list.split(';').filter_map(normalise_email).map(MatchKeyValue::AdditionalEmail).collect()
}

fn native_id_fields(design: &ObjectDesign) -> &'static [&'static str] {
    match design.hubspot.as_str() {
        "contacts" => &["salesforcecontactid", "salesforceleadid"],
        "companies" => &["salesforceaccountid"],
        _ => &[],
    }
}

fn domain(record: &Record, side: Side) -> Option<String> {
    let field = match side {
        Side::HubSpot => "domain",
        Side::Salesforce => "Website",
    };
    let text = text(record, field)?.trim().to_lowercase();
    let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = text.split(['/', '?', '#']).next()?.trim_start_matches("www.");
    host.contains('.').then(|| host.to_owned())
}

fn name(record: &Record, side: Side) -> Option<String> {
    let field = match side {
        Side::HubSpot => "name",
        Side::Salesforce => "Name",
    };
    let folded =
        text(record, field)?.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (!folded.is_empty()).then_some(folded)
}

fn text(record: &Record, field: &str) -> Option<String> {
    match record.fields.get(field)?.value()? {
        Value::Text(text) | Value::Choice(text) => Some(text.clone()),
        Value::Choices(set) => Some(set.iter().map(String::as_str).collect::<Vec<_>>().join(";")),
        Value::Reference(at) => Some(at.id.as_str().to_owned()),
        Value::Decimal(number) => Some(number.normalize().to_string()),
        Value::Boolean(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Instant(_)
        | Value::References(_) => None,
    }
}

/// The 18-character form of a Salesforce id; other texts stay as they are. Each of the last three
/// characters says which of five characters are capitals.
#[must_use]
pub fn long_id(id: &str) -> String {
    let id = id.trim();
    if id.len() != 15 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return id.to_owned();
    }
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let check = id.as_bytes().chunks(5).map(|five| {
        let capitals = five.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
        let bits = capitals.fold(0usize, |bits, (at, _)| bits | (1 << at));
        char::from(DIGITS.get(bits).copied().unwrap_or(b'A'))
    });
    id.chars().chain(check).collect()
}
