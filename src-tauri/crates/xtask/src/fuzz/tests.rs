use super::*;

#[test]
fn the_fuzzer_is_built_with_the_features_of_the_tests_by_a_wrapper() {
    let step = build(&Checkout { cargo: "cargo".to_owned(), ..Checkout::here() }).unwrap();
    let line = step.to_string();
    assert!(line.contains("RUSTC_WORKSPACE_WRAPPER=") && line.contains("covering-rustc"), "{line}");
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
