//! The real window with the real engine, driven as a person would: over WebDriver, on a display
//! that the runner brings (`cargo xtask test --only window`) and a session bus of each window's own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod again;
mod choices;
mod demo;
mod journey;
mod notices;
mod screens;
mod window;
mod words;
