//! The public clients: programs that nobody here wrote, unchanged, against a served emulator.

use std::path::Path;

use anyhow::{Context, Result, bail};
use crosswalk_emulator::exchange::{AccountFacts, Vendor};
use crosswalk_emulator::seed::{self, SeedPlan};
use crosswalk_emulator::server::{self, Served};
use crosswalk_emulator::{Clock, Emulator, Settings};
use serde_json::{Value, json};

use crate::checkout::Checkout;
use crate::step::Step;

/// Runs every client against an emulator of its own. Fails at the first that meets an answer it
/// did not expect.
pub fn run(checkout: &Checkout) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .context("start a runtime")?;
    clients(checkout).into_iter().try_for_each(|client| {
        let emulator = started()?;
        let served = runtime.block_on(server::serve(&emulator))?;
        let card = checkout.kept.join("emulator.json");
        let certificate = checkout.kept.join("ca.pem");
        std::fs::create_dir_all(&checkout.kept).context("make the folder for the card")?;
        served.write_ca(&certificate).context("write the test authority")?;
        let facts = facts(&emulator, &served, &certificate)?;
        std::fs::write(&card, facts.to_string()).context("write the card")?;
        client.with(CARD, card.display().to_string()).run_quoting()
    })
}

/// Names the file in which a client reads where the emulator is.
const CARD: &str = "CROSSWALK_EMULATOR";

/// Who lives in the emulated accounts: enough for several pages of every client.
const PEOPLE: SeedPlan = SeedPlan { seed: 7, people: 600, portal: None, org: None };

/// A redirect address that the emulated HubSpot app is registered with.
const HUBSPOT_REDIRECT: &str = "http://localhost:8400/callback";

fn clients(checkout: &Checkout) -> Vec<Step> {
    let node = |what, script| Step::new(what, checkout.node_clients(), "node", &[script]);
    let python = checkout.python_environment().join("bin/python").display().to_string();
    vec![
        node("run @hubspot/api-client", "hubspot.mjs"),
        node("run jsforce", "jsforce.mjs"),
        Step::new(
            "run simple-salesforce",
            checkout.python_clients(),
            &python,
            &["-I", "salesforce.py"],
        ),
    ]
}

fn started() -> Result<Emulator> {
    let emulator =
        Emulator::new(Settings { seed: PEOPLE.seed, ..Settings::default() }, Clock::real());
    seed::fill(&emulator, &PEOPLE).context("plant the records")?;
    Ok(emulator)
}

/// What a client needs to know, as `tests/clients/node/emulator.mjs` describes it.
fn facts(emulator: &Emulator, served: &Served, certificate: &Path) -> Result<Value> {
    let salesforce = Settings::default().salesforce.apps;
    let callback = salesforce.first().and_then(|app| app.redirect_uris.first());
    let callback = callback.context("the emulated Salesforce knows no callback")?;
    Ok(json!({
        "salesforce": {
            "url": served.salesforce.as_str(), "redirect_uri": callback,
            "accounts": granted(emulator, Vendor::Salesforce)?,
        },
        "hubspot": {
            "url": served.hubspot.as_str(), "redirect_uri": HUBSPOT_REDIRECT,
            "accounts": granted(emulator, Vendor::HubSpot)?,
        },
        "tls": served.tls.to_string(),
        "ca_file": certificate,
    }))
}

fn granted(emulator: &Emulator, vendor: Vendor) -> Result<Vec<AccountFacts>> {
    let accounts = emulator.accounts(vendor);
    let facts: Vec<_> =
        accounts.iter().filter_map(|account| emulator.grant(vendor, account)).collect();
    if facts.is_empty() {
        bail!("{} has no account", vendor.name());
    }
    Ok(facts)
}
