//! SEC31 by libFuzzer: what comes from outside, bent by a fuzzer that sees where the code goes.
//! `cargo xtask fuzz` builds it with the rooms instrumented, and runs each target on its kept corpus.
//!
//! Invariant: an input alone decides what its run does, so that a kept one finds the same again.

#![no_main]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod answers;
mod files;

use std::cell::RefCell;
use std::path::Path;

use libfuzzer_sys::fuzz_target;

/// Names the target of this run.
const TARGET: &str = "CROSSWALK_FUZZ_TARGET";

/// Names the folder into which true inputs are written before it begins.
const SEEDS: &str = "CROSSWALK_FUZZ_SEEDS";

/// What reads inputs.
trait Reader {
    /// Inputs as the vendors and we ourselves write them.
    fn seeds(&mut self) -> Vec<Vec<u8>>;

    /// Reads one. Whatever it makes of it, it may not panic.
    fn read(&mut self, input: &[u8]);
}

thread_local! {
    static READER: RefCell<Box<dyn Reader>> = RefCell::new(chosen());
}

fn chosen() -> Box<dyn Reader> {
    let name = std::env::var(TARGET).expect("the environment names a target");
    match name.as_str() {
        "hubspot" => Box::new(answers::Answers::of_hubspot()),
        "salesforce" => Box::new(answers::Answers::of_salesforce()),
        "errors" => Box::new(answers::Errors::new()),
        "bulk" => Box::new(answers::Bulk::new()),
        "mapping" => Box::new(files::Mapping::new()),
        "backup" => Box::new(files::Backup::new()),
        other => panic!("no target is called {other}"),
    }
}

fn begin() {
    let Some(folder) = std::env::var_os(SEEDS) else { return };
    for (number, seed) in READER.with_borrow_mut(|reader| reader.seeds()).iter().enumerate() {
        std::fs::write(Path::new(&folder).join(format!("seed-{number}")), seed).unwrap();
    }
}

fuzz_target!(init: begin(), |bytes: &[u8]| READER.with_borrow_mut(|reader| reader.read(bytes)));
