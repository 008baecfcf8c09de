//! Single rows: create, read, update, delete, upsert by an external id.

use http::Method;
use serde_json::{Value, json};

use super::conditions::tagged;
use super::save::{Draft, Options};
use super::schema::Sobject;
use super::wire::{Answer, Ask, Call, Refusal};
use super::world::{Id, Org, Row};

impl Options {
    pub(crate) fn of(ask: &Ask) -> Self {
        let assign = ask.header("sforce-auto-assign").unwrap_or("TRUE");
        let rule = ask.header("sforce-duplicate-rule-header").unwrap_or("");
        let allowed = |part: &str| {
            part.split_once('=').is_some_and(|(key, value)| {
                key.trim().eq_ignore_ascii_case("allowSave") && value.trim() == "true"
            })
        };
        Self {
            assigns: !assign.eq_ignore_ascii_case("false"),
            allows_duplicates: rule.split([';', ',']).any(allowed),
        }
    }
}

impl Org {
    /// Everything under `/sobjects/X`, the describe aside.
    pub(crate) fn sobject(&mut self, call: &Call<'_>, ask: &Ask) -> Answer {
        let result = match ask.path.len() {
            2 => self.create(call, ask),
            3 => self.by_id(call, ask),
            4 => self.by_key(call, ask),
            _ => Err(vec![Refusal::not_found()]),
        };
        result.unwrap_or_else(|errors| {
            Answer::refused(&errors).at(route(&ask.method, ask.path.len()))
        })
    }

    fn create(&mut self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Vec<Refusal>> {
        let object = self.path_object(&ask.path[1])?;
        if ask.method == Method::GET {
            return Ok(self.describe_basic(call, &object));
        }
        if ask.method != Method::POST {
            return Err(vec![wrong_method(&ask.method)]);
        }
        let fields = ask.object()?;
        let options = Options::of(ask);
        let draft = Draft { object: &object.name, id: None, fields: &fields, options: &options };
        let id = self.save(call, &draft)?;
        Ok(created(call, &object, &id).at("POST /sobjects/{object}"))
    }

    fn by_id(&mut self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Vec<Refusal>> {
        let object = self.path_object(&ask.path[1])?;
        if ask.path[2] == "describe" && ask.method == Method::GET {
            return Ok(self.describe(call, ask, &object));
        }
        let id = self.own_id(&object, &ask.path[2]).map_err(|_| vec![Refusal::not_found()])?;
        let route = route(&ask.method, 3);
        if ask.method == Method::GET {
            return Ok(self.read_row(call, ask, &object, &id)?.at(route));
        }
        if ask.method == Method::DELETE {
            self.remove(call, &object, &id).map_err(|refusal| vec![refusal])?;
            return Ok(Answer::empty(204).wrote().at(route));
        }
        if ask.method != Method::PATCH {
            return Err(vec![wrong_method(&ask.method)]);
        }
        let fields = ask.object()?;
        self.unmodified(call, ask, &object, &id)?;
        let options = Options::of(ask);
        let object = &object.name;
        let draft = Draft { object, id: Some(id), fields: &fields, options: &options };
        self.save(call, &draft)?;
        Ok(Answer::empty(204).wrote().at(route))
    }

    fn read_row(
        &self,
        call: &Call<'_>,
        ask: &Ask,
        object: &Sobject,
        id: &Id,
    ) -> Result<Answer, Refusal> {
        let row = self.row(&object.name, id).filter(|row| !row.deleted(object));
        let row = row.and_then(|row| row.seen(call.turn.now)).filter(|row| self.shows(call, row));
        let row = row.ok_or_else(Refusal::not_found)?;
        let names = match ask.param("fields") {
            Some(list) => self.asked_names(call, object, list)?,
            None => self.visible_names(call, object),
        };
        if let Some(answer) = self.not_modified(call, ask, object, row)? {
            return Ok(answer);
        }
        Ok(tagged(call, object, row, Answer::json(200, self.show(call, object, row, &names))))
    }

    /// The names of a `fields` parameter; an unknown one refuses the request.
    pub(crate) fn asked_names(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        list: &str,
    ) -> Result<Vec<String>, Refusal> {
        let names: Vec<String> = list.split(',').map(|name| name.trim().to_owned()).collect();
        match names.iter().find(|name| self.field(call, object, name).is_none()) {
            Some(name) => Err(super::reading::unknown(object, name)),
            None => Ok(names),
        }
    }

    fn by_key(&mut self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Vec<Refusal>> {
        let object = self.path_object(&ask.path[1])?;
        let (key, value) = (&ask.path[2], &ask.path[3]);
        if key.eq_ignore_ascii_case("describe") {
            return Err(vec![Refusal::not_found()]);
        }
        if key.eq_ignore_ascii_case("Id") {
            let mut inner = ask.clone();
            inner.path.remove(2);
            return self.by_id(call, &inner);
        }
        let slot = self.key_slot(call, &object, key)?;
        let found = self.by_value(&object, slot, value);
        if found.len() > 1 && call.turn.on("salesforce.rows.several") {
            return Ok(several(call, &object, &found).at("PATCH /sobjects/{object}/{key}/{value}"));
        }
        let found = found.into_iter().next();
        if ask.method == Method::PATCH {
            return self.upsert_one(call, ask, &object, (slot, found));
        }
        let id = found.ok_or_else(|| vec![Refusal::not_found()])?;
        let mut inner = ask.clone();
        inner.path = vec!["sobjects".to_owned(), object.name.clone(), id.to_string()];
        self.by_id(call, &inner)
    }

    fn upsert_one(
        &mut self,
        call: &Call<'_>,
        ask: &Ask,
        object: &Sobject,
        (slot, found): (usize, Option<Id>),
    ) -> Result<Answer, Vec<Refusal>> {
        let mut fields = ask.object()?;
        let name = &object.fields[slot].name;
        if fields.contains_key(name) && call.turn.on("salesforce.rows.key_outside") {
            let text = format!("The {name} field should not be specified in the sobject data.");
            return Err(vec![Refusal::new("INVALID_FIELD", text)]);
        }
        if found.is_none() {
            let only = ask.param("updateOnly") == Some("true");
            if only && call.turn.on("salesforce.rows.update_only") {
                return Err(vec![Refusal::not_found()]);
            }
            fields.insert(name.clone(), ask.path[3].as_str().into());
        }
        let options = Options::of(ask);
        let new = found.is_none();
        let draft = Draft { object: &object.name, id: found, fields: &fields, options: &options };
        let id = self.save(call, &draft)?;
        let body = json!({"id": &*id, "success": true, "errors": [], "created": new});
        let status = if new { 201 } else { 200 };
        Ok(Answer::json(status, body).wrote().at("PATCH /sobjects/{object}/{key}/{value}"))
    }

    /// A field that upserts may name: an external id or an id lookup.
    pub(crate) fn key_slot(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        key: &str,
    ) -> Result<usize, Refusal> {
        let found = self.field(call, object, key);
        let usable = found.filter(|(_, field)| field.is("externalId") || field.is("idLookup"));
        usable.map(|(slot, _)| slot).ok_or_else(|| {
            let text =
                format!("Provided external ID field does not exist or is not accessible: {key}");
            Refusal::new("NOT_FOUND", text).with(404)
        })
    }

    pub(crate) fn by_value(&self, object: &Sobject, slot: usize, value: &str) -> Vec<Id> {
        let table = self.table(&object.name).into_iter();
        let rows = table.flat_map(|table| table.having(slot, value));
        rows.filter(|row| !row.deleted(object)).map(|row| row.id.clone()).collect()
    }
}

impl Row {
    /// The row as other sessions see it at an instant.
    pub(crate) fn seen(&self, now: jiff::Timestamp) -> Option<&Self> {
        match self.visible {
            Some(at) if at > now => self.before.as_deref(),
            Some(_) | None => Some(self),
        }
    }
}

fn created(call: &Call<'_>, object: &Sobject, id: &Id) -> Answer {
    let body = json!({"id": &**id, "success": true, "errors": []});
    let mut answer = Answer::json(201, body).wrote();
    let place = format!("/services/data/v{}.0/sobjects/{}/{id}", call.version, object.name);
    answer.headers.push(("Location", place));
    answer
}

fn several(call: &Call<'_>, object: &Sobject, found: &[Id]) -> Answer {
    let base = format!("/services/data/v{}.0/sobjects/{}", call.version, object.name);
    Answer::json(300, found.iter().map(|id| Value::from(format!("{base}/{id}"))).collect())
}

pub(crate) fn wrong_method(method: &Method) -> Refusal {
    let text =
        format!("HTTP Method '{method}' not allowed. Allowed are HEAD,GET,PATCH,POST,DELETE");
    Refusal::new("METHOD_NOT_ALLOWED", text).with(405)
}

fn route(method: &Method, length: usize) -> &'static str {
    match (method.as_str(), length) {
        ("POST", 2) => "POST /sobjects/{object}",
        ("GET", 3) => "GET /sobjects/{object}/{id}",
        ("PATCH", 3) => "PATCH /sobjects/{object}/{id}",
        ("DELETE", 3) => "DELETE /sobjects/{object}/{id}",
        ("PATCH", 4) => "PATCH /sobjects/{object}/{key}/{value}",
        ("GET", 4) => "GET /sobjects/{object}/{key}/{value}",
        _ => "/sobjects",
    }
}

impl From<Refusal> for Vec<Refusal> {
    fn from(refusal: Refusal) -> Self {
        vec![refusal]
    }
}
