//! Why a record is where it is, from what was stored when that was decided; and a person's word
//! on single records.

use crosswalk_model::{
    Both, LinkId, LinkState, MappingId, PairId, Reason, ReasonCode, RecordRef, Side,
};
use crosswalk_reconcile::identity::normalise_email;
use serde::Serialize;

use crate::error::AppError;
use crate::inbox::{ConflictRow, ErrorRow};
use crate::lookback::{WriteLine, write_line};
use crate::open::App;

/// Everything about one link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// What does not get through.
    pub errors: Vec<ErrorRow>,
    /// What waits for a decision.
    pub conflicts: Vec<ConflictRow>,
    /// The last writes, newest first.
    pub writes: Vec<WriteLine>,
}

/// Writes that an answer shows.
const WRITES_SHOWN: usize = 10;

impl App {
    /// Answers for a record by its e-mail address, its id on either side, or its URL.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] when no record of the pair is known by that.
    pub fn why(&self, pair: PairId, what: &str) -> Result<Vec<Why>, AppError> {
        let links = self.links_of(pair, what)?;
        let errors = self.error_rows(pair)?;
        let conflicts = self.conflict_rows(pair)?;
        let mut all = Vec::new();
        for id in links {
            let link = self.store.link(id)?;
            let history = self.store.history_of_link(id)?.into_iter().rev();
            all.push(Why {
                link: id,
                mapping: link.mapping,
                state: link.state,
                reason: link.reason,
                records: link.ends,
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

    /// Links two records by hand. Neither may have a partner.
    ///
    /// # Errors
    /// [`AppError::NoSuch`]; [`AppError::Refused`] when one has a partner, or they are of
    /// different mappings.
    pub fn link_records(&self, pair: PairId, ids: &Both<String>) -> Result<LinkId, AppError> {
        let mut ends = Both::from_fn(|_| None);
        for side in Side::ALL {
            let link = self.one_link(pair, ids.get(side))?;
            *ends.get_mut(side) = Some(self.store.link(link)?);
        }
        let (Some(salesforce), Some(hubspot)) = (ends.salesforce, ends.hubspot) else {
            return Err(AppError::NoSuch { what: "record", name: String::new() });
        };
        if salesforce.is_whole() || hubspot.is_whole() {
            let why = "one of them has a partner: `crosswalk record unlink` it first";
            return Err(AppError::Refused(why.to_owned()));
        }
        if salesforce.ends.salesforce.is_none() || hubspot.ends.hubspot.is_none() {
            let why = "name a Salesforce record first, and a HubSpot record second";
            return Err(AppError::Refused(why.to_owned()));
        }
        let now = self.options.clock.now();
        for link in [&salesforce, &hubspot] {
            if link.state == LinkState::Unlinked {
                self.store.lift(link.id, now)?;
            }
        }
        self.store.join(salesforce.id, hubspot.id)?;
        Ok(salesforce.id)
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
