//! The mappings a new pair starts with (H99-H101), made from what both accounts really have:
//! nothing is mapped that does not exist, cannot be written or cannot be tied.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::{
    BrakeSettings, CreateInHubSpot, CreateInSalesforce, CreateSettings, DeleteSettings,
    FORMAT_VERSION, FieldMapping, Follow, History, LifecycleSettings, MatchKey, OPT_OUT_MAPPING,
    ObjectMapping, OnDelete, OptOutSettings, PairFile, Repeats, SalesforceField, SyncRule,
};
use crosswalk_model::schema::{FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Both, FieldName, MappingId, ObjectName};

use crate::convert::{Compatibility, compatible};
use crate::mapping::{
    OPT_OUT_HUBSPOT, OPT_OUT_SALESFORCE, OWNER_HUBSPOT, OWNER_SALESFORCE, Schemas, Staged, suggest,
};

mod activities;
mod alike;
mod events;
mod labels;
mod lists;

use activities::ACTIVITIES;
pub use events::{TASK, event_mapping};
pub use labels::with_labels;

/// The pair file a new pair starts with, in canonical form.
#[must_use]
pub fn default_design(name: &str, schemas: &Schemas) -> PairFile {
    let mut mappings: Vec<ObjectMapping> =
        known().filter_map(|object| object_mapping(object, schemas)).collect();
    mappings.sort_by(|a, b| a.id.cmp(&b.id));
    PairFile {
        schema: None,
        format_version: FORMAT_VERSION.to_owned(),
        name: name.to_owned(),
        only_for: None,
        mappings,
        owners: Vec::new(),
        stages: suggest(schemas),
        brakes: BrakeSettings::default(),
        lifecycle: LifecycleSettings::default(),
        opt_out: OptOutSettings::default(),
        other: BTreeMap::new(),
    }
}

/// A design changed to what HubSpot's own connector does where this one leaves the choice: a deleted
/// opportunity takes its deal along, never the other way round (H52), a contact's stage its company's
/// (H44), and cases become tickets, never the other way round (H118).
#[must_use]
pub fn as_hubspot_does_it(mut file: PairFile) -> PairFile {
    for mapping in &mut file.mappings {
        let of_deals = mapping.hubspot.as_str() == "deals";
        mapping.delete = DeleteSettings {
            hubspot: if of_deals { OnDelete::Delete } else { OnDelete::Nothing },
            salesforce: OnDelete::Nothing,
        };
        if mapping.hubspot.as_str() == TICKETS {
            mapping.create.salesforce = CreateInSalesforce::Nothing;
            // Owners always go both ways (S68).
            let one_way = |it: &&mut FieldMapping| {
                it.rule != SyncRule::DontSync && it.hubspot.as_str() != OWNER_HUBSPOT
            };
            let fields = mapping.fields.iter_mut().filter(one_way);
            fields.for_each(|field| field.rule = SyncRule::AlwaysSalesforce);
        }
    }
    let companies = file.mappings.iter().any(|it| it.hubspot.as_str() == "companies");
    file.lifecycle.contact_to_company = companies;
    file
}

/// A property with the field that it is tied to on each Salesforce object, in the object's order.
/// An empty name takes no part.
type Tie = (&'static str, &'static [&'static str]);

struct DefaultObject {
    hubspot: &'static str,
    salesforce: &'static [&'static str],
    create: CreateSettings,
    match_by: &'static [MatchKey],
    ties: &'static [Tie],
    history: History,
}

const TICKETS: &str = "tickets";

const OBJECTS: [DefaultObject; 4] = [
    DefaultObject {
        hubspot: "contacts",
        salesforce: &["Lead", "Contact"],
        create: CreateSettings::new(CreateInSalesforce::Contact, CreateInHubSpot::LeadsAndContacts),
        match_by: &[MatchKey::Email, MatchKey::AdditionalEmails],
        ties: PEOPLE,
        history: History::All,
    },
    DefaultObject {
        hubspot: "companies",
        salesforce: &["Account"],
        create: BOTH_WAYS,
        match_by: &[MatchKey::AssociatedContacts],
        ties: COMPANIES,
        history: History::All,
    },
    DefaultObject {
        hubspot: "deals",
        salesforce: &["Opportunity"],
        create: BOTH_WAYS,
        match_by: &[],
        ties: DEALS,
        history: History::All,
    },
    DefaultObject {
        hubspot: TICKETS,
        salesforce: &["Case"],
        create: BOTH_WAYS,
        match_by: &[],
        ties: CASES,
        history: History::All,
    },
];

/// What a new pair starts with, and what is switched on apart (H111).
fn known() -> impl Iterator<Item = &'static DefaultObject> {
    OBJECTS.iter().chain(ACTIVITIES)
}

/// Whether a HubSpot object is one of what people did.
pub(crate) fn is_activity(hubspot: &ObjectName) -> bool {
    ACTIVITIES.iter().any(|it| it.hubspot == hubspot.as_str())
}

/// The Salesforce objects that a HubSpot object meets by itself; none for one that an account
/// defined.
#[must_use]
pub fn usual_partners(hubspot: &ObjectName) -> Vec<ObjectName> {
    let found = known().find(|object| object.hubspot == hubspot.as_str());
    let partners = found.map_or(&[][..], |object| object.salesforce);
    partners.iter().map(|name| ObjectName::from(*name)).collect()
}

/// The HubSpot objects whose records become records of the same Salesforce object as another kind:
/// notes, seen from `Task.Task`.
#[must_use]
pub fn made_as_kin_of(salesforce: &ObjectName) -> Vec<ObjectName> {
    let kin = |object: &&DefaultObject| {
        object.salesforce.iter().any(|name| ObjectName::from(*name).is_kin_of(salesforce))
    };
    known().filter(kin).map(|object| ObjectName::from(object.hubspot)).collect()
}

/// The mapping that an object starts with: that of every pair, or one by what is called the same on
/// both sides (H119). Whatever else the records name has to be among the schemas.
#[must_use]
pub fn mapping_of(
    hubspot: &ObjectName,
    salesforce: &[ObjectName],
    schemas: &Schemas,
) -> Option<ObjectMapping> {
    let usual = known().find(|object| object.hubspot == hubspot.as_str());
    if let Some(usual) = usual.filter(|_| usual_partners(hubspot) == salesforce) {
        return object_mapping(usual, schemas);
    }
    alike::mapping(hubspot, salesforce, schemas)
}

const BOTH_WAYS: CreateSettings =
    CreateSettings::new(CreateInSalesforce::Record, CreateInHubSpot::Records);

/// The company that a contact or a deal belongs to (S50, A8).
const PRIMARY_COMPANY: &str = "association:companies:primary";

/// H99, and the mobile number. Company is on the lead only (S45-S49); the contact's account goes
/// to the associated company instead (S50).
const PEOPLE: &[Tie] = &[
    ("address", &["Street", "MailingStreet"]),
    ("annualrevenue", &["AnnualRevenue", ""]),
    (PRIMARY_COMPANY, &["", "AccountId"]),
    ("city", &["City", "MailingCity"]),
    ("company", &["Company", ""]),
    ("country", &["Country", "MailingCountry"]),
    ("email", &["Email", "Email"]),
    ("fax", &["Fax", "Fax"]),
    ("firstname", &["FirstName", "FirstName"]),
    (OPT_OUT_HUBSPOT, &[OPT_OUT_SALESFORCE, OPT_OUT_SALESFORCE]),
    ("hs_lead_status", &["Status", ""]),
    (OWNER_HUBSPOT, &[OWNER_SALESFORCE, OWNER_SALESFORCE]),
    ("industry", &["Industry", ""]),
    ("jobtitle", &["Title", "Title"]),
    ("lastname", &["LastName", "LastName"]),
    ("leadsource", &["LeadSource", "LeadSource"]),
    ("mobilephone", &["MobilePhone", "MobilePhone"]),
    ("numemployees", &["NumberOfEmployees", ""]),
    ("phone", &["Phone", "Phone"]),
    ("rating", &["Rating", ""]),
    ("salutation", &["Salutation", "Salutation"]),
    ("state", &["State", "MailingState"]),
    ("website", &["Website", ""]),
    ("zip", &["PostalCode", "MailingPostalCode"]),
];

/// H101.
const COMPANIES: &[Tie] = &[
    ("address", &["BillingStreet"]),
    ("annualrevenue", &["AnnualRevenue"]),
    ("city", &["BillingCity"]),
    ("country", &["BillingCountry"]),
    ("description", &["Description"]),
    (OWNER_HUBSPOT, &[OWNER_SALESFORCE]),
    ("industry", &["Industry"]),
    ("name", &["Name"]),
    ("numberofemployees", &["NumberOfEmployees"]),
    ("phone", &["Phone"]),
    ("state", &["BillingState"]),
    ("type", &["Type"]),
    ("website", &["Website"]),
    ("zip", &["BillingPostalCode"]),
];

/// H100.
const DEALS: &[Tie] = &[
    ("amount", &["Amount"]),
    (PRIMARY_COMPANY, &["AccountId"]),
    ("association:contacts", &["association:OpportunityContactRole"]),
    ("closedate", &["CloseDate"]),
    ("dealname", &["Name"]),
    ("dealstage", &["StageName"]),
    ("dealtype", &["Type"]),
    ("description", &["Description"]),
    (OWNER_HUBSPOT, &[OWNER_SALESFORCE]),
];

/// H118.
const CASES: &[Tie] = &[
    (PRIMARY_COMPANY, &["AccountId"]),
    ("association:contacts", &["ContactId"]),
    ("content", &["Description"]),
    ("hs_pipeline_stage", &["Status"]),
    ("hs_ticket_priority", &["Priority"]),
    (OWNER_HUBSPOT, &[OWNER_SALESFORCE]),
    ("subject", &["Subject"]),
];

fn object_mapping(object: &DefaultObject, schemas: &Schemas) -> Option<ObjectMapping> {
    let hubspot = schemas.hubspot.get(object.hubspot)?;
    let present: Vec<(usize, &ObjectSchema)> = object
        .salesforce
        .iter()
        .enumerate()
        .filter_map(|(at, name)| Some((at, schemas.salesforce.get(*name)?)))
        .collect();
    if present.is_empty() {
        return None;
    }
    let names: Vec<ObjectName> = present.iter().map(|(_, schema)| schema.object.clone()).collect();
    // Who is named has to be kept in step too (H119).
    let in_step = |tie: &&Tie| {
        let named = hubspot.fields.get(tie.0).map_or(&[][..], |it| &it.references);
        tie.0 == OWNER_HUBSPOT || named.iter().all(|object| takes_part(object, schemas))
    };
    let ties = object.ties.iter().filter(in_step);
    let mut fields: Vec<FieldMapping> =
        ties.filter_map(|tie| field_mapping(tie, hubspot, &present)).collect();
    if object.create.hubspot == CreateInHubSpot::Nothing {
        // Owners always go both ways (S68).
        let others = fields.iter_mut().filter(|field| field.hubspot.as_str() != OWNER_HUBSPOT);
        others.for_each(|field| field.rule = SyncRule::AlwaysHubspot);
    }
    fields.sort_by(|a, b| a.id.cmp(&b.id));
    Some(ObjectMapping {
        id: MappingId::from(object.hubspot),
        hubspot: hubspot.object.clone(),
        create: possible(object.create, &names),
        salesforce: names,
        in_scope: None,
        create_rules: Vec::new(),
        delete: DeleteSettings::default(),
        match_by: object.match_by.to_vec(),
        follow: Follow::Linked,
        repeats: Repeats::Each,
        history: object.history,
        fields,
        other: BTreeMap::new(),
    })
}

fn takes_part(hubspot: &ObjectName, schemas: &Schemas) -> bool {
    let of = known().find(|object| object.hubspot == hubspot.as_str());
    let shown = |names: &[&str]| names.iter().any(|name| schemas.salesforce.contains_key(*name));
    schemas.hubspot.contains_key(hubspot) && of.is_some_and(|object| shown(object.salesforce))
}

/// An org that shows only leads, or only contacts, gets the settings that go with those.
fn possible(create: CreateSettings, salesforce: &[ObjectName]) -> CreateSettings {
    if create.hubspot != CreateInHubSpot::LeadsAndContacts {
        return create;
    }
    let has = |name: &str| salesforce.iter().any(|object| object.as_str() == name);
    if !has("Contact") {
        let (salesforce, hubspot) = (CreateInSalesforce::Lead, CreateInHubSpot::Leads);
        return CreateSettings { salesforce, hubspot, ..create };
    }
    if !has("Lead") {
        return CreateSettings { hubspot: CreateInHubSpot::Contacts, ..create };
    }
    create
}

fn field_mapping(
    tie: &Tie,
    hubspot: &ObjectSchema,
    salesforce: &[(usize, &ObjectSchema)],
) -> Option<FieldMapping> {
    let (property, names) = tie;
    if *property == OPT_OUT_HUBSPOT {
        return Some(opt_out());
    }
    let property = hubspot.fields.get(*property)?;
    let mut tied: BTreeMap<ObjectName, FieldName> = BTreeMap::new();
    let mut rules: BTreeSet<SyncRule> = BTreeSet::new();
    for (at, object) in salesforce {
        let field = names.get(*at).and_then(|name| object.fields.get(*name));
        let rule = field.and_then(|field| rule_for(property, field));
        if let (Some(field), Some(rule)) = (field, rule) {
            tied.insert(object.object.clone(), field.name.clone());
            rules.insert(rule);
        }
    }
    Some(FieldMapping {
        id: MappingId::from(property.name.as_str()),
        hubspot: property.name.clone(),
        salesforce: salesforce_field(tied, salesforce.len())?,
        rule: if rules.contains(&SyncRule::AlwaysSalesforce) {
            SyncRule::AlwaysSalesforce
        } else {
            rules.into_iter().next()?
        },
        transform: lists::of(property, salesforce.iter().map(|(_, object)| *object)),
        note: None,
        other: BTreeMap::new(),
    })
}

/// The locked mapping stands even where a side hides the field, so that validation says so (S52).
fn opt_out() -> FieldMapping {
    FieldMapping {
        id: MappingId::from(OPT_OUT_MAPPING),
        hubspot: FieldName::from(OPT_OUT_HUBSPOT),
        salesforce: SalesforceField::Same(FieldName::from(OPT_OUT_SALESFORCE)),
        rule: SyncRule::OptOut,
        transform: Vec::new(),
        note: None,
        other: BTreeMap::new(),
    }
}

/// One name for all objects where it is the same everywhere (H82).
fn salesforce_field(
    tied: BTreeMap<ObjectName, FieldName>,
    objects: usize,
) -> Option<SalesforceField> {
    let first = tied.values().next()?.clone();
    let same = tied.len() == objects && tied.values().all(|name| *name == first);
    Some(if same { SalesforceField::Same(first) } else { SalesforceField::PerObject(tied) })
}

/// The rule of a tie, or `None` where it cannot be tied (H78, H73, A8).
fn rule_for(hubspot: &FieldSchema, salesforce: &FieldSchema) -> Option<SyncRule> {
    if matches!(compatible(hubspot, salesforce), Compatibility::Refused(_))
        || !hubspot.updateable
        || !(is_stage(hubspot, salesforce) || share_options(hubspot, salesforce))
    {
        return None;
    }
    let reference = salesforce.kind == ValueKind::Reference;
    match (salesforce.updateable, reference) {
        // Who was added or removed on one side is added or removed on the other.
        (true, false) if salesforce.kind == ValueKind::References => Some(SyncRule::Union),
        (true, true) => Some(SyncRule::TwoWay),
        (true, false) => Some(SyncRule::PreferSalesforceUnlessBlank),
        (false, true) if salesforce.name.as_str() == OWNER_SALESFORCE => None,
        (false, _) => Some(SyncRule::AlwaysSalesforce),
    }
}

/// Stages cross by the stage map, whatever their options are called (H56).
fn is_stage(hubspot: &FieldSchema, salesforce: &FieldSchema) -> bool {
    let names = Both { salesforce: salesforce.name.clone(), hubspot: hubspot.name.clone() };
    Staged::ALL.into_iter().any(|of| of.is_stage(&names))
}

/// Two closed lists without a single option in common would only make errors (H97).
fn share_options(hubspot: &FieldSchema, salesforce: &FieldSchema) -> bool {
    if hubspot.options.is_empty() || salesforce.options.is_empty() {
        return true;
    }
    let known: BTreeSet<String> =
        salesforce.options.iter().map(|option| option.value.to_lowercase()).collect();
    hubspot.options.iter().any(|option| known.contains(&option.value.to_lowercase()))
}

#[cfg(test)]
mod tests;
