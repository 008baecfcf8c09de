//! Pairs: one HubSpot account with one Salesforce org, and the fields by which their records know
//! each other.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crosswalk_connectors::hubspot::{CLICKS, OPENS};
use crosswalk_engine::{PairSetup, drift};
use crosswalk_model::connector::EnsuredField;
use crosswalk_model::mapping::{CreateInHubSpot, ObjectMapping, PairFile};
use crosswalk_model::schema::{FieldToMake, ObjectSchema};
use crosswalk_model::{
    AccountId, Both, ConnectionId, ConnectorError, FieldName, ObjectName, PairId, Rights, Side,
    Timestamp,
};
use crosswalk_reconcile::default_design::{TASK, default_design, mapping_of, usual_partners};
use crosswalk_reconcile::mapping::{Design, Schemas, unmapped_account};
use crosswalk_store::{NewMapping, NewPair, Pair, PairState, Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::open::App;

/// The HubSpot objects that a new pair starts with. Parents come first.
pub const OBJECTS: [&str; 3] = ["companies", "contacts", "deals"];

/// Logs of events that can be switched on beside them, and what their events become (S39).
pub(crate) const LOGS: [(&str, &[&str]); 2] = [(OPENS, &[TASK]), (CLICKS, &[TASK])];

/// Version of set-up, stamped on the accounts with the id fields (A19).
pub const SETUP_VERSION: u32 = 1;

/// Length of an event's id: its time and HubSpot's own id of it.
const EVENT_ID: u32 = 80;

/// A pair to add.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct PairToAdd {
    /// Its name.
    pub name: String,
    /// Its two accounts.
    pub connections: Both<ConnectionId>,
    /// The objects that take part, each spelled as [`ObjectPair::read`] takes it.
    pub objects: Vec<String>,
    /// Whether the id fields are made (P7).
    pub id_fields: IdFields,
    /// What the first run does with values that differ.
    pub first_run: FirstRun,
}

/// Whether set-up may make the pair's id fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum IdFields {
    /// With the admin's consent.
    Make,
    /// They are made by hand, or not at all: nothing is created on a side without its field.
    Leave,
}

/// The question of the first run (M5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FirstRun {
    /// Make both sides agree, by a plan.
    Agree,
    /// Link only: values stay as they are until the next edit (H80).
    LinkOnly,
}

/// A pair that was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PairAdded {
    /// The pair.
    pub pair: PairId,
    /// Id fields that have to be made by hand, with what lacks.
    pub by_hand: Vec<(Side, ObjectName, FieldName, String)>,
    /// Names of other pairs on the same org. Their people reach this HubSpot account only where a
    /// person changes the setting with which a second pair starts (S10, S11, A1).
    #[serde(default)]
    pub shares_org_with: Vec<String>,
}

/// A HubSpot object with the Salesforce ones that it is kept in step with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectPair {
    /// The HubSpot object.
    pub hubspot: ObjectName,
    /// The Salesforce objects, in the order of the mapping.
    pub salesforce: Vec<ObjectName>,
}

impl ObjectPair {
    /// Reads `tickets`, or `p4711_invoices=Invoice__c` where the partner is not the usual one.
    #[must_use]
    pub fn read(text: &str) -> ObjectPair {
        if let Some((hubspot, salesforce)) = text.split_once('=') {
            let names = salesforce.split('+').map(str::trim).filter(|name| !name.is_empty());
            let salesforce = names.map(ObjectName::from).collect();
            return ObjectPair { hubspot: ObjectName::from(hubspot.trim()), salesforce };
        }
        let hubspot = ObjectName::from(text.trim());
        let log = LOGS.iter().find(|(log, _)| *log == hubspot.as_str());
        let salesforce = match log {
            Some((_, names)) => names.iter().map(|name| ObjectName::from(*name)).collect(),
            None => usual_partners(&hubspot),
        };
        ObjectPair { hubspot, salesforce }
    }

    /// Those of a design.
    #[must_use]
    pub fn of_file(file: &PairFile) -> Vec<ObjectPair> {
        let pair = |mapping: &ObjectMapping| ObjectPair {
            hubspot: mapping.hubspot.clone(),
            salesforce: mapping.salesforce.clone(),
        };
        file.mappings.iter().map(pair).collect()
    }

    /// Those that are spelled so.
    #[must_use]
    pub fn read_all(texts: &[String]) -> Vec<ObjectPair> {
        texts.iter().map(|text| ObjectPair::read(text)).collect()
    }

    fn of_side(&self, side: Side) -> &[ObjectName] {
        match side {
            Side::HubSpot => std::slice::from_ref(&self.hubspot),
            Side::Salesforce => &self.salesforce,
        }
    }
}

/// What a pair begins with. It lives once it has that design, and never with another one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Begins<'a> {
    /// The default mapping of these objects.
    Objects(&'a [ObjectPair]),
    /// The design of a file, which was looked through.
    File(&'a PairFile),
}

impl Begins<'_> {
    fn objects(self) -> Vec<ObjectPair> {
        match self {
            Begins::Objects(objects) => objects.to_vec(),
            Begins::File(file) => ObjectPair::of_file(file),
        }
    }
}

impl App {
    /// Adds a pair with the default mapping of its objects, and makes its id fields.
    ///
    /// # Errors
    /// [`AppError::Store`] when the HubSpot account is in a live pair already; [`AppError::Vendor`]
    /// when a side does not serve.
    pub async fn add_pair(&self, new: PairToAdd) -> Result<PairAdded, AppError> {
        let objects = ObjectPair::read_all(&new.objects);
        self.add_pair_of(new, Begins::Objects(&objects)).await
    }

    pub(crate) async fn add_pair_of(
        &self,
        new: PairToAdd,
        begins: Begins<'_>,
    ) -> Result<PairAdded, AppError> {
        let objects = &begins.objects();
        let now = self.options.clock.now();
        let stamp = (self.options.seed, now, self.home.database());
        let installation = installation(&self.store, stamp)?;
        let accounts = self.accounts_of(&new.connections)?;
        let shares_org_with = self.pairs_on(new.connections.salesforce)?;
        // An object that a sign-in may not see is told before anything of the pair is kept.
        let schemas = self.schemas(&new.connections, objects).await?;
        if !shares_org_with.is_empty() {
            not_older(&schemas)?;
        }
        let setup = PairSetup {
            id_fields: id_fields(&accounts, objects),
            link_only: new.first_run == FirstRun::LinkOnly,
            lead_company_placeholder: None,
        };
        let pair = self.store.add_pair(
            &NewPair {
                name: new.name.clone(),
                connections: new.connections,
                installation: installation.clone(),
            },
            now,
        )?;
        self.store.set_setting(&PairSetup::key(pair), &setup)?;
        let mut by_hand = Vec::new();
        if new.id_fields == IdFields::Make {
            by_hand = self.make_id_fields(&new.connections, &setup, &installation).await?;
        }
        match begins {
            Begins::Objects(objects) => self.finish(pair, objects).await?,
            Begins::File(file) => {
                self.import_mapping(pair, file).await?;
                self.store.set_pair_state(pair, PairState::Live, None)?;
            }
        }
        Ok(PairAdded { pair, by_hand, shares_org_with })
    }

    /// The last step of set-up: a pair gets the default mapping of its objects, and lives.
    async fn finish(&self, pair: PairId, objects: &[ObjectPair]) -> Result<(), AppError> {
        let Pair { name, connections, .. } = self.store.pair(pair)?;
        let schemas = self.schemas(&connections, objects).await?;
        let mut file = design_of(&name, objects, &schemas);
        if self.pairs_on(connections.salesforce)?.len() > 1 {
            // HubSpot's own advice for several accounts on one org (S10).
            let people = file.mappings.iter_mut().filter(|it| it.hubspot.as_str() == "contacts");
            people.for_each(|mapping| mapping.create.hubspot = CreateInHubSpot::Nothing);
        }
        Design::compile(&file, &schemas).map_err(AppError::Flawed)?;
        let version = self.save_mapping(pair, &file, Some("suggested from both sides' fields"))?;
        drift::accept(&self.store, pair, version, (&file, &schemas))?;
        Ok(self.store.set_pair_state(pair, PairState::Live, None)?)
    }

    /// The names of the pairs that an org takes part in.
    fn pairs_on(&self, org: ConnectionId) -> Result<Vec<String>, AppError> {
        let pairs = self.store.pairs()?.into_iter();
        let here = pairs.filter(|it| it.connections.salesforce == org && lives(it));
        Ok(here.map(|pair| pair.name).collect())
    }

    /// Takes a pair over from another installation: the id fields get this one's stamp, those that
    /// lack are made, and it keeps the accounts in step from now on (P9). A pair whose set-up met the
    /// other's stamp is set up to its end: so a state that is lost is built anew from what both
    /// accounts hold. The other one stops when it next looks at the fields,
    /// within the hour.
    ///
    /// # Errors
    /// [`AppError::Store`] when there is no such pair, [`AppError::Vendor`] when a side does not
    /// serve.
    pub async fn take_over(&self, pair: PairId) -> Result<(), AppError> {
        let now = self.options.clock.now();
        let installation =
            installation(&self.store, (self.options.seed, now, self.home.database()))?;
        let connections = self.store.pair(pair)?.connections;
        let named = self.name_id_fields(pair)?;
        // A pair without a design is one whose set-up met another's stamp: it had the usual objects.
        let kept = named.hubspot.keys().map(|object| ObjectPair::read(object.as_str()));
        let objects: Vec<ObjectPair> = kept.filter(|it| !it.salesforce.is_empty()).collect();
        for side in Side::ALL {
            let vendor = |error| AppError::Vendor { side, error };
            let connection = *connections.get(side);
            let connector = self.connector(connection).await?;
            if connector.rights() == Rights::WatchOnly {
                continue;
            }
            for (object, name) in named.get(side) {
                let field = id_field(object, name, &installation);
                // One that has to be made by hand is the reason of every record that waits for it.
                connector.ensure_field(&field).await.map_err(vendor)?;
                if connector.restamp(&field).await.map_err(vendor)? {
                    let schema = connector.describe(object).await.map_err(vendor)?;
                    let hash = crosswalk_engine::fingerprint(&schema)?;
                    self.store.save_schema(connection, &schema, &hash, now)?;
                }
            }
        }
        self.store.take_over_pair(pair, &installation)?;
        if self.store.mapping(pair, None)?.is_none() {
            self.finish(pair, &objects).await?;
        }
        Ok(())
    }

    /// Ends a pair: its design, its links and what was written are forgotten here, and so is the plan
    /// that was shown of it. Nothing changes in either account: records, values and the id fields
    /// stay, so that the same pair, made anew, finds everybody again (H13).
    ///
    /// # Errors
    /// [`AppError::Store`] when there is no such pair; [`AppError::Refused`] while something reads or
    /// writes for it.
    pub fn remove_pair(&self, pair: PairId) -> Result<(), AppError> {
        if self.under_way().is_some_and(|it| it.pair == pair) {
            let why = "it is at work: stop it first";
            return Err(AppError::Refused(why.to_owned()));
        }
        self.store.remove_pair(pair)?;
        let shown = self.preview_file(pair);
        match std::fs::remove_file(&shown) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                Err(AppError::Store(StoreError::Io { path: shown, source }))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Gives a pair another name, which stands on this machine alone.
    ///
    /// # Errors
    /// [`AppError::Refused`] for a name of nothing; [`AppError::Store`] when there is no such pair.
    pub fn rename_pair(&self, pair: PairId, name: &str) -> Result<(), AppError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(AppError::Refused("a pair goes by a name".to_owned()));
        }
        Ok(self.store.rename_pair(pair, name)?)
    }

    /// The names of the pair's id fields, on every object of its design: one that was switched on
    /// after the pair was made gets a name then.
    pub(crate) fn name_id_fields(
        &self,
        pair: PairId,
    ) -> Result<Both<BTreeMap<ObjectName, FieldName>>, AppError> {
        let mut setup: PairSetup = self.store.setting(&PairSetup::key(pair))?.unwrap_or_default();
        let accounts = self.accounts_of(&self.store.pair(pair)?.connections)?;
        let mapped = self.store.mapping(pair, None)?.map(|it| it.document.mappings);
        let objects: Vec<ObjectPair> = mapped
            .into_iter()
            .flatten()
            .map(|it| ObjectPair { hubspot: it.hubspot, salesforce: it.salesforce })
            .collect();
        let known = setup.id_fields.clone();
        let named = id_fields(&accounts, &objects);
        for side in Side::ALL {
            for (object, name) in named.get(side).clone() {
                setup.id_fields.get_mut(side).entry(object).or_insert(name);
            }
        }
        if setup.id_fields != known {
            self.store.set_setting(&PairSetup::key(pair), &setup)?;
        }
        Ok(setup.id_fields)
    }

    /// Every pair.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn pairs(&self) -> Result<Vec<Pair>, AppError> {
        Ok(self.store.pairs()?)
    }

    /// Saves another version of a pair's design.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn save_mapping(
        &self,
        pair: PairId,
        file: &PairFile,
        note: Option<&str>,
    ) -> Result<i64, AppError> {
        let hash = crosswalk_engine::fingerprint(file)?;
        let new = NewMapping { document: file, hash: &hash, note };
        Ok(self.store.save_mapping(pair, &new, self.options.clock.now())?)
    }

    /// The schemas of some objects as both sides show them now.
    pub(crate) async fn schemas(
        &self,
        connections: &Both<ConnectionId>,
        objects: &[ObjectPair],
    ) -> Result<Schemas, AppError> {
        let mut schemas = Schemas::default();
        for side in Side::ALL {
            let connector = self.connector(*connections.get(side)).await?;
            for object in objects_of(side, objects) {
                let described = connector.describe(&object).await;
                let schema: ObjectSchema =
                    described.map_err(|error| AppError::Vendor { side, error })?;
                schemas.get_mut(side).insert(object, schema);
            }
        }
        // Where contacts can be persons, what may be done with the account counts for them too.
        if let Some(account) = unmapped_account(&schemas.salesforce) {
            let connector = self.connector(connections.salesforce).await?;
            match connector.describe(&account).await {
                Ok(schema) => schemas.salesforce.extend([(account, schema)]),
                // The check of the mapping says what to grant.
                Err(ConnectorError::NoSuchObject(_) | ConnectorError::NotAllowed(_)) => {}
                Err(error) => return Err(AppError::Vendor { side: Side::Salesforce, error }),
            }
        }
        Ok(schemas)
    }

    pub(crate) async fn make_id_fields(
        &self,
        connections: &Both<ConnectionId>,
        setup: &PairSetup,
        installation: &str,
    ) -> Result<Vec<(Side, ObjectName, FieldName, String)>, AppError> {
        let mut by_hand = Vec::new();
        for side in Side::ALL {
            let connector = self.connector(*connections.get(side)).await?;
            if connector.rights() == Rights::WatchOnly {
                // Nothing is written there, so no record has to carry an id.
                continue;
            }
            for (object, name) in setup.id_fields.get(side) {
                let ensured = connector.ensure_field(&id_field(object, name, installation)).await;
                match ensured.map_err(|error| AppError::Vendor { side, error })? {
                    EnsuredField::Made => {}
                    EnsuredField::Present { description } => {
                        own(side, description.as_deref(), installation)?;
                    }
                    EnsuredField::ByHand { why } => {
                        by_hand.push((side, object.clone(), name.clone(), why));
                    }
                }
            }
        }
        Ok(by_hand)
    }

    pub(crate) fn accounts_of(
        &self,
        connections: &Both<ConnectionId>,
    ) -> Result<Both<AccountId>, AppError> {
        Ok(Both {
            salesforce: self.store.connection_row(connections.salesforce)?.account.id,
            hubspot: self.store.connection_row(connections.hubspot)?.account.id,
        })
    }
}

/// The setting that holds the stamp of this installation.
pub(crate) const INSTALLATION: &str = "installation";

/// The stamp of this installation, made once.
pub(crate) fn installation(
    store: &Store,
    (seed, now, database): (u64, Timestamp, PathBuf),
) -> Result<String, AppError> {
    if let Some(known) = store.setting::<String>(INSTALLATION)? {
        return Ok(known);
    }
    let made = crosswalk_engine::fingerprint(&(seed, now.as_nanosecond(), database))?;
    let short = made.chars().take(16).collect::<String>();
    store.set_setting(INSTALLATION, &short)?;
    Ok(short)
}

/// Another installation's stamp stops the pair before anything is written (P9).
fn own(side: Side, description: Option<&str>, installation: &str) -> Result<(), AppError> {
    let stamped = description.and_then(|text| text.split("installation ").nth(1));
    let theirs = stamped
        .map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>());
    match theirs {
        Some(theirs) if theirs != installation => Err(AppError::Refused(format!(
            "another Crosswalk ({theirs}) keeps these two accounts in step already: stop that one, \
             then `crosswalk pair take-over` ({})",
            side.product()
        ))),
        Some(_) | None => Ok(()),
    }
}

fn lives(pair: &Pair) -> bool {
    match pair.state {
        PairState::Setup | PairState::Live | PairState::Paused => true,
        PairState::Removed => false,
    }
}

/// Several pairs on an org agree on what set-up made there: one that an older version made has to
/// be brought up first (S8, A19).
fn not_older(schemas: &Schemas) -> Result<(), AppError> {
    let fields = schemas.salesforce.values().flat_map(|schema| schema.fields.values());
    let versions = fields.filter_map(|field| {
        let rest = field.description.as_deref()?.split("Crosswalk set-up ").nth(1)?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()
    });
    match versions.min().filter(|version| *version < SETUP_VERSION) {
        Some(version) => Err(AppError::Refused(format!(
            "this org was set up by an older Crosswalk (set-up {version}, now {SETUP_VERSION}): \
             update the Crosswalk that keeps the other pair in step, let it run once, then add \
             this pair"
        ))),
        None => Ok(()),
    }
}

pub(crate) fn id_field(object: &ObjectName, name: &FieldName, installation: &str) -> FieldToMake {
    FieldToMake {
        object: object.clone(),
        name: name.clone(),
        label: "Crosswalk id".to_owned(),
        description: format!(
            "The partner's id on the other side. Crosswalk set-up {SETUP_VERSION}, installation \
             {installation}."
        ),
        max_chars: if object.as_str() == TASK { EVENT_ID } else { 32 },
        upsert_key: true,
        options: Vec::new(),
    }
}

/// One id field per pair: its name carries the other side's account (P7).
pub(crate) fn id_fields(
    accounts: &Both<AccountId>,
    objects: &[ObjectPair],
) -> Both<BTreeMap<ObjectName, FieldName>> {
    Both::from_fn(|side| {
        let name = match side {
            Side::Salesforce => format!("Crosswalk_{}_Id__c", accounts.hubspot),
            Side::HubSpot => {
                format!("crosswalk_{}_id", accounts.salesforce.as_str().to_lowercase())
            }
        };
        let name = FieldName::from(name);
        let kept = objects_of(side, objects).into_iter().filter(|object| !is_log(object));
        kept.map(|object| (object, name.clone())).collect()
    })
}

/// Whether an object's records are what happened. They carry no id: nobody writes them.
pub(crate) fn is_log(object: &ObjectName) -> bool {
    LOGS.iter().any(|(log, _)| *log == object.as_str())
}

/// The design that a pair starts with, of these objects.
pub(crate) fn design_of(name: &str, objects: &[ObjectPair], schemas: &Schemas) -> PairFile {
    let mut file = default_design(name, schemas);
    let known: Vec<ObjectName> = file.mappings.iter().map(|it| it.hubspot.clone()).collect();
    let others = objects.iter().filter(|it| !known.contains(&it.hubspot) && !is_log(&it.hubspot));
    let made = others.filter_map(|it| mapping_of(&it.hubspot, &it.salesforce, schemas));
    file.mappings.extend(made);
    file.mappings.sort_by(|a, b| a.id.cmp(&b.id));
    file
}

/// The objects of a side that take part, each once.
pub(crate) fn objects_of(side: Side, chosen: &[ObjectPair]) -> Vec<ObjectName> {
    let mut objects: Vec<ObjectName> = Vec::new();
    for object in chosen.iter().flat_map(|pair| pair.of_side(side)) {
        if !objects.contains(object) {
            objects.push(object.clone());
        }
    }
    objects
}
