//! Associations: typed, both ways, with labels.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::association_types::{self as kinds, Kind};
use super::call::{Call, text_or_number};
use super::derived::touch;
use super::object_type::ObjectType;
use super::portal::Portal;
use super::problem::{Outcome, Problem};

/// A type of association: HubSpot's own, or a portal's label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Spec {
    pub category: Cow<'static, str>,
    pub id: u32,
}

/// A label that a portal made, for one direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Label {
    pub from: String,
    pub to: String,
    pub id: u32,
    pub back: u32,
    pub name: String,
    pub label: String,
}

/// The types between two records, sorted, by the first record, the second's object type and the
/// second record. One flat map: a portal has as many associations as records, and a map inside a
/// map costs more than what it holds.
type Links = BTreeMap<(u64, u64, u64), Vec<Spec>>;

/// The associations of a portal. Record ids are unique across its object types.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Associations {
    #[serde(with = "listed")]
    links: Links,
    pub labels: Vec<Label>,
    /// How many labels there ever were, of both ways: a number is given once.
    #[serde(default)]
    given: u32,
    /// The unlabelled types between a custom object and another: both ends, and the type each way.
    #[serde(default)]
    own: Vec<(String, String, u32, u32)>,
    /// What archived records had.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    of_archived: BTreeMap<u64, Vec<Held>>,
}

/// One association of a record: the other end's object type and id, and the types.
pub(super) type Held = (String, u64, Vec<Spec>);

/// Where the numbers of a portal's own unlabelled types begin.
const OWN_KINDS: u32 = 10_000;

/// One end, as its object type and id.
#[derive(Clone, Copy, Debug)]
pub(super) struct End<'a> {
    pub object: &'a str,
    pub id: u64,
}

impl Spec {
    pub fn defined(id: u32) -> Self {
        Self { category: Cow::Borrowed("HUBSPOT_DEFINED"), id }
    }

    /// A portal's own.
    pub fn own(id: u32) -> Self {
        Self { category: Cow::Borrowed("USER_DEFINED"), id }
    }

    /// Whether this is HubSpot's own type of that number.
    pub fn is_defined(&self, id: u32) -> bool {
        self.category == "HUBSPOT_DEFINED" && self.id == id
    }
}

impl Associations {
    /// The types that a pair knows: type, label and the way back.
    pub fn known(&self, from: &str, to: &str) -> Vec<(Spec, Option<String>, u32)> {
        let own = kinds::of(from, to)
            .map(|kind: Kind| (Spec::defined(kind.id), kind.label.map(str::to_owned), kind.back));
        let labels = self
            .labels
            .iter()
            .filter(|label| label.from == from && label.to == to)
            .map(|label| (Spec::own(label.id), Some(label.label.clone()), label.back));
        let plain = self.own.iter().filter_map(|(one, other, there, back)| {
            match (one == from && other == to, one == to && other == from) {
                (true, _) => Some((Spec::own(*there), None, *back)),
                (false, true) => Some((Spec::own(*back), None, *there)),
                (false, false) => None,
            }
        });
        own.chain(plain).chain(labels).collect()
    }

    /// Lets records of a custom object hang on those of another.
    pub fn open(&mut self, from: &str, to: &str) {
        let made = u32::try_from(self.own.len()).unwrap_or(0) * 2 + OWN_KINDS;
        self.own.push((from.to_owned(), to.to_owned(), made, made + 1));
    }

    /// What a custom object can hang on, with the type each way.
    pub fn opened(&self, object: &str) -> impl Iterator<Item = &(String, String, u32, u32)> {
        self.own.iter().filter(move |(from, to, ..)| from == object || to == object)
    }

    /// Makes a label and the one of the way back, which have the next two numbers.
    pub fn define(&mut self, label: &Label, inverse: String) -> [Label; 2] {
        let highest = self.labels.iter().map(|known| known.id).max().unwrap_or(0);
        let id = self.given.max(highest) + 1;
        self.given = id + 1;
        let there = Label { id, back: id + 1, ..label.clone() };
        let back = Label {
            from: label.to.clone(),
            to: label.from.clone(),
            id: id + 1,
            back: id,
            name: label.name.clone(),
            label: inverse,
        };
        self.labels.extend([there.clone(), back.clone()]);
        [there, back]
    }

    /// Takes a label and the one of the way back off everything, and away.
    pub fn undefine(&mut self, id: u32) -> Option<()> {
        let back = self.labels.iter().find(|known| known.id == id)?.back;
        self.labels.retain(|known| known.id != id && known.id != back);
        let gone = [Spec::own(id), Spec::own(back)];
        for specs in self.links.values_mut() {
            specs.retain(|spec| !gone.contains(spec));
        }
        self.links.retain(|_, specs| !specs.is_empty());
        Some(())
    }

    /// The unlabelled type of a pair.
    pub fn default_type(&self, from: &str, to: &str) -> Option<Spec> {
        self.known(from, to).into_iter().next().map(|known| known.0)
    }

    pub fn label_of(&self, from: &str, to: &str, spec: &Spec) -> Option<String> {
        self.known(from, to).into_iter().find(|known| known.0 == *spec).and_then(|known| known.1)
    }

    /// The records of a type at the other end, in the order of their ids, from one id on.
    pub fn ends(&self, from: u64, to: &str, first: u64) -> impl Iterator<Item = (u64, &[Spec])> {
        let to = code(to);
        let range = self.links.range((from, to, first)..=(from, to, u64::MAX));
        range.map(|(key, specs)| (key.2, specs.as_slice()))
    }

    /// The records of a type at the other end, for the search's pseudo-property.
    pub fn ends_named(&self, portal: &Portal, from: u64, word: &str) -> Vec<i64> {
        let Ok(to) = portal.object(word) else { return Vec::new() };
        self.ends(from, &to.id, 0).filter_map(|(id, _)| i64::try_from(id).ok()).collect()
    }

    /// Adds types between two records, both ways. "Primary" comes with the unlabelled type, and
    /// only one company is a record's primary one; a company is that of many.
    pub fn add(&mut self, from: End<'_>, to: End<'_>, specs: &[Spec]) {
        let mut wanted: BTreeSet<Spec> = specs.iter().cloned().collect();
        wanted.extend(self.default_type(from.object, to.object));
        for spec in wanted {
            let primary =
                self.label_of(from.object, to.object, &spec).as_deref() == Some("Primary");
            let back = self.back(from.object, to.object, &spec);
            match &back {
                Some(back) if primary && from.object == COMPANIES => {
                    self.drop_primary(to, from, back);
                }
                Some(_) | None if primary => self.drop_primary(from, to, &spec),
                Some(_) | None => {}
            }
            self.put(from, to, spec.clone());
            if let Some(back) = back {
                self.put(to, from, back);
            }
        }
    }

    fn drop_primary(&mut self, from: End<'_>, to: End<'_>, spec: &Spec) {
        let holders: Vec<u64> = self
            .ends(from.id, to.object, 0)
            .filter(|(id, specs)| *id != to.id && specs.contains(spec))
            .map(|(id, _)| id)
            .collect();
        for id in holders {
            self.remove(from, End { object: to.object, id }, std::slice::from_ref(spec));
        }
    }

    fn back(&self, from: &str, to: &str, spec: &Spec) -> Option<Spec> {
        let id = self.known(from, to).into_iter().find(|known| known.0 == *spec)?.2;
        Some(Spec { category: spec.category.clone(), id })
    }

    fn put(&mut self, from: End<'_>, to: End<'_>, spec: Spec) {
        let specs = self.links.entry((from.id, code(to.object), to.id)).or_default();
        if let Err(place) = specs.binary_search(&spec) {
            specs.reserve_exact(1);
            specs.insert(place, spec);
        }
    }

    /// Takes types away, both ways; the association goes with its last type.
    pub fn remove(&mut self, from: End<'_>, to: End<'_>, specs: &[Spec]) {
        for spec in specs {
            if let Some(back) = self.back(from.object, to.object, spec) {
                self.take(to, from, &back);
            }
            self.take(from, to, spec);
        }
    }

    fn take(&mut self, from: End<'_>, to: End<'_>, spec: &Spec) {
        let key = (from.id, code(to.object), to.id);
        let Some(specs) = self.links.get_mut(&key) else { return };
        specs.retain(|known| known != spec);
        if specs.is_empty() {
            self.links.remove(&key);
        }
    }

    pub fn remove_all(&mut self, from: End<'_>, to: End<'_>) {
        let specs = self.specs(from.id, to.object, to.id);
        self.remove(from, to, &specs);
    }

    pub fn specs(&self, from: u64, to: &str, id: u64) -> Vec<Spec> {
        self.links.get(&(from, code(to), id)).cloned().unwrap_or_default()
    }

    /// An archived record loses its associations. Hands back the records at their other ends.
    pub fn forget(&mut self, object: &str, id: u64) -> Vec<(String, u64)> {
        let ends = self.all_ends(id);
        let mut held = Vec::with_capacity(ends.len());
        for (to, other) in &ends {
            held.push((to.clone(), *other, self.specs(id, to, *other)));
            self.remove_all(End { object, id }, End { object: to, id: *other });
        }
        self.of_archived.insert(id, held);
        ends
    }

    /// What a record had when it was archived, once.
    pub fn take_held(&mut self, id: u64) -> Vec<Held> {
        self.of_archived.remove(&id).unwrap_or_default()
    }

    /// A merge's survivor takes over what the absorbed record had; a primary one of its own stays
    /// primary.
    pub fn move_all(&mut self, object: &str, from: u64, into: u64) {
        for (to, other) in self.all_ends(from) {
            let mut specs = self.specs(from, &to, other);
            let end = End { object: &to, id: other };
            self.remove_all(End { object, id: from }, end);
            let (holder, held) = if object == COMPANIES {
                ((to.as_str(), other), object)
            } else {
                ((object, into), to.as_str())
            };
            let taken = self.has_primary(holder, held);
            specs.retain(|spec| {
                !taken || self.label_of(object, &to, spec).as_deref() != Some("Primary")
            });
            if other != into {
                self.add(End { object, id: into }, end, &specs);
            }
        }
    }

    fn has_primary(&self, (object, id): (&str, u64), to: &str) -> bool {
        let mut specs = self.ends(id, to, 0).flat_map(|(_, specs)| specs);
        specs.any(|spec| self.label_of(object, to, spec).as_deref() == Some("Primary"))
    }

    /// The records at the other ends of a record's associations: object type and id.
    pub fn all_ends(&self, id: u64) -> Vec<(String, u64)> {
        let ends = self.links.range((id, 0, 0)..=(id, u64::MAX, u64::MAX));
        ends.map(|(key, _)| (named(key.1), key.2)).collect()
    }
}

/// The object type whose records are primary ones.
const COMPANIES: &str = "0-2";

/// Where the numbers of a portal's own object types begin.
const OWN_TYPES: u64 = 1 << 32;

/// `0-1` and `2-17` as one number each.
fn code(object: &str) -> u64 {
    let (family, number) = object.split_once('-').unwrap_or(("0", object));
    let number = number.parse::<u64>().unwrap_or_default();
    if family == "2" { OWN_TYPES + number } else { number }
}

fn named(code: u64) -> String {
    match code.checked_sub(OWN_TYPES) {
        Some(number) => format!("2-{number}"),
        None => format!("0-{code}"),
    }
}

/// Links as a list: JSON has no keys of three parts.
mod listed {
    use serde::{Deserialize as _, Deserializer, Serializer};

    use super::{Links, Spec};

    pub(super) fn serialize<S: Serializer>(links: &Links, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(links.iter().map(|(key, specs)| (key.0, key.1, key.2, specs)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Links, D::Error> {
        let list = Vec::<(u64, u64, u64, Vec<Spec>)>::deserialize(from)?;
        Ok(list.into_iter().map(|(from, to, id, specs)| ((from, to, id), specs)).collect())
    }
}

/// An association that a create asks for.
pub(super) struct Asked {
    to: ObjectType,
    id: u64,
    specs: Vec<Spec>,
}

/// Reads a create's `associations`; each type must fit the pair and each record exist.
pub(super) fn asked(
    portal: &Portal,
    object: &ObjectType,
    given: Option<&Value>,
    call: &Call<'_>,
) -> Outcome<Vec<Asked>> {
    let given = given.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    given.iter().map(|one| asked_one(portal, object, one, call)).collect()
}

fn asked_one(
    portal: &Portal,
    object: &ObjectType,
    given: &Value,
    call: &Call<'_>,
) -> Outcome<Asked> {
    let id = text_or_number(given.get("to").and_then(|to| to.get("id")))
        .and_then(|id| id.parse::<u64>().ok())
        .ok_or_else(|| Problem::invalid("Invalid input JSON: an association needs to.id"))?;
    let types = given.get("types").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let first = types
        .first()
        .ok_or_else(|| Problem::invalid("Invalid input JSON: an association needs types"))?;
    let first = read_spec(first)?;
    let to = portal
        .types
        .iter()
        .find(|to| {
            portal.associations.known(&object.id, &to.id).iter().any(|known| known.0 == first)
        })
        .ok_or_else(|| unknown_type(&first))?
        .clone();
    let specs = read_specs(portal, &object.id, &to.id, types)?;
    let exists = portal.table(&to)?.live(id).is_some();
    if !exists && call.on("hubspot.associations.ends_exist") {
        return Err(Problem::invalid(format!("{} {id} does not exist", to.shout())));
    }
    Ok(Asked { to, id, specs })
}

fn unknown_type(spec: &Spec) -> Box<Problem> {
    Problem::invalid(format!(
        "One or more association types are invalid: {} {}",
        spec.category, spec.id
    ))
}

fn read_spec(given: &Value) -> Outcome<Spec> {
    let category = given.get("associationCategory").and_then(Value::as_str);
    let id = given
        .get("associationTypeId")
        .and_then(Value::as_u64)
        .and_then(|id| u32::try_from(id).ok());
    let known = ["HUBSPOT_DEFINED", "USER_DEFINED", "INTEGRATOR_DEFINED", "WORK"];
    let category = known.into_iter().find(|known| Some(*known) == category);
    match (category, id) {
        (Some(category), Some(id)) => Ok(Spec { category: Cow::Borrowed(category), id }),
        (None | Some(_), None | Some(_)) => Err(Problem::invalid(
            "Invalid input JSON: a type needs associationCategory and associationTypeId",
        )),
    }
}

/// Types that all belong to the pair.
pub(super) fn read_specs(
    portal: &Portal,
    from: &str,
    to: &str,
    given: &[Value],
) -> Outcome<Vec<Spec>> {
    let known = portal.associations.known(from, to);
    let mut specs = Vec::with_capacity(given.len());
    for one in given {
        let spec = read_spec(one)?;
        let fits = known.iter().any(|known| known.0 == spec);
        if !fits && portal.on("hubspot.associations.kinds") {
            return Err(unknown_type(&spec));
        }
        specs.push(spec);
    }
    Ok(specs)
}

/// Makes the associations of a new record.
pub(super) fn attach(
    portal: &mut Portal,
    object: &ObjectType,
    id: u64,
    asked: Vec<Asked>,
    call: &Call<'_>,
) -> Outcome<()> {
    for one in asked.into_iter().filter(|_| call.on("hubspot.associations.on_create")) {
        let to = portal.table(&one.to)?.resolve(one.id);
        portal.associations.add(
            End { object: &object.id, id },
            End { object: &one.to.id, id: to },
            &one.specs,
        );
        touch(portal, &one.to, to, call)?;
    }
    Ok(())
}

/// The `associations` that stand beside a record's properties.
pub(super) fn beside(
    portal: &Portal,
    object: &ObjectType,
    id: u64,
    wanted: &[String],
    call: &Call<'_>,
) -> Outcome<Map<String, Value>> {
    let mut shown = Map::new();
    for word in wanted.iter().filter(|_| call.on("hubspot.associations.beside")) {
        let to = portal.object(word)?;
        let mut results = Vec::new();
        for (end, specs) in portal.associations.ends(id, &to.id, 0) {
            for spec in specs {
                let suffix = match portal.associations.label_of(&object.id, &to.id, spec) {
                    None => String::new(),
                    Some(label) => format!("_{}", label.to_lowercase().replace(' ', "_")),
                };
                results.push(json!({
                    "id": end.to_string(),
                    "type": format!("{}_to_{}{suffix}", object.singular, to.singular),
                }));
            }
        }
        if !results.is_empty() {
            shown.insert(to.plural.clone(), json!({ "results": results }));
        }
    }
    Ok(shown)
}
