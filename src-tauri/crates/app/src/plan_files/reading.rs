//! Reading a plan file that anybody may have written: bounded, and without keeping its values.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

use crosswalk_model::plan::{PlanHead, PlannedLink};
use crosswalk_reconcile::intersect::Shown;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use thiserror::Error as ThisError;

/// Bytes that one link's writes may take in the file, and everything beside the links: far more
/// than a record with every field of both vendors at its longest.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// Links that one file may show: more than any account that Crosswalk serves.
const MOST_LINKS: usize = 2_000_000;

/// A plan file.
#[derive(Debug)]
pub struct PlanFile {
    /// What it stands on.
    pub head: PlanHead,
    /// What it shows.
    pub shown: Shown,
}

/// Why a file is no plan.
#[derive(Debug, ThisError)]
pub enum NoPlan {
    /// It does not read.
    #[error("not a plan file: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// Of another major version.
    #[error("format version {0} is not known; this one reads 1.x")]
    Version(String),
}

/// Reads a plan file. Keys that a later minor version added are passed over.
pub fn read(source: impl Read) -> Result<PlanFile, NoPlan> {
    let left = Rc::new(Cell::new(MOST_BYTES));
    let source = io::BufReader::new(Metered { source, left: left.clone() });
    let mut text = serde_json::Deserializer::from_reader(source);
    let (head, shown) = Whole(&left).deserialize(&mut text)?;
    text.end()?;
    let version = head.get("format_version").and_then(Value::as_str).unwrap_or_default();
    if version.split('.').next() != Some("1") {
        return Err(NoPlan::Version(version.to_owned()));
    }
    Ok(PlanFile { head: serde_json::from_value(Value::Object(head))?, shown })
}

/// Reads no more than what is left; whoever gets on refills it.
struct Metered<R> {
    source: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64);
        self.left.set(left.ok_or_else(|| io::Error::other("one entry is too large"))?);
        Ok(read)
    }
}

struct Whole<'m>(&'m Cell<u64>);

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = (Map<String, Value>, Shown);

    fn deserialize<D: Deserializer<'de>>(self, text: D) -> Result<Self::Value, D::Error> {
        text.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = (Map<String, Value>, Shown);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a plan")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut file: A) -> Result<Self::Value, A::Error> {
        let mut head = Map::new();
        let mut shown = None;
        while let Some(key) = file.next_key::<String>()? {
            if key != "links" {
                head.insert(key, file.next_value()?);
            } else if shown.replace(file.next_value_seed(Links(self.0))?).is_some() {
                return Err(A::Error::duplicate_field("links"));
            }
        }
        Ok((head, shown.ok_or_else(|| A::Error::missing_field("links"))?))
    }
}

struct Links<'m>(&'m Cell<u64>);

impl<'de> DeserializeSeed<'de> for Links<'_> {
    type Value = Shown;

    fn deserialize<D: Deserializer<'de>>(self, text: D) -> Result<Shown, D::Error> {
        text.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Links<'_> {
    type Value = Shown;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of links")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut links: A) -> Result<Shown, A::Error> {
        let mut shown = Shown::default();
        while let Some(link) = links.next_element::<PlannedLink>()? {
            if !shown.add(&link) {
                return Err(A::Error::custom(format!("link {} is in it twice", link.link)));
            }
            if shown.len() > MOST_LINKS {
                return Err(A::Error::custom("more links than any account has"));
            }
            self.0.set(MOST_BYTES);
        }
        Ok(shown)
    }
}

#[cfg(test)]
mod tests;
