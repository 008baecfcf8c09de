//! Schemas, designs and triples that tests share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;

use crosswalk_model::mapping::PairFile;
use crosswalk_model::schema::{FieldOption, FieldSchema, ObjectSchema, Pipeline, Stage, StageEnd};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{
    Both, Content, FieldName, Life, Link, LinkId, LinkState, ObjectName, Observed, Reason,
    ReasonCode, Record, RecordRef, Side, Triple, Value,
};

use crate::default_design::default_design;
use crate::field::OptOutFacts;
use crate::identity::Membership;
use crate::mapping::{Design, ObjectDesign, Schemas};
use crate::plan::{Along, Opportunities, PlanFacts, PlanSettings};

pub fn kind_of(native: &str) -> ValueKind {
    match native {
        "int" | "double" | "currency" | "percent" | "number/number" => ValueKind::Decimal,
        "boolean" | "bool/booleancheckbox" => ValueKind::Boolean,
        "date" | "date/date" => ValueKind::Date,
        "time" => ValueKind::Time,
        "datetime" | "datetime/date" => ValueKind::Instant,
        "picklist" | "combobox" | "enumeration/select" | "enumeration/radio" => ValueKind::Choice,
        "multipicklist" | "enumeration/checkbox" => ValueKind::Choices,
        "reference" => ValueKind::Reference,
        "references" => ValueKind::References,
        _ => ValueKind::Text,
    }
}

/// `name:native`, `!` behind it for required, `#80` for a length, `>Account` for what it names.
pub fn field(text: &str) -> FieldSchema {
    let (text, required) = text.strip_suffix('!').map_or((text, false), |text| (text, true));
    let (text, max) = text.split_once('#').map_or((text, None), |(text, max)| (text, Some(max)));
    let (name, native) = text.rsplit_once(':').unwrap();
    let (text, references) = native.split_once('>').map_or((native, None), |(a, b)| (a, Some(b)));
    let native = text;
    FieldSchema {
        name: name.into(),
        label: name.to_owned(),
        kind: kind_of(native),
        native: native.to_owned(),
        max_chars: max.map(|max| max.parse().unwrap()),
        digits: None,
        options: Vec::new(),
        open_options: false,
        required,
        createable: true,
        updateable: true,
        unique: false,
        upsert_key: false,
        filterable: true,
        calculated: false,
        references: references.into_iter().map(ObjectName::from).collect(),
        description: None,
    }
}

pub fn options(mut schema: FieldSchema, values: &[&str]) -> FieldSchema {
    schema.options = values
        .iter()
        .map(|value| FieldOption { value: (*value).into(), label: (*value).into(), active: true })
        .collect();
    schema
}

pub fn object(name: &str, fields: &str) -> ObjectSchema {
    ObjectSchema {
        object: name.into(),
        label: name.into(),
        createable: true,
        updateable: true,
        deletable: true,
        fields: fields
            .split_whitespace()
            .map(|text| {
                let schema = field(text);
                (schema.name.clone(), schema)
            })
            .collect(),
        pipelines: Vec::new(),
        log: None,
        record_types: Vec::new(),
        with_the_object: std::collections::BTreeSet::new(),
        takes_along: std::collections::BTreeSet::new(),
    }
}

const LEAD: &str = "LastName:string#80! FirstName:string#40 Company:string#255! Email:email#80 \
    Phone:phone#40 Title:string#128 City:string#40 OwnerId:reference HasOptedOutOfEmail:boolean \
    NumberOfEmployees:int Website:url#255 PairId__c:string";
const CONTACT: &str = "LastName:string#80! FirstName:string#40 Email:email#80 Phone:phone#40 \
    Title:string#128 MailingCity:string#40 OwnerId:reference HasOptedOutOfEmail:boolean \
    AccountId:reference>Account PairId__c:string";
const CONTACTS: &str = "lastname:string/text firstname:string/text email:string/text \
    phone:string/phonenumber jobtitle:string/text city:string/text company:string/text \
    hubspot_owner_id:reference hs_email_optout:bool/booleancheckbox website:string/text \
    association:companies:primary:reference>companies pair_id:string/text";
const ACCOUNT: &str = "Name:string#255! Phone:phone#40 Website:url#255 AnnualRevenue:currency \
    OwnerId:reference PairId__c:string";
const COMPANIES: &str = "name:string/text phone:string/phonenumber website:string/text \
    annualrevenue:number/number hubspot_owner_id:reference pair_id:string/text";
const OPPORTUNITY: &str = "Name:string#120! StageName:picklist! CloseDate:date! Amount:currency \
    OwnerId:reference AccountId:reference>Account \
    association:OpportunityContactRole:references>Contact PairId__c:string";
const DEALS: &str = "dealname:string/text! dealstage:enumeration/radio! \
    pipeline:enumeration/select! closedate:datetime/date amount:number/number \
    hubspot_owner_id:reference association:companies:primary:reference>companies \
    association:contacts:references>contacts pair_id:string/text";

/// `label=value:percent`, `+` for won and `-` for lost.
fn pipeline(id: &str, label: &str, stages: &[&str]) -> Pipeline {
    let stage = |text: &&str| {
        let (label, rest) = text.split_once('=').unwrap();
        let (value, percent) = rest.split_once(':').unwrap();
        let end = match percent {
            "+" => StageEnd::Won,
            "-" => StageEnd::Lost,
            _ => StageEnd::Open,
        };
        let percent = percent.parse().unwrap_or(if end == StageEnd::Won { 100 } else { 0 });
        Stage { value: value.to_owned(), label: label.to_owned(), end, percent }
    };
    let stages = stages.iter().map(stage).collect();
    Pipeline { id: id.to_owned(), label: label.to_owned(), stages }
}

pub fn schemas() -> Schemas {
    let mut contacts = object("contacts", CONTACTS);
    contacts.fields.get_mut("hs_email_optout").unwrap().updateable = false;
    let by_name = |all: Vec<ObjectSchema>| -> BTreeMap<_, _> {
        all.into_iter().map(|schema| (schema.object.clone(), schema)).collect()
    };
    let mut deals = object("deals", DEALS);
    deals.fields.values_mut().for_each(|field| field.open_options = true);
    deals.pipelines = vec![
        pipeline(
            "default",
            "Sales Pipeline",
            &[
                "Demo=demo:20",
                "Prospecting=early:10",
                "Offer=offer:80",
                "Closed Won=won:+",
                "Closed Lost=lost:-",
            ],
        ),
        pipeline("20", "Partners", &["Talking=201:20", "Signed=202:+"]),
    ];
    let mut opportunity = object("Opportunity", OPPORTUNITY);
    let names = [
        "Prospecting=Prospecting:10",
        "Analysis=Needs Analysis:20",
        "Negotiation=Negotiation/Review:90",
        "Won=Closed Won:+",
        "Lost=Closed Lost:-",
    ];
    opportunity.pipelines = vec![pipeline("", "", &names)];
    let stage = opportunity.fields.get_mut("StageName").unwrap();
    let values: Vec<&str> =
        opportunity.pipelines[0].stages.iter().map(|stage| stage.value.as_str()).collect();
    *stage = options(stage.clone(), &values);
    Both {
        salesforce: by_name(vec![
            object("Lead", LEAD),
            object("Contact", CONTACT),
            object("Account", ACCOUNT),
            opportunity,
        ]),
        hubspot: by_name(vec![contacts, object("companies", COMPANIES), deals]),
    }
}

pub fn file() -> PairFile {
    default_design("Acme", &schemas())
}

pub fn design() -> Design {
    Design::compile(&file(), &schemas()).unwrap()
}

pub fn people() -> ObjectDesign {
    design().object(&"contacts".into()).unwrap().clone()
}

pub fn deals() -> ObjectDesign {
    design().object(&"deals".into()).unwrap().clone()
}

/// Every user counts as an owner here.
fn owner_said(at: &RecordRef) -> Option<(String, String)> {
    (at.object.as_str() == "User").then(|| (format!("User {}", at.id), "Standard".to_owned()))
}

pub fn text(text: &str) -> Content {
    Content::text(text)
}

pub fn yes() -> Content {
    Content::Value(Value::Boolean(true))
}

pub fn reference(object: &str, id: &str) -> Content {
    Content::Value(Value::Reference(RecordRef::new(object, id)))
}

pub type Fields = BTreeMap<FieldName, Content>;

pub fn fields(pairs: &[(&str, Content)]) -> Fields {
    pairs.iter().map(|(name, content)| (FieldName::from(*name), content.clone())).collect()
}

pub fn record(object: &str, id: &str, fields: Fields) -> Record {
    Record {
        at: RecordRef::new(object, id),
        life: Life::Live,
        modified: None,
        modified_by: None,
        absorbed: Vec::new(),
        fields,
    }
}

pub const CONTACT_ID: &str = "003000000000001AAA";

/// A linked Salesforce contact and HubSpot contact.
pub fn triple(base: Both<Fields>, now: Both<Fields>) -> Triple {
    let records = Both {
        salesforce: record("Contact", CONTACT_ID, now.salesforce),
        hubspot: record("contacts", "501", now.hubspot),
    };
    Triple {
        link: Link {
            id: LinkId(7),
            mapping: "contacts".into(),
            ends: records.as_ref().map(|_, record| Some(record.at.clone())),
            state: LinkState::InSync,
            reason: Reason::new(ReasonCode::InSync),
            origin: None,
        },
        base,
        observed: records.map(|_, record| Some(Observed { record, stamps: BTreeMap::new() })),
        changes: Both::default(),
    }
}

/// Owner 9 is user 005A, company 77 is account 001A, contacts 1 and 2 are 003A and 003B, and contact
/// 3 is tied to the lead 00QA.
pub fn partner_of(side: Side, at: &RecordRef) -> Option<RecordRef> {
    let pairs = [
        (("User", "005A"), ("owners", "9")),
        (("Account", "001A"), ("companies", "77")),
        (("Contact", "003A"), ("contacts", "1")),
        (("Contact", "003B"), ("contacts", "2")),
        (("Lead", "00QA"), ("contacts", "3")),
    ];
    let named = |name: (&str, &str)| at.object.as_str() == name.0 && at.id.as_str() == name.1;
    pairs.into_iter().find_map(|(salesforce, hubspot)| match side {
        Side::Salesforce => named(salesforce).then(|| RecordRef::new(hubspot.0, hubspot.1)),
        Side::HubSpot => named(hubspot).then(|| RecordRef::new(salesforce.0, salesforce.1)),
    })
}

pub fn facts() -> PlanFacts<'static> {
    PlanFacts {
        gone: Both::default(),
        along: Along::default(),
        owner_said: &owner_said,
        partner_of: &partner_of,
        id_fields: Both { salesforce: Some("PairId__c".into()), hubspot: Some("pair_id".into()) },
        membership: Membership::In,
        identity: None,
        opt_out: OptOutFacts::default(),
        opportunities: Opportunities::default(),
        neighbours: Vec::new(),
        decided: BTreeMap::new(),
        refused: BTreeMap::new(),
        paused: std::collections::BTreeSet::new(),
        settings: PlanSettings::default(),
    }
}
