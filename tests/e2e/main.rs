//! The real window with the real engine, driven as a person would: over WebDriver, on a display and
//! a session bus that the runner brings (`cargo xtask test --only window`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod choices;
mod demo;
mod journey;
mod notices;
mod screens;
mod window;
mod words;
