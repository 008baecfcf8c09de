//! The log: what happened when, for whoever is asked for help.
//!
//! A JSON object a line, a file a day, seven kept, readable by their owner alone (SEC26). It names
//! pairs, runs and codes, and never what a record holds (SEC12).

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crosswalk_engine::{Clock, PassReport};
use crosswalk_model::PairId;
use jiff::civil::Date;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

use crate::{AppError, Home};

/// The variable that asks for more or less: `debug`, or `crosswalk_engine=trace`.
pub const LEVEL_VARIABLE: &str = "CROSSWALK_LOG";

/// What is written where nobody asks for something else.
const USUAL: &str = "warn,crosswalk_app=info,crosswalk_engine=info,crosswalk_connectors=info";

/// Days that are kept.
const KEPT: usize = 7;

/// Writes what this process tells into the folder of logs, from now on. The folder is made with the
/// first line. A process that logs already goes on as it does.
pub fn start(home: &Home, clock: Arc<dyn Clock>) {
    let asked = std::env::var(LEVEL_VARIABLE).unwrap_or_default();
    let levels = EnvFilter::try_new(if asked.is_empty() { USUAL } else { &asked });
    let levels = levels.unwrap_or_else(|_| EnvFilter::new(USUAL));
    let writer = Daily::new(home.logs.clone(), clock);
    let started = fmt().json().with_env_filter(levels).with_writer(writer).finish().try_init();
    if started.is_err() {
        tracing::debug!("this process logs already");
    }
}

/// A pass and how it ended.
pub(crate) fn passed(pair: PairId, outcome: &Result<PassReport, AppError>) {
    match outcome {
        Ok(report) => tracing::info!(
            pair = pair.0,
            run = report.run.map(|run| run.0),
            result = report.result.as_str(),
            looked_at = report.counts.looked_at,
            written_hubspot = report.counts.written.hubspot,
            written_salesforce = report.counts.written.salesforce,
            failed_hubspot = report.counts.failed.hubspot,
            failed_salesforce = report.counts.failed.salesforce,
            conflicts = report.counts.conflicts,
            brakes = report.brakes.len(),
            "a pass ended"
        ),
        Err(error) => tracing::warn!(pair = pair.0, code = error.code(), "a pass failed"),
    }
}

/// Where the lines of a day go.
#[derive(Clone, Debug)]
struct Daily {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    open: Arc<Mutex<Option<(Date, File)>>>,
}

impl Daily {
    fn new(folder: PathBuf, clock: Arc<dyn Clock>) -> Daily {
        Daily { folder, clock, open: Arc::default() }
    }

    fn today(&self) -> Date {
        self.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }
}

impl MakeWriter<'_> for Daily {
    type Writer = Daily;

    fn make_writer(&self) -> Daily {
        self.clone()
    }
}

impl Write for Daily {
    /// The whole line at once: the window and the command line may write to one file.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let today = self.today();
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.as_ref().is_none_or(|(day, _)| *day != today) {
            *open = Some((today, opened(&self.folder, today)?));
        }
        if let Some((_, file)) = open.as_mut() {
            file.write_all(line)?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const NAME: (&str, &str) = ("crosswalk-", ".jsonl");

/// The file of a day, to add to; files of days long past go.
fn opened(folder: &Path, day: Date) -> io::Result<File> {
    make_private(folder)?;
    let path = folder.join(format!("{}{day}{}", NAME.0, NAME.1));
    if fs::symlink_metadata(&path).is_ok_and(|it| !it.is_file()) {
        return Err(io::Error::other("the log is no plain file"));
    }
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let file = options.open(&path)?;
    close_to_others(&file)?;
    forget_old(folder)?;
    Ok(file)
}

#[cfg(unix)]
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// A file that somebody else put there with wider rights is closed.
#[cfg(unix)]
fn close_to_others(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn close_to_others(_: &File) -> io::Result<()> {
    Ok(())
}

fn forget_old(folder: &Path) -> io::Result<()> {
    let mut ours = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let of_ours =
            name.to_str().is_some_and(|name| name.starts_with(NAME.0) && name.ends_with(NAME.1));
        if of_ours {
            ours.push(name);
        }
    }
    // The names sort by day.
    ours.sort();
    let over = ours.len().saturating_sub(KEPT);
    ours.iter().take(over).try_for_each(|name| fs::remove_file(folder.join(name)))
}

#[cfg(test)]
mod tests;
