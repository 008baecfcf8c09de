//! Table `opt_out`: the ledger of opt-outs that were seen and carried (S52-S60). An address leaves
//! it only by a privacy deletion, which keeps the hash: whoever was opted out stays so.

use crosswalk_model::{LinkId, PairId, Side, Timestamp};
use rusqlite::{Row, params};

use crate::codec::{At, SideText, maybe_at, text_enum};
use crate::{Store, StoreError};

pub(crate) const TABLE: &str = "
CREATE TABLE opt_out (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  pair         INTEGER NOT NULL REFERENCES pair (id),
  link         INTEGER REFERENCES link (id) ON DELETE SET NULL,
  address      TEXT,
  address_hash TEXT NOT NULL,
  side         TEXT NOT NULL CHECK (side IN ('salesforce', 'hubspot')),
  source       TEXT,
  state        TEXT NOT NULL,
  at           INTEGER NOT NULL,
  carried_at   INTEGER,
  UNIQUE (pair, address_hash, side)
) STRICT;
CREATE INDEX opt_out_open ON opt_out (pair, id) WHERE state = 'open';
CREATE INDEX opt_out_link ON opt_out (link);";

text_enum! {
    /// Where an opt-out stands.
    OptOutState {
        /// Seen on one side, not carried to the other yet.
        Open = "open",
        /// Both sides say so.
        Carried = "carried",
        /// The person subscribed again, with a readable source (A14).
        Lifted = "lifted",
    }
}

/// An opt-out seen on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptOut {
    /// The pair.
    pub pair: PairId,
    /// The link, where one is known.
    pub link: Option<LinkId>,
    /// The address, lower-cased; `None` after a privacy deletion.
    pub address: Option<String>,
    /// The address' hash, made by the caller: stable, salted per installation.
    pub address_hash: String,
    /// The side that said so.
    pub side: Side,
    /// Who did it, in the vendor's words.
    pub source: Option<String>,
    /// Where it stands.
    pub state: OptOutState,
    /// When it was seen.
    pub at: Timestamp,
    /// When it was carried.
    pub carried_at: Option<Timestamp>,
}

impl Store {
    /// Keeps opt-outs; one that is known for the pair, address and side is renewed.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn save_opt_outs(&self, seen: &[OptOut]) -> Result<(), StoreError> {
        if seen.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            for it in seen {
                tx.prepare_cached(
                    "INSERT INTO opt_out (pair, link, address, address_hash, side, source, state,
                                          at, carried_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                     ON CONFLICT (pair, address_hash, side) DO UPDATE
                     SET link = excluded.link, address = excluded.address,
                         source = excluded.source, state = excluded.state, at = excluded.at,
                         carried_at = excluded.carried_at
                     WHERE (link, source, state, carried_at)
                       IS NOT (excluded.link, excluded.source, excluded.state, excluded.carried_at)",
                )?
                .execute(params![
                    it.pair.0,
                    it.link.map(|link| link.0),
                    it.address,
                    it.address_hash,
                    it.side.as_str(),
                    it.source,
                    it.state,
                    At(it.at),
                    crate::codec::at(it.carried_at)
                ])?;
            }
            Ok(())
        })
    }

    /// The opt-outs of a pair that are not carried yet, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn open_opt_outs(&self, pair: PairId) -> Result<Vec<OptOut>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT * FROM opt_out WHERE pair = ?1 AND state = 'open' ORDER BY id";
            let mut ask = tx.prepare_cached(sql)?;
            Ok(ask.query_map([pair.0], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// Those of [`Store::open_opt_outs`] that wait for their people to take part: nothing of their
    /// links crosses now.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn waiting_opt_outs(&self, pair: PairId) -> Result<Vec<OptOut>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT opt_out.* FROM opt_out JOIN link ON link.id = opt_out.link
                       WHERE opt_out.pair = ?1 AND opt_out.state = 'open'
                         AND link.state IN ('held', 'left_out', 'waiting', 'new')
                       ORDER BY opt_out.id";
            let mut ask = tx.prepare_cached(sql)?;
            Ok(ask.query_map([pair.0], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// What the ledger says of some addresses, by their hashes.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn opt_outs_of(&self, pair: PairId, hashes: &[String]) -> Result<Vec<OptOut>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT * FROM opt_out WHERE pair = ?1 AND address_hash = ?2 ORDER BY id";
            let mut ask = tx.prepare_cached(sql)?;
            let mut found = Vec::new();
            for hash in hashes {
                for row in ask.query_map(params![pair.0, hash], read)? {
                    found.push(row?);
                }
            }
            Ok(found)
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<OptOut> {
    Ok(OptOut {
        pair: PairId(row.get("pair")?),
        link: row.get::<_, Option<i64>>("link")?.map(LinkId),
        address: row.get("address")?,
        address_hash: row.get("address_hash")?,
        side: row.get::<_, SideText>("side")?.0,
        source: row.get("source")?,
        state: row.get("state")?,
        at: row.get::<_, At>("at")?.0,
        carried_at: maybe_at(row, "carried_at")?,
    })
}
