//! Who else writes (P9). HubSpot's own connector beside this one would undo and double what it does:
//! while it runs, passes plan and write nothing.

use crosswalk_model::plan::{Brake, TrippedBrake};
use crosswalk_model::{ConnectionId, ObjectName, Side, Timestamp};
use crosswalk_reconcile::numbers;

use crate::pass::{Mode, Pass, PassError};
use crate::slow_clocks::SlowClock;
use crate::unread::may_be_one_objects;

/// Where it is noted when another connector last wrote, while one does.
pub(crate) fn key(connection: ConnectionId) -> String {
    format!("connection/{connection}/another_connector")
}

impl Pass<'_> {
    /// Looks, once an hour, whether HubSpot's own connector wrote anything lately; while it did, at
    /// every pass, so that it is noticed when it is off.
    ///
    /// # Errors
    /// [`PassError::NotReady`] when it runs and a person ordered writes.
    pub(crate) async fn look_for_others(&mut self) -> Result<(), PassError> {
        let (engine, connection) = (self.engine, self.pair.connections.hubspot);
        let key = key(connection);
        let known: Option<Timestamp> = engine.store.setting(&key)?.flatten();
        if known.is_some() || SlowClock::Others.is_due(engine, connection)? {
            let reading = SlowClock::Others.take(engine.connectors.hubspot.as_ref());
            let seen = self.newest_of_another().await?;
            if seen != known {
                engine.store.set_setting(&key, &seen)?;
            }
            reading.end(engine, (Side::HubSpot, connection))?;
            self.another_connector = seen;
        }
        match (&self.order.mode, self.another_connector) {
            (Mode::Release | Mode::Chosen(_), Some(at)) => Err(PassError::NotReady(format!(
                "HubSpot's own Salesforce integration still runs (it wrote at {at}): two \
                 connectors would work against each other. Turn it off in HubSpot; {} minutes \
                 after its last write this one goes on",
                numbers::OTHERS_QUIET.as_secs() / 60
            ))),
            (Mode::Release | Mode::Chosen(_) | Mode::PlanOnly | Mode::Write, _) => Ok(()),
        }
    }

    async fn newest_of_another(&self) -> Result<Option<Timestamp>, PassError> {
        let now = self.engine.clock.now();
        let since = now.checked_sub(numbers::OTHERS_QUIET).unwrap_or(now);
        let mut newest = None;
        let objects: Vec<ObjectName> =
            self.design.objects.iter().map(|design| design.hubspot.clone()).collect();
        for object in objects.iter().filter(|it| !self.is_unread(Side::HubSpot, it)) {
            match self.engine.connectors.hubspot.synced_by_another(object, since).await {
                Ok(seen) => newest = newest.max(seen),
                Err(error) if may_be_one_objects(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(newest)
    }

    /// The brake that another connector is, on every mapping of the plan.
    pub(crate) fn another_brakes<'m>(
        &self,
        mappings: impl Iterator<Item = &'m crosswalk_model::MappingId>,
    ) -> Vec<TrippedBrake> {
        if self.another_connector.is_none() {
            return Vec::new();
        }
        let brake = |mapping: &crosswalk_model::MappingId| TrippedBrake {
            brake: Brake::AnotherConnector,
            mapping: mapping.clone(),
            side: Side::HubSpot,
            count: 0,
            limit: 0,
            linked: 0,
        };
        mappings.map(brake).collect()
    }
}
