//! The engine: the command `crosswalk`, with a state folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::meter::{self, Spent};
use super::vendors::Vendors;

/// The command and its state.
pub struct Engine {
    program: PathBuf,
    home: PathBuf,
}

/// A pass that has ended.
pub struct PassDone {
    /// What it reported.
    pub report: Value,
    /// What it took, from the moment at which it began to read.
    pub spent: Spent,
}

/// Of accounts that live as long as the measurement.
const PASSPHRASE: &str = "a benchmark's passphrase";

/// The fields that people edit in HubSpot's words.
const EDITED: [&str; 2] = ["phone", "jobtitle"];

impl Engine {
    /// A new state folder; an old one in its place goes.
    pub fn new(built: &Path, home: &Path) -> Result<Self> {
        let engine = Self { program: built.join("crosswalk"), home: home.to_owned() };
        engine.tidy()?;
        Ok(engine)
    }

    /// Links both accounts, and pairs them for contacts.
    pub fn link(&self, vendors: &Vendors) -> Result<()> {
        for side in ["salesforce", "hubspot"] {
            let of = |what: &str| vendors.facts[side][what].as_str().context("a vendor's facts");
            let arguments = ["accounts", "add", side, "--development", "--url", of("url")?];
            self.done(self.command(&arguments).env("CROSSWALK_TOKEN", of("token")?))?;
        }
        let pair = ["pair", "add", "Bench", "--salesforce", "1", "--hubspot", "2"];
        let how = ["--objects", "contacts", "--create-fields", "--first-run", "agree"];
        self.done(&mut self.command(&[&pair[..], &how[..]].concat()))?;
        self.let_edits_cross()
    }

    /// Gives the edited fields a rule by which either side's edit crosses.
    fn let_edits_cross(&self) -> Result<()> {
        let exported = self.command(&["map", "export"]).output().context("start the engine")?;
        let mut pair: Value = serde_json::from_slice(&exported.stdout).context("a pair file")?;
        let mappings = pair["mappings"].as_array_mut().context("mappings")?.iter_mut();
        for field in mappings.flat_map(|it| it["fields"].as_array_mut().into_iter().flatten()) {
            if EDITED.iter().any(|name| field["hubspot"] == *name) {
                field["rule"] = "two_way".into();
            }
        }
        let file = self.home.join("pair.json");
        std::fs::write(&file, pair.to_string()).context("write the pair file")?;
        let path = file.to_str().context("a path in Unicode")?;
        self.done(&mut self.command(&["map", "import", path, "--save"])).map(drop)
    }

    /// Runs a pass, and measures it.
    pub fn pass(&self, arguments: &[&str]) -> Result<PassDone> {
        let ended = meter::run(self.command(arguments).arg("--json-stream"))?;
        let last = ended.said.lines().last().unwrap_or_default();
        let report: Value = serde_json::from_str(last).context("a pass without a report")?;
        if report.get("counts").is_none() {
            bail!("`crosswalk {}` ended with {report}", arguments.join(" "));
        }
        Ok(PassDone { report, spent: ended.spent })
    }

    /// Links with a record on either side.
    pub fn linked(&self) -> Result<u64> {
        let status = self.done(&mut self.command(&["pair", "show"]))?;
        let lines = status["links"].as_array().context("a status without links")?;
        let whole = lines.iter().filter(|line| {
            ["in_sync", "waiting", "conflict", "failing"].iter().any(|it| line["state"] == *it)
        });
        Ok(whole.filter_map(|line| line["links"].as_u64()).sum())
    }

    /// Bytes of the database on disk, its log included.
    pub fn database_size(&self) -> Result<u64> {
        let entries = std::fs::read_dir(self.home.join("db")).context("the state folder")?;
        let mut size = 0;
        for entry in entries {
            let facts = entry?.metadata()?;
            size += if facts.is_file() { facts.len() } else { 0 };
        }
        Ok(size)
    }

    /// Removes the state.
    pub fn tidy(&self) -> Result<()> {
        match std::fs::remove_dir_all(&self.home) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).context("remove the state folder")
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).args(["--vault", "file"]).stdin(Stdio::null());
        command.env("CROSSWALK_HOME", &self.home).env("CROSSWALK_PASSPHRASE", PASSPHRASE);
        command
    }

    fn done(&self, command: &mut Command) -> Result<Value> {
        let output = command.arg("--json").output().context("start the engine")?;
        if !output.status.success() {
            bail!("the engine said: {}", String::from_utf8_lossy(&output.stderr));
        }
        serde_json::from_slice(&output.stdout).context("a document")
    }
}
