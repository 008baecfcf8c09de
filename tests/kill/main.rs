//! `kill -9` at every labelled step: a pass runs in a process of its own against two CRMs that this
//! one serves, says which step it has reached, and is killed there. Afterwards nobody was made
//! twice, no edit is lost, and the product comes to rest.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![allow(clippy::print_stdout)]

mod child;
mod others;

use std::fmt::Debug;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crosswalk_desktop::WireGuard;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::server::{Served, serve};
use crosswalk_emulator::{Clock, Emulator, Settings};
use crosswalk_engine::Step;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// What a process of the product is to do, in its environment.
const TASK: &str = "CROSSWALK_KILL_TASK";

/// The test below, which is also what the other process runs.
const NAME: &str = "a_kill_at_any_step_loses_and_doubles_nothing";

/// Two CRMs behind sockets, and the folder of a product that is not running.
struct House {
    /// Fails the test where the product said what no vendor's wire knows.
    _wire: WireGuard,
    emulator: Emulator,
    served: Served,
    /// Serves as long as it lives.
    _runtime: Runtime,
    home: TempDir,
}

/// How a process of the product ended.
enum End {
    Killed,
    ByItself,
}

#[test]
fn a_kill_at_any_step_loses_and_doubles_nothing() {
    if let Ok(task) = std::env::var(TASK) {
        return child::run(&task);
    }
    // A pass mostly waits for HubSpot's next search: as many houses wait at once.
    let lanes: Vec<Vec<_>> =
        (0..LANES).map(|lane| turns().into_iter().skip(lane).step_by(LANES).collect()).collect();
    let killed: Vec<Vec<Step>> = at_once(lanes, |turns| in_turn(&turns)).concat();
    let missed: Vec<_> =
        Step::ALL.iter().filter(|step| !killed.iter().any(|it| it.contains(step))).collect();
    assert!(missed.is_empty(), "never killed at {missed:?}");
    let twice = killed.iter().filter(|ends| ends.len() == 2).count();
    assert!(!is_long() || twice > 20, "killed twice in {twice} turns only");
}

/// Houses of which each takes its share of the turns.
const LANES: usize = 6;

/// Does something with each of these at the same time, in threads that are called after them.
fn at_once<T: Debug + Send, R: Send>(all: Vec<T>, one: impl Fn(T) -> R + Sync) -> Vec<R> {
    let one = &one;
    std::thread::scope(|scope| {
        let begin = |it: T| {
            let named = std::thread::Builder::new().name(format!("{it:?}"));
            named.spawn_scoped(scope, move || one(it)).unwrap()
        };
        let all: Vec<_> = all.into_iter().map(begin).collect();
        all.into_iter().map(|it| it.join().unwrap()).collect()
    })
}

/// One turn after the other in one house, and where each was killed.
fn in_turn(turns: &[Vec<(Step, usize)>]) -> Vec<Vec<Step>> {
    let house = House::new();
    let ann = house.both("ann@example.no");
    house.finish("set_up");
    let mut killed = Vec::new();
    for (turn, kills) in turns.iter().enumerate() {
        let phone = format!("+47 {turn}");
        let title = format!("Title {turn}");
        house.make_work(turn, &ann, (&phone, &title));
        let mut ends = Vec::new();
        for (step, nth) in kills {
            if let End::Killed = house.kill_at("apply", *step, *nth) {
                ends.push(*step);
                house.finish(&format!("look {step}"));
            }
        }
        house.finish("rest");
        house.check(turn, &ann, (&phone, &title));
        killed.push(ends);
    }
    killed
}

/// Whether there is time for everything.
fn is_long() -> bool {
    std::env::var_os("CROSSWALK_TEST_LONG").is_some()
}

/// Every step, a second time those that each side's batch passes, and, where there is time, a second
/// kill in the pass that clears up after the first.
fn turns() -> Vec<Vec<(Step, usize)>> {
    let sent = [Step::Checked, Step::BeforeSend, Step::AfterAnswer, Step::Settled];
    let again = sent.into_iter().flat_map(|step| [(step, 2), (step, 3), (step, 4)]);
    let once = Step::ALL.iter().map(|step| (*step, 1)).chain(again).map(|kill| vec![kill]);
    let clearing_up = [
        Step::PageSaved,
        Step::Pulled,
        Step::Recovered,
        Step::PlanSaved,
        Step::BeforeSend,
        Step::AfterAnswer,
        Step::Settled,
    ];
    let twice = sent
        .into_iter()
        .flat_map(|first| clearing_up.into_iter().map(move |second| vec![(first, 1), (second, 1)]));
    once.chain(twice.filter(|_| is_long())).collect()
}

impl House {
    fn new() -> House {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).enable_all().build().unwrap();
        let emulator = Emulator::new(Settings::default(), Clock::real());
        let served = runtime.block_on(serve(&emulator)).unwrap();
        let wire = WireGuard::new(&emulator);
        let home = TempDir::new().unwrap();
        House { _wire: wire, emulator, served, _runtime: runtime, home }
    }

    /// An edit on each side, and somebody new on each.
    fn make_work(&self, turn: usize, ann: &(String, String), (phone, title): (&str, &str)) {
        self.edit(Vendor::HubSpot, &ann.0, json!({ "phone": phone }));
        self.edit(Vendor::Salesforce, &ann.1, json!({ "Title": title }));
        self.put(Vendor::HubSpot, &format!("h{turn}@example.no"));
        self.put(Vendor::Salesforce, &format!("s{turn}@example.no"));
        self.deal(turn);
    }

    /// Runs the product until it says that it stands at the step, and kills it there.
    fn kill_at(&self, task: &str, step: Step, nth: usize) -> End {
        let mut child = self.product(&format!("{task} at {step} {nth}")).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        let reached = said.lines().map_while(Result::ok).any(|line| line.contains(child::REACHED));
        if reached {
            child.kill().unwrap();
        }
        child.wait().unwrap();
        if reached { End::Killed } else { End::ByItself }
    }

    /// Runs the product to its end.
    fn finish(&self, task: &str) -> String {
        let output = self.product(task).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{task}: {said}\n{complaints}");
        said
    }

    fn product(&self, task: &str) -> Command {
        let mut product = Command::new(std::env::current_exe().unwrap());
        product.args([NAME, "--exact", "--nocapture"]).env(TASK, task);
        product.env(child::HOME, self.home.path());
        for (vendor, url) in
            [(Vendor::HubSpot, &self.served.hubspot), (Vendor::Salesforce, &self.served.salesforce)]
        {
            let facts = self.emulator.grant(vendor, &self.account(vendor)).unwrap();
            let token = match vendor {
                Vendor::HubSpot => facts.service_key,
                Vendor::Salesforce => facts.access_token,
            };
            product.env(child::base(vendor), url.as_str());
            product.env(child::token(vendor), token.unwrap());
        }
        product.stdout(Stdio::piped()).stderr(Stdio::piped());
        product
    }

    fn check(&self, turn: usize, ann: &(String, String), (phone, title): (&str, &str)) {
        let here = self.records(Vendor::HubSpot);
        let there = self.records(Vendor::Salesforce);
        let people = 1 + 2 * (turn + 1);
        assert_eq!(here.len(), people, "turn {turn}: {here:#?}");
        assert_eq!(there.len(), people, "turn {turn}: {there:#?}");
        // Nothing else tells two deals apart, so that one of them made twice would show.
        let deals = [(Vendor::HubSpot, "deals"), (Vendor::Salesforce, "Opportunity")]
            .map(|(vendor, object)| self.all(vendor, object).len());
        assert_eq!(deals, [turn + 1; 2], "turn {turn}");
        assert_eq!(here[&ann.0]["phone"], phone);
        assert_eq!(there[&ann.1]["Phone"], phone);
        assert_eq!(here[&ann.0]["jobtitle"], title);
        assert_eq!(there[&ann.1]["Title"], title);
    }

    fn both(&self, email: &str) -> (String, String) {
        (self.put(Vendor::HubSpot, email), self.put(Vendor::Salesforce, email))
    }

    fn put(&self, vendor: Vendor, email: &str) -> String {
        let (object, fields) = match vendor {
            Vendor::HubSpot => ("contacts", json!({ "email": email, "lastname": "Berg" })),
            Vendor::Salesforce => ("Contact", json!({ "Email": email, "LastName": "Berg" })),
        };
        let Value::Object(fields) = fields else { panic!("fields are an object") };
        self.emulator.put(vendor, &self.account(vendor), object, fields)
    }

    fn edit(&self, vendor: Vendor, id: &str, fields: Value) {
        let act = json!({
            "act": "edit", "account": self.account(vendor), "object": "contacts", "id": id,
            "fields": fields,
        });
        self.emulator.act(vendor, act).unwrap();
    }

    fn deal(&self, turn: usize) {
        let fields = json!({ "dealname": format!("Deal {turn}"), "dealstage": "qualifiedtobuy",
                             "pipeline": "default", "closedate": "2026-12-01T00:00:00Z" });
        let Value::Object(fields) = fields else { panic!("fields are an object") };
        self.emulator.put(Vendor::HubSpot, &self.account(Vendor::HubSpot), "deals", fields);
    }

    fn records(&self, vendor: Vendor) -> Map<String, Value> {
        self.all(vendor, if vendor == Vendor::HubSpot { "contacts" } else { "Contact" })
    }

    fn all(&self, vendor: Vendor, object: &str) -> Map<String, Value> {
        let dump = self.emulator.dump(vendor, &self.account(vendor));
        dump["truth"][object].as_object().cloned().unwrap_or_default()
    }

    fn account(&self, vendor: Vendor) -> String {
        self.emulator.accounts(vendor).remove(0)
    }
}

/// The state of the product in a folder.
fn home(folder: &Path) -> crosswalk_app::Home {
    crosswalk_app::Home::below(folder)
}
