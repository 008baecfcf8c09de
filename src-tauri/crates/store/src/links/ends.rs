//! Links that gain, lose or change an end.

use crosswalk_model::{
    ConnectionId, Link, LinkId, LinkState, ObjectName, Reason, ReasonCode, RecordRef, RunId, Side,
    Timestamp,
};
use rusqlite::{Transaction, params};

use crate::codec::{At, Json};
use crate::links::{self, Mark, Verdict, by_side};
use crate::observed::Home;
use crate::{Store, StoreError, bases, connections, erasure, pairs};

impl Store {
    /// Makes one link of two one-ended ones: `keep` stays and takes over the end of `absorb`,
    /// whose row goes. The link has no base, so it is decided as a first link (M5).
    ///
    /// # Errors
    /// [`StoreError::WrongState`] unless both are one-ended, live, of one mapping and of different
    /// sides.
    pub fn join(&self, keep: LinkId, absorb: LinkId) -> Result<(), StoreError> {
        self.join_all(&[(keep, absorb)])
    }

    /// [`Store::join`] for many `(keep, absorb)` in one transaction: all or none. A first sync
    /// makes thousands.
    ///
    /// # Errors
    /// As [`Store::join`].
    pub fn join_all(&self, joins: &[(LinkId, LinkId)]) -> Result<(), StoreError> {
        if joins.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            let mark = links::draw_mark(tx)?;
            joins.iter().try_for_each(|(keep, absorb)| {
                join_one(tx, *keep, *absorb)?;
                links::touch_link(tx, *keep, mark)
            })
        })
    }

    /// Points one end of a link at another record (conversion, absorption, re-link), dropping the
    /// base of that side. A one-ended row of the new record goes.
    ///
    /// # Errors
    /// [`StoreError::EndTaken`] when the record stands in another whole link of the mapping.
    pub fn move_end(&self, link: LinkId, side: Side, to: &RecordRef) -> Result<(), StoreError> {
        self.write(|tx| point(tx, link, (side, to)).map(|_| ()))
    }

    /// [`Store::move_end`] away from a record that lives on: it gets a row of its own.
    ///
    /// # Errors
    /// As [`Store::move_end`]; [`StoreError::WrongState`] when the link had no such end.
    pub fn hand_over(
        &self,
        link: LinkId,
        (side, to): (Side, &RecordRef),
        at: Timestamp,
    ) -> Result<LinkId, StoreError> {
        self.write(|tx| {
            let row = links::by_id(tx, link)?;
            let left = row.ends.get(side).as_ref();
            let left = left.ok_or(StoreError::WrongState("the link has no such end"))?;
            let home = Home { pair: links::pair_of(tx, link)?, mapping: row.mapping.clone() };
            let mark = point(tx, link, (side, to))?;
            links::add_one_ended(tx, &home, (side, left), mark, at)
        })
    }

    /// Makes a tombstone of a link (M6) and clears its mark. Its open conflicts, error items and
    /// unsent writes go.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`].
    pub fn unlink(
        &self,
        link: LinkId,
        reason: &Reason,
        run: Option<RunId>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            links::by_id(tx, link)?;
            let state = LinkState::Unlinked;
            links::set_verdict(tx, &Verdict { link, state, reason: reason.clone() }, run, at)?;
            tx.execute("UPDATE link SET touched = 0 WHERE id = ?1", [link.0])?;
            tx.execute("DELETE FROM outbox WHERE link = ?1 AND state = 'planned'", [link.0])?;
            tx.execute(
                "UPDATE conflict SET state = 'gone' WHERE link = ?1 AND state <> 'done'",
                [link.0],
            )?;
            tx.execute("UPDATE error_item SET state = 'gone' WHERE link = ?1", [link.0])?;
            Ok(())
        })
    }

    /// Splits a whole link into two one-ended ones that may find partners again, the delete
    /// policy `unlink`. Returns the new row of the HubSpot end; the Salesforce end keeps `link`.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] unless the link is whole.
    pub fn split(&self, link: LinkId, at: Timestamp) -> Result<LinkId, StoreError> {
        self.write(|tx| {
            let row = links::by_id(tx, link)?;
            let (Some(_), Some(end)) = (&row.ends.salesforce, &row.ends.hubspot) else {
                return Err(StoreError::WrongState("the link has one end only"));
            };
            let home = Home { pair: links::pair_of(tx, link)?, mapping: row.mapping.clone() };
            let mark = links::draw_mark(tx)?;
            put_end(tx, link, Side::HubSpot, None)?;
            bases::drop_side(tx, link, Side::Salesforce)?;
            bases::drop_side(tx, link, Side::HubSpot)?;
            revive(tx, link, at)?;
            links::touch_link(tx, link, mark)?;
            links::add_one_ended(tx, &home, (Side::HubSpot, end), mark, at)
        })
    }

    /// Lifts a tombstone (a restore, an absorption, or a person): the link is live again and
    /// marked; its base stays. Records that were erased (P10) are read again from the next page on.
    ///
    /// # Errors
    /// [`StoreError::WrongState`] when it is no tombstone, [`StoreError::Sql`] when an end stands
    /// in another live link by now.
    pub fn lift(&self, link: LinkId, at: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| {
            let row = links::by_id(tx, link)?;
            if row.state != LinkState::Unlinked {
                return Err(StoreError::WrongState("the link is no tombstone"));
            }
            erasure::readmit(tx, &row, &pairs::by_id(tx, links::pair_of(tx, link)?)?)?;
            revive(tx, link, at)?;
            links::touch_link(tx, link, links::draw_mark(tx)?)
        })
    }

    /// Gives every live remembered record of an object a one-ended row in a mapping that has none
    /// for it: a pair that comes to a connection that was read before. Returns how many.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown connection.
    pub fn adopt(
        &self,
        home: &Home,
        connection: ConnectionId,
        object: &ObjectName,
        at: Timestamp,
    ) -> Result<usize, StoreError> {
        macro_rules! adopt {
            ($s:literal) => {
                concat!(
                    "INSERT INTO link (pair, mapping, ",
                    $s,
                    "_object, ",
                    $s,
                    "_id, state, ",
                    "reason, touched, made_at) ",
                    "SELECT ?1, ?2, object, vendor_id, 'new', ?5, ?6, ?7 FROM observed ",
                    "WHERE connection = ?3 AND object = ?4 ",
                    "AND (life = '\"live\"' OR life LIKE '{\"converted\"%') ",
                    "AND NOT EXISTS (SELECT 1 FROM link WHERE pair = ?1 AND mapping = ?2 AND ",
                    $s,
                    "_object = observed.object AND ",
                    $s,
                    "_id = observed.vendor_id)"
                )
            };
        }
        self.write(|tx| {
            let side = connections::by_id(tx, connection)?.side;
            let mark = links::draw_mark(tx)?;
            Ok(tx.prepare_cached(by_side!(side, adopt))?.execute(params![
                home.pair.0,
                home.mapping.as_str(),
                connection.0,
                object.as_str(),
                Json(Reason::new(ReasonCode::NotPlannedYet)),
                mark.0,
                At(at)
            ])?)
        })
    }
}

/// Points an end at another record; base of that side says nothing of it.
fn point(
    tx: &Transaction<'_>,
    link: LinkId,
    (side, to): (Side, &RecordRef),
) -> Result<Mark, StoreError> {
    set_end(tx, link, side, to)?;
    bases::drop_side(tx, link, side)?;
    let mark = links::draw_mark(tx)?;
    links::touch_link(tx, link, mark)?;
    Ok(mark)
}

fn join_one(tx: &Transaction<'_>, keep: LinkId, absorb: LinkId) -> Result<(), StoreError> {
    let (kept, gone) = (links::by_id(tx, keep)?, links::by_id(tx, absorb)?);
    let side = joinable(&kept, &gone)?;
    if links::pair_of(tx, keep)? != links::pair_of(tx, absorb)? {
        return Err(StoreError::WrongState("the two links are of different pairs"));
    }
    let Some(end) = gone.ends.get(side) else { return Ok(()) };
    forget(tx, absorb, keep)?;
    put_end(tx, keep, side, Some(end))?;
    bases::drop_side(tx, keep, Side::Salesforce)?;
    bases::drop_side(tx, keep, Side::HubSpot)
}

/// The side that `keep` lacks and `absorb` has.
fn joinable(keep: &Link, absorb: &Link) -> Result<Side, StoreError> {
    if keep.mapping != absorb.mapping {
        return Err(StoreError::WrongState("the two links are of different mappings"));
    }
    if keep.state == LinkState::Unlinked || absorb.state == LinkState::Unlinked {
        return Err(StoreError::WrongState("a tombstone has to be lifted first"));
    }
    Side::ALL
        .into_iter()
        .find(|side| {
            keep.ends.get(*side).is_none()
                && keep.ends.get(side.other()).is_some()
                && absorb.ends.get(*side).is_some()
                && absorb.ends.get(side.other()).is_none()
        })
        .ok_or(StoreError::WrongState("the two links do not complete each other"))
}

/// Sets an end; a one-ended row of the same record in the mapping is taken in.
pub(crate) fn set_end(
    tx: &Transaction<'_>,
    link: LinkId,
    side: Side,
    to: &RecordRef,
) -> Result<(), StoreError> {
    let row = links::by_id(tx, link)?;
    if row.ends.get(side).as_ref() == Some(to) {
        return Ok(());
    }
    let home = Home { pair: links::pair_of(tx, link)?, mapping: row.mapping };
    if let Some(other) = links::of_record(tx, &home, side, to)?
        && other.id != link
        && other.state != LinkState::Unlinked
    {
        if other.whole {
            return Err(StoreError::EndTaken(other.id));
        }
        forget(tx, other.id, link)?;
    }
    put_end(tx, link, side, Some(to))
}

/// Removes a one-ended row; what others say of it is said of `heir` from now on, its mark too.
fn forget(tx: &Transaction<'_>, link: LinkId, heir: LinkId) -> Result<(), StoreError> {
    let open: bool = tx
        .prepare_cached(
            "SELECT 1 FROM outbox WHERE link = ?1 AND state IN ('sent', 'written', 'lost')",
        )?
        .exists([link.0])?;
    if open {
        return Err(StoreError::WrongState("a write of that link is still open"));
    }
    tx.execute("DELETE FROM outbox WHERE link = ?1 AND state = 'planned'", [link.0])?;
    tx.execute("DELETE FROM conflict WHERE link = ?1", [link.0])?;
    tx.execute("DELETE FROM error_item WHERE link = ?1", [link.0])?;
    tx.execute("UPDATE outbox SET link = ?2 WHERE link = ?1", params![link.0, heir.0])?;
    tx.execute("UPDATE history SET link = ?2 WHERE link = ?1", params![link.0, heir.0])?;
    tx.execute("UPDATE opt_out SET link = ?2 WHERE link = ?1", params![link.0, heir.0])?;
    tx.execute(
        "UPDATE link SET touched = max(touched, (SELECT touched FROM link WHERE id = ?1))
         WHERE id = ?2",
        params![link.0, heir.0],
    )?;
    tx.execute("DELETE FROM link WHERE id = ?1", [link.0])?;
    Ok(())
}

fn put_end(
    tx: &Transaction<'_>,
    link: LinkId,
    side: Side,
    to: Option<&RecordRef>,
) -> Result<(), StoreError> {
    macro_rules! put {
        ($s:literal) => {
            concat!("UPDATE link SET ", $s, "_object = ?2, ", $s, "_id = ?3 WHERE id = ?1")
        };
    }
    tx.prepare_cached(by_side!(side, put))?.execute(params![
        link.0,
        to.map(|it| it.object.as_str()),
        to.map(|it| it.id.as_str())
    ])?;
    Ok(())
}

fn revive(tx: &Transaction<'_>, link: LinkId, at: Timestamp) -> Result<(), StoreError> {
    let reason = Reason::new(ReasonCode::NotPlannedYet);
    links::set_verdict(tx, &Verdict { link, state: LinkState::New, reason }, None, at)
}
