//! What people do in the portal, outside of any app.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::HubSpot;
use super::associations::{End, Held, Label, Spec};
use super::derived;
use super::list_calls::{self, Names};
use super::lists::Filters;
use super::merge::{self, Moment, Survivor};
use super::object_type::ObjectType;
use super::owners::Owner;
use super::pipelines::Pipeline;
use super::portal::{Portal, Table};
use super::problem::{Outcome, Problem};
use super::record::Source;
use super::rules;
use super::schema::{self, Choice};
use super::settings::{MergedIds, Tier};
use super::subscriptions;
use super::time::Millis;
use super::write::{self, Changes};

/// One act, taken apart.
struct Act<'a> {
    now: Millis,
    words: &'a Value,
    user: u64,
    /// Whether an opt-out moves the contact's stamp.
    opt_out_moves: bool,
    /// Whether a restored record has its associations again.
    restore_keeps: bool,
    merged_ids: MergedIds,
}

impl Act<'_> {
    fn text(&self, key: &str) -> Result<&str, String> {
        self.words.get(key).and_then(Value::as_str).ok_or_else(|| format!("the act needs {key}"))
    }

    fn id(&self, key: &str) -> Result<u64, String> {
        self.text(key)?.parse().map_err(|_| format!("{key} is not an id"))
    }

    fn number(&self, key: &str) -> Option<u32> {
        self.words.get(key)?.as_u64().and_then(|number| u32::try_from(number).ok())
    }

    fn source(&self) -> Arc<Source> {
        let kind = self.words.get("source").and_then(Value::as_str).unwrap_or("CRM_UI");
        Arc::new(Source {
            kind: kind.to_owned(),
            id: format!("userId:{}", self.user),
            label: None,
            // What a workflow or an import does is nobody's.
            user: (kind == "CRM_UI").then_some(self.user),
        })
    }
}

impl HubSpot {
    /// Plays an act of a person: `{"act": "edit", "account": "…", "object": "contacts", "id": "…",
    /// "fields": {…}}`. Other acts: `create`, `bulk_edit` (`ids` or all, one millisecond), `merge`
    /// (`primary`, `other`), `archive`, `restore`, `associate` and `dissociate` (`id`, `to` an object, `other`
    /// its id, `type` the number, or `label` that of the portal's own; without either the unlabelled
    /// type or, to dissociate, all), `add_label` (`to` an object, `text`; it hands back the number
    /// `label`), `delete_label` (`label`),
    /// `unsubscribe` and `resubscribe` (`email`, by the
    /// person themself, or `by` a user or import), `add_owner` (it hands back the number `user` besides the `id`),
    /// `archive_owner`, `add_list`
    /// (`name`, `objectTypeId`, `processingType`, `filterBranch`), `delete_list` (`name`), `add_object_type` (`name`, Enterprise only), `add_pipeline` (of deals: `id`,
    /// `label`, `stages` as id, label and whether it is closed), `add_option`
    /// (`property`, `value`, `label`), `archive_property`, `restore_property` and
    /// `retype_property` (`property`, `type`, `fieldType`: its values stay as they were stored),
    /// `require_property` (`property`, and `when` as another one and its value: what every write is
    /// held to),
    /// `grant_scopes` (`scopes`): what the keys and sign-ins of
    /// the portal may do from now on; `send_mail` (`subject`, `to` addresses), and what becomes of a
    /// mail: `open`, `click` (`url`) and `forward` (`email`, `mail`), by whomever: the vendor cannot
    /// tell, and counts it for the address; `timeline` (`email`): what the contact's page shows.
    ///
    /// # Errors
    /// The act is unknown, or names what does not exist.
    pub fn act(&mut self, now: Timestamp, act: Value) -> Result<Value, String> {
        let survivor = Survivor::of(self.settings.merge_keeps_primary);
        let user = act.get("user").and_then(Value::as_u64).unwrap_or(super::tokens::USER + 1);
        let words = Act {
            now: now.as_millisecond(),
            words: &act,
            user,
            opt_out_moves: self.settings.opt_out_moves_stamp,
            restore_keeps: self.settings.restore_keeps_associations,
            merged_ids: self.settings.merged_ids,
        };
        let account: u64 = match act.get("account") {
            Some(_) => words.id("account")?,
            None => self.portals.keys().next().copied().unwrap_or_default(),
        };
        if words.text("act")? == "grant_scopes" {
            let granted = act.get("scopes").cloned().unwrap_or_default();
            let granted: BTreeSet<String> =
                serde_json::from_value(granted).map_err(|error| error.to_string())?;
            let here = self.tokens.tokens.values_mut().filter(|token| token.portal == account);
            here.for_each(|token| token.scopes.clone_from(&granted));
            return Ok(json!({}));
        }
        let portal = self.portals.get_mut(&account).ok_or("no such account")?;
        portal.found = None;
        match words.text("act")? {
            "unsubscribe" => opt_out(portal, &words),
            "resubscribe" => opt_in(portal, &words),
            "add_owner" => add_owner(portal, &words),
            "archive_owner" => archive_owner(portal, &words),
            "add_list" => add_list(portal, &words),
            "delete_list" => delete_list(portal, &words),
            "add_object_type" => add_object_type(portal, &words),
            "send_mail" => send_mail(portal, &words),
            "open" | "click" | "forward" => log_mail(portal, &words),
            "timeline" => Ok(timeline(portal, words.text("email")?)),
            "add_pipeline" => add_pipeline(portal, &words),
            kind => {
                let object = portal.object(words.text("object")?).map_err(said)?;
                on_records(portal, &object, kind, &words, survivor)
            }
        }
    }
}

#[expect(clippy::boxed_local, reason = "map_err hands it over")]
fn said(problem: Box<Problem>) -> String {
    problem.message.clone()
}

fn on_records(
    portal: &mut Portal,
    object: &ObjectType,
    kind: &str,
    act: &Act<'_>,
    survivor: Survivor,
) -> Result<Value, String> {
    match kind {
        "create" => create(portal, object, act).map_err(said),
        "edit" => {
            let ids = vec![act.id("id")?];
            edit(portal, object, &ids, act)
        }
        "bulk_edit" => {
            let ids = ids(portal, object, act)?;
            edit(portal, object, &ids, act)
        }
        "require_property" => rules::add(portal, object, act.words),
        "merge" => {
            let both = (act.id("primary")?, act.id("other")?);
            let moment = Moment {
                now: act.now,
                source: act.source(),
                moves_associations: true,
                keeps_blanks: false,
                named: act.merged_ids,
            };
            let id = merge::merge(portal, object, both, survivor, &moment).map_err(said)?;
            Ok(json!({ "id": id.to_string() }))
        }
        "archive" => {
            let done = write::archive(portal, object, act.id("id")?, act.now).map_err(said)?;
            if done { Ok(json!({})) } else { Err("no such record".to_owned()) }
        }
        "restore" => restore(portal, object, act),
        "associate" | "dissociate" => associate(portal, object, act),
        "add_label" => add_label(portal, object, act),
        "delete_label" => {
            let id = act.number("label").ok_or("the act needs label")?;
            portal.associations.undefine(id).map(|()| json!({})).ok_or("no such label".to_owned())
        }
        "add_option" => add_option(portal, object, act),
        "archive_property" | "restore_property" | "retype_property" => {
            change_property(portal, object, act)
        }
        other => Err(format!("unknown act: {other}")),
    }
}

fn ids(portal: &Portal, object: &ObjectType, act: &Act<'_>) -> Result<Vec<u64>, String> {
    let table = portal.table(object).map_err(said)?;
    let Some(given) = act.words.get("ids").and_then(Value::as_array) else {
        return Ok(table
            .records
            .values()
            .filter(|record| record.archived.is_none())
            .map(|record| record.id)
            .collect());
    };
    given
        .iter()
        .map(|id| {
            id.as_str().and_then(|id| id.parse().ok()).ok_or_else(|| "ids must be texts".to_owned())
        })
        .collect()
}

fn fields(portal: &Portal, object: &ObjectType, act: &Act<'_>) -> Outcome<Changes> {
    let known = &portal.table(object)?.properties;
    let given = act.words.get("fields").and_then(Value::as_object);
    let given = given.ok_or_else(|| Problem::invalid("the act needs fields"))?;
    given
        .iter()
        .map(|(name, value)| {
            let (name, _) = known
                .get_key_value(name.as_str())
                .ok_or_else(|| Problem::invalid(format!("no property {name}")))?;
            let text = if value.is_null() { Some("") } else { value.as_str() };
            // A property is written as text, whatever its type.
            let text =
                text.ok_or_else(|| Problem::invalid(format!("{name}: {value} is no text")))?;
            Ok((Arc::clone(name), text.to_owned()))
        })
        .collect()
}

fn create(portal: &mut Portal, object: &ObjectType, act: &Act<'_>) -> Outcome<Value> {
    let changes = fields(portal, object, act)?;
    let id = portal.next_id();
    let table = portal.table_mut(object)?;
    table.records.insert(id, super::record::Record::new(id, act.now));
    write::store(table, id, changes, &act.source(), act.now);
    Ok(json!({ "id": id.to_string() }))
}

/// Every record gets the same millisecond, as one bulk edit of the app does.
fn edit(
    portal: &mut Portal,
    object: &ObjectType,
    ids: &[u64],
    act: &Act<'_>,
) -> Result<Value, String> {
    let changes = fields(portal, object, act).map_err(said)?;
    let source = act.source();
    let table = portal.table_mut(object).map_err(said)?;
    for id in ids {
        let id = table.resolve(*id);
        if table.live(id).is_none() {
            return Err(format!("no such record: {id}"));
        }
        if !write::store(table, id, changes.clone(), &source, act.now)
            && let Some(record) = table.records.get_mut(&id)
        {
            record.touch(act.now);
        }
    }
    Ok(json!({ "edited": ids.len() }))
}

fn restore(portal: &mut Portal, object: &ObjectType, act: &Act<'_>) -> Result<Value, String> {
    let id = act.id("id")?;
    let table = portal.table_mut(object).map_err(said)?;
    // What is unique stays so: a value that somebody else took meanwhile keeps the record there.
    if let Some((name, holder)) = table.clash(id) {
        return Err(format!("{name} is used by {holder} now"));
    }
    let record = table.records.get_mut(&id).filter(|record| record.is_in_bin(act.now));
    let record = record.ok_or("no such record in the bin")?;
    record.archived = None;
    record.touch(act.now);
    table.hold(id);
    let held = portal.associations.take_held(id);
    if act.restore_keeps {
        tie_again(portal, (object, id), held, act.now).map_err(said)?;
    }
    Ok(json!({}))
}

/// Gives a restored record the associations whose other ends are there.
fn tie_again(
    portal: &mut Portal,
    (object, id): (&ObjectType, u64),
    held: Vec<Held>,
    now: Millis,
) -> Outcome<()> {
    let mut ends = vec![(object.id.clone(), id)];
    for (to, other, specs) in held {
        let there = portal.object(&to)?;
        if portal.table(&there)?.live(other).is_some() {
            let end = End { object: &to, id: other };
            portal.associations.add(End { object: &object.id, id }, end, &specs);
            ends.push((to, other));
        }
    }
    derived::touch_ends(portal, &ends, now)
}

fn associate(portal: &mut Portal, object: &ObjectType, act: &Act<'_>) -> Result<Value, String> {
    let to = portal.object(act.text("to")?).map_err(said)?;
    let (id, other) = (act.id("id")?, act.id("other")?);
    let live = |object: &ObjectType, id: u64| {
        let table = portal.table(object).map_err(said)?;
        table.live(id).map(|record| record.id).ok_or_else(|| format!("no such record: {id}"))
    };
    let (id, other) = (live(object, id)?, live(&to, other)?);
    let ends = (End { object: &object.id, id }, End { object: &to.id, id: other });
    let adds = act.text("act")? == "associate";
    let kind = act.number("label").map(Spec::own);
    let kind = kind.or_else(|| act.number("type").map(Spec::defined));
    let specs = match kind {
        Some(spec) => vec![spec],
        None if adds => portal.associations.default_type(&object.id, &to.id).into_iter().collect(),
        None => portal.associations.specs(id, &to.id, other),
    };
    if adds {
        portal.associations.add(ends.0, ends.1, &specs);
    } else {
        portal.associations.remove(ends.0, ends.1, &specs);
    }
    let both = [(object.id.clone(), id), (to.id.clone(), other)];
    derived::touch_ends(portal, &both, act.now).map_err(said)?;
    Ok(json!({}))
}

/// A label of a pair of objects, called the same both ways.
fn add_label(portal: &mut Portal, object: &ObjectType, act: &Act<'_>) -> Result<Value, String> {
    let to = portal.object(act.text("to")?).map_err(said)?;
    let text = act.text("text")?.to_owned();
    let (from, to, name) = (object.id.clone(), to.id, text.to_lowercase());
    let label = Label { from, to, id: 0, back: 0, name, label: text.clone() };
    let [made, _] = portal.associations.define(&label, text);
    Ok(json!({ "label": made.id }))
}

fn add_option(portal: &mut Portal, object: &ObjectType, act: &Act<'_>) -> Result<Value, String> {
    let (value, label) = (act.text("value")?.to_owned(), act.text("label")?.to_owned());
    let table = portal.table_mut(object).map_err(said)?;
    let property = table.properties.get_mut(act.text("property")?).ok_or("no such property")?;
    let display_order = i64::try_from(property.choices.len()).unwrap_or(0);
    property.choices.push(Choice {
        label,
        value,
        display_order,
        hidden: false,
        description: String::new(),
    });
    Ok(json!({}))
}

/// An administrator changes what a property is. The vendor's own ones cannot be.
fn change_property(
    portal: &mut Portal,
    object: &ObjectType,
    act: &Act<'_>,
) -> Result<Value, String> {
    let table = portal.table_mut(object).map_err(said)?;
    let property = table.properties.get_mut(act.text("property")?).ok_or("no such property")?;
    if property.hubspot_defined {
        return Err(format!("{} cannot be changed", property.name));
    }
    match act.text("act")? {
        "archive_property" => property.archived = Some(act.now),
        "restore_property" => property.archived = None,
        _ => {
            act.text("type")?.clone_into(&mut property.kind);
            act.text("fieldType")?.clone_into(&mut property.field_type);
        }
    }
    property.updated = Some(act.now);
    Ok(json!({}))
}

fn by<'a>(act: &'a Act<'_>) -> &'a str {
    act.words.get("by").and_then(Value::as_str).unwrap_or("recipient")
}

fn opt_out(portal: &mut Portal, act: &Act<'_>) -> Result<Value, String> {
    let email = act.text("email")?.to_lowercase();
    portal.statuses.unsubscribe_all(&email, by(act), act.now);
    if act.opt_out_moves {
        subscriptions::touch(portal, &email, act.now);
    }
    Ok(json!({}))
}

fn opt_in(portal: &mut Portal, act: &Act<'_>) -> Result<Value, String> {
    let email = act.text("email")?.to_lowercase();
    portal.statuses.resubscribe(&email, by(act), act.now);
    if act.opt_out_moves {
        subscriptions::touch(portal, &email, act.now);
    }
    Ok(json!({}))
}

fn add_owner(portal: &mut Portal, act: &Act<'_>) -> Result<Value, String> {
    let id = portal.next_id();
    let owner = Owner {
        id,
        user_id: 10_000_000 + id,
        email: act.text("email")?.to_owned(),
        first_name: act.text("first_name")?.to_owned(),
        last_name: act.text("last_name")?.to_owned(),
        created: act.now,
        updated: act.now,
        archived: false,
    };
    let user = owner.user_id;
    portal.owners.insert(id, owner);
    Ok(json!({ "id": id.to_string(), "user": user }))
}

fn archive_owner(portal: &mut Portal, act: &Act<'_>) -> Result<Value, String> {
    let owner = portal.owners.get_mut(&act.id("id")?).ok_or("no such owner")?;
    owner.archived = true;
    owner.updated = act.now;
    Ok(json!({}))
}

fn add_list(portal: &mut Portal, act: &Act<'_>) -> Result<Value, String> {
    let list = list_calls::checked(portal, act.words, act.now, Names::Unique).map_err(said)?;
    let shown = list.json(Filters::LeftOut);
    portal.lists.insert(list.id, list);
    Ok(shown)
}

fn delete_list(portal: &mut Portal, act: &Act<'_>) -> Result<Value, String> {
    let name = act.text("name")?;
    let found = portal.lists.values().find(|list| list.name == name).map(|list| list.id);
    portal.lists.remove(&found.ok_or("no such list")?);
    Ok(json!({}))
}

fn send_mail(portal: &mut Portal, act: &Act<'_>) -> Result<Value, String> {
    let to = act.words.get("to").and_then(Value::as_array).ok_or("the act needs to")?;
    let to: Vec<String> = to.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let id = portal.send_mail(act.text("subject")?, &to, act.now);
    Ok(json!({ "id": id.to_string() }))
}

fn log_mail(portal: &mut Portal, act: &Act<'_>) -> Result<Value, String> {
    let (mail, email) = (act.id("mail")?, act.text("email")?.to_owned());
    let got = |event: &super::mail::Event| {
        event.kind == "SENT" && event.sending == mail && event.recipient == email
    };
    if !portal.mail.events.iter().any(got) {
        return Err(format!("{email} got no such mail"));
    }
    let kind = act.text("act")?.to_uppercase();
    let url = act.words.get("url").and_then(Value::as_str);
    portal.log_mail(&kind, (mail, &email), url, act.now);
    Ok(json!({}))
}

fn timeline(portal: &Portal, email: &str) -> Value {
    let shown = portal.timeline(email).into_iter();
    let shown: Vec<Value> =
        shown.map(|(kind, mail)| json!({ "type": kind, "mail": mail.to_string() })).collect();
    json!({ "timeline": shown })
}

/// A custom object, named `p{portal}_{name}` and `2-…`. `label` is its plural, `properties` its own
/// ones (name, label, type, fieldType), `associates` the types that its records can hang on.
fn add_object_type(portal: &mut Portal, act: &Act<'_>) -> Result<Value, String> {
    let enterprise = portal.settings.tier == Tier::Enterprise;
    if !enterprise && portal.on("hubspot.custom_objects.enterprise") {
        return Err("custom objects need Enterprise".to_owned());
    }
    let name = act.text("name")?.to_lowercase();
    let object = ObjectType {
        id: format!("2-{}", 30_000_000 + portal.next_id()),
        plural: format!("p{}_{name}", portal.settings.id),
        label: act.words.get("label").and_then(Value::as_str).unwrap_or(&name).to_owned(),
        singular: name,
    };
    let shown = json!({ "id": object.id, "name": object.plural });
    let mut table = Table::new(&object.plural);
    for own in act.words.get("properties").and_then(Value::as_array).into_iter().flatten() {
        let own = schema::own(own).ok_or("a property needs name, label, type and fieldType")?;
        table.properties.insert(Arc::clone(&own.name), own);
    }
    portal.tables.insert(object.plural.clone(), table);
    for other in act.words.get("associates").and_then(Value::as_array).into_iter().flatten() {
        let other = portal.object(other.as_str().unwrap_or_default()).map_err(said)?;
        portal.associations.open(&object.id, &other.id);
    }
    portal.types.push(object);
    Ok(shown)
}

/// A pipeline of deals beside those that are there, in the order in which they were made.
fn add_pipeline(portal: &mut Portal, act: &Act<'_>) -> Result<Value, String> {
    let stages = act.words.get("stages").cloned().unwrap_or_default();
    let stages: Vec<(String, String, bool)> =
        serde_json::from_value(stages).map_err(|error| error.to_string())?;
    let made = Pipeline::of_deals((act.text("id")?, act.text("label")?), &stages, act.now);
    let all = portal.pipelines.entry("deals".to_owned()).or_default();
    let place = i64::try_from(all.len()).unwrap_or(0);
    all.push(Pipeline { display_order: place, ..made });
    Ok(json!({ "id": act.text("id")? }))
}
