//! One function per thing a person can ask for; wiring, the scheduler's loop, progress events.
//!
//! Invariant: the only room that shell, CLI and test bridge call. Owns nothing a person can't
//! ask for.
