//! A step: a program with its arguments, printed before it runs.

use std::collections::VecDeque;
use std::fmt;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// How many of a failed step's last lines its reason quotes.
const QUOTED_LINES: usize = 15;

/// A program to run, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// For a person: "install the Node clients".
    pub what: String,
    /// The program.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Where it runs.
    pub folder: PathBuf,
    /// Variables it gets besides ours.
    pub environment: Vec<(String, String)>,
}

impl Step {
    /// A step that runs in `folder` with our environment.
    pub fn new(what: &str, folder: impl Into<PathBuf>, program: &str, arguments: &[&str]) -> Self {
        Self {
            what: what.to_owned(),
            program: program.to_owned(),
            arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
            folder: folder.into(),
            environment: Vec::new(),
        }
    }

    /// The same step with one variable more.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    /// Runs it on our terminal, and says how it ended. Fails when it can't start.
    pub fn end(&self) -> Result<ExitStatus> {
        eprintln!("{self}");
        self.command().status().with_context(|| format!("start {}", self.program))
    }

    /// Runs it on our terminal. Fails when it can't start or says it failed.
    pub fn run(&self) -> Result<()> {
        let status = self.end()?;
        if !status.success() {
            bail!("`{self}` failed ({status})");
        }
        Ok(())
    }

    /// Runs it and passes on what it says; a failure quotes its last lines.
    pub fn run_quoting(&self) -> Result<()> {
        eprintln!("{self}");
        let mut command = self.command();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if std::io::stderr().is_terminal() {
            command.env("CARGO_TERM_COLOR", "always");
        }
        let mut child = command.spawn().with_context(|| format!("start {}", self.program))?;
        let (out, err) = (child.stdout.take(), child.stderr.take());
        let quotes = thread::scope(|scope| {
            let said = out.map(|pipe| scope.spawn(|| pass_on(pipe, std::io::stdout())));
            let warned = err.map(|pipe| scope.spawn(|| pass_on(pipe, std::io::stderr())));
            [said, warned]
                .into_iter()
                .flatten()
                .map(|thread| thread.join().unwrap_or_default())
                .collect::<Vec<_>>()
        });
        let status = child.wait().with_context(|| format!("wait for {}", self.program))?;
        if !status.success() {
            bail!("`{self}` failed ({status})\n{}", quotes.concat());
        }
        Ok(())
    }

    /// Whether it runs and succeeds, in silence. For questions such as "is this installed?".
    pub fn answers(&self) -> bool {
        let mut command = self.command();
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    /// Runs it and returns what it says. Fails when it can't start or says it failed.
    pub fn said(&self) -> Result<String> {
        eprintln!("{self}");
        let output = self.command().stdin(Stdio::null()).stderr(Stdio::inherit()).output();
        let output = output.with_context(|| format!("start {}", self.program))?;
        if !output.status.success() {
            bail!("`{self}` failed ({})", output.status);
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(&self.folder);
        // Of the cargo that runs us. A build script that asks for these would else run again, and all
        // that hangs on it, whenever a person calls cargo themselves in between.
        let ours = std::env::vars_os().map(|(name, _)| name).filter(|name| {
            let name = name.to_string_lossy();
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        });
        ours.for_each(|name| {
            command.env_remove(name);
        });
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// The line that a person could type.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.environment {
            write!(f, "{name}={value} ")?;
        }
        write!(f, "{}", self.program)?;
        self.arguments.iter().try_for_each(|argument| {
            let quote = if argument.contains([' ', '\'', '"', '$']) { "'" } else { "" };
            write!(f, " {quote}{argument}{quote}")
        })
    }
}

/// Copies a pipe line by line, and returns its last lines, indented.
fn pass_on(pipe: impl Read, mut to: impl Write) -> String {
    let mut last = VecDeque::new();
    let lines = BufReader::new(pipe).split(b'\n').map_while(Result::ok);
    for line in lines {
        let line = String::from_utf8_lossy(&line).into_owned();
        // A terminal that went away is no reason to fail the step.
        writeln!(to, "{line}").ok();
        last.push_back(line);
        if last.len() > QUOTED_LINES {
            last.pop_front();
        }
    }
    last.iter().map(|line| format!("    {line}\n")).collect()
}

#[cfg(test)]
mod tests;
