use super::*;

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

#[test]
fn the_rooms_are_covered_and_what_builds_them_is_not() {
    let room = words("--crate-name crosswalk_store --crate-type lib --emit=dep-info,link");
    assert_eq!(added(&room), COVERAGE);
    for line in [
        "--crate-name build_script_build --crate-type bin --emit=dep-info,link",
        "--crate-name derives --crate-type proc-macro --emit=dep-info,link",
        "--crate-name ___ --print=file-names --crate-type bin",
        "--crate-name crosswalk_emulator --crate-type lib --emit=dep-info,link",
        "-vV",
    ] {
        assert!(added(&words(line)).is_empty(), "{line}");
    }
}

#[test]
fn the_fuzzer_is_built_with_the_features_of_the_tests_by_a_wrapper() {
    let step = build(&Checkout { cargo: "cargo".to_owned(), ..Checkout::here() }).unwrap();
    let line = step.to_string();
    assert!(line.contains("RUSTC_WORKSPACE_WRAPPER=") && line.contains("CROSSWALK_COVER=1"));
    assert!(line.contains("--features crosswalk-desktop/e2e,crosswalk-desktop/fuzz --test fuzz"));
    assert!(line.contains("--config profile.dev.package.crosswalk-emulator.opt-level=0"), "{line}");
}

#[test]
fn every_target_has_kept_inputs() {
    let corpus = Checkout::here().root.join("tests/fuzz/corpus");
    for target in TARGETS {
        let inputs = fs::read_dir(corpus.join(target)).unwrap().count();
        assert!(inputs > 0, "{target}");
    }
}
