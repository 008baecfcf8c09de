use super::*;

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

#[test]
fn rustc_is_told_apart_from_being_asked() {
    assert!(compiles(&words("--crate-name crosswalk_store --emit=dep-info,link src/lib.rs")));
    for line in ["--crate-name ___ --print=file-names --emit=link", "-vV"] {
        assert!(!compiles(&words(line)), "{line}");
    }
}

#[test]
fn the_rooms_are_covered_and_what_builds_them_is_not() {
    let room = words("--crate-name crosswalk_store --crate-type lib --emit=dep-info,link");
    assert_eq!(covered(&room), COVERAGE);
    for line in [
        "--crate-name build_script_build --crate-type bin --emit=dep-info,link",
        "--crate-name derives --crate-type proc-macro --emit=dep-info,link",
        "--crate-name crosswalk_emulator --crate-type lib --emit=dep-info,link",
    ] {
        assert!(covered(&words(line)).is_empty(), "{line}");
    }
}

#[test]
fn what_is_linted_leaves_nothing_and_tells_nobody() {
    let given = words(
        "--crate-name it --error-format=json --json=diagnostic-rendered-ansi,artifacts,future-incompat \
         --emit=dep-info,metadata,link -C opt-level=2 --out-dir /t/deps -C incremental=/t/i --test",
    );
    let wanted = words(
        "--crate-name it --error-format=json --json=diagnostic-rendered-ansi,future-incompat \
         --emit=metadata -C opt-level=2 --out-dir /scratch --test",
    );
    assert_eq!(linted(&given, Path::new("/scratch")), wanted);
}

#[test]
fn each_role_has_a_name_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let checkout = Checkout { kept: folder.path().to_owned(), ..Checkout::here() };
    let (name, lint) = Role::Lint.variable(&checkout).unwrap();
    let (_, cover) = Role::Cover.variable(&checkout).unwrap();
    assert_eq!(name, "RUSTC_WORKSPACE_WRAPPER");
    let (_, plant) = Role::Plant.variable(&checkout).unwrap();
    assert!([&lint, &cover, &plant].into_iter().all(|it| Path::new(it).is_file()));
    assert!(lint != cover && lint != plant && cover != plant);
    assert_eq!(Role::of_this_process(), None);
}
