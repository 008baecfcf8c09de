//! Stops a pass at a labelled step, as a crash would, and counts the steps that were reached.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crosswalk_engine::{Progress, Step, Stopped, Watch};

use crate::chance::Chance;
use crate::meddler::{Meddled, Meddler};

/// The wire across one step.
#[derive(Debug, Default)]
pub struct Tripwire(Mutex<Wire>);

#[derive(Debug, Default)]
struct Wire {
    /// The step, and how often it may still be passed.
    stop: Option<(Step, usize)>,
    reached: BTreeMap<Step, u64>,
    /// Who edits between a check and its write.
    meddler: Option<Meddler>,
}

impl Tripwire {
    /// Stops the `nth` time a step is reached, counted from 1.
    pub fn stretch(&self, step: Step, nth: usize) {
        self.wire().stop = Some((step, nth));
    }

    /// Stops some step of the next pass, in as many passes out of so many as there are crashes.
    pub fn perhaps(&self, chance: &mut Chance, (crashes, passes): (usize, usize)) {
        if crashes > 0 && chance.below(passes) < crashes {
            let step = *chance.pick(Step::ALL);
            self.stretch(step, chance.between(1, 3));
        }
    }

    /// Lets somebody edit between checks and writes, until they are called back.
    pub fn let_in(&self, meddler: Meddler) {
        self.wire().meddler = Some(meddler);
    }

    /// What they did.
    pub fn call_back(&self) -> Vec<Meddled> {
        self.wire().meddler.take().map(|it| it.done).unwrap_or_default()
    }

    /// Lets everything pass.
    pub fn take_away(&self) {
        self.wire().stop = None;
    }

    /// How often each step was reached since the last call.
    pub fn reached(&self) -> BTreeMap<Step, u64> {
        std::mem::take(&mut self.wire().reached)
    }

    fn wire(&self) -> MutexGuard<'_, Wire> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch for Tripwire {
    fn tell(&self, _event: &Progress) {}

    fn reach(&self, step: Step) -> Result<(), Stopped> {
        let mut wire = self.wire();
        *wire.reached.entry(step).or_default() += 1;
        if let (Step::BeforeSend, Some(meddler)) = (step, &mut wire.meddler) {
            meddler.meddle();
        }
        let Some((wanted, left)) = wire.stop else { return Ok(()) };
        if wanted != step {
            return Ok(());
        }
        wire.stop = (left > 1).then_some((step, left.saturating_sub(1)));
        if left > 1 { Ok(()) } else { Err(Stopped(step)) }
    }
}
