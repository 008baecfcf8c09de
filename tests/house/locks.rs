//! Locks: every foreign package is pinned, with a hash of what was pinned (SEC29).

use serde_json::Value;

use crate::tree::{Text, texts};
use crate::{Findings, expect_none, expect_one};

/// The npm packages without an integrity hash.
fn unhashed_npm(files: &[Text]) -> Findings {
    let locks = files.iter().filter(|file| file.path.ends_with("package-lock.json"));
    let in_lock = |lock: &Text| -> Findings {
        let parsed: Value = serde_json::from_str(&lock.text).expect("a lock is JSON");
        let packages = parsed["packages"].as_object().expect("a lock of version 3").iter();
        let foreign = packages.filter(|(path, _)| !path.is_empty());
        foreign
            .filter(|(_, package)| package["integrity"].as_str().is_none())
            .map(|(path, _)| format!("{}: {path} has no integrity", lock.path))
            .collect()
    };
    locks.flat_map(in_lock).collect()
}

/// The Python packages that are not pinned to one version with at least one hash.
fn unhashed_python(files: &[Text]) -> Findings {
    let lists = files.iter().filter(|file| file.path.ends_with("requirements.txt"));
    let in_list = |list: &Text| -> Findings {
        let joined = list.text.replace("\\\n", " ");
        let wanted = joined.lines().map(str::trim);
        let loose = wanted.filter(|line| !line.is_empty() && !line.starts_with('#'));
        loose
            .filter(|line| !line.contains("==") || !line.contains("--hash=sha256:"))
            .map(|line| format!("{}: {line} is not pinned with a hash", list.path))
            .collect()
    };
    lists.flat_map(in_list).collect()
}

#[test]
fn sec29_every_npm_package_has_its_hash() {
    let files = texts();
    assert!(files.iter().any(|file| file.path == "tests/clients/node/package-lock.json"));
    expect_none(&unhashed_npm(&files));
    let lock = r#"{"packages": {"": {}, "node_modules/a": {"version": "1.0.0"}}}"#;
    expect_one(&unhashed_npm(&[Text::new("ui/package-lock.json", lock)]), "node_modules/a");
}

#[test]
fn sec29_every_python_package_has_its_hash() {
    let files = texts();
    assert!(files.iter().any(|file| file.path == "tests/clients/python/requirements.txt"));
    expect_none(&unhashed_python(&files));
    for line in ["requests==2.0", "requests>=2 --hash=sha256:0", "requests"] {
        let planted = Text::new("tests/clients/python/requirements.txt", line);
        expect_one(&unhashed_python(&[planted]), "not pinned");
    }
}
