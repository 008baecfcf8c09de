//! Whether a linked account can do what is asked of it, object by object.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::{PairFile, SyncRule};
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{Account, ConnectionId, ConnectorError, ObjectName, Side};
use crosswalk_store::Connection;
use jiff::SignedDuration;
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;
use crate::pairs::{ObjectPair, objects_of};

/// How far back an account is looked through for somebody who shares the sign-in's user.
const SHARED_SINCE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What was found out about an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Checkup {
    /// Who it says it is now.
    pub account: Account,
    /// One line for each thing that was looked at. Its words are `check-CODE` and `check-do-CODE`.
    pub checks: Vec<HealthCheck>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HealthCheck {
    /// What was found.
    pub code: CheckCode,
    /// What it is about, as people see it: an object, or an account.
    pub about: String,
    /// Fields of the mapping that it names.
    pub fields: Vec<String>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CheckCode {
    /// It answers, and is the account that was linked.
    Answers,
    /// It is another account than the one that was linked.
    AnotherAccount,
    /// The object can be read and written.
    ObjectOpen,
    /// The object can be read, and not written.
    ObjectReadOnly,
    /// The object is not there, or hidden from this sign-in.
    ObjectHidden,
    /// Mapped fields that this sign-in may see and not write.
    FieldsReadOnly,
    /// Mapped fields that are not there, or hidden from this sign-in.
    FieldsHidden,
    /// Somebody else works under the name of this sign-in: what they change cannot be told from what
    /// we do by its author.
    SharedUser,
}

impl App {
    /// Asks a linked account who it is, and what this sign-in may do there.
    ///
    /// # Errors
    /// [`AppError::Vendor`] when it does not answer.
    pub async fn account_health(&self, id: ConnectionId) -> Result<Checkup, AppError> {
        let row = self.store.connection_row(id)?;
        let side = row.side;
        let account = self.check_account(id).await?;
        let same = account.id == row.account.id;
        let code = if same { CheckCode::Answers } else { CheckCode::AnotherAccount };
        let about = account.name.clone();
        let mut checks = vec![HealthCheck { code, about, fields: Vec::new() }];
        let connector = self.connector(id).await?;
        let designs = self.designs_of(id, side)?;
        for object in objects(side, &designs) {
            match connector.describe(&object).await {
                Ok(schema) => checks.extend(of_object(&schema, side, &designs)),
                Err(ConnectorError::NoSuchObject(_) | ConnectorError::NotAllowed(_)) => {
                    let about = object.as_str().to_owned();
                    let code = CheckCode::ObjectHidden;
                    checks.push(HealthCheck { code, about, fields: Vec::new() });
                }
                Err(error) => return Err(AppError::Vendor { side, error }),
            }
        }
        checks.extend(self.shared_user(&row)?);
        Ok(Checkup { account, checks })
    }

    /// A warning where people, or another program, change records as the user that we are (P9).
    /// HubSpot names no author of a record's change.
    fn shared_user(&self, row: &Connection) -> Result<Option<HealthCheck>, AppError> {
        let Some(user) = &row.account.user else { return Ok(None) };
        let newest = self.now() - SHARED_SINCE;
        let since = newest.max(row.made_at);
        let changed = self.store.changed_by_others_as((row.id, user), since)?;
        let about = row.account.user_name.clone().unwrap_or_else(|| user.as_str().to_owned());
        let fields = Vec::new();
        Ok((changed > 0).then_some(HealthCheck { code: CheckCode::SharedUser, about, fields }))
    }

    /// The designs of the pairs that an account is in.
    fn designs_of(&self, id: ConnectionId, side: Side) -> Result<Vec<PairFile>, AppError> {
        let pairs = self.store.pairs()?.into_iter().filter(|it| *it.connections.get(side) == id);
        let designs = pairs.map(|pair| self.store.mapping(pair.id, None));
        let found = designs.filter_map(Result::transpose).map(|it| it.map(|it| it.document));
        Ok(found.collect::<Result<_, _>>()?)
    }
}

/// The objects of a side that the designs name; those of contacts before there is any.
fn objects(side: Side, designs: &[PairFile]) -> Vec<ObjectName> {
    let mut chosen: Vec<ObjectPair> = designs.iter().flat_map(ObjectPair::of_file).collect();
    if chosen.is_empty() {
        chosen.push(ObjectPair::read("contacts"));
    }
    objects_of(side, &chosen)
}

/// What this sign-in may do with an object, and with its mapped fields.
fn of_object(schema: &ObjectSchema, side: Side, designs: &[PairFile]) -> Vec<HealthCheck> {
    let open = schema.createable && schema.updateable;
    let code = if open { CheckCode::ObjectOpen } else { CheckCode::ObjectReadOnly };
    let mut found: BTreeMap<CheckCode, BTreeSet<String>> = BTreeMap::new();
    for (field, is_written) in mapped(designs, side, &schema.object) {
        let known = schema.fields.iter().find(|(name, _)| name.as_str() == field);
        let (code, name) = match known {
            None => (CheckCode::FieldsHidden, field),
            Some((_, it)) if is_written && !(it.updateable || it.createable) => {
                (CheckCode::FieldsReadOnly, it.label.clone())
            }
            Some(_) => continue,
        };
        found.entry(code).or_default().insert(name);
    }
    let line = |code, fields| HealthCheck { code, about: schema.label.clone(), fields };
    let of_fields = found.into_iter().map(|(code, fields)| line(code, Vec::from_iter(fields)));
    [line(code, Vec::new())].into_iter().chain(of_fields).collect()
}

/// The mapped fields of an object, and whether anything is ever written to each.
fn mapped(designs: &[PairFile], side: Side, object: &ObjectName) -> Vec<(String, bool)> {
    let mut fields = Vec::new();
    for mapping in designs.iter().flat_map(|design| &design.mappings) {
        for field in &mapping.fields {
            let name = match side {
                Side::HubSpot => (mapping.hubspot == *object).then_some(&field.hubspot),
                Side::Salesforce if mapping.salesforce.contains(object) => {
                    field.salesforce.on(object)
                }
                Side::Salesforce => None,
            };
            let is_written = match (field.rule, side) {
                (SyncRule::AlwaysSalesforce, Side::Salesforce)
                | (SyncRule::AlwaysHubspot, Side::HubSpot)
                | (SyncRule::DontSync, _) => false,
                (_, Side::Salesforce | Side::HubSpot) => true,
            };
            fields.extend(name.map(|name| (name.as_str().to_owned(), is_written)));
        }
    }
    fields
}
