//! The checks of a pair file against both schemas.

use std::collections::BTreeSet;

use crosswalk_model::mapping::{
    CreateInHubSpot, CreateInSalesforce, FORMAT_VERSION, FieldMapping, MatchKey, OPT_OUT_MAPPING,
    ObjectMapping, PairFile, SalesforceField, Scope, SyncRule,
};
use crosswalk_model::schema::{FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Both, MappingId, ObjectName, Side};

use super::{
    Flaw, FlawCode, OPT_OUT_HUBSPOT, OPT_OUT_SALESFORCE, OWNER_HUBSPOT, OWNER_SALESFORCE, Schemas,
    Staged, persons,
};
use crate::convert::{Compatibility, Refusal, compatible_through};
use crate::scope::Filter;
use crate::transform::{Chain, TransformFlaw};

/// What is wrong with the file as a whole.
pub(super) fn file(file: &PairFile) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let major = |version: &str| version.split('.').next().map(str::to_owned);
    if major(&file.format_version) != major(FORMAT_VERSION) {
        let found = file.format_version.clone();
        flaws.push(Flaw::of_file(FlawCode::FormatVersion { found }));
    }
    for id in twice(file.mappings.iter().map(|mapping| &mapping.id)) {
        flaws.push(Flaw::of_file(FlawCode::IdTwice { id }));
    }
    flaws
}

/// What is wrong with one object mapping.
pub(super) fn object(mapping: &ObjectMapping, schemas: &Schemas, flaws: &mut Vec<Flaw>) {
    let flaw = |code| Flaw::of_object(mapping.id.clone(), code);
    if mapping.salesforce.is_empty() {
        flaws.push(flaw(FlawCode::NoSalesforceObject));
    }
    for id in twice(mapping.fields.iter().map(|field| &field.id)) {
        flaws.push(flaw(FlawCode::IdTwice { id }));
    }
    settings(mapping, flaws);
    opt_out(mapping, flaws);
    address(mapping, flaws);
    let Some(hubspot) = schemas.hubspot.get(&mapping.hubspot) else {
        let object = mapping.hubspot.clone();
        flaws.push(flaw(FlawCode::UnknownObject { side: Side::HubSpot, object }));
        return;
    };
    scope(mapping, hubspot, flaws);
    for name in &mapping.salesforce {
        let Some(salesforce) = schemas.salesforce.get(name) else {
            let object = name.clone();
            flaws.push(flaw(FlawCode::UnknownObject { side: Side::Salesforce, object }));
            continue;
        };
        fields(mapping, hubspot, salesforce, flaws);
    }
    persons::opt_out(mapping, schemas, flaws);
}

/// A field that names records of an object which no mapping keeps in step could never be filled.
pub(super) fn parents(
    mapping: &ObjectMapping,
    file: &PairFile,
    schemas: &Schemas,
    flaws: &mut Vec<Flaw>,
) {
    let Some(hubspot) = schemas.hubspot.get(&mapping.hubspot) else { return };
    for field in mapping.fields.iter().filter(|field| field.hubspot.as_str() != OWNER_HUBSPOT) {
        let named = hubspot.fields.get(&field.hubspot).map_or(&[][..], |it| &it.references);
        let missing =
            named.iter().find(|object| !file.mappings.iter().any(|it| it.hubspot == **object));
        if let (Some(object), true) = (missing, field.rule != SyncRule::DontSync) {
            let code = FlawCode::NotInStep { object: object.clone() };
            flaws.push(Flaw::of_field(mapping.id.clone(), field.id.clone(), code));
        }
    }
}

/// Whether the Salesforce objects are people: only those carry the opt-out.
pub(super) fn is_of_people(salesforce: &[ObjectName]) -> bool {
    salesforce.iter().any(|object| matches!(object.as_str(), "Contact" | "Lead"))
}

fn twice<'a>(ids: impl Iterator<Item = &'a MappingId>) -> BTreeSet<MappingId> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| !seen.insert(*id)).cloned().collect()
}

fn settings(mapping: &ObjectMapping, flaws: &mut Vec<Flaw>) {
    let people = is_of_people(&mapping.salesforce);
    let has = |object: &str| mapping.salesforce.iter().any(|name| name.as_str() == object);
    let ruled = mapping.create_rules.iter().map(|rule| rule.salesforce);
    let to_salesforce = ruled.chain([mapping.create.salesforce]).all(|makes| match makes {
        CreateInSalesforce::Nothing => true,
        CreateInSalesforce::Contact => has("Contact"),
        CreateInSalesforce::Lead => has("Lead"),
        CreateInSalesforce::Record => !people && mapping.salesforce.len() == 1,
    });
    let to_hubspot = match mapping.create.hubspot {
        CreateInHubSpot::Nothing => true,
        CreateInHubSpot::LeadsAndContacts => has("Contact") && has("Lead"),
        CreateInHubSpot::Contacts => has("Contact"),
        CreateInHubSpot::Leads => has("Lead"),
        CreateInHubSpot::Records => !people && mapping.salesforce.len() == 1,
    };
    if !(to_salesforce && to_hubspot) {
        flaws.push(Flaw::of_object(mapping.id.clone(), FlawCode::CreateSetting));
    }
    let fits = |key: &MatchKey| match key {
        MatchKey::Email | MatchKey::AdditionalEmails => people,
        MatchKey::AssociatedContacts | MatchKey::Domain => !people,
        MatchKey::Name => true,
    };
    // Deals are never matched (S27).
    let deals = mapping.hubspot.as_str() == "deals" && !mapping.match_by.is_empty();
    if deals || !mapping.match_by.iter().all(fits) {
        flaws.push(Flaw::of_object(mapping.id.clone(), FlawCode::MatchKeySetting));
    }
}

pub(super) fn scope(mapping: &ObjectMapping, hubspot: &ObjectSchema, flaws: &mut Vec<Flaw>) {
    let flaw = |code| Flaw::of_object(mapping.id.clone(), code);
    if hubspot.log.is_some() {
        if matches!(mapping.in_scope, Some(Scope::List(_))) {
            flaws.push(flaw(FlawCode::ListOfALog));
        }
        if mapping.create.hubspot != CreateInHubSpot::Nothing {
            flaws.push(flaw(FlawCode::CreateSetting));
        }
        if !mapping.match_by.is_empty() {
            flaws.push(flaw(FlawCode::MatchKeySetting));
        }
    } else if !mapping.repeats.is_default() {
        flaws.push(flaw(FlawCode::RepeatsWithoutALog));
    }
    if !mapping.follow.is_default() && !is_of_people(&mapping.salesforce) {
        flaws.push(flaw(FlawCode::FollowOfNobody));
    }
    let whom = match &mapping.in_scope {
        Some(Scope::Filter(text)) => Some(text),
        Some(Scope::List(_)) | None => None,
    };
    let filters = whom.into_iter().chain(mapping.create_rules.iter().map(|rule| &rule.when));
    for text in filters {
        let wrong = Filter::read(text, hubspot).err().unwrap_or_default();
        flaws.extend(wrong.into_iter().map(|why| flaw(FlawCode::Filter { why })));
    }
}

/// The locked mapping stands in every mapping of people, as it was made (S52-S54, A27).
fn opt_out(mapping: &ObjectMapping, flaws: &mut Vec<Flaw>) {
    let locked = mapping.fields.iter().find(|field| field.id.as_str() == OPT_OUT_MAPPING);
    let people = is_of_people(&mapping.salesforce);
    match locked {
        None if people => {
            flaws.push(Flaw::of_object(mapping.id.clone(), FlawCode::OptOutDropped));
        }
        Some(field) if !people || !untouched(field) => {
            let code = FlawCode::OptOutChanged;
            flaws.push(Flaw::of_field(mapping.id.clone(), field.id.clone(), code));
        }
        None | Some(_) => {}
    }
    let others = mapping.fields.iter().filter(|field| field.id.as_str() != OPT_OUT_MAPPING);
    for field in others.filter(|field| field.rule == SyncRule::OptOut) {
        let code = FlawCode::OptOutRuleElsewhere;
        flaws.push(Flaw::of_field(mapping.id.clone(), field.id.clone(), code));
    }
}

/// People are matched by their address, so that its mapping stays where it is (H83).
fn address(mapping: &ObjectMapping, flaws: &mut Vec<Flaw>) {
    if !is_of_people(&mapping.salesforce) {
        return;
    }
    let stays = |field: &FieldMapping| {
        let there = |object| field.salesforce.on(object).is_some_and(|it| it.as_str() == "Email");
        field.hubspot.as_str() == "email" && mapping.salesforce.iter().all(there)
    };
    if !mapping.fields.iter().any(stays) {
        flaws.push(Flaw::of_object(mapping.id.clone(), FlawCode::EmailMapping));
    }
}

fn untouched(field: &FieldMapping) -> bool {
    field.rule == SyncRule::OptOut
        && field.hubspot.as_str() == OPT_OUT_HUBSPOT
        && matches!(&field.salesforce, SalesforceField::Same(name) if name.as_str() == OPT_OUT_SALESFORCE)
        && field.transform.is_empty()
}

pub(super) fn fields(
    mapping: &ObjectMapping,
    hubspot: &ObjectSchema,
    salesforce: &ObjectSchema,
    flaws: &mut Vec<Flaw>,
) {
    let mut seen: BTreeSet<(Side, &str)> = BTreeSet::new();
    for field in &mapping.fields {
        let Some(name) = field.salesforce.on(&salesforce.object) else {
            continue;
        };
        let mut flaw = |code| {
            let flaw = Flaw::of_field(mapping.id.clone(), field.id.clone(), code);
            if !flaws.contains(&flaw) {
                flaws.push(flaw);
            }
        };
        let ends = [(Side::HubSpot, hubspot, &field.hubspot), (Side::Salesforce, salesforce, name)];
        for (side, schema, name) in ends {
            let (object, field) = (schema.object.clone(), name.clone());
            if !seen.insert((side, name.as_str())) {
                flaw(FlawCode::FieldTwice { side, object, field });
            }
        }
        let pair = (hubspot.fields.get(&field.hubspot), salesforce.fields.get(name));
        let (Some(in_hubspot), Some(in_salesforce)) = pair else {
            missing(field, (hubspot, salesforce), &mut flaw);
            continue;
        };
        writable(field, (hubspot, in_hubspot), (salesforce, in_salesforce), &mut flaw);
        rules(field, in_hubspot, in_salesforce, &mut flaw);
    }
}

fn missing(
    field: &FieldMapping,
    schemas: (&ObjectSchema, &ObjectSchema),
    flaw: &mut impl FnMut(FlawCode),
) {
    let (hubspot, salesforce) = schemas;
    let Some(name) = field.salesforce.on(&salesforce.object) else {
        return;
    };
    let locked = field.id.as_str() == OPT_OUT_MAPPING;
    let ends = [(Side::HubSpot, hubspot, &field.hubspot), (Side::Salesforce, salesforce, name)];
    for (side, schema, name) in ends {
        if schema.fields.contains_key(name) {
            continue;
        }
        let object = schema.object.clone();
        flaw(if locked {
            FlawCode::OptOutHidden { side, object }
        } else if field.hubspot.as_str() == "company" && name.as_str() == "Account.Name" {
            FlawCode::CompanyName
        } else {
            FlawCode::UnknownField { side, object, field: name.clone() }
        });
    }
}

fn writable(
    field: &FieldMapping,
    hubspot: (&ObjectSchema, &FieldSchema),
    salesforce: (&ObjectSchema, &FieldSchema),
    flaw: &mut impl FnMut(FlawCode),
) {
    let locked = field.rule == SyncRule::OptOut;
    for (side, (object, schema)) in [(Side::HubSpot, hubspot), (Side::Salesforce, salesforce)] {
        if schema.updateable || !writes(field.rule, side) {
            continue;
        }
        let object = object.object.clone();
        match (locked, side) {
            // HubSpot derives the property from the address; an opt-out has a call of its own.
            (true, Side::HubSpot) => {}
            (true, Side::Salesforce) => flaw(FlawCode::OptOutHidden { side, object }),
            (false, _) => flaw(FlawCode::NotWritable { side, object, field: schema.name.clone() }),
        }
    }
}

/// Whether a rule ever writes to a side.
#[must_use]
pub const fn writes(rule: SyncRule, side: Side) -> bool {
    match rule {
        SyncRule::DontSync => false,
        SyncRule::AlwaysSalesforce => matches!(side, Side::HubSpot),
        SyncRule::AlwaysHubspot => matches!(side, Side::Salesforce),
        SyncRule::PreferSalesforceUnlessBlank
        | SyncRule::PreferHubspotUnlessBlank
        | SyncRule::TwoWay
        | SyncRule::Earliest
        | SyncRule::FillBlanks
        | SyncRule::Maximum
        | SyncRule::Union
        | SyncRule::ForwardOnly
        | SyncRule::Ask
        | SyncRule::OptOut => true,
    }
}

fn rules(
    field: &FieldMapping,
    hubspot: &FieldSchema,
    salesforce: &FieldSchema,
    flaw: &mut impl FnMut(FlawCode),
) {
    let chain = transforms(field, (hubspot, salesforce), flaw);
    let Some(chain) = chain else { return };
    if let Compatibility::Refused(why) = compatible_through(hubspot, salesforce, &chain) {
        let company = why == Refusal::TextAndReference && field.hubspot.as_str() == "company";
        flaw(if company {
            FlawCode::CompanyName
        } else {
            let (hubspot, salesforce) = (hubspot.native.clone(), salesforce.native.clone());
            FlawCode::TypeMismatch { hubspot, salesforce, why }
        });
    }
    // Through transforms values are compared as Salesforce has them.
    let compared = if chain.is_empty() { hubspot.kind } else { salesforce.kind };
    if !works_on(field.rule, compared, salesforce.kind) {
        flaw(FlawCode::RuleNotForKind);
    }
    let email = field.hubspot.as_str() == "email" || salesforce.name.as_str() == "Email";
    let email_rule = matches!(field.rule, SyncRule::PreferSalesforceUnlessBlank | SyncRule::TwoWay);
    if email && !email_rule {
        flaw(FlawCode::EmailRule);
    }
    let owner =
        field.hubspot.as_str() == OWNER_HUBSPOT || salesforce.name.as_str() == OWNER_SALESFORCE;
    if owner && field.rule != SyncRule::TwoWay {
        flaw(FlawCode::OwnerRule);
    }
}

fn transforms(
    field: &FieldMapping,
    (hubspot, salesforce): (&FieldSchema, &FieldSchema),
    flaw: &mut impl FnMut(FlawCode),
) -> Option<Chain> {
    let references = |kind| matches!(kind, ValueKind::Reference | ValueKind::References);
    let names = Both { salesforce: salesforce.name.clone(), hubspot: field.hubspot.clone() };
    let listed = references(hubspot.kind)
        || references(salesforce.kind)
        || field.hubspot.as_str() == OWNER_HUBSPOT
        || Staged::ALL.into_iter().any(|it| it.is_stage(&names));
    if listed && !field.transform.is_empty() {
        flaw(FlawCode::Transform { why: TransformFlaw::NotHere });
        return None;
    }
    let kinds = Both { salesforce: salesforce.kind, hubspot: hubspot.kind };
    match Chain::of(&field.transform, field.rule, kinds) {
        Ok(chain) => Some(chain),
        Err(wrong) => {
            wrong.into_iter().for_each(|why| flaw(FlawCode::Transform { why }));
            None
        }
    }
}

fn works_on(rule: SyncRule, hubspot: ValueKind, salesforce: ValueKind) -> bool {
    let kinds = [hubspot, salesforce];
    let any = |wanted: &[ValueKind]| kinds.iter().any(|kind| wanted.contains(kind));
    match rule {
        SyncRule::Maximum => {
            any(&[ValueKind::Decimal, ValueKind::Date, ValueKind::Instant, ValueKind::Time])
        }
        SyncRule::Union => any(&[ValueKind::Choices, ValueKind::References]),
        SyncRule::ForwardOnly => any(&[ValueKind::Choice]),
        SyncRule::PreferSalesforceUnlessBlank
        | SyncRule::AlwaysSalesforce
        | SyncRule::TwoWay
        | SyncRule::DontSync
        | SyncRule::PreferHubspotUnlessBlank
        | SyncRule::AlwaysHubspot
        | SyncRule::Earliest
        | SyncRule::FillBlanks
        | SyncRule::Ask
        | SyncRule::OptOut => true,
    }
}
