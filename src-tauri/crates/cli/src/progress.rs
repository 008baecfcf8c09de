//! What a pass tells while it runs: bars on a terminal, lines for a program, or nothing.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crosswalk_app::{Progress, Stage, Step, Stopped, Watch};
use indicatif::{ProgressBar, ProgressStyle};

use crate::say::{self, Form, Say};

/// Watches passes for a person or a program, and stops them when the person says so.
pub struct Watcher {
    form: Form,
    bar: Option<ProgressBar>,
    stop: AtomicBool,
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
            let style = ProgressStyle::with_template("{spinner} {msg}");
            let bar = ProgressBar::new_spinner();
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar
        });
        Arc::new(Watcher { form: say.form, bar, stop: AtomicBool::new(false) })
    }

    /// The pass ends before its next step; what was saved stays.
    pub fn interrupt(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn show(&self, text: String) {
        if let Some(bar) = &self.bar {
            bar.set_message(text);
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
            Progress::Stage { stage } => self.show(stage_line(*stage).to_owned()),
            Progress::Read { side, records, .. } => {
                self.show(format!("reading {}: {records} records", side.product()));
            }
            Progress::Planned { mapping, links, writes } => {
                self.show(format!("planning {mapping}: {links} looked at, {writes} to write"));
            }
            Progress::Wrote { side, left, .. } => {
                self.show(format!("writing to {}: {left} left", side.product()));
            }
            Progress::Ended { .. } => {
                if let Some(bar) = &self.bar {
                    bar.finish_and_clear();
                }
            }
            Progress::Began { .. } | Progress::NotWritten { .. } | Progress::Braked { .. } => {}
        }
    }

    fn reach(&self, step: Step) -> Result<(), Stopped> {
        if self.stop.load(Ordering::Relaxed) { Err(Stopped(step)) } else { Ok(()) }
    }
}

const fn stage_line(stage: Stage) -> &'static str {
    match stage {
        Stage::Pull => "reading both sides",
        Stage::Match => "finding partners",
        Stage::Plan => "planning",
        Stage::Push => "writing",
    }
}
