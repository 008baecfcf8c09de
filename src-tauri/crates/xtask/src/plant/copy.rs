//! The copy that is planted in: the sources below the build folder, with all plants in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::list::Plant;
use crate::checkout::Checkout;
use crate::step::Step;

/// Where the rooms stand.
pub const ROOMS: &str = "src-tauri/crates";

/// What says in a room of the copy which plant acts.
const MODULE: &str = "\
//! Which bug acts in this process.

/// Whether it is this one.
pub(crate) fn acts(name: &str) -> bool {
    static ACTING: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    ACTING.get_or_init(|| std::env::var(\"CROSSWALK_PLANT\").ok()).as_deref() == Some(name)
}
";

/// Names the plant that acts in a process.
pub const VARIABLE: &str = "CROSSWALK_PLANT";

/// The planted text of each file that has plants, by its path from the root.
pub fn plots(root: &Path, plants: &[Plant]) -> Result<BTreeMap<String, String>> {
    let mut by_file: BTreeMap<String, Vec<&Plant>> = BTreeMap::new();
    for plant in plants {
        by_file.entry(format!("{ROOMS}/{}", plant.place)).or_default().push(plant);
    }
    let mut plots = BTreeMap::new();
    for (path, plants) in by_file {
        let text = fs::read_to_string(root.join(&path)).with_context(|| format!("read {path}"))?;
        let text = planted(&text, &plants).with_context(|| path.clone())?;
        plots.insert(path, text);
    }
    let rooms: BTreeSet<&str> = plants.iter().map(Plant::room).collect();
    for room in rooms {
        let head = format!("{ROOMS}/{room}/src/lib.rs");
        let text = match plots.get(&head) {
            Some(text) => text.clone(),
            None => fs::read_to_string(root.join(&head)).with_context(|| format!("read {head}"))?,
        };
        plots.insert(head, format!("{text}\nmod planted;\n"));
        plots.insert(format!("{ROOMS}/{room}/src/planted.rs"), MODULE.to_owned());
    }
    Ok(plots)
}

/// The text with all of its plants in it.
pub fn planted(text: &str, plants: &[&Plant]) -> Result<String> {
    // Several plants may stand on one expression; two that share a part of one may not.
    let mut places: BTreeMap<(usize, usize), Vec<&Plant>> = BTreeMap::new();
    for plant in plants {
        places.entry(place(text, plant)?).or_default().push(plant);
    }
    let mut made = String::with_capacity(text.len());
    let mut done = 0;
    for ((start, end), plants) in places {
        if start < done {
            let names: Vec<&str> = plants.iter().map(|plant| plant.name.as_str()).collect();
            bail!("{} stands on a part of what another plant stands on", names.join(", "));
        }
        made.push_str(&text[done..start]);
        made.push('(');
        for plant in &plants {
            let (name, becomes) = (&plant.name, &plant.becomes);
            made.push_str(&format!("if crate::planted::acts({name:?}) {{ {becomes} }} else "));
        }
        made.push_str(&format!("{{ {} }})", &text[start..end]));
        done = end;
    }
    made.push_str(&text[done..]);
    Ok(made)
}

/// From where to where the planted expression goes.
fn place(text: &str, plant: &Plant) -> Result<(usize, usize)> {
    let line = plant.line();
    let mut found = text.match_indices(&line).map(|(at, _)| at);
    match (found.next(), found.next()) {
        (Some(at), None) => {
            let start = at + plant.before.len();
            Ok((start, start + plant.stands.len()))
        }
        (None, _) => bail!("{}: `{line}` does not stand there any more", plant.name),
        (Some(_), Some(_)) => bail!("{}: `{line}` stands there more than once", plant.name),
    }
}

/// What is tracked, and what is new and not ignored.
const SOURCES: [&str; 5] = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];

/// Makes the copy, or renews what differs in it, so that a second build does only what is new.
pub fn sow(checkout: &Checkout, plots: &BTreeMap<String, String>) -> Result<PathBuf> {
    let field = checkout.kept.with_file_name("plant").join("source");
    let listed = Step::new("list the sources", &checkout.root, "git", &SOURCES).said()?;
    let sources: BTreeSet<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    let all: BTreeSet<&str> =
        sources.iter().copied().chain(plots.keys().map(String::as_str)).collect();
    for path in &all {
        let text = match plots.get(*path) {
            Some(text) => text.clone().into_bytes(),
            None => match fs::read(checkout.root.join(path)) {
                Ok(text) => text,
                // Deleted here, and not committed yet.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error).with_context(|| format!("read {path}")),
            },
        };
        renew(&field.join(path), &text)?;
    }
    weed(&field, &field, &all)?;
    Ok(field)
}

fn renew(to: &Path, text: &[u8]) -> Result<()> {
    if fs::read(to).is_ok_and(|before| before == text) {
        return Ok(());
    }
    let folder = to.parent().context("a file stands in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    fs::write(to, text).with_context(|| format!("write {}", to.display()))
}

/// Removes what the sources do not hold any more: a test that is gone would be built still.
fn weed(field: &Path, folder: &Path, all: &BTreeSet<&str>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            weed(field, &path, all)?;
            continue;
        }
        let own = path.strip_prefix(field)?.to_str().is_some_and(|path| all.contains(path));
        if !own {
            fs::remove_file(&path).with_context(|| format!("remove {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
