//! The foreign crates that end up in a program. What only builds or tests is left out.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::checkout::Checkout;
use crate::step::Step;

/// The rooms that people install.
const PROGRAMS: [&str; 2] = ["crosswalk-shell", "crosswalk-cli"];

/// What they are built for here; another system has other crates below the same ones.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// What cargo tells of each of them, in the form of `cargo metadata`.
pub fn crates(checkout: &Checkout) -> Result<Vec<Value>> {
    let ask = ["metadata", "--locked", "--format-version", "1", "--filter-platform", PLATFORM];
    let said = Step::new("list the crates", &checkout.root, &checkout.cargo, &ask).said()?;
    Ok(among(&serde_json::from_str(&said).context("read cargo's list")?))
}

/// A text of cargo's, empty where there is none.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Those that the programs need to run, among everything that cargo knows.
pub fn among(metadata: &Value) -> Vec<Value> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let by_id = |value: &Value| -> BTreeMap<String, Value> {
        list(value).into_iter().map(|it| (text(&it["id"]), it)).collect()
    };
    let (mut packages, nodes) =
        (by_id(&metadata["packages"]), by_id(&metadata["resolve"]["nodes"]));
    let programs = packages.iter().filter(|(_, it)| PROGRAMS.contains(&text(&it["name"]).as_str()));
    let mut to_see: Vec<String> = programs.map(|(id, _)| id.clone()).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = to_see.pop() {
        if seen.insert(id.clone())
            && let Some(node) = nodes.get(&id)
        {
            let runs = |it: &Value| list(&it["dep_kinds"]).iter().any(|it| it["kind"].is_null());
            let needed = list(&node["deps"]);
            to_see.extend(needed.iter().filter(|it| runs(it)).map(|it| text(&it["pkg"])));
        }
    }
    let foreign = seen.iter().filter_map(|id| packages.remove(id));
    foreign.filter(|it| it["source"].is_string()).collect()
}

#[cfg(test)]
mod tests;
