use std::sync::atomic::{AtomicI64, Ordering};

use crosswalk_engine::{Counts, PassError, RunResult};
use crosswalk_model::Both;
use jiff::Timestamp;

use super::*;

/// A clock that stands still on a day of a test's choice.
#[derive(Debug, Default)]
struct Days(AtomicI64);

impl Clock for Days {
    fn now(&self) -> Timestamp {
        let day = self.0.load(Ordering::SeqCst);
        Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap()
    }
}

fn told(folder: &Path, clock: &Arc<Days>, what: impl FnOnce()) {
    let writer = Daily::new(folder.to_owned(), clock.clone());
    let subscriber = fmt().json().with_writer(writer).finish();
    tracing::subscriber::with_default(subscriber, what);
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_pass_is_a_line_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(Days::default());
    told(folder.path(), &clock, || {
        passed(PairId(3), &Ok(report()));
        let error = PassError::NotReady("ann@example.no has no pair".to_owned());
        passed(PairId(3), &Err(AppError::from(error)));
    });
    let file = folder.path().join(&names(folder.path())[0]);
    let text = fs::read_to_string(file).unwrap();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["fields"]["pair"], 3);
    assert_eq!(lines[0]["fields"]["result"], "braked");
    assert_eq!(lines[1]["level"], "WARN");
    assert_eq!(lines[1]["fields"]["code"], "pair_not_ready");
    assert!(!text.contains("ann@example.no"), "what an error quotes stays out: {text}");
}

fn report() -> PassReport {
    PassReport {
        run: None,
        result: RunResult::Braked,
        counts: Counts::default(),
        brakes: Vec::new(),
        read_at: Both::default(),
        left: Vec::new(),
        backup: None,
        unread: Vec::new(),
        drift: Vec::new(),
    }
}

#[test]
fn seven_days_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("somebody-elses.txt"), "stays").unwrap();
    let clock = Arc::new(Days::default());
    for _ in 0..10 {
        told(folder.path(), &clock, || tracing::info!("a day"));
        clock.0.fetch_add(1, Ordering::SeqCst);
    }
    let names = names(folder.path());
    assert_eq!(names.len(), KEPT + 1, "{names:?}");
    assert!(names.contains(&"somebody-elses.txt".to_owned()));
    let newest = clock.0.load(Ordering::SeqCst) - 1;
    clock.0.store(newest, Ordering::SeqCst);
    let writer = Daily::new(folder.path().to_owned(), clock);
    assert!(names.contains(&format!("crosswalk-{}.jsonl", writer.today())), "{names:?}");
}

#[cfg(unix)]
#[test]
fn sec26_logs_are_closed_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("logs");
    let clock = Arc::new(Days::default());
    told(&folder, &clock, || tracing::info!("hello"));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let file = folder.join(&names(&folder)[0]);
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
    // A file that waits there open to all is closed, and a link is not followed.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    told(&folder, &clock, || tracing::info!("again"));
    assert_eq!(mode(&file), 0o600);
    let elsewhere = parent.path().join("elsewhere");
    fs::write(&elsewhere, "").unwrap();
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
    told(&folder, &clock, || tracing::info!("into the link"));
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "");
}
