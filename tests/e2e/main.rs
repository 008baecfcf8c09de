//! The real window with the real engine, driven as a person would: over WebDriver, on a display
//! that the runner brings (`cargo xtask test --only window`) and a session bus of each window's own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod again;
mod choices;
mod demo;
mod desktop;
mod journey;
mod notices;
mod running;
mod screens;
mod tray;
mod window;
mod words;
