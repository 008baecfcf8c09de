//! The contract between the window's shell and its interface: what the interface is written
//! against is what the shell answers. Nothing here needs a window.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod commands;
mod contract;
mod desk;
mod settings;
mod told;

use std::path::Path;

/// A file of the clone.
fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
