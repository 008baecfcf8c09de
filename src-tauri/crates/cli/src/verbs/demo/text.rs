//! The demo, told to a person.

use crosswalk_app::demo::DemoNews;
use crosswalk_app::plans::{PlanView, PlannedRecord, change_line, kind};
use crosswalk_app::status::PairStatus;
use crosswalk_app::words::Words;
use crosswalk_app::{Both, PassReport, RunResult};

/// Fields and rules that the summary of a plan names.
const FIELDS_SHOWN: usize = 8;

/// Changes of one example that are shown.
const CHANGES_SHOWN: usize = 4;

/// One piece of news, as a paragraph.
pub fn of(news: &DemoNews, words: &Words) -> String {
    match news {
        DemoNews::Started { seed, people, home } => format!(
            "A HubSpot and a Salesforce are up on this machine, with {people} people (seed \
             {seed}).\nNo real account is touched. State: {}\n",
            home.display()
        ),
        DemoNews::Linked { accounts, fields } => format!(
            "Linked: HubSpot \"{}\" with Salesforce \"{}\"; {fields} fields mapped from what both \
             have.\n",
            accounts.hubspot, accounts.salesforce
        ),
        DemoNews::Found(found) => plan(found, words),
        DemoNews::Applied(report) => format!("Applied. {}\n", counts(report)),
        DemoNews::Again { report, writes, requests } => again(report, *writes, *requests),
        DemoNews::Accident { field, report, writes } => accident(field, report, *writes, words),
        DemoNews::Left(left) => status(left, words),
    }
}

/// A plan, for people.
pub fn plan(plan: &PlanView, words: &Words) -> String {
    let mut lines = vec![format!("What differs ({} records looked at):", plan.looked_at)];
    for group in &plan.groups {
        let object = &group.object;
        let (verb, side) = (group.act, group.side.product());
        lines.push(format!("  {verb:<7} {:>6}  {object} in {side}", group.records));
    }
    lines.push(format!("  {:<7} {:>6}  fields for a person to decide", "ask", plan.conflicts));
    lines.push(format!("  {:<7} {:>6}  values that have no place there", "skip", plan.skips));
    lines.push(format!(
        "Cost: about {} calls to HubSpot and {} to Salesforce.",
        plan.calls.hubspot, plan.calls.salesforce
    ));
    lines.push("By field and rule:".to_owned());
    for group in plan.fields.iter().take(FIELDS_SHOWN) {
        let ruling = words.say(&format!("ruling-{}", group.ruling), &[]);
        let side = group.side.product();
        let (field, rule) = (&group.field, &group.rule);
        lines.push(format!("  {:>6}  {side} {field}: {ruling} ({rule})", group.values));
    }
    lines.push("For example:".to_owned());
    lines.extend(plan.examples.iter().flat_map(|record| example(record, words)));
    for brake in &plan.brakes {
        lines.push(format!("Brake: {}", words.brake(brake)));
    }
    lines.join("\n") + "\n"
}

/// A record with its first changes.
fn example(record: &PlannedRecord, words: &Words) -> Vec<String> {
    let side = record.side.product();
    let which = match &record.record {
        Some(at) => format!("{} {}", at.object, at.id),
        None => record.act.object().to_string(),
    };
    let mut lines = vec![format!("  {} {side} {which}", kind(&record.act))];
    for change in record.act.changes().iter().take(CHANGES_SHOWN) {
        lines.push(format!("    {}  [{}]", change_line(change), words.ruling(change.ruling)));
    }
    let more = record.act.changes().len().saturating_sub(CHANGES_SHOWN);
    if more > 0 {
        lines.push(format!("    … and {more} more"));
    }
    lines
}

fn counts(report: &PassReport) -> String {
    let of = |what: &str, both: &Both<u64>| {
        format!("{what} {} in HubSpot and {} in Salesforce", both.hubspot, both.salesforce)
    };
    let figures = &report.counts;
    format!(
        "{}; {}; {}; {}.",
        of("Planned to create", &figures.creates),
        of("to change", &figures.updates),
        of("wrote", &figures.written),
        of("failed", &figures.failed)
    )
}

fn again(report: &PassReport, writes: u64, requests: u64) -> String {
    let verdict = match (writes, report.counts.planned()) {
        (0, 0) => "nothing to do".to_owned(),
        (writes, planned) => format!("{planned} writes planned, {writes} sent"),
    };
    format!("Second pass: {verdict}. The emulator saw {requests} requests and {writes} writes.\n")
}

fn accident(field: &str, report: &PassReport, writes: u64, words: &Words) -> String {
    let mut lines = vec![format!(
        "Then somebody cleared \"{field}\" of every HubSpot contact, by accident. The next pass:"
    )];
    let end = match report.result {
        RunResult::Braked => "stopped before it wrote",
        RunResult::Done
        | RunResult::SomeFailed
        | RunResult::Planned
        | RunResult::Outdated
        | RunResult::Failed
        | RunResult::Interrupted => report.result.as_str(),
    };
    lines.push(format!("  {end}; the emulator saw {writes} writes."));
    lines.extend(report.brakes.iter().map(|brake| format!("  Brake: {}", words.brake(brake))));
    lines.join("\n") + "\n"
}

/// How a pair stands, for people.
pub fn status(status: &PairStatus, words: &Words) -> String {
    let mut lines = vec!["What is left to look at:".to_owned()];
    for line in &status.links {
        let state = words.state(line.state);
        let why = words.say(
            &format!("reason-{}", line.reason),
            &[("field", "none".to_owned()), ("code", "none".to_owned())],
        );
        lines.push(format!("  {:>6}  {state}: {why}", line.links));
    }
    lines.push(format!("Conflicts for you to decide: {}.", status.conflicts));
    lines.push(format!("Groups of errors: {}.", status.errors.len()));
    for error in &status.errors {
        lines.push(format!("  {:>6}  {}", error.items, words.error(error)));
        lines.push(format!("          → {}", words.remedy(error)));
    }
    lines.join("\n") + "\n"
}

/// Where a person goes from here.
pub fn where_next(all: &[DemoNews]) -> String {
    let home = all.iter().find_map(|news| match news {
        DemoNews::Started { home, .. } => Some(home.display().to_string()),
        DemoNews::Linked { .. }
        | DemoNews::Found(_)
        | DemoNews::Applied(_)
        | DemoNews::Again { .. }
        | DemoNews::Accident { .. }
        | DemoNews::Left(_) => None,
    });
    let home = home.unwrap_or_default();
    let look = ["runs list", "errors list", "conflicts list", "pair show", "map export"];
    let mut lines = vec!["Where to look next:".to_owned()];
    lines.extend(look.iter().map(|verb| format!("  crosswalk {verb} --home {home}")));
    lines.push(format!("  crosswalk record why EMAIL --home {home}"));
    lines.join("\n")
}
