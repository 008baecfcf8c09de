//! Records that could be tied to one that has another partner: a person says which of the two it is
//! (S24, A7).

use crosswalk_model::{Both, LinkId, LinkState, PairId, Reason, ReasonCode, RecordRef, Side};
use crosswalk_store::{Home, Store, StoreError};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;

/// A company or account that stays alone, since its contacts point at one that is tied to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TieRow {
    /// Its link.
    pub link: LinkId,
    /// On which side it is.
    pub side: Side,
    /// The record that stays alone.
    pub record: RecordRef,
    /// The link that stands.
    pub held: LinkId,
    /// The two that are tied: on the other side whom its contacts point at, on its own side the
    /// record that was preferred.
    pub tied: Both<RecordRef>,
}

impl App {
    /// What is left out because its partner is tied to another one, as far as that still stands.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn tie_rows(&self, pair: PairId) -> Result<Vec<TieRow>, AppError> {
        Ok(rows(&self.store, pair)?)
    }

    /// Ties a record to the one that its contacts point at, instead of the one that was preferred.
    /// That one stays alone until a person ties it.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] where the record does not stay alone for that reason any more.
    pub fn tie_instead(&self, pair: PairId, link: LinkId) -> Result<LinkId, AppError> {
        let row = self.tie_row(pair, link)?;
        let now = self.options.clock.now();
        let by_person = Reason::new(ReasonCode::UnlinkedByPerson);
        self.store.unlink(row.held, &by_person, None, now)?;
        let held = self.store.link(row.held)?;
        let claimed = self.freed(row.side.other(), &held, now)?;
        let (salesforce, hubspot) = match row.side {
            Side::Salesforce => (row.link, claimed),
            Side::HubSpot => (claimed, row.link),
        };
        self.store.join(salesforce, hubspot)?;
        Ok(salesforce)
    }

    /// Leaves a record alone for good, though its contacts point at another one.
    ///
    /// # Errors
    /// As [`App::tie_instead`].
    pub fn leave_alone(&self, pair: PairId, link: LinkId) -> Result<LinkId, AppError> {
        let row = self.tie_row(pair, link)?;
        let never = Reason::new(ReasonCode::NeverByPerson);
        self.store.unlink(row.link, &never, None, self.options.clock.now())?;
        Ok(row.link)
    }

    fn tie_row(&self, pair: PairId, link: LinkId) -> Result<TieRow, AppError> {
        let row = self.tie_rows(pair)?.into_iter().find(|row| row.link == link);
        row.ok_or_else(|| AppError::NoSuch {
            what: "record that could be tied otherwise",
            name: link.to_string(),
        })
    }
}

pub(crate) fn rows(store: &Store, pair: PairId) -> Result<Vec<TieRow>, StoreError> {
    let mut rows = Vec::new();
    for link in store.left_out_for(pair, ReasonCode::TiedElsewhere)? {
        let alone =
            Side::ALL.into_iter().find_map(|side| Some((side, link.ends.get(side).clone()?)));
        let Some((side, record)) = alone.filter(|_| !link.is_whole()) else { continue };
        let detail = |name: &str| link.reason.detail.get(name).cloned();
        let Some((object, id)) = detail("object").zip(detail("id")) else { continue };
        let claimed = RecordRef::new(object.as_str(), id.as_str());
        let home = Home { pair, mapping: link.mapping.clone() };
        // Another one has it, or the row is of no use to anybody.
        let held = store.link_of(&home, side.other(), &claimed)?;
        let Some(held) = held.filter(|it| it.state != LinkState::Unlinked) else { continue };
        if let Both { salesforce: Some(salesforce), hubspot: Some(hubspot) } = held.ends {
            let tied = Both { salesforce, hubspot };
            rows.push(TieRow { link: link.id, side, record, held: held.id, tied });
        }
    }
    Ok(rows)
}
