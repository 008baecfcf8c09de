//! Every exchange, in the order in which it happened.

use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::exchange::{Actor, Effect, Vendor};

/// How much of each exchange is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogDepth {
    /// Only the counts and the trace.
    Counts,
    /// A line each, without bodies.
    #[default]
    Lines,
    /// A line each, with both bodies.
    Bodies,
}

/// One exchange.
#[derive(Clone, Debug, Serialize)]
pub struct Exchange {
    /// Counted from 1 since the start or the last clear.
    pub number: u64,
    /// The emulated time.
    pub at: Timestamp,
    /// Whose host it reached.
    pub vendor: Vendor,
    /// The org or portal, where the request reached one.
    pub account: Option<String>,
    /// Whose token it carried.
    pub actor: Actor,
    /// `POST`.
    #[serde(serialize_with = "as_text")]
    pub method: http::Method,
    /// Path and query.
    pub path: String,
    /// The route's template, or [`UNROUTED`].
    pub route: &'static str,
    /// The status that was sent, or none where the connection was cut.
    pub status: Option<u16>,
    /// What the vendor did, whatever the client then saw.
    pub effect: Effect,
    /// The vendor's request id, or the exchange's number.
    pub request_id: String,
    /// The fault that played, by id.
    pub fault: Option<u64>,
    /// Fingerprint of the request's body.
    pub request_hash: u64,
    /// Fingerprint of the answer's body as sent.
    pub answer_hash: u64,
    /// The request's body at [`LogDepth::Bodies`].
    #[serde(skip)]
    pub request: Option<Bytes>,
    /// The answer's body at [`LogDepth::Bodies`].
    #[serde(skip)]
    pub answer: Option<Bytes>,
}

/// The route of a request that never reached its vendor.
pub const UNROUTED: &str = "(not reached)";

/// How often a route was asked with one effect and one status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The vendor.
    pub vendor: Vendor,
    /// The route's template.
    pub route: &'static str,
    /// What it did.
    pub effect: Effect,
    /// What was answered; none where the connection was cut.
    pub status: Option<u16>,
    /// How often.
    pub times: u64,
}

/// The exchanges so far.
#[derive(Debug, Default)]
pub struct Log {
    depth: LogDepth,
    last: u64,
    trace: u64,
    exchanges: Vec<Exchange>,
    writes: Vec<u64>,
    counts: BTreeMap<(Vendor, &'static str, u8, Option<u16>), u64>,
}

impl Log {
    /// An empty log.
    #[must_use]
    pub fn new(depth: LogDepth) -> Self {
        Self { depth, ..Self::default() }
    }

    /// How much is kept.
    #[must_use]
    pub fn depth(&self) -> LogDepth {
        self.depth
    }

    /// Keeps more or less from now on.
    pub fn set_depth(&mut self, depth: LogDepth) {
        self.depth = depth;
    }

    /// The number of the last exchange; 0 before the first.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.last
    }

    /// One number for everything that was asked and answered so far: two runs with equal traces
    /// made the same exchanges in the same order.
    #[must_use]
    pub fn trace(&self) -> u64 {
        self.trace
    }

    /// The exchanges after number `after`, oldest first; empty at [`LogDepth::Counts`].
    #[must_use]
    pub fn since(&self, after: u64) -> &[Exchange] {
        let first = self.exchanges.partition_point(|exchange| exchange.number <= after);
        self.exchanges.get(first..).unwrap_or_default()
    }

    /// How many exchanges after number `after` may have changed records or settings.
    #[must_use]
    pub fn writes_since(&self, after: u64) -> u64 {
        let first = self.writes.partition_point(|number| *number <= after);
        as_u64(self.writes.len() - first)
    }

    /// The counts, by vendor, route, effect and status.
    #[must_use]
    pub fn counts(&self) -> Vec<Count> {
        let effects = [Effect::Read, Effect::Write, Effect::SignIn];
        let mut counts = Vec::with_capacity(self.counts.len());
        for ((vendor, route, rank, status), times) in &self.counts {
            let (vendor, status, times) = (*vendor, *status, *times);
            let effect = effects.into_iter().find(|effect| rank_of(*effect) == *rank);
            let effect = effect.unwrap_or(Effect::Read);
            counts.push(Count { vendor, route, effect, status, times });
        }
        counts
    }

    /// Forgets every exchange; numbers start again from 1.
    pub fn clear(&mut self) {
        *self = Self::new(self.depth);
    }

    /// Numbers an exchange and files it.
    pub(crate) fn add(&mut self, mut exchange: Exchange) {
        self.last += 1;
        exchange.number = self.last;
        let key = (exchange.vendor, exchange.route, rank_of(exchange.effect), exchange.status);
        *self.counts.entry(key).or_default() += 1;
        self.trace = next_trace(self.trace, &exchange);
        if exchange.effect == Effect::Write {
            self.writes.push(exchange.number);
        }
        if self.depth != LogDepth::Counts {
            self.exchanges.push(exchange);
        }
    }
}

/// The first eight bytes of a body's SHA-256; 0 of an empty body.
#[must_use]
pub fn fingerprint(body: &[u8]) -> u64 {
    if body.is_empty() {
        return 0;
    }
    let digest = Sha256::digest(body);
    digest.iter().take(8).fold(0, |hash, byte| (hash << 8) | u64::from(*byte))
}

fn next_trace(trace: u64, exchange: &Exchange) -> u64 {
    let mut digest = Sha256::new();
    digest.update(trace.to_be_bytes());
    digest.update(exchange.at.as_nanosecond().to_be_bytes());
    digest.update([exchange.vendor as u8, rank_of(exchange.effect)]);
    digest.update(exchange.method.as_str());
    digest.update(exchange.path.as_bytes());
    digest.update(exchange.status.unwrap_or_default().to_be_bytes());
    digest.update(exchange.request_hash.to_be_bytes());
    digest.update(exchange.answer_hash.to_be_bytes());
    digest.finalize().iter().take(8).fold(0, |hash, byte| (hash << 8) | u64::from(*byte))
}

fn rank_of(effect: Effect) -> u8 {
    match effect {
        Effect::Read => 0,
        Effect::Write => 1,
        Effect::SignIn => 2,
    }
}

fn as_text<S: serde::Serializer>(method: &http::Method, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(method.as_str())
}

fn as_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
