//! What a window shows of a plan before anything is written, and how exactly that is ordered.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crosswalk_engine::{Differing, PassReport};
use crosswalk_model::plan::{Act, FieldChange};
use crosswalk_model::{Content, LinkId, MappingId, PairId, Reading, RecordRef, Side};
use crosswalk_store::{OutboxRow, StoreError};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::open::App;
use crate::plan_files::{FileToApply, PlanSaved};
use crate::plans::kind;
use crate::words::code;

/// A plan that was saved to be looked at, and that can be ordered as it was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Preview {
    /// The plan.
    pub plan: PlanSaved,
    /// What a person has to type to order it: the number of links it writes to. None where nothing
    /// has to be typed: no brake holds it, or no real account's data is at stake.
    pub to_type: Option<u64>,
}

/// Which writes of a plan to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct PlannedAsk {
    /// Of this object mapping.
    pub mapping: Option<MappingId>,
    /// To this side.
    pub side: Option<Side>,
    /// Of this kind: `create`, `update` or `delete`.
    pub act: Option<String>,
    /// That touch this field of the side that is written.
    pub field: Option<String>,
    /// That touch it, or any field, by this sync rule.
    pub rule: Option<String>,
    /// That leave it, or any field, blank in a record that stays.
    pub clears: bool,
    /// After this link.
    pub after: Option<LinkId>,
}

/// What of a plan a person wants written. Nothing named is all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Chosen {
    /// Parts that are left out.
    pub groups: Vec<PlannedAsk>,
    /// Records that are left out.
    pub skip: BTreeSet<LinkId>,
    /// Records that are kept although their part is left out.
    pub keep: BTreeSet<LinkId>,
    /// The only record that is written, whatever else is named.
    pub only: Option<LinkId>,
}

/// Some writes of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlannedPage {
    /// In the order of links. Both writes of a link stand on one page.
    pub rows: Vec<PlannedLine>,
    /// Where the next page begins; none on the last one.
    pub next: Option<LinkId>,
}

/// One write of a plan, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlannedLine {
    /// The link.
    pub link: LinkId,
    /// The object mapping.
    pub mapping: MappingId,
    /// The side that is written.
    pub side: Side,
    /// The record; none for one that is to be made.
    pub record: Option<RecordRef>,
    /// The object that is written.
    pub object: String,
    /// `create`, `update` or `delete`.
    pub act: &'static str,
    /// The fields.
    pub changes: Vec<ChangeLine>,
}

/// One field of a write, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ChangeLine {
    /// The field mapping.
    pub mapping: MappingId,
    /// The field that is written.
    pub field: String,
    /// The field of the other side that the value comes from.
    pub source_field: String,
    /// What the field holds, as far as that is known.
    pub before: Reading,
    /// What is written; null clears the field.
    pub after: Content,
    /// The sync rule.
    pub rule: String,
    /// How it ruled.
    pub ruling: String,
}

/// Links that are looked through in one step.
const STEP: usize = 2_000;

/// Steps that one page may take; a guard.
const MOST_STEPS: u32 = 1_000_000;

/// Writes on a page; one more where the last link has two.
const PAGE: usize = 100;

impl App {
    /// Reads both sides, plans, and saves the plan in the state folder, where only its owner can
    /// read it and erasure finds it. Writes nothing to either side.
    ///
    /// # Errors
    /// As [`App::plan_to_file`].
    pub async fn preview(&self, pair: PairId, actor: &str) -> Result<Preview, AppError> {
        let file = self.preview_file(pair);
        own_folder(&self.home.plans())?;
        let plan = self.plan_to_file(pair, &file, actor).await?;
        let guarded =
            !plan.view.brakes.is_empty() && self.is_production(&self.store.pair(pair)?)?;
        Ok(Preview { to_type: guarded.then_some(plan.links), plan })
    }

    /// Orders the plan that [`App::preview`] showed last: what it shows and the plan of now says
    /// too, past the brakes. Everything else is named in the report.
    ///
    /// # Errors
    /// [`AppError::Refused`] when something has to be typed first; as [`App::apply_file`].
    pub async fn apply_preview(
        &self,
        (pair, typed): (PairId, Option<&str>),
        differing: Differing,
        actor: &str,
    ) -> Result<PassReport, AppError> {
        self.apply_chosen((pair, typed), (differing, &Chosen::default()), actor).await
    }

    /// As [`App::apply_preview`], of the records that a person chose. What they left out is not
    /// named in the report: they know.
    ///
    /// # Errors
    /// As [`App::apply_preview`]; [`AppError::Refused`] when nothing is left.
    pub async fn apply_chosen(
        &self,
        (pair, typed): (PairId, Option<&str>),
        (differing, chosen): (Differing, &Chosen),
        actor: &str,
    ) -> Result<PassReport, AppError> {
        let path = self.preview_file(pair);
        let left_out = self.left_out(pair, chosen)?;
        let shown = self.shown_in(&path, left_out.clone())?;
        if shown.links == 0 && !left_out.is_empty() {
            return Err(AppError::Refused("every record of the plan is left out".to_owned()));
        }
        let guarded = shown.braked && self.is_production(&self.store.pair(pair)?)?;
        if guarded && typed_number(typed) != Some(shown.links) {
            let why = "a brake holds this plan on real data: type the number of records first";
            return Err(AppError::Refused(why.to_owned()));
        }
        let file = FileToApply { path, pair: Some(pair), differing };
        self.apply_part(file, left_out, actor).await
    }

    /// How many links of the plan that [`App::preview`] showed last a choice leaves.
    ///
    /// # Errors
    /// [`AppError::PlanFile`] when there is none.
    pub fn kept_of_preview(&self, pair: PairId, chosen: &Chosen) -> Result<u64, AppError> {
        let left_out = self.left_out(pair, chosen)?;
        Ok(self.shown_in(&self.preview_file(pair), left_out)?.links)
    }

    /// Keeps the plan that [`App::preview`] showed last beside it, for later or for another's eyes.
    /// Returns the file, which only its owner can read.
    ///
    /// # Errors
    /// [`AppError::PlanFile`] when there is none, or the disk refuses.
    pub fn save_preview(&self, pair: PairId) -> Result<PathBuf, AppError> {
        let at = self.now().strftime("%Y-%m-%d-%H%M%S").to_string();
        let kept = self.home.plans().join(format!("plan-{pair}-{at}.json"));
        // A copy has the rights of what it is made of.
        fs::copy(self.preview_file(pair), &kept)
            .map_err(|error| AppError::PlanFile(format!("{}: {error}", kept.display())))?;
        Ok(kept)
    }

    /// The links of the plan that a choice leaves out.
    fn left_out(&self, pair: PairId, chosen: &Chosen) -> Result<BTreeSet<LinkId>, AppError> {
        let mut left_out = BTreeSet::new();
        if *chosen == Chosen::default() {
            return Ok(left_out);
        }
        let mut after = None;
        for _ in 0..MOST_STEPS {
            let rows = self.store.planned_after(pair, after, STEP)?;
            let Some(last) = rows.last() else { break };
            after = Some(last.link);
            // One write is enough: a link is written whole or not at all.
            left_out.extend(rows.iter().filter(|row| chosen.leaves_out(row)).map(|row| row.link));
        }
        Ok(left_out)
    }

    /// A page of the writes that the last plan left to be sent.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn planned(&self, pair: PairId, ask: &PlannedAsk) -> Result<PlannedPage, AppError> {
        let mut page = PlannedPage { rows: Vec::new(), next: None };
        let mut after = ask.after;
        for _ in 0..MOST_STEPS {
            let rows = self.store.planned_after(pair, after, STEP)?;
            let Some(last) = rows.last() else { return Ok(page) };
            after = Some(last.link);
            for row in rows {
                let full = page.rows.len() >= PAGE;
                if full && page.rows.last().is_some_and(|line| line.link != row.link) {
                    page.next = page.rows.last().map(|line| line.link);
                    return Ok(page);
                }
                if ask.wants(&row) {
                    page.rows.push(line(row));
                }
            }
        }
        Ok(page)
    }

    pub(crate) fn preview_file(&self, pair: PairId) -> PathBuf {
        self.home.plans().join(format!("preview-{pair}.json"))
    }
}

impl Chosen {
    fn leaves_out(&self, row: &OutboxRow) -> bool {
        match self.only {
            Some(only) => row.link != only,
            None if self.keep.contains(&row.link) => false,
            None => self.skip.contains(&row.link) || self.groups.iter().any(|it| it.wants(row)),
        }
    }
}

impl PlannedAsk {
    fn wants(&self, row: &OutboxRow) -> bool {
        let act = kind(&row.act);
        self.mapping.as_ref().is_none_or(|mapping| *mapping == row.mapping)
            && self.side.is_none_or(|side| side == row.side)
            && self.act.as_ref().is_none_or(|wanted| wanted == act)
            // A record that is made has no value to lose, and of one that is deleted all go.
            && (!self.clears || act == "update")
            && (!self.asks_for_changes()
                || row.act.changes().iter().any(|it| self.wants_change(it)))
    }

    fn asks_for_changes(&self) -> bool {
        self.field.is_some() || self.rule.is_some() || self.clears
    }

    fn wants_change(&self, change: &FieldChange) -> bool {
        self.field.as_ref().is_none_or(|field| change.field.as_str() == field.as_str())
            && self.rule.as_ref().is_none_or(|rule| *rule == code(&change.rule))
            && (!self.clears || change.after.is_blank())
    }
}

/// A typed number: digits, parted by nothing, spaces or no-break spaces.
fn typed_number(typed: Option<&str>) -> Option<u64> {
    let digits: String = typed?.chars().filter(|it| !it.is_whitespace()).collect();
    digits.parse().ok()
}

fn line(row: OutboxRow) -> PlannedLine {
    let record = match &row.act {
        Act::Update { at, .. } | Act::Delete { at } => Some(at.clone()),
        Act::Create { .. } => None,
    };
    PlannedLine {
        link: row.link,
        mapping: row.mapping,
        side: row.side,
        record,
        object: row.act.object().as_str().to_owned(),
        act: kind(&row.act),
        changes: row.act.changes().iter().map(change).collect(),
    }
}

fn change(change: &FieldChange) -> ChangeLine {
    ChangeLine {
        mapping: change.mapping.clone(),
        field: change.field.as_str().to_owned(),
        source_field: change.source_field.as_str().to_owned(),
        before: change.before.clone(),
        after: change.after.clone(),
        rule: code(&change.rule),
        ruling: code(&change.ruling),
    }
}

/// The folder of saved plans, which its owner alone may look into.
fn own_folder(folder: &Path) -> Result<(), AppError> {
    #[cfg(unix)]
    let made = {
        use std::os::unix::fs::DirBuilderExt;
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
    };
    #[cfg(not(unix))]
    let made = fs::create_dir_all(folder);
    made.map_err(|source| AppError::Store(StoreError::Io { path: folder.to_owned(), source }))
}

#[cfg(test)]
mod tests;
