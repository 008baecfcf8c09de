//! Jobs go on: a step at each look, or by the clock.

use jiff::{SignedDuration, Timestamp};

use super::BulkPace;
use super::job::{Job, State, Work};
use super::load::Load;
use crate::exchange::Turn;
use crate::salesforce::wire::{Call, Power};
use crate::salesforce::world::Org;

/// How long jobs and their results are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long a job may stay open.
const OPEN: SignedDuration = SignedDuration::from_hours(24);

impl Org {
    /// Does what the clock says is due; before any call is answered.
    pub(crate) fn run_jobs(&mut self, call: &Call<'_>) {
        if self.jobs.held.is_empty() {
            return;
        }
        let now = call.turn.now;
        if call.turn.on("salesforce.bulk.kept") {
            self.jobs.held.retain(|_, job| now.duration_since(job.created) < KEPT);
        }
        if call.turn.on("salesforce.bulk.open_day") {
            let old =
                |job: &&mut Job| job.state == State::Open && now.duration_since(job.created) > OPEN;
            self.jobs.held.values_mut().filter(old).for_each(|job| job.state = State::Aborted);
        }
        let BulkPace::Seconds { queued, batch } = self.settings.bulk.pace else { return };
        let running = self.jobs.held.values().filter(|job| job.state.runs());
        let running: Vec<String> = running.map(|job| job.id.clone()).collect();
        for id in running {
            // A job ends after its last batch, so this ends.
            while let Some(due) = self.due(&id, queued, batch).filter(|due| *due <= now) {
                self.step(call, &id, due);
            }
        }
    }

    /// A look at a job, which may be what moves it.
    pub(super) fn look(&mut self, call: &Call<'_>, id: &str) {
        if self.settings.bulk.pace == BulkPace::Polls {
            self.step(call, id, call.turn.now);
        }
    }

    /// When the next step of a running job is due.
    fn due(&self, id: &str, queued: i64, batch: i64) -> Option<Timestamp> {
        let job = self.jobs.held.get(id).filter(|job| job.state.runs())?;
        let wait = if job.state == State::UploadComplete { queued } else { batch };
        job.changed.checked_add(SignedDuration::from_secs(wait)).ok()
    }

    /// One step of a running job: into progress, or the next batch of rows.
    fn step(&mut self, call: &Call<'_>, id: &str, at: Timestamp) {
        let Some(mut job) = self.jobs.held.remove(id) else { return };
        if job.state.runs() {
            let turn = Turn { now: at, ..*call.turn };
            let (user, version) = (job.user.clone(), job.version);
            let own = Call { turn: &turn, version, user, power: Power::App };
            let failed = self.advance(&own, &mut job).err();
            if let Some(error) = failed {
                job.state = State::Failed;
                job.error = Some(error);
            }
            job.changed = at;
        }
        self.jobs.held.insert(job.id.clone(), job);
    }

    fn advance(&mut self, call: &Call<'_>, job: &mut Job) -> Result<(), String> {
        let work = std::mem::replace(&mut job.work, Work::Load(Load::default()));
        let (work, result) = match work {
            Work::Load(mut load) => {
                let result = self.advance_load(call, job, &mut load);
                (Work::Load(load), result)
            }
            Work::Extract(mut extract) => {
                let result = match job.state {
                    State::InProgress => self.extract(call, job, &mut extract),
                    State::Open
                    | State::UploadComplete
                    | State::JobComplete
                    | State::Aborted
                    | State::Failed => Ok(()),
                };
                (Work::Extract(extract), result.map(|()| job.state == State::InProgress))
            }
        };
        job.work = work;
        job.state = if result? { State::JobComplete } else { State::InProgress };
        Ok(())
    }

    /// Reads the upload, or writes the next batch; says whether that was the last.
    fn advance_load(
        &mut self,
        call: &Call<'_>,
        job: &Job,
        load: &mut Load,
    ) -> Result<bool, String> {
        if job.state == State::UploadComplete {
            return self.open_upload(call, job, load).map(|()| false);
        }
        if !load.is_done() {
            self.jobs.batches.add(call.turn.now, 1);
        }
        let most = self.settings.bulk.batch_rows.max(1);
        self.load_batch(call, job, load, most);
        Ok(load.is_done())
    }
}
