//! Writes without an answer whose record does not show them: did they never come, or has somebody
//! changed the record since? A person who clears what such a write filled in leaves the record as
//! it was before.

use std::collections::BTreeMap;

use crosswalk_model::connector::{FieldTimes, ReadAsk};
use crosswalk_model::gate::Purpose;
use crosswalk_model::plan::{Act, FieldChange};
use crosswalk_model::{FieldName, ObjectName, OutboxId, Record, Side, Timestamp};
use crosswalk_store::{OutboxRow, Settled};

use crate::pass::{Pass, PassError};
use crate::settle;

/// A write with the record as it is now, where it is there.
pub(crate) type Unshown<'a> = (&'a OutboxRow, Option<&'a Record>);

impl Pass<'_> {
    /// Settles the writes that came and were changed since, and returns those to be planned anew.
    ///
    /// HubSpot keeps a time per property, and a write sets all of its properties at once: where
    /// each of them changed after the plan saw the record, the write came, and what stands there now
    /// is an edit that flows. Salesforce keeps one time per record, so that an edit of another field
    /// looks the same: the value is sent again, which loses none, and the log says so. That is the
    /// bounded window of P6. A field that took the value sent is settled all the same, so that history
    /// tells what stood there: the others are decided anew, since somebody may have given that value to
    /// both sides while the write never came.
    pub(crate) async fn changed_since(
        &self,
        side: Side,
        object: &ObjectName,
        unshown: Vec<Unshown<'_>>,
    ) -> Result<(Vec<Settled>, Vec<OutboxId>), PassError> {
        let (mut settled, mut anew, mut moved) = (Vec::new(), Vec::new(), Vec::new());
        for (row, record) in unshown {
            match record.filter(|record| record.modified > seen(row)) {
                Some(record) => moved.push((row, record)),
                None => match record
                    .and_then(|record| in_part(row, record, |_| side == Side::Salesforce))
                {
                    Some(part) => settled.push(part),
                    None => anew.push(row.id),
                },
            }
        }
        let times = match side {
            Side::HubSpot => self.times_of(object, &moved).await?,
            Side::Salesforce => BTreeMap::new(),
        };
        for (row, record) in moved {
            let own = row.record.as_ref().and_then(|at| times.get(&at.id));
            let later =
                |field: &FieldName| own.and_then(|own| own.get(field)).map(|it| it.at) > seen(row);
            let changes = row.act.changes();
            if !changes.is_empty() && changes.iter().all(|change| later(&change.field)) {
                settled.push(with_theirs(row, record));
            } else if let Some(part) =
                in_part(row, record, |field| side == Side::Salesforce || later(field))
            {
                settled.push(part);
            } else {
                tracing::warn!(
                    link = row.link.0,
                    side = side.as_str(),
                    "a write without an answer is sent again to a record that changed since"
                );
                anew.push(row.id);
            }
        }
        Ok((settled, anew))
    }

    /// When the fields of some writes to HubSpot were last changed.
    async fn times_of(
        &self,
        object: &ObjectName,
        rows: &[(&OutboxRow, &Record)],
    ) -> Result<FieldTimes, PassError> {
        if rows.is_empty() {
            return Ok(FieldTimes::new());
        }
        let changes = rows.iter().flat_map(|(row, _)| row.act.changes());
        let ask = ReadAsk {
            object: object.clone(),
            ids: rows.iter().map(|(_, record)| record.at.id.clone()).collect(),
            fields: changes.map(|change| change.field.clone()).collect(),
            purpose: Purpose::Sync,
        };
        Ok(self.engine.connectors.hubspot.field_times(&ask).await?)
    }
}

/// The record's modified time when the plan was made; none where nothing was known of it.
fn seen(row: &OutboxRow) -> Option<Timestamp> {
    match &row.act {
        Act::Update { seen, .. } => *seen,
        Act::Create { .. } | Act::Delete { .. } => None,
    }
}

/// What a record took of a write, where it took some of it; the rest was changed since, or never came.
/// It shows by a field that holds what was sent, and held something else before; `can_be_ours` says
/// whether the time that is known of it agrees. Another record that took this one over was not written.
fn in_part(
    row: &OutboxRow,
    record: &Record,
    can_be_ours: impl Fn(&FieldName) -> bool,
) -> Option<Settled> {
    if row.record.as_ref().is_none_or(|at| at.id != record.at.id) {
        return None;
    }
    let shows = |change: &&FieldChange| record.fields.get(&change.field) == Some(&change.after);
    let moved = |change: &FieldChange| change.before.known().is_some_and(|it| it != change.after);
    let changes = row.act.changes();
    let ours = |change: &FieldChange| moved(change) && can_be_ours(&change.field);
    if !changes.iter().filter(shows).any(ours) {
        return None;
    }
    let unshown = changes.iter().filter(|change| !shows(change));
    let unshown = unshown.map(|change| change.field.clone()).collect();
    Some(Settled { unshown, ..settle::as_sent(row, record) })
}

/// What somebody made of the values that a write put there is theirs.
fn with_theirs(row: &OutboxRow, record: &Record) -> Settled {
    let theirs = |change: &FieldChange| {
        let now = record.fields.get(&change.field).filter(|now| **now != change.after)?;
        Some((change.field.clone(), now.clone()))
    };
    let theirs = row.act.changes().iter().filter_map(theirs).collect();
    Settled { theirs, ..settle::as_sent(row, record) }
}
