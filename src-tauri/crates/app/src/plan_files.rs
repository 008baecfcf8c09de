//! A plan as a file (M11): saved to be looked at, and applied as far as it still stands.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crosswalk_engine::{Choice, Differing, Mode, PassReport};
use crosswalk_model::plan::{Act, FORMAT_VERSION, Footing, PlanHead, PlannedLink};
use crosswalk_model::triple::Base;
use crosswalk_model::{Both, LinkId, PairId, Side, Triple};
use crosswalk_store::{OutboxRow, RunKind};
use serde::Serialize;

use crate::error::AppError;
use crate::open::App;
use crate::passes::PLANNING;
use crate::plans::PlanView;
use crate::turn::Work;

mod reading;

/// Links that are written to a file in one step.
const STEP: usize = 500;

/// Steps that one file may take; a guard.
const MOST_STEPS: u32 = 1_000_000;

/// A plan that was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlanSaved {
    /// The file; only its owner can read it.
    pub file: PathBuf,
    /// The links that it has writes for.
    pub links: u64,
    /// It holds names, addresses and whatever else is mapped.
    pub holds_personal_data: bool,
    /// What is in it, summed up.
    #[serde(flatten)]
    pub view: PlanView,
}

/// A file to apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileToApply {
    /// The file.
    pub path: PathBuf,
    /// The pair that is meant; the file's own unless given.
    pub pair: Option<PairId>,
    /// What happens where the plan of now differs from the file.
    pub differing: Differing,
}

/// What a saved plan is, in short.
pub(crate) struct Ordered {
    /// The links that it has writes for.
    pub links: u64,
    /// Whether a brake holds any of it.
    pub braked: bool,
}

impl App {
    /// Reads both sides, plans, and saves the plan to a file that only its owner can read. A file
    /// that is there is replaced once the new one is whole.
    ///
    /// # Errors
    /// [`AppError::Pass`]; [`AppError::PlanFile`] when the file cannot be written.
    pub async fn plan_to_file(
        &self,
        pair: PairId,
        file: &Path,
        actor: &str,
    ) -> Result<PlanSaved, AppError> {
        let footing = self.engine(pair).await?.footing(pair).await?;
        // The file and the view are of this plan, and not of one that comes between.
        let turn = self.turn(pair, Work::Plan).await;
        let report = self.pass_in_turn(&turn, actor, PLANNING).await?;
        let head = PlanHead {
            format_version: FORMAT_VERSION.to_owned(),
            pair,
            footing,
            read_at: report.read_at,
            brakes: report.brakes.clone(),
        };
        let links = self.save_plan_file(file, &head)?;
        let view = self.view(pair, report).await?;
        Ok(PlanSaved { file: file.to_owned(), links, holds_personal_data: true, view })
    }

    /// Plans anew and writes what the file shows and the plan of now says too, past the brakes;
    /// everything else is named in the report.
    ///
    /// # Errors
    /// [`AppError::PlanVoid`] when the file was made for another account, mapping or schema;
    /// [`AppError::PlanFile`] when it does not read; [`AppError::Pass`].
    pub async fn apply_file(
        &self,
        wanted: FileToApply,
        actor: &str,
    ) -> Result<PassReport, AppError> {
        self.apply_part(wanted, BTreeSet::new(), actor).await
    }

    /// As [`App::apply_file`], without the links that a person left out.
    pub(crate) async fn apply_part(
        &self,
        wanted: FileToApply,
        left_out: BTreeSet<LinkId>,
        actor: &str,
    ) -> Result<PassReport, AppError> {
        let source = File::open(&wanted.path).map_err(|error| at(&wanted.path, &error))?;
        let mut file = reading::read(source).map_err(|error| at(&wanted.path, &error))?;
        file.shown.leave_out(left_out);
        let pair = file.head.pair;
        if let Some(named) = wanted.pair.filter(|named| *named != pair) {
            return Err(AppError::PlanVoid(format!("it is of pair {pair}, not of pair {named}")));
        }
        let now = self.engine(pair).await?.footing(pair).await?;
        if let Some(why) = differs(&file.head.footing, &now) {
            return Err(AppError::PlanVoid(why));
        }
        let plan = Arc::new(file.shown);
        let mode = Mode::Chosen(Choice::Shown { plan, differing: wanted.differing });
        self.pass(pair, actor, (RunKind::Apply, mode)).await
    }

    /// Plans anew and writes the first so many records of it, past the brakes; a record and its
    /// partner count once.
    ///
    /// # Errors
    /// [`AppError::Pass`].
    pub async fn apply_first(
        &self,
        pair: PairId,
        most: usize,
        actor: &str,
    ) -> Result<PassReport, AppError> {
        let mode = Mode::Chosen(Choice::First(most));
        self.pass(pair, actor, (RunKind::Apply, mode)).await
    }

    /// What a saved plan would take to be ordered without some links.
    pub(crate) fn shown_in(
        &self,
        path: &Path,
        left_out: BTreeSet<LinkId>,
    ) -> Result<Ordered, AppError> {
        let source = File::open(path).map_err(|error| at(path, &error))?;
        let mut file = reading::read(source).map_err(|error| at(path, &error))?;
        file.shown.leave_out(left_out);
        Ok(Ordered { links: file.shown.len() as u64, braked: !file.head.brakes.is_empty() })
    }

    /// Writes what the last plan left to be sent; returns of how many links.
    fn save_plan_file(&self, path: &Path, head: &PlanHead) -> Result<u64, AppError> {
        let partial = beside(path);
        let failed = |error: &io::Error| at(path, error);
        let mut out = BufWriter::new(private(&partial).map_err(|error| failed(&error))?);
        let written = self.write_plan(&mut out, head);
        let kept = written.and_then(|links| {
            let file = out.into_inner().map_err(|error| failed(error.error()))?;
            file.sync_all().map_err(|error| failed(&error))?;
            std::fs::rename(&partial, path).map_err(|error| failed(&error))?;
            Ok(links)
        });
        if kept.is_err() {
            std::fs::remove_file(&partial).ok();
        }
        kept
    }

    fn write_plan(&self, out: &mut impl Write, head: &PlanHead) -> Result<u64, AppError> {
        let failed = |error: &dyn std::fmt::Display| AppError::PlanFile(error.to_string());
        let text = serde_json::to_string_pretty(head).map_err(|error| failed(&error))?;
        let open = text.trim_end().trim_end_matches('}').trim_end();
        write!(out, "{open},\n  \"links\": [").map_err(|error| failed(&error))?;
        let mut links = 0;
        let mut after = None;
        for _ in 0..MOST_STEPS {
            let step = self.planned_links(head.pair, after)?;
            let Some(last) = step.last() else { break };
            after = Some(last.link);
            for link in &step {
                let comma = if links == 0 { "" } else { "," };
                let line = serde_json::to_string(link).map_err(|error| failed(&error))?;
                write!(out, "{comma}\n    {line}").map_err(|error| failed(&error))?;
                links += 1;
            }
        }
        writeln!(out, "\n  ]\n}}").map_err(|error| failed(&error))?;
        Ok(links)
    }

    /// The next links that have planned writes, in order.
    fn planned_links(
        &self,
        pair: PairId,
        after: Option<LinkId>,
    ) -> Result<Vec<PlannedLink>, AppError> {
        let rows = self.store.planned_after(pair, after, STEP)?;
        let mut ids: Vec<LinkId> = rows.iter().map(|row| row.link).collect();
        ids.dedup();
        let mut triples = self.store.triples(&ids)?;
        triples.sort_by_key(|triple| triple.link.id);
        let link = |triple: Triple| {
            let id = triple.link.id;
            let of_link = rows.iter().filter(|row| row.link == id);
            planned_link(triple, of_link)
        };
        Ok(triples.into_iter().map(link).collect())
    }
}

fn planned_link<'a>(triple: Triple, rows: impl Iterator<Item = &'a OutboxRow>) -> PlannedLink {
    let mut acts: Both<Option<Act>> = Both::default();
    for row in rows {
        *acts.get_mut(row.side) = Some(row.act.clone());
    }
    let base = touched(triple.base, &acts);
    PlannedLink {
        link: triple.link.id,
        mapping: triple.link.mapping,
        ends: triple.link.ends,
        base,
        acts,
    }
}

/// The part of a base that these writes look at or move.
fn touched(mut base: Base, acts: &Both<Option<Act>>) -> Base {
    let mut fields = Both::from_fn(|_| BTreeSet::new());
    for side in Side::ALL {
        for change in acts.get(side).iter().flat_map(Act::changes) {
            fields.get_mut(side).insert(change.field.clone());
            fields.get_mut(side.other()).insert(change.source_field.clone());
        }
    }
    for side in Side::ALL {
        base.get_mut(side).retain(|field, _| fields.get(side).contains(field));
    }
    base
}

/// What of a plan's footing is another one now, in words.
fn differs(then: &Footing, now: &Footing) -> Option<String> {
    for side in Side::ALL {
        let (made_for, account) = (then.accounts.get(side), now.accounts.get(side));
        if made_for != account {
            let product = side.product();
            return Some(format!("it is for {product} {made_for}; the pair has {account}"));
        }
    }
    if then.mapping_version != now.mapping_version || then.mapping_hash != now.mapping_hash {
        return Some(format!(
            "it was made with version {} of the mapping; version {} decides now",
            then.mapping_version, now.mapping_version
        ));
    }
    let turned = |side: &Side| then.schema_hash.get(*side) != now.schema_hash.get(*side);
    let side = Side::ALL.into_iter().find(turned)?;
    Some(format!("mapped fields changed in {} since it was made", side.product()))
}

fn at(path: &Path, error: &dyn std::fmt::Display) -> AppError {
    AppError::PlanFile(format!("{}: {error}", path.display()))
}

/// A file of this process beside another one.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.partial", std::process::id()));
    path.with_file_name(name)
}

/// A new file that only its owner can read: it is never opened wider, and no link is followed.
#[cfg(unix)]
fn private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}
