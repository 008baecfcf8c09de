use super::typed_number;

#[test]
fn a_number_is_typed_with_any_space_or_none() {
    for (typed, number) in [
        (Some("1214"), Some(1_214)),
        (Some(" 1 214 "), Some(1_214)),
        (Some("1\u{a0}214"), Some(1_214)),
        (Some("1\u{202f}214"), Some(1_214)),
        (Some("1,214"), None),
        (Some("-1"), None),
        (Some(""), None),
        (None, None),
    ] {
        assert_eq!(typed_number(typed), number, "{typed:?}");
    }
}
