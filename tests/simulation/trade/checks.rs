//! What must hold at the end: I1, I5 and I6 for all objects, and for who belongs to whom.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::{LinkState, MappingId, Side, Triple};
use crosswalk_store::Home;
use serde_json::{Map, Value};

use super::{INVOICES, MAPPED, Trade};
use crate::invariants::{Excused, excused};
use crate::truth::text;

type Table = BTreeMap<String, Map<String, Value>>;

/// Everything that is looked at.
pub(super) struct Scene<'a> {
    pub(super) world: &'a World,
    /// Records by object, of both sides.
    pub(super) tables: BTreeMap<&'static str, Table>,
    /// Links by mapping.
    links: BTreeMap<&'static str, Vec<Triple>>,
    excused: Excused,
}

/// A mapping and its objects.
pub(super) const OBJECTS: [(&str, &str, &str); 10] = [
    ("companies", "companies", "Account"),
    ("contacts", "contacts", "Contact"),
    ("deals", "deals", "Opportunity"),
    ("calls", "calls", "Task"),
    ("emails", "emails", "Task"),
    ("meetings", "meetings", "Event"),
    ("notes", "notes", "Task"),
    (INVOICES, INVOICES, "Invoice__c"),
    ("tasks", "tasks", "Task"),
    ("tickets", "tickets", "Case"),
];

/// How much was held against one another, by kind: a check that met nothing shows nothing.
pub type Compared = BTreeMap<&'static str, u64>;

/// Every check.
pub fn all(world: &World, trade: &Trade, compared: &mut Compared) -> Vec<String> {
    let table = |side, object| -> Table { world.records(side, object).into_iter().collect() };
    let mut tables = BTreeMap::new();
    let mut links = BTreeMap::new();
    for (mapping, here, there) in OBJECTS {
        tables.insert(here, table(HubSpot, here));
        tables.insert(there, table(Salesforce, there));
        let home = Home { pair: world.pair, mapping: MappingId::from(mapping) };
        let found = world.app.store().triples_after(&home, None, usize::MAX).expect("a state");
        links.insert(mapping, found);
    }
    let scene = Scene { world, tables, links, excused: excused(world) };
    let mut findings = scene.both_sides_agree(compared);
    findings.extend(scene.parents_agree(compared));
    findings.extend(scene.people_of_deals_agree(compared));
    findings.extend(scene.roles_agree(compared));
    findings.extend(scene.campaigns_are_told(&trade.diary, compared));
    findings.extend(scene.people_of_activities_agree(compared));
    findings.extend(scene.links_are_one_to_one());
    findings.extend(scene.nobody_is_made_twice(trade));
    findings.extend(scene.every_deal_has_its_partner());
    findings
}

impl Scene<'_> {
    /// Links of a mapping whose two records live: link, HubSpot's, Salesforce's.
    pub(super) fn whole<'s>(
        &'s self,
        (mapping, here, there): (&str, &str, &str),
    ) -> impl Iterator<Item = (&'s Triple, &'s Map<String, Value>, &'s Map<String, Value>)> {
        let (here, there) = (&self.tables[here], &self.tables[there]);
        // Whoever is held stays as they are (S20, S21).
        let takes_part = |triple: &&Triple| triple.link.state != LinkState::Held;
        self.links[mapping].iter().filter(takes_part).filter_map(move |triple| {
            let ends = &triple.link.ends;
            let mine = here.get(ends.hubspot.as_ref()?.id.as_str())?;
            let theirs = there.get(ends.salesforce.as_ref()?.id.as_str())?;
            Some((triple, mine, theirs))
        })
    }

    /// HubSpot's id to Salesforce's, of whole links.
    pub(super) fn partners(&self, which: (&str, &str, &str)) -> BTreeMap<&str, &str> {
        let ends = self.whole(which).filter_map(|(triple, _, _)| {
            let ends = &triple.link.ends;
            Some((ends.hubspot.as_ref()?.id.as_str(), ends.salesforce.as_ref()?.id.as_str()))
        });
        ends.collect()
    }

    pub(super) fn is_excused(&self, triple: &Triple, names: &[&str]) -> bool {
        let link = triple.link.id;
        let named =
            names.iter().any(|name| self.excused.contains(&(link, Some((*name).to_owned()))));
        named || self.excused.contains(&(link, None))
    }

    fn both_sides_agree(&self, compared: &mut Compared) -> Vec<String> {
        let mut findings = Vec::new();
        for which in OBJECTS {
            for (triple, mine, theirs) in self.whole(which) {
                for field in MAPPED.iter().filter(|field| field.mapping == which.0) {
                    let (here, there) = (field.hubspot.1, field.salesforce.1);
                    let held = (text(mine, here), text(theirs, there));
                    count(compared, "values", held.0.len().min(1));
                    if !same(&held.0, &held.1) && !self.is_excused(triple, &[here, there]) {
                        findings.push(format!("I1: {here} differs: {held:?}, {:?}", triple.link));
                    }
                }
            }
        }
        findings
    }

    /// A contact's and a deal's company is the partner of the account on the other side.
    fn parents_agree(&self, compared: &mut Compared) -> Vec<String> {
        let companies = self.partners(OBJECTS[0]);
        let accounts: BTreeSet<&str> = companies.values().copied().collect();
        let primary = primary_companies(self.world);
        let mut findings = Vec::new();
        for which in [OBJECTS[1], OBJECTS[2]] {
            for (triple, _, theirs) in self.whole(which) {
                let id = triple.link.ends.hubspot.as_ref().map_or("", |at| at.id.as_str());
                let mine = primary.get(id).map_or("", String::as_str);
                let there = text(theirs, "AccountId");
                count(compared, "parents", usize::from(companies.contains_key(mine)));
                let fits = match companies.get(mine) {
                    Some(partner) => *partner == there,
                    // A company without an account waits, and so does whoever names it.
                    None if !mine.is_empty() => true,
                    None => !accounts.contains(there.as_str()),
                };
                let names = ["association:companies:primary", "AccountId", "company"];
                if !fits && !self.is_excused(triple, &names) {
                    findings.push(format!(
                        "I1: {} {id} is of company {mine}, its partner of account {there}: {:?}",
                        which.1, triple.link
                    ));
                }
            }
        }
        findings
    }

    /// The linked people of a deal are those of its opportunity.
    fn people_of_deals_agree(&self, compared: &mut Compared) -> Vec<String> {
        let people = self.partners(OBJECTS[1]);
        let linked: BTreeSet<&str> = people.values().copied().collect();
        let here = ties(self.world);
        let roles = self.world.records(Salesforce, "OpportunityContactRole");
        let mut findings = Vec::new();
        for (triple, _, _) in self.whole(OBJECTS[2]) {
            let ends = &triple.link.ends;
            let (Some(deal), Some(opportunity)) = (&ends.hubspot, &ends.salesforce) else {
                continue;
            };
            let mine: BTreeSet<&str> = here
                .iter()
                .filter(|(from, _)| from == deal.id.as_str())
                .filter_map(|(_, to)| people.get(to.as_str()).copied())
                .collect();
            let theirs: BTreeSet<String> = roles
                .iter()
                .filter(|(_, role)| text(role, "OpportunityId") == opportunity.id.as_str())
                .map(|(_, role)| text(role, "ContactId"))
                .filter(|id| linked.contains(id.as_str()))
                .collect();
            let same =
                mine.len() == theirs.len() && theirs.iter().all(|id| mine.contains(id.as_str()));
            count(compared, "people of deals", theirs.len());
            let names = ["association:contacts", "association:OpportunityContactRole", "contacts"];
            if !same && !self.is_excused(triple, &names) {
                findings.push(format!(
                    "I1: deal {} has {mine:?}, its partner {theirs:?}: {:?}",
                    deal.id, triple.link
                ));
            }
        }
        findings
    }

    fn links_are_one_to_one(&self) -> Vec<String> {
        let mut findings = Vec::new();
        for (mapping, links) in &self.links {
            let mut seen = BTreeSet::new();
            for triple in links {
                for side in Side::ALL {
                    let Some(at) = triple.link.ends.get(side) else { continue };
                    if !seen.insert((side, at.clone())) {
                        findings.push(format!("I5: {at:?} stands in two links of {mapping}"));
                    }
                }
            }
        }
        findings
    }

    fn nobody_is_made_twice(&self, trade: &Trade) -> Vec<String> {
        let accounts = &self.world.accounts;
        let here = format!("crosswalk_{}_id", accounts.salesforce.to_lowercase());
        let there = format!("Crosswalk_{}_Id__c", accounts.hubspot);
        let mut findings = Vec::new();
        for (_, mine, theirs) in OBJECTS {
            for (object, id_field) in [(mine, &here), (theirs, &there)] {
                let mut sources = BTreeMap::new();
                let made = self.tables[object].iter().filter(|(id, _)| !trade.born.contains(*id));
                for (id, record) in made {
                    let source = text(record, id_field);
                    if source.is_empty() {
                        findings.push(format!("I6: {object} {id} names no partner: {record:?}"));
                    } else if let Some(first) = sources.insert(source.clone(), id) {
                        findings.push(format!("I6: {source} was made twice: {first} and {id}"));
                    }
                }
            }
        }
        findings
    }

    /// Deals are always made (S27); whose partner was deleted says so.
    fn every_deal_has_its_partner(&self) -> Vec<String> {
        let (_, here, there) = OBJECTS[2];
        let partners = self.partners(OBJECTS[2]);
        let known: BTreeSet<&str> =
            partners.iter().flat_map(|(mine, theirs)| [*mine, *theirs]).collect();
        let mut findings = Vec::new();
        for id in self.tables[here].keys().chain(self.tables[there].keys()) {
            let store = self.world.app.store();
            let links = store.links_by_id(self.world.pair, id).expect("a state");
            let states: Vec<LinkState> =
                links.iter().map(|link| store.link(*link).expect("a link").state).collect();
            let told = states.iter().any(|state| {
                matches!(state, LinkState::LeftOut | LinkState::Failing | LinkState::Unlinked)
            });
            if !known.contains(id.as_str()) && !told {
                findings.push(format!("I1: deal {id} has no partner: {states:?}"));
            }
        }
        findings
    }
}

pub(super) fn count(compared: &mut Compared, what: &'static str, met: usize) {
    *compared.entry(what).or_default() += met as u64;
}

/// A number is the same however it is written.
pub(super) fn same(here: &str, there: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    here == there || number(here).zip(number(there)).is_some_and(|(a, b)| (a - b).abs() < 1e-9)
}

/// From, to and the types between them, by category and number.
pub(super) type Association = (String, String, Vec<(String, u64)>);

/// HubSpot's associations.
pub(super) fn associations(world: &World) -> Vec<Association> {
    let dump = world.emulator.dump_all();
    let links = &dump["hubspot"][&world.accounts.hubspot]["state"]["associations"]["links"];
    let links = links.as_array().expect("associations").iter();
    let kind = |it: &Value| Some((it["category"].as_str()?.to_owned(), it["id"].as_u64()?));
    let found = links.map(|link| {
        let types = link[3].as_array().expect("types").iter();
        (link[0].to_string(), link[2].to_string(), types.filter_map(kind).collect())
    });
    found.collect()
}

/// Associations of the vendor's own types.
fn of_types(world: &World, wanted: &[u64]) -> impl Iterator<Item = (String, String)> {
    let all = associations(world).into_iter();
    let of = move |types: &[(String, u64)]| {
        types.iter().any(|(category, id)| category == "HUBSPOT_DEFINED" && wanted.contains(id))
    };
    let found: Vec<_> = all.filter(|(_, _, types)| of(types)).collect();
    found.into_iter().map(|(from, to, _)| (from, to))
}

/// The primary company of a contact or a deal.
fn primary_companies(world: &World) -> BTreeMap<String, String> {
    of_types(world, &[1, 5]).collect()
}

/// Which contacts a deal has.
pub(super) fn ties(world: &World) -> Vec<(String, String)> {
    of_types(world, &[3]).collect()
}
