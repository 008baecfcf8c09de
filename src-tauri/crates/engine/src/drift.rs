//! Fields that changed since a person accepted the mapping. What was accepted is remembered per
//! pair and version; a field that is not that any more pauses, and everything else goes on.

use crosswalk_model::mapping::PairFile;
use crosswalk_model::{
    Both, ConnectionId, Content, FieldName, PairId, RecordId, Timestamp, Triple,
};
use crosswalk_reconcile::mapping::{Accepted, Design, Drift, DriftKind, Schemas};
use crosswalk_store::{MappingVersion, Pair, Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::neighbours;
use crate::pass::{Engine, Pass, PassError};
use crate::planning::{MOST_PARTS, PART};
use crate::pull::ObjectPull;
use crate::setup;
use crate::slow_clocks::SlowClock;
use crate::unread::Unread;

/// A drift, with since when it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Paused {
    /// What changed.
    pub drift: Drift,
    /// When a pass first met it.
    pub since: Timestamp,
}

impl Paused {
    /// The setting under which a pair's last pass left what had drifted.
    #[must_use]
    pub fn key(pair: PairId) -> String {
        format!("pair/{pair}/drift")
    }
}

/// What a version of a mapping was accepted with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct AcceptedVersion {
    version: i64,
    accepted: Accepted,
}

fn accepted_key(pair: PairId) -> String {
    format!("pair/{pair}/accepted")
}

/// Fields that a person approved, until they are read again.
fn approved_key(pair: PairId) -> String {
    format!("pair/{pair}/approved")
}

/// A person saved a mapping: its fields are accepted as they are now, also those that had become
/// fields of another kind.
///
/// # Errors
/// [`StoreError`] when the disk fails.
pub fn accept(
    store: &Store,
    pair: PairId,
    version: i64,
    (file, schemas): (&PairFile, &Schemas),
) -> Result<(), StoreError> {
    let before: Option<AcceptedVersion> = store.setting(&accepted_key(pair))?;
    let now = Accepted::of(file, schemas);
    let retyped = before.map(|it| it.accepted.retyped(file, schemas)).unwrap_or_default();
    // One that went and is back may be another field of that name: its blanks clear nothing.
    let emptied = |it: Paused| match it.drift.what {
        DriftKind::Gone => Drift { what: DriftKind::Emptied, ..it.drift },
        DriftKind::Unfit | DriftKind::Retyped | DriftKind::Emptied => it.drift,
    };
    let paused = paused(store, pair)?.into_iter().map(emptied);
    let approved: Vec<Drift> = paused.chain(retyped).collect();
    if !approved.is_empty() {
        let mut all: Vec<Drift> = store.setting(&approved_key(pair))?.unwrap_or_default();
        all.extend(approved);
        store.set_setting(&approved_key(pair), &all)?;
    }
    store.drop_setting(&Paused::key(pair))?;
    store.set_setting(&accepted_key(pair), &AcceptedVersion { version, accepted: now })
}

/// What the last pass had to pause.
///
/// # Errors
/// [`StoreError`] when the disk fails.
pub fn paused(store: &Store, pair: PairId) -> Result<Vec<Paused>, StoreError> {
    Ok(store.setting(&Paused::key(pair))?.unwrap_or_default())
}

/// Both sides' fields are read anew by the next pass of every pair of these accounts.
///
/// # Errors
/// [`StoreError`] when the disk fails.
pub fn read_fields_anew(store: &Store, connection: ConnectionId) -> Result<(), StoreError> {
    store.strike(connection, SlowClock::Schema.as_str(), Timestamp::UNIX_EPOCH, None)
}

/// What the design of a pass may count on. A version of which nothing is remembered is taken as it
/// is met.
pub(crate) fn accepted(
    store: &Store,
    pair: &Pair,
    version: &MappingVersion,
    schemas: &Schemas,
) -> Result<Accepted, PassError> {
    if let Some(known) = known(store, pair, version)? {
        return Ok(known);
    }
    let accepted = Accepted::of(&version.document, schemas);
    let version = AcceptedVersion { version: version.version, accepted: accepted.clone() };
    store.set_setting(&accepted_key(pair.id), &version)?;
    Ok(accepted)
}

/// The same, of a pair that another one's pass looks at.
pub(crate) fn known(
    store: &Store,
    pair: &Pair,
    version: &MappingVersion,
) -> Result<Option<Accepted>, PassError> {
    let known: Option<AcceptedVersion> = store.setting(&accepted_key(pair.id))?;
    Ok(known.filter(|it| it.version == version.version).map(|it| it.accepted))
}

/// A person approves a field that is of another kind now, or came back empty. The next pass reads it
/// and goes on with it.
///
/// # Errors
/// [`PassError::NotReady`] when the field cannot be tied as it is; [`PassError::Store`].
pub fn approve(store: &Store, pair: PairId, drift: &Drift) -> Result<(), PassError> {
    if drift.field.is_none() || !drift.what.can_be_approved() {
        return Err(PassError::NotReady(format!("{}: mend that first", drift.sentence())));
    }
    let pair = store.pair(pair)?;
    let version = setup::version(store, &pair)?;
    let schemas = neighbours::known_schemas(store, &pair, &version.document)?;
    let now = Accepted::of(&version.document, &schemas);
    let before = accepted(store, &pair, &version, &schemas)?;
    let mut approved: Vec<Drift> = store.setting(&approved_key(pair.id))?.unwrap_or_default();
    approved.push(drift.clone());
    store.set_setting(&approved_key(pair.id), &approved)?;
    let accepted = before.with(&now, drift);
    let version = AcceptedVersion { version: version.version, accepted };
    store.set_setting(&accepted_key(pair.id), &version)?;
    let mut left = paused(store, pair.id)?;
    left.retain(|it| !it.drift.is_of_the_same(drift));
    Ok(store.set_setting(&Paused::key(pair.id), &left)?)
}

/// Remembers what drifted, beside what had drifted before. What is back of that is returned: whether
/// it may take part is known once it is read ([`Pass::take_fields_back`]).
pub(crate) fn notice(
    engine: &Engine,
    pair: &Pair,
    design: &Design,
) -> Result<Vec<Paused>, PassError> {
    let before = paused(&engine.store, pair.id)?;
    let now = engine.clock.now();
    let paused = |drift: &Drift| {
        let known = before.iter().find(|it| it.drift == *drift);
        Paused { drift: drift.clone(), since: known.map_or(now, |it| it.since) }
    };
    let mut after: Vec<Paused> = design.drift.iter().map(paused).collect();
    let is_back = |it: &&Paused| !after.iter().any(|other| other.drift.is_of_the_same(&it.drift));
    let back: Vec<Paused> = before.iter().filter(is_back).cloned().collect();
    after.extend(back.iter().cloned());
    if after != before {
        engine.store.set_setting(&Paused::key(pair.id), &after)?;
    }
    Ok(back)
}

impl Pass<'_> {
    /// Fields that are back as they were, or that a person approved, take part again, and every link
    /// of their mapping is looked at: what was edited meanwhile is decided now. One that lost every
    /// value that it had is another field of the same name, and its blanks are nobody's edit: it
    /// waits for a person.
    pub(crate) async fn take_fields_back(&mut self) -> Result<(), PassError> {
        let approved_key = approved_key(self.pair.id);
        let approved: Vec<Drift> = self.engine.store.setting(&approved_key)?.unwrap_or_default();
        let back = std::mem::take(&mut self.back);
        if back.is_empty() && approved.is_empty() {
            return Ok(());
        }
        let (later, approved): (Vec<Drift>, Vec<Drift>) = approved
            .into_iter()
            .partition(|it| self.is_unread(it.side, &it.object) || self.is_drifting(it));
        for drift in approved.iter().chain(back.iter().map(|one| &one.drift)) {
            self.read_anew(drift).await?;
        }
        for drift in &approved {
            self.go_on_with(drift)?;
        }
        let before = paused(&self.engine.store, self.pair.id)?;
        let mut kept = before.clone();
        for one in back {
            if self.is_unread(one.drift.side, &one.drift.object) {
                continue;
            }
            kept.retain(|it| !it.drift.is_of_the_same(&one.drift));
            if self.lost_its_values(&one.drift)? {
                let drift = Drift { what: DriftKind::Emptied, ..one.drift };
                self.design.pause(&drift);
                self.unread.extend(waiting_for(&drift));
                kept.push(Paused { drift, since: one.since });
            } else {
                self.go_on_with(&one.drift)?;
            }
        }
        if kept != before {
            self.engine.store.set_setting(&Paused::key(self.pair.id), &kept)?;
        }
        if !approved.is_empty() {
            self.engine.store.set_setting(&approved_key, &later)?;
        }
        Ok(())
    }

    /// Whether a field, or the one that it is tied to, still is not what it was: its mapping is out of
    /// the design, so that nobody could look at what it lost.
    fn is_drifting(&self, drift: &Drift) -> bool {
        self.design.drift.iter().any(|it| it.is_of_the_same(drift) || it.is_of_one_mapping(drift))
    }

    /// Of what takes part without its history only what changes is read, so that a field that is back
    /// is read of the linked records by id. Everything else is read anew by itself.
    async fn read_anew(&self, drift: &Drift) -> Result<(), PassError> {
        let pulls = self.readable(drift.side);
        let begins_now = |it: &ObjectPull| it.object == drift.object && it.begins_now();
        if self.is_unread(drift.side, &drift.object) || !pulls.iter().any(begins_now) {
            return Ok(());
        }
        let (home, mut after) = (self.home(&drift.mapping), None);
        for _ in 0..MOST_PARTS {
            let triples = self.engine.store.triples_after(&home, after, PART)?;
            let Some(last) = triples.last() else { return Ok(()) };
            after = Some(last.link.id);
            let whole = triples.iter().filter(|triple| triple.link.is_whole());
            let ends = whole.filter_map(|triple| triple.link.ends.get(drift.side).as_ref());
            let ids: Vec<RecordId> =
                ends.filter(|at| at.object == drift.object).map(|at| at.id.clone()).collect();
            if !ids.is_empty() {
                self.read_now(drift.side, &drift.object, ids).await?;
            }
        }
        Err(PassError::Endless("links"))
    }

    /// What a field lost while it was away, or when it became another one, is nobody's edit: where it
    /// holds nothing now and held something when both sides last agreed, it is decided like a first
    /// link, which never clears anything.
    fn go_on_with(&self, drift: &Drift) -> Result<(), PassError> {
        let (store, home) = (&self.engine.store, self.home(&drift.mapping));
        let mut after = None;
        for _ in 0..MOST_PARTS {
            let triples = store.triples_after(&home, after, PART)?;
            let Some(last) = triples.last() else { break };
            after = Some(last.link.id);
            for triple in &triples {
                let Some(names) = self.names_of(drift, triple) else { continue };
                let seen = triple.observed.get(drift.side).as_ref().map(|it| &it.record);
                let held = seen.and_then(|record| record.fields.get(&drift.name));
                let base = triple.base.get(drift.side).get(&drift.name);
                let held_before = base.is_some_and(|content| !content.is_blank());
                if held_before && held.is_none_or(Content::is_blank) {
                    store.forget_base(triple.link.id, names)?;
                }
            }
        }
        store.touch_all(&home)?;
        Ok(())
    }

    /// The fields of a link that a drift is about.
    fn names_of(&self, drift: &Drift, triple: &Triple) -> Option<Both<&FieldName>> {
        let object = &triple.link.ends.salesforce.as_ref()?.object;
        let pairs = self.design.object(&drift.mapping)?.pairs(object);
        let pair = pairs.iter().find(|pair| Some(&pair.mapping) == drift.field.as_ref())?;
        Some(pair.names.as_ref())
    }

    /// Whether a field held something on some records when both sides last agreed, and holds nothing
    /// on all of them now.
    fn lost_its_values(&self, drift: &Drift) -> Result<bool, PassError> {
        let home = self.home(&drift.mapping);
        let (mut after, mut held) = (None, false);
        for _ in 0..MOST_PARTS {
            let triples = self.engine.store.triples_after(&home, after, PART)?;
            let Some(last) = triples.last() else { return Ok(held) };
            after = Some(last.link.id);
            for triple in &triples {
                let seen = triple.observed.get(drift.side).as_ref().map(|it| &it.record);
                let Some(record) = seen.filter(|it| it.at.object == drift.object) else { continue };
                let holds = |it: Option<&Content>| it.is_some_and(|content| !content.is_blank());
                if holds(record.fields.get(&drift.name)) {
                    return Ok(false);
                }
                held |= holds(triple.base.get(drift.side).get(&drift.name));
            }
        }
        Err(PassError::Endless("links"))
    }
}

fn waiting_for(drift: &Drift) -> Option<Unread> {
    let (side, object, why) = (drift.side, drift.object.clone(), drift.sentence());
    drift.pauses_the_object().then_some(Unread { side, object, why })
}

/// Objects whose mappings wait for a field.
pub(crate) fn waiting_for_fields(design: &Design) -> Vec<Unread> {
    design.drift.iter().filter_map(waiting_for).collect()
}
