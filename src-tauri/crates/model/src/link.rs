//! Links (M6): which record is which. Every record in reach of an object mapping stands in exactly
//! one row, which may still have one end only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{LinkId, MappingId};
use crate::reason::Reason;
use crate::record::RecordRef;
use crate::side::{Both, Side};

/// A link, or a record that still looks for its partner (one end).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The row.
    pub id: LinkId,
    /// The object mapping it belongs to.
    pub mapping: MappingId,
    /// The ends that are known.
    pub ends: Both<Option<RecordRef>>,
    /// Where it stands.
    pub state: LinkState,
    /// Why, stored when it was decided.
    pub reason: Reason,
    /// The side whose record was there first, where we created the other one.
    pub origin: Option<Side>,
}

impl Link {
    /// Whether both ends are known.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.ends.salesforce.is_some() && self.ends.hubspot.is_some()
    }
}

/// The states of a link.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// One end, not decided yet.
    New,
    /// One end, and the rules say that it gets no partner.
    LeftOut,
    /// Both ends agree, or nothing is left to do.
    InSync,
    /// Something else has to happen first.
    Waiting,
    /// Linked, and kept as it is: out of scope (A2).
    Held,
    /// A person has to decide a field.
    Conflict,
    /// The last write failed.
    Failing,
    /// Undone; the sides differ until the next edit (M12).
    PutBack,
    /// A tombstone: neither end is matched or created again.
    Unlinked,
}

impl LinkState {
    /// Every state.
    pub const ALL: [LinkState; 9] = [
        LinkState::New,
        LinkState::LeftOut,
        LinkState::InSync,
        LinkState::Waiting,
        LinkState::Held,
        LinkState::Conflict,
        LinkState::Failing,
        LinkState::PutBack,
        LinkState::Unlinked,
    ];

    /// The name used in the database and `--json`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            LinkState::New => "new",
            LinkState::LeftOut => "left_out",
            LinkState::InSync => "in_sync",
            LinkState::Waiting => "waiting",
            LinkState::Held => "held",
            LinkState::Conflict => "conflict",
            LinkState::Failing => "failing",
            LinkState::PutBack => "put_back",
            LinkState::Unlinked => "unlinked",
        }
    }

    /// Reads [`LinkState::as_str`] back.
    #[must_use]
    pub fn parse(text: &str) -> Option<LinkState> {
        LinkState::ALL.into_iter().find(|state| state.as_str() == text)
    }
}
