use super::*;

#[test]
fn a_schedule_is_written_so_that_a_later_program_reads_it() {
    for (schedule, text) in [
        (Schedule::AsChangesArrive, r#"{"look":"as_changes_arrive"}"#),
        (Schedule::Every { minutes: 30 }, r#"{"look":"every","minutes":30}"#),
        (Schedule::ByHand, r#"{"look":"by_hand"}"#),
    ] {
        assert_eq!(serde_json::to_string(&schedule).unwrap(), text);
        assert_eq!(serde_json::from_str::<Schedule>(text).unwrap(), schedule);
    }
}

#[test]
fn minutes_are_the_engines_pace() {
    let half_an_hour = Schedule::Every { minutes: 30 };
    assert_eq!(half_an_hour.pace(), Pace::Every(Duration::from_secs(1_800)));
    assert_eq!(Schedule::ByHand.pace(), Pace::AsChangesArrive);
}
