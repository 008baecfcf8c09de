//! Definitions of custom objects. Only those are listed: the vendor's own types have none here.

use serde_json::{Value, json};

use super::call::Call;
use super::object_type::ObjectType;
use super::portal::Portal;
use super::problem::{Answer, Outcome, Problem};

pub(super) fn list(portal: &mut Portal, _call: &Call<'_>) -> Outcome {
    let own: Vec<&ObjectType> = portal.types.iter().filter(|object| object.is_custom()).collect();
    let results: Vec<Value> = own.into_iter().map(|object| shown(portal, object)).collect();
    Answer::ok(json!({ "results": results }))
}

pub(super) fn get(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let object = portal.object(call.arg(0))?;
    if !object.is_custom() {
        return Err(Problem::missing());
    }
    Answer::ok(shown(portal, &object))
}

fn shown(portal: &Portal, object: &ObjectType) -> Value {
    let table = portal.tables.get(&object.plural);
    let properties = table.into_iter().flat_map(|table| table.properties.values());
    let properties: Vec<Value> = properties.map(super::schema::Property::shown).collect();
    let associations =
        portal.associations.opened(&object.id).flat_map(|(from, to, there, back)| {
            let named = |from: &str, to: &str, id: u32| {
                json!({ "id": id.to_string(), "fromObjectTypeId": from, "toObjectTypeId": to,
                    "name": format!("{from}_to_{to}") })
            };
            [named(from, to, *there), named(to, from, *back)]
        });
    json!({
        "id": object.id.trim_start_matches("2-"),
        "objectTypeId": object.id,
        "name": object.singular,
        "fullyQualifiedName": object.plural,
        "labels": { "singular": object.singular, "plural": object.label },
        "requiredProperties": [],
        "searchableProperties": [],
        "secondaryDisplayProperties": [],
        "properties": properties,
        "associations": associations.collect::<Vec<Value>>(),
        "archived": false,
    })
}
