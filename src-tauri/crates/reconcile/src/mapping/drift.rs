//! What changed under a mapping since a person accepted it. A field that went, or became another
//! kind of field, pauses its own mapping and nothing else; one that records are matched by, or that
//! new records need, pauses the object.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crosswalk_model::mapping::{
    CreateInHubSpot, CreateInSalesforce, FieldMapping, MatchKey, OPT_OUT_MAPPING, ObjectMapping,
    PairFile,
};
use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Both, FieldName, MappingId, ObjectName, Side};

use super::{Design, Flaw, FlawCode, Schemas, check};
use crate::scope::FilterFlaw;

/// The kinds that mapped fields had when a person last accepted them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    fields: Vec<AcceptedField>,
}

/// The kinds of one field mapping on one Salesforce object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AcceptedField {
    /// The object mapping.
    pub object: MappingId,
    /// The Salesforce object.
    pub salesforce: ObjectName,
    /// The field mapping.
    pub field: MappingId,
    /// The names of the fields.
    pub names: Both<FieldName>,
    /// Their kinds.
    pub kinds: Both<ValueKind>,
}

impl Accepted {
    /// What a mapping is tied to now. A field that is not there is not accepted.
    #[must_use]
    pub fn of(file: &PairFile, schemas: &Schemas) -> Accepted {
        let mut fields = Vec::new();
        for mapping in &file.mappings {
            let Some(hubspot) = schemas.hubspot.get(&mapping.hubspot) else { continue };
            for object in &mapping.salesforce {
                let Some(salesforce) = schemas.salesforce.get(object) else { continue };
                let own = mapping.fields.iter();
                fields.extend(own.filter_map(|field| one(mapping, field, (hubspot, salesforce))));
            }
        }
        Accepted { fields }
    }

    /// The fields that are tied as they were, and of another kind than they were accepted as.
    #[must_use]
    pub fn retyped(&self, file: &PairFile, schemas: &Schemas) -> Vec<Drift> {
        let looked = file.mappings.iter().flat_map(|it| look(it, schemas, Some(self)).all);
        looked.filter(|drift| drift.what == DriftKind::Retyped).collect()
    }

    /// The same, with the field of a drift as another has it. What its mapping ties it to, and the
    /// same mapping on another Salesforce object, stay as they were accepted.
    #[must_use]
    pub fn with(mut self, now: &Accepted, drift: &Drift) -> Accepted {
        let theirs = |it: &&AcceptedField| {
            let there = drift.side == Side::HubSpot || it.salesforce == drift.object;
            it.object == drift.mapping && Some(&it.field) == drift.field.as_ref() && there
        };
        for new in now.fields.iter().filter(theirs) {
            let same = |it: &&mut AcceptedField| {
                (&it.object, &it.salesforce, &it.field)
                    == (&new.object, &new.salesforce, &new.field)
            };
            match self.fields.iter_mut().find(same) {
                Some(known) => {
                    known.names.get_mut(drift.side).clone_from(new.names.get(drift.side));
                    *known.kinds.get_mut(drift.side) = *new.kinds.get(drift.side);
                }
                None => self.fields.push(new.clone()),
            }
        }
        self.fields.sort();
        self
    }

    fn get(
        &self,
        mapping: &ObjectMapping,
        object: &ObjectName,
        field: &MappingId,
    ) -> Option<&AcceptedField> {
        let is_it = |it: &&AcceptedField| {
            it.object == mapping.id && it.salesforce == *object && it.field == *field
        };
        self.fields.iter().find(is_it)
    }
}

fn one(
    mapping: &ObjectMapping,
    field: &FieldMapping,
    (hubspot, salesforce): (&ObjectSchema, &ObjectSchema),
) -> Option<AcceptedField> {
    let name = field.salesforce.on(&salesforce.object)?;
    Some(AcceptedField {
        object: mapping.id.clone(),
        salesforce: salesforce.object.clone(),
        field: field.id.clone(),
        names: Both { salesforce: name.clone(), hubspot: field.hubspot.clone() },
        kinds: Both {
            salesforce: salesforce.fields.get(name)?.kind,
            hubspot: hubspot.fields.get(&field.hubspot)?.kind,
        },
    })
}

/// A field that is not what the mapping was made for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Drift {
    /// The object mapping.
    pub mapping: MappingId,
    /// The field mapping; none where the filter of the object mapping names it.
    pub field: Option<MappingId>,
    /// The side that changed.
    pub side: Side,
    /// The object there.
    pub object: ObjectName,
    /// The field there.
    pub name: FieldName,
    /// What became of it.
    pub what: DriftKind,
    /// What waits for it.
    pub pauses: Pauses,
}

/// What became of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DriftKind {
    /// It was removed, or is hidden from our sign-in: no answer tells one from the other.
    Gone,
    /// It is of another kind, which the rule cannot tie to the other side's.
    Unfit,
    /// It is of another kind that could be tied: a person has to approve that.
    Retyped,
    /// It came back without one value of those that it had: a person has to approve that.
    Emptied,
}

impl DriftKind {
    /// Each of them.
    pub const ALL: [DriftKind; 4] =
        [DriftKind::Gone, DriftKind::Unfit, DriftKind::Retyped, DriftKind::Emptied];

    /// The code of its group among the errors.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            DriftKind::Gone => "field_gone",
            DriftKind::Unfit => "field_unfit",
            DriftKind::Retyped => "field_retyped",
            DriftKind::Emptied => "field_emptied",
        }
    }

    /// Whether it waits for nothing but a person's word.
    #[must_use]
    pub const fn can_be_approved(self) -> bool {
        match self {
            DriftKind::Retyped | DriftKind::Emptied => true,
            DriftKind::Gone | DriftKind::Unfit => false,
        }
    }
}

/// What waits while a field is not what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Pauses {
    /// The field alone.
    Field,
    /// The object mapping: records are matched by the field.
    MatchKey,
    /// The object mapping: new records need the field.
    Required,
    /// The object mapping: nobody can tell who takes part.
    Filter,
}

impl Drift {
    /// Whether the whole object mapping waits.
    #[must_use]
    pub const fn pauses_the_object(&self) -> bool {
        match self.pauses {
            Pauses::Field => false,
            Pauses::MatchKey | Pauses::Required | Pauses::Filter => true,
        }
    }

    /// Why its object waits, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let use_of = match self.pauses {
            Pauses::Field => "",
            Pauses::MatchKey => ", by which records are matched,",
            Pauses::Required => ", which new records need,",
            Pauses::Filter => ", by which the filter says who takes part,",
        };
        let what = match self.what {
            DriftKind::Gone => "was removed or is hidden",
            DriftKind::Unfit => "was changed to a type that cannot be tied",
            DriftKind::Retyped => "was changed to another type, which nobody approved yet",
            DriftKind::Emptied => "came back without its values, which nobody approved yet",
        };
        format!("{}.{}{use_of} {what}", self.object, self.name)
    }

    /// Whether both are about the same field of the same mapping.
    #[must_use]
    pub fn is_of_the_same(&self, other: &Drift) -> bool {
        let key = |it: &Drift| {
            (it.mapping.clone(), it.field.clone(), it.side, it.object.clone(), it.name.clone())
        };
        key(self) == key(other)
    }

    /// Whether both keep the same field mapping from taking part: of one side, of both, or of the
    /// HubSpot field that several Salesforce objects share.
    #[must_use]
    pub fn is_of_one_mapping(&self, other: &Drift) -> bool {
        let sides = (self.side, other.side);
        let meet = self.object == other.object || sides != (Side::Salesforce, Side::Salesforce);
        self.field.is_some()
            && (&self.mapping, &self.field) == (&other.mapping, &other.field)
            && meet
    }
}

impl Design {
    /// Takes one more field mapping out, for what a pass found out about it.
    pub fn pause(&mut self, drift: &Drift) {
        for object in self.objects.iter_mut().filter(|it| it.id == drift.mapping) {
            let there = object.fields.iter_mut().filter(|(salesforce, _)| match drift.side {
                Side::HubSpot => true,
                Side::Salesforce => **salesforce == drift.object,
            });
            for (_, pairs) in there {
                pairs.retain(|pair| Some(&pair.mapping) != drift.field.as_ref());
            }
        }
        self.drift.push(drift.clone());
    }
}

/// What drifted of one object mapping.
#[derive(Clone, Debug, Default)]
pub(super) struct Drifted {
    /// Each field once.
    pub(super) all: Vec<Drift>,
    /// The field mappings that do not take part, by Salesforce object.
    pub(super) out: BTreeMap<(ObjectName, MappingId), Out>,
}

/// A field mapping that does not take part.
#[derive(Clone, Debug)]
pub(super) struct Out {
    /// Its fields.
    pub(super) names: Both<FieldName>,
    /// The sides that changed.
    pub(super) sides: BTreeSet<Side>,
}

impl Drifted {
    fn note(&mut self, drift: Drift) {
        if !self.all.iter().any(|it| it.is_of_the_same(&drift)) {
            self.all.push(drift);
        }
    }
}

/// Whether a flaw of a mapping that was sound once is a field that drifted.
pub(super) const fn is_drift(flaw: &Flaw) -> bool {
    let of_field = matches!(
        flaw.code,
        FlawCode::UnknownField { .. }
            | FlawCode::TypeMismatch { .. }
            | FlawCode::RuleNotForKind
            | FlawCode::Transform { .. }
    );
    (of_field && flaw.field.is_some()) || matches!(flaw.code, FlawCode::Filter { .. })
}

/// Looks at every mapped field, against what was accepted where that is known.
pub(super) fn look(
    mapping: &ObjectMapping,
    schemas: &Schemas,
    accepted: Option<&Accepted>,
) -> Drifted {
    let mut found = Drifted::default();
    let Some(hubspot) = schemas.hubspot.get(&mapping.hubspot) else { return found };
    for name in &mapping.salesforce {
        let Some(salesforce) = schemas.salesforce.get(name) else { continue };
        let look = Look { mapping, hubspot, salesforce, accepted };
        look.at_flaws(&mut found);
        look.at_kinds(&mut found);
    }
    of_filter(mapping, hubspot, &mut found);
    found
}

/// One mapping on one Salesforce object.
struct Look<'a> {
    mapping: &'a ObjectMapping,
    hubspot: &'a ObjectSchema,
    salesforce: &'a ObjectSchema,
    accepted: Option<&'a Accepted>,
}

impl Look<'_> {
    fn at_flaws(&self, found: &mut Drifted) {
        let mut flaws = Vec::new();
        check::fields(self.mapping, self.hubspot, self.salesforce, &mut flaws);
        for flaw in flaws.iter().filter(|flaw| is_drift(flaw)) {
            let of_it = |field: &&FieldMapping| Some(&field.id) == flaw.field.as_ref();
            let Some(field) = self.mapping.fields.iter().find(of_it) else { continue };
            let (side, what) = if let FlawCode::UnknownField { side, .. } = &flaw.code {
                (*side, DriftKind::Gone)
            } else {
                (self.retyped(field).unwrap_or(Side::Salesforce), DriftKind::Unfit)
            };
            self.note(field, (side, what), found);
        }
    }

    fn at_kinds(&self, found: &mut Drifted) {
        for field in self.mapping.fields.iter().filter(|it| it.id.as_str() != OPT_OUT_MAPPING) {
            let key = (self.salesforce.object.clone(), field.id.clone());
            if let (Some(side), false) = (self.retyped(field), found.out.contains_key(&key)) {
                self.note(field, (side, DriftKind::Retyped), found);
            }
        }
    }

    /// The side whose field is of another kind than the one that was accepted.
    fn retyped(&self, field: &FieldMapping) -> Option<Side> {
        let before = self.accepted?.get(self.mapping, &self.salesforce.object, &field.id)?;
        let now = one(self.mapping, field, (self.hubspot, self.salesforce))?;
        let same = before.names == now.names;
        let differs = |side: &Side| before.kinds.get(*side) != now.kinds.get(*side);
        Side::ALL.into_iter().filter(|_| same).find(differs)
    }

    fn note(&self, field: &FieldMapping, (side, what): (Side, DriftKind), found: &mut Drifted) {
        let Some(there) = field.salesforce.on(&self.salesforce.object) else { return };
        let names = Both { salesforce: there.clone(), hubspot: field.hubspot.clone() };
        let (object, name) = match side {
            Side::HubSpot => (&self.hubspot.object, &names.hubspot),
            Side::Salesforce => (&self.salesforce.object, &names.salesforce),
        };
        let drift = Drift {
            mapping: self.mapping.id.clone(),
            field: Some(field.id.clone()),
            side,
            object: object.clone(),
            name: name.clone(),
            what,
            pauses: self.pauses(field),
        };
        let key = (self.salesforce.object.clone(), field.id.clone());
        let out = found.out.entry(key).or_insert_with(|| Out { names, sides: BTreeSet::new() });
        out.sides.insert(side);
        found.note(drift);
    }

    fn pauses(&self, field: &FieldMapping) -> Pauses {
        let Some(there) = field.salesforce.on(&self.salesforce.object) else {
            return Pauses::Field;
        };
        if is_match_key(self.mapping, (field.hubspot.as_str(), there.as_str())) {
            return Pauses::MatchKey;
        }
        let needs = |schema: &ObjectSchema, name: &FieldName| {
            schema.fields.get(name).is_some_and(|it| it.required)
        };
        let create = self.mapping.create;
        let ruled = self.mapping.create_rules.iter().map(|rule| rule.salesforce);
        let mut makes = ruled.chain([create.salesforce]);
        let in_salesforce = makes.any(|it| it != CreateInSalesforce::Nothing)
            && check::writes(field.rule, Side::Salesforce)
            && needs(self.salesforce, there);
        let in_hubspot = create.hubspot != CreateInHubSpot::Nothing
            && check::writes(field.rule, Side::HubSpot)
            && needs(self.hubspot, &field.hubspot);
        if in_salesforce || in_hubspot { Pauses::Required } else { Pauses::Field }
    }
}

/// Whether records are matched by these two (A4, S23, H83).
fn is_match_key(mapping: &ObjectMapping, (hubspot, salesforce): (&str, &str)) -> bool {
    let by = |key: MatchKey| mapping.match_by.contains(&key);
    if check::is_of_people(&mapping.salesforce) {
        return hubspot == "email" || salesforce == "Email";
    }
    (by(MatchKey::Domain) && (hubspot == "domain" || salesforce == "Website"))
        || (by(MatchKey::Name) && (hubspot == "name" || salesforce == "Name"))
}

/// A filter that names a property which is gone lets nobody in and nobody out.
fn of_filter(mapping: &ObjectMapping, hubspot: &ObjectSchema, found: &mut Drifted) {
    let mut flaws = Vec::new();
    check::scope(mapping, hubspot, &mut flaws);
    for flaw in &flaws {
        let FlawCode::Filter { why } = &flaw.code else { continue };
        let (name, what) = match why {
            FilterFlaw::NoSuchProperty { name } => (name.as_str(), DriftKind::Gone),
            FilterFlaw::Syntax { .. } | FilterFlaw::TooLarge | FilterFlaw::NoCondition { .. } => {
                ("filter", DriftKind::Unfit)
            }
        };
        found.all.push(Drift {
            mapping: mapping.id.clone(),
            field: None,
            side: Side::HubSpot,
            object: mapping.hubspot.clone(),
            name: FieldName::from(name),
            what,
            pauses: Pauses::Filter,
        });
    }
}
