//! Makes the id field of a pair, and makes it visible.

use crosswalk_model::connector::EnsuredField;
use crosswalk_model::gate::Purpose;
use crosswalk_model::schema::{FieldSchema, FieldToMake};
use crosswalk_model::{ConnectorError, ObjectName, RecordId, VendorWords};
use serde::{Deserialize, Serialize};

use super::SalesforceConnector;
use super::composite::{CompositeAnswer, query_answer};
use super::errors::{of_a_read, unreadable, words};
use super::ids::normalise;
use super::kinds;
use super::rows::Rows;
use super::soql::{Condition, Literal, Op, Query, name};
use crate::line::{Repeat, SendError};

/// The permission set that shows our fields.
const PERMISSION_SET: &str = "Crosswalk";

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CustomField<'a> {
    full_name: String,
    metadata: Metadata<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Metadata<'a> {
    Text(TextField<'a>),
    Picklist(Picklist<'a>),
}

/// A list of choices; nobody can write another one.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Picklist<'a> {
    r#type: &'static str,
    label: &'a str,
    description: &'a str,
    inline_help_text: &'a str,
    required: bool,
    value_set: ValueSet<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ValueSet<'a> {
    restricted: bool,
    value_set_definition: ValueSetDefinition<'a>,
}

#[derive(Serialize)]
struct ValueSetDefinition<'a> {
    sorted: bool,
    value: Vec<CustomValue<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CustomValue<'a> {
    full_name: &'a str,
    label: &'a str,
    default: bool,
}

/// A text that records can be upserted by. The help text repeats the description: a describe
/// shows the first and not the second.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TextField<'a> {
    r#type: &'static str,
    label: &'a str,
    description: &'a str,
    inline_help_text: &'a str,
    length: u32,
    external_id: bool,
    unique: bool,
    case_sensitive: bool,
    required: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PermissionSet {
    name: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct FieldPermission<'a> {
    parent_id: &'a RecordId,
    sobject_type: &'a str,
    field: String,
    permissions_read: bool,
    permissions_edit: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Assignment<'a> {
    assignee_id: &'a RecordId,
    permission_set_id: &'a RecordId,
}

#[derive(Deserialize)]
struct Created {
    id: String,
}

/// What came of a POST that makes something.
enum Made {
    New(RecordId),
    Already,
    Refused(VendorWords),
}

impl Metadata<'_> {
    fn of(field: &FieldToMake) -> Metadata<'_> {
        let (label, description) = (&field.label, &field.description);
        if field.options.is_empty() {
            return Metadata::Text(TextField {
                r#type: "Text",
                label,
                description,
                inline_help_text: description,
                length: field.max_chars,
                external_id: field.upsert_key,
                unique: field.upsert_key,
                case_sensitive: field.upsert_key,
                required: false,
            });
        }
        let active = field.options.iter().filter(|it| it.active);
        let value =
            active.map(|it| CustomValue { full_name: &it.value, label: &it.label, default: false });
        let value_set_definition = ValueSetDefinition { sorted: false, value: value.collect() };
        Metadata::Picklist(Picklist {
            r#type: "Picklist",
            label,
            description,
            inline_help_text: description,
            required: false,
            value_set: ValueSet { restricted: true, value_set_definition },
        })
    }
}

impl SalesforceConnector {
    /// Looks, makes, grants, and looks again.
    pub(super) async fn ensure(&self, field: &FieldToMake) -> Result<EnsuredField, ConnectorError> {
        name(field.object.as_str())?;
        name(field.name.as_str())?;
        if let Some(known) = self.see(field).await? {
            return Ok(fit(field, &known));
        }
        let custom = CustomField {
            full_name: format!("{}.{}", maker(&field.object), field.name),
            metadata: Metadata::of(field),
        };
        if let Made::Refused(words) = self.make("/tooling/sobjects/CustomField", &custom).await? {
            return Ok(by_hand("the field could not be made", &words));
        }
        if let Err(words) = self.grant(field).await? {
            return Ok(by_hand("the field was made, but could not be shown to this user", &words));
        }
        Ok(match self.see(field).await? {
            Some(known) if known.upsert_key || !field.upsert_key => EnsuredField::Made,
            Some(known) => fit(field, &known),
            None => EnsuredField::ByHand {
                why: "the field was made, but this user cannot see it: grant read and edit"
                    .to_owned(),
            },
        })
    }

    async fn see(&self, field: &FieldToMake) -> Result<Option<FieldSchema>, ConnectorError> {
        let schema = self.describe_now(&field.object).await?;
        Ok(schema.fields.get(&field.name).cloned())
    }

    /// Read and edit for the user that we act as, by a permission set of ours.
    async fn grant(&self, field: &FieldToMake) -> Result<Result<(), VendorWords>, ConnectorError> {
        let wanted = PermissionSet { name: PERMISSION_SET, label: PERMISSION_SET };
        let set = match self.permission_set().await? {
            Some(set) => set,
            None => match self.make("/sobjects/PermissionSet", &wanted).await? {
                Made::New(set) => set,
                Made::Refused(words) => return Ok(Err(words)),
                Made::Already => match self.permission_set().await? {
                    Some(set) => set,
                    None => return Ok(Err(VendorWords::default())),
                },
            },
        };
        let permission = FieldPermission {
            parent_id: &set,
            sobject_type: kinds::wire(&field.object),
            field: format!("{}.{}", kinds::wire(&field.object), field.name),
            permissions_read: true,
            permissions_edit: true,
        };
        if let Made::Refused(words) = self.make("/sobjects/FieldPermissions", &permission).await? {
            return Ok(Err(words));
        }
        let user = self.user_info().await?.user()?;
        let assignment = Assignment { assignee_id: &user, permission_set_id: &set };
        match self.make("/sobjects/PermissionSetAssignment", &assignment).await? {
            Made::Refused(words) => Ok(Err(words)),
            Made::New(_) | Made::Already => Ok(Ok(())),
        }
    }

    async fn permission_set(&self) -> Result<Option<RecordId>, ConnectorError> {
        let ours = Literal::Text(PERMISSION_SET.to_owned());
        let query = Query {
            object: "PermissionSet".to_owned(),
            fields: vec!["Id".to_owned()],
            children: None,
            condition: Some(Condition::compare("Name", Op::Equal, ours)),
            order: Vec::new(),
            limit: Some(1),
        };
        let answer = self.query_all(&[query], Purpose::Person).await?;
        let parts = CompositeAnswer::of(&answer.body)?;
        let body = query_answer(&parts, 0, &ObjectName::from("PermissionSet"))?;
        let rows: Rows<'_> =
            serde_json::from_str(body).map_err(|error| unreadable("query", &error))?;
        Ok(rows.records.first().and_then(|row| row.id("Id")))
    }

    /// Repeating is safe here: a second of the same name is refused, and read as there already.
    async fn make<B: Serialize + Sync>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<Made, ConnectorError> {
        let sent = self.post(self.data_path(path), body, Repeat::Safe).await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(SendError::NotDone(ConnectorError::NotAllowed(words))) => {
                return Ok(Made::Refused(words));
            }
            Err(error) => return Err(of_a_read(error)),
        };
        if answer.status.is_success() {
            let made: Created = serde_json::from_slice(&answer.body)
                .map_err(|error| unreadable("create", &error))?;
            let id = normalise(&made.id)
                .ok_or_else(|| ConnectorError::Protocol("a create without an id".to_owned()))?;
            return Ok(Made::New(id));
        }
        let words = words(answer.status.as_u16(), &answer.body);
        let there = words.code.starts_with("DUPLICATE_");
        Ok(if there { Made::Already } else { Made::Refused(words) })
    }
}

/// The object on which a custom field is made: tasks and events share theirs.
fn maker(object: &ObjectName) -> &str {
    match kinds::wire(object) {
        "Task" | "Event" => "Activity",
        other => other,
    }
}

fn fit(wanted: &FieldToMake, known: &FieldSchema) -> EnsuredField {
    let key = (known.upsert_key && known.unique) || !wanted.upsert_key;
    if key && known.createable && known.updateable {
        return EnsuredField::Present { description: known.description.clone() };
    }
    let lacks = if key {
        "grant edit on it to this user"
    } else if !known.upsert_key {
        "tick External ID in its definition"
    } else {
        "tick Unique in its definition"
    };
    EnsuredField::ByHand { why: format!("{} is there, but cannot be used: {lacks}", known.name) }
}

fn by_hand(what: &str, words: &VendorWords) -> EnsuredField {
    EnsuredField::ByHand { why: format!("{what}: {} {}", words.code, words.message) }
}

#[cfg(test)]
mod tests;
