//! Believable people, by seed and number.

use serde::Serialize;

use super::countries::{COUNTRIES, Country, folded};
use crate::random::Random;

/// Where a person stands, and whether both sides agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// On both sides, with equal values.
    BothEqual,
    /// On both sides; a field or two differ.
    BothDiffer,
    /// On both sides, and lately edited on both, each in its own way.
    EditedBoth,
    /// Only in HubSpot.
    #[serde(rename = "only_hubspot")]
    OnlyHubSpot,
    /// Only in Salesforce.
    OnlySalesforce,
}

/// What is odd about a person's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dirt {
    /// In Salesforce a Lead, not a Contact.
    Lead,
    /// No first name.
    EmptyFirstName,
    /// No e-mail.
    MissingEmail,
    /// A phone as people type them.
    OddPhone,
    /// Emoji in the title.
    Emoji,
    /// A name written right to left.
    RightToLeft,
    /// A last name longer than Salesforce takes (80 characters): its creation there is refused.
    OverLong,
    /// A salutation or industry that the other side's list does not have.
    ForeignPicklist,
    /// A space after the first name, in HubSpot only.
    TrailingSpace,
    /// The e-mail in capitals in Salesforce; HubSpot keeps it in small letters.
    CaseOnly,
    /// A second Salesforce contact with the same e-mail.
    Duplicate,
    /// Opted out of e-mail.
    OptedOut,
    /// In HubSpot a Subscriber, whom the default inclusion list leaves out.
    Subscriber,
}

/// A person as they are; how each side writes them down is the side's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Counted from 0.
    pub index: u64,
    /// Where they stand.
    pub class: Class,
    /// What is odd.
    pub dirt: Vec<Dirt>,
    /// Their country.
    pub country: &'static Country,
    /// First name; may be empty.
    pub first: String,
    /// Last name.
    pub last: String,
    /// In small letters.
    pub email: Option<String>,
    /// The office.
    pub phone: String,
    /// The mobile.
    pub mobile: String,
    /// The job.
    pub title: String,
    /// `Mr.`, `Ms.` or what the dirt says.
    pub salutation: &'static str,
    /// Street and number.
    pub street: String,
    /// City, state, postal code.
    pub city: (&'static str, &'static str, &'static str),
    /// The lifecycle stage in HubSpot.
    pub stage: &'static str,
    /// A number that decides what else belongs to them: company, owner, when they came.
    pub lot: u64,
}

/// The first `n` people of a seed: the first ten of any seed meet every class, one of them is
/// refused by Salesforce, one pair is edited on both sides.
pub fn people(seed: u64, n: u64) -> impl Iterator<Item = Person> {
    (0..n).map(move |index| person(seed, index))
}

/// The person of a seed and a number.
#[must_use]
pub fn person(seed: u64, index: u64) -> Person {
    let mut chance = Random::of(seed, index);
    let country = chance.pick(COUNTRIES).unwrap_or(&COUNTRIES[0]);
    let (class, dirt) = planted(index).unwrap_or_else(|| drawn(&mut chance));
    let first = chance.word(country.first);
    let last = chance.word(country.last);
    let city = *chance.pick(country.cities).unwrap_or(&country.cities[0]);
    let mut person = Person {
        index,
        class,
        dirt,
        country,
        first: first.to_owned(),
        last: last.to_owned(),
        email: Some(email(country, first, last, index)),
        phone: phone(&mut chance, country),
        mobile: phone(&mut chance, country),
        title: chance.word(TITLES).to_owned(),
        salutation: chance.word(&["Mr.", "Ms.", "Mrs.", "Dr."]),
        street: format!("{} {}", chance.word(country.streets), 1 + chance.below(120)),
        city,
        stage: chance.word(STAGES),
        lot: chance.number(),
    };
    soil(&mut person);
    person
}

impl Person {
    /// Whether HubSpot knows them.
    #[must_use]
    pub fn in_hubspot(&self) -> bool {
        self.class != Class::OnlySalesforce
    }

    /// Whether Salesforce knows them.
    #[must_use]
    pub fn in_salesforce(&self) -> bool {
        self.class != Class::OnlyHubSpot
    }

    /// Whether this is odd about them.
    #[must_use]
    pub fn has(&self, dirt: Dirt) -> bool {
        self.dirt.contains(&dirt)
    }

    /// The e-mail, or `person-7` for one without.
    #[must_use]
    pub fn key(&self) -> String {
        self.email.clone().unwrap_or_else(|| format!("person-{}", self.index))
    }
}

const TITLES: &[&str] = &[
    "Sales Manager",
    "CTO",
    "Innkjøper",
    "Geschäftsführer",
    "Head of Marketing & Growth",
    "Account Executive",
    "VP, Operations",
    "",
];

const STAGES: &[&str] =
    &["lead", "lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity", "customer"];

/// The first ten, so that the smallest seed shows everything.
fn planted(index: u64) -> Option<(Class, Vec<Dirt>)> {
    let planted = match index {
        0 => (Class::BothEqual, vec![]),
        1 => (Class::EditedBoth, vec![]),
        2 => (Class::BothDiffer, vec![]),
        3 => (Class::OnlyHubSpot, vec![Dirt::OverLong]),
        4 => (Class::OnlySalesforce, vec![Dirt::Lead]),
        5 => (Class::BothEqual, vec![Dirt::CaseOnly]),
        6 => (Class::OnlyHubSpot, vec![Dirt::MissingEmail]),
        7 => (Class::BothEqual, vec![Dirt::OptedOut]),
        8 => (Class::OnlySalesforce, vec![Dirt::Duplicate, Dirt::Emoji]),
        9 => (Class::BothEqual, vec![Dirt::OddPhone, Dirt::RightToLeft]),
        _ => return None,
    };
    Some(planted)
}

/// 60 % on both sides, of these 70 % equal; 20 % on each side alone. Most records are clean.
fn drawn(chance: &mut Random) -> (Class, Vec<Dirt>) {
    let class = match chance.below(100) {
        0..42 => Class::BothEqual,
        42..58 => Class::BothDiffer,
        58..60 => Class::EditedBoth,
        60..80 => Class::OnlyHubSpot,
        _ => Class::OnlySalesforce,
    };
    let alone = matches!(class, Class::OnlyHubSpot | Class::OnlySalesforce);
    let mut dirt = Vec::new();
    for (kind, percent) in SHARES {
        // Over-long names and missing addresses could not stand on both sides as a pair.
        let fits = match kind {
            Dirt::OverLong => class == Class::OnlyHubSpot,
            Dirt::MissingEmail => alone,
            Dirt::Lead
            | Dirt::EmptyFirstName
            | Dirt::OddPhone
            | Dirt::Emoji
            | Dirt::RightToLeft
            | Dirt::ForeignPicklist
            | Dirt::TrailingSpace
            | Dirt::CaseOnly
            | Dirt::Duplicate
            | Dirt::OptedOut
            | Dirt::Subscriber => true,
        };
        if chance.chance(*percent) && fits {
            dirt.push(*kind);
        }
    }
    (class, dirt)
}

const SHARES: &[(Dirt, u64)] = &[
    (Dirt::Lead, 25),
    (Dirt::EmptyFirstName, 3),
    (Dirt::MissingEmail, 6),
    (Dirt::OddPhone, 8),
    (Dirt::Emoji, 2),
    (Dirt::RightToLeft, 1),
    (Dirt::OverLong, 1),
    (Dirt::ForeignPicklist, 4),
    (Dirt::TrailingSpace, 2),
    (Dirt::CaseOnly, 5),
    (Dirt::Duplicate, 3),
    (Dirt::OptedOut, 4),
    (Dirt::Subscriber, 4),
];

/// Unique by its number, so that only planted duplicates are any.
fn email(country: &Country, first: &str, last: &str, index: u64) -> String {
    let (first, last) = (folded(first), folded(last));
    format!("{first}.{last}{index}@{}.example", country.domain.replace('.', "-"))
}

fn phone(chance: &mut Random, country: &Country) -> String {
    let (area, line) = (20 + chance.below(70), 100_000 + chance.below(900_000));
    format!("{} {area} {line}", country.dial)
}

fn soil(person: &mut Person) {
    for dirt in person.dirt.clone() {
        match dirt {
            Dirt::EmptyFirstName => person.first.clear(),
            Dirt::MissingEmail => person.email = None,
            Dirt::OddPhone => {
                person.phone = "(0)22 / 55 55-55 ext. 12 \u{2014} ask for Åse".to_owned()
            }
            Dirt::Emoji => person.title.push_str(" 🚀👩‍💻"),
            Dirt::RightToLeft => "שרה محمد".clone_into(&mut person.last),
            Dirt::OverLong => person.last = format!("{}-Featherstonehaugh", person.last).repeat(5),
            Dirt::ForeignPicklist => person.salutation = "Herr Dr.",
            Dirt::Subscriber => person.stage = "subscriber",
            Dirt::Lead
            | Dirt::TrailingSpace
            | Dirt::CaseOnly
            | Dirt::Duplicate
            | Dirt::OptedOut => {}
        }
    }
}
