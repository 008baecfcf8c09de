//! Before a pass: the pair, its design against today's schemas, who we are, who owns what. What
//! the slow clocks bring is asked for only when it is due.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::{CreateInHubSpot, CreateSettings, PairFile};
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{
    Both, ConnectionId, ConnectorError, FieldName, LinkId, MappingId, ObjectName, PairId, RecordId,
    Rights, Side,
};
use crosswalk_reconcile::brakes::{OwnWrites, looping};
use crosswalk_reconcile::mapping::{Accepted, Design, Flaw, has_person_accounts, unmapped_account};
use crosswalk_reconcile::numbers;
use crosswalk_reconcile::plan::PlanSettings;
use crosswalk_store::{FieldWrites, Home, MappingVersion, Origin, Pair, PairState, RunKind, Store};
use serde::{Deserialize, Serialize};

use crate::chosen::Chosen;
use crate::drift;
use crate::fingerprint::fingerprint;
use crate::footprint;
use crate::look_behind::Window;
use crate::neighbours;
use crate::owners::Owners;
use crate::pass::{Counts, Engine, Mode, Order, Pass, PassError};
use crate::planning::Learnt;
use crate::scope::{self, Lists};
use crate::slow_clocks::SlowClock;
use crate::unread::may_be_one_objects;

/// What set-up stored for a pair beside its design.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairSetup {
    /// The names of the pair's id fields, by object (P7). Whether they exist is read from the
    /// schemas each time.
    pub id_fields: Both<BTreeMap<ObjectName, FieldName>>,
    /// The first run only links (H80).
    pub link_only: bool,
    /// What a lead without a company gets (A10).
    pub lead_company_placeholder: Option<String>,
}

impl PairSetup {
    /// The setting it is stored under.
    #[must_use]
    pub fn key(pair: PairId) -> String {
        format!("pair/{pair}/setup")
    }
}

pub(crate) async fn begin(engine: &Engine, order: Order) -> Result<Pass<'_>, PassError> {
    let pair = engine.store.pair(order.pair)?;
    if let PairState::Paused | PairState::Removed = pair.state {
        let why = pair.why.clone().unwrap_or_else(|| "it was stopped".to_owned());
        return Err(PassError::NotReady(format!("the pair {} does not run: {why}", pair.name)));
    }
    let order = as_far_as_allowed(engine, order)?;
    let version = version(&engine.store, &pair)?;
    let schemas = schemas(engine, &pair, &version, Freshness::ByClock).await?;
    let design = compile(engine, &pair, &version, &schemas)?;
    let back = drift::notice(engine, &pair, &design)?;
    own_stamps(&pair, engine, &schemas)?;
    let lists = scope::find(engine, pair.id, &design).await?;
    let begun = Begun { order, pair, mapping_version: version.version, design, schemas, lists };
    let pass = Pass { back, ..assemble(engine, begun)? };
    look_where_ids_appeared(engine, &pass.pair, &pass.design, &pass.id_fields)?;
    Ok(pass)
}

/// A pass that only looks: with any mapping, by what is recorded. It asks neither side anything.
/// Object mappings that wait for a field are not in it.
pub(crate) fn offline<'e>(
    engine: &'e Engine,
    pair: &Pair,
    mapping_version: i64,
    (file, accepted): (&PairFile, Option<&Accepted>),
) -> Result<Pass<'e>, PassError> {
    let schemas = neighbours::known_schemas(&engine.store, pair, file)?;
    let mut design =
        Design::for_a_pass(file, &schemas, accepted).map_err(|flaws| refuse(&flaws))?;
    let paused: BTreeSet<MappingId> = design
        .drift
        .iter()
        .filter(|drift| drift.pauses_the_object())
        .map(|drift| drift.mapping.clone())
        .collect();
    design.objects.retain(|object| !paused.contains(&object.id));
    let order =
        Order { pair: pair.id, kind: RunKind::Pass, actor: String::new(), mode: Mode::PlanOnly };
    let (pair, lists) = (pair.clone(), Lists::default());
    assemble(engine, Begun { order, pair, mapping_version, design, schemas, lists })
}

/// What a pass stands on.
struct Begun {
    order: Order,
    pair: Pair,
    mapping_version: i64,
    design: Design,
    schemas: Schemas,
    lists: Lists,
}

fn assemble(engine: &Engine, begun: Begun) -> Result<Pass<'_>, PassError> {
    let Begun { order, pair, mapping_version, design, schemas, lists } = begun;
    let setup: PairSetup = engine.store.setting(&PairSetup::key(pair.id))?.unwrap_or_default();
    let owners = owners(engine, &pair, &design)?;
    let neighbours = neighbours::of(engine, &pair)?;
    let loops = loops(engine, &pair)?;
    let settings = PlanSettings {
        link_only: setup.link_only && !was_applied(engine, &pair, &design)?,
        lead_company_placeholder: setup.lead_company_placeholder.clone(),
        opt_outs_reach_held: design.opt_out.reach_held,
        person_accounts: has_person_accounts(&schemas.salesforce),
        person_companies: person_companies(&design),
        acting_user: users(engine, &pair)?.salesforce,
    };
    let planned_ids = would_be(engine, &setup.id_fields);
    let id_fields = present(setup.id_fields, &schemas);
    let unique = schemas.as_ref().map(|_, of| of.iter().map(unique_fields).collect());
    Ok(Pass {
        engine,
        order,
        mapping_version,
        id_fields,
        planned_ids,
        users: users(engine, &pair)?,
        pair,
        settings,
        owners,
        lifecycle_since: None,
        rippled: BTreeMap::new(),
        neighbours,
        run: None,
        pulled_at: Both::default(),
        another_connector: None,
        unread: drift::waiting_for_fields(&design),
        back: Vec::new(),
        design,
        held: BTreeSet::new(),
        brakes: Vec::new(),
        counts: Counts::default(),
        chosen: Chosen::default(),
        backup: None,
        learnt: Learnt::default(),
        window: Window::default(),
        lists,
        reread: BTreeSet::new(),
        assigned: BTreeMap::new(),
        no_loads: Both::default(),
        unique,
        refused: BTreeSet::new(),
        named_bad: BTreeMap::new(),
        unsent: BTreeSet::new(),
        loops,
    })
}

fn unique_fields(
    (object, schema): (&ObjectName, &ObjectSchema),
) -> (ObjectName, BTreeSet<FieldName>) {
    let unique = schema.fields.values().filter(|field| field.unique);
    (object.clone(), unique.map(|field| field.name.clone()).collect())
}

/// With an account that is linked to look only, a pass plans. What a person orders to be written is
/// refused in words.
fn as_far_as_allowed(engine: &Engine, order: Order) -> Result<Order, PassError> {
    let watched: Vec<&str> = Side::ALL
        .into_iter()
        .filter(|side| engine.connectors.get(*side).rights() == Rights::WatchOnly)
        .map(Side::product)
        .collect();
    match order.mode {
        Mode::Write if !watched.is_empty() => Ok(Order { mode: Mode::PlanOnly, ..order }),
        Mode::Release | Mode::Chosen(_) if !watched.is_empty() => {
            Err(PassError::NotReady(format!(
                "the {} account is linked to look only: to write, sign in to it anew without \
                 \"look only\"",
                watched.join(" and the ")
            )))
        }
        Mode::PlanOnly | Mode::Write | Mode::Release | Mode::Chosen(_) => Ok(order),
    }
}

/// The pair's mapping as it stands.
pub(crate) fn version(store: &Store, pair: &Pair) -> Result<MappingVersion, PassError> {
    store.mapping(pair.id, None)?.ok_or_else(|| {
        PassError::NotReady(format!("the pair {} has no mapping yet: import one", pair.name))
    })
}

/// The mapping made ready against both schemas.
pub(crate) fn compile(
    engine: &Engine,
    pair: &Pair,
    version: &MappingVersion,
    schemas: &Schemas,
) -> Result<Design, PassError> {
    let accepted = drift::accepted(&engine.store, pair, version, schemas)?;
    let design = Design::for_a_pass(&version.document, schemas, Some(&accepted));
    design.map_err(|flaws| refuse(&flaws))
}

/// Fields that we kept writing on both sides over the last day (P4).
fn loops(engine: &Engine, pair: &Pair) -> Result<BTreeSet<(LinkId, MappingId)>, PassError> {
    let now = engine.clock.now();
    let since = now.checked_sub(numbers::BRAKE_WINDOW).unwrap_or(now);
    let writes = engine.store.writes_since(pair.id, since)?;
    let own = |it: FieldWrites| OwnWrites { times: it.times, values: it.values };
    let counted = writes.into_iter().map(|it| ((it.link, it.field.clone()), own(it))).collect();
    Ok(looping(&counted))
}

/// Whether the first run is over: only that one merely links (H80).
fn was_applied(engine: &Engine, pair: &Pair, design: &Design) -> Result<bool, PassError> {
    for object in &design.objects {
        if footprint::is_there(engine, pair.id, &object.id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(crate) type Schemas = Both<BTreeMap<ObjectName, ObjectSchema>>;

/// How fresh a schema has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// Read anew when the hour is over.
    ByClock,
    /// Read anew now.
    Anew,
}

/// The schemas of every object of the design.
pub(crate) async fn schemas(
    engine: &Engine,
    pair: &Pair,
    version: &MappingVersion,
    freshness: Freshness,
) -> Result<Schemas, PassError> {
    let mut schemas = Schemas::default();
    for side in Side::ALL {
        let connection = *pair.connections.get(side);
        let due = match freshness {
            Freshness::ByClock => SlowClock::Schema.is_due(engine, connection)?,
            Freshness::Anew => true,
        };
        let reading = SlowClock::Schema.take(engine.connectors.get(side).as_ref());
        if due {
            same_account(engine, side, connection).await?;
            refresh_owners(engine, side, connection).await?;
        }
        let freshness = if due { Freshness::Anew } else { Freshness::ByClock };
        for object in objects(&version.document, side) {
            let schema = schema_of(engine, (side, connection), &object, freshness).await?;
            schemas.get_mut(side).insert(object, schema);
        }
        if side == Side::Salesforce
            && let Some(account) = unmapped_account(&schemas.salesforce)
        {
            // Whether opt-outs of person accounts can be written stands there.
            match schema_of(engine, (side, connection), &account, freshness).await {
                Ok(schema) => schemas.get_mut(side).extend([(account, schema)]),
                // The check of the mapping says what to grant.
                Err(PassError::Connector(
                    ConnectorError::NoSuchObject(_) | ConnectorError::NotAllowed(_),
                )) => {}
                Err(error) => return Err(error),
            }
        }
        if due {
            reading.end(engine, (side, connection))?;
        }
    }
    Ok(schemas)
}

/// The schema of one object: as it was last read, unless it is to be read anew.
async fn schema_of(
    engine: &Engine,
    (side, connection): (Side, ConnectionId),
    object: &ObjectName,
    freshness: Freshness,
) -> Result<ObjectSchema, PassError> {
    let stored = engine.store.schema(connection, object)?.map(|stored| stored.schema);
    if let (Some(stored), Freshness::ByClock) = (&stored, freshness) {
        engine.connectors.get(side).go_by(stored);
        return Ok(stored.clone());
    }
    match read_schema(engine, side, connection, object).await {
        Ok(schema) => {
            if stored.is_some_and(|before| before != schema) {
                look_at_misfits(engine, side, connection)?;
            }
            Ok(schema)
        }
        // One object alone does not end the pass: its pull will say why it waits.
        Err(PassError::Connector(error)) if may_be_one_objects(&error) => Ok(stored.ok_or(error)?),
        Err(error) => Err(error),
    }
}

pub(crate) fn objects(file: &PairFile, side: Side) -> Vec<ObjectName> {
    let mappings = file.mappings.iter();
    match side {
        Side::HubSpot => mappings.map(|mapping| mapping.hubspot.clone()).collect(),
        Side::Salesforce => mappings.flat_map(|mapping| mapping.salesforce.clone()).collect(),
    }
}

async fn read_schema(
    engine: &Engine,
    side: Side,
    connection: ConnectionId,
    object: &ObjectName,
) -> Result<ObjectSchema, PassError> {
    let schema = engine.connectors.get(side).describe(object).await?;
    let hash = fingerprint(&schema)?;
    engine.store.save_schema(connection, &schema, &hash, engine.clock.now())?;
    Ok(schema)
}

/// Fields changed: what did not fit one of them before, or could not be written there, is looked at
/// anew, for every pair of the account.
fn look_at_misfits(engine: &Engine, side: Side, connection: ConnectionId) -> Result<(), PassError> {
    for pair in engine.store.pairs()?.iter().filter(|it| *it.connections.get(side) == connection) {
        let errors = engine.store.errors(pair.id)?;
        let misfits = errors.iter().filter(|it| it.origin == Origin::Skip && it.side == side);
        let links: Vec<LinkId> = misfits.map(|it| it.link).collect();
        engine.store.touch(&links)?;
    }
    Ok(())
}

/// A wrong org or portal since last time stops the pair (P9).
async fn same_account(
    engine: &Engine,
    side: Side,
    connection: ConnectionId,
) -> Result<(), PassError> {
    let known = engine.store.connection_row(connection)?.account;
    let now = engine.connectors.get(side).who_am_i().await?;
    if now.id == known.id {
        return Ok(());
    }
    Err(PassError::NotReady(format!(
        "{} answers as {} ({}) and was {} ({}) when it was linked: sign in to the right account",
        side.product(),
        now.name,
        now.id,
        known.name,
        known.id
    )))
}

async fn refresh_owners(
    engine: &Engine,
    side: Side,
    connection: ConnectionId,
) -> Result<(), PassError> {
    let owners = engine.connectors.get(side).owners().await?;
    engine.store.save_owners(connection, &owners)?;
    Ok(())
}

fn owners(engine: &Engine, pair: &Pair, design: &Design) -> Result<Owners, PassError> {
    let salesforce = engine.store.owners(pair.connections.salesforce)?;
    let hubspot = engine.store.owners(pair.connections.hubspot)?;
    Ok(Owners::tie(&salesforce, &hubspot, &design.owners))
}

fn users(engine: &Engine, pair: &Pair) -> Result<Both<Option<RecordId>>, PassError> {
    let user =
        |connection| Ok::<_, PassError>(engine.store.connection_row(connection)?.account.user);
    Ok(Both {
        salesforce: user(pair.connections.salesforce)?,
        hubspot: user(pair.connections.hubspot)?,
    })
}

/// Another installation's stamp on an id field stops the pair: two would write against each other
/// (P9).
fn own_stamps(pair: &Pair, engine: &Engine, schemas: &Schemas) -> Result<(), PassError> {
    let setup: Option<PairSetup> = engine.store.setting(&PairSetup::key(pair.id))?;
    let named = setup.unwrap_or_default().id_fields;
    // HubSpot's stamp is the one that a take-over moves; Salesforce's counts where there is no other.
    for side in [Side::HubSpot, Side::Salesforce] {
        let stamps: Vec<String> = named
            .get(side)
            .iter()
            .filter_map(|(object, field)| schemas.get(side).get(object)?.fields.get(field))
            .filter_map(|field| stamp(field.description.as_deref()?))
            .collect();
        if let Some(theirs) = stamps.iter().find(|theirs| **theirs != pair.installation) {
            return Err(PassError::NotReady(format!(
                "another Crosswalk ({theirs}) keeps these two accounts in step, says {}: stop that \
                 one, then take the pair over",
                side.product()
            )));
        }
        if !stamps.is_empty() {
            return Ok(());
        }
    }
    Ok(())
}

/// The installation that set-up stamped on a field.
fn stamp(description: &str) -> Option<String> {
    let rest = description.split("installation ").nth(1)?;
    let stamp: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    (!stamp.is_empty()).then_some(stamp)
}

/// The id fields of sides that are linked to look only: set-up makes none there, and would before
/// anything is written.
fn would_be(
    engine: &Engine,
    named: &Both<BTreeMap<ObjectName, FieldName>>,
) -> Both<BTreeMap<ObjectName, FieldName>> {
    Both::from_fn(|side| match engine.connectors.get(side).rights() {
        Rights::WatchOnly => named.get(side).clone(),
        Rights::Full => BTreeMap::new(),
    })
}

/// The id fields that exist and can be upserted by.
pub(crate) fn present(
    named: Both<BTreeMap<ObjectName, FieldName>>,
    schemas: &Schemas,
) -> Both<BTreeMap<ObjectName, FieldName>> {
    named.map(|side, mut by_object| {
        by_object.retain(|object, field| {
            let schema = schemas.get(side).get(object);
            schema.and_then(|schema| schema.fields.get(field)).is_some_and(|it| it.upsert_key)
        });
        by_object
    })
}

/// Whoever was left out for want of an id field is looked at again once it is there: set-up or a
/// person made it since the last pass.
fn look_where_ids_appeared(
    engine: &Engine,
    pair: &Pair,
    design: &Design,
    now: &Both<BTreeMap<ObjectName, FieldName>>,
) -> Result<(), PassError> {
    let key = format!("pair/{}/id_fields", pair.id);
    let before: Option<Both<BTreeMap<ObjectName, FieldName>>> = engine.store.setting(&key)?;
    if before.as_ref() == Some(now) {
        return Ok(());
    }
    if let Some(before) = before {
        for object in &design.objects {
            let named = |side: Side, it: &ObjectName| {
                now.get(side).contains_key(it) && !before.get(side).contains_key(it)
            };
            let new = named(Side::HubSpot, &object.hubspot)
                || object.salesforce.iter().any(|it| named(Side::Salesforce, it));
            if new {
                engine.store.touch_all(&Home { pair: pair.id, mapping: object.id.clone() })?;
            }
        }
    }
    Ok(engine.store.set_setting(&key, now)?)
}

/// Whether person accounts become companies, too: account sync is on, contacts make HubSpot
/// contacts, and nobody switched it off (S32, A9).
fn person_companies(design: &Design) -> bool {
    let contacts = |create: CreateSettings| match create.hubspot {
        CreateInHubSpot::LeadsAndContacts | CreateInHubSpot::Contacts => true,
        CreateInHubSpot::Nothing | CreateInHubSpot::Leads | CreateInHubSpot::Records => false,
    };
    let mut objects = design.objects.iter();
    let people = objects.clone().any(|it| it.is_of_people() && contacts(it.create));
    people && objects.any(|it| it.is_of_companies() && it.create.person_accounts)
}

pub(crate) fn refuse(flaws: &[Flaw]) -> PassError {
    let said: Vec<String> = flaws.iter().map(ToString::to_string).collect();
    PassError::NotReady(format!("the mapping does not fit the accounts: {}", said.join("; ")))
}
