//! H74-H77 and the truth table T1-T20, played from end to end: a field agrees on both sides, people
//! edit, a pass runs, and both CRMs are looked at.

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_model::Side;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use serde_json::{Value, json};

use SyncRule::{
    AlwaysSalesforce as Always, DontSync, PreferSalesforceUnlessBlank as Prefer, TwoWay,
};

/// What one side does after both agreed, if anything, and how long after the other one.
#[derive(Clone, Copy)]
enum Edit {
    None,
    To(&'static str),
    /// The later one of two edits.
    LaterTo(&'static str),
}
use Edit::{LaterTo, None as Nothing, To};

/// A row of the table: `base` is what both held, empty for blank.
struct Row {
    id: &'static str,
    rule: SyncRule,
    base: &'static str,
    hubspot: Edit,
    salesforce: Edit,
    /// What HubSpot and Salesforce hold in the end.
    then: (&'static str, &'static str),
}

const fn row(
    id: &'static str,
    rule: SyncRule,
    base: &'static str,
    edits: (Edit, Edit),
    then: (&'static str, &'static str),
) -> Row {
    Row { id, rule, base, hubspot: edits.0, salesforce: edits.1, then }
}

const EDITS: &[Row] = &[
    row("t1", Prefer, "a", (To("b"), Nothing), ("a", "a")),
    row("t2", Prefer, "a", (Nothing, To("b")), ("b", "b")),
    row("t3", Prefer, "", (To("h"), Nothing), ("h", "h")),
    row("t4", Prefer, "a", (Nothing, To("")), ("", "")),
    row("t5", Prefer, "a", (To(""), Nothing), ("a", "a")),
    row("t6", Always, "", (To("h"), Nothing), ("h", "")),
    row("t7", Always, "a", (To("b"), Nothing), ("a", "a")),
    row("t8", Always, "a", (Nothing, To("")), ("", "")),
    row("t9", TwoWay, "a", (To("b"), LaterTo("c")), ("c", "c")),
    row("t10", TwoWay, "a", (To(""), Nothing), ("", "")),
    row("t11", TwoWay, "a", (LaterTo("b"), To("c")), ("b", "b")),
    row("t12", DontSync, "a", (To("b"), To("c")), ("b", "c")),
    row("t13", Prefer, "a", (To("b"), To("")), ("b", "b")),
    row("t14", Prefer, "a", (To("b"), To("c")), ("c", "c")),
    row("t15", Always, "a", (To("b"), To("")), ("", "")),
];

/// Both sides within the clock-skew window: Salesforce wins (A25).
const SIMULTANEOUS: Row = row("a25", TwoWay, "a", (LaterTo("b"), To("c")), ("c", "c"));

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn person(number: usize, value: &str, field: &str, email: &str) -> Value {
    json!({ email: format!("p{number}@example.no"), field: value })
}

/// A pair whose `jobtitle` follows `rule`, and people on both sides, one per row.
async fn play(rows: &[Row], rule: SyncRule, gap: Duration) {
    let world = World::new().await;
    world.rule("jobtitle", rule).await;
    let mut people = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let mut there = person(number, row.base, "Title", "Email");
        there["LastName"] = json!("Berg");
        let mut here = person(number, row.base, "jobtitle", "email");
        here["lastname"] = json!("Berg");
        people.push((world.hubspot_contact(here), world.salesforce_record("Contact", there)));
    }
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    let late = |edit: Edit| matches!(edit, LaterTo(_));
    for later in [false, true] {
        for (row, (here, there)) in rows.iter().zip(&people) {
            if let (To(value) | LaterTo(value), true) = (row.hubspot, late(row.hubspot) == later) {
                world.edit(HubSpot, "contacts", here, json!({ "jobtitle": value }));
            }
            if let (To(value) | LaterTo(value), true) =
                (row.salesforce, late(row.salesforce) == later)
            {
                let value = if value.is_empty() { Value::Null } else { json!(value) };
                world.edit(Salesforce, "Contact", there, json!({ "Title": value }));
            }
        }
        world.wait(gap).await;
    }
    world.apply().await;
    for (row, (here, there)) in rows.iter().zip(&people) {
        let held = (
            text(&world.field(HubSpot, "contacts", here, "jobtitle")),
            text(&world.field(Salesforce, "Contact", there, "Title")),
        );
        let then = (row.then.0.to_owned(), row.then.1.to_owned());
        assert_eq!(held, then, "{}", row.id);
    }
    let before = world.last_exchange();
    world.apply().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
}

async fn play_all_of(rule: SyncRule) {
    let rows: Vec<Row> = EDITS
        .iter()
        .filter(|it| it.rule == rule)
        .map(|it| row(it.id, it.rule, it.base, (it.hubspot, it.salesforce), it.then))
        .collect();
    assert!(!rows.is_empty());
    play(&rows, rule, Duration::from_secs(300)).await;
}

#[tokio::test(start_paused = true)]
async fn h74_t1_t2_t3_t4_t5_t13_t14_prefer_salesforce_unless_blank() {
    play_all_of(Prefer).await;
}

#[tokio::test(start_paused = true)]
async fn h75_t6_t7_t8_t15_always_use_salesforce() {
    play_all_of(Always).await;
}

#[tokio::test(start_paused = true)]
async fn h76_t9_t10_t11_two_way_the_newest_wins() {
    play_all_of(TwoWay).await;
}

#[tokio::test(start_paused = true)]
async fn h77_t12_dont_sync() {
    play_all_of(DontSync).await;
}

#[tokio::test(start_paused = true)]
async fn a25_within_the_skew_window_salesforce_wins() {
    play(&[SIMULTANEOUS], TwoWay, Duration::from_secs(30)).await;
}

/// First links: what each side holds when they meet, and who was later.
async fn meet(rule: SyncRule, rows: &[(&str, &str, &str, (&str, &str))], later: Side) {
    let world = World::new().await;
    world.rule("jobtitle", rule).await;
    let mut people = Vec::new();
    for (number, (_, here, there, _)) in rows.iter().enumerate() {
        let mut salesforce = person(number, there, "Title", "Email");
        salesforce["LastName"] = json!("Berg");
        let mut hubspot = person(number, here, "jobtitle", "email");
        hubspot["lastname"] = json!("Berg");
        people.push((hubspot, salesforce));
    }
    let mut met = Vec::new();
    for (hubspot, salesforce) in people {
        let (here, there);
        if later == HubSpot {
            there = world.salesforce_record("Contact", salesforce);
            world.wait(Duration::from_secs(300)).await;
            here = world.hubspot_contact(hubspot);
        } else {
            here = world.hubspot_contact(hubspot);
            world.wait(Duration::from_secs(300)).await;
            there = world.salesforce_record("Contact", salesforce);
        }
        met.push((here, there));
    }
    world.apply().await;
    for ((id, _, _, then), (here, there)) in rows.iter().zip(&met) {
        let held = (
            text(&world.field(HubSpot, "contacts", here, "jobtitle")),
            text(&world.field(Salesforce, "Contact", there, "Title")),
        );
        assert_eq!(held, (then.0.to_owned(), then.1.to_owned()), "{id} under {rule:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn t16_t17_t18_a_first_link_never_clears() {
    let fills: &[(&str, &str, &str, (&str, &str))] =
        &[("t16", "h", "", ("h", "h")), ("t17", "", "s", ("s", "s"))];
    meet(Prefer, fills, HubSpot).await;
    meet(TwoWay, fills, HubSpot).await;
    meet(Always, &[("t16", "h", "", ("h", "")), ("t17", "", "s", ("s", "s"))], HubSpot).await;
    meet(Prefer, &[("t18", "h", "s", ("s", "s"))], HubSpot).await;
    meet(Always, &[("t18", "h", "s", ("s", "s"))], HubSpot).await;
}

#[tokio::test(start_paused = true)]
async fn t19_a_two_way_first_link_takes_the_newer() {
    meet(TwoWay, &[("t19", "h", "s", ("h", "h"))], HubSpot).await;
    meet(TwoWay, &[("t19", "h", "s", ("s", "s"))], Salesforce).await;
}

#[tokio::test(start_paused = true)]
async fn t20_a_side_that_is_not_known_decides_nothing() {
    let world = World::new().await;
    world.apply().await;
    // From here on no answer of Salesforce carries the field any more.
    world.act(
        Salesforce,
        json!({ "act": "set_field_permission", "object": "Contact", "field": "Title",
                "access": "hidden" }),
    );
    let here = world.hubspot_contact(json!({
        "email": "a@example.no", "lastname": "Berg", "jobtitle": "b", "phone": "1",
    }));
    let there = world.salesforce_record(
        "Contact",
        json!({ "Email": "a@example.no", "LastName": "Berg", "Title": "a" }),
    );
    // A pass that meets it reads no contacts; the next one has looked at the fields.
    let met = world.apply().await;
    assert_eq!(met.unread.iter().map(|it| it.object.as_str()).collect::<Vec<_>>(), ["Contact"]);
    world.apply().await;
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), json!("1"));
    assert_eq!(world.field(Salesforce, "Contact", &there, "Title"), json!("a"));
    assert_eq!(world.field(HubSpot, "contacts", &here, "jobtitle"), json!("b"));
}
