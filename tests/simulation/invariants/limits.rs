//! I8, I10, I11: what was asked of the vendors.

use crosswalk_desktop::World;
use crosswalk_emulator::exchange::{Effect, Vendor};
use crosswalk_emulator::log::Exchange;
use crosswalk_reconcile::numbers::SALESFORCE_SHARE_PERCENT;
use jiff::SignedDuration;

use super::Scene;

/// HubSpot calls in any ten seconds, of a portal of the emulator's own tier, which its answers tell;
/// and searches in any second.
const BURST: (usize, SignedDuration) = (190, SignedDuration::from_secs(10));
const SEARCHES: (usize, SignedDuration) = (5, SignedDuration::from_secs(1));

const MOST_ERRORS_PERCENT: usize = 5;

/// Calls that the emulated org may serve in 24 hours, its licences left out.
const ORG_CALLS: u64 = 100_000;

/// What the product may write to. Set-up makes its fields; opt-outs go to the subscriptions.
const MAY_WRITE: [&str; 9] = [
    "/batch/update",
    "/batch/upsert",
    "/composite",
    "/jobs/ingest",
    "/sobjects",
    "/properties",
    "/subscriptions",
    "/communication-preferences",
    "/tooling",
];

/// I8: every sliding window stays below the allowance.
pub fn quotas_are_kept(world: &World) -> Vec<String> {
    world.emulator.log(|log| {
        let hubspot = || log.since(0).iter().filter(|it| it.vendor == Vendor::HubSpot);
        let mut findings: Vec<String> = Vec::new();
        findings.extend(over(hubspot(), BURST, "HubSpot calls"));
        findings.extend(over(
            hubspot().filter(|it| it.path.contains("/search")),
            SEARCHES,
            "searches",
        ));
        // Opt-outs alone may use what is left of our share beyond that.
        let most = usize::try_from(ORG_CALLS * u64::from(SALESFORCE_SHARE_PERCENT) / 100);
        let day = (most.unwrap_or(usize::MAX), SignedDuration::from_hours(24));
        let salesforce = log.since(0).iter().filter(|it| it.vendor == Vendor::Salesforce);
        findings.extend(over(salesforce, day, "Salesforce calls"));
        findings.extend(errors_are_few(log.since(0)));
        findings
    })
}

/// I8: less than a twentieth of what a vendor answers is an error; both watch it, and HubSpot lists no
/// app above it. What a fault made of an answer is not the product's doing.
fn errors_are_few(exchanges: &[Exchange]) -> Vec<String> {
    let mut findings = Vec::new();
    for vendor in [Vendor::HubSpot, Vendor::Salesforce] {
        let answered = || exchanges.iter().filter(|it| it.vendor == vendor && it.fault.is_none());
        let wrong: Vec<&Exchange> =
            answered().filter(|it| it.status.is_some_and(|status| status >= 400)).collect();
        let all = answered().count();
        if wrong.len() * 100 >= all * MOST_ERRORS_PERCENT && all > 0 {
            let lines = wrong.iter().map(|it| format!("{} {} {:?}", it.method, it.path, it.status));
            let shown: Vec<String> = lines.take(5).collect();
            findings.push(format!("I8: {} of {all} answers are errors: {shown:#?}", wrong.len()));
        }
    }
    findings
}

fn over<'a>(
    exchanges: impl Iterator<Item = &'a Exchange>,
    (most, window): (usize, SignedDuration),
    what: &str,
) -> Option<String> {
    let times: Vec<_> = exchanges.map(|it| it.at).collect();
    let worst = times.windows(most + 1).find(|run| run[most].duration_since(run[0]) < window)?;
    Some(format!("I8: more than {most} {what} in {window:?} from {}", worst[0]))
}

/// I10 and I11: nothing but mapped records, set-up's fields and opt-outs is written, and nothing
/// is deleted while no rule says so.
pub fn only_mapped_objects_are_written(scene: &Scene<'_>) -> Vec<String> {
    only_these_are_written(scene.world, &[])
}

/// The same, where a story writes more than people's records.
pub fn only_these_are_written(world: &World, more: &[&str]) -> Vec<String> {
    world.emulator.log(|log| {
        let writes = log.since(0).iter().filter(|it| it.effect == Effect::Write);
        let odd = writes.filter(|it| {
            let may = |parts: &[&str]| parts.iter().any(|part| it.path.contains(part));
            let removes = it.method == http::Method::DELETE || it.path.contains("archive");
            !may(more) && (removes || !may(&MAY_WRITE))
        });
        odd.map(|it| format!("I10: {} {}", it.method, it.path)).collect()
    })
}
