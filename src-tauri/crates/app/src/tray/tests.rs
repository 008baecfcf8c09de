use super::*;
use crate::turn::{UnderWay, Work};
use crate::words::Language;

fn facts(name: &str, pair: i64, now: Activity) -> PairFacts {
    let (pair, name) = (PairId(pair), name.to_owned());
    PairFacts { pair, name, now, last: Some(Some("done".to_owned())), errors: 0 }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn waiting() -> Activity {
    Activity::Waiting { next_at: Some(at("2026-11-23T13:20:00Z")) }
}

fn running(run: LiveRun) -> Activity {
    let since = at("2026-11-23T13:00:00Z");
    let under_way = UnderWay { pair: PairId(1), work: Work::Pass, since };
    Activity::Running { under_way, run }
}

fn oslo() -> TimeZone {
    TimeZone::get("Europe/Oslo").unwrap()
}

fn menu(pairs: Vec<PairFacts>) -> TrayMenu {
    TrayFacts { pairs, zone: oslo() }.menu(&Words::of(Language::English))
}

/// A menu as a person reads it: what is in brackets cannot be chosen, what follows `>` opens beside.
fn read(lines: &[TrayLine]) -> Vec<String> {
    let read_one = |it: &TrayLine| match (&it.order, it.below.as_slice()) {
        (Some(_), _) => it.text.clone(),
        (None, []) => format!("[{}]", it.text),
        (None, below) => format!("{} > {}", it.text, read(below).join(", ")),
    };
    lines.iter().map(read_one).collect()
}

#[test]
fn one_pair_stands_in_one_line_with_the_orders_that_make_sense() {
    let failing = PairFacts { errors: 12, ..facts("Acme", 1, waiting()) };
    let menu = menu(vec![failing]);
    assert_eq!(read(&menu[0]), ["[Next pass 14:20 · errors left: 12]"]);
    assert_eq!(
        read(&menu[1]),
        [
            "Open Crosswalk",
            "Sync now",
            "Pause > For an hour, Until tomorrow at 08:00, Until I resume",
            "Errors (12)"
        ]
    );
    assert_eq!(read(&menu[2]), ["Quit"]);
    assert_eq!(menu[1][3].order, Some(TrayOrder::Errors(PairId(1))));
}

#[test]
fn what_goes_on_and_what_came_of_it_are_told_of_every_activity() {
    let read = LiveRun { read: Both { hubspot: 30, salesforce: 12 }, ..LiveRun::default() };
    let written = Both { hubspot: 1, salesforce: 4 };
    let wrote = LiveRun { written, ..read.clone() };
    let error = crate::AppError::PassphraseNeeded.report();
    let until = Some(at("2026-11-24T07:00:00Z"));
    for (now, said) in [
        (running(LiveRun::default()), "Running"),
        (running(read), "Running: 42 read"),
        (running(wrote), "Running: 5 written"),
        (Activity::Waiting { next_at: None }, "Waiting for the next pass"),
        (waiting(), "Next pass 14:20"),
        (
            Activity::Setback { error, next_at: at("2026-11-23T13:20:00Z") },
            "Cannot go on; tries again at 14:20",
        ),
        (Activity::Paused { until: None }, "Paused by you"),
        (Activity::Paused { until }, "Paused until 08:00"),
        (Activity::ByHand, "Syncs when you say so"),
        (Activity::Stopped { why: None, error: None }, "Stopped, needs you"),
    ] {
        let line = &menu(vec![facts("Acme", 1, now)])[0][0];
        assert_eq!(line.text, format!("{said} · last run: done"));
    }
    let never = PairFacts { last: None, ..facts("Acme", 1, Activity::Paused { until: None }) };
    assert_eq!(menu(vec![never])[0][0].text, "Paused by you · never run");
    let cut = PairFacts { last: Some(None), errors: 3, ..facts("Acme", 1, waiting()) };
    let text = &menu(vec![cut])[0][0].text;
    assert!(text.contains("interrupted") && !text.contains('3'), "{text}");
}

#[test]
fn a_pass_is_followed_by_its_figures_alone() {
    let pairs = vec![facts("Acme", 1, running(LiveRun::default())), facts("Nordics", 2, waiting())];
    let mut facts = TrayFacts { pairs, zone: oslo() };
    let read = Both { hubspot: 40, salesforce: 2 };
    facts.follow(&LiveRun { read, ..LiveRun::default() });
    let status = facts.menu(&Words::of(Language::English)).remove(0);
    assert_eq!(status[0].text, "Acme: Running: 42 read · last run: done");
    assert_eq!(status[1].text, "Nordics: Next pass 14:20 · last run: done");
}

#[test]
fn nothing_can_be_ordered_where_it_cannot_work() {
    let of = |now| read(&menu(vec![facts("Acme", 1, now)])[1]);
    let stopped = of(Activity::Stopped { why: None, error: None });
    assert_eq!(stopped, ["Open Crosswalk", "[Sync now]", "Errors (0)"]);
    let runs = of(running(LiveRun::default()));
    assert_eq!(runs[1], "[Sync now]");
    assert!(runs[2].starts_with("Pause >"), "{runs:?}");
    let paused = of(Activity::Paused { until: None });
    assert_eq!(paused, ["Open Crosswalk", "Sync now", "Resume", "Errors (0)"]);
    let by_hand = of(Activity::ByHand);
    assert_eq!(by_hand, ["Open Crosswalk", "Sync now", "Errors (0)"]);
    assert_eq!(read(&menu(Vec::new())[0]), ["[No accounts are tied yet]"]);
    assert_eq!(read(&menu(Vec::new())[1]), ["Open Crosswalk", "[Errors (0)]"]);
}

#[test]
fn several_pairs_are_told_apart() {
    let one = PairFacts { errors: 2, ..facts("Acme", 1, waiting()) };
    let other = PairFacts { errors: 1, ..facts("Nordics", 2, Activity::Paused { until: None }) };
    let menu = menu(vec![one, other]);
    assert_eq!(menu[0][0].text, "Acme: Next pass 14:20 · errors left: 2");
    assert_eq!(
        read(&menu[1]),
        [
            "Open Crosswalk",
            "Sync now > Acme, Nordics",
            "Pause > Acme > For an hour, Until tomorrow at 08:00, Until I resume",
            "Resume > Nordics",
            "Errors (3) > Acme (2), Nordics (1)"
        ]
    );
}

#[test]
fn the_tray_speaks_both_languages() {
    let pairs = vec![facts("Acme", 1, Activity::Paused { until: None })];
    let facts = TrayFacts { pairs, zone: oslo() };
    let words = Words::of(Language::Bokmal);
    assert_eq!(
        read(&facts.menu(&words)[1]),
        ["Åpne Crosswalk", "Synkroniser nå", "Fortsett", "Feil (0)"]
    );
    let tooltip = facts.tooltip(&words);
    assert!(tooltip.starts_with("Crosswalk: Satt på pause av deg · siste kjøring: "), "{tooltip}");
}

#[test]
fn an_order_is_read_from_the_name_it_was_given() {
    let pair = PairId(7);
    for order in [
        TrayOrder::Open,
        TrayOrder::Quit,
        TrayOrder::SyncNow(pair),
        TrayOrder::Pause(pair, PauseFor::Hour),
        TrayOrder::Pause(pair, PauseFor::Tomorrow),
        TrayOrder::Pause(pair, PauseFor::Resumed),
        TrayOrder::GoOn(pair),
        TrayOrder::Errors(pair),
    ] {
        assert_eq!(TrayOrder::of_id(&order.id()), Some(order));
    }
    assert_eq!(TrayOrder::of_id("errors/none"), None);
    assert_eq!(TrayOrder::of_id("other"), None);
}
