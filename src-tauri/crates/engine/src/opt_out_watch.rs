//! The daily look at opt-outs (A14). Whether an opt-out moves the contact's modified time is
//! unconfirmed, so that no pull may ever tell of one: once a day the status of everybody who is
//! linked is read by id, one field of a hundred people per call, and compared with what is known.

use std::collections::BTreeSet;

use crosswalk_model::connector::ReadAsk;
use crosswalk_model::gate::Purpose;
use crosswalk_model::{FieldName, LinkId, ObjectName, RecordId, RecordRef, Side};
use crosswalk_reconcile::mapping::OPT_OUT_HUBSPOT;

use crate::pass::{Pass, PassError};
use crate::pull::MOST_PAGES;
use crate::slow_clocks::SlowClock;

/// People who are looked at in one step.
const STEP: usize = 1_000;

impl Pass<'_> {
    /// Reads the opt-outs of everybody who is linked, when the day is over; who differs is read in
    /// full, which marks the link.
    pub(crate) async fn look_for_opt_outs(&self) -> Result<(), PassError> {
        let connection = self.pair.connections.hubspot;
        let engine = self.engine;
        if !SlowClock::OptOuts.is_due(engine, connection)? {
            return Ok(());
        }
        let mut people = self.design.objects.iter().filter(|design| design.is_of_people());
        if people.any(|design| self.is_unread(Side::HubSpot, &design.hubspot)) {
            return Ok(());
        }
        // Nobody was linked before the first look.
        if SlowClock::OptOuts.struck(&engine.store, connection)?.is_none() {
            return Ok(SlowClock::OptOuts.begin(engine, connection)?);
        }
        let reading = SlowClock::OptOuts.take(engine.connectors.hubspot.as_ref());
        for design in self.design.objects.iter().filter(|design| design.is_of_people()) {
            self.compare_opt_outs(&design.hubspot, &self.home(&design.id)).await?;
        }
        Ok(reading.end(engine, (Side::HubSpot, connection))?)
    }

    async fn compare_opt_outs(
        &self,
        object: &ObjectName,
        home: &crosswalk_store::Home,
    ) -> Result<(), PassError> {
        let mut after: Option<LinkId> = None;
        for _ in 0..MOST_PAGES {
            let linked = self.engine.store.linked_after(home, Side::HubSpot, after, STEP)?;
            let Some((last, _)) = linked.last() else { return Ok(()) };
            after = Some(*last);
            let ids: Vec<RecordId> = linked.into_iter().map(|(_, at)| at.id).collect();
            let differ = self.who_differs(object, ids).await?;
            if !differ.is_empty() {
                self.read_for(Side::HubSpot, object, differ, Purpose::Sync).await?;
            }
        }
        Err(PassError::Endless("links"))
    }

    /// Those of some people whose opt-out is another one than what is remembered.
    async fn who_differs(
        &self,
        object: &ObjectName,
        ids: Vec<RecordId>,
    ) -> Result<Vec<RecordId>, PassError> {
        let field = FieldName::from(OPT_OUT_HUBSPOT);
        let ask = ReadAsk {
            object: object.clone(),
            ids,
            fields: BTreeSet::from([field.clone()]),
            purpose: Purpose::Sync,
        };
        let now = self.engine.connectors.hubspot.read(&ask).await?.found;
        let refs: Vec<RecordRef> =
            now.keys().map(|id| RecordRef { object: object.clone(), id: id.clone() }).collect();
        let known = self.engine.store.observed(self.pair.connections.hubspot, &refs)?;
        let differs = |id: &RecordId, said: &crosswalk_model::Record| {
            let at = RecordRef { object: object.clone(), id: id.clone() };
            known.get(&at).is_none_or(|seen| seen.record.reading(&field) != said.reading(&field))
        };
        Ok(now.iter().filter(|(id, said)| differs(id, said)).map(|(id, _)| id.clone()).collect())
    }
}
