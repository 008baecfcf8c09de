use super::*;

#[test]
fn test_programs_are_known_by_their_target() {
    let line = |name: &str, test: bool| {
        serde_json::json!({ "executable": format!("/t/{name}-1"), "manifest_path": "/w/r/Cargo.toml",
            "profile": { "test": test }, "target": { "name": name } })
        .to_string()
    };
    let said = [
        line("rules", true),
        line("crosswalk_engine", true),
        line("crosswalk", false),
        r#"{"reason":"build-finished","success":true}"#.to_owned(),
    ];
    let built = read_built(&said.join("\n")).unwrap();
    assert_eq!(built.keys().collect::<Vec<_>>(), ["engine", "rules"]);
    assert_eq!(built["engine"].folder, Path::new("/w/r"));
    assert!(read_built("no message").is_err());
}

#[test]
fn what_failed_is_named() {
    let said = "running 3 tests\ntest a::one ... ok\ntest a::two ... FAILED\ntest three ... \
                FAILED\n\nfailures:\n\ntest result: FAILED. 1 passed; 2 failed\n";
    let failed = failed(said);
    assert_eq!(failed, ["a::two", "three"]);
    assert_eq!(Ended::Failed(failed).to_string(), "a::two and 1 more");
    assert_eq!(Ended::Failed(Vec::new()).to_string(), "the program ended early");
}

/// A shell stands in for a program of tests.
fn ended(script: &str, plant: Option<&str>) -> Ended {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("program");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    let run = |program: &str| Command::new(program).arg("+x").arg(&path).status().unwrap();
    assert!(run("chmod").success());
    let program = Program { path, folder: home.path().to_owned() };
    let programs = Programs(BTreeMap::from([("it".to_owned(), program)]));
    let (parts, patience) = (BTreeSet::from(["s2_".to_owned()]), Duration::from_secs(2));
    programs.run(&Trial { plant, program: "it", parts, patience }).unwrap()
}

#[test]
#[cfg(unix)]
fn a_trial_names_its_tests_and_its_bug_and_ends_in_its_time() {
    assert_eq!(ended("[ \"$1\" = s2_ ] && [ -z \"$CROSSWALK_PLANT\" ]", None), Ended::Passed);
    let says = "echo \"test $CROSSWALK_PLANT ... FAILED\"; exit 101";
    assert_eq!(ended(says, Some("S2.a")), Ended::Failed(vec!["S2.a".to_owned()]));
    assert_eq!(ended("exec tail -f /dev/null", Some("S2.a")), Ended::Never);
}
