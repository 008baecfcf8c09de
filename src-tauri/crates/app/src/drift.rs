//! Fields that changed since a person accepted the mapping: told among the errors, one line for each
//! field, and approved there.

pub use crosswalk_engine::Paused;
use crosswalk_engine::drift;
use crosswalk_model::PairId;
pub use crosswalk_reconcile::mapping::{Drift, DriftKind, Pauses};

use crate::error::AppError;
use crate::open::App;
use crate::status::{ErrorLine, group_name};

impl App {
    /// What the last pass went on without.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn paused_fields(&self, pair: PairId) -> Result<Vec<Paused>, AppError> {
        Ok(drift::paused(&self.store, pair)?)
    }

    /// The same as groups of errors: a field of several objects is one cause.
    pub(crate) fn drift_lines(&self, pair: PairId) -> Result<Vec<ErrorLine>, AppError> {
        let mut lines: Vec<ErrorLine> = Vec::new();
        for Paused { drift, since } in self.paused_fields(pair)? {
            let group = group_of(&drift);
            if let Some(line) = lines.iter_mut().find(|line| line.group == group) {
                line.first_at = line.first_at.min(since);
                line.drift.push(drift);
                continue;
            }
            lines.push(ErrorLine {
                group,
                code: drift.what.code().to_owned(),
                side: drift.side,
                field: Some(drift.name.clone()),
                provider_text: String::new(),
                items: 1,
                first_at: since,
                next_retry: None,
                drift: vec![drift],
            });
        }
        Ok(lines)
    }

    /// The fields of a group, where it is one of these.
    pub(crate) fn drift_of_group(&self, pair: PairId, group: &str) -> Result<Vec<Drift>, AppError> {
        let all = self.paused_fields(pair)?.into_iter().map(|it| it.drift);
        Ok(all.filter(|drift| group_of(drift) == group).collect())
    }

    /// A person asks for a paused field again. One that waits for their word takes part from the next
    /// pass on; one that is not there, or does not fit, is looked at anew. Returns how many.
    pub(crate) fn ask_for_fields(&self, pair: PairId, fields: &[Drift]) -> Result<usize, AppError> {
        let connections = self.store.pair(pair)?.connections;
        for field in fields {
            if field.what.can_be_approved() {
                drift::approve(&self.store, pair, field)?;
            }
            drift::read_fields_anew(&self.store, *connections.get(field.side))?;
        }
        Ok(fields.len())
    }
}

fn group_of(drift: &Drift) -> String {
    group_name(drift.what.code(), drift.side, Some(&drift.name))
}
