//! What new records set off besides being there (P7): neither CRM can be told to keep still, so it
//! is said beforehand.

use crosswalk_model::{ObjectName, Side};
use serde::Serialize;

/// One thing that the creates of a group set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SetsOff {
    /// What. Its words are `sets-off-WHAT`.
    pub what: Consequence,
    /// How many records; of storage, how many kilobytes.
    pub count: u64,
}

/// What a new record sets off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Consequence {
    /// HubSpot workflows enrol it, and may send mails.
    HubspotWorkflows,
    /// HubSpot may bill it as a marketing contact.
    MarketingContacts,
    /// Assignment rules, flows and triggers of Salesforce run, and may send mails.
    SalesforceAutomation,
    /// It takes data storage of the org.
    SalesforceStorage,
}

impl Consequence {
    /// The end of its words' id.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Consequence::HubspotWorkflows => "hubspot_workflows",
            Consequence::MarketingContacts => "marketing_contacts",
            Consequence::SalesforceAutomation => "salesforce_automation",
            Consequence::SalesforceStorage => "salesforce_storage",
        }
    }
}

/// Kilobytes that Salesforce counts for a record, whatever it holds ("Data and File Storage
/// Allocations").
const KILOBYTES: u64 = 2;

/// What so many new records of an object set off on a side.
pub(super) fn by_creates(side: Side, object: &ObjectName, records: u64) -> Vec<SetsOff> {
    let of = |what| SetsOff { what, count: records };
    match side {
        Side::HubSpot => {
            let billed = object.as_str() == "contacts";
            let billed = billed.then(|| of(Consequence::MarketingContacts));
            [of(Consequence::HubspotWorkflows)].into_iter().chain(billed).collect()
        }
        Side::Salesforce => {
            let storage = SetsOff {
                what: Consequence::SalesforceStorage,
                count: records.saturating_mul(KILOBYTES),
            };
            vec![of(Consequence::SalesforceAutomation), storage]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p7_only_contacts_of_hubspot_are_billed_and_only_salesforce_counts_storage() {
        let told = |side, object: &str| {
            let all = by_creates(side, &object.into(), 41);
            all.into_iter().map(|it| (it.what.as_str(), it.count)).collect::<Vec<_>>()
        };
        let contacts = told(Side::HubSpot, "contacts");
        assert_eq!(contacts, [("hubspot_workflows", 41), ("marketing_contacts", 41)]);
        assert_eq!(told(Side::HubSpot, "companies"), [("hubspot_workflows", 41)]);
        let leads = told(Side::Salesforce, "Lead");
        assert_eq!(leads, [("salesforce_automation", 41), ("salesforce_storage", 82)]);
    }
}
