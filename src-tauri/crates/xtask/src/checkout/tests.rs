use super::*;

#[test]
fn the_root_is_the_workspace() {
    let checkout = Checkout::here();
    let manifest = std::fs::read_to_string(checkout.root.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("[workspace]"));
    assert!(checkout.kept.ends_with("xtask"));
}
