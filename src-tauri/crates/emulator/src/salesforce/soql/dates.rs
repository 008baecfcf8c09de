//! Relative date literals: the days they span. Weeks begin on Sundays; fiscal years are not set up.

use jiff::civil::Date;
use jiff::{Span, Timestamp, ToSpan, tz::TimeZone};

const PLAIN: [&str; 17] = [
    "YESTERDAY",
    "TODAY",
    "TOMORROW",
    "LAST_WEEK",
    "THIS_WEEK",
    "NEXT_WEEK",
    "LAST_MONTH",
    "THIS_MONTH",
    "NEXT_MONTH",
    "LAST_QUARTER",
    "THIS_QUARTER",
    "NEXT_QUARTER",
    "LAST_YEAR",
    "THIS_YEAR",
    "NEXT_YEAR",
    "LAST_90_DAYS",
    "NEXT_90_DAYS",
];
const COUNTED: [&str; 15] = [
    "LAST_N_DAYS",
    "NEXT_N_DAYS",
    "N_DAYS_AGO",
    "LAST_N_WEEKS",
    "NEXT_N_WEEKS",
    "N_WEEKS_AGO",
    "LAST_N_MONTHS",
    "NEXT_N_MONTHS",
    "N_MONTHS_AGO",
    "LAST_N_QUARTERS",
    "NEXT_N_QUARTERS",
    "N_QUARTERS_AGO",
    "LAST_N_YEARS",
    "NEXT_N_YEARS",
    "N_YEARS_AGO",
];

/// Whether an upper-case word is such a literal.
pub(crate) fn known(word: &str) -> bool {
    match word.split_once(':') {
        Some((name, count)) => COUNTED.contains(&name) && count.parse::<i32>().is_ok(),
        None => PLAIN.contains(&word),
    }
}

/// First day, and the day after the last.
pub(crate) fn span(word: &str, today: Date) -> Option<(Date, Date)> {
    let (name, count) = word.split_once(':').unwrap_or((word, "0"));
    let count: i64 = count.parse().ok()?;
    let week = today.checked_sub(i64::from(today.weekday().to_sunday_zero_offset()).days()).ok()?;
    let month = today.first_of_month();
    let quarter = Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?;
    let year = today.first_of_year();
    match name {
        "TODAY" => run(today, 0.days(), 1.day()),
        "YESTERDAY" => run(today, -1.day(), 0.days()),
        "TOMORROW" => run(today, 1.day(), 2.days()),
        "LAST_WEEK" => run(week, -7.days(), 0.days()),
        "THIS_WEEK" => run(week, 0.days(), 7.days()),
        "NEXT_WEEK" => run(week, 7.days(), 14.days()),
        "LAST_MONTH" => run(month, -1.month(), 0.days()),
        "THIS_MONTH" => run(month, 0.days(), 1.month()),
        "NEXT_MONTH" => run(month, 1.month(), 2.months()),
        "LAST_QUARTER" => run(quarter, -3.months(), 0.days()),
        "THIS_QUARTER" => run(quarter, 0.days(), 3.months()),
        "NEXT_QUARTER" => run(quarter, 3.months(), 6.months()),
        "LAST_YEAR" => run(year, -1.year(), 0.days()),
        "THIS_YEAR" => run(year, 0.days(), 1.year()),
        "NEXT_YEAR" => run(year, 1.year(), 2.years()),
        "LAST_90_DAYS" => run(today, -90.days(), 1.day()),
        "NEXT_90_DAYS" => run(today, 1.day(), 91.days()),
        "LAST_N_DAYS" => run(today, (-count).days(), 1.day()),
        "NEXT_N_DAYS" => run(today, 1.day(), (count + 1).days()),
        "N_DAYS_AGO" => run(today, (-count).days(), (1 - count).days()),
        "LAST_N_WEEKS" => run(week, (-count).weeks(), 0.days()),
        "NEXT_N_WEEKS" => run(week, 1.week(), (count + 1).weeks()),
        "N_WEEKS_AGO" => run(week, (-count).weeks(), (1 - count).weeks()),
        "LAST_N_MONTHS" => run(month, (-count).months(), 0.days()),
        "NEXT_N_MONTHS" => run(month, 1.month(), (count + 1).months()),
        "N_MONTHS_AGO" => run(month, (-count).months(), (1 - count).months()),
        "LAST_N_QUARTERS" => run(quarter, (-3 * count).months(), 0.days()),
        "NEXT_N_QUARTERS" => run(quarter, 3.months(), (3 * count + 3).months()),
        "N_QUARTERS_AGO" => run(quarter, (-3 * count).months(), (3 - 3 * count).months()),
        "LAST_N_YEARS" => run(year, (-count).years(), 0.days()),
        "NEXT_N_YEARS" => run(year, 1.year(), (count + 1).years()),
        "N_YEARS_AGO" => run(year, (-count).years(), (1 - count).years()),
        _ => None,
    }
}

fn run(from: Date, start: Span, end: Span) -> Option<(Date, Date)> {
    from.checked_add(start).ok().zip(from.checked_add(end).ok())
}

/// The day of an instant in a zone.
pub(crate) fn day(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}

/// When a day begins in a zone.
pub(crate) fn midnight(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    day.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests;
