//! The list of plants: a few lines for each.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};

/// A bug to plant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plant {
    /// `S14.the-list-is-not-asked`: the row of the rules that it breaks, or `engine`, and what it is.
    pub name: String,
    /// The file, below the rooms' folder.
    pub place: String,
    /// What stands there before the planted expression, on the same line.
    pub before: String,
    /// The planted expression.
    pub stands: String,
    /// What stands there behind it.
    pub after: String,
    /// What the expression becomes.
    pub becomes: String,
    /// The wrong decision, in words.
    pub why: String,
    /// The tests that must catch it, in this order.
    pub by: Vec<By>,
}

/// Tests of one program: an integration test, or a room's own tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// The integration test or the room.
    pub program: String,
    /// Those with one of these in their name; all where one is empty.
    pub parts: BTreeSet<String>,
}

impl Plant {
    /// The line of the source, without the marks.
    pub fn line(&self) -> String {
        [&*self.before, &*self.stands, &*self.after].concat()
    }

    /// The room whose source it is planted in.
    pub fn room(&self) -> &str {
        self.place.split('/').next().unwrap_or_default()
    }

    /// The row of the rules that it breaks; none of a bug in the engine.
    pub fn row(&self) -> Option<&str> {
        self.name.split('.').next().filter(|row| *row != "engine")
    }
}

/// What every plant says, in this order.
const LINES: [&str; 6] = ["plant", "in", "has", "gets", "why", "by"];

/// Reads a list: plants are parted by blank lines, and `#` begins a remark.
pub fn read(list: &str, text: &str) -> Result<Vec<Plant>> {
    let loud: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let parts = loud.split(|line| line.trim().is_empty()).filter(|part| !part.is_empty());
    let plants: Vec<Plant> = parts
        .map(|lines| one(lines).with_context(|| format!("{list}: {}", lines.join(" / "))))
        .collect::<Result<_>>()?;
    let mut names = BTreeSet::new();
    for plant in &plants {
        if !names.insert(&plant.name) {
            bail!("{list}: {} stands twice", plant.name);
        }
    }
    Ok(plants)
}

fn one(lines: &[&str]) -> Result<Plant> {
    let mut values = Vec::with_capacity(LINES.len());
    for (line, word) in lines.iter().zip(LINES) {
        let value = line.strip_prefix(word).filter(|rest| rest.starts_with(' '));
        values.push(value.with_context(|| format!("a line of `{word}` is wanted"))?.trim());
    }
    let [name, place, has, becomes, why, by] = values[..] else { bail!("a line is missing") };
    if lines.len() != LINES.len() {
        bail!("there is a line too many");
    }
    let (before, rest) = has.split_once('«').context("nothing is marked")?;
    let (stands, after) = rest.split_once('»').context("the mark has no end")?;
    let own = String::from;
    Ok(Plant {
        name: own(name),
        place: own(place),
        before: own(before),
        stands: own(stands),
        after: own(after),
        becomes: own(becomes),
        why: own(why),
        by: tests(by)?,
    })
}

fn tests(text: &str) -> Result<Vec<By>> {
    let mut by: Vec<By> = Vec::new();
    for word in text.split_whitespace() {
        let (program, part) = word.split_once(':').context("`by` names program:test")?;
        match by.iter_mut().find(|it| it.program == program) {
            Some(known) => drop(known.parts.insert(part.to_owned())),
            None => {
                let parts = BTreeSet::from([part.to_owned()]);
                by.push(By { program: program.to_owned(), parts });
            }
        }
    }
    if by.is_empty() { bail!("no test is named") } else { Ok(by) }
}

/// What each program runs for any of the plants.
pub fn by_program(plants: &[&Plant]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for By { program, parts } in plants.iter().flat_map(|plant| &plant.by) {
        all.entry(program.clone()).or_default().extend(parts.iter().cloned());
    }
    all
}

#[cfg(test)]
mod tests;
