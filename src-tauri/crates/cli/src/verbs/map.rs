//! `crosswalk map …`

use std::path::Path;

use crosswalk_app::activities::{ActivityState, ExpectedTasks, MailActivity};
use crosswalk_app::drafts::what_if::{What, WhatChanges, WhatIfView};
use crosswalk_app::maps::{self, MapChange};
use crosswalk_app::pairs::IdFields;
use crosswalk_app::scopes::{ALL_BUT_SUBSCRIBERS, LIST_OF_2017, ScopeCount};
use crosswalk_app::words::Words;
use crosswalk_app::{App, Flaw, PairFile, PairId, Repeats};
use serde::Serialize;

use super::{End, objects};
use crate::args::{MapFile, MapVerb, OnePair, Tasks};
use crate::exit::{Exit, Failure};
use crate::say;
use crate::session::Session;

pub async fn run(session: &Session<'_>, verb: MapVerb) -> End {
    match verb {
        MapVerb::Suggest { pair, objects, as_hubspot } => {
            let (app, _) = session.online().await?;
            let pair = session.pair(&app, pair)?;
            let mut file = app.suggest_mapping(pair, &objects).await?;
            if as_hubspot {
                file = maps::as_hubspot_does_it(file);
            }
            say::out(&maps::canonical(&file)?);
            offer_list(session, &app, pair).await?;
        }
        MapVerb::Export(pair) => {
            let app = session.reading().await?;
            say::out(&maps::canonical(&app.mapping(session.pair(&app, pair)?)?)?);
        }
        MapVerb::Activities { pair, opens, clicks } => {
            return activities(
                session,
                pair,
                [(MailActivity::Opens, opens), (MailActivity::Clicks, clicks)],
            )
            .await;
        }
        MapVerb::Objects { pair, add, leave_id_fields, remove } => {
            let id_fields = if leave_id_fields { IdFields::Leave } else { IdFields::Make };
            let choice = match (add, remove) {
                (Some(add), _) => Some(objects::Choice::Add(add, id_fields)),
                (None, Some(remove)) => Some(objects::Choice::Remove(remove)),
                (None, None) => None,
            };
            return objects::run(session, pair, choice).await;
        }
        MapVerb::Schema => say::out(&maps::schema()?),
        MapVerb::Validate(args) => return validate(session, args).await,
        MapVerb::Diff { file, what_if: true } => return what_if(session, file).await,
        MapVerb::Diff { file, what_if: false } | MapVerb::Import { file, save: false } => {
            show(session, file).await?;
            session.say.note(session.say.word("map-not-saved"));
        }
        MapVerb::Import { file, save: true } => return import(session, file).await,
    }
    Ok(Exit::Done)
}

/// HubSpot's own list of June 2017 is offered where it is there, and all but subscribers where it
/// is not (A26); neither is chosen for anybody.
async fn offer_list(session: &Session<'_>, app: &App, pair: PairId) -> Result<(), Failure> {
    let words = &session.say.words;
    match app.list_of_2017(pair).await? {
        Some(size) => session.say.note(words.say(
            "map-offer-list",
            &[("list", LIST_OF_2017.to_owned()), ("size", size.to_string())],
        )),
        None => {
            let filter = ALL_BUT_SUBSCRIBERS.replace('"', "\\\"");
            session.say.note(words.say("map-offer-filter", &[("filter", filter)]));
        }
    }
    Ok(())
}

/// Switches what was chosen, then says what is on and how many tasks to expect.
async fn activities(
    session: &Session<'_>,
    pair: OnePair,
    chosen: [(MailActivity, Option<Tasks>); 2],
) -> End {
    let (app, _) = session.online().await?;
    let pair = session.pair(&app, pair)?;
    for (activity, to) in chosen {
        let Some(to) = to else { continue };
        let repeats = match to {
            Tasks::Each => Some(Repeats::Each),
            Tasks::Collapsed => Some(Repeats::Collapsed),
            Tasks::Off => None,
        };
        let switched = app.switch_activity(pair, activity, repeats).await?;
        for (side, object, field, why) in switched.by_hand {
            let told = [
                ("side", side.product().to_owned()),
                ("object", object.to_string()),
                ("field", field.to_string()),
                ("why", why),
            ];
            session.say.note(session.say.words.say("activities-by-hand", &told));
        }
    }
    let mut told = Vec::new();
    for state in app.activities(pair)? {
        let expected = app.expected_tasks(pair, state.activity).await?;
        told.push(Told { state, expected });
    }
    session.say.data(&told, |told| {
        told.iter().map(|it| it.text(&session.say.words)).collect::<Vec<_>>().join("\n")
    });
    Ok(Exit::Done)
}

/// An activity, and how many tasks it would make.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    state: ActivityState,
    expected: ExpectedTasks,
}

impl Told {
    fn text(&self, words: &Words) -> String {
        let activity = match self.state.activity {
            MailActivity::Opens => "activity-opens",
            MailActivity::Clicks => "activity-clicks",
        };
        let state = match self.state.on {
            Some(Repeats::Each) => "activity-each",
            Some(Repeats::Collapsed) => "activity-collapsed",
            None => "activity-off",
        };
        let line = if self.expected.at_least { "activity-line-more" } else { "activity-line" };
        let told = [
            ("activity", words.say(activity, &[])),
            ("state", words.say(state, &[])),
            ("each", self.expected.each.to_string()),
            ("collapsed", self.expected.collapsed.to_string()),
        ];
        words.say(line, &told)
    }
}

async fn validate(session: &Session<'_>, args: MapFile) -> End {
    let file = read(session, &args.file)?;
    let (app, _) = session.online().await?;
    let pair = session.pair(&app, args.pair)?;
    let flaws = app.validate_mapping(pair, &file).await?;
    let scopes = if flaws.is_empty() { app.count_scopes(pair, &file).await? } else { Vec::new() };
    let exit = if flaws.is_empty() { Exit::Done } else { Exit::Failed };
    session.say.data(&Checked { flaws, scopes }, |it| it.text(&session.say.words));
    Ok(exit)
}

/// What a design is like against the accounts.
#[derive(Serialize)]
struct Checked {
    /// What is wrong with it.
    flaws: Vec<Flaw>,
    /// Whom it would let take part, where it does not take everybody.
    scopes: Vec<ScopeCount>,
}

impl Checked {
    fn text(&self, words: &Words) -> String {
        if !self.flaws.is_empty() {
            return self.flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        }
        let count = |scope: &ScopeCount| {
            let figures = [
                ("mapping", scope.mapping.to_string()),
                ("in", scope.takes_part.to_string()),
                ("out", scope.left_out.to_string()),
                ("held", scope.held.to_string()),
                ("unread", scope.unread.to_string()),
            ];
            let id = if scope.unread > 0 { "map-scope-unread" } else { "map-scope" };
            words.say(id, &figures)
        };
        let counts = self.scopes.iter().map(count);
        std::iter::once(words.say("map-fits", &[])).chain(counts).collect::<Vec<_>>().join("\n")
    }
}

/// Shows what a file would change.
async fn show(session: &Session<'_>, args: MapFile) -> Result<(), Failure> {
    let file = read(session, &args.file)?;
    let app = session.reading().await?;
    let now = app.mapping(session.pair(&app, args.pair)?)?;
    session.say.data(&maps::diff(&now, &file)?, |changes| diff_text(changes, &session.say.words));
    Ok(())
}

/// Shows what a file would do otherwise to the records.
async fn what_if(session: &Session<'_>, args: MapFile) -> End {
    let file = read(session, &args.file)?;
    let (app, _) = session.online().await?;
    let pair = session.pair(&app, args.pair)?;
    let changes = maps::diff(&app.mapping(pair)?, &file)?;
    let view = app.what_if(pair, &file).await?;
    let told = Otherwise { changes, what_if: view };
    session.say.data(&told, |told| told.text(&session.say.words));
    session.say.note(session.say.word("map-not-saved"));
    Ok(Exit::Done)
}

/// What a file would change of the mapping, and what that would do to the records.
#[derive(Serialize)]
struct Otherwise {
    changes: Vec<MapChange>,
    what_if: WhatIfView,
}

impl Otherwise {
    fn text(&self, words: &Words) -> String {
        let found = &self.what_if.found;
        let count = |number: u64| number.to_string();
        let head = words.say(
            "what-if-head",
            &[("looked", count(found.looked_at)), ("differing", count(found.differing))],
        );
        let lines = found.changes.iter().map(|row| otherwise_line(row, words));
        let unread = found.unread.iter().map(|it| {
            let side = it.side.product().to_owned();
            let (object, field) = (it.object.to_string(), it.field.to_string());
            let told = [("side", side), ("object", object), ("field", field)];
            words.say("what-if-unread", &[&told[..], &[("count", count(it.records))]].concat())
        });
        let undated = (found.undated > 0)
            .then(|| words.say("what-if-undated", &[("count", count(found.undated))]));
        let parts = [diff_text(&self.changes, words), String::new(), head];
        parts.into_iter().chain(lines).chain(unread).chain(undated).collect::<Vec<_>>().join("\n")
    }
}

fn otherwise_line(row: &WhatChanges, words: &Words) -> String {
    let (id, field) = match &row.what {
        What::Link => ("what-if-link", String::new()),
        What::Create => ("what-if-create", String::new()),
        What::Delete => ("what-if-delete", String::new()),
        What::Hold => ("what-if-hold", String::new()),
        What::Write { field } => ("what-if-write", field.to_string()),
        What::Ask { field } => ("what-if-ask", field.to_string()),
    };
    let told = [
        ("mapping", row.mapping.to_string()),
        ("side", row.side.product().to_owned()),
        ("field", field),
        ("more", row.only_then.to_string()),
        ("fewer", row.only_today.to_string()),
        ("otherwise", row.otherwise.to_string()),
    ];
    words.say(id, &told)
}

/// Keeps a file as the next version. Nothing is written to a vendor by this.
async fn import(session: &Session<'_>, args: MapFile) -> End {
    let file = read(session, &args.file)?;
    let (app, _) = session.online().await?;
    let pair = session.pair(&app, args.pair)?;
    let changes = maps::diff(&app.mapping(pair)?, &file)?;
    let version = app.import_mapping(pair, &file).await?;
    session.say.data(&changes, |changes| diff_text(changes, &session.say.words));
    session.say.note(session.say.words.say("map-saved", &[("version", version.to_string())]));
    Ok(Exit::Done)
}

fn read(session: &Session<'_>, path: &Path) -> Result<PairFile, Failure> {
    let text = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    let name = path.display().to_string();
    let text = text.map_err(|error| {
        Failure::of_machine(&session.say.words, ("machine-read", &name), &error)
    })?;
    Ok(maps::read(&text)?)
}

fn diff_text(changes: &[MapChange], words: &Words) -> String {
    let line = |change: &MapChange| {
        let text = |value: &Option<serde_json::Value>| {
            value.as_ref().map_or_else(|| words.say("none", &[]), ToString::to_string)
        };
        format!("{}: {} → {}", change.path, text(&change.before), text(&change.after))
    };
    if changes.is_empty() {
        return words.say("map-same", &[]);
    }
    changes.iter().map(line).collect::<Vec<_>>().join("\n")
}
