#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use crosswalk_model::mapping::{
    CreateInHubSpot, CreateInSalesforce, FieldMapping, MatchKey, ObjectMapping, PairFile,
    SalesforceField, Scope, SyncRule, Transform,
};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{FieldName, ObjectName, Side};

use super::{Accepted, Design, Drift, DriftKind, OPT_OUT_PERSON, Pauses, Schemas};
use crate::samples::{field, file, schemas};

/// Compiles the default file after a change, and says what is wrong with it.
fn flaws(change: impl FnOnce(&mut PairFile, &mut Schemas)) -> Vec<String> {
    let (mut file, mut schemas) = (file(), schemas());
    change(&mut file, &mut schemas);
    match Design::compile(&file, &schemas) {
        Ok(_) => Vec::new(),
        Err(flaws) => flaws.iter().map(ToString::to_string).collect(),
    }
}

fn people(file: &mut PairFile) -> &mut ObjectMapping {
    file.mappings.iter_mut().find(|mapping| mapping.id.as_str() == "contacts").unwrap()
}

fn mapping<'a>(file: &'a mut PairFile, id: &str) -> &'a mut FieldMapping {
    people(file).fields.iter_mut().find(|field| field.id.as_str() == id).unwrap()
}

fn set_rule(file: &mut PairFile, id: &str, rule: SyncRule) {
    mapping(file, id).rule = rule;
}

#[test]
fn the_default_file_has_no_flaw() {
    assert_eq!(flaws(|_, _| {}), Vec::<String>::new());
}

#[test]
fn s53_s54_a27_the_opt_out_mapping_is_locked() {
    let dropped = "contacts: the locked Email Opt Out mapping is missing";
    let changed = "contacts.email_opt_out: the locked Email Opt Out mapping was changed";
    let without = flaws(|file, _| people(file).fields.retain(|one| one.rule != SyncRule::OptOut));
    assert_eq!(without, [dropped]);
    assert_eq!(flaws(|file, _| set_rule(file, "email_opt_out", SyncRule::DontSync)), [changed]);
    let other = flaws(|file, _| mapping(file, "email_opt_out").hubspot = "website".into());
    assert!(other.contains(&changed.to_owned()), "{other:?}");
    let elsewhere = flaws(|file, _| set_rule(file, "phone", SyncRule::OptOut));
    assert!(elsewhere[0].contains("belongs to the locked"), "{elsewhere:?}");
}

#[test]
fn a_hidden_opt_out_field_stops_the_pair() {
    let hidden = |object: &str, side: &str| {
        format!(
            "contacts.email_opt_out: {side} {object}: Email Opt Out hidden: grant read and edit"
        )
    };
    for object in ["Lead", "Contact"] {
        for take in TAKES {
            let found = flaws(|_, schemas| take(schemas, object, "HasOptedOutOfEmail"));
            assert_eq!(found, [hidden(object, "Salesforce")]);
        }
    }
}

/// Hides a field, or leaves it to be read only.
const TAKES: [fn(&mut Schemas, &str, &str); 2] = [
    |schemas, object, field| {
        schemas.salesforce.get_mut(object).unwrap().fields.remove(field).unwrap();
    },
    |schemas, object, field| {
        let fields = &mut schemas.salesforce.get_mut(object).unwrap().fields;
        fields.get_mut(field).unwrap().updateable = false;
    },
];

/// The org has person accounts, whose opt-outs are the account's.
fn with_persons(schemas: &mut Schemas) {
    for (object, fields) in
        [("Account", &["IsPersonAccount", OPT_OUT_PERSON][..]), ("Contact", &["IsPersonAccount"])]
    {
        let object = schemas.salesforce.get_mut(object).unwrap();
        for name in fields {
            object.fields.insert((*name).into(), field(&format!("{name}:boolean")));
        }
    }
}

#[test]
fn a_hidden_opt_out_of_persons_stops_the_pair() {
    let hidden = "contacts.email_opt_out: Salesforce Account: Email Opt Out hidden: \
                  grant read and edit";
    let changes: [fn(&mut PairFile); 3] = [
        |_| {},
        // Whether persons make companies, and whether there are any, is another matter.
        |file| file.mappings[0].create.person_accounts = false,
        |file| file.mappings.retain(|mapping| mapping.id.as_str() == "contacts"),
    ];
    for change in changes {
        let found = |take: fn(&mut Schemas, &str, &str)| {
            flaws(|file, schemas| {
                with_persons(schemas);
                people(file).fields.retain(|field| !field.hubspot.as_str().contains(':'));
                change(file);
                take(schemas, "Account", OPT_OUT_PERSON);
            })
        };
        assert_eq!(found(|_, _, _| {}), Vec::<String>::new());
        for take in TAKES {
            assert_eq!(found(take), [hidden]);
        }
        let unseen = |schemas: &mut Schemas, object: &str, _: &str| {
            schemas.salesforce.remove(object).unwrap();
        };
        assert!(found(unseen).contains(&hidden.to_owned()), "the whole account");
    }
}

#[test]
fn where_there_are_no_persons_nobody_asks_for_their_opt_out() {
    assert!(!schemas().salesforce["Account"].fields.contains_key(OPT_OUT_PERSON));
    assert_eq!(flaws(|_, _| {}), Vec::<String>::new());
    // Leads are written by themselves.
    let leads = flaws(|file, schemas| {
        with_persons(schemas);
        schemas.salesforce.get_mut("Account").unwrap().fields.remove(OPT_OUT_PERSON);
        let mapping = people(file);
        mapping.salesforce = vec!["Lead".into()];
        mapping.create.salesforce = CreateInSalesforce::Lead;
        mapping.create.hubspot = CreateInHubSpot::Leads;
    });
    assert_eq!(leads, Vec::<String>::new());
}

#[test]
fn h79_h73_email_and_owner_have_their_rules() {
    for rule in [SyncRule::AlwaysSalesforce, SyncRule::DontSync, SyncRule::PreferHubspotUnlessBlank]
    {
        let found = flaws(|file, _| set_rule(file, "email", rule));
        assert_eq!(
            found,
            ["contacts.email: e-mail takes only prefer_salesforce_unless_blank or two_way"]
        );
    }
    assert!(flaws(|file, _| set_rule(file, "email", SyncRule::TwoWay)).is_empty());
    let owner = flaws(|file, _| set_rule(file, "hubspot_owner_id", SyncRule::Ask));
    assert_eq!(owner, ["contacts.hubspot_owner_id: the owner mapping is always two_way"]);
}

#[test]
fn h81_s48_fields_are_there_fit_and_stand_once() {
    let unknown = flaws(|_, schemas| {
        schemas.hubspot.get_mut("contacts").unwrap().fields.remove("jobtitle");
    });
    assert_eq!(unknown, ["contacts.jobtitle: HubSpot contacts.jobtitle was removed or is hidden"]);
    let twice = flaws(|file, _| mapping(file, "jobtitle").hubspot = "phone".into());
    assert_eq!(twice, ["contacts.phone: HubSpot contacts.phone is mapped twice"]);
    let mismatch = flaws(|_, schemas| {
        let fields = &mut schemas.salesforce.get_mut("Lead").unwrap().fields;
        fields.insert("Website".into(), field("Website:address"));
    });
    assert_eq!(
        mismatch,
        ["contacts.website: HubSpot's string/text and Salesforce's address cannot be tied"]
    );
    let read_only = flaws(|_, schemas| {
        let fields = &mut schemas.salesforce.get_mut("Lead").unwrap().fields;
        fields.get_mut("Phone").unwrap().updateable = false;
    });
    assert_eq!(read_only, ["contacts.phone: Salesforce Lead.Phone cannot be written"]);
    let company = flaws(|file, _| {
        let names = [(ObjectName::from("Contact"), FieldName::from("AccountId"))];
        people(file).fields.retain(|one| one.id.as_str() != "association:companies:primary");
        mapping(file, "company").salesforce = SalesforceField::PerObject(names.into());
    });
    assert_eq!(
        company,
        ["contacts.company: an account's name never fills the contact's company name"]
    );
}

#[test]
fn rules_settings_and_transforms_that_do_not_fit() {
    let maximum = flaws(|file, _| set_rule(file, "phone", SyncRule::Maximum));
    assert_eq!(maximum, ["contacts.phone: the rule does not work on this kind of field"]);
    let create = flaws(|file, _| people(file).create.salesforce = CreateInSalesforce::Record);
    assert_eq!(create, ["contacts: the create setting does not fit the mapping's objects"]);
    let records = flaws(|file, _| people(file).create.hubspot = CreateInHubSpot::Records);
    assert_eq!(records, create);
    let key = flaws(|file, _| people(file).match_by.push(MatchKey::Domain));
    assert_eq!(key, ["contacts: a match key does not fit the mapping's objects"]);
    let transform = Transform { name: "rot13".into(), parameters: Default::default() };
    let unknown = flaws(|file, _| mapping(file, "phone").transform.push(transform));
    assert_eq!(unknown, ["contacts.phone: the transform rot13 is not known"]);
    let version = flaws(|file, _| file.format_version = "2.0".into());
    assert_eq!(version, ["format version 2.0 is not known"]);
}

#[test]
fn fields_to_read_are_the_mapped_ones_and_those_of_identity() {
    let design = Design::compile(&file(), &schemas()).unwrap();
    let lead = design.fields_to_read(Side::Salesforce, &"Lead".into());
    assert!(lead.contains("Company") && lead.contains("HasOptedOutOfEmail"));
    assert!(!lead.contains("MailingCity"));
    let contacts = design.fields_to_read(Side::HubSpot, &"contacts".into());
    for name in ["email", "hs_additional_emails", "salesforcecontactid", "hs_email_optout", "city"]
    {
        assert!(contacts.contains(name), "{name}");
    }
    assert!(design.fields_to_read(Side::Salesforce, &"Case".into()).is_empty());
}

#[test]
fn parents_stand_before_those_that_name_them_whatever_the_file_says() {
    let mut file = file();
    file.mappings.reverse();
    let design = Design::compile(&file, &schemas()).unwrap();
    let ids: Vec<_> = design.objects.iter().map(|object| object.id.as_str()).collect();
    assert_eq!(ids, ["companies", "contacts", "deals"]);
}

#[test]
fn h119_a_field_that_names_what_nobody_keeps_in_step_is_a_flaw() {
    let said = flaws(|file, _| file.mappings.retain(|mapping| mapping.id.as_str() == "contacts"));
    let named = "it names companies, and no object mapping keeps those in step";
    assert_eq!(said, [format!("contacts.association:companies:primary: {named}")]);
}

#[test]
fn a_renamed_stage_is_a_flaw_of_a_new_file_and_stops_no_pass() {
    let (mut file, schemas) = (file(), schemas());
    file.stages[0].pipeline = "Renamed".to_owned();
    assert_eq!(Design::compile(&file, &schemas).unwrap_err().len(), 1);
    let design = Design::for_a_pass(&file, &schemas, None).unwrap();
    let deals = design.object(&"deals".into()).unwrap();
    let stage = deals.pairs(&"Opportunity".into()).iter().find_map(|pair| pair.stages.as_ref());
    let new = crate::samples::record("Opportunity", "006A", std::collections::BTreeMap::new());
    assert_eq!(stage.unwrap().pipeline_of_new(&new), Some("20"));
    file.mappings.clear();
    file.format_version = "9.0".to_owned();
    assert!(Design::for_a_pass(&file, &schemas, None).is_err());
}

/// What drifted when a field is taken out of a schema, and what waits for it.
fn without(side: Side, object: &str, field: &str) -> Vec<(String, Pauses)> {
    let (mut file, mut schemas) = (file(), schemas());
    let people = file.mappings.iter_mut().find(|it| it.id.as_str() == "contacts").unwrap();
    people.in_scope = Some(Scope::Filter("city != \"Oslo\"".to_owned()));
    let accepted = Accepted::of(&file, &schemas);
    let schema = schemas.get_mut(side).get_mut(&ObjectName::from(object)).unwrap();
    schema.fields.remove(field).unwrap();
    let design = Design::for_a_pass(&file, &schemas, Some(&accepted)).unwrap();
    let told = |drift: &Drift| (drift.name.to_string(), drift.pauses);
    let read = design.fields_to_read(side, &object.into());
    let own = design.drift.iter().filter(|it| it.pauses == Pauses::Field);
    for drift in own {
        assert!(!read.contains(&drift.name), "what is gone is not asked for");
    }
    design.drift.iter().map(told).collect()
}

#[test]
fn h149_h155_what_waits_for_a_field_that_went_is_what_it_is_for() {
    let of = |name: &str, pauses| (name.to_owned(), pauses);
    assert_eq!(without(Side::HubSpot, "contacts", "phone"), [of("phone", Pauses::Field)]);
    assert_eq!(without(Side::Salesforce, "Contact", "Phone"), [of("Phone", Pauses::Field)]);
    assert_eq!(without(Side::Salesforce, "Contact", "Email"), [of("Email", Pauses::MatchKey)]);
    let city = [of("city", Pauses::Field), of("city", Pauses::Filter)];
    assert_eq!(without(Side::HubSpot, "contacts", "city"), city);
}

#[test]
fn h149_a_field_of_another_kind_waits_for_a_word_and_only_on_its_object() {
    let (file, mut schemas) = (file(), schemas());
    let accepted = Accepted::of(&file, &schemas);
    let contact = schemas.salesforce.get_mut(&ObjectName::from("Contact")).unwrap();
    contact.fields.get_mut("Phone").unwrap().kind = ValueKind::Decimal;
    let design = Design::for_a_pass(&file, &schemas, Some(&accepted)).unwrap();
    let told: Vec<_> = design.drift.iter().map(|it| (it.what, it.object.as_str())).collect();
    assert_eq!(told, [(DriftKind::Retyped, "Contact")]);
    let people = design.object(&"contacts".into()).unwrap();
    let mapped = |object: &str| {
        people.pairs(&object.into()).iter().any(|pair| pair.mapping.as_str() == "phone")
    };
    assert_eq!([mapped("Contact"), mapped("Lead")], [false, true]);
    // What was accepted so is nothing new.
    let now = Accepted::of(&file, &schemas);
    assert_eq!(Design::for_a_pass(&file, &schemas, Some(&now)).unwrap().drift, []);
}

#[test]
fn h149_a_word_for_one_side_is_none_for_the_other() {
    let (file, mut schemas) = (file(), schemas());
    let accepted = Accepted::of(&file, &schemas);
    let kind = |schemas: &mut Schemas, side: Side, (object, field): (&str, &str)| {
        let schema = schemas.get_mut(side).get_mut(&ObjectName::from(object)).unwrap();
        schema.fields.get_mut(field).unwrap().kind = ValueKind::Decimal;
    };
    kind(&mut schemas, Side::Salesforce, ("Contact", "Phone"));
    kind(&mut schemas, Side::Salesforce, ("Lead", "Phone"));
    let drift = |accepted: &Accepted, schemas: &Schemas| {
        Design::for_a_pass(&file, schemas, Some(accepted)).unwrap().drift
    };
    let objects =
        |drift: &[Drift]| drift.iter().map(|it| it.object.to_string()).collect::<Vec<_>>();
    let told = drift(&accepted, &schemas);
    assert_eq!(objects(&told), ["Lead", "Contact"]);
    // One object's field is approved: the other's is not.
    let once = accepted.with(&Accepted::of(&file, &schemas), &told[1]);
    assert_eq!(objects(&drift(&once, &schemas)), ["Lead"]);
    // Before the word about the lead is given, HubSpot's side changes as well: that word is about
    // the lead alone.
    let lead = drift(&once, &schemas)[0].clone();
    kind(&mut schemas, Side::HubSpot, ("contacts", "phone"));
    let twice = once.with(&Accepted::of(&file, &schemas), &lead);
    assert_eq!(objects(&drift(&twice, &schemas)), ["contacts"]);
}
