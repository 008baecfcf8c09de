//! sObject Collections: up to 200 rows in one call.

use std::collections::BTreeSet;

use http::Method;
use serde_json::{Map, Value, json};

use super::reading::Write;
use super::save::{Draft, Options};
use super::schema::Sobject;
use super::settings::UnknownField;
use super::wire::{Answer, Ask, Call, Refusal};
use super::world::{Id, Org, Outer};
use crate::exchange::InnerFault;

const MOST_ROWS: usize = 200;
const MOST_CHUNKS: usize = 10;

/// The outcome of one row: its id, and whether it was made.
type Outcome = Result<(Id, bool), Vec<Refusal>>;

/// Whether one failure takes the other rows back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    EachRow,
    AllOrNone,
}

impl Whole {
    /// What was asked for, as far as it is switched on.
    fn of(self, call: &Call<'_>) -> Self {
        let (here, other, feature) = match self {
            Self::EachRow => (self, Self::AllOrNone, "salesforce.collections.partial_success"),
            Self::AllOrNone => (self, Self::EachRow, "salesforce.collections.all_or_none"),
        };
        if call.turn.on(feature) { here } else { other }
    }
}

/// What a collection does with its rows.
#[derive(Clone, Debug)]
enum Deed {
    Create,
    Update,
    /// By the field at this place.
    Upsert(String, usize),
}

impl Org {
    /// Everything under `/composite/sobjects`.
    pub(crate) fn collection(&mut self, call: &Call<'_>, ask: &Ask) -> Answer {
        let result = match (ask.method.as_str(), ask.path.len()) {
            ("POST", 2) => self.write_all(call, ask, &Deed::Create),
            ("PATCH", 2) => self.write_all(call, ask, &Deed::Update),
            ("DELETE", 2) => self.delete_all(call, ask),
            ("GET" | "POST", 3) => self.retrieve(call, ask),
            ("PATCH", 4) => self.upsert_all(call, ask),
            (_, 2..=4) => Err(super::rows::wrong_method(&ask.method)),
            _ => Err(Refusal::not_found()),
        };
        result.unwrap_or_else(Answer::from).at(route(&ask.method, ask.path.len()))
    }

    fn upsert_all(&mut self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Refusal> {
        let object = self.path_object(&ask.path[2])?;
        let slot = self.key_slot(call, &object, &ask.path[3])?;
        self.write_all(call, ask, &Deed::Upsert(object.name.clone(), slot))
    }

    fn write_all(&mut self, call: &Call<'_>, ask: &Ask, deed: &Deed) -> Result<Answer, Refusal> {
        let body = ask.object()?;
        let rows = records(call, &body)?;
        let whole = if body.get("allOrNone") == Some(&Value::Bool(true)) {
            Whole::AllOrNone
        } else {
            Whole::EachRow
        };
        let whole = whole.of(call);
        self.check_types(call, &rows, deed)?;
        if self.quirks.unknown_field == UnknownField::WholeRequest {
            self.check_names(call, &rows, deed)?;
        }
        let options = Options::of(ask);
        let outer = self.begin();
        let mut outcomes = Vec::with_capacity(rows.len());
        let mut keys = BTreeSet::new();
        for (place, row) in rows.iter().enumerate() {
            let spoilt = spoilt(call, place).or_else(|| self.twice(call, deed, row, &mut keys));
            let outcome = match spoilt {
                Some(refusal) => Err(vec![refusal]),
                None => self.write_one(call, deed, row, &options),
            };
            outcomes.push(outcome);
        }
        self.finish(outer, whole, &mut outcomes);
        let show = |outcome: &Outcome| match deed {
            Deed::Upsert(..) => shown_made(call, outcome),
            Deed::Create | Deed::Update => shown(call, outcome),
        };
        Ok(Answer::json(200, outcomes.iter().map(show).collect()).wrote())
    }

    /// Refuses an upsert whose key stood in the same request before.
    fn twice(
        &self,
        call: &Call<'_>,
        deed: &Deed,
        row: &Map<String, Value>,
        keys: &mut BTreeSet<String>,
    ) -> Option<Refusal> {
        let Deed::Upsert(object, slot) = deed else { return None };
        let field = self.schema.get(object)?.fields.get(*slot)?;
        let value = row.get(&field.name)?.as_str()?;
        let fresh = field.name == "Id" || keys.insert(value.to_lowercase());
        (!fresh && call.turn.on("salesforce.collections.duplicate_keys")).then(|| {
            let text = format!("Duplicate external id specified: {value}");
            Refusal::on("DUPLICATE_VALUE", text, &field.name)
        })
    }

    /// With `allOrNone`, one failure takes the others back.
    fn finish(&mut self, outer: Outer, whole: Whole, outcomes: &mut [Outcome]) {
        let failed = outcomes.iter().any(Result::is_err);
        if whole == Whole::EachRow || !failed {
            if outer == Outer::None {
                self.commit();
            }
            return;
        }
        self.roll_back_to(outer);
        for outcome in outcomes.iter_mut().filter(|one| one.is_ok()) {
            let text = "Record rolled back because not all records were valid and the request was \
                        using AllOrNone header";
            *outcome = Err(vec![Refusal::row("ALL_OR_NONE_OPERATION_ROLLED_BACK", text)]);
        }
    }

    fn write_one(
        &mut self,
        call: &Call<'_>,
        deed: &Deed,
        row: &Map<String, Value>,
        options: &Options,
    ) -> Outcome {
        let name = type_of(row).unwrap_or_default();
        let object = self.path_object(&name)?;
        let mut fields = row.clone();
        let own = fields.keys().find(|key| key.eq_ignore_ascii_case("id")).cloned();
        let own = own.and_then(|key| fields.remove(&key)).filter(|value| !value.is_null());
        let id = match deed {
            Deed::Create if own.is_some() => {
                let text = "cannot specify Id in an insert call";
                return Err(vec![Refusal::on("INVALID_FIELD_FOR_INSERT_UPDATE", text, "Id")]);
            }
            Deed::Create => None,
            Deed::Update => Some(self.update_id(&object, own.as_ref())?),
            Deed::Upsert(_, slot) => self.upsert_id(&object, *slot, own.as_ref(), &mut fields)?,
        };
        let made = id.is_none();
        let draft = Draft { object: &object.name, id, fields: &fields, options };
        self.save(call, &draft).map(|id| (id, made))
    }

    fn update_id(&self, object: &Sobject, own: Option<&Value>) -> Result<Id, Refusal> {
        let Some(text) = own.and_then(Value::as_str) else {
            return Err(Refusal::row("MISSING_ARGUMENT", "Id not specified in an update call"));
        };
        self.own_id(object, text)
    }

    fn upsert_id(
        &self,
        object: &Sobject,
        slot: usize,
        own: Option<&Value>,
        fields: &mut Map<String, Value>,
    ) -> Result<Option<Id>, Refusal> {
        let field = &object.fields[slot];
        if field.name == "Id" {
            let text = own.and_then(Value::as_str);
            return text.map(|text| self.own_id(object, text)).transpose();
        }
        let Some(value) = fields.get(&field.name).and_then(Value::as_str) else {
            let text = format!("{} not specified", field.name);
            return Err(Refusal::row("MISSING_ARGUMENT", text));
        };
        let found = self.by_value(object, slot, value);
        if found.len() > 1 {
            let text = format!(
                "{}: more than one record found for external id field: [{}]",
                field.name,
                found.iter().map(|id| &**id).collect::<Vec<_>>().join(", ")
            );
            return Err(Refusal::row("DUPLICATE_EXTERNAL_ID", text));
        }
        Ok(found.into_iter().next())
    }

    /// Every row names a type, and the types change at most nine times.
    fn check_types(
        &self,
        call: &Call<'_>,
        rows: &[Map<String, Value>],
        deed: &Deed,
    ) -> Result<(), Refusal> {
        let mut chunks = 0;
        let mut last = String::new();
        for row in rows {
            let Some(name) = type_of(row) else {
                let text = "The value of the type attribute must be specified";
                return Err(Refusal::new("INVALID_INPUT", text));
            };
            if let Deed::Upsert(object, _) = deed
                && !object.eq_ignore_ascii_case(&name)
            {
                let text = format!("Type {name} is not the type of the request, {object}");
                return Err(Refusal::new("INVALID_INPUT", text));
            }
            if self.schema.get(&name).is_none() {
                let text = format!("sObject type '{name}' is not supported.");
                return Err(Refusal::new("INVALID_TYPE", text));
            }
            chunks += usize::from(last != name);
            last = name;
        }
        if chunks > MOST_CHUNKS && call.turn.on("salesforce.collections.chunks") {
            let text = format!(
                "The request has {chunks} chunks of different object types; at most {MOST_CHUNKS}"
            );
            return Err(Refusal::new("LIMIT_EXCEEDED", text));
        }
        Ok(())
    }

    /// Unknown names and wrong JSON types, before any row is written.
    fn check_names(
        &self,
        call: &Call<'_>,
        rows: &[Map<String, Value>],
        deed: &Deed,
    ) -> Result<(), Refusal> {
        for row in rows {
            let Some(object) = type_of(row).and_then(|name| self.schema.get(&name)) else {
                continue;
            };
            let mut fields = row.clone();
            fields.retain(|key, _| !key.eq_ignore_ascii_case("id"));
            let write = if matches!(deed, Deed::Create) { Write::Insert } else { Write::Update };
            let fault = self.read(call, object, &fields, write).err();
            let fatal = |code: &str| code == "JSON_PARSER_ERROR" || code == "INVALID_FIELD";
            if let Some(fault) = fault.filter(|one| fatal(&one.code) && one.fields.is_none()) {
                return Err(fault);
            }
        }
        Ok(())
    }

    fn delete_all(&mut self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Refusal> {
        let list = ask.param("ids").unwrap_or("");
        let ids: Vec<&str> = list.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
        counted(call, ids.len())?;
        let whole =
            if ask.param("allOrNone") == Some("true") { Whole::AllOrNone } else { Whole::EachRow };
        let whole = whole.of(call);
        let outer = self.begin();
        let mut outcomes = Vec::new();
        for (place, text) in ids.iter().enumerate() {
            let outcome = match spoilt(call, place) {
                Some(refusal) => Err(vec![refusal]),
                None => self.delete_one(call, text),
            };
            outcomes.push(outcome);
        }
        self.finish(outer, whole, &mut outcomes);
        let show = |outcome: &Outcome| shown(call, outcome);
        Ok(Answer::json(200, outcomes.iter().map(show).collect()).wrote())
    }

    fn delete_one(&mut self, call: &Call<'_>, text: &str) -> Outcome {
        let malformed = || {
            let words = format!("bad id {text}");
            vec![Refusal::row("MALFORMED_ID", words)]
        };
        let id = super::ids::normalise(text).ok_or_else(malformed)?;
        let object = self
            .schema
            .by_prefix(&id)
            .and_then(|kind| self.schema.shared(&kind.name))
            .ok_or_else(malformed)?;
        let id = Id::from(id);
        self.remove(call, &object, &id)?;
        Ok((id, false))
    }

    fn retrieve(&self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Refusal> {
        let object = self.path_object(&ask.path[2])?;
        let (ids, fields) = if ask.method == Method::GET {
            let split = |name: &str| {
                let list = ask.param(name).unwrap_or("").split(',');
                list.filter(|item| !item.is_empty()).map(|item| item.trim().to_owned()).collect()
            };
            (split("ids"), split("fields"))
        } else {
            let body = ask.object()?;
            let list = |name: &str| -> Vec<String> {
                let items = body.get(name).and_then(Value::as_array).into_iter().flatten();
                items.filter_map(|item| item.as_str().map(ToOwned::to_owned)).collect()
            };
            (list("ids"), list("fields"))
        };
        // Reading takes more rows by POST than a URL could carry.
        if ids.is_empty() || ids.len() > 2_000 || fields.is_empty() {
            let text = "The ids and fields parameters are required";
            return Err(Refusal::new("INVALID_INPUT", text));
        }
        let names = self.asked_names(call, &object, &fields.join(","))?;
        let show = |text: &String| {
            let id = self.own_id(&object, text).ok()?;
            let row = self.row(&object.name, &id).filter(|row| !row.deleted(&object))?;
            let row = row.seen(call.turn.now).filter(|row| self.shows(call, row))?;
            Some(self.show(call, &object, row, &names))
        };
        Ok(Answer::json(200, ids.iter().map(|id| show(id).unwrap_or(Value::Null)).collect()))
    }
}

fn records(call: &Call<'_>, body: &Map<String, Value>) -> Result<Vec<Map<String, Value>>, Refusal> {
    let Some(list) = body.get("records").and_then(Value::as_array) else {
        let text = "The records parameter is required";
        return Err(Refusal::new("INVALID_INPUT", text));
    };
    counted(call, list.len())?;
    let object = |item: &Value| item.as_object().cloned();
    list.iter().map(object).collect::<Option<_>>().ok_or_else(|| {
        Refusal::new("JSON_PARSER_ERROR", "Each record must be an object at [line:1, column:1]")
    })
}

fn counted(call: &Call<'_>, count: usize) -> Result<(), Refusal> {
    if count > MOST_ROWS && call.turn.on("salesforce.collections.rows") {
        let text = format!(
            "record limit reached. cannot submit more than {MOST_ROWS} records \
                            into this call"
        );
        return Err(Refusal::new("EXCEEDED_MAX_SIZE_REQUEST", text));
    }
    if count == 0 {
        return Err(Refusal::new("INVALID_INPUT", "The request has no records"));
    }
    Ok(())
}

/// A fault that the test asked for in every nth row.
fn spoilt(call: &Call<'_>, place: usize) -> Option<Refusal> {
    let Some(InnerFault::PartialBatch { every, code }) = call.turn.fault else { return None };
    let hit = (place + 1).is_multiple_of((*every).max(1));
    hit.then(|| Refusal::row(code, format!("{code}: injected")))
}

fn type_of(row: &Map<String, Value>) -> Option<String> {
    Some(row.get("attributes")?.get("type")?.as_str()?.to_owned())
}

/// With `created`, as upserts show it.
fn shown_made(call: &Call<'_>, outcome: &Outcome) -> Value {
    let mut body = shown(call, outcome);
    if let Ok((_, made)) = outcome {
        body["created"] = (*made).into();
    }
    body
}

fn shown(call: &Call<'_>, outcome: &Outcome) -> Value {
    let coded = call.turn.on("salesforce.collections.status_code");
    let error = if coded { Refusal::batched } else { Refusal::single };
    match outcome {
        Ok((id, _)) => json!({"id": &**id, "success": true, "errors": []}),
        Err(errors) => json!({"success": false,
            "errors": errors.iter().map(error).collect::<Vec<_>>()}),
    }
}

fn route(method: &Method, length: usize) -> &'static str {
    match (method.as_str(), length) {
        ("POST", 2) => "POST /composite/sobjects",
        ("PATCH", 2) => "PATCH /composite/sobjects",
        ("DELETE", 2) => "DELETE /composite/sobjects",
        ("GET", 3) => "GET /composite/sobjects/{object}",
        ("POST", 3) => "POST /composite/sobjects/{object}",
        ("PATCH", 4) => "PATCH /composite/sobjects/{object}/{key}",
        _ => "/composite/sobjects",
    }
}
