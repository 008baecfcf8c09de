//! A permission set as a file of Salesforce's Metadata API (`PermissionSet`), which an administrator
//! deploys: it gives a user what a mapping needs, and nothing besides.
//!
//! What Salesforce refuses in such a file is left out: fields that go with their object (a describe
//! calls them not permissionable: required ones, ids, owners, dates of the system), and the objects
//! that have no rights of their own. Tasks and events come with a user permission, contact roles with
//! their opportunity.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{FieldName, ObjectName};

use super::{kinds, roles};

/// What a mapping needs of one object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectNeeds {
    /// New records are made.
    pub create: bool,
    /// Records are changed.
    pub edit: bool,
    /// Records are deleted.
    pub delete: bool,
    /// The fields that are read, and whether each is written.
    pub fields: BTreeMap<FieldName, bool>,
    /// The fields that go with the object.
    pub with_the_object: BTreeSet<FieldName>,
}

/// Objects whose rights are user permissions, with the permission to write them.
const BY_USER_PERMISSION: [(&str, &str); 2] = [("Task", "EditTask"), ("Event", "EditEvent")];

/// Objects that everybody reads, or that follow another.
const WITHOUT_RIGHTS: [&str; 4] = ["User", "Group", "Organization", "OpportunityContactRole"];

/// The file, for this label.
#[must_use]
pub fn permission_set(label: &str, needs: &BTreeMap<ObjectName, ObjectNeeds>) -> String {
    let merged = by_wire_name(needs);
    let mut file = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n",
    );
    let about = "What Crosswalk reads and writes for its mapping, and nothing besides.";
    element(&mut file, 1, "description", about);
    for (object, needs) in &merged {
        for (field, written) in granted(object, needs) {
            line(&mut file, 1, "<fieldPermissions>");
            element(&mut file, 2, "editable", &written.to_string());
            element(&mut file, 2, "field", &format!("{object}.{field}"));
            element(&mut file, 2, "readable", "true");
            line(&mut file, 1, "</fieldPermissions>");
        }
    }
    element(&mut file, 1, "hasActivationRequired", "false");
    element(&mut file, 1, "label", label);
    for (object, needs) in merged.iter().filter(|(object, _)| has_rights(object)) {
        line(&mut file, 1, "<objectPermissions>");
        element(&mut file, 2, "allowCreate", &needs.create.to_string());
        element(&mut file, 2, "allowDelete", &needs.delete.to_string());
        // Salesforce takes the right to delete only together with the right to edit.
        element(&mut file, 2, "allowEdit", &(needs.edit || needs.delete).to_string());
        element(&mut file, 2, "allowRead", "true");
        element(&mut file, 2, "modifyAllRecords", "false");
        element(&mut file, 2, "object", object);
        element(&mut file, 2, "viewAllRecords", "false");
        line(&mut file, 1, "</objectPermissions>");
    }
    let by_user = BY_USER_PERMISSION.iter().filter(|(object, _)| {
        merged.get(*object).is_some_and(|needs| needs.create || needs.edit || needs.delete)
    });
    for name in ["ApiEnabled"].into_iter().chain(by_user.map(|(_, name)| *name)) {
        line(&mut file, 1, "<userPermissions>");
        element(&mut file, 2, "enabled", "true");
        element(&mut file, 2, "name", name);
        line(&mut file, 1, "</userPermissions>");
    }
    file.push_str("</PermissionSet>\n");
    file
}

/// Several kinds of tasks are one object to Salesforce.
fn by_wire_name(needs: &BTreeMap<ObjectName, ObjectNeeds>) -> BTreeMap<String, ObjectNeeds> {
    let mut merged: BTreeMap<String, ObjectNeeds> = BTreeMap::new();
    for (object, one) in needs {
        let all = merged.entry(kinds::wire(object).to_owned()).or_default();
        all.create |= one.create;
        all.edit |= one.edit;
        all.delete |= one.delete;
        all.with_the_object.extend(one.with_the_object.iter().cloned());
        for (field, written) in &one.fields {
            let name = kinds::read_for(field).map_or_else(|| field.clone(), FieldName::from);
            *all.fields.entry(name).or_default() |= written;
        }
    }
    merged
}

fn granted<'n>(
    object: &str,
    needs: &'n ObjectNeeds,
) -> impl Iterator<Item = (&'n FieldName, bool)> {
    let of_the_object = !WITHOUT_RIGHTS.contains(&object);
    let one = move |(field, written): (&'n FieldName, &bool)| {
        let alone = !needs.with_the_object.contains(field) && is_field(field);
        (of_the_object && alone).then_some((field, *written))
    };
    needs.fields.iter().filter_map(one)
}

/// A path to another record and a set of records are no fields of the object.
fn is_field(field: &FieldName) -> bool {
    let name = field.as_str();
    !roles::is_one(field) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn has_rights(object: &str) -> bool {
    let by_user = BY_USER_PERMISSION.iter().any(|(name, _)| *name == object);
    !by_user && !WITHOUT_RIGHTS.contains(&object)
}

fn element(file: &mut String, depth: usize, name: &str, text: &str) {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    line(file, depth, &format!("<{name}>{escaped}</{name}>"));
}

fn line(file: &mut String, depth: usize, text: &str) {
    file.extend(std::iter::repeat_n("    ", depth));
    file.push_str(text);
    file.push('\n');
}

#[cfg(test)]
mod tests;
