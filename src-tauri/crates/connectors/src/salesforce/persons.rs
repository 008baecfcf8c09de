//! Person accounts: the contact behind one is read like any other, and changed by its account
//! (M9). The vendor's guide names the fields: what is a person's own has `Person` before it on the
//! account, a contact's custom field `X__c` is `X__pc` there, and names, phone and owner are one.

use std::collections::BTreeMap;

use crosswalk_model::connector::{RowOutcome, WriteBatch, WriteKind, WriteRow};
use crosswalk_model::errors::RowError;
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{
    ConnectorError, Content, FieldName, ObjectName, OutboxId, Record, RecordId, Value, VendorWords,
};

use super::SalesforceConnector;

const ACCOUNT: &str = "Account";
const CONTACT: &str = "Contact";
const IS_PERSON: &str = "IsPersonAccount";

/// Fields that account and contact share by name.
const SHARED: [&str; 8] =
    ["FirstName", "LastName", "MiddleName", "Salutation", "Suffix", "OwnerId", "Phone", "Fax"];

/// The account of a contact that is the inner side of a person account.
pub(super) fn account_of(record: &Record) -> Option<RecordId> {
    let person = record.fields.get(IS_PERSON) == Some(&Content::Value(Value::Boolean(true)));
    if record.at.object.as_str() != CONTACT || !person {
        return None;
    }
    record.fields.get("AccountId")?.references().next().map(|account| account.id.clone())
}

/// What a contact's field is called on the account, if the account has it.
fn on_the_account(field: &FieldName, account: &ObjectSchema) -> Option<FieldName> {
    let name = field.as_str();
    let named = match name.strip_suffix("__c") {
        Some(stem) => format!("{stem}__pc"),
        None if SHARED.contains(&name) => name.to_owned(),
        None => format!("Person{name}"),
    };
    let known = account.fields.get(named.as_str())?;
    known.updateable.then(|| known.name.clone())
}

/// One row as it is sent to the account, with the names that its fields have there.
struct Turned {
    row: WriteRow,
    contact: RecordId,
    names: BTreeMap<FieldName, FieldName>,
}

impl SalesforceConnector {
    /// Writes a batch, and what goes through accounts in a request of its own.
    pub(super) async fn write_with_persons(
        &self,
        batch: &WriteBatch,
    ) -> Result<Vec<RowOutcome>, ConnectorError> {
        let (persons, own): (Vec<WriteRow>, Vec<WriteRow>) =
            batch.rows.iter().cloned().partition(|row| row.through.is_some());
        if persons.is_empty() {
            return self.write_batch(batch).await;
        }
        // Nothing may have been sent when this fails.
        let account = self.schema(&ObjectName::from(ACCOUNT)).await?;
        let mut outcomes = Vec::with_capacity(batch.rows.len());
        if !own.is_empty() {
            outcomes.extend(self.write_batch(&WriteBatch { rows: own, ..batch.clone() }).await?);
        }
        let sent = !outcomes.is_empty();
        let (turned, refused) = turn(persons, &batch.kind, &account);
        outcomes.extend(refused);
        match self.write_accounts(batch, turned).await {
            Ok(written) => outcomes.extend(written),
            Err(error) if !sent => return Err(error),
            Err(error) => outcomes.extend(unsent(batch, &outcomes, &error)),
        }
        Ok(outcomes)
    }

    async fn write_accounts(
        &self,
        batch: &WriteBatch,
        turned: Vec<Turned>,
    ) -> Result<Vec<RowOutcome>, ConnectorError> {
        if turned.is_empty() {
            return Ok(Vec::new());
        }
        let mut known: BTreeMap<OutboxId, Turned> = BTreeMap::new();
        let mut rows = Vec::with_capacity(turned.len());
        for one in turned {
            rows.push(one.row.clone());
            known.insert(one.row.key, one);
        }
        let to_accounts = WriteBatch {
            object: ObjectName::from(ACCOUNT),
            rows,
            read_back: std::collections::BTreeSet::new(),
            ..batch.clone()
        };
        let written = self.write_batch(&to_accounts).await?;
        Ok(written.into_iter().map(|outcome| told(outcome, &known)).collect())
    }
}

/// The rows as the account takes them, and what became of those that it does not take.
fn turn(
    rows: Vec<WriteRow>,
    kind: &WriteKind,
    account: &ObjectSchema,
) -> (Vec<Turned>, Vec<RowOutcome>) {
    let (mut turned, mut refused) = (Vec::new(), Vec::new());
    for row in rows {
        let key = row.key;
        match turn_one(row, kind, account) {
            Ok(one) => turned.push(one),
            Err(error) => refused.push(RowOutcome { key, result: Err(error) }),
        }
    }
    (turned, refused)
}

fn turn_one(row: WriteRow, kind: &WriteKind, account: &ObjectSchema) -> Result<Turned, RowError> {
    let (Some(contact), Some(through)) = (row.id.clone(), row.through.clone()) else {
        return Err(RowError::NotSent("a person account's row without both ids".to_owned()));
    };
    if matches!(kind, WriteKind::Upsert { .. }) {
        return Err(RowError::NotSent(
            "a person account is not made through its contact".to_owned(),
        ));
    }
    let mut fields = BTreeMap::new();
    let mut names = BTreeMap::new();
    for (name, content) in &row.fields {
        let Some(there) = on_the_account(name, account) else {
            return Err(RowError::Refused(no_field(name)));
        };
        fields.insert(there.clone(), content.clone());
        names.insert(there, name.clone());
    }
    let row = WriteRow { id: Some(through), through: None, fields, ..row };
    Ok(Turned { row, contact, names })
}

/// Said of the field alone, so that the rest of the record is written (P8).
fn no_field(name: &FieldName) -> VendorWords {
    VendorWords {
        status: 0,
        code: "NO_PERSON_ACCOUNT_FIELD".to_owned(),
        message: format!("a person account has no field for the contact's {name}"),
        fields: vec![name.clone()],
    }
}

/// The account's answer, as an answer of the contact.
fn told(outcome: RowOutcome, known: &BTreeMap<OutboxId, Turned>) -> RowOutcome {
    let Some(turned) = known.get(&outcome.key) else { return outcome };
    let renamed = |words: VendorWords| {
        let name = |field: FieldName| turned.names.get(&field).cloned().unwrap_or(field);
        VendorWords { fields: words.fields.into_iter().map(name).collect(), ..words }
    };
    let result = match outcome.result {
        Ok(mut written) => {
            written.id = turned.contact.clone();
            written.stored = None;
            Ok(written)
        }
        Err(RowError::Refused(words)) => Err(RowError::Refused(renamed(words))),
        Err(RowError::DuplicateRule(words)) => Err(RowError::DuplicateRule(renamed(words))),
        Err(RowError::Exists { words, .. }) => Err(RowError::Refused(renamed(words))),
        Err(
            other @ (RowError::Busy(_)
            | RowError::Missing(_)
            | RowError::AnswerLost
            | RowError::NotSent(_)),
        ) => Err(other),
    };
    RowOutcome { key: outcome.key, result }
}

fn unsent(batch: &WriteBatch, told: &[RowOutcome], error: &ConnectorError) -> Vec<RowOutcome> {
    let untold = batch.rows.iter().filter(|row| !told.iter().any(|it| it.key == row.key));
    let outcome = |row: &WriteRow| RowOutcome {
        key: row.key,
        result: Err(RowError::NotSent(error.to_string())),
    };
    untold.map(outcome).collect()
}
