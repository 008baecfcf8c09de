use super::{LinkId, ObjectName, RecordId};

#[test]
fn a_promise_is_read_back_and_no_vendors_id_is_one() {
    assert_eq!(RecordId::promised(LinkId(12)).promise(), Some(LinkId(12)));
    for id in ["12", "003000000000001AAA", "link:", "link:x", "xlink:1"] {
        assert_eq!(RecordId::from(id).promise(), None, "{id}");
    }
}

#[test]
fn kinds_of_one_object_are_kin_and_nothing_is_its_own() {
    let rows = [
        ("Task.Note", "Task.Call", true),
        ("Task.Note", "Task", true),
        ("Task", "Task.Note", true),
        ("Task.Note", "Task.Note", false),
        ("Task", "Event", false),
        ("Task.Note", "Tasks", false),
    ];
    for (one, other, kin) in rows {
        let (one, other) = (ObjectName::from(one), ObjectName::from(other));
        assert_eq!(one.is_kin_of(&other), kin, "{one} {other}");
    }
}
