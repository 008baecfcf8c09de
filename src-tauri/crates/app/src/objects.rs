//! The objects that a pair keeps in step: what both accounts offer, one more, one less.

use crosswalk_engine::PairSetup;
use crosswalk_model::mapping::PairFile;
pub use crosswalk_model::schema::ObjectTitle;
use crosswalk_model::{Both, FieldName, MappingId, ObjectName, PairId, Rights, Side};
use crosswalk_reconcile::default_design::mapping_of;
use crosswalk_reconcile::mapping::suggest;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::open::App;
use crate::pairs::{IdFields, ObjectPair, id_fields, installation};

/// An object to keep in step.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ObjectToAdd {
    /// The HubSpot object.
    pub hubspot: ObjectName,
    /// The Salesforce object; the usual partner where none is named.
    pub salesforce: Option<ObjectName>,
    /// Whether its id fields are made (P7).
    pub id_fields: IdFields,
}

/// An object that was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ObjectAdded {
    /// The design's version from now on.
    pub version: i64,
    /// The object mapping.
    pub mapping: MappingId,
    /// How many fields are called the same on both sides, and are tied.
    pub fields: usize,
    /// Id fields that have to be made by hand, with what lacks; nothing is created without them.
    pub by_hand: Vec<(Side, ObjectName, FieldName, String)>,
}

impl App {
    /// The objects of both accounts whose records can be kept in step, by what people call them.
    ///
    /// # Errors
    /// [`AppError::Vendor`] when a side does not serve.
    pub async fn objects_on_offer(&self, pair: PairId) -> Result<Both<Vec<ObjectTitle>>, AppError> {
        let connections = self.store.pair(pair)?.connections;
        let mut offered = Both { salesforce: Vec::new(), hubspot: Vec::new() };
        for side in Side::ALL {
            let connector = self.connector(*connections.get(side)).await?;
            let mut all =
                connector.objects().await.map_err(|error| AppError::Vendor { side, error })?;
            all.sort_by_cached_key(|it| (it.label.to_lowercase(), it.object.clone()));
            *offered.get_mut(side) = all;
        }
        Ok(offered)
    }

    /// Puts one more object into a pair's design, with the fields that are called the same on both
    /// sides; saved as the next version. Nothing is written to a record by this.
    ///
    /// # Errors
    /// [`AppError::Refused`] where it is kept in step already, or nobody says with what;
    /// [`AppError::Flawed`] where the design does not fit; [`AppError::Vendor`] when a side does not
    /// serve.
    pub async fn add_object(
        &self,
        pair: PairId,
        new: ObjectToAdd,
    ) -> Result<ObjectAdded, AppError> {
        let mut file = self.mapping(pair)?;
        let mut wanted = ObjectPair::read(new.hubspot.as_str());
        wanted.salesforce = new.salesforce.map_or(wanted.salesforce, |named| vec![named]);
        fits(&file, &wanted)?;
        let mut objects = ObjectPair::of_file(&file);
        objects.push(wanted.clone());
        let connections = self.store.pair(pair)?.connections;
        let schemas = self.schemas(&connections, &objects).await?;
        let none = || AppError::NoSuch { what: "object", name: wanted.hubspot.to_string() };
        let mapping = mapping_of(&wanted.hubspot, &wanted.salesforce, &schemas).ok_or_else(none)?;
        let (id, fields) = (mapping.id.clone(), mapping.fields.len());
        file.mappings.push(mapping);
        file.mappings.sort_by(|a, b| a.id.cmp(&b.id));
        let known = |object: &Option<ObjectName>| file.stages.iter().any(|it| it.object == *object);
        let new_stages = suggest(&schemas)
            .into_iter()
            .filter(|it| it.object.as_ref() == Some(&wanted.hubspot) && !known(&it.object));
        let new_stages: Vec<_> = new_stages.collect();
        file.stages.extend(new_stages);
        let by_hand = match new.id_fields {
            IdFields::Make => self.make_fields_of(pair, &wanted).await?,
            IdFields::Leave => Vec::new(),
        };
        let version = self.import_mapping(pair, &file).await?;
        Ok(ObjectAdded { version, mapping: id, fields, by_hand })
    }

    /// Takes an object out of a pair's design. What was written stays in both accounts, and so do the
    /// id fields: put in again, it finds everybody again.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] where the design does not have it; [`AppError::Flawed`] where another
    /// object names its records.
    pub async fn remove_object(&self, pair: PairId, id: &MappingId) -> Result<i64, AppError> {
        let mut file = self.mapping(pair)?;
        let Some(place) = file.mappings.iter().position(|it| it.id == *id) else {
            return Err(AppError::NoSuch { what: "mapping", name: id.to_string() });
        };
        let gone = file.mappings.remove(place);
        file.stages.retain(|it| {
            let of = it.object.as_ref().map_or("deals", ObjectName::as_str);
            of != gone.hubspot.as_str()
        });
        self.import_mapping(pair, &file).await
    }

    /// Names the id fields of an object and makes those that lack.
    pub(crate) async fn make_fields_of(
        &self,
        pair: PairId,
        object: &ObjectPair,
    ) -> Result<Vec<(Side, ObjectName, FieldName, String)>, AppError> {
        let now = self.options.clock.now();
        let stamp = (self.options.seed, now, self.home.database());
        let installation = installation(&self.store, stamp)?;
        let connections = self.store.pair(pair)?.connections;
        let key = PairSetup::key(pair);
        let mut setup: PairSetup = self.store.setting(&key)?.unwrap_or_default();
        let accounts = self.accounts_of(&connections)?;
        let mut wanted = id_fields(&accounts, std::slice::from_ref(object));
        for side in Side::ALL {
            let named = setup.id_fields.get_mut(side);
            for (object, name) in wanted.get_mut(side) {
                // One that is named already keeps its name.
                name.clone_from(named.entry(object.clone()).or_insert_with(|| name.clone()));
            }
        }
        self.store.set_setting(&key, &setup)?;
        let only = PairSetup { id_fields: wanted, ..PairSetup::default() };
        let by_hand = self.make_id_fields(&connections, &only, &installation).await?;
        for side in Side::ALL {
            let connector = self.connector(*connections.get(side)).await?;
            if connector.rights() == Rights::WatchOnly {
                continue;
            }
            // The pass knows a new field from the schema that it finds.
            for object in only.id_fields.get(side).keys() {
                let described = connector.describe(object).await;
                let schema = described.map_err(|error| AppError::Vendor { side, error })?;
                let hash = crosswalk_engine::fingerprint(&schema)?;
                self.store.save_schema(*connections.get(side), &schema, &hash, now)?;
            }
        }
        Ok(by_hand)
    }
}

/// Whether an object can be added to a design.
fn fits(file: &PairFile, wanted: &ObjectPair) -> Result<(), AppError> {
    let name = &wanted.hubspot;
    if file.mappings.iter().any(|it| it.hubspot == *name) {
        return Err(AppError::Refused(format!("{name} is kept in step already")));
    }
    if wanted.salesforce.is_empty() {
        return Err(AppError::Refused(format!(
            "{name} has no usual partner: say which Salesforce object it is kept in step with"
        )));
    }
    Ok(())
}
