#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Both, Content, Reading, Ruling, Side, Timestamp, Value};

use super::Resubscribed::{ByPerson, NotByPerson};
use super::{Ask, Decision, FieldCase, Leave, OptOutFacts, decide};

use Side::{HubSpot, Salesforce};
use SyncRule::{
    AlwaysHubspot, AlwaysSalesforce, DontSync, Earliest, FillBlanks, ForwardOnly, Maximum, OptOut,
    PreferHubspotUnlessBlank, PreferSalesforceUnlessBlank, TwoWay, Union,
};

/// One row: `base`, `hubspot` and `salesforce` read like the rule tables. `""` is blank, `-` is no
/// base, `?` is unknown.
struct Row {
    name: &'static str,
    rule: SyncRule,
    base: &'static str,
    hubspot: &'static str,
    salesforce: &'static str,
    /// Seconds at which HubSpot and Salesforce changed it.
    times: Option<(i64, i64)>,
    want: Decision,
}

fn row(name: &'static str, rule: SyncRule, values: [&'static str; 3], want: Decision) -> Row {
    let [base, hubspot, salesforce] = values;
    Row { name, rule, base, hubspot, salesforce, times: None, want }
}

fn timed(row: Row, hubspot: i64, salesforce: i64) -> Row {
    Row { times: Some((hubspot, salesforce)), ..row }
}

fn to(side: Side, text: &str, ruling: Ruling) -> Decision {
    Decision::Write { to: side, content: Content::text(text), ruling }
}

fn leave(why: Leave) -> Decision {
    Decision::Leave(why)
}

fn reading(text: &str) -> Reading {
    if text == "?" { Reading::Unknown } else { Reading::from(Some(&Content::text(text))) }
}

fn base_of(text: &str) -> Option<Content> {
    (text != "-").then(|| Content::text(text))
}

fn case(row: &Row) -> FieldCase {
    let base = base_of(row.base);
    let at = |seconds: i64| Timestamp::from_second(1_800_000_000 + seconds).unwrap();
    FieldCase {
        rule: row.rule,
        base: Both { salesforce: base.clone(), hubspot: base },
        now: Both { salesforce: reading(row.salesforce), hubspot: reading(row.hubspot) },
        times: Both {
            salesforce: row.times.map(|(_, salesforce)| at(salesforce)),
            hubspot: row.times.map(|(hubspot, _)| at(hubspot)),
        },
        order: ["low", "mid", "high"].map(str::to_owned).to_vec(),
        opt_out: OptOutFacts::default(),
    }
}

fn check(rows: &[Row]) {
    for row in rows {
        assert_eq!(decide(&case(row)), row.want, "{} {:?}", row.name, row.rule);
    }
}

fn truth_table() -> Vec<Row> {
    use Ruling::{
        FillsBlank, FirstLinkRulingSide, Newest, OneSideChanged, RulingSideStands, RulingSideWins,
        SkewWindow,
    };
    let prefer = PreferSalesforceUnlessBlank;
    let always = AlwaysSalesforce;
    vec![
        row("T1", prefer, ["a", "b", "a"], to(HubSpot, "a", RulingSideStands)),
        row("T2", prefer, ["a", "a", "b"], to(HubSpot, "b", OneSideChanged)),
        row("T3", prefer, ["", "h", ""], to(Salesforce, "h", FillsBlank)),
        row("T4", prefer, ["a", "a", ""], to(HubSpot, "", OneSideChanged)),
        row("T5", prefer, ["a", "", "a"], to(HubSpot, "a", RulingSideStands)),
        row("T6", always, ["", "h", ""], leave(Leave::RulingSideBlank)),
        row("T7", always, ["a", "b", "a"], to(HubSpot, "a", RulingSideStands)),
        row("T8", always, ["a", "a", ""], to(HubSpot, "", OneSideChanged)),
        timed(row("T9", TwoWay, ["a", "b", "c"], to(HubSpot, "c", Newest)), 0, 600),
        row("T10", TwoWay, ["a", "", "a"], to(Salesforce, "", OneSideChanged)),
        timed(row("T11", TwoWay, ["a", "b", "c"], to(Salesforce, "b", Newest)), 600, 0),
        row("T12", DontSync, ["a", "b", "c"], leave(Leave::DontSync)),
        row("T13", prefer, ["a", "b", ""], to(Salesforce, "b", FillsBlank)),
        row("T14", prefer, ["a", "b", "c"], to(HubSpot, "c", RulingSideWins)),
        row("T15", always, ["a", "b", ""], to(HubSpot, "", RulingSideWins)),
        row("T16 prefer", prefer, ["-", "h", ""], to(Salesforce, "h", FillsBlank)),
        row("T16 two-way", TwoWay, ["-", "h", ""], to(Salesforce, "h", FillsBlank)),
        row("T16 always", always, ["-", "h", ""], leave(Leave::RulingSideBlank)),
        row("T17 prefer", prefer, ["-", "", "s"], to(HubSpot, "s", FillsBlank)),
        row("T17 always", always, ["-", "", "s"], to(HubSpot, "s", FillsBlank)),
        row("T17 two-way", TwoWay, ["-", "", "s"], to(HubSpot, "s", FillsBlank)),
        row("T18 prefer", prefer, ["-", "h", "s"], to(HubSpot, "s", FirstLinkRulingSide)),
        row("T18 always", always, ["-", "h", "s"], to(HubSpot, "s", FirstLinkRulingSide)),
        timed(row("T19 newer HS", TwoWay, ["-", "h", "s"], to(Salesforce, "h", Newest)), 90, 0),
        timed(row("T19 newer SF", TwoWay, ["-", "h", "s"], to(HubSpot, "s", Newest)), 0, 90),
        timed(row("T19 skew", TwoWay, ["-", "h", "s"], to(HubSpot, "s", SkewWindow)), 60, 0),
        timed(row("A25 edge", TwoWay, ["a", "b", "c"], to(Salesforce, "b", Newest)), 61, 0),
        row("no times", TwoWay, ["a", "b", "c"], Decision::NeedTimes),
    ]
}

#[test]
fn t1_to_t19_hold() {
    check(&truth_table());
}

#[test]
fn t20_unknown_decides_nothing_under_any_rule() {
    for rule in all_rules() {
        for values in [["a", "?", "b"], ["a", "b", "?"], ["-", "?", ""], ["-", "", "?"]] {
            let want = if rule == DontSync { Leave::DontSync } else { Leave::Unknown };
            check(&[row("T20", rule, values, leave(want))]);
        }
    }
}

#[test]
fn equal_sides_agree_whatever_the_base() {
    for rule in all_rules().into_iter().filter(|rule| *rule != DontSync) {
        for values in [["a", "b", "b"], ["-", "b", "b"], ["a", "", ""], ["a", "a", "a"]] {
            check(&[row("agree", rule, values, Decision::Agree)]);
        }
    }
}

/// The mirror images, written out and made from the table by swapping sides.
#[test]
fn mirror_rules_are_the_truth_table_with_sides_swapped() {
    use Ruling::{
        FillsBlank, FirstLinkRulingSide, OneSideChanged, RulingSideStands, RulingSideWins,
    };
    let prefer = PreferHubspotUnlessBlank;
    let always = AlwaysHubspot;
    check(&[
        row("T1'", prefer, ["a", "a", "b"], to(Salesforce, "a", RulingSideStands)),
        row("T2'", prefer, ["a", "b", "a"], to(Salesforce, "b", OneSideChanged)),
        row("T3'", prefer, ["", "", "s"], to(HubSpot, "s", FillsBlank)),
        row("T4'", prefer, ["a", "", "a"], to(Salesforce, "", OneSideChanged)),
        row("T5'", prefer, ["a", "a", ""], to(Salesforce, "a", RulingSideStands)),
        row("T6'", always, ["", "", "s"], leave(Leave::RulingSideBlank)),
        row("T7'", always, ["a", "a", "b"], to(Salesforce, "a", RulingSideStands)),
        row("T8'", always, ["a", "", "a"], to(Salesforce, "", OneSideChanged)),
        row("T13'", prefer, ["a", "", "b"], to(HubSpot, "b", FillsBlank)),
        row("T14'", prefer, ["a", "b", "c"], to(Salesforce, "b", RulingSideWins)),
        row("T15'", always, ["a", "", "b"], to(Salesforce, "", RulingSideWins)),
        row("T16'", always, ["-", "", "s"], leave(Leave::RulingSideBlank)),
        row("T18'", always, ["-", "h", "s"], to(Salesforce, "h", FirstLinkRulingSide)),
    ]);
    for row in truth_table() {
        let mirrors = [(PreferSalesforceUnlessBlank, prefer), (AlwaysSalesforce, always)];
        let Some((_, rule)) = mirrors.into_iter().find(|(rule, _)| *rule == row.rule) else {
            continue;
        };
        let want = swapped(row.want);
        let (hubspot, salesforce) = (row.salesforce, row.hubspot);
        check(&[Row { rule, hubspot, salesforce, want, ..row }]);
    }
}

pub(crate) fn swapped(decision: Decision) -> Decision {
    match decision {
        Decision::Write { to, content, ruling } => {
            Decision::Write { to: to.other(), content, ruling }
        }
        Decision::Leave(Leave::Backward(side)) => Decision::Leave(Leave::Backward(side.other())),
        same @ (Decision::Agree
        | Decision::WriteBoth { .. }
        | Decision::Conflict(_)
        | Decision::NeedTimes
        | Decision::Leave(_)) => same,
    }
}

#[test]
fn rules_beyond_hubspots_own() {
    use Ruling::{FillsBlank, OneSideChanged, SkewWindow};
    let first = Ruling::Earliest;
    let later = Ruling::ForwardOnly;
    let differ = Decision::Conflict(Ask::Differ);
    let ask = SyncRule::Ask;
    check(&[
        row("earliest: an edit goes back", Earliest, ["a", "b", "a"], to(HubSpot, "a", first)),
        row("earliest: the same there", Earliest, ["a", "a", "b"], to(Salesforce, "a", first)),
        row("earliest: a clear goes back", Earliest, ["a", "", "a"], to(HubSpot, "a", FillsBlank)),
        row("earliest: the first fills", Earliest, ["", "h", ""], to(Salesforce, "h", FillsBlank)),
        timed(
            row("earliest: HS first", Earliest, ["", "h", "s"], to(Salesforce, "h", first)),
            0,
            99,
        ),
        timed(row("earliest: SF first", Earliest, ["-", "h", "s"], to(HubSpot, "s", first)), 99, 0),
        timed(row("earliest: skew", Earliest, ["-", "h", "s"], to(HubSpot, "s", SkewWindow)), 9, 0),
        row("earliest: no times", Earliest, ["-", "h", "s"], Decision::NeedTimes),
        row("fill: blank there", FillBlanks, ["", "h", ""], to(Salesforce, "h", FillsBlank)),
        row("fill: first link", FillBlanks, ["-", "", "s"], to(HubSpot, "s", FillsBlank)),
        row("fill: never over", FillBlanks, ["a", "b", "a"], leave(Leave::NothingBlank)),
        row("fill: first link both", FillBlanks, ["-", "h", "s"], leave(Leave::NothingBlank)),
        row("ask: one side flows", ask, ["a", "b", "a"], to(Salesforce, "b", OneSideChanged)),
        row("ask: a clear flows", ask, ["a", "a", ""], to(HubSpot, "", OneSideChanged)),
        row("ask: both", ask, ["a", "b", "c"], differ.clone()),
        row("ask: a clear against an edit", ask, ["a", "", "c"], differ.clone()),
        row("ask: first link", ask, ["-", "h", "s"], differ),
        row("ask: first link blank", ask, ["-", "h", ""], to(Salesforce, "h", FillsBlank)),
        row("forward: up", ForwardOnly, ["low", "mid", "low"], to(Salesforce, "mid", later)),
        row(
            "forward: back is refused",
            ForwardOnly,
            ["mid", "mid", "low"],
            leave(Leave::Backward(Salesforce)),
        ),
        row(
            "forward: a clear is a step back",
            ForwardOnly,
            ["mid", "", "mid"],
            leave(Leave::Backward(HubSpot)),
        ),
        row("forward: both", ForwardOnly, ["low", "mid", "high"], to(HubSpot, "high", later)),
        row(
            "forward: first link",
            ForwardOnly,
            ["-", "high", "low"],
            to(Salesforce, "high", later),
        ),
        row("forward: foreign", ForwardOnly, ["-", "x", "low"], Decision::Conflict(Ask::NoOrder)),
        row("maximum of texts", Maximum, ["-", "x", "y"], Decision::Conflict(Ask::NoOrder)),
        row("union of texts", Union, ["-", "x", "y"], Decision::Conflict(Ask::NoOrder)),
    ]);
}

#[test]
fn a_difference_that_was_settled_stands_until_the_next_edit() {
    for rule in all_rules().into_iter().filter(|rule| !matches!(rule, DontSync | OptOut)) {
        let mut case = case(&row("settled", rule, ["a", "h", "s"], Decision::Agree));
        case.base = Both { salesforce: base_of("s"), hubspot: base_of("h") };
        assert_eq!(decide(&case), leave(Leave::Unchanged), "{rule:?}");
    }
}

#[test]
fn maximum_takes_the_greater_number_and_the_later_date() {
    let number = |n: i64| Content::Value(Value::Decimal(n.into()));
    let date = |text: &str| Content::Value(Value::Date(text.parse().unwrap()));
    let mut greatest = case(&row("maximum", Maximum, ["-", "", ""], Decision::Agree));
    for (base, hubspot, salesforce, to) in [
        (number(1), number(3), number(2), Salesforce),
        (number(5), number(5), number(4), Salesforce),
        (date("2026-01-01"), date("2026-01-01"), date("2026-02-01"), HubSpot),
    ] {
        greatest.base = Both { salesforce: Some(base.clone()), hubspot: Some(base) };
        greatest.now = Both {
            salesforce: Reading::from(Some(&salesforce)),
            hubspot: Reading::from(Some(&hubspot)),
        };
        let content = if to == HubSpot { salesforce } else { hubspot };
        let want = Decision::Write { to, content, ruling: Ruling::Maximum };
        assert_eq!(decide(&greatest), want);
    }
}

fn set(names: &str) -> Content {
    let all: std::collections::BTreeSet<String> =
        names.split(';').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if all.is_empty() { Content::Blank } else { Content::Value(Value::Choices(all)) }
}

#[test]
fn union_merges_sets_and_removals_count() {
    let ruling = Ruling::Union;
    let one = |to, names| Decision::Write { to, content: set(names), ruling };
    let both = |names| Decision::WriteBoth { content: set(names), ruling };
    for (name, base, hubspot, salesforce, want) in [
        ("an addition", Some("a"), "a;b", "a", one(Salesforce, "a;b")),
        ("a removal", Some("a;b"), "a;b", "a", one(HubSpot, "a")),
        ("additions of both", Some("a"), "a;b", "a;c", both("a;b;c")),
        ("addition and removal", Some("a;b"), "a;b;c", "b", both("b;c")),
        ("the last one removed", Some("a"), "a", "", one(HubSpot, "")),
        ("first link", None, "a;b", "b", one(Salesforce, "a;b")),
        ("first link, blank clears nothing", None, "", "b", one(HubSpot, "b")),
        ("first link, both", None, "a", "b", both("a;b")),
    ] {
        let base = base.map(set);
        let mut case = case(&row("union", Union, ["-", "", ""], Decision::Agree));
        case.base = Both { salesforce: base.clone(), hubspot: base };
        case.now = Both {
            salesforce: Reading::from(Some(&set(salesforce))),
            hubspot: Reading::from(Some(&set(hubspot))),
        };
        assert_eq!(decide(&case), want, "{name}");
    }
}

#[test]
fn s55_to_s58_a13_to_a15_opt_out() {
    let yes = Content::Value(Value::Boolean(true));
    let no = Content::Value(Value::Boolean(false));
    let write =
        |to, content: &Content, ruling| Decision::Write { to, content: content.clone(), ruling };
    let once = OptOutFacts { restored_before: true, ..OptOutFacts::default() };
    let stay = OptOutFacts { leave_unticked: true, ..OptOutFacts::default() };
    let by = |resubscribed| OptOutFacts { resubscribed, ..OptOutFacts::default() };
    let none = OptOutFacts::default();
    let reaches = Ruling::OptOutReaches;
    let fell_again = OptOutFacts { restored_before: true, ..by(NotByPerson) };
    let restored = Decision::WriteBoth { content: yes.clone(), ruling: Ruling::OptOutRestored };
    let (f, t) = (Some(false), Some(true));
    // base of both sides, HubSpot now, Salesforce now
    for (name, base, hubspot, salesforce, facts, want) in [
        ("S55", f, true, false, none, write(Salesforce, &yes, reaches)),
        ("S56", f, false, true, none, write(HubSpot, &yes, reaches)),
        ("S57 A13", t, true, false, none, write(Salesforce, &yes, Ruling::OptOutRestored)),
        ("A13 again", t, true, false, once, Decision::Conflict(Ask::UntickedAgain)),
        ("A13 switch", t, true, false, stay, leave(Leave::LeftUnticked)),
        (
            "A14 the person",
            t,
            false,
            true,
            by(ByPerson),
            write(Salesforce, &no, Ruling::OptOutLifted),
        ),
        ("A14 unreadable", t, false, true, none, Decision::Conflict(Ask::Resubscribed)),
        ("A14 not the person", t, false, true, by(NotByPerson), write(HubSpot, &yes, reaches)),
        ("A15 HubSpot", None, true, false, none, write(Salesforce, &yes, reaches)),
        ("A15 Salesforce", None, false, true, none, write(HubSpot, &yes, reaches)),
        ("both", f, true, true, none, Decision::Agree),
        ("A14 fell on both sides, by the person", t, false, false, by(ByPerson), Decision::Agree),
        ("A14 fell on both sides, not by the person", t, false, false, by(NotByPerson), restored),
        (
            "A14 fell on both sides, unreadable",
            t,
            false,
            false,
            none,
            write(Salesforce, &yes, Ruling::OptOutRestored),
        ),
        ("A13 fell on both sides", t, false, false, fell_again, write(HubSpot, &yes, reaches)),
        (
            "A13 A14 fell on both sides again, unreadable",
            t,
            false,
            false,
            once,
            Decision::Conflict(Ask::Resubscribed),
        ),
    ] {
        let flag = |on: bool| Content::Value(Value::Boolean(on));
        let base = base.map(flag);
        let case = FieldCase {
            rule: OptOut,
            base: Both { salesforce: base.clone(), hubspot: base },
            now: Both {
                salesforce: Reading::from(Some(&flag(salesforce))),
                hubspot: Reading::from(Some(&flag(hubspot))),
            },
            times: Both::default(),
            order: Vec::new(),
            opt_out: facts,
        };
        assert_eq!(decide(&case), want, "{name}");
    }
}

fn all_rules() -> Vec<SyncRule> {
    vec![
        PreferSalesforceUnlessBlank,
        AlwaysSalesforce,
        TwoWay,
        DontSync,
        PreferHubspotUnlessBlank,
        AlwaysHubspot,
        Earliest,
        FillBlanks,
        Maximum,
        Union,
        ForwardOnly,
        SyncRule::Ask,
        OptOut,
    ]
}
