use std::io::{Cursor, Read};

use serde_json::{Value, json};

use super::{MOST_BYTES, read};

fn head() -> Value {
    json!({
        "format_version": "1.0", "pair": 1, "mapping_version": 2, "mapping_hash": "ab",
        "accounts": { "salesforce": "00D", "hubspot": "44" },
        "schema_hash": { "salesforce": "c", "hubspot": "d" },
        "read_at": { "salesforce": null, "hubspot": null },
        "brakes": [],
    })
}

fn link(number: i64, value: &str) -> Value {
    json!({
        "link": number, "mapping": "contacts",
        "ends": { "salesforce": { "object": "Contact", "id": "003" }, "hubspot": null },
        "base": { "salesforce": {}, "hubspot": {} },
        "acts": { "hubspot": null, "salesforce": {
            "act": "update", "at": { "object": "Contact", "id": "003" }, "seen": null,
            "changes": [{
                "mapping": "phone", "field": "Phone", "before": "blank",
                "after": { "text": value }, "source_field": "phone",
                "source": { "text": value }, "rule": "two_way",
                "ruling": "one_side_changed",
            }],
        } },
    })
}

fn with(key: &str, value: Value) -> String {
    let mut file = head();
    file["links"] = json!([]);
    file[key] = value;
    file.to_string()
}

/// What is said of a file; an empty text where it reads.
fn check(text: &str) -> String {
    read(text.as_bytes()).map_or_else(|error| error.to_string(), |_| String::new())
}

#[test]
fn m11_a_plan_file_reads_and_later_keys_are_passed_over() {
    let mut file = head();
    file["later"] = json!({ "any": "thing" });
    file["links"] = json!([link(1, "22"), link(2, "33")]);
    let read = read(file.to_string().as_bytes()).unwrap();
    assert_eq!(read.shown.len(), 2);
    assert_eq!(read.head.footing.mapping_version, 2);
}

#[test]
fn m11_what_is_no_plan_is_refused_in_words() {
    let twice = json!([link(1, "22"), link(1, "33")]);
    let both = with("links", json!([])).replacen('{', "{\"links\":[],", 1);
    for (told, text, said) in [
        ("nothing", String::new(), "EOF"),
        ("no object", "[1]".to_owned(), "expected a plan"),
        ("no links", head().to_string(), "missing field `links`"),
        ("links twice", both, "duplicate field `links`"),
        ("a link twice", with("links", twice), "link 1 is in it twice"),
        ("another major", with("format_version", json!("2.0")), "format version 2.0"),
        ("no version", with("format_version", json!(1)), "format version"),
        ("no act", with("links", json!([{ "link": 1 }])), "missing field"),
        ("text behind it", with("links", json!([])) + " {}", "trailing"),
        (
            "a deep one",
            with("later", json!(0)).replace(":0", &format!(":{}", "[".repeat(500))),
            "recursion",
        ),
    ] {
        let heard = check(&text);
        assert!(heard.contains(said), "{told}: {heard:?}");
    }
}

/// A text that never ends, as a reader meets it.
struct Endless(Cursor<Vec<u8>>, u8, u64);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.0.read(buffer)?;
        if read > 0 {
            return Ok(read);
        }
        self.2 += buffer.len() as u64;
        assert!(self.2 < 2 * MOST_BYTES, "it is read on and on");
        buffer.fill(self.1);
        Ok(buffer.len())
    }
}

#[test]
fn m11_a_file_without_end_is_given_up() {
    for (told, beginning, on) in [
        ("a value", r#"{"links":[{"link":1,"mapping":""#, b'x'),
        ("white space", r#"{"links":["#, b' '),
        ("a key", r#"{""#, b'k'),
    ] {
        let endless = Endless(Cursor::new(beginning.into()), on, 0);
        let heard = read(endless).map(|_| ()).unwrap_err().to_string();
        assert!(heard.contains("too large"), "{told}: {heard}");
    }
}

#[test]
fn m11_a_large_plan_is_read_link_by_link() {
    let long = "x".repeat(1_000_000);
    let links: Vec<Value> = (1..=12).map(|number| link(number, &long)).collect();
    let text = with("links", Value::Array(links));
    assert!(text.len() as u64 > MOST_BYTES);
    assert_eq!(check(&text), "");
}
