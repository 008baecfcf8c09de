use super::*;

/// On a Monday in the middle of a quarter: the first day, and the last.
const ROWS: [(&str, &str, &str); 32] = [
    ("YESTERDAY", "2026-11-22", "2026-11-22"),
    ("TODAY", "2026-11-23", "2026-11-23"),
    ("TOMORROW", "2026-11-24", "2026-11-24"),
    ("LAST_WEEK", "2026-11-15", "2026-11-21"),
    ("THIS_WEEK", "2026-11-22", "2026-11-28"),
    ("NEXT_WEEK", "2026-11-29", "2026-12-05"),
    ("LAST_MONTH", "2026-10-01", "2026-10-31"),
    ("THIS_MONTH", "2026-11-01", "2026-11-30"),
    ("NEXT_MONTH", "2026-12-01", "2026-12-31"),
    ("LAST_QUARTER", "2026-07-01", "2026-09-30"),
    ("THIS_QUARTER", "2026-10-01", "2026-12-31"),
    ("NEXT_QUARTER", "2027-01-01", "2027-03-31"),
    ("LAST_YEAR", "2025-01-01", "2025-12-31"),
    ("THIS_YEAR", "2026-01-01", "2026-12-31"),
    ("NEXT_YEAR", "2027-01-01", "2027-12-31"),
    ("LAST_90_DAYS", "2026-08-25", "2026-11-23"),
    ("NEXT_90_DAYS", "2026-11-24", "2027-02-21"),
    ("LAST_N_DAYS:3", "2026-11-20", "2026-11-23"),
    ("NEXT_N_DAYS:3", "2026-11-24", "2026-11-26"),
    ("N_DAYS_AGO:3", "2026-11-20", "2026-11-20"),
    ("LAST_N_WEEKS:2", "2026-11-08", "2026-11-21"),
    ("NEXT_N_WEEKS:2", "2026-11-29", "2026-12-12"),
    ("N_WEEKS_AGO:2", "2026-11-08", "2026-11-14"),
    ("LAST_N_MONTHS:2", "2026-09-01", "2026-10-31"),
    ("NEXT_N_MONTHS:2", "2026-12-01", "2027-01-31"),
    ("N_MONTHS_AGO:2", "2026-09-01", "2026-09-30"),
    ("LAST_N_QUARTERS:2", "2026-04-01", "2026-09-30"),
    ("NEXT_N_QUARTERS:2", "2027-01-01", "2027-06-30"),
    ("N_QUARTERS_AGO:2", "2026-04-01", "2026-06-30"),
    ("LAST_N_YEARS:2", "2024-01-01", "2025-12-31"),
    ("NEXT_N_YEARS:2", "2027-01-01", "2028-12-31"),
    ("N_YEARS_AGO:2", "2024-01-01", "2024-12-31"),
];

#[test]
fn every_literal_spans_its_days() {
    let today = "2026-11-23".parse().unwrap();
    for (word, first, last) in ROWS {
        assert!(known(word), "{word}");
        let (from, until) = span(word, today).unwrap();
        let days = (from.to_string(), until.yesterday().unwrap().to_string());
        assert_eq!(days, (first.to_owned(), last.to_owned()), "{word}");
    }
    assert_eq!(ROWS.len(), PLAIN.len() + COUNTED.len(), "none is left out");
}

#[test]
fn what_is_no_literal_is_none() {
    for word in ["LAST_N_DAYS", "TODAY:1", "LAST_N_DAYS:x", "EVER", "N_DAYS_AGO:"] {
        assert!(!known(word), "{word}");
    }
}
