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
fn what_was_kept_before_a_brake_outlives_the_backups_of_its_day() {
    let house = House::new();
    let minute = |number: i64| t(0) + jiff::SignedDuration::from_mins(number);
    let first = house.store.back_up_before_brakes(minute(0)).unwrap();
    house.store.back_up_before_brakes(minute(1)).unwrap();
    house.store.back_up(minute(2)).unwrap();
    let newest = house.store.back_up(minute(3)).unwrap();
    let listed = list(house.store.path()).unwrap();
    assert_eq!(listed.len(), 3, "{listed:?}");
    assert!(listed.contains(&first) && listed.contains(&newest), "{listed:?}");
    for number in 4..12 {
        house.store.back_up_before_brakes(minute(number)).unwrap();
    }
    assert_eq!(list(house.store.path()).unwrap().len(), super::DAILY_KEPT + 1);
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

#[test]
fn a_migration_is_preceded_by_a_backup_that_names_the_format() {
    let house = House::new();
    crate::backups::before_migration(&house.store.connection(), house.store.path(), 1).unwrap();
    let made = list(house.store.path()).unwrap();
    assert_eq!(made.len(), 1);
    assert!(made[0].path.to_str().unwrap().ends_with(".format-1.db"));
    assert!(crate::backups::sound(&made[0].path).is_ok());
}

#[test]
fn a_backup_is_not_put_over_an_open_state_and_must_be_whole() {
    let house = House::new();
    let made = house.store.back_up(t(0)).unwrap();
    let open = crate::backups::restore(house.store.path(), &made.path);
    assert!(matches!(open, Err(crate::StoreError::Locked(_))), "{open:?}");
    std::fs::write(&made.path, b"").unwrap();
    let place = house.store.path().to_owned();
    let House { folder, store, .. } = house;
    drop(store);
    assert!(crate::backups::restore(&place, &made.path).is_err());
    assert!(crate::Store::open(&place, crate::Access::Write).is_ok(), "the state stands");
    drop(folder);
}
