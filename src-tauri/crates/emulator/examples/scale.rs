//! Seeds both CRMs, pulls every contact of each as a client would, and prints what it took.
//!
//! `cargo run -p crosswalk-emulator --example scale -- 125000`

use std::error::Error;
use std::io::Write as _;
use std::time::{Duration, Instant};

use bytes::Bytes;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::seed::{SeedPlan, fill};
use crosswalk_emulator::{Clock, Emulator, Outcome, Settings};
use serde_json::{Value, json};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Longer than any of the pages below.
const LONGEST_ANSWER: usize = 1 << 26;

fn main() -> Fallible<()> {
    let people = std::env::args().nth(1).map_or(Ok(10_000), |text| text.parse())?;
    let mut settings = Settings::default();
    for org in &mut settings.salesforce.orgs {
        org.daily_calls = Some(1_000_000);
    }
    let start = "2026-11-01T00:00:00Z".parse()?;
    let emulator = Emulator::new(settings, Clock::manual(start));
    let (empty, began) = (resident(), Watch::started());
    let plan = SeedPlan { seed: 7, people, portal: None, org: None };
    let told = fill(&emulator, &plan)?;
    say(&format!("seeded {people} people in {}: {}", began.told(), told["counts"]))?;
    let (held, records) = (resident().saturating_sub(empty), records(&told["counts"]));
    say(&format!("{} MB, {} bytes a record", held >> 20, held / records.max(1)))?;
    emulator.clock().advance(jiff::SignedDuration::from_hours(1));
    let began = Watch::started();
    let count = pull_salesforce(&emulator)?;
    say(&format!("pulled {count} Salesforce contacts in {}", began.told()))?;
    let began = Watch::started();
    let count = pull_hubspot(&emulator)?;
    say(&format!("pulled {count} HubSpot contacts in {}", began.told()))
}

fn say(line: &str) -> Fallible<()> {
    writeln!(std::io::stdout(), "{line}").map_err(Into::into)
}

/// Time on the wall, and in this process where the system tells.
struct Watch(Instant, Duration);

impl Watch {
    fn started() -> Self {
        Self(Instant::now(), worked())
    }

    fn told(&self) -> String {
        let own = worked().saturating_sub(self.1);
        format!("{:.1?} ({own:.1?} of work)", self.0.elapsed())
    }
}

fn worked() -> Duration {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanos = text.split_whitespace().next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanos.unwrap_or(0))
}

/// Records on either side: what both hold counts twice.
fn records(counts: &Value) -> usize {
    let kinds = ["people", "companies", "deals"];
    let of = |kind: &str, place: &str| counts[format!("{kind}.{place}")].as_u64().unwrap_or(0);
    let both: u64 = kinds.iter().map(|kind| 2 * of(kind, "both")).sum();
    let one = |kind: &&str| of(kind, "only_hubspot") + of(kind, "only_salesforce");
    let total = both + kinds.iter().map(one).sum::<u64>();
    usize::try_from(total).unwrap_or(usize::MAX)
}

/// Bytes of memory that this process holds, where the system tells.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) * 1024
}

fn pull_salesforce(emulator: &Emulator) -> Fallible<usize> {
    let account = emulator.accounts(Vendor::Salesforce).remove(0);
    let granted = emulator.grant(Vendor::Salesforce, &account).ok_or("no grant")?;
    let token = granted.access_token.ok_or("no token")?;
    let (mut count, mut after) = (0, String::new());
    loop {
        let soql = format!(
            "SELECT Id, Name, Email, Phone, AccountId, SystemModstamp FROM Contact WHERE \
             SystemModstamp >= 2000-01-01T00:00:00Z{after} ORDER BY SystemModstamp, Id LIMIT 2000"
        );
        let query: String = url::form_urlencoded::byte_serialize(soql.as_bytes()).collect();
        let uri = format!("https://{}/services/data/v66.0/query?q={query}", granted.host);
        let page = ask(emulator, Vendor::Salesforce, ("GET", &uri, &token), &Value::Null)?;
        let rows = page["records"].as_array().ok_or_else(|| page.to_string())?;
        count += rows.len();
        let Some(last) = rows.last() else { return Ok(count) };
        let at = last["SystemModstamp"].as_str().unwrap_or("").replace(".000+0000", "Z");
        let id = last["Id"].as_str().unwrap_or("");
        after = format!(" AND (SystemModstamp > {at} OR (SystemModstamp = {at} AND Id > '{id}'))");
    }
}

fn pull_hubspot(emulator: &Emulator) -> Fallible<usize> {
    let account = emulator.accounts(Vendor::HubSpot).remove(0);
    let granted = emulator.grant(Vendor::HubSpot, &account).ok_or("no grant")?;
    let token = granted.service_key.ok_or("no key")?;
    let (mut count, mut after) = (0, "0".to_owned());
    loop {
        let body = json!({"limit": 200, "properties": ["email", "firstname", "lastname", "phone"],
            "sorts": [{"propertyName": "hs_object_id", "direction": "ASCENDING"}],
            "filterGroups": [{"filters": [
                {"propertyName": "lastmodifieddate", "operator": "GTE", "value": "0"},
                {"propertyName": "hs_object_id", "operator": "GT", "value": after}]}]});
        let uri = "https://api.hubapi.com/crm/objects/2026-09/contacts/search";
        emulator.clock().advance(jiff::SignedDuration::from_millis(250));
        let page = ask(emulator, Vendor::HubSpot, ("POST", uri, &token), &body)?;
        let rows = page["results"].as_array().ok_or_else(|| page.to_string())?;
        count += rows.len();
        let Some(last) = rows.last() else { return Ok(count) };
        after = last["id"].as_str().unwrap_or("").to_owned();
    }
}

fn ask(
    emulator: &Emulator,
    vendor: Vendor,
    (method, uri, token): (&str, &str, &str),
    body: &Value,
) -> Fallible<Value> {
    let bytes = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
    let request = http::Request::builder()
        .method(method)
        .uri(uri)
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(bytes)?;
    let Outcome::Answer(answer) = emulator.exchange(vendor, request) else {
        return Err("the connection was cut".into());
    };
    let body = answer.response.into_body().read(LONGEST_ANSWER).ok_or("an endless answer")?;
    Ok(serde_json::from_slice(&body)?)
}
