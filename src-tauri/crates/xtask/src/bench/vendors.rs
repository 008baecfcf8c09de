//! The vendors: the emulator's example `vendors` in a process of its own.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use super::floor::Calls;

/// Both vendors, until it is dropped.
pub struct Vendors {
    child: Child,
    asked: Option<ChildStdin>,
    told: BufReader<ChildStdout>,
    /// `{"hubspot": {"url", "token"}, "salesforce": {…}}`
    pub facts: Value,
}

impl Vendors {
    /// Starts them with so many people, and waits until they answer.
    pub fn start(built: &Path, people: u64) -> Result<Self> {
        let mut command = Command::new(built.join("examples/vendors"));
        command.arg(people.to_string()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().context("start the vendors")?;
        let asked = child.stdin.take();
        let told = BufReader::new(child.stdout.take().context("a pipe")?);
        let mut vendors = Self { child, asked, told, facts: Value::Null };
        vendors.facts = vendors.line()?;
        Ok(vendors)
    }

    /// The calls since this was last asked.
    pub fn calls(&mut self) -> Result<Calls> {
        Ok(Calls::of(&self.ask("calls")?))
    }

    /// Moves the vendors' clock on.
    pub fn later(&mut self, seconds: u32) -> Result<()> {
        self.ask(&format!("later {seconds}")).map(drop)
    }

    /// People edit so many contacts on each side; returns how many it were.
    pub fn edit(&mut self, count: u64) -> Result<u64> {
        let edited = self.ask(&format!("edit {count}"))?;
        edited["each"].as_u64().context("no word of edits")
    }

    fn ask(&mut self, line: &str) -> Result<Value> {
        let asked = self.asked.as_mut().context("the vendors are told nothing any more")?;
        writeln!(asked, "{line}").context("tell the vendors")?;
        self.line()
    }

    fn line(&mut self) -> Result<Value> {
        let mut line = String::new();
        self.told.read_line(&mut line).context("hear the vendors")?;
        serde_json::from_str(&line).context("the vendors ended")
    }
}

impl Drop for Vendors {
    /// They end with their input.
    fn drop(&mut self) {
        self.asked = None;
        self.child.wait().ok();
    }
}
