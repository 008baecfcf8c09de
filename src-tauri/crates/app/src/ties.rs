//! Records that could be tied to one that has another partner: a person says which of the two it is
//! (S24, A7).

use crosswalk_model::{Both, LinkId, LinkState, PairId, ReasonCode, RecordRef, Side};
use crosswalk_store::{Store, StoreError};
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
        let row = self.tie_rows(pair)?.into_iter().find(|row| row.link == link);
        let Some(row) = row else {
            let name = link.to_string();
            return Err(AppError::NoSuch { what: "record that could be tied otherwise", name });
        };
        let preferred = row.tied.get(row.side).id.as_str();
        self.unlink_record(pair, preferred)?;
        let claimed = row.tied.get(row.side.other()).id.clone();
        let ids = Both::from_fn(|side| {
            if side == row.side { row.record.id.to_string() } else { claimed.to_string() }
        });
        self.link_records(pair, &ids)
    }
}

pub(crate) fn rows(store: &Store, pair: PairId) -> Result<Vec<TieRow>, StoreError> {
    let mut rows = Vec::new();
    for link in store.left_out_for(pair, ReasonCode::TiedElsewhere)? {
        let alone =
            Side::ALL.into_iter().find_map(|side| Some((side, link.ends.get(side).clone()?)));
        let Some((side, record)) = alone.filter(|_| !link.is_whole()) else { continue };
        let Some(named) = link.reason.detail.get("id") else { continue };
        if let Some((held, tied)) = standing(store, pair, named)? {
            rows.push(TieRow { link: link.id, side, record, held, tied });
        }
    }
    Ok(rows)
}

/// The live link in which a record stands, with both ends.
fn standing(
    store: &Store,
    pair: PairId,
    id: &str,
) -> Result<Option<(LinkId, Both<RecordRef>)>, StoreError> {
    for link in store.links_by_id(pair, id)? {
        let link = store.link(link)?;
        if link.state == LinkState::Unlinked {
            continue;
        }
        if let Both { salesforce: Some(salesforce), hubspot: Some(hubspot) } = link.ends {
            return Ok(Some((link.id, Both { salesforce, hubspot })));
        }
    }
    Ok(None)
}
