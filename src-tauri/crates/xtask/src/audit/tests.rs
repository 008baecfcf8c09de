use super::*;

/// A checkout of its own, with a configuration and a database of two advisories.
fn checkout(folder: &Path) -> Checkout {
    let config = "[advisories]\nyanked = \"deny\"\n\n[bans]\n";
    std::fs::write(folder.join(".deny.toml"), config).unwrap();
    let crates = folder.join("db/advisory-db/crates/time");
    std::fs::create_dir_all(&crates).unwrap();
    std::fs::write(crates.join("old.md"), "id = \"A\"\ndate = \"2024-03-09\"\n").unwrap();
    std::fs::write(crates.join("new.md"), "id = \"B\"\ndate = \"2025-11-02\"\n").unwrap();
    std::fs::write(crates.join("note.txt"), "date = \"2031-01-01\"\n").unwrap();
    Checkout { root: folder.into(), kept: folder.join("kept"), cargo: "cargo".to_owned() }
}

#[test]
fn an_unpacked_database_is_used_without_a_network() {
    let folder = tempfile::tempdir().unwrap();
    let checkout = checkout(folder.path());
    let unpacked = Advisories::Unpacked(folder.path().join("db"));
    let step = checks(&checkout, Path::new("cargo-deny"), &unpacked).unwrap().to_string();
    assert!(step.contains("--config") && step.contains("--offline check"), "{step}");
    assert!(step.ends_with("advisories licenses bans sources"), "{step}");
    let written = std::fs::read_to_string(folder.path().join("kept/deny.toml")).unwrap();
    assert!(written.contains("db-path = ") && written.contains("yanked"), "{written}");
    assert!(written.ends_with("[bans]\n"), "{written}");
}

#[test]
fn the_rest_is_checked_without_advisories() {
    let folder = tempfile::tempdir().unwrap();
    let step =
        checks(&checkout(folder.path()), Path::new("cargo-deny"), &Advisories::Absent).unwrap();
    let step = step.to_string();
    assert!(step.contains("--offline") && step.ends_with("licenses bans sources"), "{step}");
    assert!(!step.contains("advisories"), "{step}");
}

#[test]
fn fetched_advisories_need_no_other_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let checkout = checkout(folder.path());
    let step =
        checks(&checkout, Path::new("cargo-deny"), &Advisories::Fetched).unwrap().to_string();
    assert!(!step.contains("--offline") && step.contains(".deny.toml"), "{step}");
}

#[test]
fn the_age_of_a_copy_is_that_of_its_newest_advisory() {
    let folder = tempfile::tempdir().unwrap();
    checkout(folder.path());
    assert_eq!(newest(&folder.path().join("db")).unwrap(), "2025-11-02");
}

#[test]
fn a_copy_that_is_not_there_is_an_error() {
    let error = newest(Path::new("/no/such/folder")).unwrap_err();
    assert!(format!("{error:#}").contains(OFFLINE_DATABASE));
}

#[test]
fn the_own_configuration_has_the_table_that_is_extended() {
    let own = Checkout::here().root.join(".deny.toml");
    assert!(std::fs::read_to_string(own).unwrap().contains("[advisories]\n"));
}
