//! A plan (M11) is data: it prints, serialises and can be hashed. Nothing in it has been done.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, FieldName, LinkId, MappingId, ObjectName, PairId};
use crate::link::LinkState;
use crate::mapping::SyncRule;
use crate::reason::Reason;
use crate::record::RecordRef;
use crate::side::{Both, Side};
use crate::triple::{Author, Base};
use crate::value::{Content, Reading};

/// The plan file's format, major and minor: minor is additive, an unknown major is refused.
pub const FORMAT_VERSION: &str = "1.0";

/// What a plan stands on (M11): where any of it is another one, the plan is void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footing {
    /// The accounts that it was made for.
    pub accounts: Both<AccountId>,
    /// Which version of the pair's mapping decided.
    pub mapping_version: i64,
    /// Hash of that mapping.
    pub mapping_hash: String,
    /// Hash of each side's schema, as far as it is mapped.
    pub schema_hash: Both<String>,
}

/// A plan as a file holds it, but for its links. It carries record data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanHead {
    /// [`FORMAT_VERSION`].
    pub format_version: String,
    /// The pair.
    pub pair: PairId,
    /// What it stands on.
    #[serde(flatten)]
    pub footing: Footing,
    /// When each side was read.
    pub read_at: Both<Option<Timestamp>>,
    /// Brakes that this plan trips: applying it releases them for exactly its links.
    pub brakes: Vec<TrippedBrake>,
}

/// The writes of one link, as a plan file holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLink {
    /// The link.
    pub link: LinkId,
    /// Its object mapping.
    pub mapping: MappingId,
    /// Its ends when the plan was made.
    pub ends: Both<Option<RecordRef>>,
    /// What each side held when they last agreed, of the fields that the writes touch.
    pub base: Base,
    /// What is written to each side.
    pub acts: Both<Option<Act>>,
}

/// What one link needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkPlan {
    /// The link.
    pub link: LinkId,
    /// Its object mapping.
    pub mapping: MappingId,
    /// Its ends when the plan was made.
    pub ends: Both<Option<RecordRef>>,
    /// What is written to each side.
    pub acts: Both<Option<Act>>,
    /// Base entries that move without a write: the sides agree there already, or the rule lets
    /// the difference stand.
    pub settled: Base,
    /// Fields a person has to decide.
    pub conflicts: Vec<FieldConflict>,
    /// Fields that could not be decided or converted, with the reason.
    pub skips: Vec<FieldSkip>,
    /// Where the link stands once the acts are done.
    pub then: LinkState,
    /// Why.
    pub reason: Reason,
}

/// One write to one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "act")]
pub enum Act {
    /// Change fields of a record that is there.
    Update {
        /// Which record.
        at: RecordRef,
        /// The record's modified time when the plan was made: what is read later and is not past
        /// it does not show the write yet.
        seen: Option<Timestamp>,
        /// The changes, by target field.
        changes: Vec<FieldChange>,
    },
    /// Make a record.
    Create {
        /// Of which object.
        object: ObjectName,
        /// Its first values.
        changes: Vec<FieldChange>,
    },
    /// Delete a record.
    Delete {
        /// Which record.
        at: RecordRef,
    },
}

impl Act {
    /// The field changes, none for a delete.
    #[must_use]
    pub fn changes(&self) -> &[FieldChange] {
        match self {
            Act::Update { changes, .. } | Act::Create { changes, .. } => changes,
            Act::Delete { .. } => &[],
        }
    }

    /// The object written to.
    #[must_use]
    pub const fn object(&self) -> &ObjectName {
        match self {
            Act::Update { at, .. } | Act::Delete { at } => &at.object,
            Act::Create { object, .. } => object,
        }
    }
}

/// One field's change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FieldChange {
    /// The field mapping that decided.
    pub mapping: MappingId,
    /// The field to write, by the target side's name.
    pub field: FieldName,
    /// What the target held when the plan was made. The check compares it with the record just
    /// before the write.
    pub before: Reading,
    /// What is written.
    pub after: Content,
    /// The field the value comes from, by the other side's name.
    pub source_field: FieldName,
    /// What that field held: this is what settle writes into the source side's base.
    pub source: Content,
    /// The sync rule.
    pub rule: SyncRule,
    /// How it ruled.
    pub ruling: Ruling,
}

/// How a rule came to its answer. One sentence each in the word list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// Only one side changed, and the rule lets it flow (T2, T4, T8, T10).
    OneSideChanged,
    /// Only the side that does not rule changed; the ruling side's value goes back (T1, T5, T7).
    RulingSideStands,
    /// Both changed; the ruling side's value stands (T14, T15).
    RulingSideWins,
    /// The value flows into a blank (T3, T13, T16, T17).
    FillsBlank,
    /// Both changed; the newer one wins (T9, T11, T19).
    Newest,
    /// Both changed within the clock-skew window; Salesforce wins (A25).
    SkewWindow,
    /// First link; the ruling side's value stands (T18).
    FirstLinkRulingSide,
    /// The value that was there first stays.
    Earliest,
    /// The greater value wins.
    Maximum,
    /// Sets were merged.
    Union,
    /// The later option in order wins; nothing moves back.
    ForwardOnly,
    /// An opt-out on one side reaches the other (S55, S56, A15).
    OptOutReaches,
    /// Salesforce was unticked while HubSpot says unsubscribed: ticked again (A13).
    OptOutRestored,
    /// The person resubscribed, with a readable source (A14).
    OptOutLifted,
    /// An opportunity was won (S61).
    ClosedWon,
    /// A person has a role on an open opportunity (H62).
    OpenOpportunity,
    /// A contact of the company moved on (H44).
    ContactStage,
    /// The contact's company moved on (H65).
    CompanyStage,
    /// A new record gets its first values.
    NewRecord,
    /// The pair's own id on the record (P7).
    PairId,
    /// A person decided the conflict.
    DecidedByPerson,
    /// An undo puts the old value back.
    Undo,
}

/// How a person decided a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    /// This side's value stands.
    Keep(Side),
    /// A value of their own stands, in the form that each side stores.
    Typed(Both<Content>),
}

impl Decided {
    /// Whether both sides hold what the person saw who said so, or what they said: an edit that came
    /// after their word is newer than it, and asks again. What was not read tells nothing.
    #[must_use]
    pub fn is_about(&self, seen: &FieldConflict, held: &Both<Option<&Content>>) -> bool {
        Side::ALL.into_iter().all(|side| match (held.get(side), self) {
            (None, _) => true,
            (Some(now), Decided::Typed(typed)) if *now == typed.get(side) => true,
            (Some(now), Decided::Keep(_) | Decided::Typed(_)) => *now == seen.now.get(side),
        })
    }
}

/// A field that changed on both sides, with what a person needs to decide it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldConflict {
    /// The field mapping.
    pub mapping: MappingId,
    /// The rule that asks.
    pub rule: SyncRule,
    /// The names of the field on each side.
    pub fields: Both<FieldName>,
    /// What each side held when they last agreed, if ever.
    pub base: Both<Option<Content>>,
    /// What each side holds now.
    pub now: Both<Content>,
    /// When each side changed it, where known.
    pub times: Both<Option<Timestamp>>,
    /// Who changed it on each side, where known.
    #[serde(default)]
    pub by: Both<Option<Author>>,
}

impl FieldConflict {
    /// The same conflict with whom an earlier finding of it names. A record that changed again
    /// tells who changed it last, and not any more who changed this field.
    #[must_use]
    pub fn remembering(mut self, before: &FieldConflict) -> FieldConflict {
        for side in Side::ALL {
            let same = self.times.get(side) == before.times.get(side)
                && self.now.get(side) == before.now.get(side);
            if same && self.by.get(side).is_none() {
                self.by.get_mut(side).clone_from(before.by.get(side));
            }
        }
        self
    }
}

/// A field left alone, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSkip {
    /// The field mapping.
    pub mapping: MappingId,
    /// The side that would have been written.
    pub to: Side,
    /// The field there.
    pub field: FieldName,
    /// The value that did not fit, to notice when it changes (P8).
    pub value: Content,
    /// Why.
    pub why: SkipReason,
}

/// Why a value could not cross.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum SkipReason {
    /// More characters than the field takes.
    TooLong {
        /// Characters it takes.
        max: u32,
        /// Characters the value has.
        has: u32,
    },
    /// Not one of the field's options.
    NotAnOption {
        /// The option.
        option: String,
    },
    /// Not in the value list of the mapping.
    NotInTheList {
        /// The option.
        option: String,
    },
    /// Not a number.
    NotANumber,
    /// Not a phone number of its country.
    NotAPhoneNumber,
    /// Not a date or a time.
    NotADate,
    /// Neither yes nor no.
    NotABoolean,
    /// Digits would be lost.
    Lossy,
    /// A warning: it did cross, cut to the length that the mapping names.
    Shortened {
        /// Characters that stay.
        max: u32,
        /// Characters the value has.
        has: u32,
    },
    /// The number does not fit the field's digits.
    OutOfRange,
    /// The record that it names has no partner yet.
    NoPartner,
    /// The owner has no partner (S71).
    OwnerUnmatched,
    /// This kind cannot become that kind.
    WrongKind,
    /// The field is read-only or hidden on that side.
    NotWritable,
    /// A backward move of a forward-only list (A24).
    Backward,
    /// It was refused before and neither the value nor the mapping changed since (P8).
    RefusedBefore,
}

/// A brake that a plan trips (P4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrippedBrake {
    /// Which one.
    pub brake: Brake,
    /// The object mapping it stops.
    pub mapping: MappingId,
    /// The side that would be written.
    pub side: Side,
    /// What the plan (and the last 24 hours) came to.
    pub count: u32,
    /// The setting it passed.
    pub limit: u32,
    /// Linked records of the object, which shares are taken of.
    pub linked: u32,
}

/// The brakes of P4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Brake {
    /// Too many deletes.
    Deletes,
    /// Too many cleared values.
    ClearedValues,
    /// Too many changed records.
    ChangedRecords,
    /// Too many creates.
    Creates,
    /// The first run always asks.
    FirstRun,
    /// A side that had records has none now.
    EmptySide,
    /// A filter, match key, direction or account changed.
    ChangedDesign,
    /// A field that we keep writing on both sides.
    Loop,
    /// HubSpot's own Salesforce connector still writes (P9).
    AnotherConnector,
}

/// Totals of a plan, by object mapping, for people and brakes.
pub type PlanTotals = BTreeMap<MappingId, Both<ActTotals>>;

/// How many acts of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActTotals {
    /// Records to make.
    pub creates: u32,
    /// Records to change.
    pub updates: u32,
    /// Records to delete.
    pub deletes: u32,
    /// Values to clear.
    pub cleared: u32,
    /// Values to write.
    pub values: u32,
}
