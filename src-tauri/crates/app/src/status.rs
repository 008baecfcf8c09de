//! How a pair stands: its links by state and reason, and what waits for a person.

use crosswalk_engine::{ClockCost, Unread, slow_clocks};
use crosswalk_model::{Both, FieldName, LinkId, LinkState, MappingId, PairId, Side, Timestamp};
use crosswalk_reconcile::mapping::Drift;
use crosswalk_store::{ErrorGroup, OptOut};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;
use crate::ties;
use crate::words::Words;

/// How a pair stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PairStatus {
    /// The pair.
    pub pair: PairId,
    /// Its name.
    pub name: String,
    /// Links by mapping, state and reason, most first.
    pub links: Vec<StateLine>,
    /// Open errors by cause.
    pub errors: Vec<ErrorLine>,
    /// Conflicts that wait for a decision: fields, and records that could be tied to one that has
    /// another partner.
    pub conflicts: usize,
    /// Writes that are planned and not sent.
    pub planned: usize,
    /// Objects that the last pass could not read: what hangs on them waits.
    pub unread: Vec<Unread>,
    /// Opt-outs that have not crossed, since their people do not take part (S59, S60, A15).
    pub opt_outs: Vec<OptOutLine>,
    /// What the slow clocks cost each account (P1).
    pub slow_clocks: Both<Vec<ClockCost>>,
}

/// An opt-out that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OptOutLine {
    /// Whose.
    pub link: LinkId,
    /// The side that says so.
    pub side: Side,
    /// The address.
    pub address: String,
    /// Since when it is known.
    pub since: Timestamp,
}

/// Links that stand alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StateLine {
    /// The object mapping.
    pub mapping: MappingId,
    /// The state.
    pub state: LinkState,
    /// The reason's code.
    pub reason: String,
    /// How many.
    pub links: u64,
}

/// Errors of one cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ErrorLine {
    /// Names the group for `errors retry`.
    pub group: String,
    /// The code.
    pub code: String,
    /// The side that was to be written.
    pub side: Side,
    /// The field, where one is named.
    pub field: Option<FieldName>,
    /// The vendor's words; of a value that does not fit, nothing.
    pub provider_text: String,
    /// How many records.
    pub items: u64,
    /// The oldest.
    pub first_at: Timestamp,
    /// When one of them is tried again by itself.
    pub next_retry: Option<Timestamp>,
    /// The fields that changed, where that is the cause: nothing fails, their field mappings wait.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<Drift>>"))]
    pub drift: Vec<Drift>,
}

impl App {
    /// How a pair stands.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn status(&self, pair: PairId) -> Result<PairStatus, AppError> {
        let row = self.store.pair(pair)?;
        let links = self.store.states(pair)?.into_iter().map(|line| StateLine {
            mapping: line.mapping,
            state: line.state,
            reason: line.reason,
            links: line.links,
        });
        Ok(PairStatus {
            pair,
            name: row.name,
            links: links.collect(),
            errors: self.error_lines(pair)?,
            conflicts: self.store.conflicts(pair)?.len() + ties::rows(&self.store, pair)?.len(),
            unread: self.store.setting(&Unread::key(pair))?.unwrap_or_default(),
            opt_outs: self.waiting_opt_outs(pair)?,
            slow_clocks: Both {
                salesforce: slow_clocks::costs(&self.store, row.connections.salesforce)?,
                hubspot: slow_clocks::costs(&self.store, row.connections.hubspot)?,
            },
            planned: usize::try_from(self.store.planned_count(pair)?).unwrap_or(usize::MAX),
        })
    }

    /// Opt-outs that one side says and the other does not know of, oldest first. Of people who are in
    /// step none waits: the ledger is brought up when such a link is next looked at.
    fn waiting_opt_outs(&self, pair: PairId) -> Result<Vec<OptOutLine>, AppError> {
        let waiting = self.store.waiting_opt_outs(pair)?.into_iter();
        let line = |it: OptOut| {
            let (link, address) = (it.link?, it.address?);
            Some(OptOutLine { link, side: it.side, address, since: it.at })
        };
        Ok(waiting.filter_map(line).collect())
    }

    /// The open errors of a pair by cause, most first; before them the fields that it goes on without.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn error_lines(&self, pair: PairId) -> Result<Vec<ErrorLine>, AppError> {
        let mut lines = self.drift_lines(pair)?;
        lines.extend(by_cause(self.store.error_groups(pair)?));
        Ok(lines)
    }
}

/// Errors by cause, most first.
pub(crate) fn by_cause(groups: Vec<ErrorGroup>) -> Vec<ErrorLine> {
    let mut lines: Vec<ErrorLine> = Vec::new();
    for group in groups {
        let name = group_name(&group.code, group.side, group.field.as_ref());
        // The figures of one value (how long it is) make no cause of their own.
        if let Some(line) = lines.iter_mut().find(|line| line.group == name) {
            line.items += group.items;
            line.first_at = line.first_at.min(group.first_at);
            line.next_retry = earlier(line.next_retry, group.next_retry);
            continue;
        }
        lines.push(ErrorLine {
            group: name,
            code: group.code,
            side: group.side,
            field: group.field,
            provider_text: vendor_words(group.message),
            items: group.items,
            first_at: group.first_at,
            next_retry: group.next_retry,
            drift: Vec::new(),
        });
    }
    lines.sort_by(|one, other| other.items.cmp(&one.items).then(one.group.cmp(&other.group)));
    lines
}

fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

/// The message of an error that a plan found is its code with figures, and nobody's words.
pub(crate) fn vendor_words(message: String) -> String {
    if message.starts_with('{') { String::new() } else { message }
}

/// `too_long/salesforce/LastName`: what `errors retry` and `errors export` take.
#[must_use]
pub fn group_name(code: &str, side: Side, field: Option<&FieldName>) -> String {
    match field {
        Some(field) => format!("{code}/{}/{field}", side.as_str()),
        None => format!("{code}/{}", side.as_str()),
    }
}

impl Words {
    /// What is wrong, in a sentence.
    #[must_use]
    pub fn error(&self, line: &ErrorLine) -> String {
        let field = line.field.as_ref().map_or("none", FieldName::as_str);
        let arguments = [
            ("field", field.to_owned()),
            ("side", line.side.product().to_owned()),
            ("message", line.provider_text.clone()),
        ];
        let id = format!("error-{}", line.code);
        let said = self.say(&id, &arguments);
        // A vendor's own code has no sentence here, and needs none: the vendor brings its own.
        if said == id { self.say("error-vendor", &arguments) } else { said }
    }

    /// What a person can do about it.
    #[must_use]
    pub fn remedy(&self, line: &ErrorLine) -> String {
        let field = line.field.as_ref().map_or("none", FieldName::as_str);
        let arguments = [("field", field.to_owned()), ("side", line.side.product().to_owned())];
        let id = format!("remedy-{}", line.code);
        let said = self.say(&id, &arguments);
        if said == id { self.say("remedy-vendor", &arguments) } else { said }
    }
}
