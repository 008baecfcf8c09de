//! I7: an opt-out is one on both sides, until the person comes back.

use crosswalk_model::mapping::OPT_OUT_MAPPING;
use crosswalk_model::{Both, Content, Ruling, Triple};
use crosswalk_store::HistoryAct;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Scene;
use super::values::{each_whole, excused, is_excused};
use crate::fields::OPT_OUT;
use crate::truth::text;

/// What each side says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown(Both<bool>);

impl Shown {
    pub const fn all(self) -> bool {
        self.0.salesforce && self.0.hubspot
    }
}

pub fn shown(ends: &Both<&Map<String, Value>>) -> Shown {
    Shown(Both {
        salesforce: text(ends.salesforce, OPT_OUT.on("Contact")) == "true",
        hubspot: text(ends.hubspot, OPT_OUT.hubspot) == "true",
    })
}

/// An opt-out on one side is one on both, and stays one but where its person came back.
pub fn opt_outs_stay(scene: &Scene<'_>) -> Vec<String> {
    let excused = excused(scene.world);
    let mut findings = Vec::new();
    each_whole(scene, |triple, ends| {
        let shown = shown(&ends);
        let by_person = said_at(scene, triple);
        let back = back_at(scene, triple);
        let brought_back = |out: Timestamp| back.iter().any(|back| *back > out);
        let lost = [by_person, scene.known.out.get(&triple.link.id).copied()]
            .into_iter()
            .flatten()
            .any(|out| !shown.0.hubspot && !brought_back(out));
        let differs = shown.0.salesforce != shown.0.hubspot;
        // An untick that came again and a source that nobody knows are a person's (A13, A14).
        let asked = is_excused(&excused, triple.link.id, OPT_OUT);
        if (lost || differs) && !asked {
            findings.push(format!(
                "I7: {}, out since {by_person:?}, agreed {:?}, back {back:?}; {:#?}",
                format_args!("opted out is {shown:?}"),
                scene.known.out.get(&triple.link.id),
                super::trail::trail(scene, triple, OPT_OUT)
            ));
        }
    });
    findings
}

/// The product unticks nobody who did not come back in HubSpot before (A14).
pub fn nobody_is_brought_back(scene: &Scene<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    for triple in scene.links {
        let back = back_at(scene, triple);
        let history = scene.world.app.store().history_of_link(triple.link.id).expect("a state");
        let unticks = history.iter().filter(|row| {
            let ours = row.mapping.as_ref().is_some_and(|it| it.as_str() == OPT_OUT_MAPPING);
            let no = Content::Value(crosswalk_model::Value::Boolean(false));
            ours && row.act == HistoryAct::Update && row.after == Some(no)
        });
        for row in unticks {
            // History has the product's clock.
            let at = row.at - scene.skew;
            if row.ruling != Some(Ruling::OptOutLifted) || !back.iter().any(|back| *back <= at) {
                findings.push(format!("I7: {row:?} brought back whom nobody asked: {back:?}"));
            }
        }
    }
    findings
}

/// The last opt-out by a person on either side of a link.
fn said_at(scene: &Scene<'_>, triple: &Triple) -> Option<Timestamp> {
    let ids = [&triple.link.ends.salesforce, &triple.link.ends.hubspot].into_iter().flatten();
    let out = &scene.people.consent.out;
    ids.filter_map(|at| out.get(at.id.as_str())).copied().max()
}

/// When the person of a link came back in HubSpot.
fn back_at(scene: &Scene<'_>, triple: &Triple) -> Vec<Timestamp> {
    let Some(at) = &triple.link.ends.hubspot else { return Vec::new() };
    let all = scene.people.ancestry(at.id.as_str());
    let back = scene.people.consent.back.iter();
    back.filter(|(id, _)| all.contains(id.as_str())).map(|(_, at)| *at).collect()
}
