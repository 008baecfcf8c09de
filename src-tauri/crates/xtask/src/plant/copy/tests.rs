use super::*;
use crate::plant::list::read;

fn plants(lines: &[(&str, &str)]) -> Vec<Plant> {
    let one = |(at, (has, gets)): (usize, &(&str, &str))| {
        format!(
            "plant S1.p{at}\nin   app/src/a.rs\nhas  {has}\ngets {gets}\nwhy  so\nby   rules:a\n\n"
        )
    };
    read("rules", &lines.iter().enumerate().map(one).collect::<String>()).unwrap()
}

fn made(text: &str, lines: &[(&str, &str)]) -> Result<String> {
    planted(text, &plants(lines).iter().collect::<Vec<_>>())
}

#[test]
fn an_expression_gets_a_second_form_and_the_rest_stays() {
    let text = "fn f() {\n    if a > b {\n        g(a);\n    }\n}\n";
    assert_eq!(
        made(text, &[("if «a > b» {", "a >= b"), ("«g(a)»;", "()")]).unwrap(),
        "fn f() {\n    if (if crate::planted::acts(\"S1.p0\") { a >= b } else { a > b }) {\n        \
         (if crate::planted::acts(\"S1.p1\") { () } else { g(a) });\n    }\n}\n"
    );
    let two = made("x == y", &[("«x == y»", "true"), ("«x == y»", "false")]).unwrap();
    assert_eq!(
        two,
        "(if crate::planted::acts(\"S1.p0\") { true } else if crate::planted::acts(\"S1.p1\") \
         { false } else { x == y })"
    );
}

#[test]
fn a_plant_stands_once_and_on_nothing_of_another() {
    for (text, lines, why) in [
        ("a < b", &[("«a > b»", "x")][..], "does not stand there any more"),
        ("a > b a > b", &[("«a > b»", "x")], "more than once"),
        ("a > b && c", &[("«a > b» &&", "x"), ("«b && c»", "y")], "a part of what another"),
    ] {
        let error = made(text, lines).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn a_copy_holds_the_sources_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("root");
    fs::create_dir_all(root.join("src")).unwrap();
    for (path, text) in
        [("src/a.rs", "a"), ("src/b.rs", "b"), ("mine", ""), (".gitignore", "/mine\n/target\n")]
    {
        fs::write(root.join(path), text).unwrap();
    }
    let git = |arguments: &[&str]| Step::new("git", &root, "git", arguments).said().unwrap();
    git(&["init", "--quiet"]);
    git(&["add", "src"]);
    let kept = root.join("target/xtask");
    let checkout = Checkout { root: root.clone(), kept, cargo: "cargo".to_owned() };
    let plots = BTreeMap::from([("src/b.rs".to_owned(), "planted".to_owned())]);
    let field = sow(&checkout, &plots).unwrap();
    let held = |path: &str| fs::read_to_string(field.join(path)).ok();
    assert_eq!(held("src/a.rs").as_deref(), Some("a"));
    assert_eq!(held("src/b.rs").as_deref(), Some("planted"));
    assert_eq!(held("mine"), None);
    // What is gone is gone from the copy, and what is the same is not written again.
    let written = fs::metadata(field.join("src/b.rs")).unwrap().modified().unwrap();
    git(&["rm", "--quiet", "--force", "src/a.rs"]);
    sow(&checkout, &plots).unwrap();
    assert_eq!(held("src/a.rs"), None);
    assert_eq!(fs::metadata(field.join("src/b.rs")).unwrap().modified().unwrap(), written);
    assert_eq!(fs::read_to_string(root.join("src/b.rs")).unwrap(), "b", "the sources stay");
}
