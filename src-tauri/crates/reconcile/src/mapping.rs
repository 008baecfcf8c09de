//! A pair file, checked against both schemas and made ready to plan with.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::mapping::{
    BrakeSettings, CreateInHubSpot, CreateInSalesforce, CreateRule, CreateSettings, DeleteSettings,
    Follow, History, MatchKey, ObjectMapping, OnDelete, OptOutSettings, OwnerPair, PairFile,
    Repeats, Scope, SyncRule,
};
use crosswalk_model::plan::SkipReason;
use crosswalk_model::schema::{EventLog, FieldSchema, ObjectSchema};
use crosswalk_model::{Both, Content, FieldName, MappingId, ObjectName, Record, Side, Value};

use crate::convert;
use crate::default_design;
use crate::identity::Membership;
use crate::scope::Filter;
use crate::transform::{Chain, Made};

mod check;
mod drift;
mod flaw;
mod lifecycle;
mod persons;
mod stages;

pub use check::writes;
pub use drift::{Accepted, AcceptedField, Drift, DriftKind, Pauses};
pub use flaw::{Flaw, FlawCode};
pub use lifecycle::{Lifecycle, Ripple};
pub use persons::{
    OPT_OUT_PERSON, has_person_accounts, is_person, unmapped_account, written_through,
};
pub use stages::{
    PipelineStages, RECORD_TYPE, STAGE_HUBSPOT, STAGE_SALESFORCE, Staged, Stages, suggest,
};

/// HubSpot's opt-out property (S52).
pub const OPT_OUT_HUBSPOT: &str = "hs_email_optout";
/// Salesforce's opt-out field (S52).
pub const OPT_OUT_SALESFORCE: &str = "HasOptedOutOfEmail";
/// HubSpot's owner property (S68).
pub const OWNER_HUBSPOT: &str = "hubspot_owner_id";
/// Salesforce's owner field (S68).
pub const OWNER_SALESFORCE: &str = "OwnerId";
/// The account of a contact.
pub(crate) const ACCOUNT: &str = "AccountId";
/// HubSpot's lifecycle stage. Most filters ask for it (S17): it is read of everybody, so that such a
/// filter can be counted before it is taken in.
pub const LIFECYCLE: &str = "lifecyclestage";

/// The schemas a pair file is read against, by object.
pub type Schemas = Both<BTreeMap<ObjectName, ObjectSchema>>;

/// A whole pair, ready to plan with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Design {
    /// One per object mapping, parents before those that name them.
    pub objects: Vec<ObjectDesign>,
    /// Owners tied by hand.
    pub owners: Vec<OwnerPair>,
    /// Brakes that differ from the defaults.
    pub brakes: BrakeSettings,
    /// What was chosen about opt-outs.
    pub opt_out: OptOutSettings,
    /// Fields that are not what the mapping was made for: their field mappings do not take part.
    pub drift: Vec<Drift>,
}

/// One object mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectDesign {
    /// Its id in the file.
    pub id: MappingId,
    /// The HubSpot object.
    pub hubspot: ObjectName,
    /// The Salesforce objects.
    pub salesforce: Vec<ObjectName>,
    /// Which records take part.
    pub in_scope: Option<Scope>,
    /// The filter among those, made ready.
    pub filter: Option<Filter>,
    /// Which side may get new records.
    pub create: CreateSettings,
    /// What some records make instead, in the order in which they are asked. A rule that cannot be
    /// asked has no filter: whoever comes to it waits.
    pub create_rules: Vec<(Option<Filter>, CreateInSalesforce)>,
    /// What deletes do.
    pub delete: DeleteSettings,
    /// How unlinked records find their partner, in order.
    pub match_by: Vec<MatchKey>,
    /// What its HubSpot records are, where they are events of a log.
    pub log: Option<EventLog>,
    /// Which of several Salesforce records of one address a contact stays with.
    pub follow: Follow,
    /// What repeats of an event make.
    pub repeats: Repeats,
    /// Whether records of before it was switched on take part.
    pub history: History,
    /// The field pairs, by Salesforce object.
    pub fields: BTreeMap<ObjectName, Vec<FieldPair>>,
    /// Where the HubSpot records keep a Salesforce owner without a counterpart (A20).
    pub owner_card: Option<OwnerCard>,
    /// The Salesforce objects on which a record can be a person account, or the contact behind one.
    pub person_objects: BTreeSet<ObjectName>,
    /// By Salesforce object: whose records go with one that is deleted.
    pub takes_along: BTreeMap<ObjectName, BTreeSet<ObjectName>>,
    /// How opportunities move the stage of people, where they do.
    pub lifecycle: Option<Lifecycle>,
    /// How companies and their contacts take one another's stage along, where they do.
    pub ripple: Option<Ripple>,
    /// Fields that are read on, by side and object, though their field mapping does not take part.
    pub read_on: Both<BTreeMap<ObjectName, BTreeSet<FieldName>>>,
    /// Fields that a create must carry, by side and object.
    pub required: Both<BTreeMap<ObjectName, BTreeSet<FieldName>>>,
}

/// What a record without a partner makes on the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Makes {
    /// A record of this object.
    One(ObjectName),
    /// Nothing.
    Nothing,
    /// A property that a rule asks for was not read yet.
    NotKnown,
}

/// The properties that hold a Salesforce owner whom HubSpot does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerCard {
    /// The owner's Salesforce id.
    pub id: FieldName,
    /// Their name.
    pub name: FieldName,
    /// What they are: a user's type, or a queue.
    pub kind: FieldName,
}

impl OwnerCard {
    /// The properties by the names that set-up gives them.
    #[must_use]
    pub fn named() -> OwnerCard {
        OwnerCard {
            id: FieldName::from("crosswalk_salesforce_owner_id"),
            name: FieldName::from("crosswalk_salesforce_owner_name"),
            kind: FieldName::from("crosswalk_salesforce_owner_type"),
        }
    }

    /// All three.
    #[must_use]
    pub fn fields(&self) -> [&FieldName; 3] {
        [&self.id, &self.name, &self.kind]
    }

    /// The properties, where a schema has all of them.
    fn of(schema: Option<&ObjectSchema>) -> Option<OwnerCard> {
        let (card, schema) = (OwnerCard::named(), schema?);
        let usable = |name: &FieldName| schema.fields.get(name).is_some_and(|it| it.updateable);
        let all = card.fields().into_iter().all(usable);
        all.then_some(card)
    }
}

/// One property tied to one field of one Salesforce object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPair {
    /// The field mapping's id.
    pub mapping: MappingId,
    /// The sync rule.
    pub rule: SyncRule,
    /// The names.
    pub names: Both<FieldName>,
    /// The schemas.
    pub schemas: Both<FieldSchema>,
    /// What stands between the two.
    pub chain: Chain,
    /// What each side's stages are called on the other, where this is a deal's stage or a ticket's.
    pub stages: Option<Stages>,
}

impl FieldPair {
    /// Whether this is the record's owner (A20-A23).
    #[must_use]
    pub fn is_owner(&self) -> bool {
        self.names.hubspot.as_str() == OWNER_HUBSPOT
            || self.names.salesforce.as_str() == OWNER_SALESFORCE
    }

    /// Whether this is the locked opt-out mapping.
    #[must_use]
    pub fn is_opt_out(&self) -> bool {
        self.rule == SyncRule::OptOut
    }

    /// The options from first to last, in the spelling that comparable forms use.
    #[must_use]
    pub fn order(&self) -> Vec<String> {
        let of = |side: Side| {
            let options = self.schemas.get(side).options.iter();
            options.map(|option| option.value.clone()).collect::<Vec<String>>()
        };
        let salesforce = of(Side::Salesforce);
        if !salesforce.is_empty() || self.chain.is_empty() {
            return if salesforce.is_empty() { of(Side::HubSpot) } else { salesforce };
        }
        let there = |option: String| {
            let met = self.comparable(&Content::Value(Value::Choice(option)), Side::HubSpot);
            match met {
                Content::Value(Value::Choice(name) | Value::Text(name)) => Some(name),
                Content::Value(_) | Content::Blank => None,
            }
        };
        of(Side::HubSpot).into_iter().filter_map(there).collect()
    }

    /// What a content of the other side becomes in `to`, where `held` is what that holds already.
    ///
    /// # Errors
    /// The named reason why the value has no form there.
    pub fn cross(
        &self,
        content: &Content,
        to: Side,
        held: Option<&Content>,
    ) -> Result<Made, SkipReason> {
        convert::cross(content, to, (&self.chain, self.schemas.as_ref()), held)
    }

    /// One side's content in the form in which both are compared.
    #[must_use]
    pub fn comparable(&self, content: &Content, of: Side) -> Content {
        convert::comparable_through(content, of, (&self.chain, self.schemas.as_ref()))
    }
}

impl Design {
    /// Checks a pair file against both schemas.
    ///
    /// # Errors
    /// Every flaw that was found; such a file is not taken in.
    pub fn compile(file: &PairFile, schemas: &Schemas) -> Result<Design, Vec<Flaw>> {
        let (design, flaws) = Design::build(file, schemas, None);
        if flaws.is_empty() { Ok(design) } else { Err(flaws) }
    }

    /// The design that a pass works with, without what drifted since a person `accepted` it.
    ///
    /// # Errors
    /// The flaws for which a pass stops ([`Flaw::stops_a_pass`]).
    pub fn for_a_pass(
        file: &PairFile,
        schemas: &Schemas,
        accepted: Option<&Accepted>,
    ) -> Result<Design, Vec<Flaw>> {
        let (design, mut flaws) = Design::build(file, schemas, accepted);
        flaws.retain(Flaw::stops_a_pass);
        if flaws.is_empty() { Ok(design) } else { Err(flaws) }
    }

    /// The design as far as it goes, with everything that is wrong.
    fn build(
        file: &PairFile,
        schemas: &Schemas,
        accepted: Option<&Accepted>,
    ) -> (Design, Vec<Flaw>) {
        let mut flaws = check::file(file);
        let (stages, of_stages) = stages::build(&file.stages, schemas);
        flaws.extend(of_stages);
        flaws.extend(lifecycle::flaws(file, schemas));
        let (mut objects, mut drift) = (Vec::new(), Vec::new());
        for mapping in &file.mappings {
            let before = flaws.len();
            check::object(mapping, schemas, &mut flaws);
            check::parents(mapping, file, schemas, &mut flaws);
            let new = flaws.get(before..).unwrap_or_default();
            if !new.iter().any(Flaw::stops_a_pass) {
                let drifted = drift::look(mapping, schemas, accepted);
                let lifecycle = Lifecycle::of(file, mapping, schemas);
                let ripple = Ripple::of(file, mapping, schemas);
                let mut built = ObjectDesign::build(mapping, schemas, &stages);
                built.leave_out(&drifted);
                drift.extend(drifted.all);
                objects.push(ObjectDesign { lifecycle, ripple, ..built });
            }
        }
        let objects = parents_first(objects);
        let (owners, brakes, opt_out) = (file.owners.clone(), file.brakes, file.opt_out);
        (Design { objects, owners, brakes, opt_out, drift }, flaws)
    }

    /// The design of one object mapping.
    #[must_use]
    pub fn object(&self, id: &MappingId) -> Option<&ObjectDesign> {
        self.objects.iter().find(|object| object.id == *id)
    }

    /// Every field that planning reads of one object: mapped ones, and those identity rests on.
    /// Pair id fields are the caller's to add, since only it knows their names.
    #[must_use]
    pub fn fields_to_read(&self, side: Side, object: &ObjectName) -> BTreeSet<FieldName> {
        let taking_part = self.objects.iter().filter(|design| design.takes_part(side, object));
        taking_part.flat_map(|design| design.fields_to_read(side, object)).collect()
    }
}

impl ObjectDesign {
    fn build(
        mapping: &ObjectMapping,
        schemas: &Schemas,
        stages: &BTreeMap<Staged, Stages>,
    ) -> ObjectDesign {
        let stages = Staged::of(&mapping.hubspot).and_then(|of| stages.get(&of));
        let pairs = |object: &ObjectName| {
            let mut pairs = field_pairs(mapping, object, schemas);
            if let Some(stages) = stages {
                let of_stages = pairs.iter_mut().filter(|pair| stages.of.is_stage(&pair.names));
                of_stages.for_each(|pair| pair.stages = Some(stages.clone()));
            }
            (object.clone(), pairs)
        };
        let fields = mapping.salesforce.iter().map(pairs).collect();
        let log = schemas.hubspot.get(&mapping.hubspot).and_then(|schema| schema.log.clone());
        let mut required = Both::from_fn(|side| required(mapping, side, schemas.get(side)));
        needs_its_person(&mut required.salesforce, log.as_ref(), &fields);
        ObjectDesign {
            id: mapping.id.clone(),
            hubspot: mapping.hubspot.clone(),
            salesforce: mapping.salesforce.clone(),
            in_scope: mapping.in_scope.clone(),
            filter: filter(mapping, &schemas.hubspot),
            create: mapping.create,
            create_rules: create_rules(mapping, &schemas.hubspot),
            delete: mapping.delete,
            match_by: mapping.match_by.clone(),
            log,
            follow: mapping.follow,
            repeats: mapping.repeats,
            history: mapping.history,
            fields,
            owner_card: OwnerCard::of(schemas.hubspot.get(&mapping.hubspot)),
            person_objects: persons::person_objects(mapping, schemas),
            takes_along: takes_along(mapping, schemas),
            lifecycle: None,
            ripple: None,
            read_on: Both::default(),
            required,
        }
    }

    /// Whether anything of what it makes in Salesforce comes back. Events do not, nor do activities
    /// of which every field goes one way: what Salesforce holds of them is read by id, after a write.
    #[must_use]
    pub fn comes_back(&self) -> bool {
        let one_way = |pair: &FieldPair| {
            let to_salesforce = matches!(pair.rule, SyncRule::AlwaysHubspot | SyncRule::DontSync);
            to_salesforce || pair.names.hubspot.as_str() == OWNER_HUBSPOT
        };
        let sent_only = self.history == History::None
            && self.create.hubspot == CreateInHubSpot::Nothing
            && self.delete.hubspot == OnDelete::Nothing
            && self.match_by.is_empty()
            && self.fields.values().flatten().all(one_way);
        !(sent_only || self.log.is_some())
    }

    /// Takes the field mappings out that drifted. The side that did not change is read on, so that
    /// nothing of it is missing once the other is back.
    fn leave_out(&mut self, drifted: &drift::Drifted) {
        for ((object, mapping), out) in &drifted.out {
            let pairs = self.fields.entry(object.clone()).or_default();
            pairs.retain(|pair| pair.mapping != *mapping);
            for side in Side::ALL.into_iter().filter(|side| !out.sides.contains(side)) {
                let at = match side {
                    Side::HubSpot => &self.hubspot,
                    Side::Salesforce => object,
                };
                let read = self.read_on.get_mut(side).entry(at.clone()).or_default();
                read.insert(out.names.get(side).clone());
            }
        }
    }

    /// Whether records of this object on this side belong to the mapping.
    #[must_use]
    pub fn takes_part(&self, side: Side, object: &ObjectName) -> bool {
        match side {
            Side::Salesforce => self.salesforce.contains(object),
            Side::HubSpot => self.hubspot == *object,
        }
    }

    /// The objects of one side.
    #[must_use]
    pub fn objects_of(&self, side: Side) -> &[ObjectName] {
        match side {
            Side::HubSpot => std::slice::from_ref(&self.hubspot),
            Side::Salesforce => &self.salesforce,
        }
    }

    /// What a HubSpot record without a partner makes in Salesforce: what the first rule that holds
    /// for it says, else the setting (H15).
    #[must_use]
    pub fn salesforce_to_create(&self, record: &Record) -> Makes {
        let mut making = self.create.salesforce;
        for (filter, rule) in &self.create_rules {
            match filter.as_ref().map_or(Membership::Unknown, |filter| filter.admits(record)) {
                Membership::In => {
                    making = *rule;
                    break;
                }
                Membership::Out => {}
                Membership::Unknown => return Makes::NotKnown,
            }
        }
        self.object_of(making).map_or(Makes::Nothing, Makes::One)
    }

    /// Every Salesforce object of which the rules and the setting may make a record.
    #[must_use]
    pub fn salesforce_objects_made(&self) -> BTreeSet<ObjectName> {
        let ruled = self.create_rules.iter().map(|(_, rule)| *rule);
        ruled.chain([self.create.salesforce]).filter_map(|makes| self.object_of(makes)).collect()
    }

    fn object_of(&self, makes: CreateInSalesforce) -> Option<ObjectName> {
        match makes {
            CreateInSalesforce::Nothing => None,
            CreateInSalesforce::Contact => Some(ObjectName::from("Contact")),
            CreateInSalesforce::Lead => Some(ObjectName::from("Lead")),
            CreateInSalesforce::Record => self.salesforce.first().cloned(),
        }
    }

    /// The field pairs of one Salesforce object.
    #[must_use]
    pub fn pairs(&self, salesforce: &ObjectName) -> &[FieldPair] {
        self.fields.get(salesforce).map_or(&[], Vec::as_slice)
    }

    /// The HubSpot objects that records of this mapping name, owners apart: their parents.
    #[must_use]
    pub fn parents(&self) -> BTreeSet<ObjectName> {
        let pairs = self.fields.values().flatten().filter(|pair| !pair.is_owner());
        let named = pairs.flat_map(|pair| pair.schemas.hubspot.references.iter().cloned());
        named.filter(|object| *object != self.hubspot).collect()
    }

    /// Whether this mapping is of companies, which are found through their contacts (S23).
    #[must_use]
    pub fn is_of_companies(&self) -> bool {
        self.hubspot.as_str() == "companies"
    }

    /// The property of the pipeline that a HubSpot record is in, where the file does not map that
    /// pipeline's stages: the record takes no part (H51).
    #[must_use]
    pub fn in_no_pipeline(&self, record: &Record) -> Option<&'static str> {
        let stages = self.fields.values().flatten().find_map(|pair| pair.stages.as_ref())?;
        let property = stages.of.pipeline();
        match record.fields.get(property) {
            Some(Content::Value(Value::Choice(id) | Value::Text(id))) => {
                stages.leave_out(id).then_some(property)
            }
            Some(_) | None => None,
        }
    }

    /// Whether this mapping is of what people did, which is nothing without whom it is about.
    #[must_use]
    pub fn is_of_activities(&self) -> bool {
        default_design::is_activity(&self.hubspot)
    }

    /// Whether this mapping is of people, who are found by their e-mail address.
    #[must_use]
    pub fn is_of_people(&self) -> bool {
        check::is_of_people(&self.salesforce)
    }

    /// See [`Design::fields_to_read`].
    #[must_use]
    pub fn fields_to_read(&self, side: Side, object: &ObjectName) -> BTreeSet<FieldName> {
        let pairs = self.fields.iter().filter(|(name, _)| side == Side::HubSpot || *name == object);
        let mapped = pairs.flat_map(|(_, pairs)| pairs).map(|pair| pair.names.get(side).clone());
        let mut fields: BTreeSet<FieldName> = mapped.collect();
        fields.extend(self.read_on.get(side).get(object).into_iter().flatten().cloned());
        fields.extend(self.identity_fields(side).iter().map(|name| FieldName::from(*name)));
        if self.person_objects.contains(object) {
            fields.insert(FieldName::from(persons::IS_PERSON));
            fields.extend((object.as_str() == "Contact").then(|| FieldName::from(ACCOUNT)));
        }
        let stages = self.pairs(object).iter().find_map(|pair| pair.stages.as_ref());
        if side == Side::Salesforce && stages.is_some_and(Stages::by_record_type) {
            fields.insert(FieldName::from(RECORD_TYPE));
        }
        if side == Side::HubSpot {
            fields.extend(self.owner_card.iter().flat_map(OwnerCard::fields).cloned());
            fields.extend(self.ripple.iter().map(|_| FieldName::from(LIFECYCLE)));
            let rules = self.create_rules.iter().filter_map(|(filter, _)| filter.as_ref());
            let filters = self.filter.iter().chain(rules);
            fields.extend(filters.flat_map(Filter::fields).cloned());
        }
        fields
    }

    fn identity_fields(&self, side: Side) -> &'static [&'static str] {
        match (side, self.is_of_people(), self.hubspot.as_str()) {
            (Side::HubSpot, true, _) => &[
                "email",
                "hs_additional_emails",
                "salesforceleadid",
                "salesforcecontactid",
                LIFECYCLE,
            ],
            (Side::HubSpot, false, "companies") => &["domain", "name", "salesforceaccountid"],
            (Side::HubSpot, false, "deals") => const { &[Staged::Deals.pipeline()] },
            (Side::HubSpot, false, "tickets") => const { &[Staged::Tickets.pipeline()] },
            (Side::HubSpot, false, _) => &[],
            (Side::Salesforce, true, _) => &["Email"],
            (Side::Salesforce, false, "companies") => &["Name", "Website"],
            (Side::Salesforce, false, _) => &[],
        }
    }
}

/// By Salesforce object, as the vendor describes them: whose records go with one that is deleted.
fn takes_along(
    mapping: &ObjectMapping,
    schemas: &Schemas,
) -> BTreeMap<ObjectName, BTreeSet<ObjectName>> {
    let known = mapping.salesforce.iter().filter_map(|object| schemas.salesforce.get(object));
    known.map(|schema| (schema.object.clone(), schema.takes_along.clone())).collect()
}

/// The filter of a mapping. An object whose filter has a flaw waits as a whole (see [`drift`]).
fn filter(mapping: &ObjectMapping, schemas: &BTreeMap<ObjectName, ObjectSchema>) -> Option<Filter> {
    match (&mapping.in_scope, schemas.get(&mapping.hubspot)) {
        (Some(Scope::Filter(text)), Some(schema)) => Filter::read(text, schema).ok(),
        (Some(Scope::Filter(_) | Scope::List(_)) | None, _) => None,
    }
}

/// The rules about what is made.
fn create_rules(
    mapping: &ObjectMapping,
    schemas: &BTreeMap<ObjectName, ObjectSchema>,
) -> Vec<(Option<Filter>, CreateInSalesforce)> {
    let schema = schemas.get(&mapping.hubspot);
    let filter = |rule: &CreateRule| Filter::read(&rule.when, schema?).ok();
    let read = |rule: &CreateRule| (filter(rule), rule.salesforce);
    mapping.create_rules.iter().map(read).collect()
}

/// Whatever others name stands before them; where they name one another in a circle, the order of
/// the file stands.
fn parents_first(mut left: Vec<ObjectDesign>) -> Vec<ObjectDesign> {
    let mut ordered: Vec<ObjectDesign> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits = |design: &ObjectDesign| {
            let parents = design.parents();
            left.iter().any(|other| other.id != design.id && parents.contains(&other.hubspot))
        };
        let next = left.iter().position(|design| !waits(design)).unwrap_or(0);
        ordered.push(left.remove(next));
    }
    ordered
}

fn field_pairs(mapping: &ObjectMapping, object: &ObjectName, schemas: &Schemas) -> Vec<FieldPair> {
    let salesforce = schemas.salesforce.get(object);
    let hubspot = schemas.hubspot.get(&mapping.hubspot);
    let (Some(salesforce), Some(hubspot)) = (salesforce, hubspot) else {
        return Vec::new();
    };
    let pair = |field: &crosswalk_model::mapping::FieldMapping| {
        let name = field.salesforce.on(object)?;
        let schemas = Both {
            salesforce: salesforce.fields.get(name)?.clone(),
            hubspot: hubspot.fields.get(&field.hubspot)?.clone(),
        };
        let kinds = schemas.as_ref().map(|_, schema| schema.kind);
        Some(FieldPair {
            mapping: field.id.clone(),
            rule: field.rule,
            names: Both { salesforce: name.clone(), hubspot: field.hubspot.clone() },
            schemas,
            // With a flaw among them the mapping is not used.
            chain: Chain::of(&field.transform, field.rule, kinds).ok()?,
            stages: None,
        })
    };
    mapping.fields.iter().filter_map(pair).collect()
}

/// What an event becomes is nothing without the person that it happened to: it waits for them.
fn needs_its_person(
    required: &mut BTreeMap<ObjectName, BTreeSet<FieldName>>,
    log: Option<&EventLog>,
    fields: &BTreeMap<ObjectName, Vec<FieldPair>>,
) {
    let Some(log) = log else { return };
    for (object, pairs) in fields {
        let who = pairs.iter().filter(|pair| pair.names.hubspot == log.who);
        let who = who.map(|pair| pair.names.salesforce.clone());
        required.entry(object.clone()).or_default().extend(who);
    }
}

fn required(
    mapping: &ObjectMapping,
    side: Side,
    schemas: &BTreeMap<ObjectName, ObjectSchema>,
) -> BTreeMap<ObjectName, BTreeSet<FieldName>> {
    let objects = match side {
        Side::Salesforce => mapping.salesforce.as_slice(),
        Side::HubSpot => std::slice::from_ref(&mapping.hubspot),
    };
    let fields = |object: &ObjectName| {
        let schema = schemas.get(object)?;
        let required = schema.fields.values().filter(|field| field.required);
        Some((object.clone(), required.map(|field| field.name.clone()).collect()))
    };
    objects.iter().filter_map(fields).collect()
}

#[cfg(test)]
mod tests;
