use super::*;
use crate::words::Language;

fn notice(cause: Cause) -> Notice {
    Notice { pair: PairId(1), name: "Acme".to_owned(), cause, records: 3 }
}

#[test]
fn a_cause_is_news_when_it_comes_and_when_it_comes_again() {
    let group = || notice(Cause::Failing("too_long/salesforce/LastName".to_owned()));
    let (mut told, braked) = (Told::default(), notice(Cause::Braked));
    assert_eq!(told.news(vec![group()]), [group()]);
    assert_eq!(told.news(vec![group()]), []);
    assert_eq!(told.news(vec![group(), braked.clone()]), [braked]);
    assert_eq!(told.news(Vec::new()), []);
    assert_eq!(told.news(vec![group()]), [group()]);
}

#[test]
fn a_pair_ails_until_every_cause_went() {
    let mut told = Told::default();
    assert!(!told.ails(PairId(1)));
    told.news(vec![notice(Cause::Braked)]);
    assert!(told.ails(PairId(1)) && !told.ails(PairId(2)));
    told.news(Vec::new());
    assert!(!told.ails(PairId(1)));
}

#[test]
fn more_records_of_a_cause_are_no_news() {
    let mut told = Told::default();
    told.news(vec![notice(Cause::Braked)]);
    assert_eq!(told.news(vec![Notice { records: 900, ..notice(Cause::Braked) }]), []);
}

#[test]
fn what_comes_at_once_is_one_notice_for_each_pair() {
    let failing = |group: &str| notice(Cause::Failing(group.to_owned()));
    let other = Notice { pair: PairId(2), ..notice(Cause::Braked) };
    let news = vec![failing("a"), notice(Cause::Braked), other.clone(), failing("b")];
    let several = Notice { records: 3, ..notice(Cause::Several) };
    assert_eq!(together(news), [several, other.clone()]);
    assert_eq!(together(vec![other.clone()]), [other]);
}

#[test]
fn nobodys_data_is_in_the_words() {
    for language in Language::ALL {
        let words = Words::of(language);
        for cause in [
            Cause::Stopped("sign_in_needed".to_owned()),
            Cause::Braked,
            Cause::Failing("too_long/salesforce/LastName".to_owned()),
            Cause::Several,
            Cause::Recovered,
        ] {
            let (title, body) = notice(cause).say(&words);
            assert!(title.contains("Acme") && !title.starts_with("notice-"), "{title}");
            assert!(!body.starts_with("notice-") && !body.contains("LastName"), "{body}");
        }
    }
}

#[test]
fn quiet_hours_may_go_past_midnight() {
    for (quiet, hour, is) in [
        ((22, 7), 23, true),
        ((22, 7), 0, true),
        ((22, 7), 6, true),
        ((22, 7), 7, false),
        ((22, 7), 21, false),
        ((12, 13), 12, true),
        ((12, 13), 13, false),
        ((0, 0), 0, false),
        ((9, 9), 9, false),
    ] {
        assert_eq!(is_quiet(quiet, hour), is, "{quiet:?} at {hour}");
    }
}
