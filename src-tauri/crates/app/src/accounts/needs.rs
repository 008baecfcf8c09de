//! What a mapping needs of an account: per object what is done with its records, and the fields that
//! are read and written.

use std::collections::BTreeMap;

use crosswalk_connectors::hubspot::scopes;
use crosswalk_connectors::salesforce::{CAMPAIGNS, ObjectNeeds, permission_set};
use crosswalk_engine::PairSetup;
use crosswalk_model::connector::Connector;
use crosswalk_model::mapping::{
    CreateInHubSpot, CreateInSalesforce, ObjectMapping, OnDelete, PairFile, Scope, SyncRule,
};
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{ConnectionId, ConnectorError, FieldName, ObjectName, PairId, Rights, Side};
use crosswalk_reconcile::mapping::{
    Design, OPT_OUT_PERSON, Schemas, unmapped_account, writes, written_through,
};

use crate::error::AppError;
use crate::open::App;

/// One pair's part in an account.
pub(crate) struct Part {
    pub file: PairFile,
    pub setup: PairSetup,
    /// What was last read of both accounts.
    pub schemas: Schemas,
}

impl App {
    /// A Salesforce permission set, as a file of the Metadata API, that gives a user what this pair's
    /// mapping needs in the org as it is now, and nothing besides.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when the pair has no mapping, [`AppError::Vendor`] when the org does not
    /// answer.
    pub async fn permission_set(&self, pair: PairId) -> Result<String, AppError> {
        let row = self.store.pair(pair)?;
        let part = self.part(pair, self.mapping(pair)?)?;
        self.permissions(row.connections.salesforce, vec![part], &row.name).await
    }

    /// The same, for every pair that the org is in.
    ///
    /// # Errors
    /// [`AppError::Refused`] for an account that is no org; [`AppError::Store`].
    pub async fn permission_set_of(&self, id: ConnectionId) -> Result<String, AppError> {
        let row = self.store.connection_row(id)?;
        if row.side != Side::Salesforce {
            return Err(AppError::Refused("only Salesforce has permission sets".to_owned()));
        }
        let parts = self.parts_of(id, row.side)?;
        self.permissions(id, parts, &row.account.name).await
    }

    async fn permissions(
        &self,
        org: ConnectionId,
        parts: Vec<Part>,
        name: &str,
    ) -> Result<String, AppError> {
        let connector = self.connector(org).await?;
        let mut all: BTreeMap<ObjectName, ObjectNeeds> = BTreeMap::new();
        for mut part in parts {
            let mappings = part.file.mappings.iter();
            let named: Vec<ObjectName> = mappings.flat_map(|it| it.salesforce.clone()).collect();
            for object in named {
                // What is hidden altogether is not known; it is asked for by the mapping's names.
                let Some(schema) = seen(&*connector, &object).await? else { continue };
                let needs = all.entry(object.clone()).or_default();
                needs.with_the_object.extend(schema.with_the_object.iter().cloned());
                part.schemas.salesforce.insert(object, schema);
            }
            if let Some(account) = unmapped_account(&part.schemas.salesforce) {
                let schema = seen(&*connector, &account).await?;
                part.schemas.salesforce.extend(schema.map(|schema| (account, schema)));
            }
            for object in part.read_besides() {
                all.entry(object).or_default();
            }
            for (object, more) in part.needs(Side::Salesforce) {
                let needs = all.entry(object).or_default();
                needs.create |= more.create;
                needs.edit |= more.edit;
                needs.delete |= more.delete;
                for (field, written) in more.fields {
                    *needs.fields.entry(field).or_default() |= written;
                }
            }
        }
        Ok(permission_set(&format!("Crosswalk: {name}"), &all))
    }

    /// The parts that pairs have in an account.
    pub(crate) fn parts_of(&self, id: ConnectionId, side: Side) -> Result<Vec<Part>, AppError> {
        let mut parts = Vec::new();
        for pair in self.store.pairs()?.into_iter().filter(|it| *it.connections.get(side) == id) {
            if let Some(version) = self.store.mapping(pair.id, None)? {
                parts.push(self.part(pair.id, version.document)?);
            }
        }
        Ok(parts)
    }

    pub(crate) fn part(&self, pair: PairId, file: PairFile) -> Result<Part, AppError> {
        let connections = self.store.pair(pair)?.connections;
        let setup = self.store.setting(&PairSetup::key(pair))?.unwrap_or_default();
        let mut schemas = Schemas::default();
        for mapping in &file.mappings {
            for side in Side::ALL {
                for object in objects(mapping, side) {
                    let known = self.store.schema(*connections.get(side), object)?;
                    let known = known.map(|it| (object.clone(), it.schema));
                    schemas.get_mut(side).extend(known);
                }
            }
        }
        if let Some(account) = unmapped_account(&schemas.salesforce) {
            let known = self.store.schema(connections.salesforce, &account)?;
            schemas.salesforce.extend(known.map(|it| (account, it.schema)));
        }
        Ok(Part { file, setup, schemas })
    }
}

/// What an org shows of an object, unless it shows nothing.
async fn seen(
    connector: &dyn Connector,
    object: &ObjectName,
) -> Result<Option<ObjectSchema>, AppError> {
    match connector.describe(object).await {
        Ok(schema) => Ok(Some(schema)),
        Err(ConnectorError::NoSuchObject(_) | ConnectorError::NotAllowed(_)) => Ok(None),
        Err(error) => Err(AppError::Vendor { side: Side::Salesforce, error }),
    }
}

fn objects(mapping: &ObjectMapping, side: Side) -> &[ObjectName] {
    match side {
        Side::HubSpot => std::slice::from_ref(&mapping.hubspot),
        Side::Salesforce => &mapping.salesforce,
    }
}

impl Part {
    /// What is needed of each object of a side. HubSpot's properties that identity rests on are read
    /// where they are, and nobody is asked to make them.
    pub(crate) fn needs(&self, side: Side) -> BTreeMap<ObjectName, ObjectNeeds> {
        let design = Design::for_a_pass(&self.file, &self.schemas, None).ok();
        let mut all: BTreeMap<ObjectName, ObjectNeeds> = BTreeMap::new();
        for mapping in &self.file.mappings {
            for object in objects(mapping, side) {
                let needs = all.entry(object.clone()).or_default();
                self.add(mapping, (side, object), needs);
                let read = design.as_ref().filter(|_| side == Side::Salesforce);
                let read = read.map(|it| it.fields_to_read(side, object)).unwrap_or_default();
                for field in read {
                    needs.fields.entry(field).or_default();
                }
            }
        }
        // Opt-outs of person accounts are written there, be companies mapped or not.
        let persons = written_through(&self.schemas.salesforce);
        if let Some(account) = persons.filter(|_| side == Side::Salesforce) {
            let needs = all.entry(account).or_default();
            needs.edit = true;
            needs.fields.insert(FieldName::from(OPT_OUT_PERSON), true);
        }
        all
    }

    fn add(
        &self,
        mapping: &ObjectMapping,
        (side, object): (Side, &ObjectName),
        needs: &mut ObjectNeeds,
    ) {
        let creates = creates(mapping, side, object);
        needs.create |= creates;
        needs.delete |= matches!(delete(mapping, side), OnDelete::Delete | OnDelete::Ask);
        for field in &mapping.fields {
            let name = match side {
                Side::HubSpot => Some(&field.hubspot),
                Side::Salesforce => field.salesforce.on(object),
            };
            let Some(name) = name else { continue };
            // HubSpot derives its property from the address; an opt-out has a call of its own.
            let derived = side == Side::HubSpot && field.rule == SyncRule::OptOut;
            let written = writes(field.rule, side) && !derived;
            *needs.fields.entry(name.clone()).or_default() |= written;
            needs.edit |= written;
        }
        let id_field = self.setup.id_fields.get(side).get(object).filter(|_| needs.edit || creates);
        needs.fields.extend(id_field.map(|field| (field.clone(), true)));
    }

    /// Salesforce objects that are read and not mapped: those behind campaigns and steps of lifecycle
    /// stages, and accounts, which the right to whatever belongs to one depends on.
    fn read_besides(&self) -> Vec<ObjectName> {
        let mappings = &self.file.mappings;
        let has =
            |name: &str| mappings.iter().any(|it| it.salesforce.iter().any(|o| o.as_str() == name));
        let campaigns = |it: &ObjectMapping| {
            let mut fields = it.fields.iter().flat_map(|field| {
                it.salesforce.iter().filter_map(|object| field.salesforce.on(object))
            });
            fields.any(|name| name.as_str() == CAMPAIGNS)
        };
        let mut besides = Vec::new();
        if mappings.iter().any(campaigns) {
            besides.extend(["Campaign", "CampaignMember"]);
        }
        if self.file.lifecycle.transitions {
            besides.push("Opportunity");
        }
        if ["Contact", "Opportunity", "Case"].into_iter().any(has) || !besides.is_empty() {
            besides.push("Account");
        }
        besides.into_iter().map(ObjectName::from).collect()
    }

    /// The scopes that HubSpot has to grant.
    pub(crate) fn scopes(&self) -> Vec<String> {
        let mut all = vec![scopes::OWNERS.to_owned()];
        for (object, needs) in self.needs(Side::HubSpot) {
            let written = needs.create || needs.edit || needs.delete;
            let rights = if written { Rights::Full } else { Rights::WatchOnly };
            all.extend(scopes::of_object(&object, rights));
        }
        let by_list = |it: &ObjectMapping| matches!(it.in_scope, Some(Scope::List(_)));
        if self.file.mappings.iter().any(by_list) {
            all.push(scopes::LISTS.to_owned());
        }
        if self.file.mappings.iter().any(|it| it.hubspot.as_str() == "contacts") {
            all.extend([scopes::OPT_OUTS, scopes::OPT_OUTS_WRITE].map(str::to_owned));
        }
        all.sort();
        all.dedup();
        all
    }
}

fn creates(mapping: &ObjectMapping, side: Side, object: &ObjectName) -> bool {
    match side {
        Side::HubSpot => mapping.create.hubspot != CreateInHubSpot::Nothing,
        Side::Salesforce => {
            let ruled = mapping.create_rules.iter().map(|rule| rule.salesforce);
            ruled.chain([mapping.create.salesforce]).any(|makes| match makes {
                CreateInSalesforce::Nothing => false,
                CreateInSalesforce::Contact => object.as_str() == "Contact",
                CreateInSalesforce::Lead => object.as_str() == "Lead",
                CreateInSalesforce::Record => mapping.salesforce.first() == Some(object),
            })
        }
    }
}

const fn delete(mapping: &ObjectMapping, side: Side) -> OnDelete {
    match side {
        Side::HubSpot => mapping.delete.hubspot,
        Side::Salesforce => mapping.delete.salesforce,
    }
}

/// What is lacking of one object, as far as its schema tells.
pub(crate) struct Lacking {
    pub create: bool,
    pub edit: bool,
    pub delete: bool,
    /// Fields that are not there, or hidden.
    pub hidden: Vec<FieldName>,
    /// Labels of fields that are seen and not written.
    pub read_only: Vec<String>,
}

impl Lacking {
    /// Compares what is needed with what this sign-in may.
    pub(crate) fn of(needs: &ObjectNeeds, schema: &ObjectSchema) -> Lacking {
        let (mut hidden, mut read_only) = (Vec::new(), Vec::new());
        for (field, written) in &needs.fields {
            match schema.fields.get(field) {
                None => hidden.push(field.clone()),
                Some(it) if *written && !(it.updateable || it.createable) => {
                    read_only.push(it.label.clone());
                }
                Some(_) => {}
            }
        }
        Lacking {
            create: needs.create && !schema.createable,
            edit: needs.edit && !schema.updateable,
            delete: needs.delete && !schema.deletable,
            hidden,
            read_only,
        }
    }
}
