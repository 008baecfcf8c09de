use super::*;

fn check(given: &str, expected: Option<&str>) {
    assert_eq!(normalise(given).as_ref().map(RecordId::as_str), expected, "{given}");
}

#[test]
fn ids_come_out_with_eighteen_characters() {
    check("012000000000000", Some("012000000000000AAA"));
    check("012000000000000AAA", Some("012000000000000AAA"));
    check("0035e00000AbCdE", Some("0035e00000AbCdEAAV"));
}

#[test]
fn lost_case_is_repaired_by_the_suffix() {
    check("0035E00000ABCDEAAV", Some("0035e00000AbCdEAAV"));
    check("0035e00000abcdeaav", Some("0035e00000AbCdEAAV"));
}

#[test]
fn what_is_no_id_is_refused() {
    check("", None);
    check("003", None);
    check("0035e00000AbCd'", None);
    check("012000000000000BAA", None);
    check("012000000000000AA9", None);
}

#[test]
fn a_polymorphic_reference_is_told_by_its_prefix() {
    let owners = [ObjectName::from("Group"), ObjectName::from("User")];
    let queue = normalise("00G000000000001").unwrap();
    let custom = normalise("a01000000000001").unwrap();
    assert_eq!(object_of(&queue, &owners).map(ObjectName::as_str), Some("Group"));
    assert_eq!(object_of(&custom, &owners), None);
    assert_eq!(object_of(&custom, &owners[..1]).map(ObjectName::as_str), Some("Group"));
}
