//! Setting a HubSpot up: accounts, grants, seeded records, dump and load.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::HubSpot;
use super::associations::{End, Spec};
use super::chance::Chance;
use super::derived;
use super::object_type::ObjectType;
use super::portal::{Portal, Table};
use super::record::{Held, Record, Source};
use super::settings::HubSpotSettings;
use super::subscriptions::Attempt;
use super::time::parse_instant;
use super::tokens::{App, Token, Tokens, USER, Use};
use crate::exchange::LOOPBACK_CALLBACKS;

/// How a client reaches one portal. The tokens are live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The portal id.
    pub account: String,
    /// Its name.
    pub name: String,
    /// The OAuth app that may be installed there.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// The first of its redirect URIs.
    pub redirect_uri: String,
    /// A token for 30 minutes.
    pub access_token: String,
    /// What renews it.
    pub refresh_token: String,
    /// A service key with the same scopes.
    pub service_key: String,
}

/// What the demo's app may do.
const SCOPES: &[&str] = &[
    "oauth",
    "content",
    "tickets",
    "crm.objects.owners.read",
    "crm.lists.read",
    "crm.lists.write",
    "crm.lists.read",
    "crm.lists.write",
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.schemas.contacts.read",
    "crm.schemas.contacts.write",
    "crm.objects.companies.read",
    "crm.objects.companies.write",
    "crm.schemas.companies.read",
    "crm.schemas.companies.write",
    "crm.objects.deals.read",
    "crm.objects.deals.write",
    "crm.schemas.deals.read",
    "crm.schemas.deals.write",
    "crm.objects.custom.read",
    "crm.objects.custom.write",
    "crm.schemas.custom.read",
    "crm.schemas.custom.write",
    "sales-email-read",
    "crm.objects.leads.read",
    "crm.objects.leads.write",
    "communication_preferences.read",
    "communication_preferences.write",
    "communication_preferences.read_write",
    "communication_preferences.statuses.batch.read",
    "communication_preferences.statuses.batch.write",
];

impl HubSpot {
    /// A HubSpot with empty portals. The same settings and seed behave the same.
    #[must_use]
    pub fn new(settings: HubSpotSettings, seed: u64) -> Self {
        let mut chance = Chance(seed ^ 0x4855_4253_504F_5421);
        let portals: BTreeMap<u64, Portal> = settings
            .portals
            .iter()
            .map(|portal| (portal.id, Portal::new(portal.clone(), Chance(chance.next()))))
            .collect();
        let mut hubspot =
            Self { settings: Arc::new(settings), portals, tokens: Tokens::default(), chance };
        let own = ["http://localhost:8400/callback", "http://localhost/callback"];
        hubspot.register("Crosswalk", &[&own[..], &LOOPBACK_CALLBACKS].concat());
        hubspot
    }

    /// Registers an OAuth app; returns its client id and secret.
    pub fn register(&mut self, name: &str, redirects: &[&str]) -> (String, String) {
        let app = App {
            id: 1_000_001 + self.tokens.apps.len() as u64,
            name: name.to_owned(),
            client_id: self.chance.uuid(),
            client_secret: self.chance.uuid(),
            redirects: redirects.iter().map(|uri| (*uri).to_owned()).collect(),
            scopes: SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
            distribution: self.settings.distribution,
        };
        let pair = (app.client_id.clone(), app.client_secret.clone());
        self.tokens.apps.insert(app.client_id.clone(), app);
        pair
    }

    /// Adds a redirect URI to every app: the port of a loopback listener.
    pub fn allow_redirect(&mut self, uri: &str) {
        for app in self.tokens.apps.values_mut() {
            app.redirects.push(uri.to_owned());
        }
    }

    /// The portal ids.
    #[must_use]
    pub fn accounts(&self) -> Vec<String> {
        self.settings.portals.iter().map(|portal| portal.id.to_string()).collect()
    }

    /// Live tokens for every portal. Each call mints new ones.
    pub fn grants(&mut self, now: Timestamp) -> Vec<Grant> {
        let ids: Vec<u64> = self.settings.portals.iter().map(|portal| portal.id).collect();
        ids.into_iter().filter_map(|id| self.grant_of(now, id, SCOPES)).collect()
    }

    /// Live tokens for one portal with these scopes only.
    pub fn grant_with(&mut self, now: Timestamp, account: &str, scopes: &[&str]) -> Option<Grant> {
        self.grant_of(now, account.parse().ok()?, scopes)
    }

    fn grant_of(&mut self, now: Timestamp, id: u64, scopes: &[&str]) -> Option<Grant> {
        let name = self.portals.get(&id)?.settings.name.clone();
        let app = self.tokens.apps.values().min_by_key(|app| app.id)?.clone();
        let scopes: BTreeSet<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let refresh_token = self.grant(id, &app, scopes.clone());
        let key = Token {
            purpose: Use::ServiceKey,
            portal: id,
            app: "service-key".to_owned(),
            user: USER,
            scopes,
            expires: None,
            revoked: false,
            parent: None,
        };
        Some(Grant {
            account: id.to_string(),
            name,
            access_token: self.access(&refresh_token, now.as_millisecond())?,
            refresh_token,
            service_key: self.tokens.mint(key, &mut self.chance),
            redirect_uri: app.redirects.first().cloned().unwrap_or_default(),
            client_id: app.client_id,
            client_secret: app.client_secret,
        })
    }

    /// Calls that would have subscribed somebody, over all portals. A run with any has failed.
    #[must_use]
    pub fn resubscribe_attempts(&self) -> Vec<Attempt> {
        self.portals.values().flat_map(|portal| portal.statuses.attempts.iter().cloned()).collect()
    }

    /// Seeds a record without validation; returns its id, or an empty text for an unknown account
    /// or object. `createdate` and the modified stamp may be given; else they are `now`.
    pub fn put(
        &mut self,
        now: Timestamp,
        account: &str,
        object: &str,
        fields: Map<String, Value>,
    ) -> String {
        let now = now.as_millisecond();
        let Some((portal, object)) = self.seeded(account, object) else { return String::new() };
        portal.found = None;
        let id = portal.next_id();
        let Some(table) = portal.tables.get_mut(&object.plural) else { return String::new() };
        let given = |name: &str| fields.get(name).and_then(Value::as_str).and_then(parse_instant);
        let created = given("createdate").or_else(|| given("hs_createdate")).unwrap_or(now);
        let mut record = Record::new(id, created);
        record.modified = given(object.stamp()).unwrap_or(now).max(created);
        let source = Arc::clone(&portal.seeds);
        for (name, value) in &fields {
            let stamp = ["createdate", "hs_createdate", "lastmodifieddate", "hs_lastmodifieddate"];
            if stamp.contains(&name.as_str()) {
                continue;
            }
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let name = table
                .properties
                .get_key_value(name.as_str())
                .map_or_else(|| Arc::from(name.as_str()), |known| Arc::clone(known.0));
            let held =
                Held { value: text.into(), at: record.modified, source: Arc::clone(&source) };
            record.store(&name, held);
        }
        let at = record.modified;
        record.fields.shrink_to_fit();
        table.records.insert(id, record);
        table.hold(id);
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        if let (Some("true"), Some(email)) = (text("hs_email_optout"), text("email")) {
            portal.statuses.unsubscribe_all(email, "import", at);
        }
        id.to_string()
    }

    /// Associates two seeded records: the unlabelled type, or HubSpot's type `type_id` with it.
    /// Says whether both exist and the type fits.
    pub fn associate(
        &mut self,
        account: &str,
        from: (&str, &str),
        to: (&str, &str),
        type_id: Option<u32>,
    ) -> bool {
        let Some((portal, from_type)) = self.seeded(account, from.0) else { return false };
        portal.found = None;
        let Ok(to_type) = portal.object(to.0) else { return false };
        let (Ok(from_id), Ok(to_id)) = (from.1.parse(), to.1.parse()) else { return false };
        let known = portal.associations.known(&from_type.id, &to_type.id);
        let spec =
            type_id.map(Spec::defined).or_else(|| known.first().map(|known| known.0.clone()));
        let Some(spec) = spec.filter(|spec| known.iter().any(|known| known.0 == *spec)) else {
            return false;
        };
        let ends =
            (End { object: &from_type.id, id: from_id }, End { object: &to_type.id, id: to_id });
        portal.associations.add(ends.0, ends.1, &[spec]);
        let source = Arc::clone(&portal.seeds);
        for (object, id) in [(&from_type, from_id), (&to_type, to_id)] {
            seed_derived(portal, object, id, &source);
        }
        true
    }

    pub(super) fn seeded(
        &mut self,
        account: &str,
        object: &str,
    ) -> Option<(&mut Portal, ObjectType)> {
        let portal = self.portals.get_mut(&account.parse::<u64>().ok()?)?;
        let object = portal.object(object).ok()?;
        Some((portal, object))
    }

    /// The state of a portal, for [`HubSpot::load`]; beside it `truth`: by object type and id the
    /// values of every live record. Null for an unknown account.
    #[must_use]
    pub fn dump(&self, account: &str) -> Value {
        let portal = account.parse().ok().and_then(|id: u64| self.portals.get(&id));
        let Some(portal) = portal else { return Value::Null };
        let told =
            |(name, table): (&String, &Table)| (name.clone(), Value::Object(told(portal, table)));
        let truth: Map<String, Value> = portal.tables.iter().map(told).collect();
        json!({ "state": portal, "truth": truth })
    }

    /// The live records of one object, as in the dump.
    #[must_use]
    pub fn truth(&self, account: &str, object: &str) -> Map<String, Value> {
        let portal = account.parse().ok().and_then(|id: u64| self.portals.get(&id));
        let table = portal.and_then(|portal| Some((portal, portal.tables.get(object)?)));
        table.map(|(portal, table)| told(portal, table)).unwrap_or_default()
    }

    /// Takes a dump back; tokens stay as they are.
    ///
    /// # Errors
    /// The dump is not one of a portal's.
    pub fn load(&mut self, dump: &Value) -> Result<(), String> {
        let state = dump.get("state").cloned().unwrap_or_default();
        let mut portal: Portal =
            serde_json::from_value(state).map_err(|error| error.to_string())?;
        portal.index();
        self.portals.insert(portal.settings.id, portal);
        Ok(())
    }
}

/// Live records by id, for readers outside.
fn told(portal: &Portal, table: &Table) -> Map<String, Value> {
    const KEPT_APART: [&str; 6] = [
        "hs_object_id",
        "createdate",
        "lastmodifieddate",
        "hs_lastmodifieddate",
        "hs_merged_object_ids",
        "hs_email_optout",
    ];
    let live = table.records.values().filter(|record| record.archived.is_none());
    live.map(|record| {
        let names = record.fields.iter().map(|field| &*field.name).chain(KEPT_APART);
        let values: Map<String, Value> = names
            .filter_map(|name| {
                let value = portal.value_at(record, name, i64::MAX)?;
                Some((name.to_owned(), json!(value)))
            })
            .collect();
        (record.id.to_string(), Value::Object(values))
    })
    .collect()
}

/// What follows from a seeded record's associations, as of its seeding.
fn seed_derived(portal: &mut Portal, object: &ObjectType, id: u64, source: &Arc<Source>) {
    let known = portal.table(object).ok().and_then(|table| table.records.get(&id));
    let Some(at) = known.map(|record| record.modified) else { return };
    // The type is the portal's own, so there is a table for it.
    if derived::derive(portal, object, id, (at, source)).is_ok()
        && let Ok(table) = portal.table_mut(object)
        && let Some(record) = table.records.get_mut(&id)
    {
        record.past.clear();
        record.past.shrink_to_fit();
        record.fields.shrink_to_fit();
    }
}
