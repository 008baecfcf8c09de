use super::*;

fn needs(fields: &[(&str, bool)], with_the_object: &[&str]) -> ObjectNeeds {
    ObjectNeeds {
        create: true,
        edit: true,
        delete: false,
        fields: fields.iter().map(|(name, written)| ((*name).into(), *written)).collect(),
        with_the_object: with_the_object.iter().map(|name| (*name).into()).collect(),
    }
}

/// The text of every element of this name, in order.
fn all(file: &str, name: &str) -> Vec<String> {
    let (open, shut) = (format!("<{name}>"), format!("</{name}>"));
    let parts = file.split(&open).skip(1);
    parts.filter_map(|part| part.split_once(&shut).map(|(text, _)| text.to_owned())).collect()
}

#[test]
fn h149_h155_a_permission_set_names_what_is_needed_and_nothing_that_goes_with_the_object() {
    let contact = needs(
        &[("Title", true), ("Email", false), ("LastName", true), ("OwnerId", true)],
        &["LastName", "OwnerId"],
    );
    let all_needs = [("Contact".into(), contact)].into();
    let file = permission_set("Crosswalk <Acme & Co>", &all_needs);
    assert_eq!(all(&file, "field"), ["Contact.Email", "Contact.Title"]);
    assert_eq!(all(&file, "editable"), ["false", "true"]);
    assert_eq!(all(&file, "object"), ["Contact"]);
    assert_eq!(all(&file, "allowDelete"), ["false"]);
    assert_eq!(all(&file, "modifyAllRecords"), ["false"]);
    assert_eq!(all(&file, "label"), ["Crosswalk &lt;Acme &amp; Co&gt;"]);
    assert_eq!(all(&file, "name"), ["ApiEnabled"]);
}

#[test]
fn h155_kinds_of_tasks_are_one_object_whose_right_is_the_users() {
    let call = needs(&[("Subject", true), ("WhatId:Account", false)], &[]);
    let task = needs(&[("Status", true)], &[]);
    let deal = needs(&[("Amount", true), (roles::FIELD, true)], &[]);
    let all_needs =
        [("Task.Call".into(), call), ("Task.Task".into(), task), ("Opportunity".into(), deal)];
    let file = permission_set("Crosswalk", &all_needs.into());
    let fields = ["Opportunity.Amount", "Task.Status", "Task.Subject", "Task.WhatId"];
    assert_eq!(all(&file, "field"), fields);
    assert_eq!(all(&file, "object"), ["Opportunity"], "tasks have no rights of their own");
    assert_eq!(all(&file, "name"), ["ApiEnabled", "EditTask"]);
}

#[test]
fn h155_a_right_to_delete_comes_with_the_right_to_edit() {
    let account = ObjectNeeds { delete: true, ..ObjectNeeds::default() };
    let file = permission_set("Crosswalk", &[("Account".into(), account)].into());
    let told = ["allowCreate", "allowDelete", "allowEdit", "allowRead"].map(|it| all(&file, it));
    assert_eq!(told, [["false"], ["true"], ["true"], ["true"]]);
}
