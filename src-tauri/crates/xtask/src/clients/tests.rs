use super::*;

#[test]
fn a_client_learns_what_it_needs_and_no_token_is_printed() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let emulator = started().unwrap();
    let served = runtime.block_on(server::serve(&emulator)).unwrap();
    let facts = facts(&emulator, &served, Path::new("ca.pem")).unwrap();
    for vendor in ["salesforce", "hubspot"] {
        let account = &facts[vendor]["accounts"][0];
        assert!(account["access_token"].is_string() && account["client_id"].is_string(), "{facts}");
        assert!(facts[vendor]["redirect_uri"].as_str().unwrap().starts_with("http://localhost:"));
    }
    for client in clients(&Checkout::here()) {
        let line = client.with(CARD, "card.json").to_string();
        assert!(line.starts_with("CROSSWALK_EMULATOR=card.json "), "{line}");
    }
}
