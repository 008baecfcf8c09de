//! What a process takes, as Linux tells it: CPU time and the peak of its memory.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// What a process took since its first line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// By the clock on the wall.
    pub wall: Duration,
    /// In the process, system calls included.
    pub cpu: Duration,
    /// The most memory that it ever held, in bytes.
    pub peak: u64,
}

/// A process that has ended.
#[derive(Debug)]
pub struct Ended {
    /// What it said.
    pub said: String,
    /// What it took.
    pub spent: Spent,
}

/// How often its memory is looked at. The peak only grows, so that nothing but the growth of the
/// last moment can be missed.
const EVERY: Duration = Duration::from_millis(10);

/// Runs a program. It is measured from its first line on: what comes before that is start and
/// vault, whose passphrase is made to cost memory and time.
///
/// # Errors
/// When the program cannot be started, or this system has no `/proc`.
pub fn run(command: &mut Command) -> Result<Ended> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("start the engine")?;
    let stdout = child.stdout.take().context("a pipe")?;
    let mut reader = BufReader::new(stdout);
    let mut said = String::new();
    reader.read_line(&mut said)?;
    let process = Process::of(&child);
    let (began, before) = (Instant::now(), process.look().map_or(Duration::ZERO, |look| look.cpu));
    process.forget_peak()?;
    let rest = thread::spawn(move || {
        let mut rest = String::new();
        reader.read_to_string(&mut rest).map(|_| rest)
    });
    let mut spent = Spent::default();
    while let Some(look) = process.look() {
        spent.cpu = look.cpu.saturating_sub(before);
        spent.peak = spent.peak.max(look.peak);
        if look.ended {
            break;
        }
        thread::sleep(EVERY);
    }
    spent.wall = began.elapsed();
    child.wait().context("wait for the engine")?;
    said.push_str(&rest.join().unwrap_or_else(|_| Ok(String::new()))?);
    Ok(Ended { said, spent })
}

struct Process(PathBuf);

/// A process at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    cpu: Duration,
    /// 0 once it has ended: its memory is gone.
    peak: u64,
    /// It waits for its parent to take note.
    ended: bool,
}

impl Process {
    fn of(child: &Child) -> Self {
        Self(PathBuf::from(format!("/proc/{}", child.id())))
    }

    fn look(&self) -> Option<Look> {
        let stat = std::fs::read_to_string(self.0.join("stat")).ok()?;
        let status = std::fs::read_to_string(self.0.join("status")).ok()?;
        read(&stat, &status)
    }

    /// Lets the peak begin again at what is held now.
    fn forget_peak(&self) -> Result<()> {
        std::fs::write(self.0.join("clear_refs"), "5").context("memory is told on Linux only")
    }
}

/// Linux counts in hundredths of a second, whatever the kernel's own clock does.
const TICK: Duration = Duration::from_millis(10);

/// Reads `/proc/PID/stat` and `/proc/PID/status`.
fn read(stat: &str, status: &str) -> Option<Look> {
    // The name, in brackets, may hold spaces; the state is the first word behind it.
    let words: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| words.get(at).and_then(|word| word.parse::<u32>().ok());
    let cpu = TICK * (ticks(11)? + ticks(12)?);
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    Some(Look { cpu, peak: kilobytes.unwrap_or(0) << 10, ended: words.first() == Some(&"Z") })
}

#[cfg(test)]
mod tests;
