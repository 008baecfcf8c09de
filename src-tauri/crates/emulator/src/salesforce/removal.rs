//! Rows go to the recycle bin and come back.

use jiff::SignedDuration;

use super::schema::{Child, Sobject};
use super::wire::{Call, Refusal};
use super::world::{Id, Org, Row, stamp};

/// How long the recycle bin keeps a row.
const KEPT: SignedDuration = SignedDuration::from_hours(15 * 24);

impl Org {
    /// Puts a row and what cascades from it into the recycle bin.
    pub(crate) fn remove(
        &mut self,
        call: &Call<'_>,
        object: &Sobject,
        id: &Id,
    ) -> Result<(), Refusal> {
        if !object.allows("deletable") {
            let text = format!("entity type {} does not support delete", object.name);
            return Err(Refusal::row("CANNOT_DELETE_MANAGED_OBJECT", text));
        }
        self.removable(call, object, id)?;
        self.bin(call, object, id);
        Ok(())
    }

    fn removable(&self, call: &Call<'_>, object: &Sobject, id: &Id) -> Result<(), Refusal> {
        let row = self.writable_row_or_converted(call, object, id)?;
        let hidden = object.name == "Contact" && row.get(object, "IsPersonAccount") == true;
        if hidden && call.turn.on("salesforce.persons.undeletable_contact") {
            let text = "insufficient access rights on object id";
            let status = self.quirks.access_status;
            return Err(Refusal::row("INSUFFICIENT_ACCESS_OR_READONLY", text).with(status));
        }
        self.unrestricted(call, object, id)
    }

    /// A case keeps its account and its contact.
    fn unrestricted(&self, call: &Call<'_>, object: &Sobject, id: &Id) -> Result<(), Refusal> {
        if !call.turn.on("salesforce.delete.restricted") {
            return Ok(());
        }
        for child in object.children.iter().filter(|child| child.restricts) {
            let held: Vec<String> =
                self.hanging(child, id).map(|(_, child)| child.to_string()).collect();
            if !held.is_empty() {
                let text = format!(
                    "Your attempt to delete {id} could not be completed because it is associated \
                     with the following {} records: {}",
                    child.object,
                    held.join(", ")
                );
                return Err(Refusal::row("DELETE_FAILED", text));
            }
        }
        Ok(())
    }

    /// The live rows of a child relationship.
    fn hanging<'a>(
        &'a self,
        child: &'a Child,
        id: &'a Id,
    ) -> impl Iterator<Item = (&'a str, Id)> + 'a {
        let known = self.schema.get(&child.object).zip(self.table(&child.object));
        let slot = known.and_then(|(kind, table)| Some((kind, table, kind.slot(&child.field)?)));
        slot.into_iter().flat_map(move |(kind, table, slot)| {
            let rows = table.having(slot, id).filter(move |row| !row.deleted(kind));
            rows.map(move |row| (child.object.as_str(), row.id.clone()))
        })
    }

    /// A converted lead cannot be edited, but it can be deleted.
    fn writable_row_or_converted(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        id: &Id,
    ) -> Result<&Row, Refusal> {
        match self.writable_row(call, object, id) {
            Err(refusal) if refusal.code == "CANNOT_UPDATE_CONVERTED_LEAD" => {
                self.row(&object.name, id).ok_or(refusal)
            }
            other => other,
        }
    }

    /// Marks a row and its cascading children deleted.
    pub(crate) fn bin(&mut self, call: &Call<'_>, object: &Sobject, id: &Id) {
        let Some(mut row) = self.row(&object.name, id).cloned() else { return };
        if row.deleted(object) {
            return;
        }
        row.put(object, "IsDeleted", true);
        let has_bin = object.slot("IsDeleted").is_some();
        if !has_bin || !call.turn.on("salesforce.recycle_bin") {
            self.store(&object.name, id, None);
            return;
        }
        touch(call, object, &mut row);
        self.store(&object.name, id, Some(row));
        self.extras.deleted_at.insert(id.to_string(), call.turn.now);
        for (child, of) in self.cascade(object, id, call) {
            if let Some(kind) = self.schema.shared(&child) {
                self.bin(call, &kind, &of);
                self.extras.taken_along.insert(of.to_string(), id.to_string());
            }
        }
    }

    fn cascade(&self, object: &Sobject, id: &Id, call: &Call<'_>) -> Vec<(String, Id)> {
        let mut found = Vec::new();
        if !call.turn.on("salesforce.delete.cascade") {
            return found;
        }
        for child in object.children.iter().filter(|child| child.cascades) {
            found.extend(self.hanging(child, id).map(|(object, id)| (object.to_owned(), id)));
        }
        found
    }

    /// Whether a deleted row was in the recycle bin for as long as it keeps rows.
    pub(crate) fn has_left_the_bin(&self, call: &Call<'_>, id: &str) -> bool {
        let since = self.extras.deleted_at.get(id);
        let old = since.is_some_and(|at| call.turn.now.duration_since(*at) > KEPT);
        old && call.turn.on("salesforce.recycle_bin.days")
    }

    /// A person takes a row out of the bin, if its kind comes back at all.
    pub(crate) fn undelete(&mut self, call: &Call<'_>, id: &str) -> Result<(), String> {
        let object = self.schema.by_prefix(id).ok_or_else(|| format!("no object for {id}"))?;
        if !object.allows("undeletable") && call.turn.on("salesforce.recycle_bin.kinds") {
            return Err(format!("entity type {} does not support undelete", object.name));
        }
        if self.has_left_the_bin(call, id) {
            return Err(format!("{id} is not in the recycle bin any more"));
        }
        self.restore(call, id)
    }

    /// Takes a row and what went with it out of the bin; the id stays.
    pub(crate) fn restore(&mut self, call: &Call<'_>, id: &str) -> Result<(), String> {
        let found = self.find_shared(id);
        let Some((object, mut row)) = found else { return Err(format!("no row {id}")) };
        if !row.deleted(&object) {
            return Err(format!("{id} is not deleted"));
        }
        row.put(&object, "IsDeleted", false);
        if let Some(taken) = self.check_unique(call, &object, &row) {
            return Err(super::acts::words(&[taken]));
        }
        if self.quirks.undelete_moves_stamp {
            touch(call, &object, &mut row);
        }
        let own = row.id.clone();
        self.store(&object.name, &own, Some(row));
        self.extras.deleted_at.remove(id);
        let along: Vec<String> = (self.extras.taken_along.iter())
            .filter(|(_, parent)| parent.as_str() == id)
            .map(|(child, _)| child.clone())
            .collect();
        let back = call.turn.on("salesforce.recycle_bin.children");
        for child in along.into_iter().filter(|_| back) {
            self.extras.taken_along.remove(&child);
            self.restore(call, &child)?;
        }
        Ok(())
    }
}

/// A system change: the stamp moves, the user's last change does not.
fn touch(call: &Call<'_>, object: &Sobject, row: &mut Row) {
    let now = stamp(call.turn.now);
    row.put(object, "LastModifiedDate", now.as_str());
    row.put(object, "LastModifiedById", call.user.as_ref());
    row.put(object, "SystemModstamp", now.as_str());
}
