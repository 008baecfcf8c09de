//! The scopes that HubSpot asks for, by what is done.

use crosswalk_model::{ObjectName, Rights};

use super::mail;

/// Who owns a record.
pub const OWNERS: &str = "crm.objects.owners.read";
/// Who is in a list.
pub const LISTS: &str = "crm.lists.read";
/// Opt-outs.
pub const OPT_OUTS: &str = "communication_preferences.read";
/// Making an opt-out.
pub const OPT_OUTS_WRITE: &str = "communication_preferences.write";

/// The objects with scopes of their own; activities go with contacts.
const OWN: [&str; 3] = ["contacts", "companies", "deals"];
const ACTIVITIES: [&str; 5] = ["tasks", "calls", "meetings", "emails", "notes"];

/// Subjects and texts of e-mails.
const MAIL: &str = "sales-email-read";

/// What an object and its properties need, to be read or to be written too.
#[must_use]
pub fn of_object(object: &ObjectName, rights: Rights) -> Vec<String> {
    let name = object.as_str();
    if [mail::OPENS, mail::CLICKS].contains(&name) {
        return vec!["content".to_owned()];
    }
    if name == "tickets" {
        return vec!["tickets".to_owned()];
    }
    if name == "emails" {
        let mut all = of_object(&ObjectName::from("contacts"), rights);
        all.push(MAIL.to_owned());
        return all;
    }
    let area = match name {
        _ if OWN.contains(&name) => name,
        _ if ACTIVITIES.contains(&name) => "contacts",
        _ => "custom",
    };
    let rights = match rights {
        Rights::Full => &["read", "write"][..],
        Rights::WatchOnly => &["read"],
    };
    let areas = ["objects", "schemas"].into_iter();
    areas.flat_map(|of| rights.iter().map(move |it| format!("crm.{of}.{area}.{it}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn h149_scopes_are_named_by_the_object_and_by_what_is_done_with_it() {
        let of = |object: &str, rights| of_object(&object.into(), rights);
        assert_eq!(
            of("deals", Rights::WatchOnly),
            ["crm.objects.deals.read", "crm.schemas.deals.read"]
        );
        let written = of("tasks", Rights::Full);
        assert!(written.contains(&"crm.objects.contacts.write".to_owned()), "{written:?}");
        assert_eq!(of("tickets", Rights::Full), ["tickets"]);
        assert!(
            of("p4711_invoices", Rights::WatchOnly).contains(&"crm.objects.custom.read".to_owned())
        );
    }
}
