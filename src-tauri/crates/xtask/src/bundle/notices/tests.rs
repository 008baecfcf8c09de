use serde_json::json;

use super::*;

/// A crate's folder with these files.
fn folder(outer: &Path, name: &str, files: &[(&str, &str)]) -> String {
    let folder = outer.join(name);
    fs::create_dir_all(&folder).unwrap();
    files.iter().for_each(|(file, text)| fs::write(folder.join(file), text).unwrap());
    folder.join("Cargo.toml").display().to_string()
}

#[test]
fn what_runs_is_named_and_what_builds_is_not() {
    let outer = tempfile::tempdir().unwrap();
    let package = |name: &str, source: Option<&str>, files: &[(&str, &str)]| {
        json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT", "source": source,
                "manifest_path": folder(outer.path(), name, files) })
    };
    let foreign = Some("registry");
    let dep =
        |name: &str, kind: Option<&str>| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
    let metadata = json!({
        "packages": [
            package("crosswalk-cli", None, &[("LICENSE-MIT", "ours")]),
            package("runs", foreign, &[("LICENSE-MIT", "be kind"), ("src.rs", "code")]),
            package("below", foreign, &[("license.txt", "be kind"), ("NOTICE", "by Ann")]),
            package("builds", foreign, &[("LICENSE", "unheard")]),
            package("elsewhere", foreign, &[("LICENSE", "unheard")]),
        ],
        "resolve": { "nodes": [
            { "id": "crosswalk-cli", "deps": [dep("runs", None), dep("builds", Some("build"))] },
            { "id": "runs", "deps": [dep("below", None)] },
            { "id": "below", "deps": [] },
            { "id": "builds", "deps": [] },
            { "id": "elsewhere", "deps": [] },
        ] },
    });
    let said = written(&crates(&shipped::among(&metadata)).unwrap());
    let names = "Crosswalk is built with:\n\n  below 1.0.0 (MIT)\n  runs 1.0.0 (MIT)\n\n====";
    assert!(said.starts_with(names), "{said}");
    assert!(said.contains("  below 1.0.0 (MIT)\n  runs 1.0.0 (MIT)\n\nbe kind\n"), "{said}");
    assert!(said.contains("by Ann") && !said.contains("code"), "{said}");
    assert!(!said.contains("unheard") && !said.contains("ours"), "{said}");
}

#[test]
fn the_interface_names_what_it_ships() {
    let outer = tempfile::tempdir().unwrap();
    folder(outer.path(), "node_modules/@a/font", &[("LICENSE", "draw well")]);
    let lock = json!({ "packages": {
        "": { "name": "ours" },
        "node_modules/@a/font": { "version": "5.0.0", "license": "OFL-1.1" },
        "node_modules/lint": { "version": "1.0.0", "license": "MIT", "dev": true },
        "node_modules/other-system": { "version": "1.0.0", "license": "MIT", "optional": true },
    } });
    let words = vec!["draw well".to_owned()];
    let font = Library { name: "@a/font 5.0.0 (OFL-1.1)".to_owned(), words };
    assert_eq!(scripts(outer.path(), &lock).unwrap(), [font]);
}
