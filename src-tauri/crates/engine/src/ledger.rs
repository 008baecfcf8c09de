//! The gate: one ledger per connection, rate limits and budget.
//!
//! Calls are booked per hour, so that a rolling day can be summed. Hours are leased from the store
//! in blocks: an idle pass takes its few calls out of a block that is on disk already, and a crash
//! can only over-count. What is left of a block when its hour is over is given back.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use crosswalk_model::gate::{Ask, Bucket, Closed, Gate, Lesson, Purpose};
use crosswalk_model::{ConnectionId, Timestamp};
use crosswalk_store::Store;
use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use tokio::time::Instant;

use crate::clock::Clock;

/// Calls that one lease takes from the store at most; of a small share it takes a hundredth.
pub const LEASE: u64 = 64;

/// Where booked calls are kept. The store implements it; tests keep them in memory.
pub trait Book: Send + Sync + fmt::Debug {
    /// Calls booked for this connection from hour `from` on (hours since 1970).
    ///
    /// # Errors
    /// A text for the log; the gate then closes, since an unknown budget is not a free one.
    fn booked_since(&self, connection: ConnectionId, from: i64) -> Result<u64, String>;

    /// Books `calls` more in one hour, durably.
    ///
    /// # Errors
    /// As above.
    fn book(&self, connection: ConnectionId, hour: i64, calls: u64) -> Result<(), String>;

    /// Takes back what was booked in an hour and not called.
    ///
    /// # Errors
    /// As above.
    fn give_back(&self, connection: ConnectionId, hour: i64, calls: u64) -> Result<(), String>;
}

/// A block is leased for whatever the connection asks next; calls are told apart by bucket and
/// purpose only where the vendors do.
const LEASED: (Bucket, Purpose) = (Bucket::SignIn, Purpose::Sync);

/// The book in the state: what is booked survives a crash.
#[derive(Clone, Debug)]
pub struct StoreBook(pub Arc<Store>);

impl Book for StoreBook {
    fn booked_since(&self, connection: ConnectionId, from: i64) -> Result<u64, String> {
        let booked = self.0.booked(connection, hour_start(from)).map_err(|it| it.to_string())?;
        Ok(booked.iter().map(|row| row.used).sum())
    }

    fn book(&self, connection: ConnectionId, hour: i64, calls: u64) -> Result<(), String> {
        let calls = i64::try_from(calls).unwrap_or(i64::MAX);
        self.0.book(connection, hour_start(hour), LEASED, calls).map_err(|it| it.to_string())
    }

    fn give_back(&self, connection: ConnectionId, hour: i64, calls: u64) -> Result<(), String> {
        let calls = i64::try_from(calls).unwrap_or(i64::MAX);
        self.0.book(connection, hour_start(hour), LEASED, -calls).map_err(|it| it.to_string())
    }
}

/// A book in memory, for the moments before there is a connection to book on.
#[derive(Debug, Default)]
pub struct ScratchBook(Mutex<BTreeMap<(ConnectionId, i64), u64>>);

impl Book for ScratchBook {
    fn booked_since(&self, connection: ConnectionId, from: i64) -> Result<u64, String> {
        let booked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let range = (connection, from)..=(connection, i64::MAX);
        Ok(booked.range(range).map(|(_, calls)| calls).sum())
    }

    fn book(&self, connection: ConnectionId, hour: i64, calls: u64) -> Result<(), String> {
        let mut booked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *booked.entry((connection, hour)).or_insert(0) += calls;
        Ok(())
    }

    fn give_back(&self, connection: ConnectionId, hour: i64, calls: u64) -> Result<(), String> {
        let mut booked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_hour = booked.entry((connection, hour)).or_insert(0);
        *of_hour = of_hour.saturating_sub(calls);
        Ok(())
    }
}

/// What a connection may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Calls in a sliding burst window of ten seconds; `None` where the vendor has none.
    pub burst: Option<u32>,
    /// Searches in a sliding second.
    pub searches: u32,
    /// Calls a day that the vendor allows everybody; `None` while unknown.
    pub day_max: Option<u64>,
    /// Our share of it, in percent.
    pub share_percent: u64,
    /// Our share in calls, where a person named them: instead of a part, and within the limit.
    pub share_calls: Option<u64>,
    /// Automatic retries stop at this percentage of the share.
    pub retry_percent: u64,
    /// Percentage of the share that only opt-outs may use.
    pub opt_out_percent: u64,
}

impl Terms {
    /// Salesforce: no rate limit, a daily one that `Sforce-Limit-Info` tells.
    pub const SALESFORCE: Terms = Terms {
        burst: None,
        searches: 5,
        day_max: None,
        share_percent: 25,
        share_calls: None,
        retry_percent: 75,
        opt_out_percent: 2,
    };

    /// HubSpot, until its headers tell more: the smallest burst of all tiers.
    pub const HUBSPOT: Terms = Terms {
        burst: Some(100),
        searches: 5,
        day_max: None,
        share_percent: 90,
        share_calls: None,
        retry_percent: 75,
        opt_out_percent: 2,
    };
}

/// The gate over all connections.
pub struct Ledger {
    clock: Arc<dyn Clock>,
    book: Arc<dyn Book>,
    accounts: Mutex<BTreeMap<ConnectionId, Account>>,
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger").finish_non_exhaustive()
    }
}

type Limiter = RateLimiter<NotKeyed, InMemoryState, PausableClock, NoOpMiddleware<Nanos>>;

#[derive(Debug)]
struct Account {
    terms: Terms,
    burst: Option<Arc<Limiter>>,
    search: Arc<Limiter>,
    /// Until when each bucket is to stay quiet, at the vendor's wish.
    paused: BTreeMap<Bucket, Instant>,
    /// The hour the lease is for, and how many of its calls are left.
    lease: (i64, u64),
    /// Calls booked in the rolling day, what is left of the lease included.
    day_booked: u64,
    /// What everybody used today, by the vendor's last word.
    day_used_by_all: Option<(Timestamp, u64)>,
}

impl Ledger {
    /// An empty gate: connections are admitted by [`Ledger::admit`].
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, book: Arc<dyn Book>) -> Self {
        Ledger { clock, book, accounts: Mutex::new(BTreeMap::new()) }
    }

    /// Opens a ledger for a connection, or changes our shares of it: what the vendor told of its
    /// limits since stands.
    pub fn admit(&self, connection: ConnectionId, terms: Terms) {
        let mut accounts = self.lock();
        match accounts.get_mut(&connection) {
            Some(account) => {
                let told = account.terms;
                let burst = told.burst.or(terms.burst);
                account.retune(Terms { burst, day_max: told.day_max.or(terms.day_max), ..terms });
            }
            None => {
                accounts.insert(connection, Account::new(terms));
            }
        }
    }

    /// Calls booked in the last rolling day, and our allowance, where it is known.
    ///
    /// # Errors
    /// [`Closed`] when the book cannot be read or the connection was never admitted.
    pub fn usage(&self, connection: ConnectionId) -> Result<(u64, Option<u64>), Closed> {
        let hour = hour_of(self.clock.now());
        let accounts = self.lock();
        let booked = self.book.booked_since(connection, hour - 24).map_err(unreadable)?;
        let account = accounts.get(&connection).ok_or_else(not_admitted)?;
        // An hour may be over whose block nobody gave back yet.
        let unused = if account.lease.0 >= hour - 24 { account.lease.1 } else { 0 };
        Ok((booked.saturating_sub(unused), account.allowance()))
    }

    /// Calls that are left today for what is no opt-out, where the allowance is known.
    ///
    /// # Errors
    /// As [`Ledger::usage`].
    pub fn left(&self, connection: ConnectionId) -> Result<Option<u64>, Closed> {
        let (used, _) = self.usage(connection)?;
        let accounts = self.lock();
        let account = accounts.get(&connection).ok_or_else(not_admitted)?;
        Ok(account.most(Purpose::Sync).map(|most| most.saturating_sub(used)))
    }

    /// What the vendor last said of the calls of its day: used by everybody, when, and allowed to
    /// everybody. Nothing before its first answer.
    #[must_use]
    pub fn told(&self, connection: ConnectionId) -> Option<(u64, Timestamp, Option<u64>)> {
        let accounts = self.lock();
        let account = accounts.get(&connection)?;
        let (at, used) = account.day_used_by_all?;
        Some((used, at, account.terms.day_max))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<ConnectionId, Account>> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Books one call, or says how long to wait first.
    fn try_book(&self, ask: Ask) -> Result<Option<Duration>, Closed> {
        let hour = hour_of(self.clock.now());
        let mut accounts = self.lock();
        let account = accounts.get_mut(&ask.connection).ok_or_else(not_admitted)?;
        if let Some(wait) = account.wait(ask.bucket) {
            return Ok(Some(wait));
        }
        if account.lease.0 != hour {
            self.begin_hour(ask.connection, account, hour).map_err(unreadable)?;
        }
        // What is refused books nothing: a share that is used up would never open again.
        account.check_budget(ask.purpose)?;
        if account.lease.1 == 0 {
            let block = account.block();
            self.book.book(ask.connection, hour, block).map_err(unreadable)?;
            account.day_booked = account.day_booked.saturating_add(block);
            account.lease.1 = block;
        }
        account.lease.1 -= 1;
        Ok(None)
    }

    /// An hour begins: what the last one leased and did not call is given back.
    fn begin_hour(
        &self,
        connection: ConnectionId,
        account: &mut Account,
        hour: i64,
    ) -> Result<(), String> {
        let (past, left) = account.lease;
        if left > 0 {
            self.book.give_back(connection, past, left)?;
            account.lease.1 = 0;
        }
        account.day_booked = self.book.booked_since(connection, hour - 24)?;
        account.lease = (hour, 0);
        Ok(())
    }
}

#[async_trait]
impl Gate for Ledger {
    async fn permit(&self, ask: Ask) -> Result<(), Closed> {
        // Each round either books or sleeps until the limiter's own time, so the bound is only a
        // guard against a limiter that never opens.
        const ROUNDS: u32 = 10_000;
        for _ in 0..ROUNDS {
            match self.try_book(ask)? {
                None => return Ok(()),
                Some(wait) => tokio::time::sleep(wait).await,
            }
        }
        Err(Closed { why: "the rate limiter did not open".to_owned(), retry_after: None })
    }

    fn learn(&self, connection: ConnectionId, lesson: &Lesson) {
        let mut accounts = self.lock();
        if let Some(account) = accounts.get_mut(&connection) {
            account.learn(lesson, self.clock.now());
        }
    }
}

impl Account {
    fn new(terms: Terms) -> Self {
        Account {
            terms,
            burst: terms.burst.map(|calls| Arc::new(window(calls, Duration::from_secs(10)))),
            search: Arc::new(window(terms.searches, Duration::from_secs(1))),
            paused: BTreeMap::new(),
            lease: (i64::MIN, 0),
            day_booked: 0,
            day_used_by_all: None,
        }
    }

    fn retune(&mut self, terms: Terms) {
        if self.terms.burst != terms.burst {
            self.burst = terms.burst.map(|calls| Arc::new(window(calls, Duration::from_secs(10))));
        }
        if self.terms.searches != terms.searches {
            self.search = Arc::new(window(terms.searches, Duration::from_secs(1)));
        }
        self.terms = terms;
    }

    fn wait(&mut self, bucket: Bucket) -> Option<Duration> {
        let now = Instant::now();
        if let Some(until) = self.paused.get(&bucket).copied() {
            if until > now {
                return Some(until - now);
            }
            self.paused.remove(&bucket);
        }
        match bucket {
            Bucket::Salesforce | Bucket::SignIn => None,
            Bucket::HubSpot => self.burst.as_ref().and_then(|limiter| ask(limiter)),
            // A search counts in both windows. The slower one is asked first: a refusal there
            // takes nothing from the other.
            Bucket::HubSpotSearch => {
                ask(&self.search).or_else(|| self.burst.as_ref().and_then(|limiter| ask(limiter)))
            }
        }
    }

    fn allowance(&self) -> Option<u64> {
        let day_max = self.terms.day_max;
        match self.terms.share_calls {
            Some(calls) => Some(day_max.map_or(calls, |max| calls.min(max))),
            None => day_max.map(|max| max.saturating_mul(self.terms.share_percent) / 100),
        }
    }

    /// Calls that the next lease takes: a crash may lose them all, and of a small share no great part.
    fn block(&self) -> u64 {
        self.allowance().map_or(LEASE, |allowance| LEASE.min((allowance / 100).max(1)))
    }

    /// What a day has for a purpose, where the allowance is known.
    fn most(&self, purpose: Purpose) -> Option<u64> {
        let allowance = self.allowance()?;
        // However small a share is, one call of it is nobody's but sync's, and one an opt-out's.
        let reserve = allowance.saturating_mul(self.terms.opt_out_percent).div_ceil(100);
        let reserve = reserve.min(allowance.saturating_sub(1));
        Some(match purpose {
            Purpose::OptOut => allowance,
            Purpose::Sync | Purpose::Person => allowance - reserve,
            Purpose::Retry => {
                (allowance.saturating_mul(self.terms.retry_percent) / 100).min(allowance - reserve)
            }
        })
    }

    fn check_budget(&self, purpose: Purpose) -> Result<(), Closed> {
        let Some(most) = self.most(purpose) else { return Ok(()) };
        let used = self.day_booked.saturating_sub(self.lease.1);
        // Nothing is learnt without a call: once an hour one goes and looks whether there are some
        // again (H139).
        let told = self.day_used_by_all.filter(|(at, _)| hour_of(*at) == self.lease.0);
        let by_all = told.zip(self.terms.day_max);
        let all_spent = by_all.is_some_and(|((_, all), max)| all >= max);
        if used < most && !all_spent {
            return Ok(());
        }
        let why = if all_spent {
            "the account's calls of the day are used up".to_owned()
        } else {
            format!("our share of the day's calls is used up: {used} of {most}")
        };
        Err(Closed { why, retry_after: Some(Duration::from_secs(3_600)) })
    }

    fn learn(&mut self, lesson: &Lesson, at: Timestamp) {
        let mut terms = self.terms;
        if let Some(max) = lesson.day_max {
            terms.day_max = Some(max);
        }
        if let (Some(max), Some(_)) = (lesson.burst_max, terms.burst) {
            terms.burst = u32::try_from(max).ok().filter(|max| *max > 0).or(terms.burst);
        }
        self.retune(terms);
        if let Some(used) = lesson.day_used {
            self.day_used_by_all = Some((at, used));
        }
        if let Some((bucket, pause)) = lesson.pause {
            let until = Instant::now() + pause.min(LONGEST_PAUSE);
            let entry = self.paused.entry(bucket).or_insert(until);
            *entry = (*entry).max(until);
        }
    }
}

/// The longest pause that a vendor's answer can impose; beyond it the pass ends instead.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

fn ask(limiter: &Limiter) -> Option<Duration> {
    match limiter.check() {
        Ok(()) => None,
        Err(not_until) => {
            let wait = not_until.wait_time_from(GovernorClock::now(limiter.clock()));
            Some(wait.max(Duration::from_millis(1)))
        }
    }
}

/// A limiter that lets at most `calls` through in *any* window of this length: a tenth of them at
/// once, the rest evenly. (Its burst and what flows in during a window together stay within.) It
/// begins without that tenth: what was asked before it, in a process that died or at another rate,
/// is still in the vendor's window.
fn window(calls: u32, length: Duration) -> Limiter {
    let calls = calls.max(1);
    let at_once = (calls / 10).max(1);
    let evenly = calls.saturating_sub(at_once).max(1);
    let period = length / evenly;
    let burst = NonZeroU32::new(at_once).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(period.max(Duration::from_nanos(1)))
        .unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN))
        .allow_burst(burst);
    let limiter = RateLimiter::direct_with_clock(quota, PausableClock { origin: Instant::now() });
    let spent = limiter.check_n(burst);
    debug_assert!(matches!(spent, Ok(Ok(()))), "a fresh limiter has room for its burst");
    limiter
}

/// Tokio's clock for governor, so that a simulation's paused clock paces the limiters too.
#[derive(Clone, Debug)]
struct PausableClock {
    origin: Instant,
}

impl GovernorClock for PausableClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(self.origin.elapsed())
    }
}

fn hour_start(hour: i64) -> Timestamp {
    Timestamp::from_second(hour.saturating_mul(3_600)).unwrap_or(Timestamp::MIN)
}

fn hour_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(3_600)
}

fn unreadable(why: String) -> Closed {
    Closed { why: format!("the ledger cannot be kept: {why}"), retry_after: None }
}

fn not_admitted() -> Closed {
    Closed { why: "the connection has no ledger".to_owned(), retry_after: None }
}

#[cfg(test)]
mod tests;
