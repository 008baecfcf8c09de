//! A process that dies in the middle of a file: in a migration, a backup, a restore, a commit or a
//! checkpoint.
//!
//! The system ends it at the first write beyond the size that its files may have (`SIGXFSZ`). With
//! the size growing from nothing, that meets every write the store makes, and needs no hook in it.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::fixture::{House, path, t};
use crate::{Access, Store, backups, migrations};

/// What the other process is to do: `VERB PLACE`, in its environment.
const TASK: &str = "CROSSWALK_STORE_TASK";

/// The test below that is also what the other process runs.
const NAME: &str =
    "open::tests::crashes::i16_a_backup_that_dies_leaves_nothing_that_looks_like_one";

/// How much the allowed size grows from one death to the next, in the shell's blocks of 512 bytes:
/// a few pages, and for the long log of commits a few dozen.
const SMALL_STEP: u64 = 24;
const LARGE_STEP: u64 = 300;
/// More than any file here has.
const MOST: u64 = 20_000;

const MIGRATE: &str = "migrate";
const BACK_UP: &str = "back_up";
const RESTORE: &str = "restore";
const COMMIT: &str = "commit";

/// Commits of [`COMMIT`] and the bytes of each: enough for checkpoints among them.
const COMMITS: u32 = 300;
const BYTES: usize = 30_000;

/// What the other process does, until it dies.
fn act(task: &str) {
    let (verb, place) = task.split_once(' ').unwrap();
    let place = Path::new(place);
    match verb {
        MIGRATE => drop(Store::open(place, Access::Write).unwrap()),
        BACK_UP => drop(Store::open(place, Access::Write).unwrap().back_up(t(0)).unwrap()),
        RESTORE => backups::restore(place, &backups::list(place).unwrap()[0].path).unwrap(),
        COMMIT => commit(place),
        other => panic!("no task is called {other}"),
    }
}

/// Writes down in a file of its own what it has committed, as somebody does who relies on it.
fn commit(place: &Path) {
    let store = Store::open(place, Access::Write).unwrap();
    let pair = store.pairs().unwrap()[0].id;
    for nth in 0..COMMITS {
        store.rename_pair(pair, &format!("{nth:06}{}", "x".repeat(BYTES))).unwrap();
        fs::write(said(place), nth.to_string()).unwrap();
    }
}

fn said(place: &Path) -> PathBuf {
    place.with_extension("said")
}

/// A state folder as a process finds it, and what is in it.
struct Image {
    folder: TempDir,
}

impl Image {
    /// Of a house with some people in it.
    fn of(house: House) -> Image {
        for nth in 0..60 {
            house.linked(&format!("003{nth:03}"), &format!("{nth}"));
        }
        let House { folder, store, .. } = house;
        drop(store);
        Image { folder }
    }

    /// Lets a process work on copies of it, each allowed a little more than the one before, and
    /// looks at what it leaves, until one comes to its end.
    fn at_every_size(&self, (verb, step): (&str, u64), look: impl Fn(&Path, End)) {
        let (mut died, mut blocks) = (0, 0);
        loop {
            let copy = tempfile::tempdir().unwrap();
            copy_folder(&path(&self.folder), &path(&copy));
            let place = path(&copy);
            let end = end_of(verb, &place, blocks);
            look(&place, end);
            match end {
                End::Died => died += 1,
                End::Finished => break,
            }
            blocks += step;
            assert!(blocks < MOST, "{verb} never comes to its end");
        }
        assert!(died > 4, "{verb} died {died} times only");
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Died,
    Finished,
}

/// Runs a task in a process whose files may have so many blocks.
fn end_of(verb: &str, place: &Path, blocks: u64) -> End {
    let limited = format!("ulimit -f {blocks}; exec \"$@\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &limited, "sh"]).arg(std::env::current_exe().unwrap());
    shell.args([NAME, "--exact", "--nocapture"]);
    shell.env(TASK, format!("{verb} {}", place.display()));
    let output = shell.stdin(Stdio::null()).output().unwrap();
    if output.status.success() {
        return End::Finished;
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.signal().is_some(), "{verb} at {blocks}: {:?} {said}", output.status);
    End::Died
}

fn copy_folder(from: &Path, to: &Path) {
    let (from, to) = (from.parent().unwrap(), to.parent().unwrap());
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path().join("x"), &to.join(entry.file_name()).join("x"));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// Opens what is left; everybody is still there.
fn opened(place: &Path) -> Store {
    let store = Store::open(place, Access::Write).unwrap();
    let db = store.connection();
    let word: String = db.query_row("PRAGMA quick_check", [], |row| row.get(0)).unwrap();
    assert_eq!(word, "ok");
    let links: i64 = db.query_row("SELECT count(*) FROM link", [], |row| row.get(0)).unwrap();
    assert_eq!(links, 60, "nobody is forgotten");
    drop(db);
    store
}

/// Every backup is whole, and none is left half made once the next one is.
fn backups_are_sound(store: &Store) {
    let folder = store.path().with_file_name("backups");
    store.back_up(t(1_000_000)).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let place = entry.unwrap().path();
        assert_eq!(place.extension().and_then(|it| it.to_str()), Some("db"), "{place:?}");
        assert!(backups::sound(&place).is_ok(), "{place:?}");
    }
}

/// Takes away what later formats added.
fn back_to_format_1(place: &Path) {
    let db = rusqlite::Connection::open(place).unwrap();
    db.execute_batch(
        "DROP TABLE lost_reference;
         DROP TABLE erased;
         DROP TABLE link_order;
         DROP INDEX outbox_load;
         ALTER TABLE outbox DROP COLUMN load;
         ALTER TABLE error_item DROP COLUMN asked;
         ALTER TABLE conflict DROP COLUMN typed;
         ALTER TABLE slow_clock DROP COLUMN calls;
         PRAGMA user_version = 1;",
    )
    .unwrap();
}

#[test]
fn i16_a_migration_that_dies_is_done_at_the_next_opening() {
    let house = House::new();
    let image = Image::of(house);
    let place = path(&image.folder);
    back_to_format_1(&place);
    image.at_every_size((MIGRATE, SMALL_STEP), |place, end| {
        let store = opened(place);
        assert_eq!(migrations::format(&store.connection()).unwrap(), migrations::KNOWN, "{end:?}");
        let of_before = backups::list(place).unwrap().into_iter().any(|it| {
            it.path.to_string_lossy().ends_with(".format-1.db") && backups::sound(&it.path).is_ok()
        });
        assert!(of_before, "{end:?}: the state of before is kept");
        backups_are_sound(&store);
    });
}

#[test]
fn i16_a_backup_that_dies_leaves_nothing_that_looks_like_one() {
    if let Ok(task) = std::env::var(TASK) {
        return act(&task);
    }
    Image::of(House::new()).at_every_size((BACK_UP, SMALL_STEP), |place, end| {
        let made = backups::list(place).unwrap();
        assert_eq!(made.len(), usize::from(end == End::Finished));
        backups_are_sound(&opened(place));
    });
}

#[test]
fn i16_a_restore_that_dies_leaves_the_one_state_or_the_other() {
    let house = House::new();
    let image = Image::of(house);
    let place = path(&image.folder);
    let store = Store::open(&place, Access::Write).unwrap();
    store.back_up(t(0)).unwrap();
    let pair = store.pairs().unwrap()[0].id;
    store.rename_pair(pair, "Later").unwrap();
    drop(store);
    image.at_every_size((RESTORE, SMALL_STEP), |place, end| {
        let store = opened(place);
        let name = store.pair(pair).unwrap().name;
        let expected = if end == End::Finished { "Acme" } else { "Later" };
        assert_eq!(name, expected, "the sizes run out before the copy is ready");
        assert!(!place.with_extension("restoring").exists());
        backups_are_sound(&store);
    });
}

/// The steps after the copy is ready move files only; each is cut short here by hand.
#[test]
fn i16_a_restore_that_was_decided_is_finished_wherever_it_stopped() {
    let house = House::new();
    let image = Image::of(house);
    let place = path(&image.folder);
    let store = Store::open(&place, Access::Write).unwrap();
    let backup = store.back_up(t(0)).unwrap();
    let pair = store.pairs().unwrap()[0].id;
    store.rename_pair(pair, "Later").unwrap();
    // The log as a crash leaves it: with what the database does not hold yet.
    let log = fs::read(place.with_extension("db-wal")).unwrap();
    let old = fs::read(&place).unwrap();
    drop(store);
    let put = |ending: &str, bytes: &[u8]| fs::write(place.with_extension(ending), bytes).unwrap();
    let ready = fs::read(&backup.path).unwrap();
    for stopped_after in 0..3 {
        fs::remove_file(&place).unwrap();
        put("restored", &ready);
        let moved = |step: u8| stopped_after >= step;
        put(if moved(1) { "replaced" } else { "db" }, &old);
        put(if moved(2) { "replaced-wal" } else { "db-wal" }, &log);
        let store = opened(&place);
        assert_eq!(store.pair(pair).unwrap().name, "Acme", "{stopped_after}");
        drop(store);
        assert!(!place.with_extension("restored").exists());
        // What was replaced still opens, with its log.
        let aside = tempfile::tempdir().unwrap().keep();
        fs::copy(place.with_extension("replaced"), aside.join("state.db")).unwrap();
        fs::copy(place.with_extension("replaced-wal"), aside.join("state.db-wal")).unwrap();
        let replaced = Store::open(aside.join("state.db"), Access::Write).unwrap();
        assert_eq!(replaced.pair(pair).unwrap().name, "Later", "{stopped_after}");
        drop(replaced);
        fs::remove_dir_all(aside).unwrap();
    }
}

#[test]
fn i16_what_was_committed_outlives_the_process_that_dies_at_any_byte_of_it() {
    Image::of(House::new()).at_every_size((COMMIT, LARGE_STEP), |place, _| {
        let said = fs::read_to_string(said(place)).ok().and_then(|it| it.parse::<u32>().ok());
        let store = opened(place);
        let name = store.pairs().unwrap()[0].name.clone();
        let held = name.get(..6).and_then(|it| it.parse::<u32>().ok());
        // The last one may have been committed and not been said.
        assert!(held >= said, "{held:?} after {said:?}");
    });
}
