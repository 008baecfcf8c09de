//! Merging two records, and forgetting a person.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::call::{Call, text_or_number};
use super::derived;
use super::object_type::ObjectType;
use super::objects::{Key, find, written};
use super::portal::{Portal, Table};
use super::problem::{Answer, Outcome, Problem};
use super::record::{Held, Record, Source};
use super::settings::MergedIds;
use super::time::Millis;

/// `POST …/merge`: by default the result has a new id.
pub(super) fn run(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let given = |key: &str| {
        text_or_number(call.body.get(key))
            .and_then(|id| id.parse::<u64>().ok())
            .ok_or_else(|| Problem::invalid(format!("Some required fields were not set: [{key}]")))
    };
    let (primary, other) = (given("primaryObjectId")?, given("objectIdToMerge")?);
    let keeps = call.settings.merge_keeps_primary || !call.on("hubspot.merge.new_id");
    let survivor = Survivor::of(keeps);
    let moment = Moment {
        now: call.now,
        source: call.source(),
        moves_associations: call.on("hubspot.merge.associations"),
        keeps_blanks: !call.on("hubspot.merge.fills_blanks"),
        named: call.settings.merged_ids,
    };
    if call.on("hubspot.merge.identities") {
        room(portal.table(&object)?, &object, (primary, other))?;
    }
    let id = merge(portal, &object, (primary, other), survivor, &moment)?;
    Answer::ok(written(portal, &object, id, &Map::new(), call)?)
}

/// Whose id a merge keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Survivor {
    /// The beta: the primary's.
    Primary,
    /// Nobody's: the result has a new one.
    New,
}

impl Survivor {
    /// By the portal's setting.
    #[expect(clippy::fn_params_excessive_bools, reason = "turns the setting into its name")]
    pub const fn of(keeps_primary: bool) -> Self {
        if keeps_primary { Self::Primary } else { Self::New }
    }
}

/// When and by whom.
pub(super) struct Moment {
    pub now: Millis,
    pub source: Arc<Source>,
    /// The survivor takes over the associations.
    pub moves_associations: bool,
    /// What the primary record leaves empty stays empty.
    pub keeps_blanks: bool,
    /// Which ids the survivor lists.
    pub named: MergedIds,
}

/// The most addresses that a contact's profile holds.
const MOST_IDENTITIES: usize = 250;

/// The 414 of a merge whose result would have too many identities. A contact's are its addresses;
/// what else counts is not stated.
fn room(table: &Table, object: &ObjectType, (primary, other): (u64, u64)) -> Outcome<()> {
    let both = [primary, other].map(|id| table.live(id));
    let known: BTreeSet<&str> = both.into_iter().flatten().flat_map(addresses).collect();
    if object.id == "0-1" && known.len() > MOST_IDENTITIES {
        let message = format!("A merged profile cannot have over {MOST_IDENTITIES} identities");
        return Err(Problem::new(414, "VALIDATION_ERROR", message));
    }
    Ok(())
}

fn addresses(record: &Record) -> impl Iterator<Item = &str> {
    let held = ["email", "hs_additional_emails"].map(|name| record.stored(name));
    held.into_iter().flatten().flat_map(|all| all.split(';')).filter(|one| !one.is_empty())
}

/// Merges `other` into `primary`; the primary's values win, blanks are filled.
pub(super) fn merge(
    portal: &mut Portal,
    object: &ObjectType,
    (primary, other): (u64, u64),
    survivor: Survivor,
    moment: &Moment,
) -> Outcome<u64> {
    let table = portal.table(object)?;
    let (primary, other) = (table.resolve(primary), table.resolve(other));
    if primary == other {
        return Err(Problem::invalid("An object cannot be merged with itself"));
    }
    if table.live(primary).is_none() || table.live(other).is_none() {
        return Err(Problem::missing());
    }
    let id = match survivor {
        Survivor::Primary => primary,
        Survivor::New => portal.next_id(),
    };
    let table = portal.table_mut(object)?;
    table.release(primary);
    table.release(other);
    let (Some(winner), Some(loser)) =
        (table.records.remove(&primary), table.records.remove(&other))
    else {
        return Err(Problem::missing());
    };
    let merged = combine(winner, &loser, id, moment);
    for gone in merged.absorbed.iter().chain([&primary, &other]) {
        if *gone != id {
            table.redirects.insert(*gone, id);
        }
    }
    table.records.insert(id, merged);
    table.hold(id);
    if !moment.moves_associations {
        return Ok(id);
    }
    let mut ends = portal.associations.all_ends(other);
    if id != primary {
        ends.extend(portal.associations.all_ends(primary));
        portal.associations.move_all(&object.id, primary, id);
    }
    portal.associations.move_all(&object.id, other, id);
    // The two may have been associated with each other.
    ends.retain(|(_, end)| ![primary, other].contains(end));
    derived::derive(portal, object, id, (moment.now, &derived::calculated()))?;
    derived::touch_ends(portal, &ends, moment.now)?;
    Ok(id)
}

fn combine(winner: Record, loser: &Record, id: u64, moment: &Moment) -> Record {
    let mut merged = Record { created: winner.created.min(loser.created), ..winner.clone() };
    merged.id = id;
    merged.absorbed.extend(loser.absorbed.iter().copied().chain([loser.id]));
    if id != winner.id && moment.named == MergedIds::Every {
        merged.absorbed.push(winner.id);
    }
    merged.absorbed.sort_unstable();
    merged.absorbed.dedup();
    for field in &loser.fields {
        let blank = merged.stored(&field.name).is_none() && !moment.keeps_blanks;
        if blank && !field.held.value.is_empty() {
            merged.store(&field.name, held(&field.held.value, moment));
        }
    }
    keep_addresses(&mut merged, loser, moment);
    merged.touch(moment.now);
    merged
}

/// A contact's other addresses stay known, as additional ones.
fn keep_addresses(merged: &mut Record, loser: &Record, moment: &Moment) {
    let own = merged.stored("email").unwrap_or_default().to_owned();
    let mut kept: Vec<String> = [
        merged.stored("hs_additional_emails"),
        loser.stored("hs_additional_emails"),
        loser.stored("email"),
    ]
    .into_iter()
    .flatten()
    .flat_map(|addresses| addresses.split(';'))
    .filter(|address| !address.is_empty() && *address != own)
    .map(str::to_owned)
    .collect();
    kept.sort();
    kept.dedup();
    if !kept.is_empty() {
        merged.store(&Arc::from("hs_additional_emails"), held(&kept.join(";"), moment));
    }
}

fn held(value: &str, moment: &Moment) -> Held {
    Held { value: value.into(), at: moment.now, source: Arc::clone(&moment.source) }
}

/// `POST …/gdpr-delete`: the person is gone for good; an unknown address is only block-listed.
pub(super) fn gdpr_delete(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    let named = text_or_number(call.body.get("objectId"))
        .ok_or_else(|| Problem::invalid("Some required fields were not set: [objectId]"))?;
    let property = call.body.get("idProperty").and_then(Value::as_str);
    let key = Key { id: &named, property, archived: false };
    let found = match find(portal.table(&object)?, &object, &key, call) {
        Ok(record) => record.id,
        Err(problem) if problem.status == 404 && property == Some("email") => {
            return Answer::empty();
        }
        Err(problem) => return Err(problem),
    };
    if !call.on("hubspot.gdpr.deletes") {
        return Answer::empty();
    }
    let ends = portal.associations.forget(&object.id, found);
    let table = portal.table_mut(&object)?;
    table.release(found);
    table.records.remove(&found);
    table.redirects.retain(|_, to| *to != found);
    derived::touch_ends(portal, &ends, call.now)?;
    Answer::empty()
}
