//! A field of Salesforce for the lifecycle stage of people (S43, S44): where a person asks for it.

use std::collections::BTreeMap;

use crosswalk_model::connector::EnsuredField;
use crosswalk_model::mapping::{FieldMapping, ObjectMapping, SalesforceField, SyncRule};
use crosswalk_model::schema::{FieldOption, FieldToMake};
use crosswalk_model::{Both, ConnectionId, FieldName, MappingId, ObjectName, PairId, Side};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;
use crate::pairs::{INSTALLATION, ObjectPair, SETUP_VERSION};

/// HubSpot's object of people.
const PEOPLE: &str = "contacts";
/// HubSpot's property of the stage.
const STAGE: &str = "lifecyclestage";
/// The field.
const FIELD: &str = "Crosswalk_Lifecycle_Stage__c";
/// What people call it.
const LABEL: &str = "Lifecycle Stage";

/// What became of a field that a person asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FieldMade {
    /// The field.
    pub field: FieldName,
    /// How it is mapped; none where the field has to be made by hand.
    pub mapping: Option<FieldMapping>,
    /// What lacks, where it has to be made by hand.
    pub by_hand: Option<String>,
}

impl App {
    /// Makes a list of HubSpot's stages on Salesforce's leads and contacts, as far as the pair keeps
    /// those in step, and says how it is mapped: forward only. No design is saved.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] where the pair keeps no people in step; [`AppError::Vendor`] when a side
    /// does not serve.
    pub async fn lifecycle_field(&self, pair: PairId) -> Result<FieldMade, AppError> {
        let file = self.mapping(pair)?;
        let connections = self.store.pair(pair)?.connections;
        let people = file.mappings.iter().find(|it| it.hubspot.as_str() == PEOPLE);
        let none = || AppError::NoSuch { what: "object mapping", name: PEOPLE.to_owned() };
        let people = people.ok_or_else(none)?;
        let options = self.stages(&connections).await?;
        let by_hand = self.make_on(connections.salesforce, people, &options).await?;
        let mapping = by_hand.is_none().then(mapping);
        Ok(FieldMade { field: FieldName::from(FIELD), mapping, by_hand })
    }

    /// The same, and the design is saved with it: from the next pass on the stage crosses.
    ///
    /// # Errors
    /// As [`App::lifecycle_field`]; [`AppError::Flawed`] when the design does not fit the accounts.
    pub async fn make_lifecycle_field(&self, pair: PairId) -> Result<FieldMade, AppError> {
        let made = self.lifecycle_field(pair).await?;
        self.map_for_people(pair, made).await
    }

    /// Saves the design with a field that was made for people, where its property is not mapped yet.
    pub(crate) async fn map_for_people(
        &self,
        pair: PairId,
        made: FieldMade,
    ) -> Result<FieldMade, AppError> {
        let Some(new) = &made.mapping else { return Ok(made) };
        let mut file = self.mapping(pair)?;
        let mut people = file.mappings.iter_mut().filter(|it| it.hubspot.as_str() == PEOPLE);
        if let Some(people) = people.next()
            && !people.fields.iter().any(|field| field.hubspot == new.hubspot)
        {
            people.fields.push(new.clone());
            people.fields.sort_by(|a, b| a.id.cmp(&b.id));
            self.import_mapping(pair, &file).await?;
        }
        Ok(made)
    }

    /// The portal's own stages, in its order.
    async fn stages(&self, connections: &Both<ConnectionId>) -> Result<Vec<FieldOption>, AppError> {
        let schemas = self.schemas(connections, &[ObjectPair::read(PEOPLE)]).await?;
        let people = schemas.hubspot.get(&ObjectName::from(PEOPLE));
        let stage = people.and_then(|schema| schema.fields.get(STAGE));
        let none = || AppError::NoSuch { what: "property of HubSpot", name: STAGE.to_owned() };
        Ok(stage.filter(|it| !it.options.is_empty()).ok_or_else(none)?.options.clone())
    }

    /// Makes the field on each object. What lacks is told for the first on which it does.
    async fn make_on(
        &self,
        connection: ConnectionId,
        people: &ObjectMapping,
        options: &[FieldOption],
    ) -> Result<Option<String>, AppError> {
        let vendor = |error| AppError::Vendor { side: Side::Salesforce, error };
        let installation = self.store.setting::<String>(INSTALLATION)?.unwrap_or_default();
        let connector = self.connector(connection).await?;
        for object in &people.salesforce {
            let field = FieldToMake {
                object: object.clone(),
                name: FieldName::from(FIELD),
                label: LABEL.to_owned(),
                description: format!(
                    "The lifecycle stage of the person in HubSpot. Crosswalk set-up \
                     {SETUP_VERSION}, installation {installation}."
                ),
                max_chars: 255,
                upsert_key: false,
                options: options.to_vec(),
            };
            let made = connector.ensure_field(&field).await.map_err(vendor)?;
            let schema = connector.describe(object).await.map_err(vendor)?;
            let hash = crosswalk_engine::fingerprint(&schema)?;
            self.store.save_schema(connection, &schema, &hash, self.options.clock.now())?;
            match made {
                EnsuredField::ByHand { why } => return Ok(Some(format!("{object}: {why}"))),
                EnsuredField::Made | EnsuredField::Present { .. } => {}
            }
        }
        Ok(None)
    }
}

/// A stage never goes back by itself (A24).
fn mapping() -> FieldMapping {
    FieldMapping {
        id: MappingId::from(STAGE),
        hubspot: FieldName::from(STAGE),
        salesforce: SalesforceField::Same(FieldName::from(FIELD)),
        rule: SyncRule::ForwardOnly,
        transform: Vec::new(),
        note: None,
        other: BTreeMap::new(),
    }
}
