//! Other pairs on the same account (M1, S7): what is read there is kept once and serves them all.
//! Each pair plans and writes for itself.

use std::collections::BTreeMap;

use crosswalk_model::mapping::History;
use crosswalk_model::{Both, FieldName, ObjectName, PairId, Record, Side};
use crosswalk_reconcile::identity::{MatchKeyValue, match_keys};
use crosswalk_reconcile::mapping::{Design, Schemas, unmapped_account};
use crosswalk_store::{Home, Pair, PairState, Store};

use crate::drift;
use crate::footprint;
use crate::pass::{Engine, Pass, PassError};
use crate::pull::{ObjectPull, Polled};
use crate::setup::{self, PairSetup};

/// Another pair that shares an account with this one.
#[derive(Debug)]
pub(crate) struct Neighbour {
    pair: PairId,
    side: Side,
    design: Design,
    id_fields: BTreeMap<ObjectName, FieldName>,
}

/// The pairs beside this one whose design fits what is known of the accounts. One that does not fit
/// does not run either; one that is paused must find everything when it goes on, since the cursor
/// will be past it.
pub(crate) fn of(engine: &Engine, own: &Pair) -> Result<Vec<Neighbour>, PassError> {
    let mut found = Vec::new();
    let others = |pair: &Pair| pair.id != own.id && pair.state != PairState::Removed;
    for pair in engine.store.pairs()?.into_iter().filter(others) {
        let shared = |side: &Side| pair.connections.get(*side) == own.connections.get(*side);
        let Some(side) = Side::ALL.into_iter().find(shared) else { continue };
        let Some(version) = engine.store.mapping(pair.id, None)? else { continue };
        let schemas = known_schemas(&engine.store, &pair, &version.document)?;
        let accepted = drift::known(&engine.store, &pair, &version)?;
        let design = Design::for_a_pass(&version.document, &schemas, accepted.as_ref());
        let Ok(design) = design else { continue };
        let setup: PairSetup = engine.store.setting(&PairSetup::key(pair.id))?.unwrap_or_default();
        let id_fields = setup::present(setup.id_fields, &schemas).into_side(side);
        found.push(Neighbour { pair: pair.id, side, design, id_fields });
    }
    Ok(found)
}

/// The schemas as they were last read.
pub(crate) fn known_schemas(
    store: &Store,
    pair: &Pair,
    file: &crosswalk_model::mapping::PairFile,
) -> Result<Schemas, PassError> {
    let mut schemas: Schemas = Both::default();
    for side in Side::ALL {
        for object in setup::objects(file, side) {
            let known = store.schema(*pair.connections.get(side), &object)?;
            if let Some(known) = known {
                schemas.get_mut(side).insert(object, known.schema);
            }
        }
    }
    if let Some(account) = unmapped_account(&schemas.salesforce) {
        let known = store.schema(pair.connections.salesforce, &account)?;
        schemas.salesforce.extend(known.map(|it| (account, it.schema)));
    }
    Ok(schemas)
}

impl Pass<'_> {
    /// An account that another pair has read before is known already, and its records do not come
    /// again: until its first run is over, a mapping takes in what it has no link for.
    pub(crate) fn adopt_what_is_known(&self) -> Result<(), PassError> {
        for design in &self.design.objects {
            if footprint::is_there(self.engine, self.pair.id, &design.id)? {
                continue;
            }
            let home = self.home(&design.id);
            for side in Side::ALL {
                let connection = *self.pair.connections.get(side);
                for object in design.objects_of(side) {
                    let now = self.engine.clock.now();
                    self.engine.store.adopt(&home, connection, object, now)?;
                }
            }
        }
        Ok(())
    }

    /// What neighbours ask to be read of a shared account.
    pub(crate) fn read_for_neighbours(
        &self,
        side: Side,
        pulls: &mut BTreeMap<ObjectName, ObjectPull>,
    ) {
        for neighbour in self.neighbours.iter().filter(|it| it.side == side) {
            // Events are nobody's but the pair's whose log has them.
            let designs = neighbour.design.objects.iter().filter(|design| design.comes_back());
            for design in designs {
                for object in design.objects_of(side) {
                    let pull =
                        pulls.entry(object.clone()).or_insert_with(|| ObjectPull::of(object));
                    pull.polled = Polled::Yes;
                    if design.history == History::All {
                        pull.history = History::All;
                    }
                    pull.fields.extend(neighbour.id_fields.get(object).cloned());
                    pull.fields.extend(design.fields_to_read(side, object));
                    let mapping = design.id.clone();
                    pull.homes.push(Home { pair: neighbour.pair, mapping });
                }
            }
        }
    }

    /// By what neighbours find a record that they share.
    pub(crate) fn keys_for_neighbours(&self, side: Side, record: &Record) -> Vec<MatchKeyValue> {
        let here = self.neighbours.iter().filter(|it| it.side == side);
        let keys = |neighbour: &Neighbour| {
            let id_field = neighbour.id_fields.get(&record.at.object);
            let objects = neighbour.design.objects.iter();
            let mine = objects.filter(|design| design.takes_part(side, &record.at.object));
            mine.flat_map(|design| match_keys(record, side, design, id_field)).collect::<Vec<_>>()
        };
        here.flat_map(keys).collect()
    }
}
