//! Marketing mail and what people did with it: the event log that the legacy e-mail API shows.
//!
//! Whoever opens a forwarded mail is not known to the vendor: what is opened and clicked counts for
//! the person it was sent to.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::call::Call;
use super::portal::Portal;
use super::problem::{Answer, Outcome, Problem};
use super::time::{Millis, parse_instant};

/// How long an offset is good. The vendor calls it short-lived and states no figure.
const OFFSET_LIFE: Millis = 300_000;
/// Events on a page, and at most so many.
const PAGE: usize = 10;
const MOST: usize = 1_000;
/// The app behind mails that are sent to a list.
const APP: u64 = 113;

/// The kinds of events that the vendor logs.
const KINDS: &[&str] = &[
    "SENT",
    "DROPPED",
    "PROCESSED",
    "DELIVERED",
    "DEFERRED",
    "BOUNCE",
    "OPEN",
    "CLICK",
    "PRINT",
    "FORWARD",
    "STATUSCHANGE",
    "SPAMREPORT",
    "UNBOUNCE",
];

/// The mails of a portal and their log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mail {
    pub sendings: Vec<Sending>,
    /// In the order in which they were logged.
    pub events: Vec<Event>,
}

/// One mail to many: an e-mail campaign in the vendor's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sending {
    pub id: u64,
    pub name: String,
    pub subject: String,
}

/// Something that happened to one recipient's copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Event {
    pub id: String,
    pub created: Millis,
    pub kind: String,
    pub recipient: String,
    pub sending: u64,
    pub url: Option<String>,
}

/// What a request asks for.
struct Wish {
    kind: Option<String>,
    recipient: Option<String>,
    sending: Option<u64>,
    from: Millis,
    to: Millis,
}

impl Mail {
    fn sending(&self, id: u64) -> Option<&Sending> {
        self.sendings.iter().find(|sending| sending.id == id)
    }

    fn json(&self, event: &Event, portal: u64) -> Value {
        let mut shown = json!({
            "id": event.id, "created": event.created, "type": event.kind,
            "recipient": event.recipient, "portalId": portal, "appId": APP, "appName": "Batch",
            "emailCampaignId": event.sending, "filteredEvent": false,
        });
        match event.kind.as_str() {
            "SENT" => {
                let subject = self.sending(event.sending).map_or("", |sending| &sending.subject);
                shown["subject"] = json!(subject);
            }
            "OPEN" | "CLICK" => {
                let sent = self.events.iter().find(|it| {
                    it.kind == "SENT"
                        && it.sending == event.sending
                        && it.recipient == event.recipient
                });
                let sent = sent.map(|it| json!({ "id": it.id, "created": it.created }));
                shown["sentBy"] = sent.unwrap_or_default();
                shown["userAgent"] = json!("Mozilla/5.0");
            }
            _ => {}
        }
        if let Some(url) = &event.url {
            shown["url"] = json!(url);
        }
        shown
    }
}

impl Wish {
    fn of(call: &Call<'_>) -> Outcome<Self> {
        let number = |name: &str| {
            let read = |text: &str| {
                text.parse::<u64>().map_err(|_| Problem::invalid(format!("Invalid {name}: {text}")))
            };
            call.query(name).map(read).transpose()
        };
        let kind = call.query("eventType").map(str::to_owned);
        if let Some(other) = kind.as_deref().filter(|kind| !KINDS.contains(kind)) {
            return Err(Problem::invalid(format!("Unknown eventType: {other}")));
        }
        let at = |name: &str, usual: Millis| {
            let known = number(name)?.map(|millis| i64::try_from(millis).unwrap_or(i64::MAX));
            Ok::<_, Box<Problem>>(known.unwrap_or(usual))
        };
        Ok(Self {
            kind,
            recipient: call.query("recipient").map(str::to_lowercase),
            sending: number("campaignId")?,
            from: at("startTimestamp", 0)?,
            to: at("endTimestamp", i64::MAX)?,
        })
    }

    fn takes(&self, event: &Event) -> bool {
        self.kind.as_ref().is_none_or(|kind| event.kind == *kind)
            && self.recipient.as_ref().is_none_or(|it| event.recipient.to_lowercase() == *it)
            && self.sending.is_none_or(|it| event.sending == it)
            && (self.from..=self.to).contains(&event.created)
    }
}

/// The log, the newest event first.
pub(super) fn events(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let wish = Wish::of(call)?;
    let most = if call.on("hubspot.mail.page_size") { MOST } else { usize::MAX };
    let limit = call.query("limit").map_or(Ok(PAGE), |text| {
        let wished = text.parse::<usize>().ok().filter(|limit| *limit > 0);
        wished.ok_or_else(|| Problem::invalid(format!("Invalid limit: {text}")))
    })?;
    let before = call.query("offset").map(|offset| place(offset, call)).transpose()?;
    let mail = &portal.mail;
    let mut numbered: Vec<(usize, &Event)> = mail.events.iter().enumerate().collect();
    if call.on("hubspot.mail.newest_first") {
        numbered.sort_by_key(|(number, event)| std::cmp::Reverse((event.created, *number)));
    }
    let past = |(number, event): &(usize, &Event)| {
        before.is_none_or(|(created, last)| (event.created, *number) < (created, last))
    };
    let mut found = numbered.into_iter().filter(past).filter(|(_, event)| wish.takes(event));
    let page: Vec<(usize, &Event)> = found.by_ref().take(limit.min(most)).collect();
    let shown: Vec<Value> =
        page.iter().map(|(_, event)| mail.json(event, portal.settings.id)).collect();
    let offset = page.last().map(|(number, event)| {
        let text = format!("{}/{}/{number}", call.now, event.created);
        text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>()
    });
    let more = found.next().is_some();
    Answer::ok(json!({ "events": shown, "hasMore": more, "offset": offset.unwrap_or_default() }))
}

/// The event that a page ended with, as its offset remembers it.
fn place(offset: &str, call: &Call<'_>) -> Outcome<(Millis, usize)> {
    let refused = || Problem::invalid("Invalid offset");
    let digits = |at: usize| u8::from_str_radix(offset.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..offset.len()).step_by(2).map(digits).collect();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(refused)?;
    let mut parts = text.split('/').map(parse_instant);
    let mut next = || parts.next().flatten().ok_or_else(refused);
    let (made, created, number) = (next()?, next()?, next()?);
    if call.now - made > OFFSET_LIFE && call.on("hubspot.mail.short_lived_offset") {
        return Err(Problem::invalid("The offset has expired"));
    }
    Ok((created, usize::try_from(number).map_err(|_| refused())?))
}

/// One mail's name and subject.
pub(super) fn sending(portal: &mut Portal, call: &Call<'_>) -> Outcome {
    let id = call.arg(0).parse::<u64>().map_err(|_| Problem::missing())?;
    let sending = portal.mail.sending(id).ok_or_else(Problem::missing)?;
    let count = |kind: &str| {
        portal.mail.events.iter().filter(|it| it.sending == id && it.kind == kind).count()
    };
    Answer::ok(json!({
        "id": sending.id, "appId": APP, "appName": "Batch", "name": sending.name,
        "subject": sending.subject, "numIncluded": count("SENT"),
        "counters": { "sent": count("SENT"), "delivered": count("DELIVERED"),
                      "open": count("OPEN"), "click": count("CLICK") },
    }))
}

impl Portal {
    /// A mail goes out to some addresses.
    pub fn send_mail(&mut self, subject: &str, to: &[String], now: Millis) -> u64 {
        let id = self.next_id();
        let name = subject.to_owned();
        self.mail.sendings.push(Sending { id, name, subject: subject.to_owned() });
        for recipient in to {
            for kind in ["SENT", "DELIVERED"] {
                self.log_mail(kind, (id, recipient), None, now);
            }
        }
        id
    }

    /// Logs what happened to a recipient's copy.
    pub fn log_mail(
        &mut self,
        kind: &str,
        (sending, recipient): (u64, &str),
        url: Option<&str>,
        now: Millis,
    ) {
        let event = Event {
            id: self.chance.uuid(),
            created: now,
            kind: kind.to_owned(),
            recipient: recipient.to_owned(),
            sending,
            url: url.map(str::to_owned),
        };
        self.mail.events.push(event);
    }

    /// What a contact's timeline shows of a mail: repeats of one kind stand there once.
    pub fn timeline(&self, recipient: &str) -> Vec<(String, u64)> {
        let mut shown: Vec<(String, u64)> = Vec::new();
        let own = self.mail.events.iter().filter(|it| it.recipient.eq_ignore_ascii_case(recipient));
        for event in own.filter(|it| matches!(it.kind.as_str(), "OPEN" | "CLICK" | "FORWARD")) {
            let entry = (event.kind.clone(), event.sending);
            if !shown.contains(&entry) {
                shown.push(entry);
            }
        }
        shown
    }
}
