//! Opt-outs (P5, S52-S60). On HubSpot the status belongs to the address, not to the record: it is
//! said by a call of its own, before anything else of the batch. There is no call that takes one
//! back.

use std::collections::BTreeMap;

use crosswalk_model::connector::{RowOutcome, Written};
use crosswalk_model::errors::{RowError, VendorWords};
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::{Act, FieldChange};
use crosswalk_model::{
    Content, FieldName, Life, Observed, Record, RecordId, RecordRef, Side, Value,
};
use crosswalk_reconcile::identity::{address_field, email_of, normalise_email};
use crosswalk_reconcile::mapping::OPT_OUT_HUBSPOT;
use crosswalk_store::{CandidateAsk, OptOutState, OutboxRow};

use crate::keys;
use crate::pass::{Pass, PassError};

/// Whether a change is said of an address instead of being written to a record.
pub(crate) fn goes_by_address(side: Side, change: &FieldChange) -> bool {
    side == Side::HubSpot && change.rule == SyncRule::OptOut
}

impl Pass<'_> {
    /// Opts out every address of a batch that has to be, and answers for the rows that carry
    /// nothing else.
    pub(crate) async fn say_opt_outs(
        &self,
        side: Side,
        rows: &[OutboxRow],
    ) -> Result<Vec<RowOutcome>, PassError> {
        if side != Side::HubSpot {
            return Ok(Vec::new());
        }
        let refs: Vec<RecordRef> = rows.iter().filter_map(|row| row.record.clone()).collect();
        let connection = *self.pair.connections.get(side);
        let known = self.engine.store.observed(connection, &refs)?;
        let mut answered = Vec::new();
        for row in rows {
            let observed = row.record.as_ref().and_then(|at| known.get(at));
            if !opts_out(row, observed) {
                continue;
            }
            let (has, gets) = addresses(row, observed);
            let taken = self.holder_of(row, gets.as_deref())?;
            let gets = gets.filter(|_| taken.is_none());
            let mut addresses: Vec<String> = has.into_iter().chain(gets).collect();
            addresses.dedup();
            for address in &addresses {
                self.engine.connectors.get(side).opt_out(address).await?;
                // The person may end it before any pass has looked at this link again (A14).
                self.keep(row.link, (side, address.clone()), OptOutState::Carried)?;
            }
            if let Some(holder) = taken {
                answered.push(RowOutcome { key: row.id, result: Err(is_anothers(holder)) });
                continue;
            }
            let only = row.act.changes().iter().all(|change| goes_by_address(side, change));
            if only {
                answered.push(answer(row, &addresses));
            }
        }
        Ok(answered)
    }

    /// Another contact that has the address which a write gives. HubSpot would refuse the write,
    /// and an opt-out of the address cannot be taken back: it would be that other person's.
    fn holder_of(
        &self,
        row: &OutboxRow,
        address: Option<&str>,
    ) -> Result<Option<RecordId>, PassError> {
        let (Some(address), Some(at)) = (address, &row.record) else { return Ok(None) };
        for kind in [keys::EMAIL, keys::ADDITIONAL_EMAIL] {
            let found = self.engine.store.candidates(&CandidateAsk {
                home: &self.home(&row.mapping),
                connection: self.pair.connections.hubspot,
                object: &at.object,
                kind,
                values: &[address.to_owned()],
            })?;
            let records = found.into_values().flatten().map(|it| it.observed.record);
            let mut others = records.filter(|it| it.life == Life::Live && it.at != *at);
            if let Some(other) = others.next() {
                return Ok(Some(other.at.id));
            }
        }
        Ok(None)
    }
}

/// The write is not sent: its address is another person's.
fn is_anothers(holder: RecordId) -> RowError {
    let words = VendorWords {
        code: "address_taken".to_owned(),
        message: format!("contact {holder} has this address, and would be opted out with it"),
        ..VendorWords::default()
    };
    RowError::Exists { id: holder, words }
}

/// Whether this write opts somebody out, or gives an opted-out person another address.
fn opts_out(row: &OutboxRow, observed: Option<&Observed>) -> bool {
    let changes = row.act.changes();
    let ticked = observed.is_some_and(|seen| {
        seen.record.fields.get(OPT_OUT_HUBSPOT) == Some(&Content::Value(Value::Boolean(true)))
    });
    let readdressed =
        changes.iter().any(|change| change.field.as_str() == address_field(Side::HubSpot));
    changes.iter().any(|change| goes_by_address(Side::HubSpot, change)) || (ticked && readdressed)
}

/// The addresses concerned: the one the person has, unless it is opted out already, and the one
/// the write gives.
fn addresses(row: &OutboxRow, observed: Option<&Observed>) -> (Option<String>, Option<String>) {
    let news = row.act.changes().iter().any(|change| goes_by_address(Side::HubSpot, change));
    let has = observed.filter(|_| news).and_then(|seen| email_of(&seen.record, Side::HubSpot));
    let gets = row
        .act
        .changes()
        .iter()
        .filter(|change| change.field.as_str() == address_field(Side::HubSpot))
        .find_map(|change| match &change.after {
            Content::Value(Value::Text(text)) => normalise_email(text),
            Content::Value(_) | Content::Blank => None,
        });
    (has, gets)
}

fn answer(row: &OutboxRow, addresses: &[String]) -> RowOutcome {
    let result = match (&row.act, addresses.is_empty()) {
        (Act::Update { at, .. }, false) => Ok(Written {
            id: at.id.clone(),
            created: false,
            stored: Some(opted_out(&at.id, at)),
            refused: Vec::new(),
            request: None,
        }),
        (Act::Update { .. } | Act::Create { .. } | Act::Delete { .. }, _) => {
            Err(RowError::Refused(VendorWords {
                code: "no_address".to_owned(),
                message: "an opt-out belongs to an address, and this record has none".to_owned(),
                ..VendorWords::default()
            }))
        }
    };
    RowOutcome { key: row.id, result }
}

fn opted_out(id: &RecordId, at: &RecordRef) -> Record {
    let yes = Content::Value(Value::Boolean(true));
    Record {
        at: RecordRef { object: at.object.clone(), id: id.clone() },
        life: Life::Live,
        modified: None,
        modified_by: None,
        absorbed: Vec::new(),
        fields: BTreeMap::from([(FieldName::from(OPT_OUT_HUBSPOT), yes)]),
    }
}
