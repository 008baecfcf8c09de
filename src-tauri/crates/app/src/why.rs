//! Why a record is where it is, from what was stored when that was decided; and a person's word
//! on single records.

use crosswalk_model::mapping::{CreateInSalesforce, FieldMapping, PairFile};
use crosswalk_model::{
    Both, FieldName, Link, LinkId, LinkState, MappingId, ObjectName, PairId, Reason, ReasonCode,
    RecordRef, Side, Timestamp, Triple,
};
use crosswalk_reconcile::identity::normalise_email;
use serde::Serialize;

use crate::error::AppError;
use crate::inbox::{ConflictRow, ErrorRow};
use crate::lookback::{WriteLine, write_line};
use crate::open::App;
use crate::plans::shown;
use crate::words::code;

/// Everything about one link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Why {
    /// The link.
    pub link: LinkId,
    /// The object mapping.
    pub mapping: MappingId,
    /// Where it stands.
    pub state: LinkState,
    /// Why.
    pub reason: Reason,
    /// Both records, as far as they are there.
    pub records: Both<Option<RecordRef>>,
    /// What both sides hold of each mapped field, as last read.
    pub values: Vec<ValueLine>,
    /// What does not get through.
    pub errors: Vec<ErrorRow>,
    /// What waits for a decision.
    pub conflicts: Vec<ConflictRow>,
    /// The last writes, newest first.
    pub writes: Vec<WriteLine>,
}

/// One mapped field of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ValueLine {
    /// The field mapping.
    pub mapping: MappingId,
    /// The sync rule.
    pub rule: String,
    /// The field on each side; none where that side's object takes no part.
    pub fields: Both<Option<FieldName>>,
    /// What each side holds; none where there is no record, or the field was not read.
    pub now: Both<Option<String>>,
}

/// Writes that an answer shows: the answer for a new person still says that it was made, and with
/// which opt-out.
const WRITES_SHOWN: usize = 30;

impl App {
    /// Answers for a record by its e-mail address, its id on either side, or its URL.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when no record of the pair is known by that.
    pub fn why(&self, pair: PairId, what: &str) -> Result<Vec<Why>, AppError> {
        let links = self.links_of(pair, what)?;
        let errors = self.rows_of_errors(self.store.errors_of(&links)?)?;
        let conflicts = self.rows_of_conflicts(self.store.conflicts_of(&links)?)?;
        let file = self.mapping(pair)?;
        let mut all = Vec::new();
        for id in links {
            let triple = self.store.triple(id)?;
            let values = values(&file, &triple);
            let link = triple.link;
            let history = self.store.history_of_link(id)?.into_iter().rev();
            all.push(Why {
                link: id,
                mapping: link.mapping,
                state: link.state,
                reason: link.reason,
                records: link.ends,
                values,
                errors: errors.iter().filter(|row| row.link == id).cloned().collect(),
                conflicts: conflicts.iter().filter(|row| row.link == id).cloned().collect(),
                writes: history.take(WRITES_SHOWN).map(write_line).collect(),
            });
        }
        Ok(all)
    }

    /// Cuts a link: neither record is matched or made again until somebody links it.
    ///
    /// # Errors
    /// [`AppError::NoSuch`]; [`AppError::Refused`] when several links are meant.
    pub fn unlink_record(&self, pair: PairId, what: &str) -> Result<LinkId, AppError> {
        self.tombstone(pair, what, ReasonCode::UnlinkedByPerson)
    }

    /// Says that a record is never to be synced.
    ///
    /// # Errors
    /// [`AppError::NoSuch`]; [`AppError::Refused`] when several links are meant.
    pub fn never_sync(&self, pair: PairId, what: &str) -> Result<LinkId, AppError> {
        self.tombstone(pair, what, ReasonCode::NeverByPerson)
    }

    /// Links two records by hand, or lifts their tombstone. Neither may have a partner; the one
    /// that a tombstone tied it to stays alone.
    ///
    /// # Errors
    /// [`AppError::NoSuch`]; [`AppError::Refused`] when one has a partner, or they are of
    /// different mappings.
    pub fn link_records(&self, pair: PairId, ids: &Both<String>) -> Result<LinkId, AppError> {
        let now = self.options.clock.now();
        let mut links = Vec::new();
        for side in Side::ALL {
            let link = self.store.link(self.one_link(pair, ids.get(side))?)?;
            let other = link.ends.get(side.other()).as_ref().map(|at| at.id.as_str());
            let swapped = other == Some(id_in(ids.get(side)).as_str());
            if swapped || link.ends.get(side).is_none() {
                let why = "name a Salesforce record first, and a HubSpot record second";
                return Err(AppError::Refused(why.to_owned()));
            }
            if link.is_whole() && link.state != LinkState::Unlinked {
                let why = "one of them has a partner: `crosswalk record unlink` it first";
                return Err(AppError::Refused(why.to_owned()));
            }
            links.push((side, link));
        }
        if let [(_, one), (_, other)] = links.as_slice()
            && one.id == other.id
        {
            self.store.lift(one.id, now)?;
            return Ok(one.id);
        }
        let mut free = Both::from_fn(|_| LinkId(0));
        for (side, link) in links {
            *free.get_mut(side) = self.freed(side, &link, now)?;
        }
        self.store.join(free.salesforce, free.hubspot)?;
        Ok(free.salesforce)
    }

    /// The one-ended, live link of a record that has no partner, or a tombstone for one.
    pub(crate) fn freed(
        &self,
        side: Side,
        link: &Link,
        now: Timestamp,
    ) -> Result<LinkId, AppError> {
        if link.state != LinkState::Unlinked {
            return Ok(link.id);
        }
        if !link.is_whole() {
            self.store.lift(link.id, now)?;
            return Ok(link.id);
        }
        let hubspot = self.store.split(link.id, now)?;
        let (own, left) = match side {
            Side::Salesforce => (link.id, hubspot),
            Side::HubSpot => (hubspot, link.id),
        };
        self.store.unlink(left, &Reason::new(ReasonCode::UnlinkedByPerson), None, now)?;
        Ok(own)
    }

    /// Orders a partner for a record, whatever the create settings say; the next plan makes it.
    /// `object` is the partner's; it may be left out where the mapping knows which.
    ///
    /// # Errors
    /// [`AppError::NoSuch`]; [`AppError::Refused`] when it has a partner, or the object is not one
    /// of the mapping's.
    pub fn create_partner(
        &self,
        pair: PairId,
        what: &str,
        object: Option<&str>,
    ) -> Result<LinkId, AppError> {
        let id = self.one_link(pair, what)?;
        let link = self.store.link(id)?;
        if link.is_whole() {
            let why = "it has a partner: `crosswalk record why` shows which";
            return Err(AppError::Refused(why.to_owned()));
        }
        let choice = self.partner_objects(pair, &link)?;
        let object = match (object, choice.as_slice()) {
            (Some(object), _) => choice.iter().find(|it| it.as_str() == object),
            (None, [one, ..]) => Some(one),
            (None, []) => None,
        };
        let Some(object) = object else {
            let names: Vec<&str> = choice.iter().map(ObjectName::as_str).collect();
            let why = format!("its partner can be made as: {}", names.join(", "));
            return Err(AppError::Refused(why));
        };
        let now = self.options.clock.now();
        if link.state == LinkState::Unlinked {
            self.store.lift(id, now)?;
        }
        self.store.order_create(id, object, now)?;
        Ok(id)
    }

    /// What a partner of a one-ended link can be, the mapping's own choice first.
    fn partner_objects(&self, pair: PairId, link: &Link) -> Result<Vec<ObjectName>, AppError> {
        let file = self.mapping(pair)?;
        let mapping = file.mappings.iter().find(|mapping| mapping.id == link.mapping);
        let Some(mapping) = mapping else { return Ok(Vec::new()) };
        if link.ends.salesforce.is_some() {
            return Ok(vec![mapping.hubspot.clone()]);
        }
        let lead = mapping.create.salesforce == CreateInSalesforce::Lead;
        let mut objects = mapping.salesforce.clone();
        objects.sort_by_key(|object| (object.as_str() == "Lead") != lead);
        Ok(objects)
    }

    fn tombstone(&self, pair: PairId, what: &str, code: ReasonCode) -> Result<LinkId, AppError> {
        let link = self.one_link(pair, what)?;
        self.store.unlink(link, &Reason::new(code), None, self.options.clock.now())?;
        Ok(link)
    }

    pub(crate) fn one_link(&self, pair: PairId, what: &str) -> Result<LinkId, AppError> {
        let links = self.links_of(pair, what)?;
        match links.as_slice() {
            [one] => Ok(*one),
            several => Err(AppError::Refused(format!(
                "{what} names {} records: name one by its id (`crosswalk record why {what}`)",
                several.len()
            ))),
        }
    }

    pub(crate) fn links_of(&self, pair: PairId, what: &str) -> Result<Vec<LinkId>, AppError> {
        let id = id_in(what);
        let mut links = self.store.links_by_id(pair, &id)?;
        if let (true, Some(email)) = (links.is_empty(), normalise_email(what)) {
            for kind in ["email", "additional_email"] {
                let found = self.store.links_by_key(pair, kind, &email)?;
                links.extend(
                    found.into_iter().filter(|link| !links.contains(link)).collect::<Vec<_>>(),
                );
            }
        }
        if links.is_empty() {
            return Err(AppError::NoSuch { what: "record", name: what.to_owned() });
        }
        Ok(links)
    }
}

/// What both sides hold of each field that the mapping names.
fn values(file: &PairFile, triple: &Triple) -> Vec<ValueLine> {
    let link = &triple.link;
    let mapping = file.mappings.iter().find(|mapping| mapping.id == link.mapping);
    let line = |field: &FieldMapping| {
        let there = link.ends.salesforce.as_ref();
        let fields = Both {
            salesforce: there.and_then(|at| field.salesforce.on(&at.object)).cloned(),
            hubspot: Some(field.hubspot.clone()),
        };
        let now = Both::from_fn(|side| {
            let observed = triple.observed.get(side).as_ref()?;
            observed.record.reading(fields.get(side).as_ref()?).known().as_ref().map(shown)
        });
        ValueLine { mapping: field.id.clone(), rule: code(&field.rule), fields, now }
    };
    mapping.into_iter().flat_map(|mapping| &mapping.fields).map(line).collect()
}

/// The id that a record's URL ends with (`…/lightning/r/Contact/003…/view`,
/// `…/contacts/123/record/0-1/456`, `…/contact/456`); anything else as it is. A Salesforce id of
/// 15 characters gets its other three.
fn id_in(what: &str) -> String {
    let what = what.trim();
    let last = if what.contains("://") {
        let path = what.split(['?', '#']).next().unwrap_or_default();
        let mut parts = path.split('/').filter(|part| !part.is_empty() && *part != "view");
        parts.next_back().unwrap_or_default()
    } else {
        what
    };
    if last.len() == 15 && last.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return eighteen(last);
    }
    last.to_owned()
}

/// Each block of five letters gives one more, which says which of them are capitals.
fn eighteen(id: &str) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let suffix = id.as_bytes().chunks(5).map(|block| {
        let capitals = block.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
        let place = capitals.map(|(at, _)| 1_usize << at).sum::<usize>();
        char::from(LETTERS.get(place).copied().unwrap_or(b'A'))
    });
    id.chars().chain(suffix).collect()
}

#[cfg(test)]
mod tests {
    use super::id_in;

    #[test]
    fn an_id_is_found_in_what_people_paste() {
        for (pasted, id) in [
            (
                "https://acme.lightning.force.com/lightning/r/Contact/0035w0000000001AAA/view",
                "0035w0000000001AAA",
            ),
            ("https://app.hubspot.com/contacts/4411001/record/0-1/9050", "9050"),
            ("https://app.hubspot.com/contacts/4411001/contact/9050?x=1", "9050"),
            ("0035w0000000001", "0035w0000000001AAA"),
            ("0013000000NuHgP", "0013000000NuHgPAAV"),
            (" 9050 ", "9050"),
            ("ann@example.no", "ann@example.no"),
        ] {
            assert_eq!(id_in(pasted), id, "{pasted}");
        }
    }
}
