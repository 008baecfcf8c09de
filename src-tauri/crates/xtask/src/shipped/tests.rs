use serde_json::json;

use super::*;

#[test]
fn only_what_ends_up_in_a_program_is_among_them() {
    let package = |id: &str, foreign: bool| {
        let source = foreign.then_some("registry");
        json!({ "id": id, "name": id, "source": source })
    };
    let needs = |id: &str, kind: Value| json!({ "pkg": id, "dep_kinds": [{ "kind": kind }] });
    let metadata = json!({
        "packages": [package("crosswalk-cli", false), package("crosswalk-app", false),
            package("serde", true), package("cc", true), package("proptest", true)],
        "resolve": { "nodes": [
            { "id": "crosswalk-cli", "deps": [needs("crosswalk-app", Value::Null),
                needs("proptest", json!("dev"))] },
            { "id": "crosswalk-app", "deps": [needs("serde", Value::Null), needs("cc", json!("build"))] },
        ] },
    });
    let names: Vec<String> = among(&metadata).iter().map(|it| text(&it["name"])).collect();
    assert_eq!(names, ["serde"]);
}
