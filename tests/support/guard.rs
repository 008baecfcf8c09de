//! The check that every story ends with.

use std::collections::HashSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crosswalk_emulator::Emulator;
use crosswalk_emulator::log::Exchange;

use crate::wire::{self, Complaint};

/// Checks every exchange of an emulator as it happens, and fails the test that drops it where one
/// of them was not what the vendors' wires look like, or where somebody was to be subscribed (S58).
pub struct WireGuard {
    emulator: Emulator,
    complaints: Arc<Mutex<Vec<Complaint>>>,
}

impl fmt::Debug for WireGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WireGuard").field("complaints", &self.complaints).finish_non_exhaustive()
    }
}

/// How many complaints a failing test quotes, and how many are kept.
const QUOTED: usize = 5;

impl WireGuard {
    /// Watches an emulator from now on. Bodies are looked at as they pass and not kept, so that a
    /// story may be as long and as large as it likes.
    #[must_use]
    pub fn new(emulator: &Emulator) -> Self {
        let complaints: Arc<Mutex<Vec<Complaint>>> = Arc::default();
        let heard = Arc::clone(&complaints);
        emulator.tap(move |exchange| {
            let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
            if heard.len() < QUOTED && !is_known_as_right(exchange) {
                match wire::complaint(exchange) {
                    Some(complaint) => heard.push(complaint),
                    None => remember_as_right(exchange),
                }
            }
        });
        WireGuard { emulator: emulator.clone(), complaints }
    }

    /// What was wrong so far, which is then forgiven: whoever asks says it themselves.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let mut complaints = self.complaints.lock().unwrap_or_else(PoisonError::into_inner);
        complaints.drain(..).map(|complaint| complaint.to_string()).collect()
    }
}

impl Drop for WireGuard {
    fn drop(&mut self) {
        // A test that fails already says why; a second panic would hide it.
        if std::thread::panicking() {
            return;
        }
        let complaints = self.complaints();
        let quoted = complaints.join("\n");
        assert!(complaints.is_empty(), "exchanges that no vendor's wire looks like:\n{quoted}");
        let attempts = self.emulator.with_crms(|crms, _| crms.hubspot.resubscribe_attempts());
        assert_eq!(attempts, 0, "somebody was to be subscribed");
    }
}

/// The exchanges that were right, told apart by all that a document looks at. The same schema is
/// read again and again, and a seed is told twice.
static RIGHT: LazyLock<Mutex<HashSet<u64>>> = LazyLock::new(Mutex::default);

fn is_known_as_right(exchange: &Exchange) -> bool {
    RIGHT.lock().unwrap_or_else(PoisonError::into_inner).contains(&mark(exchange))
}

fn remember_as_right(exchange: &Exchange) {
    RIGHT.lock().unwrap_or_else(PoisonError::into_inner).insert(mark(exchange));
}

fn mark(exchange: &Exchange) -> u64 {
    let Exchange { vendor, method, path, status, fault, request_hash, answer_hash, .. } = exchange;
    let mut hasher = DefaultHasher::new();
    (vendor, method, path, status, fault.is_some(), request_hash, answer_hash).hash(&mut hasher);
    hasher.finish()
}
