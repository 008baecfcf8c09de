//! The two sides of a pair. There is no left or right, no source or target: a rule that is not
//! symmetric names the side it means.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One of the two CRMs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The Salesforce org of the pair.
    Salesforce,
    /// The HubSpot account of the pair.
    HubSpot,
}

impl Side {
    /// Both sides, in the order in which they are stored.
    pub const ALL: [Side; 2] = [Side::Salesforce, Side::HubSpot];

    /// The opposite side.
    #[must_use]
    pub const fn other(self) -> Side {
        match self {
            Side::Salesforce => Side::HubSpot,
            Side::HubSpot => Side::Salesforce,
        }
    }

    /// The name used in files, the database and `--json`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Side::Salesforce => "salesforce",
            Side::HubSpot => "hubspot",
        }
    }

    /// Reads [`Side::as_str`] back.
    #[must_use]
    pub fn parse(text: &str) -> Option<Side> {
        Side::ALL.into_iter().find(|side| side.as_str() == text)
    }

    /// The product's name as people write it.
    #[must_use]
    pub const fn product(self) -> &'static str {
        match self {
            Side::Salesforce => "Salesforce",
            Side::HubSpot => "HubSpot",
        }
    }
}

/// One value per side.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Both<T> {
    /// What belongs to the Salesforce side.
    pub salesforce: T,
    /// What belongs to the HubSpot side.
    pub hubspot: T,
}

impl<T> Both<T> {
    /// Builds a pair of values by asking `make` once per side.
    pub fn from_fn(mut make: impl FnMut(Side) -> T) -> Self {
        Both { salesforce: make(Side::Salesforce), hubspot: make(Side::HubSpot) }
    }

    /// The value of one side.
    pub const fn get(&self, side: Side) -> &T {
        match side {
            Side::Salesforce => &self.salesforce,
            Side::HubSpot => &self.hubspot,
        }
    }

    /// The value of one side, to change.
    pub const fn get_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Salesforce => &mut self.salesforce,
            Side::HubSpot => &mut self.hubspot,
        }
    }

    /// Takes the value of one side, dropping the other.
    pub fn into_side(self, side: Side) -> T {
        match side {
            Side::Salesforce => self.salesforce,
            Side::HubSpot => self.hubspot,
        }
    }

    /// Applies `f` to both values.
    pub fn map<U>(self, mut f: impl FnMut(Side, T) -> U) -> Both<U> {
        Both {
            salesforce: f(Side::Salesforce, self.salesforce),
            hubspot: f(Side::HubSpot, self.hubspot),
        }
    }

    /// Borrows both values.
    pub const fn as_ref(&self) -> Both<&T> {
        Both { salesforce: &self.salesforce, hubspot: &self.hubspot }
    }

    /// Exchanges the two values. Laws use it: swapping the sides of the input swaps the plan.
    #[must_use]
    pub fn swap(self) -> Both<T> {
        Both { salesforce: self.hubspot, hubspot: self.salesforce }
    }
}
