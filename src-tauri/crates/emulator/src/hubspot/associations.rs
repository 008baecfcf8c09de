//! Associations: typed, both ways, with labels.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::association_types::{self as kinds, Kind};
use super::call::{Call, text_or_number};
use super::object_type::ObjectType;
use super::portal::Portal;
use super::problem::{Outcome, Problem};

/// A type of association: HubSpot's own, or a portal's label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Spec {
    pub category: String,
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

/// Ends by object type id, then by record.
type Ends = BTreeMap<String, BTreeMap<u64, BTreeSet<Spec>>>;

/// The associations of a portal. Record ids are unique across its object types.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Associations {
    links: BTreeMap<u64, Ends>,
    pub labels: Vec<Label>,
}

/// One end, as its object type and id.
#[derive(Clone, Copy, Debug)]
pub(super) struct End<'a> {
    pub object: &'a str,
    pub id: u64,
}

impl Spec {
    pub fn defined(id: u32) -> Self {
        Self { category: "HUBSPOT_DEFINED".to_owned(), id }
    }
}

impl Associations {
    /// The types that a pair knows: type, label and the way back.
    pub fn known(&self, from: &str, to: &str) -> Vec<(Spec, Option<String>, u32)> {
        let own = kinds::of(from, to)
            .map(|kind: Kind| (Spec::defined(kind.id), kind.label.map(str::to_owned), kind.back));
        let labels =
            self.labels.iter().filter(|label| label.from == from && label.to == to).map(|label| {
                let spec = Spec { category: "USER_DEFINED".to_owned(), id: label.id };
                (spec, Some(label.label.clone()), label.back)
            });
        own.chain(labels).collect()
    }

    /// The unlabelled type of a pair.
    pub fn default_type(&self, from: &str, to: &str) -> Option<Spec> {
        self.known(from, to).into_iter().next().map(|known| known.0)
    }

    pub fn label_of(&self, from: &str, to: &str, spec: &Spec) -> Option<String> {
        self.known(from, to).into_iter().find(|known| known.0 == *spec).and_then(|known| known.1)
    }

    pub fn ends(&self, from: u64, to: &str) -> Option<&BTreeMap<u64, BTreeSet<Spec>>> {
        self.links.get(&from)?.get(to)
    }

    /// The records of a type at the other end, for the search's pseudo-property.
    pub fn ends_named(&self, portal: &Portal, from: u64, word: &str) -> Vec<i64> {
        let Ok(to) = portal.object(word) else { return Vec::new() };
        let ends = self.ends(from, &to.id);
        ends.into_iter().flat_map(BTreeMap::keys).filter_map(|id| i64::try_from(*id).ok()).collect()
    }

    /// Adds types between two records, both ways. "Primary" comes with the unlabelled type, and
    /// only one end of a type is primary.
    pub fn add(&mut self, from: End<'_>, to: End<'_>, specs: &[Spec]) {
        let mut wanted: BTreeSet<Spec> = specs.iter().cloned().collect();
        wanted.extend(self.default_type(from.object, to.object));
        for spec in wanted {
            let primary =
                self.label_of(from.object, to.object, &spec).as_deref() == Some("Primary");
            if primary {
                self.drop_primary(from, to, &spec);
            }
            self.put(from, to, spec.clone());
            if let Some(back) = self.back(from.object, to.object, &spec) {
                self.put(to, from, back);
            }
        }
    }

    fn drop_primary(&mut self, from: End<'_>, to: End<'_>, spec: &Spec) {
        let holders: Vec<u64> = self
            .ends(from.id, to.object)
            .into_iter()
            .flatten()
            .filter(|(id, specs)| **id != to.id && specs.contains(spec))
            .map(|(id, _)| *id)
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
        let ends = self.links.entry(from.id).or_default().entry(to.object.to_owned()).or_default();
        ends.entry(to.id).or_default().insert(spec);
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
        let Some(ends) = self.links.get_mut(&from.id).and_then(|ends| ends.get_mut(to.object))
        else {
            return;
        };
        if let Some(specs) = ends.get_mut(&to.id) {
            specs.remove(spec);
            if specs.is_empty() {
                ends.remove(&to.id);
            }
        }
    }

    pub fn remove_all(&mut self, from: End<'_>, to: End<'_>) {
        let specs = self.specs(from.id, to.object, to.id);
        self.remove(from, to, &specs);
    }

    pub fn specs(&self, from: u64, to: &str, id: u64) -> Vec<Spec> {
        self.ends(from, to).and_then(|ends| ends.get(&id)).into_iter().flatten().cloned().collect()
    }

    /// An archived record loses its associations.
    pub fn forget(&mut self, object: &str, id: u64) {
        for (to, other) in self.all_ends(id) {
            self.remove_all(End { object, id }, End { object: &to, id: other });
        }
        self.links.remove(&id);
    }

    /// A merge's survivor takes over what the absorbed record had.
    pub fn move_all(&mut self, object: &str, from: u64, into: u64) {
        for (to, other) in self.all_ends(from) {
            let specs = self.specs(from, &to, other);
            let end = End { object: &to, id: other };
            self.remove_all(End { object, id: from }, end);
            if other != into {
                self.add(End { object, id: into }, end, &specs);
            }
        }
        self.links.remove(&from);
    }

    fn all_ends(&self, id: u64) -> Vec<(String, u64)> {
        let ends = self.links.get(&id).into_iter().flatten();
        ends.flat_map(|(to, ends)| ends.keys().map(move |end| (to.clone(), *end))).collect()
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
    _call: &Call<'_>,
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
    if portal.table(&to)?.live(id).is_none() {
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
    match (category.filter(|category| known.contains(category)), id) {
        (Some(category), Some(id)) => Ok(Spec { category: category.to_owned(), id }),
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
        if !known.iter().any(|known| known.0 == spec) {
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
    for one in asked {
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

/// Associating moves the modified stamp of both ends.
pub(super) fn touch(
    portal: &mut Portal,
    object: &ObjectType,
    id: u64,
    call: &Call<'_>,
) -> Outcome<()> {
    if let Some(record) = portal.table_mut(object)?.records.get_mut(&id) {
        record.touch(call.now);
    }
    Ok(())
}

/// The `associations` that stand beside a record's properties.
pub(super) fn beside(
    portal: &Portal,
    object: &ObjectType,
    id: u64,
    wanted: &[String],
    _call: &Call<'_>,
) -> Outcome<Map<String, Value>> {
    let mut shown = Map::new();
    for word in wanted {
        let to = portal.object(word)?;
        let Some(ends) = portal.associations.ends(id, &to.id).filter(|ends| !ends.is_empty())
        else {
            continue;
        };
        let mut results = Vec::new();
        for (end, specs) in ends {
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
        shown.insert(to.plural.clone(), json!({ "results": results }));
    }
    Ok(shown)
}
