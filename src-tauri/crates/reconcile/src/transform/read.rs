//! Reading a transform and its settings.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use crosswalk_model::Both;
use crosswalk_model::mapping::Transform;

use super::{Case, Marks, Pattern, Region, SettingFlaw, Step, TransformFlaw, ValueList};

/// The zones that came with this program, so that a design means the same on every machine.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);
/// Digits that an amount can keep.
const DECIMALS: u32 = 8;

/// The transform that a name and its settings mean.
pub(super) fn step(transform: &Transform) -> Result<Step, Vec<TransformFlaw>> {
    let mut settings =
        Settings { transform, left: transform.parameters.clone(), flaws: Vec::new() };
    let step = named(&mut settings);
    let unknown: Vec<String> = settings.left.keys().cloned().collect();
    if step.is_some()
        || !settings.flaws.iter().any(|it| matches!(it, TransformFlaw::Unknown { .. }))
    {
        unknown.iter().for_each(|it| settings.flaw(it, SettingFlaw::Unknown));
    }
    match step {
        Some(step) if settings.flaws.is_empty() => Ok(step),
        Some(_) | None => Err(settings.flaws),
    }
}

fn named(settings: &mut Settings<'_>) -> Option<Step> {
    match settings.transform.name.as_str() {
        "trim" => Some(Step::Trim),
        "case" => settings.needs("to", case).map(Step::Case),
        "phone_e164" => {
            let region = |json: &Json| json.as_str().and_then(Region::read);
            settings.needs("region", region).map(Step::Phone)
        }
        "number_format" => number_format(settings),
        "date_format" => {
            let pattern = settings.needs("pattern", |it| Pattern::read(it.as_str()?))?;
            let zone = if pattern.has_time() {
                settings.needs("zone", zone)?
            } else {
                settings.may("zone", zone).unwrap_or(TimeZone::UTC)
            };
            Some(Step::Date(pattern, zone))
        }
        "day_in_zone" => settings.needs("zone", zone).map(Step::Day),
        "currency" => {
            let rate = settings.needs("rate", rate);
            let decimals = settings.may("decimals", |it| number(it).filter(|it| *it <= DECIMALS));
            Some(Step::Currency { rate: rate?, decimals: decimals.unwrap_or(2) })
        }
        "yes_no" => {
            let (yes, no) = (settings.needs("yes", words), settings.needs("no", words));
            let (yes, no) = (yes?, no?);
            if yes.to_lowercase() == no.to_lowercase() {
                settings.flaw("no", SettingFlaw::Bad);
            }
            Some(Step::YesNo { yes, no })
        }
        "split" => settings.needs("by", mark).map(Step::Split),
        "join" => settings.needs("by", mark).map(Step::Join),
        "part" => {
            let by = settings.needs("by", mark);
            let number = settings.needs("number", |it| it.as_i64().filter(|it| *it != 0));
            Some(Step::Part(by?, number?))
        }
        "truncate" => {
            settings.needs("chars", |it| number(it).filter(|it| *it > 0)).map(Step::Truncate)
        }
        "values" => values(settings),
        _ => {
            let name = settings.transform.name.clone();
            settings.flaws.push(TransformFlaw::Unknown { name });
            None
        }
    }
}

fn number_format(settings: &mut Settings<'_>) -> Option<Step> {
    let decimal = settings.needs("decimal", letter);
    let group = settings.may("group", letter);
    let decimal = decimal?;
    if group == Some(decimal) {
        settings.flaw("group", SettingFlaw::Bad);
    }
    Some(Step::Number(Marks { decimal, group }))
}

fn values(settings: &mut Settings<'_>) -> Option<Step> {
    let salesforce = settings.may("else_salesforce", words);
    let hubspot = settings.may("else_hubspot", words);
    let rows = settings.needs("values", |json| {
        let rows: Option<Vec<Both<String>>> = json.as_array()?.iter().map(row).collect();
        rows.filter(|rows| !rows.is_empty())
    })?;
    Some(Step::Values(ValueList { rows, otherwise: Both { salesforce, hubspot } }))
}

fn row(json: &Json) -> Option<Both<String>> {
    let row = json.as_object().filter(|row| row.len() == 2)?;
    Some(Both { salesforce: words(row.get("salesforce")?)?, hubspot: words(row.get("hubspot")?)? })
}

fn case(json: &Json) -> Option<Case> {
    match json.as_str()? {
        "upper" => Some(Case::Upper),
        "lower" => Some(Case::Lower),
        "title" => Some(Case::Title),
        _ => None,
    }
}

fn zone(json: &Json) -> Option<TimeZone> {
    ZONES.get(json.as_str()?).ok()
}

/// A rate is a decimal; a number of the file counts by its digits.
fn rate(json: &Json) -> Option<Decimal> {
    let text = match json {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
    };
    let rate = Decimal::from_str_exact(&text).ok()?;
    (rate > Decimal::ZERO).then(|| rate.normalize())
}

fn number(json: &Json) -> Option<u32> {
    json.as_u64().and_then(|it| u32::try_from(it).ok())
}

fn words(json: &Json) -> Option<String> {
    json.as_str().filter(|it| !it.trim().is_empty()).map(str::to_owned)
}

fn mark(json: &Json) -> Option<String> {
    json.as_str().filter(|it| !it.is_empty()).map(str::to_owned)
}

/// One letter that no number is written with.
fn letter(json: &Json) -> Option<char> {
    let mut letters = json.as_str()?.chars();
    let first = letters.next().filter(|it| !it.is_alphanumeric() && *it != '-')?;
    letters.next().is_none().then_some(first)
}

struct Settings<'a> {
    transform: &'a Transform,
    left: BTreeMap<String, Json>,
    flaws: Vec<TransformFlaw>,
}

impl Settings<'_> {
    fn flaw(&mut self, setting: &str, wrong: SettingFlaw) {
        let name = self.transform.name.clone();
        self.flaws.push(TransformFlaw::Setting { name, setting: setting.to_owned(), wrong });
    }

    fn may<T>(&mut self, setting: &str, read: impl Fn(&Json) -> Option<T>) -> Option<T> {
        let json = self.left.remove(setting).filter(|json| !json.is_null())?;
        let read = read(&json);
        if read.is_none() {
            self.flaw(setting, SettingFlaw::Bad);
        }
        read
    }

    fn needs<T>(&mut self, setting: &str, read: impl Fn(&Json) -> Option<T>) -> Option<T> {
        if self.left.get(setting).is_none_or(Json::is_null) {
            self.left.remove(setting);
            self.flaw(setting, SettingFlaw::Missing);
            return None;
        }
        self.may(setting, read)
    }
}
