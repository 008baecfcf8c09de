//! What a pass tells while it runs: bars on a terminal, lines for a program, or nothing.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crosswalk_app::words::Words;
use crosswalk_app::{Progress, Side, Stage, Step, Stopped, Watch};
use indicatif::{ProgressBar, ProgressStyle};

use crate::say::{self, Form, Say};

/// Watches passes for a person or a program, and stops them when the person says so.
pub struct Watcher {
    form: Form,
    bar: Option<ProgressBar>,
    words: Arc<Words>,
    /// To which side the bar counts.
    counted: Mutex<Option<Side>>,
    stop: AtomicBool,
}

/// While nobody knows how much there is, and while so many are left.
const OPEN: &str = "{spinner} {msg}";
const COUNTED: &str = "{spinner} {msg} [{bar:24}] {pos}/{len}";

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watcher")
    }
}

impl Watcher {
    /// As the output asks for.
    pub fn of(say: &Say) -> Arc<Watcher> {
        let bar = say.bars().then(|| {
            let bar = ProgressBar::new_spinner();
            bar.set_style(style(OPEN));
            bar
        });
        Arc::new(Watcher {
            form: say.form,
            bar,
            words: say.words.clone(),
            counted: Mutex::new(None),
            stop: AtomicBool::new(false),
        })
    }

    /// The pass ends before its next step; what was saved stays.
    pub fn interrupt(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// So many more are through on a side, so many left there.
    fn count(&self, side: Side, through: u64, left: u64) {
        let Some(bar) = &self.bar else { return };
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.replace(side) != Some(side) {
            bar.set_position(0);
            bar.set_style(style(COUNTED));
        }
        bar.inc(through);
        bar.set_length(bar.position() + left);
    }

    fn show(&self, message: &str, facts: &[(&str, String)]) {
        if let Some(bar) = &self.bar {
            bar.set_message(self.words.say(message, facts));
            bar.tick();
        }
    }
}

impl Watch for Watcher {
    fn tell(&self, event: &Progress) {
        if self.form == Form::JsonStream {
            say::line(event);
        }
        match event {
            Progress::Stage { stage } => {
                if let Some(bar) = &self.bar {
                    *self.counted.lock().unwrap_or_else(PoisonError::into_inner) = None;
                    bar.set_style(style(OPEN));
                }
                self.show(stage_line(*stage), &[]);
            }
            Progress::Read { side, records, .. } => {
                let facts = [("side", side.product().to_owned()), ("count", records.to_string())];
                self.show("progress-reading", &facts);
            }
            Progress::Planned { mapping, links, writes } => {
                let facts = [
                    ("mapping", mapping.to_string()),
                    ("links", links.to_string()),
                    ("writes", writes.to_string()),
                ];
                self.show("progress-planning", &facts);
            }
            Progress::Wrote { side, done, failed, left, last: _ } => {
                self.count(*side, done + failed, *left);
                let facts = [("side", side.product().to_owned()), ("left", left.to_string())];
                self.show("progress-writing", &facts);
            }
            Progress::Ended { .. } => {
                if let Some(bar) = &self.bar {
                    bar.finish_and_clear();
                }
            }
            // One bar for all passes of a watch: the last one put it away.
            Progress::Began { .. } => {
                if let Some(bar) = &self.bar {
                    bar.reset();
                }
            }
            Progress::NotWritten { .. } | Progress::Braked { .. } => {}
        }
    }

    fn reach(&self, step: Step) -> Result<(), Stopped> {
        if self.stop.load(Ordering::Relaxed) { Err(Stopped(step)) } else { Ok(()) }
    }
}

const fn stage_line(stage: Stage) -> &'static str {
    match stage {
        Stage::Pull => "stage-pull",
        Stage::Match => "stage-match",
        Stage::Plan => "stage-plan",
        Stage::Push => "stage-push",
    }
}
