//! `/sobjects/X/updated` and `/sobjects/X/deleted`.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::schema::Sobject;
use super::wire::{Answer, Ask, Call, Refusal};
use super::world::{Org, instant, stamp};

const UPDATED_DAYS: i64 = 30;
const DELETED_DAYS: i64 = 15;
const DAY: i64 = 86_400;

impl Org {
    pub(crate) fn updated(&self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Refusal> {
        let object = self.replicated(ask)?;
        let (from, to) = range(call, ask, UPDATED_DAYS, 0)?;
        let table = self.table(&object.name).into_iter();
        let rows = table.flat_map(|table| table.since(from.as_second()));
        let ids: Vec<Value> = rows
            .filter_map(|row| row.seen(call.turn.now))
            .filter(|row| self.shows(call, row))
            .filter(|row| !row.deleted(&object))
            .filter(|row| {
                let at = super::world::second_of(row.text(&object, "SystemModstamp"));
                at >= from.as_second() && at < to.as_second()
            })
            .map(|row| Value::from(&*row.id))
            .collect();
        self.countable(call, ids.len())?;
        let body = json!({"ids": ids, "latestDateCovered": stamp(self.covered(call, to))});
        Ok(Answer::json(200, body).at("GET /sobjects/{object}/updated"))
    }

    pub(crate) fn deleted(&self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Refusal> {
        let object = self.replicated(ask)?;
        let (from, to) = range(call, ask, DELETED_DAYS, 60)?;
        let of_object = |(id, at): &(&String, &Timestamp)| {
            id.starts_with(&object.prefix) && **at >= from && **at < to
        };
        let list: Vec<Value> = (self.extras.deleted_at.iter())
            .filter(of_object)
            .map(|(id, at)| json!({"id": id, "deletedDate": stamp(*at)}))
            .collect();
        self.countable(call, list.len())?;
        let oldest = call.turn.now - SignedDuration::from_secs(DELETED_DAYS * DAY);
        let earliest = self.extras.purged_until.map_or(oldest, |at| at.max(oldest));
        let body = json!({"deletedRecords": list, "earliestDateAvailable": stamp(earliest),
            "latestDateCovered": stamp(self.covered(call, to))});
        Ok(Answer::json(200, body).at("GET /sobjects/{object}/deleted"))
    }

    /// Refuses a range with more ids than one answer holds.
    fn countable(&self, call: &Call<'_>, ids: usize) -> Result<(), Refusal> {
        let most = self.settings.most_changed_ids;
        if ids > most && call.turn.on("salesforce.replication.most_ids") {
            let text = format!("The range has {ids} ids; at most {most}");
            return Err(Refusal::new("EXCEEDED_ID_LIMIT", text));
        }
        Ok(())
    }

    fn replicated(&self, ask: &Ask) -> Result<std::sync::Arc<Sobject>, Refusal> {
        let object = self.path_object(&ask.path[1])?;
        if object.allows("replicateable") {
            return Ok(object);
        }
        let text = format!("Object {} is not replicateable", object.name);
        Err(Refusal::new("INVALID_TYPE_FOR_OPERATION", text))
    }

    /// It stops before the oldest transaction that is still open.
    fn covered(&self, call: &Call<'_>, to: Timestamp) -> Timestamp {
        let open = self.open_transactions(call.turn.now);
        let open = open.filter(|_| call.turn.on("salesforce.replication.open_transactions"));
        open.map_or(to, |at| at.min(to)).min(call.turn.now)
    }
}

/// Start and end, cut to the minute.
fn range(
    call: &Call<'_>,
    ask: &Ask,
    days: i64,
    apart: i64,
) -> Result<(Timestamp, Timestamp), Refusal> {
    let bad = |text: &str| Refusal::new("INVALID_REPLICATION_DATE", text);
    let read = |name: &str| ask.param(name).map(|text| text.replace(' ', "+"));
    let read = |name: &str| read(name).and_then(|text| instant(&text));
    let Some((start, end)) = read("start").zip(read("end")) else {
        return Err(bad("start and end are required"));
    };
    let minute = |at: Timestamp| {
        let whole = at.as_second() - at.as_second().rem_euclid(60);
        Timestamp::from_second(whole).unwrap_or(at)
    };
    let whole = call.turn.on("salesforce.replication.minutes");
    let (start, end) = if whole { (minute(start), minute(end)) } else { (start, end) };
    if end.as_second() - start.as_second() <= apart && call.turn.on("salesforce.replication.dates")
    {
        return Err(bad("startDate before endDate"));
    }
    let old = call.turn.now.as_second() - start.as_second() > days * DAY;
    if old && call.turn.on("salesforce.replication.window") {
        return Err(bad(&format!("startDate is more than {days} days ago")));
    }
    Ok((start, end))
}
