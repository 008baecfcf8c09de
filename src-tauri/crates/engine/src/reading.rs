//! Reading records by id, now. What a reading misses, or finds under another id, is evidence.

use std::collections::BTreeMap;

use crosswalk_model::connector::ReadAsk;
use crosswalk_model::gate::Purpose;
use crosswalk_model::{ObjectName, Record, RecordId, Side};
use crosswalk_store::Page;

use crate::pass::{Pass, PassError};

impl Pass<'_> {
    /// Reads records by id, all mapped fields of them, and remembers what changed. The answer is
    /// by asked id; a record whose own id differs has taken the asked one over.
    pub(crate) async fn read_now(
        &self,
        side: Side,
        object: &ObjectName,
        ids: Vec<RecordId>,
    ) -> Result<BTreeMap<RecordId, Record>, PassError> {
        self.read_for(side, object, ids, Purpose::Sync).await
    }

    /// The same, booked on a purpose. What nothing explains, since the vendor neither shows it nor
    /// lists it as deleted, is no longer visible from then on.
    pub(crate) async fn read_for(
        &self,
        side: Side,
        object: &ObjectName,
        ids: Vec<RecordId>,
        purpose: Purpose,
    ) -> Result<BTreeMap<RecordId, Record>, PassError> {
        let connection = self.pair.connections.into_side(side);
        let pulls = self.readable(side);
        let Some(pull) = pulls.iter().find(|pull| pull.object == *object) else {
            return Err(PassError::Protocol("a record of an object that is not pulled"));
        };
        let ask = ReadAsk { object: object.clone(), ids, fields: pull.fields.clone(), purpose };
        let answer = self.engine.connectors.get(side).read(&ask).await?;
        let records: Vec<Record> = answer.found.values().cloned().collect();
        let keys: Vec<_> =
            records.iter().map(|record| self.keys(side, &pull.homes, record)).collect();
        self.engine.store.save_page(&Page {
            connection,
            object,
            field_set: self.engine.store.field_set(connection, object, &pull.fields)?,
            records: &records,
            keys: &keys,
            homes: &pull.homes,
            cursor: None,
            at: self.engine.clock.now(),
        })?;
        let elsewhere = answer.found.iter().filter(|(asked, record)| **asked != record.at.id);
        let elsewhere = elsewhere.map(|(asked, record)| (asked.clone(), record)).collect();
        self.become_of(side, object, elsewhere)?;
        let unexplained = self.look_for_missing(side, object, &answer.missing).await?;
        self.lose_sight(side, object, &unexplained)?;
        Ok(answer.found)
    }
}
