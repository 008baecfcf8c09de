//! The check that every story ends with.

use crosswalk_emulator::Emulator;

use crate::wire;

/// Checks an emulator's log when it is dropped, and fails the test that dropped it.
#[derive(Debug)]
pub(crate) struct WireGuard {
    emulator: Emulator,
}

/// How many complaints a failing test quotes.
const QUOTED: usize = 5;

impl WireGuard {
    /// Watches an emulator that keeps bodies.
    pub(crate) fn new(emulator: &Emulator) -> Self {
        WireGuard { emulator: emulator.clone() }
    }
}

impl Drop for WireGuard {
    fn drop(&mut self) {
        // A test that fails already says why; a second panic would hide it.
        if std::thread::panicking() {
            return;
        }
        let complaints = self.emulator.log(wire::check);
        let quoted: Vec<String> = complaints.iter().take(QUOTED).map(ToString::to_string).collect();
        assert!(complaints.is_empty(), "{} exchanges:\n{}", complaints.len(), quoted.join("\n"));
    }
}
