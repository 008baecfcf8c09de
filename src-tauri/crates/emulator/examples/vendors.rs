//! Both vendors for a benchmark: a process of its own, with no burst limit in the way.
//!
//! `cargo run --release -p crosswalk-emulator --example vendors -- 10000` prints one JSON line with
//! URLs and tokens, then obeys the lines it reads, one JSON line each, until there are no more:
//! `calls` tells the calls since it was last asked, `later SECONDS` moves the clock, `edit N` has
//! people edit N contacts on each side, a tenth of them on both.

use std::error::Error;
use std::io::{BufRead, Write};

use crosswalk_emulator::exchange::{AccountFacts, Vendor};
use crosswalk_emulator::log::LogDepth;
use crosswalk_emulator::seed::{SeedPlan, fill};
use crosswalk_emulator::{Clock, Emulator, Settings, server};
use jiff::SignedDuration;
use serde_json::{Map, Value, json};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Above what any machine sends in ten seconds, and what the vendor's headers then say.
const NO_BURST_LIMIT: u64 = 1_000_000;

/// Longer than any benchmark: a token that is given by hand is not renewed.
const LONG_LIFE_SECONDS: i64 = 1_000_000;

#[tokio::main(worker_threads = 1)]
async fn main() -> Fallible<()> {
    let people = std::env::args().nth(1).map_or(Ok(10_000), |text| text.parse())?;
    let emulator = Emulator::new(settings(), Clock::real());
    fill(&emulator, &SeedPlan { seed: 7, people, portal: None, org: None })?;
    let served = server::serve(&emulator).await?;
    let hubspot = grant(&emulator, Vendor::HubSpot)?;
    let salesforce = grant(&emulator, Vendor::Salesforce)?;
    let at = |url: &url::Url| url.as_str().trim_end_matches('/').to_owned();
    say(&json!({
        "hubspot": {"url": at(&served.hubspot), "token": hubspot.service_key},
        "salesforce": {"url": at(&served.salesforce), "token": salesforce.access_token},
    }))?;
    let accounts = (hubspot.account, salesforce.account);
    tokio::task::spawn_blocking(move || {
        let lines = std::io::stdin().lock().lines();
        obey(&emulator, &accounts, lines).map_err(|error| error.to_string())
    })
    .await??;
    served.stop().await;
    Ok(())
}

fn settings() -> Settings {
    let mut settings = Settings { log: LogDepth::Counts, ..Settings::default() };
    settings.hubspot.token_life_seconds = LONG_LIFE_SECONDS;
    settings.salesforce.quirks.token_life_seconds = LONG_LIFE_SECONDS;
    for portal in &mut settings.hubspot.portals {
        portal.burst_limit = Some(NO_BURST_LIMIT);
        portal.daily_limit = Some(NO_BURST_LIMIT);
    }
    for org in &mut settings.salesforce.orgs {
        org.daily_calls = Some(NO_BURST_LIMIT);
    }
    settings
}

fn grant(emulator: &Emulator, vendor: Vendor) -> Fallible<AccountFacts> {
    let account = emulator.accounts(vendor).into_iter().next().ok_or("no account")?;
    emulator.grant(vendor, &account).ok_or_else(|| "no grant".into())
}

fn obey(
    emulator: &Emulator,
    accounts: &(String, String),
    lines: impl Iterator<Item = std::io::Result<String>>,
) -> Fallible<()> {
    for line in lines {
        let line = line?;
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match word {
            "calls" => {
                say(&json!(emulator.counts()))?;
                emulator.clear_log();
            }
            "later" => {
                emulator.clock().advance(SignedDuration::from_secs(rest.parse()?));
                say(&json!({}))?;
            }
            "edit" => say(&edit(emulator, accounts, rest.parse()?)?)?,
            _ => return Err(format!("no such word: {word}").into()),
        }
    }
    Ok(())
}

/// People edit `count` contacts on each side: phones in HubSpot, and in Salesforce the titles of
/// others and, of a tenth, the phones that were edited in HubSpot too.
fn edit(emulator: &Emulator, accounts: &(String, String), count: usize) -> Fallible<Value> {
    let (portal, org) = accounts;
    let here = emulator.truth(Vendor::HubSpot, portal, "contacts");
    let there = emulator.truth(Vendor::Salesforce, org, "Contact");
    let both = partners(&here, &there);
    let (edited, others) = both.split_at(count.min(both.len() / 2));
    let act = |vendor, act: Value| emulator.act(vendor, act).map_err(Box::<dyn Error>::from);
    for (nth, (here, _)) in edited.iter().enumerate() {
        let fields = json!({"phone": format!("+47 2{nth:07}")});
        let object = "contacts";
        let words = json!({"act": "edit", "account": portal, "object": object, "id": here, "fields": fields});
        act(Vendor::HubSpot, words)?;
    }
    let tenth = edited.len() / 10;
    let same = edited.iter().take(tenth).map(|(_, id)| (id, "Phone"));
    let own = others.iter().take(edited.len() - tenth).map(|(_, id)| (id, "Title"));
    for (nth, (id, field)) in same.chain(own).enumerate() {
        let fields = json!({field: format!("+47 4{nth:07}")});
        act(
            Vendor::Salesforce,
            json!({"act": "edit", "account": org, "id": id, "fields": fields}),
        )?;
    }
    Ok(json!({"each": edited.len(), "both": tenth}))
}

/// The ids of people who stand on both sides, by their address.
fn partners<'a>(
    here: &'a Map<String, Value>,
    there: &'a Map<String, Value>,
) -> Vec<(&'a str, &'a str)> {
    let address = |record: &Value, field: &str| {
        record[field].as_str().filter(|it| !it.is_empty()).map(str::to_lowercase)
    };
    let known = there.iter().filter_map(|(id, it)| Some((address(it, "Email")?, id.as_str())));
    let known: std::collections::HashMap<String, &str> = known.collect();
    let met = here.iter().filter_map(|(id, it)| {
        known.get(&address(it, "email")?).map(|partner| (id.as_str(), *partner))
    });
    met.collect()
}

fn say(line: &Value) -> Fallible<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush().map_err(Into::into)
}
