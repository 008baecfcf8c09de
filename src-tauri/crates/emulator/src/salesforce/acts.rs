//! What people and the org's own automation do, without the API.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Salesforce;
use super::extras::{Access, CustomObject, DuplicateRule, Package, Trigger, ValidationRule};
use super::save::{Draft, Options};
use super::settings::UserSettings;
use super::wire::{Call, Power, Refusal};
use super::world::{Id, Org};
use crate::exchange::{InnerFault, Turn};

/// One act. `by` is the id of the person; without it the administrator.
#[derive(Debug, Deserialize)]
struct Order {
    account: String,
    by: Option<String>,
    #[serde(flatten)]
    act: Act,
}

/// What is done.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
enum Act {
    InstallPackage(Package),
    /// So many calls that run for 20 seconds and more.
    SetLongCalls {
        count: u64,
    },
    /// Other integrations use calls of the same pool.
    UseCalls {
        count: u64,
    },
    /// The delete log loses everything before now.
    PurgeDeleteLog,
    /// The app's user may no longer change what the org is made of (*Customize Application*).
    WithholdSetup,
    Create {
        object: String,
        fields: Map<String, Value>,
    },
    Edit {
        id: String,
        fields: Map<String, Value>,
    },
    /// An edit that others see only after `millis`, with the stamp of now.
    LateCommit {
        id: String,
        fields: Map<String, Value>,
        millis: u64,
    },
    /// A formula of the record gives another value, because what it stands on elsewhere changed. The
    /// record itself does not.
    Recalculate {
        id: String,
        fields: Map<String, Value>,
    },
    Delete {
        id: String,
    },
    /// Out of the recycle bin.
    Undelete {
        id: String,
    },
    /// Gone from the recycle bin too.
    Purge {
        id: String,
    },
    ConvertLead(Conversion),
    /// At most two losers.
    Merge {
        winner: String,
        losers: Vec<String>,
    },
    AddUser(UserSettings),
    DeactivateUser {
        id: String,
    },
    SetFieldPermission {
        object: String,
        field: String,
        access: Access,
    },
    /// Another user is invited to an event.
    Invite {
        event: String,
        user: String,
    },
    /// What sharing leaves the app's user of a record.
    Share {
        id: String,
        access: Access,
    },
    AddValidationRule(ValidationRule),
    AddDuplicateRule(DuplicateRule),
    AddTrigger(Trigger),
    /// Nothing switches the rule off.
    SetLeadAssignment {
        owner: Option<String>,
    },
    AddQueue {
        name: String,
        objects: Vec<String>,
    },
    Lock {
        ids: BTreeSet<String>,
    },
    Unlock {
        ids: BTreeSet<String>,
    },
    AddCustomField {
        object: String,
        field: Value,
    },
    AddCustomObject(CustomObject),
    RemoveField {
        object: String,
        field: String,
    },
    /// A custom field becomes one of another type, described as for `AddCustomField`.
    RetypeField {
        object: String,
        field: Value,
    },
}

/// How a lead is converted.
#[derive(Debug, Deserialize)]
pub(crate) struct Conversion {
    pub(crate) lead: String,
    /// An account or contact to merge into; without one it is made.
    #[serde(default)]
    pub(crate) account_id: Option<String>,
    #[serde(default)]
    pub(crate) contact_id: Option<String>,
    /// The name of the opportunity; without one none is made.
    #[serde(default)]
    pub(crate) opportunity: Option<String>,
    #[serde(default)]
    pub(crate) overwrite_lead_source: bool,
}

impl Salesforce {
    /// Does what a person does in the vendor's window: `{"account": "00D…", "act": "edit", "by":
    /// "005…", "id": "003…", "fields": {…}}`. Returns what came of it (`{"id": …}`).
    ///
    /// # Errors
    ///
    /// The vendor's own complaint, or what is wrong with the order.
    pub fn act(&mut self, now: Timestamp, act: Value) -> Result<Value, String> {
        let order: Order = serde_json::from_value(act).map_err(|fault| fault.to_string())?;
        let late = match &order.act {
            Act::LateCommit { millis, .. } => Some(InnerFault::LateCommit { millis: *millis }),
            Act::Create { .. }
            | Act::Edit { .. }
            | Act::Recalculate { .. }
            | Act::Delete { .. }
            | Act::Undelete { .. }
            | Act::Purge { .. }
            | Act::ConvertLead(_)
            | Act::Merge { .. }
            | Act::AddUser(_)
            | Act::DeactivateUser { .. }
            | Act::SetFieldPermission { .. }
            | Act::Invite { .. }
            | Act::Share { .. }
            | Act::AddValidationRule(_)
            | Act::AddDuplicateRule(_)
            | Act::AddTrigger(_)
            | Act::SetLeadAssignment { .. }
            | Act::AddQueue { .. }
            | Act::Lock { .. }
            | Act::Unlock { .. }
            | Act::AddCustomField { .. }
            | Act::AddCustomObject(_)
            | Act::RemoveField { .. }
            | Act::RetypeField { .. }
            | Act::SetLongCalls { .. }
            | Act::UseCalls { .. }
            | Act::PurgeDeleteLog
            | Act::WithholdSetup
            | Act::InstallPackage(_) => None,
        };
        let off = self.off.clone();
        let turn = Turn { now, off: &off, fault: late.as_ref(), origin: "" };
        let org = self.org_mut(&order.account).ok_or("unknown account")?;
        let user = Id::from(order.by.unwrap_or_else(|| org.first_user()));
        let call = Call { turn: &turn, version: 66, user, power: Power::Person };
        // What fails in the middle leaves nothing behind: a conversion is one transaction.
        let outer = org.begin();
        let done = org.perform(&call, order.act);
        match &done {
            Ok(_) => org.close(outer),
            Err(_) => org.roll_back_to(outer),
        }
        done
    }
}

impl Org {
    fn perform(&mut self, call: &Call<'_>, act: Act) -> Result<Value, String> {
        match act {
            Act::Create { object, fields } => self.as_person(call, &object, None, &fields),
            Act::Edit { id, fields } | Act::LateCommit { id, fields, .. } => {
                let object = self.kind_of(&id)?;
                self.as_person(call, &object, Some(Id::from(id)), &fields)
            }
            Act::Recalculate { id, fields } => self.recalculate(&id, &fields),
            Act::Delete { id } => self.delete_as_person(call, &id),
            Act::Undelete { id } => self.undelete(call, &id).map(|()| json!({"id": id})),
            Act::Purge { id } => self.purge(&id),
            Act::ConvertLead(how) => self.convert(call, &how),
            Act::Merge { winner, losers } => self.merge(call, &winner, &losers),
            Act::AddUser(user) => Ok(self.employ(call, &user)),
            Act::DeactivateUser { id } => self.deactivate(call, id),
            Act::AddQueue { name, objects } => Ok(self.add_queue(call, &name, &objects)),
            Act::AddCustomField { object, field } => {
                let mut own = field;
                own["custom"] = true.into();
                self.add_custom_field(&json!({"object": object, "field": own}));
                Ok(json!({}))
            }
            Act::AddCustomObject(own) => self.define(own),
            Act::RemoveField { object, field } => self.remove_field(&object, &field),
            Act::RetypeField { object, field } => self.retype_field(&object, field),
            Act::SetFieldPermission { object, field, access } => {
                self.set_access(&object, &field, access)
            }
            Act::Share { id, access } => Ok(self.share(id, access)),
            Act::Invite { event, user } => self.invite(call, &event, &user),
            Act::AddValidationRule(rule) => self.add_rule(rule),
            Act::AddDuplicateRule(rule) => {
                self.extras.duplicates.push(rule);
                Ok(json!({}))
            }
            Act::AddTrigger(trigger) => {
                self.extras.triggers.push(trigger);
                Ok(json!({}))
            }
            Act::SetLeadAssignment { owner } => {
                self.extras.lead_owner = owner;
                Ok(json!({}))
            }
            Act::InstallPackage(package) => {
                self.extras.packages.push(package);
                Ok(json!({}))
            }
            Act::WithholdSetup => {
                self.extras.setup_withheld = true;
                Ok(json!({}))
            }
            Act::SetLongCalls { count } => {
                self.usage.long_running = count;
                Ok(json!({}))
            }
            Act::UseCalls { count } => {
                self.usage.add(call.turn.now, count);
                Ok(json!({}))
            }
            Act::PurgeDeleteLog => Ok(self.purge_delete_log(call)),
            Act::Lock { ids } => {
                self.extras.locked.extend(ids);
                Ok(json!({}))
            }
            Act::Unlock { ids } => {
                self.extras.locked.retain(|id| !ids.contains(id));
                Ok(json!({}))
            }
        }
    }

    fn employ(&mut self, call: &Call<'_>, user: &UserSettings) -> Value {
        let profile = self.table("Profile").and_then(|table| table.rows().next());
        let profile = profile.map_or_else(String::new, |row| row.id.to_string());
        json!({"id": self.enrol(call.turn.now, user, &profile)})
    }

    fn deactivate(&mut self, call: &Call<'_>, user: String) -> Result<Value, String> {
        let fields = Map::from_iter([("IsActive".to_owned(), false.into())]);
        self.as_person(call, "User", Some(Id::from(user)), &fields)
    }

    fn define(&mut self, own: CustomObject) -> Result<Value, String> {
        let shown = json!({"name": own.name});
        self.add_custom_object(&own)?;
        self.extras.objects.push(own);
        Ok(shown)
    }

    fn purge_delete_log(&mut self, call: &Call<'_>) -> Value {
        self.extras.purged_until = Some(call.turn.now);
        self.extras.deleted_at.clear();
        json!({})
    }

    fn add_rule(&mut self, rule: ValidationRule) -> Result<Value, String> {
        self.extras.validation.push(rule);
        Ok(json!({}))
    }

    fn kind_of(&self, id: &str) -> Result<String, String> {
        let object = self.schema.by_prefix(id).ok_or_else(|| format!("no object for {id}"))?;
        Ok(object.name.clone())
    }

    /// A save with a person's rights.
    pub(crate) fn as_person(
        &mut self,
        call: &Call<'_>,
        object: &str,
        id: Option<Id>,
        fields: &Map<String, Value>,
    ) -> Result<Value, String> {
        let options = Options::plain();
        let draft = Draft { object, id, fields, options: &options };
        let id = self.save(call, &draft).map_err(|errors| words(&errors))?;
        Ok(json!({"id": &*id}))
    }

    fn delete_as_person(&mut self, call: &Call<'_>, id: &str) -> Result<Value, String> {
        let name = self.kind_of(id)?;
        let object = self.path_object(&name).map_err(|refusal| words(&[refusal]))?;
        self.remove(call, &object, &Id::from(id)).map_err(|refusal| words(&[refusal]))?;
        Ok(json!({"id": id}))
    }

    fn recalculate(&mut self, id: &str, fields: &Map<String, Value>) -> Result<Value, String> {
        let name = self.kind_of(id)?;
        let kind = self.schema.shared(&name).ok_or("unknown object")?;
        let mut row = self.row(&name, id).ok_or("no such record")?.clone();
        for (field, value) in fields {
            row.put(&kind, field, value.clone());
        }
        self.store(&name, &Id::from(id), Some(row));
        Ok(json!({"id": id}))
    }

    pub(crate) fn purge(&mut self, id: &str) -> Result<Value, String> {
        let name = self.kind_of(id)?;
        self.store(&name, &Id::from(id), None);
        Ok(json!({"id": id}))
    }

    fn add_queue(&mut self, call: &Call<'_>, name: &str, objects: &[String]) -> Value {
        let now = call.turn.now;
        let queue = self.lay(
            now,
            "Group",
            json!({"Name": name, "Type": "Queue",
            "DeveloperName": name.replace(' ', "_")}),
        );
        for object in objects {
            self.lay(now, "QueueSobject", json!({"QueueId": queue, "SobjectType": object}));
        }
        json!({"id": queue})
    }

    fn set_access(&mut self, object: &str, field: &str, access: Access) -> Result<Value, String> {
        let known = self.schema.get(object).and_then(|kind| kind.field(field));
        let known = known.ok_or_else(|| format!("no field {object}.{field}"))?;
        let key = format!("{object}.{}", known.name);
        if access == Access::Edit {
            self.extras.guarded.remove(&key);
        } else {
            self.extras.guarded.insert(key, access);
        }
        Ok(json!({}))
    }

    /// An administrator changes the type of a custom field. What the new type cannot hold is lost,
    /// as Salesforce warns beforehand: a number keeps the digits, a text what was readable.
    fn retype_field(&mut self, object: &str, mut about: Value) -> Result<Value, String> {
        let name = about["name"].as_str().unwrap_or_default().to_owned();
        let kind = self.schema.shared(object).ok_or("unknown object")?;
        let slot = kind.slot(&name).ok_or("unknown field")?;
        if !name.ends_with("__c") {
            return Err("only a custom field can become another one".to_owned());
        }
        let number = matches!(about["type"].as_str(), Some("double" | "currency" | "percent"));
        about["custom"] = true.into();
        self.add_custom_field(&json!({"object": object, "field": about}));
        let rows: Vec<_> = self.table(object).into_iter().flat_map(|t| t.rows().cloned()).collect();
        for mut row in rows {
            let held = row.get(&kind, &kind.fields[slot].name);
            let kept = if number {
                let read = held.as_str().map(|text| text.parse::<f64>());
                read.map_or_else(|| held.clone(), |read| read.map_or(Value::Null, Value::from))
            } else {
                held.as_f64().map_or_else(|| held.clone(), |held| json!(held.to_string()))
            };
            row.set(slot, kept);
            let id = row.id.clone();
            self.store(object, &id, Some(row));
        }
        Ok(json!({}))
    }

    /// An administrator deletes a field; its values go with it.
    fn remove_field(&mut self, object: &str, field: &str) -> Result<Value, String> {
        let kind = self.schema.shared(object).ok_or("unknown object")?;
        let slot = kind.slot(field).ok_or("unknown field")?;
        let rows: Vec<_> = self.table(object).into_iter().flat_map(|t| t.rows().cloned()).collect();
        let all: Vec<_> = rows.iter().map(|row| super::world::named(&kind, row)).collect();
        for row in &rows {
            self.store(object, &row.id, None);
        }
        if let Some(kind) = self.schema.get_mut(object) {
            kind.remove(&kind.fields[slot].name.clone());
        }
        let kind = self.schema.shared(object).ok_or("unknown object")?;
        for (row, fields) in rows.iter().zip(all) {
            let mut kept = super::world::Row::new(row.id.clone());
            for (name, value) in fields {
                kept.put(&kind, &name, value);
            }
            self.store(object, &row.id, Some(kept));
        }
        Ok(json!({}))
    }
}

pub(crate) fn words(errors: &[Refusal]) -> String {
    let one = |refusal: &Refusal| format!("{}: {}", refusal.code, refusal.message);
    errors.iter().map(one).collect::<Vec<_>>().join("; ")
}
