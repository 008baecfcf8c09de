//! I11: the product deletes nothing but partners of what people deleted.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use crosswalk_desktop::World;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::log::Exchange;
use crosswalk_model::Side;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::Value;

use super::Trade;
use super::checks::Compared;

/// The records that the product asked to delete, seen on the wire.
#[derive(Debug)]
pub struct Deleted(Arc<Mutex<BTreeSet<(Side, String)>>>);

/// Listens from now on.
pub fn deleted_by_the_product(world: &World) -> Deleted {
    let deleted: Arc<Mutex<BTreeSet<(Side, String)>>> = Arc::default();
    let heard = Arc::clone(&deleted);
    world.emulator.tap(move |exchange| {
        let ids = match exchange.vendor {
            Vendor::HubSpot => of_archive(exchange).map(|id| (HubSpot, id)).collect::<Vec<_>>(),
            Vendor::Salesforce => of_composite(exchange).map(|id| (Salesforce, id)).collect(),
        };
        heard.lock().unwrap_or_else(PoisonError::into_inner).extend(ids);
    });
    Deleted(deleted)
}

fn body(exchange: &Exchange) -> Value {
    let body = exchange.request.as_deref().unwrap_or_default();
    serde_json::from_slice(body).unwrap_or_default()
}

/// The ids of a batch of records to archive.
fn of_archive(exchange: &Exchange) -> impl Iterator<Item = String> + use<> {
    let of_records =
        exchange.path.contains("/objects/") && exchange.path.ends_with("/batch/archive");
    let body = if of_records { body(exchange) } else { Value::Null };
    let inputs = body["inputs"].as_array().cloned().unwrap_or_default();
    inputs.into_iter().filter_map(|input| input["id"].as_str().map(str::to_owned))
}

/// The ids in the deletes of a composite. A contact role goes with what it ties and is no record of
/// the story.
fn of_composite(exchange: &Exchange) -> impl Iterator<Item = String> + use<> {
    let composite = exchange.path.ends_with("/composite");
    let body = if composite { body(exchange) } else { Value::Null };
    let asked = body["compositeRequest"].as_array().cloned().unwrap_or_default();
    let deletes = asked.into_iter().filter(|it| it["method"] == "DELETE");
    let ids = deletes.flat_map(|it| {
        let url = it["url"].as_str().unwrap_or_default().to_owned();
        let listed =
            url.split_once("ids=").map(|(_, ids)| ids.split('&').next().unwrap_or_default());
        let one = url.split('?').next().and_then(|path| path.rsplit('/').next());
        let ids = listed.or(one).unwrap_or_default();
        ids.split(',').map(str::to_owned).collect::<Vec<String>>()
    });
    ids.filter(|id| !id.starts_with("00K"))
}

impl Deleted {
    /// Each of them was the partner of a record that a person deleted; where deletes are not carried,
    /// there are none. Counts what was looked at.
    pub fn have_evidence(
        &self,
        world: &World,
        trade: &Trade,
        carried: Option<&mut Compared>,
    ) -> Vec<String> {
        let deleted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(compared) = carried else {
            let all = deleted.iter();
            return all.map(|it| format!("I11: {it:?} was deleted, and no rule says so")).collect();
        };
        for (side, _) in deleted.iter() {
            let what = match side {
                HubSpot => "deletes in HubSpot",
                Salesforce => "deletes in Salesforce",
            };
            *compared.entry(what).or_default() += 1;
        }
        let store = world.app.store();
        let has_evidence = |(side, id): &&(Side, String)| {
            let links = store.links_by_id(world.pair, id).expect("a state");
            let links = links.into_iter().map(|link| store.link(link).expect("a link"));
            let partners = links.filter_map(|link| link.ends.get(side.other()).clone());
            partners.into_iter().any(|at| trade.deaths.contains(at.id.as_str()))
        };
        let without = deleted.iter().filter(|it| !has_evidence(it));
        let told = |(side, id): &(Side, String)| {
            let links = store.links_by_id(world.pair, id).expect("a state").into_iter();
            let links: Vec<_> = links.map(|link| store.link(link).expect("a link")).collect();
            format!("I11: {id} of {side:?} was deleted, and nobody deleted its partner: {links:#?}")
        };
        without.map(told).collect()
    }
}
