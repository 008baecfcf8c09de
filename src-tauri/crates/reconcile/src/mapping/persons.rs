//! Person accounts: an account and the contact behind it are one person (S28-S37, A9).

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::{OPT_OUT_MAPPING, ObjectMapping};
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::{Content, ObjectName, Record, Side, Value};

use super::{Flaw, FlawCode, Schemas};

/// What an account's person has instead of the contact's Email Opt Out.
pub const OPT_OUT_PERSON: &str = "PersonHasOptedOutOfEmail";
/// Says of an account or a contact that it is a person (S30).
pub(super) const IS_PERSON: &str = "IsPersonAccount";
const PERSON_ACCOUNT: &str = "Account";
const CONTACT: &str = "Contact";

/// Whether an org has person accounts, as far as its objects were described (A9).
#[must_use]
pub fn has_person_accounts(salesforce: &BTreeMap<ObjectName, ObjectSchema>) -> bool {
    salesforce.values().any(|schema| schema.fields.contains_key(IS_PERSON))
}

/// The object that some of the described contacts are written through, be it mapped or not: the
/// contact behind a person account is changed by its account alone.
#[must_use]
pub fn written_through(salesforce: &BTreeMap<ObjectName, ObjectSchema>) -> Option<ObjectName> {
    let contacts = salesforce.contains_key(CONTACT) && has_person_accounts(salesforce);
    contacts.then(|| ObjectName::from(PERSON_ACCOUNT))
}

/// The same, where no mapping has it described: it is to be described besides.
#[must_use]
pub fn unmapped_account(salesforce: &BTreeMap<ObjectName, ObjectSchema>) -> Option<ObjectName> {
    written_through(salesforce).filter(|object| !salesforce.contains_key(object))
}

/// The opt-out of a contact behind a person account is ticked on the account, under a name of its
/// own: hidden or read-only there, it stops the pair like the contact's own. That companies are not
/// mapped, or that persons make none (`create.person_accounts`), changes nothing: either is about
/// companies, and the contacts are kept in step all the same (S31, S32). A mapping of leads alone
/// writes nobody's account.
pub(super) fn opt_out(mapping: &ObjectMapping, schemas: &Schemas, flaws: &mut Vec<Flaw>) {
    let contacts = mapping.salesforce.iter().any(|object| object.as_str() == CONTACT);
    let Some(object) = written_through(&schemas.salesforce).filter(|_| contacts) else { return };
    let account = schemas.salesforce.get(&object);
    let field = account.and_then(|schema| schema.fields.get(OPT_OUT_PERSON));
    let locked = mapping.fields.iter().find(|field| field.id.as_str() == OPT_OUT_MAPPING);
    // Where the locked mapping itself was dropped, that is what is said.
    if let (Some(locked), false) = (locked, field.is_some_and(|field| field.updateable)) {
        let code = FlawCode::OptOutHidden { side: Side::Salesforce, object };
        flaws.push(Flaw::of_field(mapping.id.clone(), locked.id.clone(), code));
    }
}

/// The objects of an org with person accounts that say so of each record (A9).
pub(super) fn person_objects(mapping: &ObjectMapping, schemas: &Schemas) -> BTreeSet<ObjectName> {
    let says = |object: &&ObjectName| {
        let schema = schemas.salesforce.get(*object);
        schema.is_some_and(|schema| schema.fields.contains_key(IS_PERSON))
    };
    mapping.salesforce.iter().filter(says).cloned().collect()
}

/// Whether a Salesforce record is a person account, or the contact behind one (A9).
#[must_use]
pub fn is_person(record: &Record) -> bool {
    record.fields.get(IS_PERSON) == Some(&Content::Value(Value::Boolean(true)))
}
