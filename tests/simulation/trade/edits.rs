//! I2, I3, I7, I9 and I16 for all objects: what people wrote arrives, once, and nothing is passed
//! over or forgotten.

use std::collections::BTreeMap;

use crosswalk_desktop::World;
use crosswalk_model::{
    Both, Content, FieldName, Life, LinkId, LinkState, MappingId, RecordRef, Side, Triple,
    Value as Known,
};
use crosswalk_store::{HistoryAct, Home};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::checks::{Compared, OBJECTS, count};
use super::diary::{Diary, Edit};
use super::{MAPPED, Mapped};
use crate::invariants::excused;
use crate::truth::text;

/// Within it, Salesforce wins.
const SKEW: SignedDuration = SignedDuration::from_secs(60);

/// How long a change may stay out of sight.
const OUT_OF_SIGHT: SignedDuration = SignedDuration::from_mins(3);

/// Both ends of a link.
type Ends = Both<Option<RecordRef>>;

/// Since when a link has been in step between these two records, as was seen after passes that went
/// well.
#[derive(Debug, Default)]
pub struct Seen(BTreeMap<LinkId, (Ends, Timestamp)>);

impl Seen {
    /// Looks at the links after a pass.
    pub fn note(&mut self, world: &World) {
        let mut before = std::mem::take(&mut self.0);
        for (_, triple) in links(world) {
            let link = triple.link;
            if link.state == LinkState::InSync && link.is_whole() {
                let since = before.remove(&link.id).filter(|(ends, _)| *ends == link.ends);
                self.0.insert(link.id, since.unwrap_or_else(|| (link.ends.clone(), world.now())));
            }
        }
    }

    fn since(&self, triple: &Triple) -> Option<Timestamp> {
        let seen = self.0.get(&triple.link.id).filter(|(ends, _)| *ends == triple.link.ends);
        seen.map(|(_, at)| *at)
    }
}

/// Every link of every object, with its mapping.
fn links(world: &World) -> Vec<(&'static str, Triple)> {
    let of = |mapping: &'static str| {
        let home = Home { pair: world.pair, mapping: MappingId::from(mapping) };
        let found = world.app.store().triples_after(&home, None, usize::MAX).expect("a state");
        found.into_iter().map(move |triple| (mapping, triple))
    };
    OBJECTS.iter().flat_map(|(mapping, _, _)| of(mapping)).collect()
}

/// Every two records that are known to belong together.
pub fn linked(world: &World) -> Vec<LinkId> {
    links(world)
        .into_iter()
        .map(|(_, it)| it.link)
        .filter(|it| it.is_whole())
        .map(|it| it.id)
        .collect()
}

/// A link in step whose records nobody made, remade or threw away since, a mapped field of it, and
/// what people wrote there, in order.
struct Written<'a> {
    triple: &'a Triple,
    field: Mapped,
    ends: Both<&'a RecordRef>,
    edits: Vec<&'a Edit>,
}

fn written<'a>(
    links: &'a [(&'static str, Triple)],
    diary: &'a Diary,
) -> impl Iterator<Item = Written<'a>> {
    links.iter().flat_map(move |(mapping, triple)| {
        let ends = &triple.link.ends;
        let ends = ends.salesforce.as_ref().zip(ends.hubspot.as_ref());
        let ends = ends.map(|(salesforce, hubspot)| Both { salesforce, hubspot });
        let calm = ends.filter(|ends| {
            triple.link.state == LinkState::InSync
                && Side::ALL.iter().all(|side| !diary.remade.contains(ends.get(*side).id.as_str()))
        });
        let fields = MAPPED.iter().filter(move |it| it.mapping == *mapping);
        let fits = move |field: &&Mapped| {
            calm.is_some_and(|ends| ends.salesforce.object.as_str() == field.salesforce.0)
        };
        fields.filter(fits).filter_map(move |field| {
            let ends = calm?;
            let of = |side: Side, name: &str| {
                let record = ends.get(side).id.as_str().to_owned();
                let name = name.to_owned();
                move |edit: &&Edit| edit.side == side && edit.record == record && edit.field == name
            };
            let here = of(Side::HubSpot, field.hubspot.1);
            let there = of(Side::Salesforce, field.salesforce.1);
            let edits = diary.edits.iter().filter(|it| here(it) || there(it)).collect();
            Some(Written { triple, field: *field, ends, edits })
        })
    })
}

/// I2: the last edit of a field stands on both sides, wherever the rule leaves no doubt about it.
pub fn none_is_lost(
    world: &World,
    (diary, seen): (&Diary, &Seen),
    compared: &mut Compared,
) -> Vec<String> {
    let excused = excused(world);
    let links = links(world);
    let mut findings = Vec::new();
    for it in written(&links, diary) {
        let (Some(last), Some(since)) = (it.edits.last(), seen.since(it.triple)) else { continue };
        let touched = diary.touched.get(it.ends.salesforce.id.as_str());
        let certain = last.side == Side::Salesforce
            || touched.is_none_or(|at| last.at.duration_since(*at) > SKEW);
        let id = it.triple.link.id;
        let told = [None, Some(it.field.hubspot.1), Some(it.field.salesforce.1)]
            .iter()
            .any(|name| excused.contains(&(id, name.map(str::to_owned))));
        if !certain || told || since >= last.at || last.value.is_empty() {
            continue;
        }
        let held = Both {
            hubspot: world.record(Side::HubSpot, it.field.hubspot.0, it.ends.hubspot.id.as_str()),
            salesforce: world.record(
                Side::Salesforce,
                it.field.salesforce.0,
                it.ends.salesforce.id.as_str(),
            ),
        };
        let (Some(here), Some(there)) = (held.hubspot, held.salesforce) else { continue };
        if is_person(&there) {
            continue;
        }
        count(compared, "last edits", 1);
        let held = [text(&here, it.field.hubspot.1), text(&there, it.field.salesforce.1)];
        if held.iter().any(|held| !super::checks::same(held, &last.value)) {
            let history = world.app.store().history_of_link(id).expect("a state");
            let of_field = history
                .iter()
                .filter(|row| {
                    row.mapping.as_ref().is_some_and(|of| of.as_str() == it.field.hubspot.1)
                })
                .map(|row| {
                    format!(
                        "{} {:?} {:?} {:?} {:?}",
                        row.at, row.side, row.act, row.after, row.ruling
                    )
                });
            let ours: Vec<String> = of_field.collect();
            findings.push(format!(
                "I2: {last:?} is lost: {held:?}, ours {ours:#?}, theirs {:#?}; {:?}",
                it.edits, it.triple.link
            ));
        }
    }
    findings
}

/// A person account and the contact behind it are two records of one.
fn is_person(record: &Map<String, Value>) -> bool {
    record.get("IsPersonAccount") == Some(&Value::Bool(true))
}

/// I3: a field of a link is written at most once for each edit by a person, and once at first.
pub fn none_echoes(world: &World, diary: &Diary, compared: &mut Compared) -> Vec<String> {
    let links = links(world);
    let mut findings = Vec::new();
    for it in written(&links, diary) {
        let there =
            world.record(Side::Salesforce, it.field.salesforce.0, it.ends.salesforce.id.as_str());
        if there.is_none_or(|record| is_person(&record)) {
            continue;
        }
        let history = world.app.store().history_of_link(it.triple.link.id).expect("a state");
        let ours = history.iter().filter(|row| {
            row.act == HistoryAct::Update
                && row.mapping.as_ref().is_some_and(|it_is| it_is.as_str() == it.field.hubspot.1)
        });
        let ours = ours.count();
        count(compared, "written fields", ours);
        if ours > it.edits.len() + 1 {
            findings.push(format!(
                "I3: {} was written {ours} times for {} edits: {:?}",
                it.field.hubspot.1,
                it.edits.len(),
                it.triple.link
            ));
        }
    }
    findings
}

/// I7: whoever opted out says so still, and so does their partner.
pub fn opt_outs_stay(world: &World, diary: &Diary, compared: &mut Compared) -> Vec<String> {
    let excused = excused(world);
    let out = |side: Side, object: &str, id: &str, field: &str| {
        world.record(side, object, id).map(|record| text(&record, field) == "true")
    };
    let mut findings = Vec::new();
    for (mapping, triple) in links(world) {
        let link = &triple.link;
        let (Some(here), Some(there)) = (&link.ends.hubspot, &link.ends.salesforce) else {
            continue;
        };
        if mapping != "contacts" || there.object.as_str() == "Account" {
            continue;
        }
        let mine = out(Side::HubSpot, "contacts", here.id.as_str(), "hs_email_optout");
        let object = there.object.as_str();
        let theirs = out(Side::Salesforce, object, there.id.as_str(), "HasOptedOutOfEmail");
        for (says, at) in [(mine, here), (theirs, there)] {
            let said = diary.out.contains(at.id.as_str());
            count(compared, "opt-outs", usize::from(said));
            if said && says == Some(false) && !diary.remade.contains(at.id.as_str()) {
                findings.push(format!("I7: {at:?} opted out, and says so no more: {link:?}"));
            }
        }
        let told = excused.iter().any(|(of, _)| *of == link.id);
        if let (Some(mine), Some(theirs)) = (mine, theirs)
            && mine != theirs
            && link.state == LinkState::InSync
            && !told
        {
            findings.push(format!("I7: out in HubSpot {mine}, in Salesforce {theirs}: {link:?}"));
        }
    }
    findings
}

/// I9: records that changed well before a pass began which read both sides to their end, and that are
/// not remembered as they are.
/// A field that was hidden is read again when somebody looks at the fields: `hideable` ones wait.
pub fn nothing_is_passed_over(
    world: &World,
    began: Timestamp,
    hideable: &[(&str, &str)],
) -> Vec<String> {
    let store = world.app.store();
    let connections = store.pair(world.pair).expect("a pair").connections;
    let mut findings = Vec::new();
    for (_, triple) in links(world) {
        for side in Side::ALL {
            let Some(at) = triple.link.ends.get(side) else { continue };
            let Some(record) = world.record(side, at.object.as_str(), at.id.as_str()) else {
                continue;
            };
            let stamps = ["SystemModstamp", "hs_lastmodifieddate", "lastmodifieddate"];
            let stamp = stamps.iter().map(|it| text(&record, it)).find(|it| !it.is_empty());
            let Some(changed) = stamp.and_then(|it| it.parse::<Timestamp>().ok()) else { continue };
            if began.duration_since(changed) < OUT_OF_SIGHT {
                continue;
            }
            let known =
                store.observed(*connections.get(side), std::slice::from_ref(at)).expect("a state");
            let Some(known) = known.get(at).map(|it| &it.record) else {
                findings.push(format!("I9: {at:?} of {changed} was passed over"));
                continue;
            };
            let names = MAPPED.iter().map(|field| match side {
                Side::HubSpot => field.hubspot,
                Side::Salesforce => field.salesforce,
            });
            let own = names.filter(|name| name.0 == at.object.as_str() && !hideable.contains(name));
            let differs = own.map(|(_, name)| name).find(|name| {
                let held = match known.fields.get(&FieldName::from(*name)) {
                    None => return false,
                    Some(Content::Blank) => String::new(),
                    Some(Content::Value(Known::Text(held))) => held.clone(),
                    Some(Content::Value(Known::Decimal(held))) => held.to_string(),
                    Some(Content::Value(_)) => return false,
                };
                !super::checks::same(&held, &text(&record, name))
            });
            if known.life == Life::Live && differs.is_some() {
                let known = &known.fields;
                findings.push(format!(
                    "I9: {at:?} of {changed} is known otherwise: {differs:?}, {known:?}"
                ));
            }
        }
    }
    findings
}
