//! When an event takes place: three fields say when it begins, two how long it lasts, and the vendor
//! keeps them in step (object reference, Event).

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::reading::Cells;
use super::schema::Sobject;
use super::wire::{Call, Refusal};
use super::world::{Org, Row, instant, stamp};

const START: &str = "StartDateTime";
const START_TOO: &str = "ActivityDateTime";
const DAY: &str = "ActivityDate";
const END: &str = "EndDateTime";
const MINUTES: &str = "DurationInMinutes";
const ALL_DAY: &str = "IsAllDayEvent";

/// An event lasts at most so long.
const LONGEST: SignedDuration = SignedDuration::from_hours(14 * 24);

fn written(object: &Sobject, cells: &Cells, name: &str) -> bool {
    cells.iter().any(|(slot, value)| object.fields[*slot].name == name && !value.is_null())
}

/// Fills what follows from the fields that were written.
pub(super) fn derive(object: &Sobject, row: &mut Row, cells: &Cells) {
    let all_day = row.get(object, ALL_DAY) == true;
    let says = |name: &str| written(object, cells, name);
    let start = if says(START) || !(says(START_TOO) || says(DAY)) {
        instant(row.text(object, START))
    } else if says(START_TOO) {
        instant(row.text(object, START_TOO))
    } else {
        instant(&format!("{}T00:00:00.000Z", row.text(object, DAY)))
    };
    let Some(start) = start else { return };
    row.put(object, START, stamp(start));
    row.put(object, START_TOO, if all_day { Value::Null } else { stamp(start).into() });
    row.put(object, DAY, start.strftime("%Y-%m-%d").to_string());
    let by_minutes = says(MINUTES) && !says(END);
    let end = match instant(row.text(object, END)).filter(|_| !by_minutes) {
        Some(end) => end,
        None => match row.get(object, MINUTES).as_i64() {
            Some(minutes) => start + SignedDuration::from_mins(minutes),
            None if all_day => start + SignedDuration::from_hours(24),
            None => return,
        },
    };
    row.put(object, END, stamp(end));
    // Both may be said where they agree: what was said stands until it is checked.
    if !says(MINUTES) {
        row.put(object, MINUTES, minutes(start, end));
    }
}

fn minutes(start: Timestamp, end: Timestamp) -> i64 {
    end.duration_since(start).as_mins()
}

impl Org {
    /// A user is invited to an event, and gets one of their own that hangs on it.
    pub(super) fn invite(
        &mut self,
        call: &Call<'_>,
        event: &str,
        user: &str,
    ) -> Result<Value, String> {
        let kind = self.schema.shared("Event").ok_or("no events here")?;
        let whole = self.row("Event", event).cloned().ok_or("no such event")?;
        let mut child = self.blank(call, &kind);
        let own = ["Id", "OwnerId", "IsChild"];
        for field in kind.fields.iter().filter(|it| !own.contains(&it.name.as_str())) {
            if !field.name.ends_with("__c") {
                child.put(&kind, &field.name, whole.get(&kind, &field.name).clone());
            }
        }
        child.put(&kind, "OwnerId", user);
        child.put(&kind, "IsChild", true);
        let id = child.id.clone();
        self.commit_row(call, &kind, child, None);
        Ok(json!({"id": id.to_string()}))
    }

    /// An event needs a beginning and an end that fit each other.
    pub(super) fn check_event(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        row: &Row,
    ) -> Option<Refusal> {
        if object.name != "Event" || !call.turn.on("salesforce.events.times") {
            return None;
        }
        let ends = (instant(row.text(object, START)), instant(row.text(object, END)));
        let (Some(start), Some(end)) = ends else {
            let missing = [MINUTES, START_TOO].map(str::to_owned);
            let text = format!("Required fields are missing: [{}]", missing.join(", "));
            let refusal = Refusal::row("REQUIRED_FIELD_MISSING", text);
            return Some(Refusal { fields: Some(missing.to_vec()), ..refusal });
        };
        let fault = |text: &str, field: &str| {
            Some(Refusal::on("FIELD_INTEGRITY_EXCEPTION", text.to_owned(), field))
        };
        if end < start {
            return fault("Event end must not be before its start", END);
        }
        if end.duration_since(start) > LONGEST {
            return fault("An event can't last longer than 14 days", END);
        }
        if row.get(object, MINUTES).as_i64() != Some(minutes(start, end)) {
            return fault("Duration does not match the start and the end of the event", MINUTES);
        }
        None
    }
}
