//! Which fault met which operation and which step, over all seeds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crosswalk_engine::Step;
use crosswalk_model::{Both, Side};

use crate::people::Deed;
use crate::weather;

/// What people wrote between checks and writes, by side.
#[derive(Clone, Debug, Default)]
pub struct Windows {
    pub edits: Both<Window>,
}

/// Edits between checks and writes of one side.
#[derive(Clone, Copy, Debug, Default)]
pub struct Window {
    pub edits: u64,
    /// Those that history names.
    pub told: u64,
    /// Those that are nowhere.
    pub lost: u64,
}

/// What the seeds did.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    pub deeds: BTreeMap<Deed, u64>,
    pub steps: BTreeMap<Step, u64>,
    /// How often each fault was set up, and how often it changed an answer.
    pub faults: BTreeMap<&'static str, (u64, u64)>,
    pub crashes: BTreeMap<Step, u64>,
    pub fault_by_deed: BTreeMap<(&'static str, Deed), u64>,
    pub fault_by_step: BTreeMap<(&'static str, Step), u64>,
    pub crash_by_deed: BTreeMap<(Step, Deed), u64>,
    /// Faults that struck in the pass that crashed there.
    pub fault_by_crash: BTreeMap<(&'static str, Step), u64>,
    pub passes: u64,
    pub writes: u64,
    pub windows: Windows,
}

impl Coverage {
    /// A pass after these deeds, with what struck it.
    pub fn note_pass(
        &mut self,
        deeds: &BTreeSet<Deed>,
        struck: &[&'static str],
        steps: &BTreeMap<Step, u64>,
    ) {
        self.passes += 1;
        for (step, times) in steps {
            *self.steps.entry(*step).or_default() += times;
        }
        for fault in struck {
            self.faults.entry(fault).or_default().1 += 1;
            for deed in deeds {
                *self.fault_by_deed.entry((fault, *deed)).or_default() += 1;
            }
            for step in steps.keys() {
                *self.fault_by_step.entry((fault, *step)).or_default() += 1;
            }
        }
    }

    /// A crash after these deeds, in a pass that these faults struck.
    pub fn note_crash(&mut self, deeds: &BTreeSet<Deed>, struck: &[&'static str], at: Step) {
        *self.crashes.entry(at).or_default() += 1;
        for fault in struck {
            *self.fault_by_crash.entry((fault, at)).or_default() += 1;
        }
        for deed in deeds {
            *self.crash_by_deed.entry((at, *deed)).or_default() += 1;
        }
    }

    /// Adds another seed's.
    pub fn add(&mut self, more: &Coverage) {
        self.passes += more.passes;
        self.writes += more.writes;
        for side in Side::ALL {
            let (here, more) = (self.windows.edits.get_mut(side), more.windows.edits.get(side));
            here.edits += more.edits;
            here.told += more.told;
            here.lost += more.lost;
        }
        for (name, (set, struck)) in &more.faults {
            let here = self.faults.entry(name).or_default();
            here.0 += set;
            here.1 += struck;
        }
        add(&mut self.deeds, &more.deeds);
        add(&mut self.steps, &more.steps);
        add(&mut self.crashes, &more.crashes);
        add(&mut self.fault_by_deed, &more.fault_by_deed);
        add(&mut self.fault_by_step, &more.fault_by_step);
        add(&mut self.crash_by_deed, &more.crash_by_deed);
        add(&mut self.fault_by_crash, &more.fault_by_crash);
    }

    /// Faults that never changed an answer, and steps at which no seed crashed.
    pub fn gaps(&self) -> Vec<String> {
        let struck = |name: &&str| self.faults.get(*name).is_some_and(|(_, struck)| *struck > 0);
        let idle = weather::names().into_iter().filter(|name| !struck(name));
        let idle = idle.map(|name| format!("the fault {name} never changed an answer"));
        let steps = Step::ALL.iter().filter(|step| !self.crashes.contains_key(step));
        let quiet = |side: &Side| self.windows.edits.get(*side).edits == 0;
        let windows = Side::ALL.into_iter().filter(quiet);
        let windows =
            windows.map(|side| format!("nobody edited {side:?} between a check and its write"));
        let untold = (self.windows.edits.hubspot.told == 0)
            .then(|| "history told of no edit between a check and its write".to_owned());
        let windows = windows.chain(untold);
        idle.chain(steps.map(|step| format!("no seed crashed at {step}"))).chain(windows).collect()
    }

    /// Faults that never met an operation: in the long run each of them has to.
    pub fn unmet(&self) -> Vec<String> {
        let all = weather::names()
            .into_iter()
            .flat_map(|it| self.deeds.keys().map(move |deed| (it, *deed)));
        let unmet = all.filter(|pair| !self.fault_by_deed.contains_key(pair));
        unmet.map(|(fault, deed)| format!("the fault {fault} never met {deed}")).collect()
    }
}

fn add<K: Ord + Copy>(here: &mut BTreeMap<K, u64>, more: &BTreeMap<K, u64>) {
    for (key, times) in more {
        *here.entry(*key).or_default() += times;
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} passes, {} writes", self.passes, self.writes)?;
        for side in Side::ALL {
            let Window { edits, told, lost } = self.windows.edits.get(side);
            let side = side.as_str();
            writeln!(
                f,
                "  between check and write of {side}: {edits} edits, history names {told}, {lost} are lost"
            )?;
        }
        for (deed, times) in &self.deeds {
            writeln!(f, "  {deed}: {times}")?;
        }
        let deeds: Vec<Deed> = self.deeds.keys().copied().collect();
        table(f, "fault by operation", &self.fault_by_deed, &deeds)?;
        table(f, "fault by step", &self.fault_by_step, Step::ALL)?;
        let crashes: BTreeMap<(&str, Deed), u64> =
            self.crash_by_deed.iter().map(|((a, b), n)| ((a.as_str(), *b), *n)).collect();
        table(f, "crash by operation", &crashes, &deeds)?;
        table(f, "fault by crash", &self.fault_by_crash, Step::ALL)?;
        for (name, (set, struck)) in &self.faults {
            writeln!(f, "  {name:22} set {set:5}, struck {struck:5}")?;
        }
        Ok(())
    }
}

/// A line per row, with what it never met.
fn table<C: Ord + Copy + fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    met: &BTreeMap<(&str, C), u64>,
    columns: &[C],
) -> fmt::Result {
    let rows: BTreeSet<&str> = met.keys().map(|(row, _)| *row).collect();
    let all = rows.len() * columns.len();
    writeln!(f, "{title}: {} of {all} pairs", met.len())?;
    for row in rows {
        let missing: Vec<String> = columns
            .iter()
            .filter(|column| !met.contains_key(&(row, **column)))
            .map(ToString::to_string)
            .collect();
        if !missing.is_empty() {
            writeln!(f, "  {row}: never with {}", missing.join(", "))?;
        }
    }
    Ok(())
}
