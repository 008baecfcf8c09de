//! What people did with marketing mail, as two objects: opens and clicks. They come from the log of
//! the legacy e-mail API (supported until September 2027), the only one that has them. It repeats
//! what is done again (S39, S40), and counts for the recipient what others do with a forwarded mail
//! (S41).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use crosswalk_model::connector::{Cursor, PullAsk, PullPage};
use crosswalk_model::gate::Purpose;
use crosswalk_model::record::Life;
use crosswalk_model::schema::{EventLog, FieldOption, FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{
    ConnectorError, Content, FieldName, ObjectName, Record, RecordRef, Timestamp, Value,
};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{api, pull, refusal};
use crate::line::{Line, SendError, server_date};

#[cfg(test)]
mod tests;

/// Opens of marketing mail.
pub const OPENS: &str = "marketing_email_opens";
/// Clicks in marketing mail.
pub const CLICKS: &str = "marketing_email_clicks";

const EVENTS: &str = "/email/public/v1/events";
const MAILS: &str = "/email/public/v1/campaigns/";

/// Events on a page, the vendor's greatest number.
const PAGE: usize = 1_000;
/// How often a walk may begin again because its place was forgotten.
const MOST_STARTS: u8 = 3;
/// How long events of one kind are told apart by their ids: far longer than any reading reaches back
/// behind the one before it.
const TOLD_APART: SignedDuration = SignedDuration::from_hours(48);
/// Longest title and details, in characters: what the subject and the text of a task take.
const LONGEST_TITLE: usize = 255;
const LONGEST_DETAILS: usize = 30_000;
/// Subjects that are remembered.
const MOST_SUBJECTS: usize = 10_000;

const WHO: &str = "contact";
const ADDRESS: &str = "address";
const MAIL: &str = "mail";
const TITLE: &str = "title";
const SUBJECT: &str = "subject";
const DETAILS: &str = "details";
const STATE: &str = "state";
const OCCURRED: &str = "occurred";
const DAY: &str = "day";
const TIMES: &str = "times";
const URL: &str = "url";
/// The ids of the events that were counted last. Ours, and no field of the object.
const COUNTED: &str = "counted";

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Click,
}

/// The subjects of mails, by their number: one call each.
#[derive(Debug, Default)]
pub(super) struct Subjects(Mutex<BTreeMap<u64, Option<String>>>);

/// The cursor: where a walk through the log stands. It starts like the ones of searches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Walk {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    since: Option<Timestamp>,
    /// The vendor's own place in the log; good for minutes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    offset: Option<String>,
    /// Where the next walk starts; known from the first page of this one on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    next: Option<Timestamp>,
    #[serde(skip_serializing_if = "is_none", default)]
    starts: u8,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_none(starts: &u8) -> bool {
    *starts == 0
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    events: Vec<Event>,
    #[serde(default)]
    has_more: bool,
    #[serde(default)]
    offset: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    id: String,
    created: i64,
    #[serde(default)]
    recipient: String,
    #[serde(default)]
    email_campaign_id: u64,
    #[serde(default)]
    app_id: u64,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
struct Sending {
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    name: Option<String>,
}

impl Kind {
    /// The kind of events that an object stands for.
    pub(super) fn of(object: &ObjectName) -> Option<Kind> {
        match object.as_str() {
            OPENS => Some(Kind::Open),
            CLICKS => Some(Kind::Click),
            _ => None,
        }
    }

    const fn on_the_wire(self) -> &'static str {
        match self {
            Kind::Open => "OPEN",
            Kind::Click => "CLICK",
        }
    }

    const fn said(self) -> &'static str {
        match self {
            Kind::Open => "Opened",
            Kind::Click => "Clicked",
        }
    }
}

/// What such an object looks like. The log has no describe, and asks no call for one.
pub(super) fn schema(object: &ObjectName, kind: Kind) -> ObjectSchema {
    let label = match kind {
        Kind::Open => "Marketing email opens",
        Kind::Click => "Marketing email clicks",
    };
    let fields = FIELDS.iter().map(|(name, label, kind)| {
        let name = FieldName::from(*name);
        (name.clone(), field(name, label, *kind))
    });
    ObjectSchema {
        object: object.clone(),
        label: label.to_owned(),
        createable: false,
        updateable: false,
        deletable: false,
        fields: fields.collect(),
        pipelines: Vec::new(),
        log: Some(EventLog { who: WHO.into(), address: ADDRESS.into(), about: MAIL.into() }),
        record_types: Vec::new(),
        with_the_object: std::collections::BTreeSet::new(),
        takes_along: std::collections::BTreeSet::new(),
    }
}

const FIELDS: [(&str, &str, ValueKind); 11] = [
    (WHO, "Contact", ValueKind::Reference),
    (ADDRESS, "Email address", ValueKind::Text),
    (MAIL, "Mail", ValueKind::Text),
    (TITLE, "Title", ValueKind::Text),
    (SUBJECT, "Subject of the mail", ValueKind::Text),
    (DETAILS, "Details", ValueKind::Text),
    (STATE, "State", ValueKind::Choice),
    (OCCURRED, "Time", ValueKind::Instant),
    (DAY, "Day (UTC)", ValueKind::Date),
    (TIMES, "How often", ValueKind::Decimal),
    (URL, "Link", ValueKind::Text),
];

/// What happened is done: the word that Salesforce has for it by itself.
const DONE: &str = "Completed";

fn field(name: FieldName, label: &str, kind: ValueKind) -> FieldSchema {
    let done = || FieldOption { value: DONE.to_owned(), label: DONE.to_owned(), active: true };
    FieldSchema {
        label: label.to_owned(),
        kind,
        native: match kind {
            ValueKind::Choice => "enumeration/select",
            ValueKind::Instant => "datetime/date",
            ValueKind::Date => "date/date",
            ValueKind::Decimal => "number/number",
            ValueKind::Text
            | ValueKind::Boolean
            | ValueKind::Time
            | ValueKind::Choices
            | ValueKind::Reference
            | ValueKind::References => "string/text",
        }
        .to_owned(),
        max_chars: None,
        digits: None,
        options: if kind == ValueKind::Choice { vec![done()] } else { Vec::new() },
        open_options: false,
        required: false,
        createable: false,
        updateable: false,
        unique: false,
        upsert_key: false,
        filterable: false,
        calculated: false,
        references: if kind == ValueKind::Reference { vec!["contacts".into()] } else { Vec::new() },
        description: None,
        name,
    }
}

/// The next page of a log. It has no beginning: a pull without a cursor starts now.
pub(super) async fn page(
    line: &Line,
    subjects: &Subjects,
    (kind, ask): (Kind, &PullAsk),
) -> Result<PullPage, ConnectorError> {
    let Some(cursor) = &ask.cursor else {
        let cursor = pull::cursor_now(line).await?;
        return Ok(PullPage { records: Vec::new(), cursor, more: false });
    };
    let walk: Walk = serde_json::from_str(&cursor.0)
        .map_err(|_| ConnectorError::Protocol("a cursor that this version did not make".into()))?;
    let answer = line.send(api::get(walk.path(kind), ask.purpose)).await;
    let answer = answer.map_err(SendError::of_a_read)?;
    if answer.status == http::StatusCode::BAD_REQUEST && walk.may_start_again() {
        return walk.again();
    }
    if !answer.status.is_success() {
        return Err(refusal::of_object(&answer, &ask.object));
    }
    let log: Log = api::parse(&answer)?;
    let next = walk.next_start(server_date(&answer.headers));
    let more = log.has_more && !log.events.is_empty();
    let onward = if more {
        let offset = log.offset.filter(|offset| Some(offset) != walk.offset.as_ref());
        let offset = offset.ok_or_else(|| {
            ConnectorError::Protocol("a log of e-mail events that does not move on".to_owned())
        })?;
        Walk { offset: Some(offset), next: Some(next), ..walk }
    } else {
        Walk { since: Some(next), ..Walk::default() }
    };
    let mut records = Vec::with_capacity(log.events.len());
    for event in &log.events {
        let subject = subjects.of(line, event, ask.purpose).await?;
        records.extend(event.record(&ask.object, kind, subject));
    }
    Ok(PullPage { records, cursor: onward.cursor()?, more })
}

impl Walk {
    fn path(&self, kind: Kind) -> String {
        let since = self.since.map_or(0, Timestamp::as_millisecond);
        let kind = kind.on_the_wire();
        let offset =
            self.offset.as_deref().map(|offset| format!("&offset={}", api::segment(offset)));
        let offset = offset.unwrap_or_default();
        format!("{EVENTS}?eventType={kind}&startTimestamp={since}&limit={PAGE}{offset}")
    }

    fn may_start_again(&self) -> bool {
        self.offset.is_some() && self.starts < MOST_STARTS
    }

    /// The vendor has forgotten the place: the walk begins again, and what it shows a second time
    /// comes to nothing.
    fn again(&self) -> Result<PullPage, ConnectorError> {
        let again = Walk { offset: None, starts: self.starts + 1, ..self.clone() };
        Ok(PullPage { records: Vec::new(), cursor: again.cursor()?, more: true })
    }

    fn next_start(&self, clock: Option<Timestamp>) -> Timestamp {
        // Without a clock the next walk starts where this one did: slower, and nothing is lost.
        let start = clock.map(pull::less_overlap).or(self.since);
        self.next.or(start).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn cursor(&self) -> Result<Cursor, ConnectorError> {
        let text = serde_json::to_string(self)
            .map_err(|error| ConnectorError::Protocol(format!("cursor: {error}")))?;
        Ok(Cursor(text))
    }
}

impl Subjects {
    /// The subject of an event's mail. A mail that is not shown any more has none.
    async fn of(
        &self,
        line: &Line,
        event: &Event,
        purpose: Purpose,
    ) -> Result<Option<String>, ConnectorError> {
        let number = event.email_campaign_id;
        if let Some(known) = self.known().get(&number) {
            return Ok(known.clone());
        }
        let path = format!("{MAILS}{number}?appId={}", event.app_id);
        let answer = line.send(api::get(path, purpose)).await.map_err(SendError::of_a_read)?;
        let subject = match answer.status {
            http::StatusCode::NOT_FOUND | http::StatusCode::BAD_REQUEST => None,
            status if status.is_success() => {
                let sending: Sending = api::parse(&answer)?;
                sending.subject.filter(|it| !it.is_empty()).or(sending.name)
            }
            _ => return Err(refusal::of_call(&answer)),
        };
        let mut known = self.known();
        if known.len() >= MOST_SUBJECTS {
            known.clear();
        }
        known.insert(number, subject.clone());
        Ok(subject)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Option<String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Event {
    /// One without a readable time or address is nobody's.
    fn record(&self, object: &ObjectName, kind: Kind, subject: Option<String>) -> Option<Record> {
        let at = Timestamp::from_millisecond(self.created).ok()?;
        if self.recipient.is_empty() {
            return None;
        }
        // An event is named by both: the id alone is not promised to be unique.
        let id = format!("{}-{}", self.created, self.id);
        let mut record = Record {
            at: RecordRef::new(object.clone(), id),
            life: Life::Live,
            modified: Some(at),
            modified_by: None,
            absorbed: Vec::new(),
            fields: BTreeMap::new(),
        };
        put(&mut record, ADDRESS, Value::Text(self.recipient.to_lowercase()));
        put(&mut record, MAIL, Value::Text(self.email_campaign_id.to_string()));
        put(&mut record, STATE, Value::Choice(DONE.to_owned()));
        for (name, text) in [(SUBJECT, subject), (URL, self.url.clone())] {
            let text = text.map_or(Content::Blank, |text| Content::Value(Value::Text(text)));
            record.fields.insert(FieldName::from(name), text);
        }
        tell(&mut record, kind, (at, 1));
        Some(record)
    }
}

fn put(record: &mut Record, name: &str, value: Value) {
    record.fields.insert(FieldName::from(name), Content::Value(value));
}

fn text<'a>(record: &'a Record, name: &str) -> Option<&'a str> {
    record.fields.get(&FieldName::from(name))?.as_text()
}

/// Says when it happened, how often, and what a person reads of it.
fn tell(record: &mut Record, kind: Kind, (at, times): (Timestamp, u64)) {
    let said = kind.said();
    let often = if times > 1 { format!(" {times} times") } else { String::new() };
    let about = text(record, SUBJECT).map(|subject| format!(": {subject}")).unwrap_or_default();
    let title = format!("{said} email{often}{about}");
    let when = at.strftime("%Y-%m-%d %H:%M UTC");
    let last = if times > 1 { ", last" } else { "" };
    let address = text(record, ADDRESS).unwrap_or_default();
    let link = text(record, URL).map(|url| format!("\n{url}")).unwrap_or_default();
    let details = format!("{said}{often}{last} on {when}, sent to {address}{link}");
    put(record, TITLE, Value::Text(cut(title, LONGEST_TITLE)));
    put(record, DETAILS, Value::Text(cut(details, LONGEST_DETAILS)));
    put(record, OCCURRED, Value::Instant(at));
    put(record, DAY, Value::Date(at.to_zoned(TimeZone::UTC).date()));
    put(record, TIMES, Value::Decimal(Decimal::from(times)));
}

/// What a sender or a link made too long ends with an ellipsis: it is told, not refused.
fn cut(text: String, most: usize) -> String {
    if text.chars().count() <= most {
        return text;
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// One record for all repeats (A11). An event that was counted before changes nothing, so that a
/// reading that reaches back doubles nothing.
pub(super) fn count_in(known: Option<&Record>, event: &Record) -> Record {
    let (Some(kind), Some(at)) = (Kind::of(&event.at.object), event.modified) else {
        return event.clone();
    };
    let id = event.at.id.as_str();
    let Some(known) = known else {
        let mut first = event.clone();
        put(&mut first, COUNTED, Value::Text(id.to_owned()));
        return first;
    };
    let counted: BTreeSet<&str> = text(known, COUNTED).unwrap_or_default().split(' ').collect();
    if counted.contains(id) {
        return known.clone();
    }
    let newest = known.modified.map_or(at, |known| known.max(at));
    let mut record =
        if known.modified.is_some_and(|known| known > at) { known } else { event }.clone();
    record.modified = Some(newest);
    let horizon = newest.checked_sub(TOLD_APART).unwrap_or(Timestamp::UNIX_EPOCH);
    let still = |id: &&str| {
        let made = id.split('-').next().and_then(|millis| millis.parse::<i64>().ok());
        made.is_some_and(|millis| millis >= horizon.as_millisecond())
    };
    let counted: Vec<&str> = counted.into_iter().filter(still).chain([id]).collect();
    put(&mut record, COUNTED, Value::Text(counted.join(" ")));
    tell(&mut record, kind, (newest, times(known) + 1));
    record
}

fn times(record: &Record) -> u64 {
    let times = record.fields.get(&FieldName::from(TIMES)).and_then(Content::value);
    let Some(Value::Decimal(times)) = times else { return 1 };
    u64::try_from(*times).unwrap_or(1)
}
