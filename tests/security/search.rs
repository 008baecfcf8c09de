//! A search through bytes for what must not be there.

use std::path::Path;

/// Something to look for, with the name that a failure calls it by: the thing itself is not shown.
#[derive(Clone, Debug)]
pub struct Needle {
    pub name: String,
    pub text: String,
}

/// What is shorter stands in any file by chance.
const SHORTEST: usize = 8;

impl Needle {
    /// One thing, as it is.
    pub fn new(name: impl Into<String>, text: &str) -> Needle {
        Needle { name: name.into(), text: text.to_owned() }
    }

    /// The spellings in which it could have been written down.
    fn spellings(&self) -> Vec<String> {
        let encoded: String = url::form_urlencoded::byte_serialize(self.text.as_bytes()).collect();
        let escaped = serde_json::to_string(&self.text).unwrap();
        let mut all = vec![self.text.clone(), encoded, escaped.trim_matches('"').to_owned()];
        all.sort();
        all.dedup();
        all
    }
}

/// The names of the needles that stand in these bytes.
pub fn found(bytes: &[u8], needles: &[Needle]) -> Vec<String> {
    let stands = |needle: &&Needle| {
        assert!(needle.text.len() >= SHORTEST, "{} is too short to be looked for", needle.name);
        let mut spellings = needle.spellings().into_iter();
        spellings.any(|spelling| memchr::memmem::find(bytes, spelling.as_bytes()).is_some())
    };
    needles.iter().filter(stands).map(|needle| needle.name.clone()).collect()
}

/// The needles in every file below a folder: `file: needle`.
pub fn found_below(folder: &Path, needles: &[Needle]) -> Vec<String> {
    let mut hits = Vec::new();
    let mut left = vec![folder.to_owned()];
    while let Some(folder) = left.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let named = |needle| format!("{}: {needle}", path.display());
            hits.extend(found(&bytes, needles).into_iter().map(named));
        }
    }
    hits
}

#[test]
fn the_search_finds_what_is_planted_in_any_spelling() {
    let needles = [Needle::new("token", "00D5w!AQ\"x/y")];
    assert_eq!(found(b"nothing of it", &needles), Vec::<String>::new());
    for text in ["a 00D5w!AQ\"x/y b", "a=00D5w%21AQ%22x%2Fy", r#"{"a":"00D5w!AQ\"x/y"}"#] {
        assert_eq!(found(text.as_bytes(), &needles), ["token"], "{text}");
    }
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("deep")).unwrap();
    std::fs::write(folder.path().join("deep/state.db-wal"), b"\0\0 00D5w!AQ\"x/y").unwrap();
    assert_eq!(found_below(folder.path(), &needles).len(), 1);
}
