//! Who owns records on either side, and who is whom.

use crosswalk_engine::owners::Owners;
use crosswalk_model::connector::Owner;
use crosswalk_model::mapping::OwnerPair;
use crosswalk_model::{PairId, Side};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;

/// An owner of one side or of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OwnerRow {
    /// How they are tied.
    pub tie: OwnerTie,
    /// The HubSpot owner.
    pub hubspot: Option<OwnerLine>,
    /// The Salesforce user or queue.
    pub salesforce: Option<OwnerLine>,
}

/// An owner, as people see them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OwnerLine {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: Option<String>,
}

/// How two owners are tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum OwnerTie {
    /// Not at all: nobody on the other side has both the name and the address (A21).
    Unmatched,
    /// To a user who is not active: their records keep their owner, and they get none (S70).
    Inactive,
    /// By a line of the mapping.
    ByHand,
    /// By name and address.
    Matched,
}

impl App {
    /// The owners of both sides as last read, tied as the lines would tie them: those that need
    /// somebody first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn owner_rows(
        &self,
        pair: PairId,
        by_hand: &[OwnerPair],
    ) -> Result<Vec<OwnerRow>, AppError> {
        let connections = self.store.pair(pair)?.connections;
        let users = self.store.owners(connections.salesforce)?;
        let owners = self.store.owners(connections.hubspot)?;
        let ties = Owners::tie(&users, &owners, by_hand);
        let mut rows: Vec<OwnerRow> =
            owners.iter().map(|owner| of_owner(owner, &users, (&ties, by_hand))).collect();
        let alone = users.iter().filter(|it| ties.partner(Side::Salesforce, &it.at).is_none());
        rows.extend(alone.filter(|it| it.active).map(|user| OwnerRow {
            tie: OwnerTie::Unmatched,
            hubspot: None,
            salesforce: Some(line(user)),
        }));
        rows.sort_by(|one, other| key(one).cmp(&key(other)));
        Ok(rows)
    }
}

fn of_owner(owner: &Owner, users: &[Owner], (ties, hands): (&Owners, &[OwnerPair])) -> OwnerRow {
    let partner = ties.partner(Side::HubSpot, &owner.at);
    let active = users.iter().find(|user| Some(&user.at) == partner);
    let is_theirs = |user: &&Owner| ties.partner(Side::Salesforce, &user.at) == Some(&owner.at);
    let user = active.or_else(|| users.iter().find(is_theirs));
    let is_named = |hand: &OwnerPair| {
        owner.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(&hand.hubspot))
    };
    let tie = match (active, user) {
        (None, None) => OwnerTie::Unmatched,
        (None, Some(_)) => OwnerTie::Inactive,
        (Some(_), _) if hands.iter().any(is_named) => OwnerTie::ByHand,
        (Some(_), _) => OwnerTie::Matched,
    };
    OwnerRow { tie, hubspot: Some(line(owner)), salesforce: user.map(line) }
}

fn line(owner: &Owner) -> OwnerLine {
    OwnerLine { name: owner.name.clone(), email: owner.email.clone() }
}

/// What needs somebody first, then by name.
fn key(row: &OwnerRow) -> (OwnerTie, bool, &Option<OwnerLine>, &Option<OwnerLine>) {
    (row.tie, row.hubspot.is_none(), &row.hubspot, &row.salesforce)
}

#[cfg(test)]
mod tests;
