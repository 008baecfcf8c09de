use super::*;

#[test]
fn sees_what_must_be_here() {
    // The compiler that linked this test.
    assert!(!Machine::look_for(&Need::ALL).lacks.contains(&Need::Compiler));
}

#[test]
fn every_need_has_a_package_of_its_own() {
    let needs = [&Need::ALL[..], &Need::BUNDLE, &Need::BARE[..4]].concat();
    let mut packages: Vec<_> = needs.iter().map(|need| need.package()).collect();
    packages.sort_unstable();
    packages.dedup();
    assert_eq!(packages.len(), needs.len());
}
