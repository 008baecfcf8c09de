use super::*;

fn at(text: &str) -> Zoned {
    text.parse().unwrap()
}

#[test]
fn a_pause_ends_in_an_hour_or_in_the_morning_or_never() {
    let late = at("2026-11-23T23:30[Europe/Oslo]");
    let until = |pause: PauseFor| pause.until(&late).map(|it| it.to_string());
    assert_eq!(until(PauseFor::Hour).as_deref(), Some("2026-11-23T23:30:00Z"));
    assert_eq!(until(PauseFor::Tomorrow).as_deref(), Some("2026-11-24T07:00:00Z"));
    assert_eq!(until(PauseFor::Resumed), None);
}

#[test]
fn tomorrow_begins_by_the_clock_on_the_wall_also_where_the_clocks_change() {
    let before = at("2026-03-28T12:00[Europe/Oslo]");
    let until = PauseFor::Tomorrow.until(&before).unwrap();
    assert_eq!(until.to_string(), "2026-03-29T06:00:00Z");
}
