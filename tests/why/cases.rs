//! Records that were labelled by hand, by the rules and not by what the product says.

use crosswalk_emulator::seed::Class::{
    BothDiffer, BothEqual, EditedBoth, OnlyHubSpot, OnlySalesforce,
};
use crosswalk_emulator::seed::Dirt::{self, *};
use crosswalk_emulator::seed::{Class, Company, Person};
use crosswalk_model::ReasonCode::{self, *};
use crosswalk_model::{LinkState, Side};

/// One record, and what is to be said of it.
pub struct Case {
    pub who: Who,
    /// Which of those that fit, from 0.
    pub nth: usize,
    pub code: ReasonCode,
    /// The rules that decided.
    pub rule: &'static str,
    /// A write that the answer shows.
    pub wrote: Option<Wrote>,
    /// The field that the sentence names.
    pub names: Option<&'static str>,
}

/// A write: side, field, ruling.
type Wrote = (Side, &'static str, &'static str);

/// Whose record.
pub enum Who {
    /// A person of a class with exactly this dirt.
    Person { class: Class, dirt: &'static [Dirt], fits: fn(&Person, &Company) -> bool, end: End },
    /// A company by itself and by its people.
    Company { fits: fn(&Company, &[Person]) -> bool, side: Side },
}

/// Which of a person's records is asked for.
#[derive(Clone, Copy, Debug)]
pub enum End {
    HubSpot,
    Salesforce,
    /// The planted second contact.
    Twin,
}

impl Case {
    pub fn label(&self) -> String {
        let who = match &self.who {
            Who::Person { class, dirt, end, .. } => format!("{class:?} {dirt:?} {end:?}"),
            Who::Company { side, .. } => format!("company in {side:?}"),
        };
        format!("{}: {who} #{}, {}", self.rule, self.nth, self.code)
    }

    /// Where such a record can stand; one that does not fit is left out, or made without the field.
    pub fn states(&self) -> &'static [LinkState] {
        if matches!(self.code, InSync | Synced | OwnerUnmatched) {
            &[LinkState::InSync]
        } else if self.code == NotConvertible {
            &[LinkState::LeftOut, LinkState::Failing]
        } else {
            &[LinkState::LeftOut]
        }
    }

    const fn nth(mut self, nth: usize) -> Case {
        self.nth = nth;
        self
    }

    const fn wrote(mut self, wrote: Wrote) -> Case {
        self.wrote = Some(wrote);
        self
    }

    const fn names(mut self, field: &'static str) -> Case {
        self.names = Some(field);
        self
    }
}

type Fits = fn(&Person, &Company) -> bool;
type People = (Class, &'static [Dirt], Fits);

const fn person(
    rule: &'static str,
    (class, dirt, fits): People,
    end: End,
    code: ReasonCode,
) -> Case {
    let who = Who::Person { class, dirt, fits, end };
    Case { who, nth: 0, code, rule, wrote: None, names: None }
}

/// On both sides, and written by the applied plan.
const fn synced(rule: &'static str, people: People, end: End, wrote: Wrote) -> Case {
    person(rule, people, end, Synced).wrote(wrote)
}

/// Made by the applied plan; the pass after it met the new record and found both sides to agree.
const fn made(rule: &'static str, people: People, end: End, wrote: Wrote) -> Case {
    person(rule, people, end, InSync).wrote(wrote)
}

const fn firm(
    rule: &'static str,
    fits: fn(&Company, &[Person]) -> bool,
    side: Side,
    code: ReasonCode,
) -> Case {
    Case { who: Who::Company { fits, side }, nth: 0, code, rule, wrote: None, names: None }
}

const ANY: Fits = |_, _| true;
/// Nothing of the person's surroundings differs: owner and company are on both sides.
const PLAIN: Fits = |it, company| owner(it) < 4 && company.in_hubspot && company.in_salesforce;
const EVAS: Fits = |it, company| owner(it) == 4 && company.in_hubspot && company.in_salesforce;
const FINNS: Fits = |it, company| owner(it) == 5 && company.in_hubspot && company.in_salesforce;
const HUBSPOT_FIRM: Fits = |it, company| owner(it) < 4 && !company.in_salesforce;
const SALESFORCE_FIRM: Fits = |it, company| owner(it) < 4 && !company.in_hubspot;
const FINNS_ALONE: Fits = |it, company| owner(it) == 5 && !company.in_salesforce;
/// Its owner is on both sides; else the answer is about the owner (A20, A22).
const KNOWN: Fits = |it, _| owner(it) < 4;
const ACCOUNT: Fits = |it, company| owner(it) < 4 && company.in_salesforce;
/// Its owner in Salesforce is nobody in HubSpot.
const UNKNOWN: Fits = |it, _| owner(it) >= 4;
const FINNS_ACCOUNT: Fits = |it, company| owner(it) == 5 && company.in_salesforce;
const PHONE: Fits = |it, company| it.lot % 4 == 0 && PLAIN(it, company);
const CITY: Fits = |it, company| it.lot % 4 == 1 && PLAIN(it, company);
const MOBILE: Fits = |it, company| it.lot % 4 == 2 && PLAIN(it, company);
const PHONE_AND_CITY: Fits = |it, company| it.lot % 4 == 3 && PLAIN(it, company);

/// Of six owners the first four are on both sides; then Eva, in HubSpot, and Finn, in Salesforce.
fn owner(person: &Person) -> u64 {
    (person.lot >> 8) % 6
}

/// Nobody of theirs has, or gets, a contact in Salesforce.
fn without_contacts(staff: &[Person]) -> bool {
    staff.iter().all(|it| {
        let lead = it.class != OnlyHubSpot && it.has(Lead);
        !it.in_hubspot() || (lead && !it.has(Duplicate)) || it.has(MissingEmail) || it.has(OverLong)
    })
}

const HUBSPOT: End = End::HubSpot;
const SALESFORCE: End = End::Salesforce;
const H: Side = Side::HubSpot;
const S: Side = Side::Salesforce;

const COMPANY_FILLED: Wrote = (H, "association:companies:primary", "fills_blank");
const REVENUE_FILLED: Wrote = (H, "annualrevenue", "fills_blank");
const PHONE_STANDS: Wrote = (H, "phone", "first_link_ruling_side");
const CITY_STANDS: Wrote = (H, "city", "first_link_ruling_side");
const OWNER_BACK: Wrote = (H, "hubspot_owner_id", "ruling_side_stands");
const OPTED_OUT_IN_SALESFORCE: Wrote = (S, "HasOptedOutOfEmail", "opt_out_reaches");
const OPTED_OUT_IN_HUBSPOT: Wrote = (H, "hs_email_optout", "opt_out_reaches");
const TWIN_MADE: Wrote = (H, "phone", "new_record");

pub const CASES: &[Case] = &[
    // On both sides and equal: HubSpot's primary company is the account's (S50), where it has one.
    person("M4", (BothEqual, &[], HUBSPOT_FIRM), HUBSPOT, InSync),
    person("M4", (BothEqual, &[], HUBSPOT_FIRM), SALESFORCE, InSync),
    person("A4", (BothEqual, &[CaseOnly], HUBSPOT_FIRM), SALESFORCE, InSync),
    synced("A4, S50", (BothEqual, &[CaseOnly], PLAIN), HUBSPOT, COMPANY_FILLED),
    synced("S50, T17", (BothEqual, &[], PLAIN), HUBSPOT, COMPANY_FILLED),
    synced("S50, T17", (BothEqual, &[], SALESFORCE_FIRM), SALESFORCE, COMPANY_FILLED),
    person("S50, A20", (BothEqual, &[TrailingSpace], FINNS_ACCOUNT), HUBSPOT, OwnerUnmatched)
        .wrote(COMPANY_FILLED),
    synced("S50, T17", (BothEqual, &[OddPhone], ACCOUNT), HUBSPOT, COMPANY_FILLED),
    synced("S50, T17", (BothEqual, &[OddPhone, RightToLeft], ACCOUNT), SALESFORCE, COMPANY_FILLED),
    synced("S50, T17", (BothEqual, &[ForeignPicklist], ACCOUNT), HUBSPOT, COMPANY_FILLED),
    synced("S50, T17", (BothEqual, &[Emoji], ACCOUNT), HUBSPOT, COMPANY_FILLED),
    synced("S50, T17", (BothEqual, &[EmptyFirstName], ACCOUNT), SALESFORCE, COMPANY_FILLED),
    synced("S18, A26", (BothEqual, &[Subscriber], ACCOUNT), HUBSPOT, COMPANY_FILLED),
    synced("A15, S50", (BothEqual, &[OptedOut], ACCOUNT), HUBSPOT, COMPANY_FILLED),
    // An owner that only one side knows.
    person("S72, A22", (BothEqual, &[], EVAS), HUBSPOT, OwnerUnmatched).wrote(OWNER_BACK),
    person("S69, A20", (BothEqual, &[], FINNS_ALONE), SALESFORCE, OwnerUnmatched),
    // Leads carry their company's figures.
    synced("H99, T17", (BothEqual, &[Lead], PLAIN), SALESFORCE, REVENUE_FILLED),
    synced("T18", (BothDiffer, &[Lead], PHONE), SALESFORCE, PHONE_STANDS),
    // On both sides and different.
    synced("T18", (BothDiffer, &[], PHONE), HUBSPOT, PHONE_STANDS),
    synced("T18", (BothDiffer, &[], CITY), SALESFORCE, CITY_STANDS),
    // Salesforce's poll brings the write back, and the pass after it finds both sides to agree.
    person("T16", (BothDiffer, &[], MOBILE), HUBSPOT, InSync).wrote((
        S,
        "MobilePhone",
        "fills_blank",
    )),
    synced("T18", (BothDiffer, &[], PHONE_AND_CITY), SALESFORCE, PHONE_STANDS),
    synced("T18", (BothDiffer, &[], PHONE_AND_CITY), HUBSPOT, CITY_STANDS).nth(1),
    synced("T18", (EditedBoth, &[], ANY), HUBSPOT, (H, "jobtitle", "first_link_ruling_side")),
    synced("T18", (EditedBoth, &[], ANY), SALESFORCE, PHONE_STANDS),
    // In HubSpot only; the second pass has looked at what the first one made.
    made("S13", (OnlyHubSpot, &[], PLAIN), HUBSPOT, (S, "LastName", "new_record")),
    made("S13", (OnlyHubSpot, &[], HUBSPOT_FIRM), HUBSPOT, (S, "Email", "new_record")),
    made("S71, A22", (OnlyHubSpot, &[], EVAS), HUBSPOT, OWNER_BACK),
    made("S18, A26", (OnlyHubSpot, &[Subscriber], ANY), HUBSPOT, (S, "Email", "new_record")),
    made("A15, S59", (OnlyHubSpot, &[OptedOut], ANY), HUBSPOT, OPTED_OUT_IN_SALESFORCE),
    made("H97", (OnlyHubSpot, &[ForeignPicklist], ANY), HUBSPOT, (S, "Salutation", "new_record")),
    person("A4, H23", (OnlyHubSpot, &[MissingEmail], ANY), HUBSPOT, NoEmail),
    person("H150", (OnlyHubSpot, &[OverLong], ANY), HUBSPOT, NotConvertible).names("lastname"),
    // In Salesforce only.
    made("S19", (OnlySalesforce, &[], PLAIN), SALESFORCE, (H, "mobilephone", "new_record")),
    person("S19, A20", (OnlySalesforce, &[], FINNS), SALESFORCE, OwnerUnmatched).wrote((
        H,
        "email",
        "new_record",
    )),
    made("S19", (OnlySalesforce, &[Lead], PLAIN), SALESFORCE, (H, "company", "new_record")),
    made("A15, S60", (OnlySalesforce, &[OptedOut], ANY), SALESFORCE, OPTED_OUT_IN_HUBSPOT),
    person("A4", (OnlySalesforce, &[MissingEmail], ANY), SALESFORCE, NoEmail),
    person("A4", (OnlySalesforce, &[Lead, MissingEmail], ANY), SALESFORCE, NoEmail),
    // Several of one address: a contact before a lead, the newer before the older.
    person("A5, S22", (OnlySalesforce, &[Duplicate, Emoji], ANY), SALESFORCE, DuplicateOfLinked),
    person("A5, A20", (OnlySalesforce, &[Duplicate, Emoji], UNKNOWN), End::Twin, OwnerUnmatched)
        .wrote(TWIN_MADE),
    person("A5, S22", (BothEqual, &[Duplicate], ANY), SALESFORCE, DuplicateOfLinked),
    synced("A5, T18", (BothEqual, &[Duplicate], KNOWN), HUBSPOT, PHONE_STANDS),
    synced("A5, T18", (BothEqual, &[Duplicate], KNOWN), End::Twin, PHONE_STANDS),
    person("A5", (BothEqual, &[Lead, Duplicate], ANY), SALESFORCE, DuplicateOfLinked),
    // Companies: HubSpot's list of industries has banking, and no energy as such (H97).
    firm("H38", |it, _| !it.in_hubspot && it.industry == "Banking", S, InSync),
    firm("H38, H150", |it, _| !it.in_hubspot && it.industry == "Energy", S, NotConvertible)
        .names("industry"),
    firm("H41", |it, all| !it.in_salesforce && without_contacts(all), H, NoContactSyncs),
];
