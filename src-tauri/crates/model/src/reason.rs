//! Why a record is where it is. Reasons are stored at decision time; nothing is worked out anew
//! when somebody asks.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A reason with the figures and names its sentence needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Reason {
    /// The code: stable, never text to search.
    pub code: ReasonCode,
    /// Names and figures for the sentence. Values may be personal data.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub detail: BTreeMap<String, String>,
}

impl Reason {
    /// A reason without details.
    #[must_use]
    pub const fn new(code: ReasonCode) -> Self {
        Reason { code, detail: BTreeMap::new() }
    }

    /// Adds one name or figure.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl fmt::Display) -> Self {
        self.detail.insert(key.to_owned(), value.to_string());
        self
    }
}

macro_rules! reason_codes {
    ($($(#[$meta:meta])* $code:ident = $text:literal,)*) => {
        /// The codes. Each has a sentence in every language of the word list.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
            JsonSchema,
        )]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        pub enum ReasonCode {
            $($(#[$meta])* $code,)*
        }

        impl ReasonCode {
            /// Every code.
            pub const ALL: &'static [ReasonCode] = &[$(ReasonCode::$code,)*];

            /// The code as files, the database and `--json` spell it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(ReasonCode::$code => $text,)* }
            }
        }
    };
}

reason_codes! {
    /// Seen, and not planned yet.
    NotPlannedYet = "not_planned_yet",
    /// Both sides agree.
    InSync = "in_sync",
    /// Everything but the owner agrees: a side does not know the other one's (S71, S72, A20, A22).
    OwnerUnmatched = "owner_unmatched",
    /// Both sides agree after this run's writes.
    Synced = "synced",
    /// A plan writes this record; nothing has been sent yet.
    Planned = "planned",
    /// No e-mail address, and people are matched by address only (A4, H23).
    NoEmail = "no_email",
    /// The inclusion list or filter leaves it out.
    OutOfScope = "out_of_scope",
    /// Linked, and the inclusion list or filter no longer holds it (A2).
    HeldOutOfScope = "held_out_of_scope",
    /// New records of this kind are switched off for that side.
    CreateOff = "create_off",
    /// The pair's id field is missing on that side, so nothing is created there (P7).
    NoIdField = "no_id_field",
    /// A company none of whose contacts has, or gets, a Salesforce contact (H41).
    NoContactSyncs = "no_contact_syncs",
    /// A required field has no value.
    RequiredMissing = "required_missing",
    /// Its company, contact or deal has no partner yet.
    WaitingForParent = "waiting_for_parent",
    /// A side did not show its object, or one that it hangs on, in the last pass.
    WaitingForReading = "waiting_for_reading",
    /// An earlier write of it failed and will be tried again.
    WaitingForRetry = "waiting_for_retry",
    /// A brake stopped the plan it was in.
    BehindBrake = "behind_brake",
    /// The write was sent and its answer was lost; the next pass looks before it writes.
    AnswerLost = "answer_lost",
    /// Changed between plan and write; planned again.
    ChangedMeanwhile = "changed_meanwhile",
    /// A field changed on both sides and the rule asks a person.
    ConflictAsk = "conflict_ask",
    /// A vendor refused the write.
    Refused = "refused",
    /// A value has no form on the other side.
    NotConvertible = "not_convertible",
    /// Undone: the sides differ until the next edit (M12).
    PutBack = "put_back",
    /// A person unlinked it.
    UnlinkedByPerson = "unlinked_by_person",
    /// A person said that it is never to be synced.
    NeverByPerson = "never_by_person",
    /// Its partner was deleted.
    PartnerDeleted = "partner_deleted",
    /// It was deleted, and its partner with it.
    Deleted = "deleted",
    /// It was deleted, and its partner's delete would take others along: a person decides.
    TakesAlong = "takes_along",
    /// A delete of ours took its partner along, and nobody deleted that: it stays (P2).
    WentAlong = "went_along",
    /// A vendor merged it into another record.
    Absorbed = "absorbed",
    /// Two links fell on one record; the other one stayed.
    LostToOtherLink = "lost_to_other_link",
    /// Several records share its address; another one is its partner (A5).
    DuplicateOfLinked = "duplicate_of_linked",
    /// A person asked for it to be forgotten (P10).
    Erased = "erased",
    /// Its contacts point at a record that is tied to another one (S24, A7).
    TiedElsewhere = "tied_elsewhere",
    /// Full comparison of ids did not meet it, without evidence of a delete.
    NoLongerVisible = "no_longer_visible",
    /// The first run only linked; values stay as they were (H80).
    LinkedOnly = "linked_only",
    /// The lead was converted, and its contact is not known yet.
    ConvertedWaiting = "converted_waiting",
    /// A person account's own record.
    PersonAccount = "person_account",
}

impl fmt::Display for ReasonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
