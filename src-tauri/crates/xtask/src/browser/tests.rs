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
