//! Which property may be tied to which field (H81, H87-H94, S48).

use serde::{Deserialize, Serialize};

use crosswalk_model::schema::FieldSchema;
use crosswalk_model::value::ValueKind;

use crate::transform::Chain;

/// The verdict on one pair of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict", content = "why")]
pub enum Compatibility {
    /// HubSpot's own connector ties them too (H87-H93).
    Native,
    /// Beyond HubSpot's matrix, and safe: every value that does not fit is named.
    Extended,
    /// They cannot be tied.
    Refused(Refusal),
}

/// Why two fields cannot be tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// A text names nothing: Company name is a text, Account Name a reference (S48, H94).
    TextAndReference,
    /// A custom property of the kind "HubSpot user" (H94).
    HubSpotUser,
    /// The vendor's type has no form here: address, location, encrypted, base64, anyType.
    NoForm,
    /// These kinds have no conversion.
    Kinds,
}

/// Whether a HubSpot property and a Salesforce field can be tied.
#[must_use]
pub fn compatible(hubspot: &FieldSchema, salesforce: &FieldSchema) -> Compatibility {
    let refused = Compatibility::Refused;
    if hubspot.native.ends_with("/user") {
        return refused(Refusal::HubSpotUser);
    }
    if NO_FORM.contains(&salesforce.native.as_str())
        || hubspot.native.starts_with("object_coordinates")
    {
        return refused(Refusal::NoForm);
    }
    if in_matrix(&hubspot.native, &salesforce.native) {
        return Compatibility::Native;
    }
    let references = (is_reference(hubspot.kind), is_reference(salesforce.kind));
    if references.0 != references.1 {
        return refused(Refusal::TextAndReference);
    }
    if convertible(hubspot.kind, salesforce.kind) || references == (true, true) {
        return Compatibility::Extended;
    }
    refused(Refusal::Kinds)
}

/// The same for fields with transforms between them: what reaches the Salesforce field counts.
#[must_use]
pub fn compatible_through(
    hubspot: &FieldSchema,
    salesforce: &FieldSchema,
    chain: &Chain,
) -> Compatibility {
    let verdict = compatible(hubspot, salesforce);
    let gives = chain.gives(hubspot.kind);
    match verdict {
        Compatibility::Native
        | Compatibility::Extended
        | Compatibility::Refused(Refusal::Kinds)
            if !chain.is_empty() =>
        {
            let fits = convertible(gives, salesforce.kind) && !is_reference(salesforce.kind);
            if fits { Compatibility::Extended } else { Compatibility::Refused(Refusal::Kinds) }
        }
        Compatibility::Native | Compatibility::Extended | Compatibility::Refused(_) => verdict,
    }
}

const NO_FORM: [&str; 6] =
    ["address", "location", "encryptedstring", "base64", "anyType", "complexvalue"];

/// H87-H93 in the vendors' own types.
fn in_matrix(hubspot: &str, salesforce: &str) -> bool {
    let accepts: &[&str] = match hubspot {
        "enumeration/select" | "enumeration/radio" => &["picklist"],
        "enumeration/checkbox" => &["multipicklist"],
        "bool/booleancheckbox" | "enumeration/booleancheckbox" => &["boolean"],
        "number/number" => &["double", "int"],
        "string/text" => &["string", "textarea"],
        "string/textarea" => &["textarea"],
        "date/date" | "datetime/date" => &["date", "datetime"],
        _ => &[],
    };
    accepts.contains(&salesforce)
}

fn is_reference(kind: ValueKind) -> bool {
    matches!(kind, ValueKind::Reference | ValueKind::References)
}

/// Kinds that convert both ways without guessing. Values that do not fit are named one by one.
fn convertible(a: ValueKind, b: ValueKind) -> bool {
    use ValueKind::{Boolean, Choice, Choices, Date, Decimal, Instant, Text, Time};
    if a == b {
        return true;
    }
    let pair = |x, y| (a == x && b == y) || (a == y && b == x);
    pair(Text, Choice)
        || pair(Text, Decimal)
        || pair(Text, Time)
        || pair(Text, Date)
        || pair(Date, Instant)
        || pair(Choice, Choices)
        || pair(Text, Choices)
        || pair(Boolean, Choice)
}
