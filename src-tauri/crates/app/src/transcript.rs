//! Everything that is said to an emulator, written down: tests hold it against the vendors' documents
//! wherever the emulator ran, in another process too.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use crosswalk_emulator::Emulator;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::log::Exchange;
use serde::{Deserialize, Serialize};

/// Names a folder that holds a file for each emulator, with a line for each exchange. No account of a
/// vendor is ever behind an emulator, and so no secret of anybody's.
pub const FOLDER: &str = "CROSSWALK_EMULATOR_TRANSCRIPTS";

/// One exchange, as it passed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    /// The exchange's number in the emulator's log.
    pub number: u64,
    /// Whose host it reached.
    pub vendor: Vendor,
    /// `POST`.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The request's body.
    pub request: String,
    /// The status that was sent; none where the connection was cut.
    pub status: Option<u16>,
    /// Whether a fault was played into the answer.
    pub distorted: bool,
    /// The answer's body.
    pub answer: String,
}

impl Line {
    fn of(exchange: &Exchange) -> Line {
        let text = |body: &Option<bytes::Bytes>| {
            String::from_utf8_lossy(body.as_deref().unwrap_or_default()).into_owned()
        };
        Line {
            number: exchange.number,
            vendor: exchange.vendor,
            method: exchange.method.to_string(),
            path: exchange.path.clone(),
            request: text(&exchange.request),
            status: exchange.status,
            distorted: exchange.fault.is_some(),
            answer: text(&exchange.answer),
        }
    }
}

/// Writes down what is said to an emulator from now on, if a folder is named for it.
///
/// # Errors
/// When no file can be made there.
pub(crate) fn write_down(emulator: &Emulator) -> io::Result<()> {
    let Some(folder) = std::env::var_os(FOLDER) else { return Ok(()) };
    let mut file = begun(Path::new(&folder))?;
    emulator.tap(move |exchange| {
        // A line in one write: whoever is killed between two leaves whole lines.
        let line = serde_json::to_string(&Line::of(exchange)).map_err(io::Error::other);
        let written = line.and_then(|line| file.write_all(format!("{line}\n").as_bytes()));
        // A test that asked for a transcript and gets half of one would check half.
        assert!(written.is_ok(), "no transcript: {written:?}");
    });
    Ok(())
}

/// How many emulators this process has begun.
static BEGUN: AtomicU64 = AtomicU64::new(0);

fn begun(folder: &Path) -> io::Result<File> {
    std::fs::create_dir_all(folder)?;
    let nth = BEGUN.fetch_add(1, Ordering::Relaxed);
    let name = format!("{}-{nth}.jsonl", std::process::id());
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        new.mode(0o600);
    }
    new.open(folder.join(name))
}
