//! `cargo xtask bench`: what a first sync, an idle pass and a day's changes cost.
//!
//! The engine is the release build of `crosswalk`; the vendors are a process of their own, without
//! latency and without a burst limit, whose work is not counted. Figures are printed and never
//! judged: a machine that is busy with something else would decide them.

mod engine;
mod floor;
mod meter;
mod vendors;

use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::checkout::Checkout;
use crate::step::Step;
use engine::Engine;
use floor::{Calls, Work};
use meter::Spent;
use vendors::Vendors;

/// Longer than what a pull reads again, so that the next pass sees only what is new.
const PAST_OVERLAP_SECONDS: u32 = 11 * 60;

/// Passes after a first sync until nothing is left to do.
const MOST_PASSES: u32 = 5;

/// Measures each size, and prints as it goes. Fails when a build or a pass does.
pub fn run(checkout: &Checkout, sizes: &[u64]) -> Result<()> {
    build(checkout)?;
    let mut firsts: Vec<(u64, Spent)> = Vec::new();
    for people in sizes {
        firsts.push((*people, of_size(checkout, *people)?));
    }
    for pair in firsts.windows(2) {
        let [(few, less), (many, more)] = pair else { continue };
        let growth = floor::growth((*few, less.cpu), (*many, more.cpu));
        println!("\nCPU from {few} to {many} people grows as their number to the {growth:.2}");
    }
    Ok(())
}

fn build(checkout: &Checkout) -> Result<()> {
    let arguments = ["build", "--release", "--locked", "--package", "crosswalk-cli"];
    Step::new("build the engine", &checkout.root, &checkout.cargo, &arguments).run()?;
    let arguments = [
        "build",
        "--release",
        "--locked",
        "--package",
        "crosswalk-emulator",
        "--example",
        "vendors",
    ];
    Step::new("build the vendors", &checkout.root, &checkout.cargo, &arguments).run()
}

/// Everything about one size; returns what the first sync took.
fn of_size(checkout: &Checkout, people: u64) -> Result<Spent> {
    println!("\n== {people} people, contacts only");
    let built = checkout.built("release");
    let began = Instant::now();
    let vendors = &mut Vendors::start(&built, people)?;
    let filled = began.elapsed().as_secs_f64();
    println!("vendors        started and filled, {people} contacts on each side, in {filled:.1} s");
    let engine = &Engine::new(&built, &checkout.kept.join(format!("bench-{people}")))?;
    engine.link(vendors)?;
    vendors.calls()?;
    let first = first_sync(engine, vendors)?;
    come_to_rest(engine, vendors)?;
    let idle = idle_pass(engine, vendors)?;
    changes(engine, vendors, (people.div_ceil(100), &idle))?;
    engine.tidy()?;
    Ok(first)
}

fn first_sync(engine: &Engine, vendors: &mut Vendors) -> Result<Spent> {
    let pass = engine.pass(&["apply"])?;
    let calls = vendors.calls()?;
    let work = work_of(&pass.report)?;
    let (spent, records) = (pass.spent, work.read_hubspot + work.read_salesforce);
    let linked = engine.linked()?;
    let (wall, cpu) = (spent.wall.as_secs_f64(), spent.cpu.as_secs_f64());
    println!("first sync     {linked} pairs of {records} records; {work}");
    println!(
        "  wall         {wall:.1} s, {:.0} records/s; its {} searches take {:.1} s at 5 a second",
        rate(records, wall),
        calls.searches,
        floor::seconds_of_searches(&calls),
    );
    println!("  engine CPU   {cpu:.2} s, {:.0} records per CPU second", rate(records, cpu));
    println!("  engine peak  {} MB of memory", spent.peak >> 20);
    let size = engine.database_size()?;
    println!("  database     {} MB, {} bytes a record", size >> 20, size / records.max(1));
    println!("  calls        {calls}; the floor is {}", floor::of_first_sync(&work));
    let [marketplace, professional] = floor::wall_under_quotas(&calls);
    println!(
        "  real quotas  at least {marketplace:.0} s at 110 calls in 10 s, {professional:.0} s at \
         190; searches 5 a second"
    );
    Ok(spent)
}

/// The passes that see what the first sync wrote, until one finds nothing to do.
fn come_to_rest(engine: &Engine, vendors: &mut Vendors) -> Result<()> {
    for _ in 0..MOST_PASSES {
        vendors.later(PAST_OVERLAP_SECONDS)?;
        let pass = engine.pass(&["sync", "--once"])?;
        let (spent, work) = (pass.spent, work_of(&pass.report)?);
        let calls = vendors.calls()?;
        println!("after it       {work}; {:.2} s CPU; {calls}", spent.cpu.as_secs_f64());
        // Only a pass with something to decide is a run.
        if pass.report["run"].is_null() {
            return Ok(());
        }
    }
    Ok(())
}

fn idle_pass(engine: &Engine, vendors: &mut Vendors) -> Result<Calls> {
    vendors.later(PAST_OVERLAP_SECONDS)?;
    let pass = engine.pass(&["sync", "--once"])?;
    let calls = vendors.calls()?;
    let (cpu, peak) = (pass.spent.cpu.as_millis(), pass.spent.peak >> 20);
    println!("idle pass      {calls}; {cpu} ms CPU, {peak} MB");
    Ok(calls)
}

/// What people edit in a day, from quiet to quiet, less as many idle passes.
fn changes(engine: &Engine, vendors: &mut Vendors, (count, idle): (u64, &Calls)) -> Result<()> {
    vendors.later(PAST_OVERLAP_SECONDS)?;
    let edited = vendors.edit(count)?;
    let pass = engine.pass(&["apply"])?;
    let work = work_of(&pass.report)?;
    vendors.later(PAST_OVERLAP_SECONDS)?;
    let echo = engine.pass(&["sync", "--once"])?;
    let again = work_of(&echo.report)?.writes();
    let calls = vendors.calls()?.less(idle).less(idle);
    let (cpu, peak) = (pass.spent.cpu.as_secs_f64(), pass.spent.peak >> 20);
    println!("{edited} edits on each side, a tenth of them on both: {work}");
    println!("  engine       {cpu:.2} s CPU, {peak} MB");
    println!("  its echo     {again} writes, {} ms CPU", echo.spent.cpu.as_millis());
    println!("  calls        {calls}; the floor is {}", floor::of_changes(edited));
    Ok(())
}

fn work_of(report: &Value) -> Result<Work> {
    let counts = report.get("counts").context("a report without counts")?;
    let of = |what: &str, side: &str| counts[what][side].as_u64().unwrap_or(0);
    Ok(Work {
        read_hubspot: of("read", "hubspot"),
        read_salesforce: of("read", "salesforce"),
        made_hubspot: of("creates", "hubspot"),
        made_salesforce: of("creates", "salesforce"),
        changed_hubspot: of("updates", "hubspot"),
        changed_salesforce: of("updates", "salesforce"),
        failed: of("failed", "hubspot") + of("failed", "salesforce"),
    })
}

#[expect(clippy::cast_precision_loss, reason = "it is printed without decimals")]
fn rate(records: u64, seconds: f64) -> f64 {
    records as f64 / seconds.max(f64::EPSILON)
}
