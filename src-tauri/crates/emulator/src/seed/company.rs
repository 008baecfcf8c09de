//! Believable companies, by seed and number.

use super::countries::{COUNTRIES, Country, folded};
use crate::random::Random;

/// A company as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// With its legal form.
    pub name: String,
    /// `fjord7.no.example`.
    pub domain: String,
    /// Its address on the web.
    pub website: String,
    /// The switchboard.
    pub phone: String,
    /// Its country.
    pub country: &'static Country,
    /// City, state, postal code.
    pub city: (&'static str, &'static str, &'static str),
    /// By Salesforce's list.
    pub industry: &'static str,
    /// How many work there.
    pub employees: u64,
    /// A year, in whole units of its currency.
    pub revenue: u64,
    /// Whether HubSpot knows it.
    pub in_hubspot: bool,
    /// Whether Salesforce knows it.
    pub in_salesforce: bool,
}

/// The company of a seed and a number. The first three are on both sides; of the others 70 % are,
/// and 15 % on each side alone.
#[must_use]
pub fn company(seed: u64, index: u64) -> Company {
    let mut chance = Random::of(seed ^ 0xC0, index);
    let country = chance.pick(COUNTRIES).unwrap_or(&COUNTRIES[0]);
    let word = chance.word(country.companies);
    let domain = format!("{}{index}.{}.example", folded(word), country.domain.replace('.', "-"));
    let place = if index < 3 { 0 } else { chance.below(100) };
    Company {
        name: format!("{word} {index} {}", country.suffix),
        website: format!("https://www.{domain}"),
        domain,
        phone: format!("{} {}", country.dial, 20_000_000 + chance.below(79_999_999)),
        country,
        city: *chance.pick(country.cities).unwrap_or(&country.cities[0]),
        industry: chance.word(&[
            "Banking",
            "Energy",
            "Retail",
            "Technology",
            "Consulting",
            "Media",
        ]),
        employees: 1 + chance.below(5_000),
        revenue: 1_000 * chance.below(900_000),
        in_hubspot: place < 85,
        in_salesforce: !(70..85).contains(&place),
    }
}
