//! Triples: a link with its base and what both sides were last seen to hold, in one query.

use crosswalk_model::{Both, LinkId, Observed, Side, Triple};
use rusqlite::{Row, Transaction, params};

use crate::codec::{Json, maybe_at, maybe_name};
use crate::observed::Home;
use crate::{Store, StoreError, bases, links};

/// The head of every query for triples. `s_` and `h_` are the two observed rows.
macro_rules! triples {
    ($rest:literal) => {
        concat!(
            "SELECT link.*, base.salesforce AS base_salesforce, base.hubspot AS base_hubspot, ",
            "s.life AS s_life, s.absorbed AS s_absorbed, s.modified AS s_modified, ",
            "s.modified_by AS s_modified_by, s.fields AS s_fields, s.stamps AS s_stamps, ",
            "h.life AS h_life, h.absorbed AS h_absorbed, h.modified AS h_modified, ",
            "h.modified_by AS h_modified_by, h.fields AS h_fields, h.stamps AS h_stamps ",
            "FROM link JOIN pair ON pair.id = link.pair ",
            "LEFT JOIN base ON base.link = link.id ",
            "LEFT JOIN observed AS s ON s.connection = pair.salesforce ",
            "AND s.object = link.salesforce_object AND s.vendor_id = link.salesforce_id ",
            "LEFT JOIN observed AS h ON h.connection = pair.hubspot ",
            "AND h.object = link.hubspot_object AND h.vendor_id = link.hubspot_id ",
            $rest
        )
    };
}

impl Store {
    /// The touched links of a mapping, in order of id, at most `limit`, from after `after`.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn touched(
        &self,
        home: &Home,
        after: Option<LinkId>,
        limit: usize,
    ) -> Result<Vec<Triple>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(triples!(
                "WHERE link.pair = ?1 AND link.mapping = ?2 AND link.id > ?3 AND link.touched > 0 \
                 ORDER BY link.id LIMIT ?4"
            ))?;
            let after = after.map_or(0, |it| it.0);
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let asked = params![home.pair.0, home.mapping.as_str(), after, limit];
            Ok(ask.query_map(asked, read)?.collect::<Result<_, _>>()?)
        })
    }

    /// Every live link of a mapping in order of id, for the sweep and for listings.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn triples_after(
        &self,
        home: &Home,
        after: Option<LinkId>,
        limit: usize,
    ) -> Result<Vec<Triple>, StoreError> {
        self.read(|tx| {
            let mut ask = tx.prepare_cached(triples!(
                "WHERE link.pair = ?1 AND link.mapping = ?2 AND link.id > ?3 \
                 AND link.state <> 'unlinked' ORDER BY link.id LIMIT ?4"
            ))?;
            let after = after.map_or(0, |it| it.0);
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let asked = params![home.pair.0, home.mapping.as_str(), after, limit];
            Ok(ask.query_map(asked, read)?.collect::<Result<_, _>>()?)
        })
    }

    /// One triple.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn triple(&self, link: LinkId) -> Result<Triple, StoreError> {
        self.read(|tx| one(tx, link))
    }

    /// The triples of some links, in the order of the ids given.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn triples(&self, ids: &[LinkId]) -> Result<Vec<Triple>, StoreError> {
        self.read(|tx| ids.iter().map(|link| one(tx, *link)).collect())
    }
}

fn one(tx: &Transaction<'_>, link: LinkId) -> Result<Triple, StoreError> {
    let mut ask = tx.prepare_cached(triples!("WHERE link.id = ?1"))?;
    let found = ask.query_map([link.0], read)?.next().transpose()?;
    found.ok_or_else(|| StoreError::NoSuch { what: "link", id: link.to_string() })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Triple> {
    let link = links::read(row)?;
    let observed = Both {
        salesforce: observed(row, &link, Side::Salesforce)?,
        hubspot: observed(row, &link, Side::HubSpot)?,
    };
    let first_base = row.as_ref().column_index("base_salesforce")?;
    Ok(Triple { link, base: bases::read(row, first_base)?, observed, changes: Both::default() })
}

fn observed(
    row: &Row<'_>,
    link: &crosswalk_model::Link,
    side: Side,
) -> rusqlite::Result<Option<Observed>> {
    let columns = match side {
        Side::Salesforce => {
            ["s_life", "s_absorbed", "s_modified", "s_modified_by", "s_fields", "s_stamps"]
        }
        Side::HubSpot => {
            ["h_life", "h_absorbed", "h_modified", "h_modified_by", "h_fields", "h_stamps"]
        }
    };
    let [life, absorbed, modified, modified_by, fields, stamps] = columns;
    let (Some(at), Some(Json(life))) = (link.ends.get(side), row.get::<_, Option<Json<_>>>(life)?)
    else {
        return Ok(None);
    };
    let record = crosswalk_model::Record {
        at: at.clone(),
        life,
        modified: maybe_at(row, modified)?,
        modified_by: maybe_name(row, modified_by)?,
        absorbed: row.get::<_, Json<_>>(absorbed)?.0,
        fields: row.get::<_, Json<_>>(fields)?.0,
    };
    Ok(Some(Observed { record, stamps: row.get::<_, Json<_>>(stamps)?.0 }))
}
