//! Field-level security: what a user sees of an object.

use super::extras::Access;
use super::schema::{Field, Sobject};
use super::wire::{Call, Power};
use super::world::Org;

impl Org {
    /// What the caller may do with a field. A guarded field opens by a permission set that is
    /// assigned to the user and grants it.
    pub(crate) fn access(&self, call: &Call<'_>, object: &Sobject, field: &Field) -> Access {
        if self.extras.guarded.is_empty() {
            return Access::Edit;
        }
        let key = format!("{}.{}", object.name, field.name);
        let Some(base) = self.extras.guarded.get(&key).copied() else { return Access::Edit };
        if call.power == Power::Person || !call.turn.on("salesforce.fls") {
            return Access::Edit;
        }
        let opens = call.turn.on("salesforce.permission_sets");
        if opens { self.granted(call, &key).max(base) } else { base }
    }

    pub(crate) fn sees(&self, call: &Call<'_>, object: &Sobject, field: &Field) -> bool {
        self.access(call, object, field) > Access::Hidden
    }

    /// A field that the caller can see.
    pub(crate) fn field<'a>(
        &self,
        call: &Call<'_>,
        object: &'a Sobject,
        name: &str,
    ) -> Option<(usize, &'a Field)> {
        let slot = object.slot(name)?;
        let field = &object.fields[slot];
        self.sees(call, object, field).then_some((slot, field))
    }

    fn granted(&self, call: &Call<'_>, field: &str) -> Access {
        let known = self.schema.get("FieldPermissions").zip(self.table("FieldPermissions"));
        let Some((object, table)) = known else { return Access::Hidden };
        let of_field = table.rows().filter(|row| row.text(object, "Field") == field);
        let mine = of_field.filter(|row| self.assigned(call, row.text(object, "ParentId")));
        let level = mine.map(|row| {
            if row.get(object, "PermissionsEdit") == true {
                Access::Edit
            } else if row.get(object, "PermissionsRead") == true {
                Access::Read
            } else {
                Access::Hidden
            }
        });
        level.max().unwrap_or(Access::Hidden)
    }

    fn assigned(&self, call: &Call<'_>, set: &str) -> bool {
        let name = "PermissionSetAssignment";
        let Some((object, table)) = self.schema.get(name).zip(self.table(name)) else {
            return false;
        };
        let Some(slot) = object.slot("AssigneeId") else { return false };
        table.having(slot, &call.user).any(|row| row.text(object, "PermissionSetId") == set)
    }
}
