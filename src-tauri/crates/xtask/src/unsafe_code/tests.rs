use serde_json::json;

use super::*;

#[test]
fn unchecked_code_is_told_from_talk_of_it() {
    for (source, so) in [
        ("unsafe { read(at) }", true),
        ("    pub unsafe fn read() {}", true),
        ("unsafe impl Send for It {}", true),
        ("unsafe extern \"C\" { fn read(); }", true),
        ("// unsafe { read(at) }", false),
        ("/// # Safety: an unsafe fn", false),
        ("#![forbid(unsafe_code)]", false),
        ("let it_is_unsafe = true;", false),
        ("fn very_unsafe { }", false),
    ] {
        assert_eq!(is_unsafe(source), so, "{source}");
    }
}

#[test]
fn only_what_ends_up_in_a_program_is_looked_at() {
    let package = |id: &str, foreign: bool| {
        let source = foreign.then_some("registry");
        json!({ "id": id, "name": id, "source": source, "manifest_path": format!("/c/{id}/Cargo.toml") })
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
    let shipped = shipped(&metadata);
    assert_eq!(shipped, BTreeSet::from([("serde".to_owned(), PathBuf::from("/c/serde"))]));
}

#[test]
fn a_crate_that_nobody_looked_at_is_named_and_so_is_one_too_many() {
    let reviewed =
        reviewed("# bytes, and what is built of them\nbytes memchr\n\n# the runtime\ntokio\n");
    assert_eq!(reviewed, BTreeSet::from(["bytes", "memchr", "tokio"]));
    let said = differences(&BTreeSet::from(["bytes", "memchr", "odd"]), &reviewed);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("odd holds unsafe code") && said[1].starts_with("tokio holds no"));
}

#[test]
fn sec30_crates_are_looked_for_in_their_own_sources() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "unsafe { read(at) }").unwrap();
    };
    for apart in ["tests/a.rs", "build.rs", "src/notes.md"] {
        write(apart);
        assert!(!has_unsafe(folder.path()).unwrap(), "{apart}");
    }
    write("src/deep/a.rs");
    assert!(has_unsafe(folder.path()).unwrap());
}
