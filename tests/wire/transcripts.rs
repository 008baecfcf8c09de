//! What was said to emulators elsewhere: to those of the command's tests, of the demo's and of the
//! sign-ins', in other processes too. They write it down where they are told to.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use crosswalk_app::demo::{self, DemoOrder};
use crosswalk_app::transcript::{FOLDER, Line};
use crosswalk_desktop::wire::{Told, findings};
use crosswalk_engine::Unwatched;
use tempfile::TempDir;

/// Every line of a folder's transcripts. Whoever was killed may have left half a line at the end.
fn lines(folder: &Path) -> impl Iterator<Item = (PathBuf, Line)> {
    let files = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    files.flat_map(|file| {
        let text = std::fs::read_to_string(&file).unwrap();
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let (mut last, mut lines) = (0, Vec::new());
        for line in text[..whole].lines() {
            let line: Line = serde_json::from_str(line).unwrap();
            // A log that was cleared counts anew.
            assert!([1, last + 1].contains(&line.number), "{}: after {last}", file.display());
            last = line.number;
            lines.push((file.clone(), line));
        }
        lines
    })
}

/// How much was read, and what no vendor's wire looks like.
fn read(folder: &Path) -> (usize, BTreeMap<String, usize>) {
    let (mut right, mut wrong, mut count) = (HashSet::new(), BTreeMap::new(), 0);
    for (file, line) in lines(folder) {
        count += 1;
        let Line { vendor, method, path, request, status, distorted, answer, .. } = &line;
        let answer = status.filter(|_| !distorted).map(|status| (status, answer.as_bytes()));
        let told = Told { method, path, request: request.as_bytes(), answer };
        let key = (*vendor, path.clone(), format!("{method} {status:?} {request} {}", line.answer));
        if right.contains(&key) {
            continue;
        }
        let found = findings(*vendor, &told);
        if found.is_empty() {
            right.insert(key);
        } else {
            let route = path.split('?').next().unwrap_or_default();
            *wrong.entry(format!("{method} {route}: {found:?}")).or_default() += 1;
        }
        let of_mail = path.starts_with("/communication-preferences/");
        let subscribes = request.contains("\"SUBSCRIBED\"") && method != "GET";
        if of_mail && (subscribes || path.contains("/subscribe")) {
            let what = format!("{}: somebody was to be subscribed (S58)", file.display());
            *wrong.entry(what).or_default() += 1;
        }
    }
    (count, wrong)
}

/// Names the folder of a run that has ended; nothing writes there any more.
const ENDED: &str = "CROSSWALK_TEST_TRANSCRIPTS";

/// As many emulators wrote something down, at the least.
const EMULATORS: usize = 50;

/// Tells this test's own process to be a demo.
const DEMO: &str = "CROSSWALK_TEST_DEMO";

/// Of a whole run of tests, or of a demo that this test starts for it.
#[test]
fn what_was_said_elsewhere_is_what_the_vendors_wires_look_like() {
    if std::env::var_os(DEMO).is_some() {
        return a_demo();
    }
    let (count, wrong) = if let Some(folder) = std::env::var_os(ENDED) {
        let folder = Path::new(&folder);
        // Those of the command's tests, of the demo's and of the sign-ins'.
        let emulators = std::fs::read_dir(folder).unwrap().count();
        assert!(emulators >= EMULATORS, "{emulators} emulators");
        read(folder)
    } else {
        let folder = TempDir::new().unwrap();
        let test = "transcripts::what_was_said_elsewhere_is_what_the_vendors_wires_look_like";
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args([test, "--exact"]).env(DEMO, "1").env(FOLDER, folder.path());
        assert!(child.status().unwrap().success());
        read(folder.path())
    };
    println!("{count} exchanges of other processes");
    assert!(count > 100, "{count} exchanges");
    let shown: Vec<(&String, &usize)> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{} kinds in {count} exchanges: {shown:#?}", wrong.len());
}

fn a_demo() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let folder = TempDir::new().unwrap();
    let home = Some(folder.path().to_owned());
    let order = DemoOrder { seed: 3, people: 24, home, watch: Arc::new(Unwatched) };
    runtime.block_on(demo::run(order, &mut |_| {})).unwrap();
}
