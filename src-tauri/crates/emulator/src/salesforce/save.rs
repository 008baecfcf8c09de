//! One row is made, changed, or deleted.

use serde_json::{Map, Value};

use super::extras::Trigger;
use super::ids;
use super::reading::{Cells, Write};
use super::schema::Sobject;
use super::wire::{Call, Power, Refusal};
use super::world::{Id, Org, Row, stamp};
use crate::exchange::InnerFault;

/// The options of a write, from its headers.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// `Sforce-Auto-Assign`, on unless the caller says `FALSE`.
    pub(crate) assigns: bool,
    /// `Sforce-Duplicate-Rule-Header: allowSave=true`.
    pub(crate) allows_duplicates: bool,
}

impl Options {
    pub(crate) fn plain() -> Self {
        Self { assigns: true, allows_duplicates: false }
    }
}

/// The row to write.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) object: &'a str,
    /// Nothing for a new row.
    pub(crate) id: Option<Id>,
    pub(crate) fields: &'a Map<String, Value>,
    pub(crate) options: &'a Options,
}

/// The amount of an opportunity with products is their sum: another one is ignored without an error.
fn leave_amount(call: &Call<'_>, object: &Sobject, old: Option<&Row>, cells: &mut Cells) {
    let products = old.is_some_and(|row| row.get(object, "HasOpportunityLineItem") == true);
    if object.name == "Opportunity" && products && call.turn.on("salesforce.products") {
        cells.retain(|(slot, _)| object.fields[*slot].name != "Amount");
    }
}

impl Org {
    /// Makes or changes a row as the vendor would, and returns its id.
    pub(crate) fn save(&mut self, call: &Call<'_>, draft: &Draft<'_>) -> Result<Id, Vec<Refusal>> {
        let write = if draft.id.is_some() { Write::Update } else { Write::Insert };
        let object = self.path_object(draft.object)?;
        self.check_object(&object, write).map_err(|refusal| vec![refusal])?;
        let old = match &draft.id {
            Some(id) => Some(self.writable_row(call, &object, id).map_err(|r| vec![r])?.clone()),
            None => None,
        };
        let mut cells =
            self.read(call, &object, draft.fields, write).map_err(|refusal| vec![refusal])?;
        if object.name == "FieldPermissions" && write == Write::Insert {
            self.check_permission(draft.fields)?;
        }
        let errors = self.check_cells(call, &object, &mut cells);
        if !errors.is_empty() {
            return Err(errors);
        }
        leave_amount(call, &object, old.as_ref(), &mut cells);
        let mut row = self.drafted(call, &object, old.as_ref(), &cells);
        self.derive(call, &object, &mut row, &cells);
        self.check_person_name(call, &object, &row, &cells)?;
        self.check_row(call, draft, &object, &row)?;
        self.assign(call, draft, &object, &mut row);
        self.automate(call, &object, &mut row);
        let id = row.id.clone();
        self.commit_row(call, &object, row, old);
        self.after(call, &object, &id);
        Ok(id)
    }

    fn check_object(&self, object: &Sobject, write: Write) -> Result<(), Refusal> {
        let flag = if write == Write::Insert { "createable" } else { "updateable" };
        if object.allows(flag) {
            return Ok(());
        }
        let what = if write == Write::Insert { "create" } else { "update" };
        let text = format!("entity type {} does not support {what}", object.name);
        Err(Refusal::row("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", text))
    }

    /// A row that may be changed or deleted now.
    pub(crate) fn writable_row(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        id: &str,
    ) -> Result<&Row, Refusal> {
        let status = self.quirks.gone_status;
        let Some(row) = self.row(&object.name, id) else {
            let text = "invalid cross reference id";
            return Err(Refusal::row("INVALID_CROSS_REFERENCE_KEY", text).with(status));
        };
        if row.deleted(object) {
            return Err(Refusal::row("ENTITY_IS_DELETED", "entity is deleted").with(status));
        }
        self.check_shared(call, &row.id)?;
        self.check_lock(call, id)?;
        let hidden = object.name == "Contact" && row.get(object, "IsPersonAccount") == true;
        let guarded = hidden && call.turn.on("salesforce.persons.guarded_contact");
        if guarded && self.quirks.person_contact_refused {
            let text = "insufficient access rights on object id";
            let refusal = Refusal::row("INSUFFICIENT_ACCESS_OR_READONLY", text);
            return Err(refusal.with(self.quirks.access_status));
        }
        let converted = object.name == "Lead" && row.get(object, "IsConverted") == true;
        let frozen = converted && !self.quirks.edit_converted_leads && call.power == Power::App;
        if frozen && call.turn.on("salesforce.lead.converted_is_frozen") {
            let text = "cannot reference converted lead";
            return Err(Refusal::row("CANNOT_UPDATE_CONVERTED_LEAD", text));
        }
        Ok(row)
    }

    fn check_lock(&self, call: &Call<'_>, id: &str) -> Result<(), Refusal> {
        if !self.extras.locked.contains(id) || !call.turn.on("salesforce.locks") {
            return Ok(());
        }
        let text = format!("unable to obtain exclusive access to this record or 1 records: {id}");
        Err(Refusal::row("UNABLE_TO_LOCK_ROW", text))
    }

    /// The row as it would be: defaults, then what was written.
    fn drafted(
        &mut self,
        call: &Call<'_>,
        object: &Sobject,
        old: Option<&Row>,
        cells: &Cells,
    ) -> Row {
        let mut row = match old {
            Some(old) => old.clone(),
            None => self.blank(call, object),
        };
        for (slot, value) in cells {
            let owner = object.fields[*slot].name == "OwnerId";
            if !(owner && value.is_null()) {
                row.set(*slot, value.clone());
            }
        }
        row
    }

    /// A new row with its id and defaults.
    pub(crate) fn blank(&mut self, call: &Call<'_>, object: &Sobject) -> Row {
        let mut row = Row::new(self.next_id(&object.name));
        for (slot, field) in object.fields.iter().enumerate() {
            row.set(slot, field.default.clone());
        }
        let id = row.id.clone();
        row.put(object, "Id", &*id);
        row.put(object, "OwnerId", call.user.as_ref());
        row
    }

    /// A person's account name is composed of the name parts.
    fn check_person_name(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        row: &Row,
        cells: &Cells,
    ) -> Result<(), Refusal> {
        let person = object.name == "Account" && row.get(object, "IsPersonAccount") == true;
        let written = cells.iter().any(|(slot, _)| object.fields[*slot].name == "Name");
        let strict = self.quirks.person_name_refused && call.turn.on("salesforce.persons.name");
        if !(person && written && strict) {
            return Ok(());
        }
        let text = "Unable to create/update fields: Name. Please check the security settings of \
                    this field and verify that it is read/write for your profile or permission set.";
        Err(Refusal::on("INVALID_FIELD_FOR_INSERT_UPDATE", text, "Name"))
    }

    /// A person account is its own only contact.
    fn check_person_alone(&self, call: &Call<'_>, object: &Sobject, row: &Row) -> Option<Refusal> {
        if !call.turn.on("salesforce.persons.alone") {
            return None;
        }
        let kind = self.schema.get("Account")?;
        let account = self.row("Account", row.text(object, "AccountId"))?;
        let other = object.name == "Contact" && row.get(object, "IsPersonAccount") != true;
        let person = other && account.get(kind, "IsPersonAccount") == true;
        let text = "a person account cannot have contacts of its own";
        person.then(|| Refusal::on("FIELD_INTEGRITY_EXCEPTION", text, "AccountId"))
    }

    /// Rules over the whole row.
    fn check_row(
        &self,
        call: &Call<'_>,
        draft: &Draft<'_>,
        object: &Sobject,
        row: &Row,
    ) -> Result<(), Vec<Refusal>> {
        let fault = self
            .check_required(call, object, row)
            .or_else(|| self.check_event(call, object, row))
            .or_else(|| self.check_person_alone(call, object, row))
            .or_else(|| self.check_member(call, object, row))
            .or_else(|| self.check_parent_locks(call, object, row))
            .or_else(|| self.check_rules(call, object, row))
            .or_else(|| self.check_duplicates(call, draft, object, row))
            .or_else(|| self.check_unique(call, object, row));
        fault.map_or(Ok(()), |refusal| Err(vec![refusal]))
    }

    /// A child's save takes its parents' locks.
    fn check_parent_locks(&self, call: &Call<'_>, object: &Sobject, row: &Row) -> Option<Refusal> {
        if self.extras.locked.is_empty() || !call.turn.on("salesforce.locks.parents") {
            return None;
        }
        ["AccountId", "OpportunityId", "ContactId", "WhoId", "WhatId"]
            .iter()
            .find_map(|name| self.check_lock(call, row.text(object, name)).err())
    }

    /// The active lead assignment rule takes leads that are saved without `FALSE`.
    fn assign(&self, call: &Call<'_>, draft: &Draft<'_>, object: &Sobject, row: &mut Row) {
        let on = draft.options.assigns && call.turn.on("salesforce.auto_assign");
        if let Some(owner) = self.extras.lead_owner.as_deref()
            && object.name == "Lead"
            && on
            && call.power == Power::App
        {
            row.put(object, "OwnerId", owner);
        }
    }

    /// The org's own automation has the last word.
    fn automate(&self, call: &Call<'_>, object: &Sobject, row: &mut Row) {
        let mine =
            |rule: &&Trigger| rule.object == object.name && call.turn.on("salesforce.triggers");
        for trigger in self.extras.triggers.iter().filter(mine) {
            row.put(object, &trigger.field, trigger.value.clone());
        }
        if let Some(InnerFault::Rewrites { field, value }) = call.turn.fault
            && call.turn.on("salesforce.faults.rewrites")
        {
            row.put(object, field, value.as_str());
        }
    }

    /// Stamps a row and stores it.
    pub(crate) fn commit_row(
        &mut self,
        call: &Call<'_>,
        object: &Sobject,
        mut row: Row,
        old: Option<Row>,
    ) {
        let seconds = call.turn.on("salesforce.stamps.seconds");
        let now = if seconds { stamp(call.turn.now) } else { call.turn.now.to_string() };
        if old.is_none() {
            row.put(object, "CreatedDate", now.as_str());
            row.put(object, "CreatedById", call.user.as_ref());
        }
        row.put(object, "LastModifiedDate", now.as_str());
        row.put(object, "LastModifiedById", call.user.as_ref());
        row.put(object, "SystemModstamp", now.as_str());
        row.visible = None;
        row.before = None;
        if let Some(InnerFault::LateCommit { millis }) = call.turn.fault
            && call.turn.on("salesforce.late_commits")
        {
            let later = jiff::SignedDuration::from_millis(i64::try_from(*millis).unwrap_or(0));
            row.visible = call.turn.now.checked_add(later).ok();
            row.before = old.map(|old| Box::new(Row { before: None, visible: None, ..old }));
        }
        let id = row.id.clone();
        self.store(&object.name, &id, Some(row));
    }

    /// The id of a path or body, of the object that it is used with.
    pub(crate) fn own_id(&self, object: &Sobject, text: &str) -> Result<Id, Refusal> {
        let id = ids::normalise(text);
        if let Some(id) = id.filter(|id| id.starts_with(&object.prefix)) {
            return Ok(Id::from(id));
        }
        let text = format!("{} ID: id value of incorrect type: {text}", object.name);
        Err(Refusal::on("MALFORMED_ID", text, "Id"))
    }
}
