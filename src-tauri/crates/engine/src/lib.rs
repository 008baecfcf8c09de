//! Runs a pass: pull, match, plan, push, settle; and sweep and undo.
//!
//! Invariant: the only room that orders I/O. Knows `Connector`, never a vendor.
