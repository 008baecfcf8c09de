//! Who an unlinked record belongs to (M7-M9, S19, S22, S27, A4-A6).

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use jiff::Timestamp;

use crosswalk_model::mapping::{CreateInHubSpot, MatchKey};
use crosswalk_model::{
    Both, Life, Link, LinkId, ObjectName, Reason, ReasonCode, Record, RecordRef, Side,
};

use crate::mapping::{Makes, ObjectDesign, is_person};

mod follow;
mod keys;

pub use follow::{is_followed, is_stale_claim};
pub use keys::{
    MatchKeyValue, MatchVia, address_field, email_of, long_id, match_keys, normalise_email,
    parents_of,
};

/// A record that looks for its partner.
#[derive(Clone, Debug)]
pub struct Seeker<'a> {
    /// Its link, with one end.
    pub link: &'a Link,
    /// Which end.
    pub side: Side,
    /// The record.
    pub record: &'a Record,
}

/// A record of the other side that shares a key with the seeker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The record.
    pub at: RecordRef,
    /// The link it stands in, whole or not.
    pub link: LinkId,
    /// Whether that link has another partner already, or is a tombstone.
    pub taken: bool,
    /// The key they share.
    pub via: MatchVia,
    /// Whether it is there; an absorbed or converted record is nobody's partner.
    pub life: Life,
    /// `SystemModstamp`, or the modified time.
    pub stamp: Option<Timestamp>,
    /// How many linked contacts speak for it (S23, A7); none for the other keys.
    pub votes: Option<Votes>,
}

/// What linked contacts say of the partner of their company (A7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Votes {
    /// How many of them.
    pub count: u32,
    /// The oldest link among them decides a tie.
    pub oldest: LinkId,
}

/// Whether a HubSpot company has contacts for whom it makes an account (H40, H41).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyContacts {
    /// Not a company, or nobody asked.
    #[default]
    NotAsked,
    /// At least one of them has, or gets, a Salesforce contact.
    Sync,
    /// None does: there are none, or all of them are leads or left out.
    None,
}

/// Whether a HubSpot record takes part (S14), as far as it was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// It does; also where no list or filter is set (S13).
    #[default]
    In,
    /// It does not.
    Out,
    /// Not known yet.
    Unknown,
}

/// What identity asks for besides records.
#[derive(Clone, Copy, Debug)]
pub struct IdentityFacts<'a> {
    /// Whether the pair's id field is there, on the object that would be made, per side (P7).
    pub id_field: Both<bool>,
    /// Whether a seeker on the HubSpot side takes part.
    pub membership: Membership,
    /// The linked leads of its e-mail have not been re-read since it appeared (M9).
    pub leads_to_reread: &'a [RecordRef],
    /// What a person ordered for this record.
    pub order: Option<&'a Order>,
    /// Whether a HubSpot company has contacts that sync.
    pub contacts: CompanyContacts,
    /// Whether a person account becomes a company, too (S32).
    pub person_companies: bool,
}

/// What a person ordered by hand (M7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "order")]
pub enum Order {
    /// Make a partner, whatever the create setting says.
    Create {
        /// Of which object.
        object: ObjectName,
    },
    /// Never sync it.
    Never,
}

/// What becomes of an unlinked record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "identity")]
pub enum Identity {
    /// It joins a record that is there.
    Join {
        /// The partner.
        with: RecordRef,
        /// The partner's own link, which this one takes up.
        link: LinkId,
        /// The key that decided.
        via: MatchVia,
        /// Others that shared the key, for the log (A5).
        also_seen: Vec<RecordRef>,
    },
    /// A partner is made.
    Create {
        /// Of which object.
        object: ObjectName,
    },
    /// The rules give it no partner.
    LeaveOut(Reason),
    /// Something else has to happen first.
    Wait(Reason),
}

/// Decides what becomes of an unlinked record.
#[must_use]
pub fn identify(
    seeker: &Seeker<'_>,
    candidates: &[Candidate],
    design: &ObjectDesign,
    facts: &IdentityFacts<'_>,
) -> Identity {
    if let Some(reason) = unfit(seeker, facts) {
        return Identity::LeaveOut(reason);
    }
    if !facts.leads_to_reread.is_empty() {
        let count = facts.leads_to_reread.len();
        return Identity::Wait(Reason::new(ReasonCode::ConvertedWaiting).with("leads", count));
    }
    let mut fit: Vec<&Candidate> = candidates.iter().filter(|one| may_join(one, design)).collect();
    fit.sort_by_key(|one| rank(one));
    // What most of the contacts point at is the answer, taken or not (A7).
    let outvoted = |one: &&&Candidate| {
        let first = fit.iter().find(|other| other.via == one.via);
        one.votes.is_some() && first.is_some_and(|first| first.at != one.at)
    };
    let free = fit.iter().filter(|one| !outvoted(one)).find(|one| !one.taken);
    if let Some(best) = free {
        let strongest = fit.first().is_some_and(|first| first.via < best.via);
        if !strongest {
            return join(best, &fit);
        }
    }
    if let Some(taken) = fit.first() {
        return Identity::LeaveOut(duplicate_of(taken));
    }
    create(seeker, design, facts)
}

/// What keeps a record from having a partner at all.
fn unfit(seeker: &Seeker<'_>, facts: &IdentityFacts<'_>) -> Option<Reason> {
    if facts.order == Some(&Order::Never) {
        return Some(Reason::new(ReasonCode::NeverByPerson));
    }
    match &seeker.record.life {
        Life::Live => None,
        Life::Deleted => Some(Reason::new(ReasonCode::Deleted)),
        Life::AbsorbedBy(id) => Some(Reason::new(ReasonCode::Absorbed).with("into", id)),
        Life::Converted(_) => Some(Reason::new(ReasonCode::ConvertedWaiting)),
        Life::NoLongerVisible => Some(Reason::new(ReasonCode::NoLongerVisible)),
    }
}

/// Deals are tied by our own id only (S27): that is a retry of the same record, not a match.
fn may_join(candidate: &Candidate, design: &ObjectDesign) -> bool {
    candidate.life == Life::Live && may_tie(candidate.via, design)
}

/// Whether a key may tie records at all: the admin says which do (A7), ids always do.
#[must_use]
pub fn may_tie(via: MatchVia, design: &ObjectDesign) -> bool {
    match via {
        MatchVia::PairId | MatchVia::NativeId => true,
        MatchVia::Email => design.match_by.contains(&MatchKey::Email),
        MatchVia::AdditionalEmail => design.match_by.contains(&MatchKey::AdditionalEmails),
        MatchVia::AssociatedContacts => design.match_by.contains(&MatchKey::AssociatedContacts),
        MatchVia::Domain => design.match_by.contains(&MatchKey::Domain),
        MatchVia::Name => design.match_by.contains(&MatchKey::Name),
    }
}

/// In which order candidates are preferred.
type Rank<'a> =
    (MatchVia, Reverse<u32>, Option<LinkId>, bool, Reverse<Option<Timestamp>>, &'a RecordRef);

/// A5: the strongest key, contact before lead, the newest stamp, then the lowest id. A7: among
/// contacts' words the majority, then the oldest link.
fn rank(one: &Candidate) -> Rank<'_> {
    let lead = one.at.object.as_str() == "Lead";
    let votes = Reverse(one.votes.map_or(0, |votes| votes.count));
    let oldest = one.votes.map(|votes| votes.oldest);
    (one.via, votes, oldest, lead, Reverse(one.stamp), &one.at)
}

fn join(best: &Candidate, fit: &[&Candidate]) -> Identity {
    let others = fit.iter().filter(|one| one.at != best.at);
    Identity::Join {
        with: best.at.clone(),
        link: best.link,
        via: best.via,
        also_seen: others.map(|one| one.at.clone()).collect(),
    }
}

fn duplicate_of(taken: &Candidate) -> Reason {
    let code = if taken.via == MatchVia::AssociatedContacts {
        ReasonCode::TiedElsewhere
    } else {
        ReasonCode::DuplicateOfLinked
    };
    Reason::new(code).with("object", &taken.at.object).with("id", &taken.at.id)
}

fn create(seeker: &Seeker<'_>, design: &ObjectDesign, facts: &IdentityFacts<'_>) -> Identity {
    let target = seeker.side.other();
    if seeker.side == Side::HubSpot {
        match facts.membership {
            Membership::In => {}
            Membership::Out => {
                let reason = Reason::new(ReasonCode::OutOfScope);
                return Identity::LeaveOut(match design.in_no_pipeline(seeker.record) {
                    Some(property) => reason.with("field", property),
                    None => reason,
                });
            }
            Membership::Unknown => {
                return Identity::Wait(Reason::new(ReasonCode::NotPlannedYet));
            }
        }
    }
    let ordered = match facts.order {
        Some(Order::Create { object }) => Some(object.clone()),
        Some(Order::Never) | None => None,
    };
    let object = match ordered.map_or_else(|| makes(seeker, design), Makes::One) {
        Makes::One(object) => object,
        Makes::Nothing => return Identity::LeaveOut(Reason::new(ReasonCode::CreateOff)),
        Makes::NotKnown => return Identity::Wait(Reason::new(ReasonCode::NotPlannedYet)),
    };
    if design.is_of_people() && !has_email(seeker) {
        return Identity::LeaveOut(Reason::new(ReasonCode::NoEmail));
    }
    let ordered = matches!(facts.order, Some(Order::Create { .. }));
    let person =
        seeker.side == Side::Salesforce && design.is_of_companies() && is_person(seeker.record);
    if person && !facts.person_companies && !ordered {
        return Identity::LeaveOut(Reason::new(ReasonCode::PersonAccount));
    }
    if facts.contacts == CompanyContacts::None && !ordered {
        return Identity::LeaveOut(Reason::new(ReasonCode::NoContactSyncs));
    }
    if !facts.id_field.get(target) {
        return Identity::LeaveOut(Reason::new(ReasonCode::NoIdField).with("object", &object));
    }
    Identity::Create { object }
}

fn has_email(seeker: &Seeker<'_>) -> bool {
    email_of(seeker.record, seeker.side).is_some()
}

fn makes(seeker: &Seeker<'_>, design: &ObjectDesign) -> Makes {
    match seeker.side {
        Side::HubSpot => design.salesforce_to_create(seeker.record),
        Side::Salesforce => {
            let from = seeker.record.at.object.as_str();
            let on = match design.create.hubspot {
                CreateInHubSpot::Nothing => false,
                CreateInHubSpot::LeadsAndContacts => matches!(from, "Lead" | "Contact"),
                CreateInHubSpot::Contacts => from == "Contact",
                CreateInHubSpot::Leads => from == "Lead",
                CreateInHubSpot::Records => true,
            };
            if on { Makes::One(design.hubspot.clone()) } else { Makes::Nothing }
        }
    }
}

#[cfg(test)]
mod tests;
