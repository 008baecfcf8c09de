//! What people do with companies, deals and those who belong to them.

use std::collections::BTreeSet;

use crosswalk_desktop::World;
use crosswalk_model::Both;
use crosswalk_model::Side::{self, HubSpot, Salesforce};
use serde_json::{Value, json};

use super::MAPPED;
use super::diary::Diary;
use crate::chance::Chance;
use crate::people::owners;

/// HubSpot's types between two records: a contact's and a deal's primary company, a deal's contact.
const COMPANY_OF_CONTACT: u32 = 1;
const COMPANY_OF_DEAL: u32 = 5;
const CONTACT_OF_DEAL: u32 = 3;

const STAGES: [&str; 4] =
    ["appointmentscheduled", "qualifiedtobuy", "presentationscheduled", "contractsent"];
const STAGE_NAMES: [&str; 4] =
    ["Prospecting", "Qualification", "Needs Analysis", "Negotiation/Review"];

/// What people did, and what they made.
#[derive(Debug)]
pub struct Trade {
    pub(super) chance: Chance,
    made: usize,
    /// Records that people made, on either side.
    pub born: BTreeSet<String>,
    /// Who may own records: users of one side, owners of the other.
    pub(super) owners: Both<Vec<String>>,
    /// The field that the product's user does not see, of which object.
    pub(super) hidden: Option<(&'static str, &'static str)>,
    pub(super) bin: Vec<(Side, &'static str, String)>,
    /// Records that went because a person deleted them, or what they hung on.
    pub deaths: BTreeSet<String>,
    pub diary: Diary,
}

type Deed = fn(&mut Trade, &World) -> bool;

/// Each with how often it is done.
const DEEDS: [(&str, usize, Deed); 25] = [
    ("edit", 12, Trade::edit),
    ("clear", 2, Trade::clear),
    ("edit both", 2, Trade::edit_both),
    ("stage", 2, Trade::stage),
    ("make company", 2, Trade::make_company),
    ("make person", 3, Trade::make_person),
    ("make deal", 3, Trade::make_deal),
    ("move person", 4, Trade::move_person),
    ("move deal", 3, Trade::move_deal),
    ("people of a deal", 5, Trade::people_of_a_deal),
    ("make activity", 5, Trade::make_activity),
    ("make ticket", 2, Trade::make_ticket),
    ("make invoice", 2, Trade::make_invoice),
    ("make person account", 2, Trade::make_person_account),
    ("role", 3, Trade::role),
    ("campaign", 3, Trade::campaign),
    ("win", 1, Trade::win),
    ("opt out", 1, Trade::opt_out),
    ("delete or restore", 3, Trade::delete_or_restore),
    ("merge", 1, Trade::merge),
    ("convert", 2, Trade::convert),
    ("own", 3, Trade::own),
    ("an owner goes", 1, Trade::an_owner_goes),
    ("hide or show a field", 1, Trade::hide_or_show),
    ("join or leave the list", 2, Trade::join_or_leave),
];

impl Trade {
    pub fn new(chance: Chance) -> Self {
        Trade {
            chance,
            made: 0,
            born: BTreeSet::new(),
            owners: Both { salesforce: Vec::new(), hubspot: Vec::new() },
            hidden: None,
            bin: Vec::new(),
            deaths: BTreeSet::new(),
            diary: Diary::default(),
        }
    }

    /// Fills both accounts: some families on both sides, tied by an address they share.
    pub fn settle_in(&mut self, world: &World, records: usize) {
        self.owners = owners::settle(world);
        for nth in 0..records / 8 {
            let name = self.word("Firm");
            let address = self.address();
            if nth % 3 != 2 {
                self.family(world, HubSpot, (&name, &address));
            }
            if nth % 3 != 1 {
                self.family(world, Salesforce, (&name, &address));
            }
        }
    }

    /// One operation; `None` where what it takes is not there.
    pub fn act(&mut self, world: &World) -> Option<&'static str> {
        let all: usize = DEEDS.iter().map(|(_, times, _)| times).sum();
        let mut left = self.chance.below(all);
        for (name, times, deed) in DEEDS {
            if left < times {
                return deed(self, world).then_some(name);
            }
            left -= times;
        }
        None
    }

    fn family(&mut self, world: &World, side: Side, (name, address): (&str, &str)) {
        let company = self.company(world, side, name);
        let person = self.person(world, side, (address, Some(&company)));
        self.deal(world, side, (Some(&company), Some(&person)));
    }

    fn company(&mut self, world: &World, side: Side, name: &str) -> String {
        match side {
            HubSpot => self.create(world, HubSpot, ("companies", json!({ "name": name }))),
            Salesforce => self.create(world, Salesforce, ("Account", json!({ "Name": name }))),
        }
    }

    fn person(
        &mut self,
        world: &World,
        side: Side,
        (address, company): (&str, Option<&str>),
    ) -> String {
        match side {
            HubSpot => {
                let fields = json!({ "email": address, "lastname": "Berg" });
                let id = self.create(world, HubSpot, ("contacts", fields));
                if let Some(company) = company {
                    tie(world, ("contacts", &id), ("companies", company), COMPANY_OF_CONTACT);
                }
                id
            }
            Salesforce => {
                // A person account has no contact but its own.
                let account = company.and_then(|id| world.record(Salesforce, "Account", id));
                let is_person =
                    account.is_some_and(|it| it.get("IsPersonAccount") == Some(&json!(true)));
                let company = company.filter(|_| !is_person);
                let fields = json!({ "Email": address, "LastName": "Berg", "AccountId": company });
                self.create(world, Salesforce, ("Contact", fields))
            }
        }
    }

    fn deal(
        &mut self,
        world: &World,
        side: Side,
        (company, person): (Option<&str>, Option<&str>),
    ) -> String {
        let name = self.word("Ship");
        match side {
            HubSpot => {
                let stage = *self.chance.pick(&STAGES);
                let fields = json!({
                    "dealname": name, "dealstage": stage, "pipeline": "default",
                    "closedate": "2026-12-01T00:00:00Z",
                });
                let id = self.create(world, HubSpot, ("deals", fields));
                if let Some(company) = company {
                    tie(world, ("deals", &id), ("companies", company), COMPANY_OF_DEAL);
                }
                if let Some(person) = person {
                    tie(world, ("deals", &id), ("contacts", person), CONTACT_OF_DEAL);
                }
                id
            }
            Salesforce => {
                let stage = *self.chance.pick(&STAGE_NAMES);
                let fields = json!({
                    "Name": name, "StageName": stage, "CloseDate": "2026-12-01",
                    "AccountId": company,
                });
                let id = self.create(world, Salesforce, ("Opportunity", fields));
                if let Some(person) = person {
                    let role = json!({ "OpportunityId": id, "ContactId": person });
                    self.create(world, Salesforce, ("OpportunityContactRole", role));
                }
                id
            }
        }
    }

    pub(super) fn create(
        &mut self,
        world: &World,
        side: Side,
        (object, fields): (&'static str, Value),
    ) -> String {
        let id = world.create(side, object, fields).expect("a record");
        self.born.insert(id.clone());
        id
    }

    fn edit(&mut self, world: &World) -> bool {
        let field = *self.chance.pick(&MAPPED);
        let side = self.a_side();
        let value = self.value(field.hubspot.1);
        self.set(world, side, field, value)
    }

    fn clear(&mut self, world: &World) -> bool {
        let field = *self.chance.pick(&MAPPED);
        let side = self.a_side();
        // Without a name a record is none.
        if matches!(field.salesforce.1, "Name") {
            return false;
        }
        self.set(world, side, field, Value::Null)
    }

    /// The same field of some record on each side: of the same one often enough.
    fn edit_both(&mut self, world: &World) -> bool {
        let field = *self.chance.pick(&MAPPED);
        let (mine, theirs) = (self.value(field.hubspot.1), self.value(field.hubspot.1));
        let here = self.set(world, HubSpot, field, mine);
        self.set(world, Salesforce, field, theirs) || here
    }

    fn set(&mut self, world: &World, side: Side, field: super::Mapped, value: Value) -> bool {
        let (object, name) = match side {
            HubSpot => field.hubspot,
            Salesforce => field.salesforce,
        };
        let Some(id) = self.one_of(world, side, object) else { return false };
        // HubSpot takes a text, whatever the type is.
        let value = match (side, value) {
            (HubSpot, Value::Null) => json!(""),
            (HubSpot, Value::Number(number)) => json!(number.to_string()),
            (_, value) => value,
        };
        let done = self.change(world, side, (object, &id), json!({ name: value }));
        if done {
            self.note(world, side, (&id, name, &value));
        }
        done
    }

    fn stage(&mut self, world: &World) -> bool {
        let side = self.a_side();
        let (object, name, stage) = match side {
            HubSpot => ("deals", "dealstage", *self.chance.pick(&STAGES)),
            Salesforce => ("Opportunity", "StageName", *self.chance.pick(&STAGE_NAMES)),
        };
        let Some(id) = self.one_of(world, side, object) else { return false };
        self.change(world, side, (object, &id), json!({ name: stage }))
    }

    fn make_company(&mut self, world: &World) -> bool {
        let (side, name, address) = (self.a_side(), self.word("Firm"), self.address());
        self.family(world, side, (&name, &address));
        true
    }

    fn make_person(&mut self, world: &World) -> bool {
        let (side, address) = (self.a_side(), self.address());
        let company = self.one_of(world, side, company_on(side));
        self.person(world, side, (&address, company.as_deref()));
        true
    }

    fn make_deal(&mut self, world: &World) -> bool {
        let side = self.a_side();
        let company = self.one_of(world, side, company_on(side));
        let person = self.one_of(world, side, person_on(side));
        self.deal(world, side, (company.as_deref(), person.as_deref()));
        true
    }

    fn move_person(&mut self, world: &World) -> bool {
        let side = self.a_side();
        let person = self.one_of(world, side, person_on(side));
        let company = self.one_of(world, side, company_on(side));
        let (Some(person), Some(company)) = (person, company) else { return false };
        match side {
            HubSpot => {
                tie(world, ("contacts", &person), ("companies", &company), COMPANY_OF_CONTACT)
            }
            Salesforce => {
                let to = json!({ "AccountId": company });
                self.change(world, Salesforce, ("Contact", &person), to)
            }
        }
    }

    fn move_deal(&mut self, world: &World) -> bool {
        let side = self.a_side();
        let deal = self.one_of(world, side, deal_on(side));
        let company = self.one_of(world, side, company_on(side));
        let (Some(deal), Some(company)) = (deal, company) else { return false };
        match side {
            HubSpot => tie(world, ("deals", &deal), ("companies", &company), COMPANY_OF_DEAL),
            Salesforce => {
                let to = json!({ "AccountId": company });
                self.change(world, Salesforce, ("Opportunity", &deal), to)
            }
        }
    }

    /// Somebody joins a deal, or leaves one.
    fn people_of_a_deal(&mut self, world: &World) -> bool {
        let side = self.a_side();
        let leaves = self.chance.one_in(3);
        let deal = self.one_of(world, side, deal_on(side));
        let person = self.one_of(world, side, person_on(side));
        let (Some(deal), Some(person)) = (deal, person) else { return false };
        match (side, leaves) {
            (HubSpot, false) => {
                tie(world, ("deals", &deal), ("contacts", &person), CONTACT_OF_DEAL)
            }
            (HubSpot, true) => {
                untie(world, ("deals", &deal), ("contacts", &person), CONTACT_OF_DEAL)
            }
            (Salesforce, false) => {
                let role = json!({ "OpportunityId": deal, "ContactId": person });
                let made = world.create(Salesforce, "OpportunityContactRole", role);
                made.map(|id| self.born.insert(id)).is_ok()
            }
            (Salesforce, true) => {
                let object = "OpportunityContactRole";
                let Some(role) = self.one_of(world, Salesforce, object) else { return false };
                let words = json!({ "act": "delete", "object": object, "id": role });
                world.try_act(Salesforce, words).is_ok()
            }
        }
    }

    pub(super) fn a_side(&mut self) -> Side {
        *self.chance.pick(&Side::ALL)
    }

    pub(super) fn one_of(&mut self, world: &World, side: Side, object: &str) -> Option<String> {
        let all = world.records(side, object);
        if all.is_empty() {
            return None;
        }
        let nth = self.chance.below(all.len());
        all.into_iter().nth(nth).map(|(id, _)| id)
    }

    pub(super) fn address(&mut self) -> String {
        self.made += 1;
        format!("person{}@example.no", self.made)
    }

    pub(super) fn word(&mut self, of: &str) -> String {
        self.made += 1;
        format!("{of} æ{}", self.made)
    }

    /// A value that nobody gave before.
    fn value(&mut self, field: &str) -> Value {
        self.made += 1;
        match field {
            "phone" => json!(format!("+47 22 {:06}", self.made)),
            "amount" => json!(self.made),
            _ => json!(format!("{field} æ{}", self.made)),
        }
    }
}

pub(super) const fn company_on(side: Side) -> &'static str {
    match side {
        HubSpot => "companies",
        Salesforce => "Account",
    }
}

pub(super) const fn person_on(side: Side) -> &'static str {
    match side {
        HubSpot => "contacts",
        Salesforce => "Contact",
    }
}

pub(super) const fn deal_on(side: Side) -> &'static str {
    match side {
        HubSpot => "deals",
        Salesforce => "Opportunity",
    }
}

pub(super) fn tie(world: &World, from: (&str, &str), to: (&str, &str), kind: u32) -> bool {
    tied(world, "associate", (from, to), kind)
}

fn untie(world: &World, from: (&str, &str), to: (&str, &str), kind: u32) -> bool {
    tied(world, "dissociate", (from, to), kind)
}

fn tied(world: &World, act: &str, (from, to): ((&str, &str), (&str, &str)), kind: u32) -> bool {
    let words = json!({
        "act": act, "object": from.0, "id": from.1, "to": to.0, "other": to.1, "type": kind,
    });
    world.try_act(HubSpot, words).is_ok()
}
