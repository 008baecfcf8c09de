//! A notice and its words.

use crosswalk_model::{PairId, Side};
use crosswalk_reconcile::mapping::DriftKind;
use serde::{Deserialize, Serialize};

use crate::board::{News, Place};
use crate::words::Words;

/// One thing that is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The pair.
    pub pair: PairId,
    /// Its name, as the person gave it.
    pub name: String,
    /// What it is about.
    pub cause: Cause,
    /// What became of it.
    pub change: Change,
    /// How many records, where that is known.
    pub records: u64,
    /// Whether these are all records of the pair.
    pub all: bool,
    /// Their objects, by the mapping's names.
    #[serde(default)]
    pub objects: Vec<String>,
    /// Some of them by name, where a person wants names. Never stored.
    #[serde(skip)]
    pub people: Vec<String>,
}

/// Why a person is told something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "cause")]
pub enum Cause {
    /// The pair does not run until a person does something.
    Stopped {
        /// What.
        code: String,
    },
    /// A brake holds the plan.
    Braked,
    /// Records fail for one cause.
    Failing {
        /// As `errors retry` names it.
        group: String,
    },
    /// A day is over.
    Day {
        /// Records that fail.
        failing: u64,
        /// Fields that wait for a decision.
        conflicts: u64,
    },
}

/// What became of a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It came.
    New,
    /// It has ten times the records.
    Worse,
    /// It went.
    Mended,
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing goes on without a person.
    NeedsYou,
    /// Some records do not get through.
    Errors,
    /// Something is mended.
    Recovered,
    /// The day in figures.
    Summary,
}

impl Notice {
    /// A notice that is about nobody in particular.
    #[must_use]
    pub fn new(pair: (PairId, &str), (cause, change): (Cause, Change), records: u64) -> Notice {
        let (pair, name) = (pair.0, pair.1.to_owned());
        let (objects, people) = (Vec::new(), Vec::new());
        Notice { pair, name, cause, change, records, all: false, objects, people }
    }

    /// How much it matters.
    #[must_use]
    pub const fn level(&self) -> Level {
        match (&self.cause, self.change) {
            (Cause::Day { .. }, _) => Level::Summary,
            (_, Change::Mended) => Level::Recovered,
            (Cause::Stopped { .. } | Cause::Braked, Change::New | Change::Worse) => Level::NeedsYou,
            (Cause::Failing { .. }, Change::New | Change::Worse) => {
                if self.all {
                    Level::NeedsYou
                } else {
                    Level::Errors
                }
            }
        }
    }

    /// Where it leads.
    #[must_use]
    pub fn leads(&self) -> (Place, Option<String>) {
        match (&self.cause, self.change) {
            (_, Change::Mended) | (Cause::Stopped { .. } | Cause::Day { .. }, _) => {
                (Place::Overview, None)
            }
            (Cause::Braked, Change::New | Change::Worse) => (Place::Preview, None),
            (Cause::Failing { group }, Change::New | Change::Worse) => {
                (Place::Errors, Some(group.clone()))
            }
        }
    }

    /// It in words: how much of what, and why. The pair's name is the person's own; other names are in
    /// it only where they asked for them.
    #[must_use]
    pub fn say(&self, words: &Words) -> (String, String) {
        let say = |id: &str| words.say(id, &self.facts(words));
        let (title, body) = match (&self.cause, self.change) {
            // A field that changed: nothing fails, and it waits for a person's word.
            (Cause::Failing { .. }, Change::Mended) if self.cause.is_of_a_field() => {
                ("notice-field-back", "notice-mended-about")
            }
            (Cause::Failing { .. }, _) if self.cause.is_of_a_field() => {
                ("notice-field-waits", "notice-cause")
            }
            (Cause::Stopped { .. }, Change::Mended) => ("notice-goes-on", "notice-mended-about"),
            (Cause::Braked, Change::Mended) => ("notice-released", "notice-mended-about"),
            (Cause::Failing { .. }, Change::Mended) => {
                ("notice-get-through", "notice-mended-cause")
            }
            (Cause::Stopped { code }, _) if code == "sign_in_needed" => {
                ("notice-sign-in", "notice-sign-in-about")
            }
            (Cause::Stopped { .. }, _) => ("notice-stopped", "notice-stopped-about"),
            (Cause::Braked, Change::New) => ("notice-braked", "notice-braked-about"),
            (Cause::Braked, Change::Worse) => ("notice-braked-worse", "notice-braked-about"),
            (Cause::Failing { .. }, Change::New) => ("notice-failing", "notice-cause"),
            (Cause::Failing { .. }, Change::Worse) => ("notice-failing-worse", "notice-cause"),
            (Cause::Day { .. }, _) => ("notice-day", "notice-day-about"),
        };
        let body = say(body);
        if self.people.is_empty() {
            return (say(title), body);
        }
        (say(title), format!("{body} {}", say("notice-people")))
    }

    fn facts(&self, words: &Words) -> Vec<(&'static str, String)> {
        let (failing, conflicts) = match &self.cause {
            Cause::Day { failing, conflicts } => (*failing, *conflicts),
            Cause::Stopped { .. } | Cause::Braked | Cause::Failing { .. } => (0, 0),
        };
        vec![
            ("pair", self.name.clone()),
            ("count", self.records.to_string()),
            ("many", many(self.records).to_owned()),
            (
                "objects",
                if self.objects.is_empty() { "none".to_owned() } else { self.objects.join(", ") },
            ),
            ("cause", self.cause.say(words)),
            ("failing", failing.to_string()),
            ("conflicts", conflicts.to_string()),
            ("people", self.people.join(", ")),
        ]
    }
}

impl Cause {
    /// Whether it is a field that changed, which only a person who looks at it may approve.
    fn is_of_a_field(&self) -> bool {
        let Cause::Failing { group } = self else { return false };
        let code = group.split('/').next();
        DriftKind::ALL.into_iter().any(|it| Some(it.code()) == code)
    }

    /// Why records fail, as far as that is known without anybody's words: a vendor's own may hold
    /// values.
    fn say(&self, words: &Words) -> String {
        let Cause::Failing { group } = self else { return String::new() };
        let mut parts = group.splitn(3, '/');
        let (code, side, field) = (parts.next(), parts.next(), parts.next());
        let side = Side::ALL.into_iter().find(|it| Some(it.as_str()) == side);
        let facts = [
            ("side", side.map_or("", Side::product).to_owned()),
            ("field", field.unwrap_or("none").to_owned()),
            ("message", String::new()),
        ];
        let id = format!("error-{}", code.unwrap_or_default());
        if words.has(&id) { words.say(&id, &facts) } else { words.say("notice-refused", &facts) }
    }
}

/// What a desktop shows: one notice, or several that came together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast(Vec<Notice>);

/// Which form of a word goes with a number, in both languages.
const fn many(count: u64) -> &'static str {
    if count == 1 { "one" } else { "other" }
}

/// Lines of a digest that are said; of more only how many.
const LINES: usize = 3;

impl Toast {
    /// One for all of these; none for none.
    #[must_use]
    pub fn of(news: Vec<Notice>) -> Option<Toast> {
        (!news.is_empty()).then_some(Toast(news))
    }

    /// What it tells.
    #[must_use]
    pub fn news(&self) -> &[Notice] {
        &self.0
    }

    /// It in words.
    #[must_use]
    pub fn say(&self, words: &Words) -> (String, String) {
        if let [one] = self.0.as_slice() {
            return one.say(words);
        }
        let mut pairs: Vec<&str> = self.0.iter().map(|it| it.name.as_str()).collect();
        pairs.dedup();
        let ails = |it: &&Notice| match it.level() {
            Level::NeedsYou | Level::Errors => true,
            Level::Recovered | Level::Summary => false,
        };
        let ailing = self.0.iter().filter(ails).count();
        let (id, count) = match ailing {
            0 => ("notice-several-news", self.0.len()),
            some => ("notice-several", some),
        };
        let many = many(count as u64).to_owned();
        let facts = [("pair", pairs.join(", ")), ("count", count.to_string()), ("many", many)];
        let mut lines: Vec<String> = self.0.iter().take(LINES).map(|it| it.say(words).0).collect();
        if self.0.len() > LINES {
            let more = (self.0.len() - LINES).to_string();
            lines.push(words.say("notice-more", &[("count", more)]));
        }
        (words.say(id, &facts), lines.join("\n"))
    }

    /// What a click on it says to the window.
    #[must_use]
    pub fn opens(&self) -> Option<News> {
        let first = self.0.first()?;
        let (place, group) = match self.0.as_slice() {
            [one] => one.leads(),
            _ => (Place::Overview, None),
        };
        Some(News::Open { pair: first.pair, place, group })
    }

    /// The group of errors that can be tried again from it. A field that changed is none: to ask for it
    /// again is to approve the change.
    #[must_use]
    pub fn retries(&self) -> Option<(PairId, &str)> {
        let [one] = self.0.as_slice() else { return None };
        if one.cause.is_of_a_field() {
            return None;
        }
        match (&one.cause, one.change) {
            (Cause::Failing { group }, Change::New | Change::Worse) => Some((one.pair, group)),
            (Cause::Failing { .. }, Change::Mended)
            | (Cause::Stopped { .. } | Cause::Braked | Cause::Day { .. }, _) => None,
        }
    }
}
