//! What an org may use: calls per day, and how many rows it has.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::settings::Edition;
use super::wire::{Answer, Ask, Call, Refusal};
use super::world::Org;
use crate::exchange::Turn;

const DAY: i64 = 86_400;

/// Calls of the last 24 hours, by second.
#[derive(Clone, Debug, Default)]
pub(crate) struct Usage {
    seconds: VecDeque<(i64, u64)>,
    total: u64,
    /// Long calls that a test says are running.
    pub(crate) long_running: u64,
}

impl Usage {
    /// Calls in the 24 hours before an instant.
    pub(crate) fn of_day(&mut self, now: Timestamp) -> u64 {
        let from = now.as_second() - DAY;
        while let Some((_, count)) = self.seconds.front().filter(|(second, _)| *second <= from) {
            self.total -= count;
            self.seconds.pop_front();
        }
        self.total
    }

    pub(crate) fn add(&mut self, now: Timestamp, count: u64) {
        self.total += count;
        match self.seconds.back_mut() {
            Some((second, known)) if *second == now.as_second() => *known += count,
            Some(_) | None => self.seconds.push_back((now.as_second(), count)),
        }
    }
}

impl Org {
    fn daily_limit(&self, turn: &Turn<'_>) -> u64 {
        let licences = self.table("User").map_or(0, |table| table.rows().count());
        let licences = u64::try_from(licences).unwrap_or(0);
        let by_edition = turn.on("salesforce.limits.by_edition");
        let edition = if by_edition { self.settings.edition } else { Edition::Developer };
        self.settings.daily_calls.unwrap_or_else(|| edition.daily_calls(licences))
    }

    /// Counts a call, or refuses it.
    pub(crate) fn charge(&mut self, call: &Call<'_>) -> Result<(), Refusal> {
        self.check_api(call)?;
        let used = self.usage.of_day(call.turn.now);
        let most = self.daily_limit(call.turn) + self.quirks.soft_overrun;
        if used >= most && call.turn.on("salesforce.limits.daily") {
            let text = "TotalRequests Limit exceeded.";
            return Err(Refusal::new("REQUEST_LIMIT_EXCEEDED", text).with(403));
        }
        let small = self.settings.edition == Edition::Developer;
        let most = if small { 5 } else { 25 };
        if self.usage.long_running >= most && call.turn.on("salesforce.limits.concurrent") {
            let text = "ConcurrentRequests (Concurrent API Requests) Limit exceeded.";
            return Err(Refusal::new("REQUEST_LIMIT_EXCEEDED", text).with(403));
        }
        self.usage.add(call.turn.now, 1);
        Ok(())
    }

    fn check_api(&self, call: &Call<'_>) -> Result<(), Refusal> {
        let has = match self.settings.edition {
            Edition::Group => false,
            Edition::Professional => self.settings.api_add_on,
            Edition::Enterprise | Edition::Unlimited | Edition::Developer => true,
        };
        if has || !call.turn.on("salesforce.api_disabled") {
            return Ok(());
        }
        let text = "The REST API is not enabled for this Organization.";
        Err(Refusal::new("API_DISABLED_FOR_ORG", text).with(403))
    }

    /// `Sforce-Limit-Info`.
    pub(crate) fn limit_info(&mut self, turn: &Turn<'_>) -> String {
        format!("api-usage={}/{}", self.usage.of_day(turn.now), self.daily_limit(turn))
    }

    /// `GET /limits`.
    pub(crate) fn limits(&mut self, call: &Call<'_>) -> Answer {
        let most = self.daily_limit(call.turn);
        let left = most.saturating_sub(self.usage.of_day(call.turn.now));
        let now = call.turn.now;
        let of =
            |most: u64, used: u64| json!({"Max": most, "Remaining": most.saturating_sub(used)});
        let bulk = &self.settings.bulk;
        let batches = of(bulk.daily_batches, self.jobs.batches.of_day(now));
        let queries = of(bulk.daily_queries, self.jobs.queries.of_day(now));
        let full = |most: u64| json!({"Max": most, "Remaining": most});
        let body = json!({"DailyApiRequests": {"Max": most, "Remaining": left},
            "DailyBulkApiBatches": batches, "DailyBulkV2QueryJobs": queries,
            "DailyBulkV2QueryFileStorageMB": full(976_562), "DataStorageMB": full(1_024),
            "FileStorageMB": full(1_024)});
        Answer::json(200, body).at("GET /limits")
    }

    /// `GET /limits/recordCount?sObjects=A,B`; objects without rows are left out.
    pub(crate) fn record_count(&self, ask: &Ask) -> Answer {
        let asked = ask.param("sObjects").map(|list| list.split(',').map(str::trim));
        let wanted: Option<Vec<&str>> = asked.map(Iterator::collect);
        let mut list: Vec<Value> = Vec::new();
        for object in self.schema.objects() {
            if wanted.as_ref().is_some_and(|names| !names.contains(&object.name.as_str())) {
                continue;
            }
            let rows = self.table(&object.name).into_iter().flat_map(|table| table.rows());
            let count = rows.filter(|row| !row.deleted(object)).count();
            if count > 0 {
                list.push(json!({"count": count, "name": object.name}));
            }
        }
        Answer::json(200, json!({"sObjects": list})).at("GET /limits/recordCount")
    }
}
