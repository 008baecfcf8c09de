//! Whether a linked account can do what is asked of it, object by object.

use std::collections::BTreeSet;

use crosswalk_model::account::InstalledPackage;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{Account, ConnectionId, ConnectorError, FieldName, ObjectName, Side};
use crosswalk_reconcile::mapping::written_through;
use crosswalk_store::Connection;
use jiff::SignedDuration;
use serde::Serialize;

use super::needs::{Lacking, Part};
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
    /// The scopes that its mappings need, by name; of HubSpot only.
    pub scopes: Vec<String>,
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
    /// The mapping makes records that this sign-in may not make.
    CannotCreate,
    /// The mapping changes records that this sign-in may not change.
    CannotEdit,
    /// The mapping deletes records that this sign-in may not delete.
    CannotDelete,
    /// The pair's id field is not there, or hidden: no records are made on this side (P7).
    IdFieldMissing,
    /// The object is not there, or hidden from this sign-in.
    ObjectHidden,
    /// Mapped fields that this sign-in may see and not write.
    FieldsReadOnly,
    /// Mapped fields that are not there, or hidden from this sign-in.
    FieldsHidden,
    /// Users, queues or owners cannot be read: nobody knows whose a record is.
    OwnersHidden,
    /// Scopes that HubSpot refused for.
    MissingScopes,
    /// HubSpot's own connector is installed: two programs may write here.
    NativePackage,
    /// The same, of a version that serves one portal alone.
    NativePackageOld,
    /// What is installed cannot be looked at: nobody knows whether HubSpot's connector is.
    PackagesHidden,
    /// Somebody else works under the name of this sign-in: what they change cannot be told from what
    /// we do by its author.
    SharedUser,
}

impl App {
    /// Asks a linked account who it is, and what this sign-in may do there, beside what the mappings
    /// of its pairs need.
    ///
    /// # Errors
    /// [`AppError::Vendor`] when it does not answer.
    pub async fn account_health(&self, id: ConnectionId) -> Result<Checkup, AppError> {
        let row = self.store.connection_row(id)?;
        let side = row.side;
        let account = self.check_account(id).await?;
        let same = account.id == row.account.id;
        let code = if same { CheckCode::Answers } else { CheckCode::AnotherAccount };
        let mut checks = vec![line(code, &account.name)];
        let connector = self.connector(id).await?;
        let parts = self.parts_of(id, side)?;
        let mut refused = Vec::new();
        for object in objects(side, &parts) {
            match connector.describe(&object).await {
                Ok(schema) => checks.extend(of_object(&schema, side, &parts)),
                Err(error @ (ConnectorError::NoSuchObject(_) | ConnectorError::NotAllowed(_))) => {
                    refused.push(error.to_string());
                    checks.push(line(CheckCode::ObjectHidden, object.as_str()));
                }
                Err(error) => return Err(AppError::Vendor { side, error }),
            }
        }
        match connector.owners().await {
            Ok(_) => {}
            Err(error @ ConnectorError::NotAllowed(_)) => {
                refused.push(error.to_string());
                checks.push(line(CheckCode::OwnersHidden, side.product()));
            }
            Err(error) => return Err(AppError::Vendor { side, error }),
        }
        let scopes = match side {
            Side::HubSpot => scopes(&parts),
            Side::Salesforce => Vec::new(),
        };
        checks.extend(missing_scopes(&scopes, &refused));
        match connector.packages().await {
            Ok(packages) => checks.extend(native_package(&packages)),
            Err(ConnectorError::NotAllowed(_) | ConnectorError::NoSuchObject(_)) => {
                checks.push(line(CheckCode::PackagesHidden, side.product()));
            }
            Err(error) => return Err(AppError::Vendor { side, error }),
        }
        checks.extend(self.shared_user(&row)?);
        Ok(Checkup { account, checks, scopes })
    }

    /// A warning where people, or another program, change records as the user that we are (P9).
    /// HubSpot names no author of a record's change.
    fn shared_user(&self, row: &Connection) -> Result<Option<HealthCheck>, AppError> {
        let Some(user) = &row.account.user else { return Ok(None) };
        let newest = self.now() - SHARED_SINCE;
        let since = newest.max(row.made_at);
        let changed = self.store.changed_by_others_as((row.id, user), since)?;
        let about = row.account.user_name.clone().unwrap_or_else(|| user.as_str().to_owned());
        Ok((changed > 0).then(|| line(CheckCode::SharedUser, &about)))
    }
}

fn line(code: CheckCode, about: &str) -> HealthCheck {
    HealthCheck { code, about: about.to_owned(), fields: Vec::new() }
}

/// HubSpot's own connector in an org, with its version (S7-S9, A19).
fn native_package(packages: &[InstalledPackage]) -> Option<HealthCheck> {
    let package = packages.iter().find(|it| it.is_hubspots())?;
    let version = package.version.map(|(major, minor)| format!(" {major}.{minor}"));
    let about = format!("{}{}", package.name, version.unwrap_or_default());
    let old = package.is_for_one_portal();
    Some(line(if old { CheckCode::NativePackageOld } else { CheckCode::NativePackage }, &about))
}

/// The objects of a side that the mappings name; those of contacts before there is any.
fn objects(side: Side, parts: &[Part]) -> Vec<ObjectName> {
    let mut chosen: Vec<ObjectPair> =
        parts.iter().flat_map(|part| ObjectPair::of_file(&part.file)).collect();
    if chosen.is_empty() {
        chosen.push(ObjectPair::read("contacts"));
    }
    let mut objects = objects_of(side, &chosen);
    let parts = parts.iter().filter(|_| side == Side::Salesforce);
    // Opt-outs of person accounts are written there, be companies mapped or not.
    for account in parts.filter_map(|part| written_through(&part.schemas.salesforce)) {
        if !objects.contains(&account) {
            objects.push(account);
        }
    }
    objects
}

/// The scopes that the mappings need; HubSpot does not tell which of them a token has.
fn scopes(parts: &[Part]) -> Vec<String> {
    let all: BTreeSet<String> = parts.iter().flat_map(Part::scopes).collect();
    all.into_iter().collect()
}

/// Those of the scopes that the vendor named when it refused.
fn missing_scopes(scopes: &[String], refused: &[String]) -> Option<HealthCheck> {
    let named = |scope: &&String| refused.iter().any(|words| words.contains(scope.as_str()));
    let missing: Vec<String> = scopes.iter().filter(named).cloned().collect();
    let check = line(CheckCode::MissingScopes, Side::HubSpot.product());
    (!missing.is_empty()).then_some(HealthCheck { fields: missing, ..check })
}

/// What this sign-in may do with an object, and with its mapped fields.
fn of_object(schema: &ObjectSchema, side: Side, parts: &[Part]) -> Vec<HealthCheck> {
    let (mut found, mut hidden, mut read_only) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for part in parts {
        let Some(needs) = part.needs(side).remove(&schema.object) else { continue };
        let lacking = Lacking::of(&needs, schema);
        found.extend(match (lacking.create, lacking.edit) {
            (true, true) => Some(CheckCode::ObjectReadOnly),
            (true, false) => Some(CheckCode::CannotCreate),
            (false, true) => Some(CheckCode::CannotEdit),
            (false, false) => None,
        });
        found.extend(lacking.delete.then_some(CheckCode::CannotDelete));
        let id_field = part.setup.id_fields.get(side).get(&schema.object);
        let (ids, fields): (Vec<FieldName>, Vec<FieldName>) =
            lacking.hidden.into_iter().partition(|field| Some(field) == id_field);
        found.extend((!ids.is_empty()).then_some(CheckCode::IdFieldMissing));
        hidden.extend(fields.into_iter().map(|field| field.as_str().to_owned()));
        read_only.extend(lacking.read_only);
    }
    if found.is_empty() {
        found.insert(CheckCode::ObjectOpen);
    }
    let mut lines: Vec<HealthCheck> =
        found.into_iter().map(|code| line(code, &schema.label)).collect();
    for (code, fields) in
        [(CheckCode::FieldsReadOnly, read_only), (CheckCode::FieldsHidden, hidden)]
    {
        let fields: Vec<String> = fields.into_iter().collect();
        let of_fields = HealthCheck { fields, ..line(code, &schema.label) };
        lines.extend((!of_fields.fields.is_empty()).then_some(of_fields));
    }
    lines
}
