use super::*;

#[test]
fn custom_objects_are_known_by_their_names() {
    let rows = [
        ("contacts", false),
        ("tickets", false),
        ("0-5", false),
        ("p4711_invoices", true),
        ("2-3453932", true),
        ("p_invoices", false),
        ("products", false),
        ("p4711", false),
    ];
    for (name, expected) in rows {
        assert_eq!(is_one(&ObjectName::from(name)), expected, "{name}");
    }
}
