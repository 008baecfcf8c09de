use crate::backups::{kept, list};
use crate::fixture::{House, t};

const DAY: i64 = 86_400;

#[test]
fn seven_days_and_four_weeks_stay() {
    let times: Vec<_> = (0..60).map(|day| t(-day * DAY)).collect();
    let kept = kept(&times);
    assert!(kept[..7].iter().all(|it| *it), "the last seven days");
    let older: Vec<usize> = (7..60).filter(|day| kept[*day]).collect();
    assert_eq!(older.len(), 4, "{older:?}");
    assert!(older.windows(2).all(|it| it[1] - it[0] >= 5), "one a week: {older:?}");
    assert!(older[3] <= 42, "{older:?}");
}

#[test]
fn of_one_day_the_newest_stays() {
    let times = [t(300), t(200), t(100)];
    assert_eq!(kept(&times), [true, false, false]);
}

#[test]
fn the_daily_backup_is_made_once_a_day() {
    let house = House::new();
    let first = house.store.back_up_daily(t(0)).unwrap();
    assert!(first.is_some());
    assert_eq!(house.store.back_up_daily(t(DAY - 1)).unwrap(), None);
    assert!(house.store.back_up_daily(t(DAY)).unwrap().is_some());
    let all = list(house.store.path()).unwrap();
    assert_eq!(all.iter().map(|it| it.at).collect::<Vec<_>>(), [t(DAY), t(0)]);
    assert!(all.iter().all(|it| it.bytes > 0));
}
