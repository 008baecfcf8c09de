//! The Salesforce campaigns of people, in a property of the HubSpot contact (H102): where a person
//! asks for it.

use std::collections::BTreeMap;

use crosswalk_connectors::salesforce::CAMPAIGNS;
use crosswalk_model::connector::EnsuredField;
use crosswalk_model::mapping::{FieldMapping, SalesforceField, SyncRule};
use crosswalk_model::schema::FieldToMake;
use crosswalk_model::{FieldName, MappingId, ObjectName, PairId, Side};

use crate::error::AppError;
use crate::lifecycle_field::FieldMade;
use crate::open::App;
use crate::pairs::{INSTALLATION, ObjectPair, SETUP_VERSION};

/// HubSpot's object of people.
const PEOPLE: &str = "contacts";
/// The property.
const PROPERTY: &str = "crosswalk_salesforce_campaigns";
/// What people call it, as HubSpot's own connector does (H102).
const LABEL: &str = "Salesforce campaigns";
/// Longest value of a HubSpot text.
const LONGEST: u32 = 65_536;

impl App {
    /// Makes a property of HubSpot's contacts that lists the Salesforce campaigns a person is a member
    /// of, and says how it is mapped; no design is saved.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] where the pair keeps no people in step, or the org shows no campaign
    /// members; [`AppError::Vendor`] when a side does not serve.
    pub async fn campaign_field(&self, pair: PairId) -> Result<FieldMade, AppError> {
        let vendor = |error| AppError::Vendor { side: Side::HubSpot, error };
        let file = self.mapping(pair)?;
        let connections = self.store.pair(pair)?.connections;
        let people = file.mappings.iter().find(|it| it.hubspot.as_str() == PEOPLE);
        let none = || AppError::NoSuch { what: "object mapping", name: PEOPLE.to_owned() };
        let people = people.ok_or_else(none)?;
        let schemas = self.schemas(&connections, &[ObjectPair::read(PEOPLE)]).await?;
        let tells = |object: &&ObjectName| {
            let schema = schemas.salesforce.get(*object);
            schema.is_some_and(|schema| schema.fields.contains_key(CAMPAIGNS))
        };
        let told_on: Vec<ObjectName> = people.salesforce.iter().filter(tells).cloned().collect();
        if told_on.is_empty() {
            let name = "CampaignMember".to_owned();
            return Err(AppError::NoSuch { what: "object of Salesforce", name });
        }
        let field = FieldName::from(PROPERTY);
        let connector = self.connector(connections.hubspot).await?;
        let made = connector.ensure_field(&self.property()?).await.map_err(vendor)?;
        let schema = connector.describe(&people.hubspot).await.map_err(vendor)?;
        let hash = crosswalk_engine::fingerprint(&schema)?;
        self.store.save_schema(connections.hubspot, &schema, &hash, self.options.clock.now())?;
        Ok(match made {
            EnsuredField::ByHand { why } => FieldMade { field, mapping: None, by_hand: Some(why) },
            EnsuredField::Made | EnsuredField::Present { .. } => {
                let mapping = Some(mapping(told_on, people.salesforce.len()));
                FieldMade { field, mapping, by_hand: None }
            }
        })
    }

    /// The same, and the design is saved with it. From the next pass on campaigns are told;
    /// nothing is written to Salesforce, and HubSpot's own campaigns stay as they are.
    ///
    /// # Errors
    /// As [`App::campaign_field`]; [`AppError::Flawed`] when the design does not fit the accounts.
    pub async fn make_campaign_field(&self, pair: PairId) -> Result<FieldMade, AppError> {
        let made = self.campaign_field(pair).await?;
        self.map_for_people(pair, made).await
    }

    fn property(&self) -> Result<FieldToMake, AppError> {
        let installation = self.store.setting::<String>(INSTALLATION)?.unwrap_or_default();
        Ok(FieldToMake {
            object: ObjectName::from(PEOPLE),
            name: FieldName::from(PROPERTY),
            label: LABEL.to_owned(),
            description: format!(
                "The Salesforce campaigns that the person is a member of. Crosswalk set-up \
                 {SETUP_VERSION}, installation {installation}."
            ),
            max_chars: LONGEST,
            upsert_key: false,
            options: Vec::new(),
        })
    }
}

/// Salesforce's word goes to HubSpot, never the other way.
fn mapping(told_on: Vec<ObjectName>, objects: usize) -> FieldMapping {
    let name = FieldName::from(CAMPAIGNS);
    let salesforce = if told_on.len() == objects {
        SalesforceField::Same(name)
    } else {
        SalesforceField::PerObject(told_on.into_iter().map(|it| (it, name.clone())).collect())
    };
    FieldMapping {
        id: MappingId::from(PROPERTY),
        hubspot: FieldName::from(PROPERTY),
        salesforce,
        rule: SyncRule::AlwaysSalesforce,
        transform: Vec::new(),
        note: None,
        other: BTreeMap::new(),
    }
}
