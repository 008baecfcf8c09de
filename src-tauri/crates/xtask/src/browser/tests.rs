use super::*;

fn decided(packages: Packages, lacks: &[Need]) -> Option<Outcome> {
    decide(&Machine { packages, lacks: lacks.to_vec() })
}

#[test]
fn looks_where_everything_is_there() {
    assert_eq!(decided(Packages::AsRoot, &[]), None);
    let line = step(&Checkout::here()).to_string();
    assert!(line.ends_with("npm run --silent browser"), "{line}");
}

#[test]
fn says_why_it_does_not_look_elsewhere() {
    let Some(Outcome::Skipped(why)) = decided(Packages::Foreign, &[]) else {
        panic!("other systems have other pixels");
    };
    assert!(why.contains("Debian"), "{why}");
}

#[test]
fn never_passes_for_want_of_a_browser() {
    let Some(Outcome::Failed(why)) = decided(Packages::ByHand, &[Need::Chromium]) else {
        panic!("a check that cannot look has not passed");
    };
    assert!(why.contains("Chromium") && why.contains("setup"), "{why}");
}

#[test]
fn the_committed_interface_alone_names_what_is_seen() {
    let outer = tempfile::TempDir::new().unwrap();
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=a", "-c", "user.email=a@localhost"];
        let all = [&who[..], arguments].concat();
        assert!(Step::new("git", outer.path(), "git", &all).answers(), "{arguments:?}");
    };
    fs::create_dir_all(outer.path().join("ui")).unwrap();
    let checkout = Checkout { root: outer.path().to_owned(), ..Checkout::here() };
    assert_eq!(interface(&checkout), None, "no repository");
    let write = |file: &str, text: &str| fs::write(outer.path().join(file), text).unwrap();
    write("ui/a.ts", "1");
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "one"]);
    let first = interface(&checkout);
    assert!(first.is_some(), "all of it is committed");
    write("elsewhere.rs", "1");
    assert_eq!(interface(&checkout), first, "another room is not seen");
    write("ui/a.ts", "2");
    assert_eq!(interface(&checkout), None, "changed and not committed");
    git(&["commit", "--quiet", "--all", "--message", "two"]);
    assert_ne!(interface(&checkout), first);
}
