//! The demo, a plan and a pair's state, told to a person in the words of `ui/locales`.

use crosswalk_app::demo::DemoNews;
use crosswalk_app::plans::{PlanView, PlannedRecord, change_line, kind};
use crosswalk_app::preflight::Preflight;
use crosswalk_app::status::PairStatus;
use crosswalk_app::words::Words;
use crosswalk_app::{Both, LinkState, PassReport};

/// Fields and rules that the summary of a plan names.
const FIELDS_SHOWN: usize = 8;

/// Changes of one example that are shown.
const CHANGES_SHOWN: usize = 4;

/// One piece of news, as a paragraph.
pub fn of(news: &DemoNews, words: &Words) -> String {
    match news {
        DemoNews::Started { seed, people, home } => {
            let facts = [
                ("people", people.to_string()),
                ("seed", seed.to_string()),
                ("home", home.display().to_string()),
            ];
            words.say("demo-started", &facts) + "\n"
        }
        DemoNews::Linked { accounts, fields } => {
            let facts = [
                ("hubspot", accounts.hubspot.clone()),
                ("salesforce", accounts.salesforce.clone()),
                ("fields", fields.to_string()),
            ];
            words.say("demo-linked", &facts) + "\n"
        }
        DemoNews::Found(found) => plan(found, words),
        DemoNews::Applied(report) => applied(report, words),
        DemoNews::Again { report, writes, requests, left } => {
            let told = again(report, (*writes, *requests), words);
            [told, still(left, words)].join("\n") + "\n"
        }
        DemoNews::Accident { field, report, writes } => accident(field, report, *writes, words),
        DemoNews::Left(left) => status(left, words),
    }
}

/// A plan, for people.
pub fn plan(plan: &PlanView, words: &Words) -> String {
    let row = |act: &str, count: u64, what: String| {
        format!("  {:<8} {count:>6}  {what}", words.say(&format!("act-{act}"), &[]))
    };
    let mut lines = before(&plan.preflight, words);
    lines.push(words.say("plan-head", &[("count", plan.looked_at.to_string())]));
    for group in &plan.groups {
        let facts =
            [("object", group.object.to_string()), ("side", group.side.product().to_owned())];
        lines.push(row(group.act, group.records, words.say("plan-where", &facts)));
    }
    lines.push(row("ask", plan.conflicts, words.say("plan-ask", &[])));
    lines.push(row("skip", plan.skips, words.say("plan-skip", &[])));
    lines.push(words.say("plan-cost", &per_side(&plan.calls)));
    for off in plan.sets_off() {
        let count = [("count", off.count.to_string())];
        lines.push(words.say(&format!("sets-off-{}", off.what.as_str()), &count));
    }
    lines.push(words.say("plan-fields", &[]));
    for group in plan.fields.iter().take(FIELDS_SHOWN) {
        let ruling = words.say(&format!("ruling-{}", group.ruling), &[]);
        let side = group.side.product();
        let (field, rule) = (&group.field, &group.rule);
        lines.push(format!("  {:>6}  {side} {field}: {ruling} ({rule})", group.values));
    }
    lines.push(words.say("plan-examples", &[]));
    lines.extend(plan.examples.iter().flat_map(|record| example(record, words)));
    lines.extend(plan.unread.iter().map(|it| words.unread_line(it)));
    lines.extend(plan.drift.iter().map(|it| words.drift_line(it)));
    lines.extend(plan.brakes.iter().map(|brake| words.brake_line(brake)));
    lines.join("\n") + "\n"
}

/// What is worth knowing before a plan is ordered; what the plan itself tells is not told twice.
fn before(preflight: &Preflight, words: &Words) -> Vec<String> {
    let told: Vec<String> = preflight
        .lines
        .iter()
        .filter(|line| !line.code.is_in_the_plan())
        .flat_map(|line| {
            let [what, remedy] = words.preflight_lines(line);
            [format!("  {what}"), format!("    → {remedy}")]
        })
        .collect();
    if told.is_empty() {
        return Vec::new();
    }
    [words.say("preflight-head", &[])].into_iter().chain(told).collect()
}

fn per_side(both: &Both<u64>) -> [(&'static str, String); 2] {
    [("hubspot", both.hubspot.to_string()), ("salesforce", both.salesforce.to_string())]
}

/// A record with its first changes.
fn example(record: &PlannedRecord, words: &Words) -> Vec<String> {
    let side = record.side.product();
    let which = match &record.record {
        Some(at) => format!("{} {}", at.object, at.id),
        None => record.act.object().to_string(),
    };
    let act = words.say(&format!("act-{}", kind(&record.act)), &[]);
    let mut lines = vec![format!("  {act} {side} {which}")];
    for change in record.act.changes().iter().take(CHANGES_SHOWN) {
        lines.push(format!("    {}  [{}]", change_line(change), words.ruling(change.ruling)));
    }
    let more = record.act.changes().len().saturating_sub(CHANGES_SHOWN);
    if more > 0 {
        lines.push(format!("    {}", words.say("plan-more", &[("count", more.to_string())])));
    }
    lines
}

fn applied(report: &PassReport, words: &Words) -> String {
    let figures = &report.counts;
    let of = |message: &str, both: &Both<u64>| words.say(message, &per_side(both));
    let told = [
        of("applied-creates", &figures.creates),
        of("applied-updates", &figures.updates),
        of("applied-written", &figures.written),
        of("applied-failed", &figures.failed),
    ];
    format!("{} {}.\n", words.say("demo-applied", &[]), told.join("; "))
}

fn again(report: &PassReport, (writes, requests): (u64, u64), words: &Words) -> String {
    let seen = [("writes", writes.to_string()), ("requests", requests.to_string())];
    let verdict = match (writes, report.counts.planned()) {
        (0, 0) => words.say("demo-again-quiet", &[]),
        (_, planned) => {
            let facts = [("planned", planned.to_string()), ("writes", writes.to_string())];
            words.say("demo-again-busy", &facts)
        }
    };
    format!("{verdict} {}", words.say("demo-again-seen", &seen))
}

/// What a quiet second pass leaves as it is.
fn still(left: &PairStatus, words: &Words) -> String {
    let count = |state: LinkState| {
        let lines = left.links.iter().filter(|line| line.state == state);
        lines.map(|line| line.links).sum::<u64>().to_string()
    };
    let facts = [
        ("left_out", count(LinkState::LeftOut)),
        ("conflict", count(LinkState::Conflict)),
        ("failing", count(LinkState::Failing)),
        ("waiting", count(LinkState::Waiting)),
    ];
    words.say("demo-still", &facts)
}

fn accident(field: &str, report: &PassReport, writes: u64, words: &Words) -> String {
    let mut lines = vec![words.say("demo-accident", &[("field", field.to_owned())])];
    let result = words.say(&format!("result-{}", report.result.as_str()), &[]);
    let facts = [("result", result), ("writes", writes.to_string())];
    lines.push(format!("  {}", words.say("demo-accident-end", &facts)));
    lines.extend(report.brakes.iter().map(|brake| format!("  {}", words.brake_line(brake))));
    lines.join("\n") + "\n"
}

/// How a pair stands, for people.
pub fn status(status: &PairStatus, words: &Words) -> String {
    let mut lines = vec![words.say("status-head", &[])];
    for line in &status.links {
        let state = words.state(line.state);
        let why = words.say(
            &format!("reason-{}", line.reason),
            &["field", "code", "side", "id"].map(|it| (it, "none".to_owned())),
        );
        lines.push(format!("  {:>6}  {}, {}: {why}", line.links, line.mapping, state));
    }
    lines.push(words.say("status-conflicts", &[("count", status.conflicts.to_string())]));
    lines.push(words.say("status-errors", &[("count", status.errors.len().to_string())]));
    lines.extend(status.unread.iter().map(|it| words.unread_line(it)));
    if !status.opt_outs.is_empty() {
        let count = status.opt_outs.len().to_string();
        lines.push(words.say("status-opt-outs", &[("count", count)]));
    }
    for error in &status.errors {
        lines.push(format!("  {:>6}  {}", error.items, words.error(error)));
        lines.push(format!("          → {}", words.remedy(error)));
    }
    lines.join("\n") + "\n"
}

/// Where a person goes from here.
pub fn where_next(all: &[DemoNews], words: &Words) -> String {
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
    let mut lines = vec![words.say("demo-next", &[])];
    lines.extend(look.iter().map(|verb| format!("  crosswalk {verb} --home {home}")));
    lines.push(format!("  crosswalk record why EMAIL --home {home}"));
    lines.join("\n")
}
