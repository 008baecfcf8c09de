//! Looking back on runs: what was written, when, by which rule.

use crosswalk_model::{PairId, RecordRef, RunId, Side, Timestamp};
use crosswalk_store::{HistoryRow, Run};
use serde::Serialize;
use serde_json::Value as Json;

use crate::error::AppError;
use crate::open::App;
use crate::plans::shown;
use crate::words::code;

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RunLine {
    /// Its number.
    pub run: RunId,
    /// The pair.
    pub pair: PairId,
    /// What for: `pass`, `apply`, `sweep`, `undo`, `by_hand`.
    pub kind: &'static str,
    /// Who asked.
    pub actor: String,
    /// Which version of the mapping decided.
    pub mapping_version: i64,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; none while it runs.
    pub ended: Option<Timestamp>,
    /// How it ended.
    pub result: Option<String>,
    /// Its figures.
    pub counts: Json,
}

/// A run with what it wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RunDetail {
    /// The run.
    #[serde(flatten)]
    pub line: RunLine,
    /// Its writes in order, a row per field.
    pub writes: Vec<WriteLine>,
}

/// A part of what a run wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RunPage {
    /// The run.
    pub line: RunLine,
    /// So many rows it wrote in all.
    pub total: u64,
    /// A few hundred of them, in order.
    pub writes: Vec<WriteLine>,
}

/// Rows on a page.
const PAGE: usize = 200;

/// One value that was written, or a create or delete as such.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WriteLine {
    /// When it was settled.
    pub at: Timestamp,
    /// The run.
    pub run: RunId,
    /// The side that was written.
    pub side: Side,
    /// The record.
    pub record: RecordRef,
    /// `create`, `update` or `delete`.
    pub act: &'static str,
    /// The field; none for the row of a create or delete as such.
    pub field: Option<String>,
    /// What was there before; none where that is unknown.
    pub before: Option<String>,
    /// What was sent.
    pub after: Option<String>,
    /// How the rule came to it.
    pub ruling: Option<String>,
    /// The vendor's request id.
    pub request: Option<String>,
    /// The run that put it back.
    pub undone_by: Option<RunId>,
}

impl App {
    /// The newest runs of a pair.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn runs(&self, pair: PairId, limit: usize) -> Result<Vec<RunLine>, AppError> {
        Ok(self.store.runs(pair, limit)?.into_iter().map(line).collect())
    }

    /// One run with what it wrote.
    ///
    /// # Errors
    /// [`AppError::Store`] when there is no such run.
    pub fn run_detail(&self, run: RunId) -> Result<RunDetail, AppError> {
        let line = line(self.store.run(run)?);
        let writes = self.store.history_of_run(run)?.into_iter().map(write_line).collect();
        Ok(RunDetail { line, writes })
    }

    /// One run with a page of what it wrote, from the row of this number on.
    ///
    /// # Errors
    /// [`AppError::Store`] when there is no such run.
    pub fn run_page(&self, run: RunId, from: usize) -> Result<RunPage, AppError> {
        let line = line(self.store.run(run)?);
        let rows = self.store.history_of_run(run)?;
        let total = rows.len() as u64;
        let writes = rows.into_iter().skip(from).take(PAGE).map(write_line).collect();
        Ok(RunPage { line, total, writes })
    }
}

fn line(run: Run) -> RunLine {
    RunLine {
        run: run.id,
        pair: run.pair,
        kind: run.kind.as_str(),
        actor: run.actor,
        mapping_version: run.mapping_version,
        started: run.started,
        ended: run.ended,
        result: run.result,
        counts: run.counts,
    }
}

pub(crate) fn write_line(row: HistoryRow) -> WriteLine {
    WriteLine {
        at: row.at,
        run: row.run,
        side: row.side,
        record: row.record,
        act: row.act.as_str(),
        field: row.field.map(|field| field.as_str().to_owned()),
        before: row.before.known().as_ref().map(shown),
        after: row.after.as_ref().map(shown),
        ruling: row.ruling.as_ref().map(code),
        request: row.request,
        undone_by: row.undone_by,
    }
}
