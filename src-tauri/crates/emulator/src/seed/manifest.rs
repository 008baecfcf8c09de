//! What was planted, for those who compare.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::person::{Class, Dirt, Person};
use super::salesforce::differing;
use super::{Ids, LISTED, SeedPlan};

/// The counts of everything, and the people by name where there are not too many.
pub(super) struct Manifest {
    head: Map<String, Value>,
    listed: bool,
    counts: BTreeMap<String, u64>,
    classes: BTreeMap<Class, Vec<String>>,
    dirt: BTreeMap<Dirt, Vec<String>>,
    differs: BTreeMap<String, &'static [&'static str]>,
    ids: BTreeMap<String, Ids>,
    owners: BTreeMap<String, Ids>,
}

impl Manifest {
    pub(super) fn new(plan: &SeedPlan, portal: &str, org: &str) -> Self {
        let mut head = Map::new();
        head.insert("seed".to_owned(), json!(plan.seed));
        head.insert("people".to_owned(), json!(plan.people));
        head.insert("accounts".to_owned(), json!({"hubspot": portal, "salesforce": org}));
        Self {
            head,
            listed: plan.people <= LISTED,
            counts: BTreeMap::new(),
            classes: BTreeMap::new(),
            dirt: BTreeMap::new(),
            differs: BTreeMap::new(),
            ids: BTreeMap::new(),
            owners: BTreeMap::new(),
        }
    }

    pub(super) fn owner(&mut self, email: &str, ids: &Ids) {
        self.owners.insert(email.to_owned(), ids.clone());
    }

    /// Counts a record by the sides that hold it: `companies.both`.
    pub(super) fn count(&mut self, what: &str, ids: &Ids) {
        let place = match (ids.hubspot.is_empty(), ids.salesforce.is_empty()) {
            (false, false) => "both",
            (false, true) => "only_hubspot",
            (true, false) => "only_salesforce",
            (true, true) => "nowhere",
        };
        self.add(format!("{what}.{place}"));
    }

    pub(super) fn person(&mut self, person: &Person, ids: &Ids) {
        self.count("people", ids);
        self.add(format!("class.{}", name_of(&person.class)));
        for dirt in &person.dirt {
            self.add(format!("dirt.{}", name_of(dirt)));
        }
        if !self.listed {
            return;
        }
        let key = person.key();
        self.classes.entry(person.class).or_default().push(key.clone());
        for dirt in &person.dirt {
            self.dirt.entry(*dirt).or_default().push(key.clone());
        }
        let differing = differing(person);
        if !differing.is_empty() {
            self.differs.insert(key.clone(), differing);
        }
        self.ids.insert(key, ids.clone());
    }

    pub(super) fn told(self) -> Value {
        let mut all = self.head;
        all.insert("counts".to_owned(), json!(self.counts));
        all.insert("classes".to_owned(), json!(named(self.classes)));
        all.insert("dirt".to_owned(), json!(named(self.dirt)));
        all.insert("differs".to_owned(), json!(self.differs));
        all.insert("ids".to_owned(), json!(self.ids));
        all.insert("owners".to_owned(), json!(self.owners));
        Value::Object(all)
    }

    pub(super) fn add(&mut self, what: String) {
        *self.counts.entry(what).or_default() += 1;
    }
}

fn named<K: Serialize + Ord>(lists: BTreeMap<K, Vec<String>>) -> BTreeMap<String, Vec<String>> {
    lists.into_iter().map(|(kind, keys)| (name_of(&kind), keys)).collect()
}

/// The name that JSON gives a kind.
fn name_of<K: Serialize>(kind: &K) -> String {
    let value = serde_json::to_value(kind).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
