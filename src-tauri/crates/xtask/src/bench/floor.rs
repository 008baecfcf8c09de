//! Calls: what was spent, and the fewest that the vendors' batch sizes allow.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

/// What a pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Records read of HubSpot.
    pub read_hubspot: u64,
    /// Records read of Salesforce.
    pub read_salesforce: u64,
    /// Records made in HubSpot.
    pub made_hubspot: u64,
    /// Records made in Salesforce.
    pub made_salesforce: u64,
    /// Records changed in HubSpot.
    pub changed_hubspot: u64,
    /// Records changed in Salesforce.
    pub changed_salesforce: u64,
    /// Writes that a vendor refused.
    pub failed: u64,
}

impl Work {
    /// Everything that was to be written.
    pub fn writes(&self) -> u64 {
        self.made_hubspot + self.made_salesforce + self.changed_hubspot + self.changed_salesforce
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "made {} in HubSpot and {} in Salesforce, changed {} and {}, {} failed",
            self.made_hubspot,
            self.made_salesforce,
            self.changed_hubspot,
            self.changed_salesforce,
            self.failed
        )
    }
}

/// Calls, as the vendors counted them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// HubSpot's searches, which have a limit of their own.
    pub searches: u64,
    /// HubSpot's other calls.
    pub hubspot: u64,
    /// Salesforce's.
    pub salesforce: u64,
    /// Opt-outs, one call each, which no batch takes.
    pub opt_outs: u64,
    /// Of both: who we are, what fields and owners there are. A program asks when it starts, then
    /// hourly.
    pub facts: u64,
}

/// The routes of facts, by a part of their names.
const FACTS: [&str; 5] = ["/describe", "/properties/", "/owners/", "/account-info/", "/userinfo"];

/// The list of versions: the whole of its route, and the start of many others.
const VERSIONS: &str = "/services/data";

fn is_of_facts(route: &str) -> bool {
    route.ends_with(VERSIONS) || FACTS.iter().any(|part| route.contains(part))
}

impl Calls {
    /// Adds up the counts that the emulator tells by route.
    pub fn of(counts: &Value) -> Self {
        let mut calls = Self::default();
        for count in counts.as_array().into_iter().flatten() {
            let times = count["times"].as_u64().unwrap_or(0);
            let route = count["route"].as_str().unwrap_or_default();
            match count["vendor"].as_str() {
                _ if is_of_facts(route) => calls.facts += times,
                Some(_) if route.ends_with("/unsubscribe-all") => calls.opt_outs += times,
                Some("hubspot") if route.ends_with("/search") => calls.searches += times,
                Some("hubspot") => calls.hubspot += times,
                Some(_) | None => calls.salesforce += times,
            }
        }
        calls
    }

    /// Without the calls of something that would have happened anyway.
    pub fn less(self, other: &Self) -> Self {
        Self {
            searches: self.searches.saturating_sub(other.searches),
            hubspot: self.hubspot.saturating_sub(other.hubspot),
            salesforce: self.salesforce.saturating_sub(other.salesforce),
            opt_outs: self.opt_outs.saturating_sub(other.opt_outs),
            facts: self.facts.saturating_sub(other.facts),
        }
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { searches, hubspot, salesforce, opt_outs, facts } = self;
        let all = searches + hubspot + salesforce;
        write!(f, "{all} calls: HubSpot {searches} searches, {hubspot} others; ")?;
        write!(f, "Salesforce {salesforce}")?;
        if opt_outs + facts > 0 {
            write!(f, "; beside them {opt_outs} opt-outs, {facts} for facts")?;
        }
        Ok(())
    }
}

const SEARCH_PAGE: u64 = 200;
const HUBSPOT_BATCH: u64 = 100;
const QUERY_PAGE: u64 = 2_000;
/// One composite of five collections of 200.
const COMPOSITE: u64 = 1_000;

/// The fewest calls of a first sync: each side is read once; a change is checked before it is
/// written, in Salesforce by the poll; what Salesforce stored is read back.
pub fn of_first_sync(work: &Work) -> Calls {
    let (made, changed) = (work.made_hubspot, work.changed_hubspot);
    let written = work.made_salesforce + work.changed_salesforce;
    let batches = |rows: u64| rows.div_ceil(HUBSPOT_BATCH);
    Calls {
        searches: work.read_hubspot.div_ceil(SEARCH_PAGE),
        hubspot: batches(made) + 2 * batches(changed),
        salesforce: work.read_salesforce.div_ceil(QUERY_PAGE)
            + written.div_ceil(COMPOSITE)
            + written.div_ceil(QUERY_PAGE),
        ..Calls::default()
    }
}

/// The fewest calls for so many changes on each side, from quiet to quiet, less idle passes.
pub fn of_changes(each: u64) -> Calls {
    Calls {
        // The changes of HubSpot, and the echo of what was written there.
        searches: 2 * each.div_ceil(SEARCH_PAGE),
        hubspot: 2 * each.div_ceil(HUBSPOT_BATCH),
        salesforce: 1 + 2 * each.div_ceil(COMPOSITE) + each.div_ceil(QUERY_PAGE),
        ..Calls::default()
    }
}

/// How long the searches take at HubSpot's five a second.
pub fn seconds_of_searches(calls: &Calls) -> f64 {
    seconds(calls.searches, 5)
}

/// The least seconds under HubSpot's limits: of a marketplace app, and of an own app of
/// Professional. Salesforce has no limit by the second.
pub fn wall_under_quotas(calls: &Calls) -> [f64; 2] {
    [11, 19].map(|each_second| {
        let burst = calls.searches + calls.hubspot + calls.opt_outs;
        seconds_of_searches(calls).max(seconds(burst, each_second))
    })
}

/// The power of the size to which the time grows: 1 is linear.
#[expect(clippy::cast_precision_loss, reason = "sizes are far below what a float holds")]
pub fn growth((few, less): (u64, Duration), (many, more): (u64, Duration)) -> f64 {
    let size = many as f64 / few as f64;
    (more.as_secs_f64() / less.as_secs_f64()).ln() / size.ln()
}

#[expect(clippy::cast_precision_loss, reason = "it is printed with a decimal")]
fn seconds(calls: u64, each_second: u64) -> f64 {
    calls as f64 / each_second as f64
}

#[cfg(test)]
mod tests;
