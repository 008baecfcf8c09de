//! What the last applied plan rested on: a changed filter, match key, direction or way of following makes the next
//! plan one that a person looks at first (P4).

use std::collections::BTreeMap;

use crosswalk_model::mapping::{Follow, MatchKey, Scope};
use crosswalk_model::{Both, MappingId, PairId, Side};
use crosswalk_reconcile::mapping::{ObjectDesign, writes};
use serde::{Deserialize, Serialize};

use crate::pass::{Engine, Mode, Pass, PassError};

/// The part of an object mapping that a brake watches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Footprint {
    in_scope: Option<Scope>,
    match_by: Vec<MatchKey>,
    #[serde(default)]
    follow: Follow,
    /// Whether a field's rule writes to each side, by field mapping.
    directions: BTreeMap<MappingId, Both<bool>>,
}

impl Footprint {
    fn of(design: &ObjectDesign) -> Footprint {
        let pairs = design.fields.values().flatten();
        let direction = |rule| Both::from_fn(|side: Side| writes(rule, side));
        Footprint {
            in_scope: design.in_scope.clone(),
            match_by: design.match_by.clone(),
            follow: design.follow,
            directions: pairs.map(|pair| (pair.mapping.clone(), direction(pair.rule))).collect(),
        }
    }

    /// A field that is new or gone changes nothing that was there.
    fn differs(&self, before: &Footprint) -> bool {
        let turned = |(field, now): (&MappingId, &Both<bool>)| {
            before.directions.get(field).is_some_and(|then| then != now)
        };
        self.in_scope != before.in_scope
            || self.match_by != before.match_by
            || self.follow != before.follow
            || self.directions.iter().any(turned)
    }
}

fn key(pair: PairId, mapping: &MappingId) -> String {
    format!("pair/{pair}/footprint/{mapping}")
}

/// Whether a pass was ever free to write an object mapping: its first run is over then (M5).
pub(crate) fn is_there(
    engine: &Engine,
    pair: PairId,
    mapping: &MappingId,
) -> Result<bool, PassError> {
    let left: Option<Footprint> = engine.store.setting(&key(pair, mapping))?;
    Ok(left.is_some())
}

impl Pass<'_> {
    /// Whether the design of an object mapping changed since a plan was last applied with it.
    pub(crate) fn design_changed(&self, mapping: &MappingId) -> Result<bool, PassError> {
        let Some(design) = self.design.object(mapping) else { return Ok(false) };
        let before: Option<Footprint> = self.engine.store.setting(&key(self.pair.id, mapping))?;
        Ok(before.is_some_and(|before| Footprint::of(design).differs(&before)))
    }

    /// Remembers the design of everything that this pass is free to write; it does so before the
    /// first write, so that a first run that a limit cuts short goes on by itself. Who chose a
    /// part of a plan has released that part only.
    pub(crate) fn leave_footprints(&self) -> Result<(), PassError> {
        let shut = self.shut();
        let free = |mapping: &MappingId| match &self.order.mode {
            Mode::Chosen(_) => self.chose_everything(),
            Mode::PlanOnly | Mode::Write | Mode::Release => !shut.contains(mapping),
        };
        for design in self.design.objects.iter().filter(|it| free(&it.id)) {
            let key = key(self.pair.id, &design.id);
            let now = Footprint::of(design);
            let before: Option<Footprint> = self.engine.store.setting(&key)?;
            if before.as_ref() != Some(&now) {
                self.engine.store.set_setting(&key, &now)?;
            }
        }
        Ok(())
    }
}
