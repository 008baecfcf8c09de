//! A believable world in both CRMs, with the dirt of real data, decided by a seed.

mod company;
mod countries;
mod hubspot;
mod manifest;
mod person;
mod salesforce;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::crm::Crms;
use crate::emulator::Emulator;
use crate::exchange::Vendor;
use crate::random::Random;
pub use company::{Company, company};
pub use countries::Country;
use manifest::Manifest;
pub use person::{Class, Dirt, Person, people, person};

/// What to plant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedPlan {
    /// Decides everything.
    pub seed: u64,
    /// How many people there are, 10 to 1,000,000. Each side knows about four in five of them:
    /// 125,000 people are some 100,000 contacts on each side. A quarter as many companies and a
    /// fifth as many deals come with them.
    pub people: u64,
    /// The portal; the first one unless given.
    #[serde(default)]
    pub portal: Option<String>,
    /// The org; the first one unless given.
    #[serde(default)]
    pub org: Option<String>,
}

/// Why nothing was planted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SeedError {
    /// Too few people to show every class, or too many to hold.
    #[error("people is {0}, but 10 to 1,000,000 can be seeded")]
    Size(u64),
    /// The vendor has no account to plant in.
    #[error("{0} has no account")]
    NoAccount(&'static str),
}

/// A deal as it is; it is on both sides where its company is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deal {
    pub(crate) name: String,
    /// In whole units of the account's currency.
    pub(crate) amount: u64,
    /// `2026-04-30`.
    pub(crate) closes: String,
    pub(crate) stage: &'static Stage,
}

/// A stage by both sides' default pipelines.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stage {
    pub(crate) hubspot: &'static str,
    pub(crate) salesforce: &'static str,
}

/// Plants people, companies, deals, owners and what ties them together, and returns the manifest:
/// `{seed, accounts, counts, classes: {class: [key]}, dirt: {kind: [key]}, differs: {key: [field]},
/// ids: {key: {hubspot, salesforce}}, owners}`, where a key is the e-mail or `person-N`. Above
/// [`LISTED`] people the lists stay empty and only the counts are told.
///
/// # Errors
/// [`SeedError`]; then nothing was planted.
pub fn fill(emulator: &Emulator, plan: &SeedPlan) -> Result<Value, SeedError> {
    if !(10..=1_000_000).contains(&plan.people) {
        return Err(SeedError::Size(plan.people));
    }
    let account = |vendor: Vendor, wanted: &Option<String>| {
        let first = || emulator.accounts(vendor).into_iter().next();
        wanted.clone().or_else(first).ok_or(SeedError::NoAccount(vendor.name()))
    };
    let portal = account(Vendor::HubSpot, &plan.portal)?;
    let org = account(Vendor::Salesforce, &plan.org)?;
    Ok(emulator.with_crms(|crms, now| {
        let manifest = Manifest::new(plan, &portal, &org);
        let mut planter = Planter { crms, now, plan, portal, org, manifest };
        let owners = planter.owners();
        let companies = planter.companies(&owners);
        let deals = planter.people(&owners, &companies);
        planter.deals(&owners, &companies, &deals);
        planter.manifest.told()
    }))
}

/// Up to so many people the manifest names each.
pub const LISTED: u64 = 20_000;

const STAGES: &[Stage] = &[
    Stage { hubspot: "appointmentscheduled", salesforce: "Prospecting" },
    Stage { hubspot: "qualifiedtobuy", salesforce: "Qualification" },
    Stage { hubspot: "presentationscheduled", salesforce: "Needs Analysis" },
    Stage { hubspot: "decisionmakerboughtin", salesforce: "Id. Decision Makers" },
    Stage { hubspot: "contractsent", salesforce: "Negotiation/Review" },
    Stage { hubspot: "closedwon", salesforce: "Closed Won" },
    Stage { hubspot: "closedlost", salesforce: "Closed Lost" },
];

/// First name, last name, whether they are in HubSpot, whether in Salesforce.
const OWNERS: &[(&str, &str, Where)] = &[
    ("Ann", "Solberg", Where::Both),
    ("Bo", "Nygård", Where::Both),
    ("Carla", "Mendes", Where::Both),
    ("Dev", "Rao", Where::Both),
    ("Eva", "Marketing", Where::HubSpot),
    ("Finn", "Fieldsales", Where::Salesforce),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Both,
    HubSpot,
    Salesforce,
}

/// A record's id on each side; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Ids {
    pub(crate) hubspot: String,
    pub(crate) salesforce: String,
}

/// The people who stand in deals: their numbers' contacts by side.
type DealPeople = Vec<Ids>;

struct Planter<'a> {
    crms: &'a mut Crms,
    now: Timestamp,
    plan: &'a SeedPlan,
    portal: String,
    org: String,
    manifest: Manifest,
}

impl Planter<'_> {
    fn owners(&mut self) -> Vec<Ids> {
        let at = self.before(SignedDuration::from_hours(24 * 400));
        let mut owners = Vec::with_capacity(OWNERS.len());
        for (first, last, place) in OWNERS {
            let email = format!("{}@crosswalk.example", countries::folded(first));
            let mut ids = Ids::default();
            if *place != Where::Salesforce {
                let act = hubspot::owner(&self.portal, (first, last), &email);
                ids.hubspot = self.act(at, act);
            }
            if *place != Where::HubSpot {
                ids.salesforce = self.salesforce(at, "User", salesforce::user(first, last, &email));
            }
            self.manifest.owner(&email, &ids);
            owners.push(ids);
        }
        owners
    }

    fn companies(&mut self, owners: &[Ids]) -> Vec<Ids> {
        let mut companies = Vec::new();
        for index in 0..self.company_count() {
            let company = company(self.plan.seed, index);
            let owner = owner_of(owners, index);
            let at = self.before(SignedDuration::from_hours(24 * 350 - signed(index % 1_000)));
            let mut ids = Ids::default();
            if company.in_hubspot {
                let fields = hubspot::company(&company, &owner.hubspot);
                ids.hubspot = self.hubspot(at, "companies", fields);
            }
            if company.in_salesforce {
                let fields = salesforce::account(&company, &owner.salesforce);
                ids.salesforce = self.salesforce(at, "Account", fields);
            }
            self.manifest.count("companies", &ids);
            companies.push(ids);
        }
        companies
    }

    /// Plants everybody and returns those that may stand in a deal.
    fn people(&mut self, owners: &[Ids], companies: &[Ids]) -> DealPeople {
        let mut deal_people = DealPeople::new();
        let deals = self.deal_count();
        for person in people(self.plan.seed, self.plan.people) {
            let place = person.lot % self.company_count();
            let works_at = companies.get(usize::try_from(place).unwrap_or(0));
            let works_at = works_at.cloned().unwrap_or_default();
            let owner = owner_of(owners, person.lot >> 8);
            let company = company(self.plan.seed, place);
            let (at_hubspot, at_salesforce) = self.stamps(&person);
            let mut ids = Ids::default();
            if person.in_hubspot() {
                let fields = hubspot::contact(&person, Some(&company), &owner.hubspot);
                ids.hubspot = self.hubspot(at_hubspot, "contacts", fields);
                if let (true, Some(email)) = (person.has(Dirt::OptedOut), &person.email) {
                    let act = hubspot::opt_out(&self.portal, email);
                    self.act(at_hubspot, act);
                }
                self.associate(("contacts", &ids.hubspot), ("companies", &works_at.hubspot));
            }
            if person.in_salesforce() {
                ids.salesforce = self.in_salesforce(&person, (&works_at, &owner), at_salesforce);
            }
            self.manifest.person(&person, &ids);
            if u64::try_from(deal_people.len()).unwrap_or(u64::MAX) < deals
                && !person.has(Dirt::Lead)
            {
                deal_people.push(ids);
            }
        }
        deal_people
    }

    /// A Lead or a Contact, and its planted duplicate.
    fn in_salesforce(
        &mut self,
        person: &Person,
        (works_at, owner): (&Ids, &Ids),
        at: Timestamp,
    ) -> String {
        let object = if person.has(Dirt::Lead) { "Lead" } else { "Contact" };
        let fields = if person.has(Dirt::Lead) {
            let company = company(self.plan.seed, person.lot % self.company_count());
            salesforce::lead(person, Some(&company), &owner.salesforce)
        } else {
            salesforce::contact(person, &works_at.salesforce, &owner.salesforce)
        };
        let id = self.salesforce(at, object, fields);
        if person.has(Dirt::Duplicate) {
            let later = at.saturating_add(SignedDuration::from_mins(5)).unwrap_or(at);
            let mut twin = salesforce::contact(person, "", &owner.salesforce);
            twin.insert("Phone".to_owned(), Value::String("+1 512 555 0100".to_owned()));
            self.salesforce(later, "Contact", twin);
        }
        id
    }

    fn deals(&mut self, owners: &[Ids], companies: &[Ids], people: &DealPeople) {
        for index in 0..self.deal_count() {
            let mut chance = Random::of(self.plan.seed ^ 0xDE, index);
            let owner = owner_of(owners, chance.number());
            let company = chance.pick(companies).cloned().unwrap_or_default();
            let person = chance.pick(people).cloned().unwrap_or_default();
            let deal = self.deal(&mut chance, index);
            let at = self.before(SignedDuration::from_hours(24 * 90 - signed(index % 2_000)));
            let mut ids = Ids::default();
            if !company.hubspot.is_empty() {
                let fields = hubspot::deal(&deal, &owner.hubspot);
                ids.hubspot = self.hubspot(at, "deals", fields);
                self.associate(("deals", &ids.hubspot), ("companies", &company.hubspot));
                self.associate(("deals", &ids.hubspot), ("contacts", &person.hubspot));
            }
            if !company.salesforce.is_empty() {
                let fields = salesforce::opportunity(&deal, &company.salesforce, &owner.salesforce);
                ids.salesforce = self.salesforce(at, "Opportunity", fields);
                if !person.salesforce.is_empty() {
                    let role = salesforce::role(&ids.salesforce, &person.salesforce);
                    self.salesforce(at, "OpportunityContactRole", role);
                }
            }
            self.manifest.count("deals", &ids);
        }
    }

    fn deal(&self, chance: &mut Random, index: u64) -> Deal {
        let days = chance.below(180);
        let closes = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let closes = closes.saturating_add(jiff::Span::new().days(signed(days)));
        Deal {
            name: format!(
                "Deal {index} {}",
                chance.word(&["renewal", "pilot", "expansion", "ny 🚀"])
            ),
            amount: 500 * (1 + chance.below(400)),
            closes: closes.to_string(),
            stage: chance.pick(STAGES).unwrap_or(&STAGES[0]),
        }
    }

    /// When each side was last touched: within the last year, or minutes ago where both were
    /// edited.
    fn stamps(&self, person: &Person) -> (Timestamp, Timestamp) {
        if person.class == Class::EditedBoth {
            let minutes = |minutes| self.before(SignedDuration::from_mins(minutes));
            return (minutes(9), minutes(7));
        }
        let age = SignedDuration::from_mins(signed(60 + person.lot % 400_000));
        let later = SignedDuration::from_mins(signed(person.lot % 50));
        (self.before(age), self.before(age.saturating_sub(later)))
    }

    fn before(&self, by: SignedDuration) -> Timestamp {
        self.now.saturating_sub(by).unwrap_or(self.now)
    }

    fn company_count(&self) -> u64 {
        (self.plan.people / 4).max(3)
    }

    fn deal_count(&self) -> u64 {
        (self.plan.people / 5).max(3)
    }

    fn hubspot(&mut self, at: Timestamp, object: &str, fields: crate::crm::Fields) -> String {
        self.crms.hubspot.put(at, &self.portal, object, fields)
    }

    /// What a person does in HubSpot; the id of what it made, if it made something.
    fn act(&mut self, at: Timestamp, act: Value) -> String {
        match self.crms.hubspot.act(at, act) {
            Ok(made) => made.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
            Err(_) => {
                self.manifest.add("acts.refused".to_owned());
                String::new()
            }
        }
    }

    fn associate(&mut self, from: (&str, &str), to: (&str, &str)) {
        if to.1.is_empty() {
            return;
        }
        if self.crms.hubspot.associate(&self.portal, from, to) {
            self.manifest.add(format!("associations.{}_{}", from.0, to.0));
        }
    }

    fn salesforce(&mut self, at: Timestamp, object: &str, fields: crate::crm::Fields) -> String {
        self.crms.salesforce.put(at, &self.org, object, fields)
    }
}

fn owner_of(owners: &[Ids], lot: u64) -> Ids {
    let count = u64::try_from(owners.len()).unwrap_or(1).max(1);
    owners.get(usize::try_from(lot % count).unwrap_or(0)).cloned().unwrap_or_default()
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
