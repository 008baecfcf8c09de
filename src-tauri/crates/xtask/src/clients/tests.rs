use super::*;

#[test]
fn no_token_is_printed() {
    for client in clients(&Checkout::here()) {
        let line = client.with(CARD, "card.json").to_string();
        assert!(line.starts_with("CROSSWALK_EMULATOR=card.json "), "{line}");
    }
}

#[test]
fn the_program_stands_where_cargo_builds_it() {
    let checkout = Checkout { kept: PathBuf::from("/t/xtask"), ..Checkout::here() };
    assert!(program(&checkout).starts_with("/t/debug"));
}
