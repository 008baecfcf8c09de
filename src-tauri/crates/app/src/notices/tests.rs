use super::*;
use crate::board::Place;
use crate::words::{Language, Words};

const PAIR: PairId = PairId(1);

fn failing(group: &str) -> Cause {
    Cause::Failing { group: group.to_owned() }
}

fn stopped() -> Cause {
    Cause::Stopped { code: "sign_in_needed".to_owned() }
}

fn counted(cause: Cause, records: u64) -> SeenCause {
    SeenCause { cause, records, weight: Weight::Counted }
}

fn pair(causes: Vec<SeenCause>) -> PairSeen {
    let name = "Acme".to_owned();
    PairSeen { pair: PAIR, name, records: 1_000, causes, stops: Stops::Known }
}

fn seen(causes: Vec<SeenCause>) -> Seen {
    Seen { pairs: vec![PAIR], looked_at: vec![pair(causes)] }
}

/// A Monday in Oslo, so many seconds after a time of day.
fn at(time: &str, seconds: i64) -> Zoned {
    let day: Zoned = format!("2026-11-23T{time}[Europe/Oslo]").parse().unwrap();
    day.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap()
}

type Said = (Cause, Change, u64);

/// What was told, as a person would put it.
fn said(news: &[Notice]) -> Vec<Said> {
    news.iter().map(|it| (it.cause.clone(), it.change, it.records)).collect()
}

/// Somebody who is told things.
#[derive(Default)]
struct Person {
    told: Told,
    settings: NoticeSettings,
}

impl Person {
    fn wanting(settings: NoticeSettings) -> Person {
        Person { told: Told::default(), settings }
    }

    fn look(&mut self, now: &Zoned, causes: Vec<SeenCause>) -> Vec<(Cause, Change, u64)> {
        said(&self.told.look(now, &seen(causes), &self.settings))
    }

    /// What the list has, and what the desktop shows.
    fn tell(&mut self, now: &Zoned, causes: Vec<SeenCause>) -> (Vec<Said>, Vec<Said>) {
        let news = self.told.look(now, &seen(causes), &self.settings);
        let listed = said(&news);
        (listed, said(&self.told.for_desktop(now, news, &self.settings)))
    }

    /// Sees the same from this time on for as long as news are gathered.
    fn settle(&mut self, time: &str, causes: &[SeenCause]) -> Vec<(Cause, Change, u64)> {
        assert_eq!(self.look(&at(time, 0), causes.to_vec()), [], "news are gathered first");
        self.look(&at(time, 60), causes.to_vec())
    }

    fn restart(self) -> Person {
        let stored = serde_json::to_string(&self.told).unwrap();
        Person { told: serde_json::from_str(&stored).unwrap(), settings: self.settings }
    }
}

#[test]
fn a_cause_is_told_when_it_comes_and_when_it_comes_again_and_not_while_it_stays() {
    let mut person = Person::default();
    let cause = [counted(failing("too_long/salesforce/LastName"), 9)];
    let new = (failing("too_long/salesforce/LastName"), Change::New, 9);
    assert_eq!(person.settle("09:00", &cause), std::slice::from_ref(&new));
    assert_eq!(person.look(&at("09:30", 0), cause.to_vec()), []);
    assert_eq!(person.settle("10:00", &[])[0].1, Change::Mended);
    assert_eq!(person.settle("11:00", &cause), [new]);
}

#[test]
fn ten_times_as_many_records_are_news_and_fewer_than_that_are_none() {
    let mut person = Person::default();
    let many = |records| [counted(failing("a/salesforce"), records)];
    person.settle("09:00", &many(9));
    assert_eq!(person.look(&at("09:10", 0), many(89).to_vec()), []);
    assert_eq!(person.look(&at("09:20", 0), many(89).to_vec()), []);
    let worse = |records| [(failing("a/salesforce"), Change::Worse, records)];
    assert_eq!(person.settle("10:00", &many(90)), worse(90));
    assert_eq!(person.look(&at("10:10", 0), many(500).to_vec()), []);
    assert_eq!(person.look(&at("10:20", 0), many(899).to_vec()), []);
    assert_eq!(person.settle("11:00", &many(900)), worse(900));
}

#[test]
fn causes_within_a_minute_are_told_together_and_what_went_within_it_is_not() {
    let mut person = Person::default();
    let (one, two) = (counted(failing("a/salesforce"), 1), counted(Cause::Braked, 12));
    let passing = counted(failing("b/hubspot"), 3);
    assert_eq!(person.look(&at("09:00", 0), vec![one.clone()]), []);
    assert_eq!(person.look(&at("09:00", 20), vec![one.clone(), passing, two.clone()]), []);
    assert_eq!(person.look(&at("09:00", 59), vec![one.clone(), two.clone()]), []);
    let left = person.told.again(&at("09:00", 59), &person.settings);
    assert_eq!(left, Some(Duration::from_secs(1)), "somebody has to look then");
    let told = person.look(&at("09:00", 60), vec![one, two]);
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(person.told.again(&at("09:00", 60), &person.settings), None);
}

#[test]
fn a_clock_that_is_set_back_holds_nothing_up_for_longer_than_a_minute() {
    let mut person = Person::default();
    let cause = vec![counted(Cause::Braked, 12)];
    assert_eq!(person.look(&at("09:00", 0), cause.clone()), []);
    assert_eq!(person.look(&at("07:00", 0), cause.clone()), []);
    assert_eq!(person.look(&at("07:00", 60), cause).len(), 1);
}

#[test]
fn in_quiet_hours_the_list_has_it_at_once_and_the_desktop_at_their_end_what_still_stands() {
    let quiet = NoticeSettings { quiet: (22, 7), ..NoticeSettings::default() };
    let mut person = Person::wanting(quiet);
    let (stays, goes) = (counted(Cause::Braked, 12), counted(failing("a/salesforce"), 3));
    let both = vec![stays.clone(), goes];
    assert_eq!(person.tell(&at("23:00", 0), both.clone()), (vec![], vec![]));
    let (listed, toasted) = person.tell(&at("23:00", 60), both);
    assert_eq!((listed.len(), toasted.len()), (2, 0), "{listed:?}");
    let again = person.told.again(&at("23:01", 0), &person.settings);
    assert_eq!(again, Some(NOW_AND_THEN), "somebody looks for the end of the night");
    let mut person = person.restart();
    person.tell(&at("23:30", 0), vec![stays.clone()]);
    let (listed, toasted) = person.tell(&at("23:30", 60), vec![stays.clone()]);
    assert_eq!((listed[0].1, toasted.len()), (Change::Mended, 0));
    let morning = at("23:00", 8 * 3_600);
    let (listed, toasted) = person.tell(&morning, vec![stays]);
    assert_eq!((listed, toasted), (vec![], vec![(Cause::Braked, Change::New, 12)]));
    assert_eq!(person.told.again(&morning, &person.settings), None);
}

#[test]
fn what_was_told_before_the_night_and_is_mended_in_it_is_told_in_the_morning() {
    let quiet = NoticeSettings { quiet: (22, 7), ..NoticeSettings::default() };
    let mut person = Person::wanting(quiet);
    let braked = || vec![counted(Cause::Braked, 12)];
    person.tell(&at("20:00", 0), braked());
    assert_eq!(person.tell(&at("20:00", 60), braked()).1.len(), 1);
    person.tell(&at("23:00", 0), Vec::new());
    assert_eq!(person.tell(&at("23:00", 60), Vec::new()).1, []);
    let (_, toasted) = person.tell(&at("23:00", 8 * 3_600), Vec::new());
    assert_eq!(toasted, [(Cause::Braked, Change::Mended, 12)]);
}

#[test]
fn all_records_failing_is_worse_however_many_failed_before() {
    let mut person = Person::default();
    let many = |records| [counted(failing("a/salesforce"), records)];
    person.settle("09:00", &many(300));
    assert_eq!(person.look(&at("09:10", 0), many(999).to_vec()), []);
    assert_eq!(person.look(&at("09:20", 0), many(999).to_vec()), []);
    let worse = [(failing("a/salesforce"), Change::Worse, 1_000)];
    assert_eq!(person.settle("10:00", &many(1_000)), worse);
    assert_eq!(person.look(&at("11:00", 0), many(1_001).to_vec()), []);
    assert_eq!(person.look(&at("11:00", 60), many(1_001).to_vec()), [], "once");
}

#[test]
fn nothing_goes_on_while_something_else_stops_the_pair() {
    let mut person = Person::default();
    let stop = |code: &str| {
        let cause = Cause::Stopped { code: code.to_owned() };
        SeenCause { weight: Weight::Always, ..counted(cause, 0) }
    };
    let (one, other) = ([stop("sign_in_needed")], [stop("wrong_account")]);
    person.settle("09:00", &one);
    assert_eq!(person.settle("10:00", &other), [(other[0].cause.clone(), Change::New, 0)]);
    assert_eq!(person.settle("11:00", &one), [(one[0].cause.clone(), Change::New, 0)]);
    assert_eq!(person.settle("12:00", &[]), [(one[0].cause.clone(), Change::Mended, 0)]);
    // In the night one follows the other: in the morning only the last of them stands.
    person.settings.quiet = (22, 7);
    for (time, causes) in [("22:00", &one), ("23:00", &other)] {
        person.tell(&at(time, 0), causes.to_vec());
        assert_eq!(person.tell(&at(time, 60), causes.to_vec()).1, []);
    }
    let (_, toasted) = person.tell(&at("23:00", 8 * 3_600), other.to_vec());
    assert_eq!(toasted, [(other[0].cause.clone(), Change::New, 0)]);
}

#[test]
fn a_field_that_changed_waits_and_is_not_approved_from_a_notice() {
    for (language, waits) in [
        (Language::English, "Acme: a changed field waits for you"),
        (Language::Bokmal, "Acme: et endret felt venter på deg"),
    ] {
        for code in ["field_gone", "field_unfit", "field_retyped", "field_emptied"] {
            let cause = failing(&format!("{code}/hubspot/fax"));
            let notice = Notice::new((PAIR, "Acme"), (cause, Change::New), 1);
            assert_eq!(notice.say(&Words::of(language)).0, waits);
            assert_eq!(Toast::of(vec![notice]).unwrap().retries(), None, "{code}");
        }
    }
}

#[test]
fn a_summary_whose_hour_lies_in_quiet_hours_comes_at_their_end() {
    let mut told = Told::default();
    let summary = Means::Desktop;
    let settings =
        NoticeSettings { summary, quiet: (20, 8), summary_at: 21, ..NoticeSettings::default() };
    let since = at("12:00", 0).timestamp();
    let hours = |hours: i64| at("12:00", hours * 3_600);
    assert_eq!(told.sum_up(&hours(0), &settings), None, "it was asked for just now");
    assert_eq!(told.sum_up(&hours(9), &settings), None, "these are quiet hours");
    assert_eq!(told.sum_up(&hours(19), &settings), None);
    assert_eq!(told.sum_up(&hours(20), &settings), Some(since));
    assert_eq!(told.sum_up(&hours(21), &settings), None, "once a day");
    assert_eq!(told.sum_up(&hours(44), &settings), Some(hours(20).timestamp()));
}

#[test]
fn days_off_are_quiet() {
    let working = NoticeSettings { days: vec![1, 2, 3, 4, 5], ..NoticeSettings::default() };
    let day = |days: i64| at("12:00", days * 24 * 3_600);
    assert!(!working.is_quiet(&day(0)) && !working.is_quiet(&day(4)));
    assert!(working.is_quiet(&day(5)) && working.is_quiet(&day(6)));
}

#[test]
fn quiet_hours_may_go_past_midnight() {
    for (quiet, hour, is) in [
        ((22, 7), "23:00", true),
        ((22, 7), "00:00", true),
        ((22, 7), "06:59", true),
        ((22, 7), "07:00", false),
        ((22, 7), "21:00", false),
        ((12, 13), "12:00", true),
        ((12, 13), "13:00", false),
        ((0, 0), "00:00", false),
        ((9, 9), "09:00", false),
    ] {
        let settings = NoticeSettings { quiet, ..NoticeSettings::default() };
        assert_eq!(settings.is_quiet(&at(hour, 0)), is, "{quiet:?} at {hour}");
    }
}

#[test]
fn a_restart_tells_nothing_twice_and_what_was_mended_meanwhile() {
    let mut person = Person::default();
    let causes = [counted(Cause::Braked, 12), counted(failing("a/salesforce"), 3)];
    person.settle("09:00", &causes);
    let mut again = person.restart();
    assert_eq!(again.look(&at("10:00", 0), causes.to_vec()), []);
    assert_eq!(again.look(&at("10:05", 0), causes.to_vec()), []);
    let mut later = again.restart();
    let told = later.settle("11:00", &causes[..1]);
    assert_eq!(told, [(failing("a/salesforce"), Change::Mended, 3)]);
}

#[test]
fn a_pair_whose_picture_is_not_whole_is_neither_worse_nor_well() {
    let mut person = Person::default();
    let stopped_now = SeenCause { weight: Weight::Always, ..counted(stopped(), 0) };
    person.settle("09:00", &[stopped_now]);
    let nothing = Seen { pairs: vec![PAIR], looked_at: Vec::new() };
    for seconds in [0, 60, 120] {
        let now = at("10:00", seconds);
        assert_eq!(person.told.look(&now, &nothing, &person.settings), []);
    }
    // A paused pair is not tried: what stopped it is not gone by that.
    let paused = PairSeen { stops: Stops::Unknown, ..pair(Vec::new()) };
    let paused = Seen { pairs: vec![PAIR], looked_at: vec![paused] };
    for seconds in [0, 60] {
        let now = at("11:00", seconds);
        assert_eq!(person.told.look(&now, &paused, &person.settings), []);
    }
    assert_eq!(person.settle("12:00", &[]), [(stopped(), Change::Mended, 0)]);
}

#[test]
fn a_pair_that_is_removed_is_not_well_but_gone() {
    let mut person = Person::default();
    person.settle("09:00", &[counted(Cause::Braked, 12)]);
    let none = Seen::default();
    for seconds in [0, 60] {
        assert_eq!(person.told.look(&at("10:00", seconds), &none, &person.settings), []);
    }
    assert_eq!(person.told, Told::default());
}

#[test]
fn failing_records_are_told_from_a_number_or_a_part_on_and_are_mended_when_all_are() {
    let from =
        |threshold| Person::wanting(NoticeSettings { threshold, ..NoticeSettings::default() });
    let many = |records| [counted(failing("a/salesforce"), records)];
    let told = |person: &mut Person, records| {
        person.look(&at("09:00", 0), many(records).to_vec());
        person.look(&at("09:00", 60), many(records).to_vec()).len()
    };
    assert_eq!(told(&mut from(Threshold::Records { least: 10 }), 9), 0);
    assert_eq!(told(&mut from(Threshold::Records { least: 10 }), 10), 1);
    assert_eq!(told(&mut from(Threshold::Percent { least: 5 }), 49), 0, "of 1,000");
    assert_eq!(told(&mut from(Threshold::Percent { least: 5 }), 50), 1);
    let mut person = from(Threshold::Records { least: 10 });
    person.settle("09:00", &many(10));
    assert_eq!(person.look(&at("10:00", 0), many(2).to_vec()), [], "some of them still fail");
    assert_eq!(person.look(&at("10:05", 0), many(2).to_vec()), []);
    assert_eq!(person.settle("11:00", &[])[0].1, Change::Mended);
    let drift =
        SeenCause { weight: Weight::Always, ..counted(failing("field_gone/hubspot/fax"), 1) };
    let mut person = from(Threshold::Records { least: 10 });
    assert_eq!(person.settle("09:00", &[drift]).len(), 1, "a field that is gone always counts");
}

#[test]
fn a_level_that_is_not_wanted_is_not_told_and_neither_is_its_mending() {
    let settings = NoticeSettings { errors: Means::Nowhere, ..NoticeSettings::default() };
    let mut person = Person::wanting(settings);
    let causes = [counted(failing("a/salesforce"), 3), counted(Cause::Braked, 12)];
    assert_eq!(person.settle("09:00", &causes), [(Cause::Braked, Change::New, 12)]);
    assert_eq!(person.settle("10:00", &causes[1..]), []);
    let all = [counted(failing("a/salesforce"), 1_000), causes[1].clone()];
    let told = person.settle("11:00", &all);
    assert_eq!(told.len(), 1, "all records failing is another level: {told:?}");
    person.settings.errors = Means::Desktop;
    assert_eq!(person.look(&at("12:00", 0), all.to_vec()), [], "nothing old is told by a switch");
}

#[test]
fn what_needs_a_person_is_told_from_what_passes() {
    let news = |cause, change| Notice::new((PAIR, "Acme"), (cause, change), 3);
    let all = Notice { all: true, ..news(failing("a/salesforce"), Change::New) };
    for (notice, level) in [
        (news(stopped(), Change::New), Level::NeedsYou),
        (news(Cause::Braked, Change::Worse), Level::NeedsYou),
        (news(failing("a/salesforce"), Change::New), Level::Errors),
        (all, Level::NeedsYou),
        (news(stopped(), Change::Mended), Level::Recovered),
        (news(Cause::Day { failing: 0, conflicts: 0 }, Change::New), Level::Summary),
    ] {
        assert_eq!(notice.level(), level, "{notice:?}");
    }
}

#[test]
fn a_day_is_summed_up_once_from_its_hour_on_and_not_in_peace() {
    let mut told = Told::default();
    let summary = Means::Window;
    let settings = NoticeSettings { summary, quiet: (22, 9), ..NoticeSettings::default() };
    assert_eq!(told.sum_up(&at("07:00", 0), &settings), None, "it was asked for just now");
    assert_eq!(told.sum_up(&at("08:30", 0), &settings), None, "these are quiet hours");
    let since = at("07:00", 0).timestamp();
    assert_eq!(told.sum_up(&at("09:00", 0), &settings), Some(since));
    assert_eq!(told.sum_up(&at("10:00", 0), &settings), None, "once a day");
    let tomorrow = at("09:30", 24 * 3_600);
    assert_eq!(told.sum_up(&tomorrow, &settings), Some(at("09:00", 0).timestamp()));
    let off = NoticeSettings { summary: Means::Nowhere, ..settings };
    assert_eq!(told.sum_up(&at("09:30", 48 * 3_600), &off), None);
}

#[test]
fn several_at_once_are_one_notice_that_says_what_they_are() {
    let words = Words::of(Language::English);
    let news = |cause, change, records| Notice::new((PAIR, "Acme"), (cause, change), records);
    let one = news(failing("too_long/salesforce/LastName"), Change::New, 9);
    let braked = news(Cause::Braked, Change::New, 12);
    let several = Toast::of(vec![one.clone(), braked.clone()]).unwrap();
    let (title, body) = several.say(&words);
    assert_eq!(title, "Acme: 2 things need you");
    assert!(body.contains("9 records") && body.contains("12 writes"), "{body}");
    assert!(several.retries().is_none());
    let four = vec![one.clone(), braked.clone(), one.clone(), one.clone()];
    assert!(Toast::of(four).unwrap().say(&words).1.ends_with("and 1 more"));
    let alone = Toast::of(vec![one]).unwrap();
    assert_eq!(alone.say(&words).0, "Acme: 9 records do not get through");
    let single = Notice { records: 1, ..alone.news()[0].clone() };
    assert_eq!(single.say(&words).0, "Acme: one record does not get through");
    assert_eq!(alone.retries(), Some((PAIR, "too_long/salesforce/LastName")));
    let well = news(Cause::Braked, Change::Mended, 12);
    let (title, _) = Toast::of(vec![well.clone(), well]).unwrap().say(&words);
    assert_eq!(title, "Acme: 2 things are news", "nothing needs anybody");
    assert_eq!(Toast::of(Vec::new()), None);
}

#[test]
fn a_click_leads_to_what_a_notice_is_about() {
    let news = |cause, change| Notice::new((PAIR, "Acme"), (cause, change), 3).leads();
    let group = "too_long/salesforce/LastName";
    assert_eq!(news(failing(group), Change::New), (Place::Errors, Some(group.to_owned())));
    assert_eq!(news(failing(group), Change::Mended), (Place::Overview, None));
    assert_eq!(news(Cause::Braked, Change::New), (Place::Preview, None));
    assert_eq!(news(stopped(), Change::New), (Place::Overview, None));
}

#[test]
fn every_notice_has_words_and_a_vendors_own_are_never_among_them() {
    for language in Language::ALL {
        let words = Words::of(language);
        for cause in [
            stopped(),
            Cause::Stopped { code: "wrong_account".to_owned() },
            Cause::Braked,
            failing("too_long/salesforce/LastName"),
            failing("FIELD_CUSTOM_VALIDATION/salesforce/Phone"),
            failing("field_emptied/hubspot/fax"),
            Cause::Day { failing: 3, conflicts: 4 },
        ] {
            for change in [Change::New, Change::Worse, Change::Mended] {
                let mut notice = Notice::new((PAIR, "Acme"), (cause.clone(), change), 3);
                let (title, body) = notice.say(&words);
                assert!(title.contains("Acme") && !title.starts_with("notice-"), "{title}");
                assert!(!body.is_empty() && !body.contains("notice-"), "{body}");
                assert!(!body.contains('{'), "each place of it is filled: {body}");
                notice.people = vec!["Kari Nordvik".to_owned()];
                assert!(notice.say(&words).1.contains("Kari Nordvik"), "who asks is told");
            }
        }
    }
}

#[test]
fn names_are_in_nothing_that_is_stored() {
    let mut notice = Notice::new((PAIR, "Acme"), (failing("a/salesforce"), Change::New), 3);
    notice.people = vec!["Kari Nordvik".to_owned()];
    let stored = serde_json::to_string(&notice).unwrap();
    assert!(!stored.contains("Kari"), "{stored}");
    let read: Notice = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, Notice { people: Vec::new(), ..notice });
}

#[test]
fn settings_of_an_earlier_program_are_kept_to() {
    let read = |text: &str| serde_json::from_str::<NoticeSettings>(text).unwrap();
    let loud = read(r#"{"wanted":"shown","from_records":5,"quiet":[20,7]}"#);
    let threshold = Threshold::Records { least: 5 };
    let expected = NoticeSettings { threshold, quiet: (20, 7), ..NoticeSettings::default() };
    assert_eq!(loud, expected);
    let silent = read(r#"{"wanted":"silent","from_records":1,"quiet":[0,0]}"#);
    assert_eq!((silent.needs_you, silent.errors), (Means::Window, Means::Window));
    let text = serde_json::to_string(&loud).unwrap();
    assert_eq!(read(&text), loud);
}
