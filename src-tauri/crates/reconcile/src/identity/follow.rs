//! Following whichever of several Salesforce records of one address was changed last (A6, H28).

use jiff::Timestamp;

use crosswalk_model::mapping::Follow;
use crosswalk_model::{Content, FieldName, Life, Observed, Reason, ReasonCode, Record, Side};

use super::{MatchVia, email_of, long_id, may_tie};
use crate::mapping::ObjectDesign;

/// Whether a HubSpot contact leaves the Salesforce record that it is linked with for another one of
/// the same address: that was changed since, by somebody else than us.
#[must_use]
pub fn is_followed(other: &Observed, linked: &Observed, design: &ObjectDesign) -> bool {
    let live = other.record.life == Life::Live && linked.record.life == Life::Live;
    let by_address = design.follow == Follow::Latest && may_tie(MatchVia::Email, design);
    if !by_address || !live || other.record.at == linked.record.at {
        return false;
    }
    let address = email_of(&other.record, Side::Salesforce);
    let same = address.is_some() && address == email_of(&linked.record, Side::Salesforce);
    same && last_change(other, design) > last_change(linked, design)
}

/// The last change of a mapped field. A stamp of our own write is never kept (M2), and so the id that
/// we give or take counts for nothing.
fn last_change(seen: &Observed, design: &ObjectDesign) -> Option<Timestamp> {
    let pairs = design.pairs(&seen.record.at.object).iter();
    pairs.filter_map(|pair| seen.stamps.get(&pair.names.salesforce)).max().copied()
}

/// Whether a record that is left out still names, in the pair's id field, the HubSpot record that it
/// was followed away from: only one record can, so it lets go.
#[must_use]
pub fn is_stale_claim(
    record: &Record,
    id_field: &FieldName,
    (reason, design): (&Reason, &ObjectDesign),
) -> bool {
    let taken = reason.code == ReasonCode::DuplicateOfLinked && design.follow == Follow::Latest;
    let by = reason.detail.get("id").filter(|_| taken);
    by.is_some_and(|by| record.fields.get(id_field) == Some(&Content::text(&long_id(by))))
}
