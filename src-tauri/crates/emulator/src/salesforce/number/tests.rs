#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use super::*;

#[test]
fn every_digit_survives() {
    for digits in [
        "1234567890123456.78",
        "-9999999999999999.99",
        "123456789012345678",
        "0.1",
        "0.123456789012345678",
        "35000.0",
        "-7",
    ] {
        let body = format!("{{\"rows\":[{{\"Amount\":{digits},\"Name\":\"{digits}\"}}]}}");
        let read = read(body.as_bytes()).unwrap();
        assert_eq!(write(&read), body);
        let amount = &read["rows"][0]["Amount"];
        assert!(is_number(amount) && text(amount).is_none(), "{digits}");
        assert_eq!(decimal(amount), parsed(digits));
        assert_eq!(decimal(&value(parsed(digits).unwrap())), parsed(digits));
    }
}

#[test]
fn a_plain_number_stays_one() {
    assert_eq!(value(parsed("12.50").unwrap()), serde_json::json!(12.5));
    assert_eq!(value(parsed("1000").unwrap()).to_string(), "1000.0");
    assert_eq!(shown(&kept("1234567890123456.78")), "1234567890123456.78");
    assert!(read(b"{\"a\":01234567890123456}").is_err());
}
