//! The pair file: suggest, check, show the difference, take in and hand out.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_engine::drift;
use crosswalk_model::mapping::PairFile;
pub use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{Both, ConnectionId, PairId, Side, Timestamp};
use crosswalk_reconcile::default_design;
pub use crosswalk_reconcile::mapping::Flaw;
use crosswalk_reconcile::mapping::FlawCode;
use crosswalk_reconcile::mapping::{Design, Schemas};

use serde::Serialize;
use serde_json::Value as Json;

use crate::error::AppError;
use crate::open::App;
use crate::pairs::{Begins, ObjectPair, PairAdded, PairToAdd, design_of, objects_of};

impl App {
    /// The pair's design as it stands.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when it has none.
    pub fn mapping(&self, pair: PairId) -> Result<PairFile, AppError> {
        let found = self.store.mapping(pair, None)?;
        let none = || AppError::NoSuch { what: "mapping of pair", name: pair.to_string() };
        Ok(found.ok_or_else(none)?.document)
    }

    /// A design made from what both sides have now; nothing is saved.
    ///
    /// # Errors
    /// [`AppError::Vendor`].
    pub async fn suggest_mapping(
        &self,
        pair: PairId,
        objects: &[String],
    ) -> Result<PairFile, AppError> {
        let pair = self.store.pair(pair)?;
        let objects = ObjectPair::read_all(objects);
        let schemas = self.schemas(&pair.connections, &objects).await?;
        let mut file = design_of(&pair.name, &objects, &schemas);
        default_design::with_labels(&mut file, &schemas);
        Ok(file)
    }

    /// What is wrong with a design, against what both sides have now.
    ///
    /// # Errors
    /// [`AppError::Vendor`].
    pub async fn validate_mapping(
        &self,
        pair: PairId,
        file: &PairFile,
    ) -> Result<Vec<Flaw>, AppError> {
        Ok(self.looked_through(&self.store.pair(pair)?.connections, file).await?.0)
    }

    /// What is wrong with a design, and the schemas that it was looked through with.
    async fn looked_through(
        &self,
        connections: &Both<ConnectionId>,
        file: &PairFile,
    ) -> Result<(Vec<Flaw>, Schemas), AppError> {
        let guarded = self.other_accounts(connections, file)?;
        if !guarded.is_empty() {
            return Ok((guarded, Schemas::default()));
        }
        let schemas = self.schemas(connections, &ObjectPair::of_file(file)).await?;
        let flaws = match Design::compile(file, &schemas) {
            Ok(design) => self.flaws_of_lists(connections, &design).await?,
            Err(flaws) => flaws,
        };
        Ok((flaws, schemas))
    }

    /// Adds a pair by the design of a file, whose objects take part instead of those that are named.
    /// The file is checked against both accounts before anything of the pair is kept.
    ///
    /// # Errors
    /// [`AppError::Flawed`] where the file does not fit these accounts; as [`App::add_pair`].
    pub async fn add_pair_of_file(
        &self,
        new: PairToAdd,
        file: &PairFile,
    ) -> Result<PairAdded, AppError> {
        let (flaws, _) = self.looked_through(&new.connections, file).await?;
        if !flaws.is_empty() {
            return Err(AppError::Flawed(flaws));
        }
        self.add_pair_of(new, Begins::File(file)).await
    }

    /// The accounts that the file's guard does not name.
    fn other_accounts(
        &self,
        connections: &Both<ConnectionId>,
        file: &PairFile,
    ) -> Result<Vec<Flaw>, AppError> {
        let Some(guard) = &file.only_for else { return Ok(Vec::new()) };
        let mut flaws = Vec::new();
        for side in Side::ALL {
            let wanted = match side {
                Side::HubSpot => &guard.hubspot,
                Side::Salesforce => &guard.salesforce,
            };
            let Some(only_for) = wanted.clone() else { continue };
            let found = self.store.connection_row(*connections.get(side))?.account.id;
            if !is_account(&only_for, found.as_str()) {
                let found = found.to_string();
                flaws.push(Flaw::of_file(FlawCode::OtherAccount { side, only_for, found }));
            }
        }
        Ok(flaws)
    }

    /// Saves a design as the pair's next version, if nothing is wrong with it. Every link is
    /// looked at by the next plan; nothing is written by this. Its fields are accepted as they are
    /// now, also those that had become other ones.
    ///
    /// # Errors
    /// [`AppError::Flawed`].
    pub async fn import_mapping(&self, pair: PairId, file: &PairFile) -> Result<i64, AppError> {
        let (flaws, schemas) =
            self.looked_through(&self.store.pair(pair)?.connections, file).await?;
        if !flaws.is_empty() {
            return Err(AppError::Flawed(flaws));
        }
        // What has to be made by hand is the reason of every record that waits for it.
        self.make_fields_of_events(pair, file).await?;
        self.begin_anew(pair, file)?;
        let version = self.save_mapping(pair, file, Some("imported"))?;
        drift::accept(&self.store, pair, version, (file, &schemas))?;
        self.name_id_fields(pair)?;
        for mapping in &file.mappings {
            self.store.touch_all(&crosswalk_store::Home { pair, mapping: mapping.id.clone() })?;
        }
        Ok(version)
    }
}

/// Whether a guard names an account. Salesforce's ids come with 15 characters and with 18, whose
/// last three say nothing more.
fn is_account(named: &str, id: &str) -> bool {
    const SHORT: usize = 15;
    let head = |id: &str| id.get(..SHORT).unwrap_or(id).to_owned();
    let short = |id: &str| id.len() == SHORT;
    named == id || ((short(named) || short(id)) && head(named) == head(id))
}

/// A design changed to what HubSpot's own connector does, where this one leaves the choice (H44, H52).
#[must_use]
pub fn as_hubspot_does_it(file: PairFile) -> PairFile {
    default_design::as_hubspot_does_it(file)
}

/// What one difference between two designs is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MapChange {
    /// Where: a path such as `mappings/contacts/fields/phone/rule`.
    pub path: String,
    /// What stands there now; none where it is new.
    pub before: Option<Json>,
    /// What would stand there; none where it goes.
    pub after: Option<Json>,
}

/// A saved version of a design.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct VersionLine {
    /// Its number.
    pub version: i64,
    /// When it was saved.
    pub made_at: Timestamp,
    /// What was noted with it.
    pub note: Option<String>,
}

impl App {
    /// Every version of a pair's design, newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn mapping_versions(&self, pair: PairId) -> Result<Vec<VersionLine>, AppError> {
        let mut lines = Vec::new();
        let mut version = self.store.mapping(pair, None)?.map(|newest| newest.version);
        // Versions count from one without a gap, so that this ends.
        while let Some(found) = version.map(|it| self.store.mapping(pair, Some(it))).transpose()? {
            let Some(found) = found else { break };
            version = found.version.checked_sub(1);
            let (made_at, note) = (found.made_at, found.note);
            lines.push(VersionLine { version: found.version, made_at, note });
        }
        Ok(lines)
    }

    /// One version of a pair's design.
    ///
    /// # Errors
    /// [`AppError::NoSuch`].
    pub fn mapping_version(&self, pair: PairId, version: i64) -> Result<PairFile, AppError> {
        let found = self.store.mapping(pair, Some(version))?;
        let none = || AppError::NoSuch { what: "version", name: version.to_string() };
        Ok(found.ok_or_else(none)?.document)
    }

    /// What a design would change of the one that decides now.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when the pair has none.
    pub fn mapping_changes(
        &self,
        pair: PairId,
        file: &PairFile,
    ) -> Result<Vec<MapChange>, AppError> {
        diff(&self.mapping(pair)?, file)
    }

    /// What one version of the design changed of another, whichever of them came first.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when the pair never had one of them.
    pub fn version_changes(
        &self,
        pair: PairId,
        (before, after): (i64, i64),
    ) -> Result<Vec<MapChange>, AppError> {
        diff(&self.mapping_version(pair, before)?, &self.mapping_version(pair, after)?)
    }

    /// The objects and fields that both sides show now, of the HubSpot objects that are named, of
    /// the pair's own where none is.
    ///
    /// # Errors
    /// [`AppError::Vendor`].
    pub async fn pair_schemas(
        &self,
        pair: PairId,
        objects: &[String],
    ) -> Result<Both<Vec<ObjectSchema>>, AppError> {
        let connections = self.store.pair(pair)?.connections;
        let own = self.store.mapping(pair, None)?;
        let own = own.map(|it| ObjectPair::of_file(&it.document)).unwrap_or_default();
        // One that the pair has keeps the partners that it has there.
        let asked = |text: &String| {
            let asked = ObjectPair::read(text);
            let known = own.iter().find(|it| it.hubspot == asked.hubspot && !text.contains('='));
            known.cloned().unwrap_or(asked)
        };
        let objects: Vec<ObjectPair> =
            if objects.is_empty() { own.clone() } else { objects.iter().map(asked).collect() };
        let schemas = self.schemas(&connections, &objects).await?;
        Ok(schemas.map(|side, mut of_side| {
            let asked = objects_of(side, &objects);
            of_side.retain(|object, _| asked.contains(object));
            of_side.into_values().collect()
        }))
    }
}

/// What differs between two designs, in the order of the file. Entries of lists are told apart by
/// their ids, so that an inserted one does not move the others.
///
/// # Errors
/// [`AppError::BadFile`] when one does not serialise.
pub fn diff(before: &PairFile, after: &PairFile) -> Result<Vec<MapChange>, AppError> {
    let tree = |file: &PairFile| {
        serde_json::to_value(file).map_err(|error| AppError::BadFile(error.to_string()))
    };
    let (before, after) = (leaves(&tree(before)?), leaves(&tree(after)?));
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    Ok(changed
        .map(|path| MapChange {
            path: path.clone(),
            before: before.get(path).cloned(),
            after: after.get(path).cloned(),
        })
        .collect())
}

fn leaves(tree: &Json) -> BTreeMap<String, Json> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), tree.clone())];
    while let Some((path, node)) = open.pop() {
        let below =
            |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
        if let Some(fields) = node.as_object() {
            open.extend(fields.iter().map(|(name, node)| (below(name), node.clone())));
        } else if let Some(items) =
            node.as_array().filter(|items| items.iter().any(Json::is_object))
        {
            for (place, item) in items.iter().enumerate() {
                let named =
                    ["id", "hubspot", "pipeline"].iter().find_map(|key| item.get(*key)?.as_str());
                let name = named.map_or_else(|| place.to_string(), str::to_owned);
                // Pipelines of two objects can have one name.
                let of = item.get("object").and_then(Json::as_str);
                let name = of.map_or(name.clone(), |of| format!("{of}: {name}"));
                open.push((below(&name), item.clone()));
            }
        } else {
            found.insert(path, node);
        }
    }
    found
}

/// Reads a pair file.
///
/// # Errors
/// [`AppError::BadFile`] says where it does not read, or that its major version is unknown.
pub fn read(text: &str) -> Result<PairFile, AppError> {
    let file: PairFile = serde_json::from_str(text)
        .map_err(|error| AppError::BadFile(format!("not a pair file: {error}")))?;
    let major = file.format_version.split('.').next().unwrap_or_default();
    if major == "1" {
        return Ok(file);
    }
    let found = &file.format_version;
    Err(AppError::BadFile(format!("format version {found} is not known; this one reads 1.x")))
}

/// The canonical text of a pair file: keys in schema order, arrays sorted by id, a newline at the
/// end.
///
/// # Errors
/// [`AppError::BadFile`] when it does not serialise.
pub fn canonical(file: &PairFile) -> Result<String, AppError> {
    let mut file = file.clone();
    file.mappings.sort_by(|a, b| a.id.cmp(&b.id));
    for mapping in &mut file.mappings {
        mapping.fields.sort_by(|a, b| a.id.cmp(&b.id));
    }
    file.owners.sort_by(|a, b| a.hubspot.cmp(&b.hubspot));
    file.stages.sort_by(|a, b| (&a.object, &a.pipeline).cmp(&(&b.object, &b.pipeline)));
    let text = serde_json::to_string_pretty(&file)
        .map_err(|error| AppError::BadFile(error.to_string()))?;
    Ok(text + "\n")
}

/// The JSON schema of pair files, generated from the types.
///
/// # Errors
/// [`AppError::BadFile`] when it does not serialise.
pub fn schema() -> Result<String, AppError> {
    let schema = schemars::schema_for!(PairFile);
    let text = serde_json::to_string_pretty(&schema)
        .map_err(|error| AppError::BadFile(error.to_string()))?;
    Ok(text + "\n")
}
