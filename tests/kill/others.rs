//! The same for what an ordinary pass does not do: an undo, opt-outs with deletes that are carried,
//! and a sweep. Each kill has a house of its own, and all of them wait at once.

use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::Step;
use serde_json::{Value, json};

use crate::{End, House, at_once, child};

/// The steps of what is sent.
const SENT: [Step; 3] = [Step::BeforeSend, Step::AfterAnswer, Step::Settled];

/// What comes between the kill of an undo and the next try.
#[derive(Clone, Copy, Debug)]
enum Between {
    Nothing,
    Passes,
}

#[test]
fn a_killed_undo_puts_back_once_and_nothing_flows_again() {
    let kills = |between| SENT.into_iter().flat_map(move |at| [(at, 1, between), (at, 2, between)]);
    let all = [Between::Nothing, Between::Passes].into_iter().flat_map(kills).collect();
    at_once(all, |(step, nth, between)| {
        let house = House::new();
        let ann = house.both("ann@example.no");
        house.edit(Vendor::HubSpot, &ann.0, json!({ "phone": "+47 1" }));
        house.edit(Vendor::Salesforce, &ann.1, json!({ "Title": "Old" }));
        house.finish("set_up");
        house.edit(Vendor::HubSpot, &ann.0, json!({ "phone": "+47 2" }));
        house.edit(Vendor::Salesforce, &ann.1, json!({ "Title": "New" }));
        house.finish("rest");
        assert_eq!(house.four(&ann), ["+47 2", "+47 2", "New", "New"]);
        let said = house.finish("wrote");
        let run = said.lines().find_map(|line| line.strip_prefix(child::WROTE)).unwrap().to_owned();
        let end = house.kill_at(&format!("undo {run}"), step, nth);
        assert!(matches!(end, End::Killed), "{step} {nth}");
        house.finish(&format!("look {step}"));
        if let Between::Passes = between {
            house.finish("rest");
        }
        house.finish(&format!("undo {run}"));
        let back = ["+47 2", "+47 1", "Old", "New"];
        assert_eq!(house.four(&ann), back, "{step} {nth} {between:?}");
        house.finish(&format!("put_back {run}"));
        house.finish("rest");
        assert_eq!(house.four(&ann), back, "{step} {nth} {between:?}");
        house.finish(&format!("put_back {run}"));
        assert_eq!(house.records(Vendor::HubSpot).len(), 1);
        assert_eq!(house.records(Vendor::Salesforce).len(), 1);
    });
}

#[test]
fn a_kill_among_opt_outs_and_deletes_loses_none_and_carries_no_other() {
    let planned = [Step::PlanSaved, Step::Checked].map(|at| ("sweep", at, 1));
    let sent = |(task, times)| {
        SENT.into_iter().flat_map(move |at| (1..=times).map(move |nth| (task, at, nth)))
    };
    let sent = [("apply", 2), ("sweep", 4)].into_iter().flat_map(sent);
    let killed = at_once(planned.into_iter().chain(sent).collect(), |(task, step, nth)| {
        let house = House::new();
        let [out_here, out_there, gone_here, gone_there, left] =
            ["oh", "ot", "gh", "gt", "left"].map(|who| house.both(&format!("{who}@example.no")));
        house.finish("set_up_deletes");
        house.act(Vendor::HubSpot, json!({ "act": "unsubscribe", "email": "oh@example.no" }));
        let ticked = json!({ "HasOptedOutOfEmail": true });
        house.edit(Vendor::Salesforce, &out_there.1, ticked);
        let archive = json!({ "act": "archive", "object": "contacts", "id": gone_here.0 });
        house.act(Vendor::HubSpot, archive);
        house.act(Vendor::Salesforce, json!({ "act": "delete", "id": gone_there.1 }));
        let end = house.kill_at(task, step, nth);
        if let End::Killed = end {
            house.finish(&format!("look {step}"));
        }
        // Whichever pass was killed, HubSpot's delete is found by comparing.
        house.finish("sweep");
        house.finish("rest");
        let (here, there) = (house.records(Vendor::HubSpot), house.records(Vendor::Salesforce));
        let staying = [&out_here, &out_there, &left];
        let mut ids = [here.keys().cloned().collect::<Vec<_>>(), there.keys().cloned().collect()];
        let mut expected =
            [staying.map(|it| it.0.clone()).to_vec(), staying.map(|it| it.1.clone()).to_vec()];
        ids.iter_mut().chain(&mut expected).for_each(|it| it.sort());
        assert_eq!(ids, expected, "{step} {nth}");
        let out = |who: &(String, String)| {
            let ticked = there[&who.1]["HasOptedOutOfEmail"] == json!(true);
            (house.is_out(&who.0), ticked)
        };
        assert_eq!([out(&out_here), out(&out_there)], [(true, true); 2], "{step} {nth}");
        assert_eq!(out(&left), (false, false), "{step} {nth}");
        (task, step, matches!(end, End::Killed))
    });
    for (task, step) in ["apply", "sweep"].into_iter().flat_map(|it| SENT.map(|at| (it, at))) {
        let times = killed.iter().filter(|it| **it == (task, step, true)).count();
        assert!(times >= 2, "killed at {step} of {task} {times} times only");
    }
}

#[test]
fn a_killed_sweep_loses_and_doubles_nothing() {
    let once = [Step::PageRead, Step::PageSaved, Step::PlanSaved, Step::Pushed].map(|at| (at, 1));
    let sent = SENT.into_iter().flat_map(|at| [(at, 1), (at, 2)]);
    at_once(once.into_iter().chain(sent).collect(), |(step, nth)| {
        let house = House::new();
        let ann = house.both("ann@example.no");
        house.finish("set_up");
        let (phone, title) = ("+47 1", "Title 1");
        house.make_work(0, &ann, (phone, title));
        let end = house.kill_at("sweep", step, nth);
        assert!(matches!(end, End::Killed), "{step} {nth}");
        house.finish(&format!("look {step}"));
        house.finish("sweep");
        house.finish("rest");
        house.check(0, &ann, (phone, title));
    });
}

impl House {
    /// The phone in HubSpot and in Salesforce, and the title.
    fn four(&self, ann: &(String, String)) -> [String; 4] {
        let (here, there) = (self.records(Vendor::HubSpot), self.records(Vendor::Salesforce));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (here, there) = (&here[&ann.0], &there[&ann.1]);
        [&here["phone"], &there["Phone"], &here["jobtitle"], &there["Title"]].map(text)
    }

    /// Whether HubSpot has somebody opted out.
    fn is_out(&self, id: &str) -> bool {
        self.records(Vendor::HubSpot)[id]["hs_email_optout"] == json!("true")
    }

    fn act(&self, vendor: Vendor, mut act: Value) {
        act["account"] = json!(self.account(vendor));
        self.emulator.act(vendor, act).unwrap();
    }
}
