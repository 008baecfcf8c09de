//! One portal: its records, definitions, owners and statuses.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::associations::Associations;
use super::chance::Chance;
use super::lists::List;
use super::mail::Mail;
use super::object_type::ObjectType;
use super::owners::Owner;
use super::pipelines::{self, Pipeline};
use super::problem::{Outcome, Problem};
use super::record::{Record, Source};
use super::rules::Rule;
use super::schema::{self, Properties};
use super::settings::PortalSettings;
use super::subscriptions::Statuses;
use super::time::Millis;

/// One portal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Portal {
    pub settings: PortalSettings,
    pub types: Vec<ObjectType>,
    pub tables: BTreeMap<String, Table>,
    pub owners: BTreeMap<u64, Owner>,
    pub pipelines: BTreeMap<String, Vec<Pipeline>>,
    pub associations: Associations,
    pub statuses: Statuses,
    #[serde(default)]
    pub lists: BTreeMap<u64, List>,
    #[serde(default)]
    pub mail: Mail,
    pub chance: Chance,
    pub last_id: u64,
    #[serde(skip)]
    pub meters: Meters,
    /// What the last search found, until something changes.
    #[serde(skip)]
    pub found: Option<super::search::Found>,
    /// The source of what seeding writes, held once.
    #[serde(skip, default = "seed_source")]
    pub seeds: Arc<Source>,
    /// What the last request found switched off: it is off for what people do, too.
    #[serde(skip)]
    pub off: BTreeSet<String>,
    /// What this request wrote: the inner faults play on it.
    #[serde(skip)]
    pub written: Vec<(String, u64)>,
    /// Whether whoever calls may not see what e-mails say: it takes `sales-email-read`.
    #[serde(skip)]
    pub mail_withheld: bool,
    /// What an administrator made necessary.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// What the rate limits count.
#[derive(Clone, Debug, Default)]
pub(super) struct Meters {
    /// By app: when its calls of the last ten seconds came.
    pub burst: BTreeMap<String, VecDeque<Millis>>,
    /// By token, or under no name where they are the account's: when its searches came.
    pub search: BTreeMap<String, VecDeque<Millis>>,
    /// The portal's day and the calls in it.
    pub day: (String, u64),
}

/// The records and definitions of one object type.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Table {
    pub records: BTreeMap<u64, Record>,
    /// Merged-away ids and the record that they are now.
    pub redirects: BTreeMap<u64, u64>,
    pub properties: Properties,
    pub groups: BTreeMap<String, String>,
    /// By unique property: who holds a value. Archived records hold none.
    #[serde(skip)]
    pub holders: HashMap<Arc<str>, HashMap<String, u64>>,
}

impl Portal {
    pub fn new(settings: PortalSettings, chance: Chance) -> Self {
        let types = ObjectType::built_in();
        let tables = types
            .iter()
            .map(|object| (object.plural.clone(), Table::new(&object.plural)))
            .collect();
        Self {
            settings,
            types,
            tables,
            owners: BTreeMap::new(),
            pipelines: pipelines::standard(),
            associations: Associations::default(),
            statuses: Statuses::default(),
            lists: BTreeMap::new(),
            mail: Mail::default(),
            chance,
            last_id: 8_990,
            meters: Meters::default(),
            found: None,
            seeds: seed_source(),
            off: BTreeSet::new(),
            written: Vec::new(),
            mail_withheld: false,
            rules: Vec::new(),
        }
    }

    /// Whether a feature is on, where no call is at hand to ask.
    pub fn on(&self, feature: &str) -> bool {
        !self.off.contains(feature)
    }

    /// The type that a path's word names.
    pub fn object(&self, word: &str) -> Outcome<ObjectType> {
        let named = |object: &&ObjectType| {
            object.plural == word
                || (self.on("hubspot.routes.type_names") && object.is_named(word, self.settings.id))
        };
        let own = self.on("hubspot.custom_objects.records");
        self.types
            .iter()
            .filter(|object| own || !object.is_custom())
            .find(named)
            .cloned()
            .ok_or_else(|| Problem::invalid(format!("Unable to infer object type from: {word}")))
    }

    pub fn table(&self, object: &ObjectType) -> Outcome<&Table> {
        self.tables.get(&object.plural).ok_or_else(Problem::missing)
    }

    pub fn table_mut(&mut self, object: &ObjectType) -> Outcome<&mut Table> {
        self.tables.get_mut(&object.plural).ok_or_else(Problem::missing)
    }

    /// The next record id: rising, with gaps.
    pub fn next_id(&mut self) -> u64 {
        self.last_id += 1 + self.chance.below(3);
        self.last_id
    }

    /// A property's value as of `at`; the opt-out follows from the address' status.
    pub fn value_at<'a>(&self, record: &'a Record, name: &str, at: Millis) -> Option<Cow<'a, str>> {
        if name == "hs_email_optout" && self.on("hubspot.subscriptions.optout_follows_address") {
            let email = record.stored("email")?;
            return self.statuses.is_out(email).then_some(Cow::Borrowed("true"));
        }
        record.value_at(name, at)
    }

    /// The value that an answer shows: what an e-mail says is null for who may not see it.
    pub fn shown_value<'a>(
        &self,
        object: &ObjectType,
        record: &'a Record,
        name: &str,
        at: Millis,
    ) -> Option<Cow<'a, str>> {
        self.value_at(record, name, at).filter(|_| !self.withholds(object, name))
    }

    /// Whether a property is what an e-mail says, and not for who calls.
    pub fn withholds(&self, object: &ObjectType, name: &str) -> bool {
        const CONTENT: [&str; 3] = ["hs_email_subject", "hs_email_text", "hs_email_html"];
        self.mail_withheld && object.id == "0-49" && CONTENT.contains(&name)
    }

    /// Rebuilds what is not stored.
    pub fn index(&mut self) {
        for table in self.tables.values_mut() {
            table.index();
        }
    }
}

impl Table {
    pub fn new(plural: &str) -> Self {
        let properties = schema::standard(plural);
        let groups = schema::groups(plural);
        let mut table = Self { properties, groups, ..Self::default() };
        for property in table.properties.values_mut() {
            property.group = schema::group_of(plural, &property.name);
        }
        if let Some(email) = table.properties.get_mut("email") {
            email.unique = plural == "contacts";
        }
        table
    }

    /// The id that an id now means, merged-away ones followed.
    pub fn resolve(&self, id: u64) -> u64 {
        let mut id = id;
        // A chain is as long as the merges that made it; each hop leads to a younger record.
        for _ in 0..self.redirects.len() {
            match self.redirects.get(&id) {
                Some(next) => id = *next,
                None => return id,
            }
        }
        id
    }

    /// A record by id that is not archived.
    pub fn live(&self, id: u64) -> Option<&Record> {
        self.records.get(&self.resolve(id)).filter(|record| record.archived.is_none())
    }

    /// Who holds a unique value. Addresses compare in lower case.
    pub fn holder(&self, property: &str, value: &str) -> Option<u64> {
        let key = if property == "email" { value.trim().to_lowercase() } else { value.to_owned() };
        self.holders.get(property)?.get(&key).copied()
    }

    /// A unique value of a record that another one holds, with that one's id.
    pub fn clash(&self, id: u64) -> Option<(Arc<str>, u64)> {
        let values = unique_values(self.records.get(&id)?, &self.properties);
        values.into_iter().find_map(|(name, value)| {
            let holder = self.holder(&name, &value).filter(|holder| *holder != id)?;
            Some((name, holder))
        })
    }

    /// Notes or forgets the unique values of one record.
    pub fn hold(&mut self, id: u64) {
        let Some(record) = self.records.get(&id) else { return };
        let held = unique_values(record, &self.properties);
        for (property, value) in held {
            self.holders.entry(property).or_default().insert(value, id);
        }
    }

    pub fn release(&mut self, id: u64) {
        let Some(record) = self.records.get(&id) else { return };
        for (property, value) in unique_values(record, &self.properties) {
            if let Some(holders) = self.holders.get_mut(&property)
                && holders.get(&value) == Some(&id)
            {
                holders.remove(&value);
            }
        }
    }

    fn index(&mut self) {
        self.holders.clear();
        let ids: Vec<u64> = self
            .records
            .values()
            .filter(|record| record.archived.is_none())
            .map(|record| record.id)
            .collect();
        for id in ids {
            self.hold(id);
        }
    }
}

/// A contact is known by its address and by its additional ones.
fn unique_values(record: &Record, properties: &Properties) -> Vec<(Arc<str>, String)> {
    let mut values = Vec::new();
    for field in &record.fields {
        if field.held.value.is_empty() {
            continue;
        }
        let Some(property) = properties.get(&field.name) else { continue };
        if property.unique {
            let lower = &*field.name == "email";
            let value =
                if lower { field.held.value.to_lowercase() } else { field.held.value.to_string() };
            values.push((Arc::clone(&field.name), value));
        }
    }
    let additional = record.stored("hs_additional_emails").unwrap_or_default();
    for address in additional.split(';').filter(|address| !address.is_empty()) {
        values.push((Arc::from("email"), address.trim().to_lowercase()));
    }
    values
}

/// The source of values that seeding writes.
pub(super) fn seed_source() -> Arc<Source> {
    Arc::new(Source {
        kind: "IMPORT".to_owned(),
        id: "1".to_owned(),
        label: Some("Import".to_owned()),
        user: None,
    })
}
