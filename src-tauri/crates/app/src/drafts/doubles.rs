//! Records that look alike by what partners are found by: whoever is there twice is matched with
//! nobody, or with one of several.

use crosswalk_model::{MappingId, PairId, RecordRef, Side};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;

/// Groups that are told at most; the number of all is told besides.
const MOST: usize = 200;

/// What people match by. Ids of ours and of others are nobody's double.
const KINDS: [&str; 3] = ["email", "domain", "name"];

/// Doubles of one object mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Doubles {
    /// The largest groups first.
    pub groups: Vec<DoubleGroup>,
    /// How many there are in all.
    pub total: u64,
}

/// Records of one side that carry the same value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DoubleGroup {
    /// The side.
    pub side: Side,
    /// `email`, `domain` or `name`.
    pub kind: String,
    /// The value. It is personal data.
    pub value: String,
    /// The records, ten at most.
    pub records: Vec<RecordRef>,
    /// How many there are.
    pub count: u64,
}

impl App {
    /// The records of an object mapping that look alike on their own side, of those that were read.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] for an unknown mapping; [`AppError::Store`].
    pub fn doubles(&self, pair: PairId, mapping: &MappingId) -> Result<Doubles, AppError> {
        let file = self.mapping(pair)?;
        let none = || AppError::NoSuch { what: "mapping", name: mapping.to_string() };
        let object = file.mappings.iter().find(|it| it.id == *mapping).ok_or_else(none)?;
        let connections = self.store.pair(pair)?.connections;
        let (mut groups, mut total) = (Vec::new(), 0);
        for side in Side::ALL {
            let objects = match side {
                Side::HubSpot => std::slice::from_ref(&object.hubspot),
                Side::Salesforce => &object.salesforce,
            };
            let found = self.store.doubles(*connections.get(side), objects, &KINDS, MOST)?;
            total += found.total;
            groups.extend(found.groups.into_iter().map(|it| DoubleGroup {
                side,
                kind: it.kind,
                value: it.value,
                records: it.records,
                count: it.count,
            }));
        }
        groups.sort_by(|one, other| other.count.cmp(&one.count).then(one.value.cmp(&other.value)));
        groups.truncate(MOST);
        Ok(Doubles { groups, total })
    }
}
