//! Transforms of a field mapping: what a value becomes between the two sides, and what it comes
//! from (M2).
//!
//! Most of them have an inverse, so that the mapping goes both ways; the others are one-way, and
//! [`Chain::of`] refuses them where the rule writes both sides. Everything that shows, checks or
//! writes a value goes through [`Chain::run`].

use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use crosswalk_model::mapping::{SyncRule, Transform};
use crosswalk_model::plan::SkipReason;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Both, Content, Side, Value};

use crate::convert::as_kind;
use crate::mapping::writes;

mod dates;
mod flaw;
mod numbers;
mod phone;
mod read;
mod sets;
mod text;

pub use flaw::{SettingFlaw, TransformFlaw};

pub use dates::Pattern;
pub use numbers::Marks;
pub use phone::Region;
pub use sets::ValueList;

/// One transform, with its settings read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `trim`: no white space at either end, and none twice in a row.
    Trim,
    /// `case`: all of it in one case.
    Case(Case),
    /// `phone_e164`: a phone number in its international form.
    Phone(Region),
    /// `number_format`: a text with these marks is a number.
    Number(Marks),
    /// `date_format`: a text of this pattern is a day, or a point in time of this zone.
    Date(Pattern, TimeZone),
    /// `day_in_zone`: a point in time is its day in this zone.
    Day(TimeZone),
    /// `currency`: an amount at a fixed rate, rounded.
    Currency {
        /// What one of HubSpot's is worth in Salesforce's.
        rate: Decimal,
        /// Digits after the point that stay.
        decimals: u32,
    },
    /// `yes_no`: two words are yes and no.
    YesNo {
        /// The word for yes.
        yes: String,
        /// The word for no.
        no: String,
    },
    /// `split`: a text is several options.
    Split(String),
    /// `join`: several options are a text.
    Join(String),
    /// `part`: one part of a text, counted from one, or from the end where it is negative.
    Part(String, i64),
    /// `truncate`: so many characters at most.
    Truncate(u32),
    /// `values`: options by a list.
    Values(ValueList),
}

/// A case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// ABC.
    Upper,
    /// abc.
    Lower,
    /// Abc.
    Title,
}

/// The transforms of one field pair, each with the kinds it stands between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    steps: Vec<Fitted>,
    only_to: Option<Side>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Fitted {
    step: Step,
    /// The kind on HubSpot's side of it.
    takes: ValueKind,
    /// The kind on Salesforce's side of it.
    gives: ValueKind,
}

/// What a value became, and what is to be said of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The value.
    pub content: Content,
    /// [`SkipReason::Shortened`], where it was.
    pub warning: Option<SkipReason>,
}

impl Chain {
    /// Reads transforms between two fields of these kinds.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn of(
        transforms: &[Transform],
        rule: SyncRule,
        ends: Both<ValueKind>,
    ) -> Result<Chain, Vec<TransformFlaw>> {
        let (mut flaws, mut steps, mut kind) = (Vec::new(), Vec::new(), Some(ends.hubspot));
        let to = [Side::Salesforce, Side::HubSpot].into_iter().filter(|it| writes(rule, *it));
        let to: Vec<Side> = to.collect();
        let mut one_way = false;
        for transform in transforms {
            let name = || transform.name.clone();
            let step = match read::step(transform) {
                Ok(step) => step,
                Err(wrong) => {
                    flaws.extend(wrong);
                    kind = None;
                    continue;
                }
            };
            if step.is_one_way() {
                one_way = true;
                if to.len() > 1 {
                    flaws.push(TransformFlaw::OneWay { name: name() });
                }
            }
            // What comes before it could not be read: nothing can be said of the kind.
            let Some(takes) = kind else { continue };
            kind = step.gives(takes);
            match kind {
                Some(gives) => steps.push(Fitted { step, takes, gives }),
                None => flaws.push(TransformFlaw::Kind { name: name(), kind: takes }),
            }
        }
        day_of_its_zone(&mut steps, ends.salesforce);
        let only_to = one_way.then(|| to.first().copied().unwrap_or(Side::Salesforce));
        if flaws.is_empty() { Ok(Chain { steps, only_to }) } else { Err(flaws) }
    }

    /// Whether values cross as they are.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The only side that values reach, where a transform has no inverse.
    #[must_use]
    pub const fn only_to(&self) -> Option<Side> {
        self.only_to
    }

    /// The kind that reaches Salesforce of a HubSpot field of a kind.
    #[must_use]
    pub fn gives(&self, hubspot: ValueKind) -> ValueKind {
        self.steps.last().map_or(hubspot, |last| last.gives)
    }

    /// What a content of the other side is on its way to `to`, before that side's field has its
    /// say. Blank stays blank.
    ///
    /// # Errors
    /// The named reason why it cannot be transformed.
    pub fn run(&self, content: &Content, to: Side) -> Result<Made, SkipReason> {
        let mut made = Made { content: content.clone(), warning: None };
        match to {
            Side::Salesforce => {
                for it in &self.steps {
                    made = it.turn(made, to)?;
                }
            }
            Side::HubSpot => {
                for it in self.steps.iter().rev() {
                    made = it.turn(made, to)?;
                }
            }
        }
        Ok(made)
    }
}

/// What a text says of a time becomes a day where the field is one, by the clock of the text. Its
/// day in UTC would be another one, and one more each time that it went there and back.
fn day_of_its_zone(steps: &mut [Fitted], salesforce: ValueKind) {
    if let Some(Fitted { step: Step::Date(..), gives, .. }) = steps.last_mut()
        && (*gives, salesforce) == (ValueKind::Instant, ValueKind::Date)
    {
        *gives = ValueKind::Date;
    }
}

impl Fitted {
    fn turn(&self, made: Made, to: Side) -> Result<Made, SkipReason> {
        let Content::Value(value) = &made.content else { return Ok(made) };
        let (from, kind) = match to {
            Side::Salesforce => (self.takes, self.gives),
            Side::HubSpot => (self.gives, self.takes),
        };
        let value = as_kind(value, from)?;
        let content = self.step.turn(&value, kind, to)?;
        let shortened = match (&self.step, content.value()) {
            (Step::Truncate(max), Some(after)) => text::shortened(&value, after, *max),
            (_, Some(_) | None) => None,
        };
        Ok(Made { content, warning: made.warning.or(shortened) })
    }
}

impl Step {
    /// Whether it has no inverse.
    #[must_use]
    pub const fn is_one_way(&self) -> bool {
        match self {
            Step::Part(..) | Step::Truncate(_) => true,
            Step::Trim
            | Step::Case(_)
            | Step::Phone(_)
            | Step::Number(_)
            | Step::Date(..)
            | Step::Day(_)
            | Step::Currency { .. }
            | Step::YesNo { .. }
            | Step::Split(_)
            | Step::Join(_)
            | Step::Values(_) => false,
        }
    }

    /// What it makes of a kind on its way to Salesforce; none where it does not fit.
    fn gives(&self, takes: ValueKind) -> Option<ValueKind> {
        use ValueKind::{Boolean, Choice, Choices, Date, Decimal, Instant, Text};
        let is = |kinds: &[ValueKind], gives| kinds.contains(&takes).then_some(gives);
        match self {
            Step::Trim | Step::Case(_) | Step::Phone(_) | Step::Part(..) | Step::Truncate(_) => {
                is(&[Text, Choice], Text)
            }
            Step::Number(_) => is(&[Text], Decimal).or_else(|| is(&[Decimal], Text)),
            Step::Currency { .. } => is(&[Decimal], Decimal),
            Step::Date(pattern, _) => {
                let read = if pattern.has_time() { Instant } else { Date };
                is(&[Text], read).or_else(|| is(&[Date, Instant], Text))
            }
            Step::Day(_) => is(&[Instant], Date).or_else(|| is(&[Date], Instant)),
            Step::YesNo { .. } => is(&[Text, Choice], Boolean).or_else(|| is(&[Boolean], Text)),
            Step::Split(_) => is(&[Text], Choices),
            Step::Join(_) => is(&[Choices], Text),
            Step::Values(_) => is(&[Text, Choice], Choice).or_else(|| is(&[Choices], Choices)),
        }
    }

    /// A value as `kind` on the way to a side.
    fn turn(&self, value: &Value, kind: ValueKind, to: Side) -> Result<Content, SkipReason> {
        match self {
            Step::Trim => text::trim(value),
            Step::Case(case) => text::cased(value, *case),
            Step::Phone(region) => region.international(value),
            Step::Part(by, number) => text::part(value, by, *number),
            Step::Truncate(max) => text::truncate(value, *max),
            Step::Number(marks) => marks.turn(value, kind),
            Step::Currency { rate, decimals } => {
                numbers::exchange(value, (*rate, *decimals), to).map(Content::Value)
            }
            Step::Date(pattern, zone) => pattern.turn(value, kind, zone),
            Step::Day(zone) => dates::day(value, kind, zone),
            Step::YesNo { yes, no } => text::yes_no(value, kind, (yes, no)),
            Step::Split(by) | Step::Join(by) => sets::split_or_join(value, kind, by),
            Step::Values(list) => list.turn(value, to),
        }
    }
}

#[cfg(test)]
mod tests;
