//! The public clients: programs that nobody here wrote, unchanged, against `crosswalk emulate`.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::step::Step;
use crate::window;

/// Runs every client against an emulator of its own. Fails at the first that meets an answer it
/// did not expect.
pub fn run(checkout: &Checkout) -> Result<()> {
    window::programs(checkout).run_quoting()?;
    std::fs::create_dir_all(&checkout.kept).context("make the folder for the card")?;
    clients(checkout).into_iter().try_for_each(|client| {
        let emulator = Emulator::start(checkout)?;
        let card = checkout.kept.join("emulator.json");
        std::fs::write(&card, &emulator.card).context("write the card")?;
        client.with(CARD, card.display().to_string()).run_quoting()
    })
}

/// Names the file in which a client reads where the emulator is: a card on the command line would
/// print its tokens.
const CARD: &str = "CROSSWALK_EMULATOR";

/// Enough people for several pages of every client.
const WORLD: [&str; 5] = ["emulate", "--seed", "7", "--records", "600"];

fn clients(checkout: &Checkout) -> Vec<Step> {
    let node = |what, script| Step::new(what, checkout.node_clients(), "node", &[script]);
    let python = checkout.python_environment().join("bin/python").display().to_string();
    let arguments = ["-I", "salesforce.py"];
    vec![
        node("run @hubspot/api-client", "hubspot.mjs"),
        node("run jsforce", "jsforce.mjs"),
        Step::new("run simple-salesforce", checkout.python_clients(), &python, &arguments),
    ]
}

/// A running `crosswalk emulate`; dropping it ends it.
#[derive(Debug)]
struct Emulator {
    child: Child,
    /// The line of JSON that it prints.
    card: String,
}

impl Emulator {
    fn start(checkout: &Checkout) -> Result<Self> {
        let mut command = Command::new(program(checkout));
        command.args(WORLD).arg("--ca-file").arg(checkout.kept.join("ca.pem"));
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().context("start `crosswalk emulate`")?;
        let said = child.stdout.take();
        let mut emulator = Emulator { child, card: String::new() };
        let said = said.context("`crosswalk emulate` has no output")?;
        BufReader::new(said).read_line(&mut emulator.card).context("read its card")?;
        if emulator.card.trim().is_empty() {
            bail!("`crosswalk emulate` ended without a card");
        }
        Ok(emulator)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Where cargo puts the program of a build in the dev profile.
fn program(checkout: &Checkout) -> PathBuf {
    let target = checkout.kept.parent().unwrap_or(&checkout.root);
    target.join("debug").join(format!("crosswalk{}", std::env::consts::EXE_SUFFIX))
}

#[cfg(test)]
mod tests;
