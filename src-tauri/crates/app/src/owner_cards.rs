//! Salesforce owners whom HubSpot does not have (S69, A20): three properties of the record keep who
//! they are, where a person agreed to have them made.

use crosswalk_model::connector::EnsuredField;
use crosswalk_model::mapping::ObjectMapping;
use crosswalk_model::schema::FieldToMake;
use crosswalk_model::{FieldName, ObjectName, PairId, Side};
use crosswalk_reconcile::mapping::{OWNER_HUBSPOT, OwnerCard};
use crosswalk_store::Home;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::open::App;
use crate::pairs::{INSTALLATION, SETUP_VERSION};

/// Longest value of such a property; Salesforce's own names are shorter.
const LONGEST: u32 = 255;

/// What became of the properties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OwnerCardsMade {
    /// The HubSpot objects that have them now.
    pub objects: Vec<ObjectName>,
    /// Properties that have to be made by hand, with what lacks.
    pub by_hand: Vec<(ObjectName, FieldName, String)>,
}

impl App {
    /// Makes the properties on every HubSpot object whose owner is mapped. From the next pass on they
    /// tell of every record whose Salesforce owner has no counterpart.
    ///
    /// # Errors
    /// [`AppError::Vendor`] when HubSpot does not serve.
    pub async fn make_owner_cards(&self, pair: PairId) -> Result<OwnerCardsMade, AppError> {
        let vendor = |error| AppError::Vendor { side: Side::HubSpot, error };
        let file = self.mapping(pair)?;
        let connection = self.store.pair(pair)?.connections.hubspot;
        let connector = self.connector(connection).await?;
        let mut made = OwnerCardsMade { objects: Vec::new(), by_hand: Vec::new() };
        for mapping in file.mappings.iter().filter(|it| has_owner(it)) {
            let object = &mapping.hubspot;
            let before = made.by_hand.len();
            for field in self.card(object)? {
                match connector.ensure_field(&field).await.map_err(vendor)? {
                    EnsuredField::Made | EnsuredField::Present { .. } => {}
                    EnsuredField::ByHand { why } => {
                        made.by_hand.push((object.clone(), field.name, why));
                    }
                }
            }
            if made.by_hand.len() == before {
                made.objects.push(object.clone());
            }
            let schema = connector.describe(object).await.map_err(vendor)?;
            let hash = crosswalk_engine::fingerprint(&schema)?;
            self.store.save_schema(connection, &schema, &hash, self.options.clock.now())?;
            self.store.touch_all(&Home { pair, mapping: mapping.id.clone() })?;
        }
        Ok(made)
    }

    fn card(&self, object: &ObjectName) -> Result<Vec<FieldToMake>, AppError> {
        let installation = self.store.setting::<String>(INSTALLATION)?.unwrap_or_default();
        let OwnerCard { id, name, kind } = OwnerCard::named();
        let said = [
            (id, "Salesforce owner id", "The id"),
            (name, "Salesforce owner", "The name"),
            (kind, "Salesforce owner type", "The kind"),
        ];
        let field = |(name, label, what): (FieldName, &str, &str)| FieldToMake {
            object: object.clone(),
            name,
            label: label.to_owned(),
            description: format!(
                "{what} of the record's owner in Salesforce, where HubSpot has no such owner. \
                 Crosswalk set-up {SETUP_VERSION}, installation {installation}."
            ),
            max_chars: LONGEST,
            upsert_key: false,
            options: Vec::new(),
        };
        Ok(said.map(field).to_vec())
    }
}

fn has_owner(mapping: &ObjectMapping) -> bool {
    mapping.fields.iter().any(|field| field.hubspot.as_str() == OWNER_HUBSPOT)
}
