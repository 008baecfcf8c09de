//! Table `match_key`: by what an unlinked record can find its partner. The engine computes the
//! values (trimmed, lower-cased …); here they are only kept and looked up.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{
    ConnectionId, LinkId, LinkState, ObjectName, Observed, RecordId, RecordRef, Side,
};
use rusqlite::{Transaction, params};

use crate::codec::StateText;
use crate::observed::{self, Home};
use crate::{Store, StoreError, links};

pub(crate) const TABLE: &str = "
CREATE TABLE match_key (
  connection INTEGER NOT NULL,
  object     TEXT NOT NULL,
  kind       TEXT NOT NULL,
  value      TEXT NOT NULL,
  record     INTEGER NOT NULL REFERENCES observed (record) ON DELETE CASCADE,
  PRIMARY KEY (connection, object, kind, value, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_key_record ON match_key (record);";

/// A record's match keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordKeys {
    /// The record.
    pub record: RecordId,
    /// Per kind (`email`, `domain` …) its values. A kind that is not here keeps what it has; an
    /// empty set clears it.
    pub kinds: BTreeMap<String, BTreeSet<String>>,
}

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub struct CandidateAsk<'a> {
    /// The object mapping that the candidates' links are looked up in.
    pub home: &'a Home,
    /// Where to look.
    pub connection: ConnectionId,
    /// At which object.
    pub object: &'a ObjectName,
    /// By which kind of key.
    pub kind: &'a str,
    /// By which values.
    pub values: &'a [String],
}

/// A record that carries an asked key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Everything known of the record, its reference and life among it.
    pub observed: Observed,
    /// Its link in the mapping, a tombstone too.
    pub link: Option<CandidateLink>,
}

/// A candidate's link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CandidateLink {
    /// The link.
    pub id: LinkId,
    /// Where it stands.
    pub state: LinkState,
    /// Whether it has both ends already.
    pub whole: bool,
}

/// Values that several records of one connection carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubles {
    /// The values that most records carry, first.
    pub groups: Vec<Double>,
    /// How many such values there are.
    pub total: u64,
}

/// A value that several records carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    /// The kind of key.
    pub kind: String,
    /// The value.
    pub value: String,
    /// The first ten of the records.
    pub records: Vec<RecordRef>,
    /// How many there are.
    pub count: u64,
}

/// Records of a double that are named.
const NAMED: i64 = 10;

impl Store {
    /// The values of some kinds that several live records of the objects carry: `most` of them.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn doubles(
        &self,
        connection: ConnectionId,
        objects: &[ObjectName],
        kinds: &[&str],
        most: usize,
    ) -> Result<Doubles, StoreError> {
        self.read(|tx| {
            let names: Vec<&str> = objects.iter().map(ObjectName::as_str).collect();
            let (names, kinds) = (serde_json::to_string(&names)?, serde_json::to_string(kinds)?);
            let mut ask = tx.prepare_cached(
                "SELECT kind, value, count(*) AS carriers FROM match_key JOIN observed USING (record)
                 WHERE match_key.connection = ?1 AND life = '\"live\"'
                   AND match_key.object IN (SELECT value FROM json_each(?2))
                   AND kind IN (SELECT value FROM json_each(?3))
                 GROUP BY kind, value HAVING carriers > 1 ORDER BY carriers DESC, value",
            )?;
            let asked = params![connection.0, names, kinds];
            let rows = ask.query_map(asked, |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.unsigned_abs()))
            })?;
            let mut doubles = Doubles { groups: Vec::new(), total: 0 };
            for row in rows {
                let (kind, value, count): (String, String, u64) = row?;
                doubles.total += 1;
                if doubles.groups.len() < most {
                    let records = named(tx, connection, &names, (&kind, &value))?;
                    doubles.groups.push(Double { kind, value, records, count });
                }
            }
            Ok(doubles)
        })
    }

    /// The records that carry each asked value, in order of id; values without any are left out.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown connection.
    pub fn candidates(
        &self,
        ask: &CandidateAsk<'_>,
    ) -> Result<BTreeMap<String, Vec<Candidate>>, StoreError> {
        self.read(|tx| {
            let side = crate::connections::by_id(tx, ask.connection)?.side;
            let mut found = BTreeMap::new();
            for value in ask.values {
                let here = carriers(tx, ask, side, value)?;
                if !here.is_empty() {
                    found.insert(value.clone(), here);
                }
            }
            Ok(found)
        })
    }

    /// Renews the match keys of remembered records, after the way they are computed changed.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn save_keys(
        &self,
        connection: ConnectionId,
        object: &ObjectName,
        keys: &[RecordKeys],
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            for of_record in keys {
                let at = RecordRef { object: object.clone(), id: of_record.record.clone() };
                if let Some(stored) = observed::get(tx, connection, &at)? {
                    replace(tx, connection, (object, stored.row), of_record)?;
                }
            }
            Ok(())
        })
    }
}

fn named(
    tx: &Transaction<'_>,
    connection: ConnectionId,
    objects: &str,
    (kind, value): (&str, &str),
) -> Result<Vec<RecordRef>, StoreError> {
    let mut ask = tx.prepare_cached(
        "SELECT observed.object, observed.vendor_id FROM match_key JOIN observed USING (record)
         WHERE match_key.connection = ?1 AND life = '\"live\"' AND kind = ?3 AND value = ?4
           AND match_key.object IN (SELECT value FROM json_each(?2))
         ORDER BY observed.object, observed.vendor_id LIMIT ?5",
    )?;
    let asked = params![connection.0, objects, kind, value, NAMED];
    let rows = ask.query_map(asked, |row| {
        let (object, id): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(RecordRef { object: object.as_str().into(), id: id.as_str().into() })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn carriers(
    tx: &Transaction<'_>,
    ask: &CandidateAsk<'_>,
    side: Side,
    value: &str,
) -> Result<Vec<Candidate>, StoreError> {
    let mut query = tx.prepare_cached(
        "SELECT observed.* FROM match_key JOIN observed USING (record)
         WHERE match_key.connection = ?1 AND match_key.object = ?2
           AND match_key.kind = ?3 AND match_key.value = ?4
         ORDER BY observed.vendor_id",
    )?;
    let asked = params![ask.connection.0, ask.object.as_str(), ask.kind, value];
    let rows = query.query_map(asked, observed::read)?;
    let mut found = Vec::new();
    for row in rows {
        let observed = row?.observed;
        let link = links::of_record(tx, ask.home, side, &observed.record.at)?;
        found.push(Candidate { observed, link });
    }
    Ok(found)
}

/// Replaces the given kinds of one record's keys; writes only differences.
pub(crate) fn replace(
    tx: &Transaction<'_>,
    connection: ConnectionId,
    (object, row): (&ObjectName, i64),
    keys: &RecordKeys,
) -> Result<(), StoreError> {
    for (kind, values) in &keys.kinds {
        let mut ask =
            tx.prepare_cached("SELECT value FROM match_key WHERE record = ?1 AND kind = ?2")?;
        let before: BTreeSet<String> =
            ask.query_map(params![row, kind], |it| it.get(0))?.collect::<Result<_, _>>()?;
        for value in before.difference(values) {
            tx.prepare_cached(
                "DELETE FROM match_key WHERE record = ?1 AND kind = ?2 AND value = ?3",
            )?
            .execute(params![row, kind, value])?;
        }
        for value in values.difference(&before) {
            tx.prepare_cached(
                "INSERT INTO match_key (connection, object, kind, value, record)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![connection.0, object.as_str(), kind, value, row])?;
        }
    }
    Ok(())
}

/// Reads a link as a candidate's.
pub(crate) fn candidate_link(row: &rusqlite::Row<'_>) -> rusqlite::Result<CandidateLink> {
    Ok(CandidateLink {
        id: LinkId(row.get("id")?),
        state: row.get::<_, StateText>("state")?.0,
        whole: row.get("whole")?,
    })
}

#[cfg(test)]
mod tests;
