use super::SIBLING;
use crate::fixture::House;

/// Whatever SQLite thinks of the tables' sizes: a row's sibling is found by its link, not by
/// reading the whole run.
#[test]
fn a_write_is_settled_without_reading_its_run() {
    let house = House::new();
    let db = house.store.connection();
    let mut plan = db.prepare(&["EXPLAIN QUERY PLAN ", SIBLING].concat()).unwrap();
    let steps = plan.query_map((1, 1, "hubspot"), |row| row.get::<_, String>("detail")).unwrap();
    let steps: Vec<String> = steps.collect::<Result<_, _>>().unwrap();
    assert!(steps.iter().all(|step| step.contains("link=?")), "{steps:?}");
}
