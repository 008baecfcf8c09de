//! What a plan stands on (M11): the accounts, the mapping, and both schemas as far as they are
//! mapped. A plan of another footing is void.

use std::collections::BTreeMap;

use crosswalk_model::plan::Footing;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{Both, ObjectName, PairId, Side};
use crosswalk_reconcile::mapping::Design;

use crate::fingerprint::fingerprint;
use crate::pass::{Engine, PassError};
use crate::setup::{self, Freshness};

impl Engine {
    /// Reads who both accounts are and what they have, anew, and says what a plan of now would
    /// stand on.
    ///
    /// # Errors
    /// [`PassError::NotReady`] when an account is another one than the one that was linked, or the
    /// mapping does not fit it any more.
    pub async fn footing(&self, pair: PairId) -> Result<Footing, PassError> {
        let pair = self.store.pair(pair)?;
        let version = setup::version(&self.store, &pair)?;
        let schemas = setup::schemas(self, &pair, &version, Freshness::Anew).await?;
        let design = setup::compile(self, &pair, &version, &schemas)?;
        let mut schema_hash = Both::default();
        let mut accounts = Both::from_fn(|_| "".into());
        for side in Side::ALL {
            *schema_hash.get_mut(side) = fingerprint(&mapped(&design, side, schemas.get(side)))?;
            let connection = *pair.connections.get(side);
            *accounts.get_mut(side) = self.store.connection_row(connection)?.account.id;
        }
        Ok(Footing {
            accounts,
            mapping_version: version.version,
            mapping_hash: version.hash,
            schema_hash,
        })
    }
}

/// The schemas of one side, without the fields that no plan looks at.
fn mapped(
    design: &Design,
    side: Side,
    schemas: &BTreeMap<ObjectName, ObjectSchema>,
) -> BTreeMap<ObjectName, ObjectSchema> {
    let mut mapped = schemas.clone();
    for (object, schema) in &mut mapped {
        let read = design.fields_to_read(side, object);
        schema.fields.retain(|field, _| read.contains(field));
    }
    mapped
}
