//! Bends what comes from outside: the same seed bends the same way.

use serde_json::{Value, json};

/// A seeded source of chance (SplitMix64).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The chance of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below this one; 0 below none.
    ///
    /// # Panics
    /// Never: it is below a `usize`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    /// One of some things.
    ///
    /// # Panics
    /// When there are none.
    pub fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

/// Bytes that parsers trip over.
const ODD: [&[u8]; 20] = [
    b"\"",
    b"\\",
    b"\\ud800",
    b"\0",
    b"\xff\xfe",
    b"\xf0\x9f",
    b"{",
    b"]",
    b",",
    b"\n",
    b"\r\n",
    b"null",
    b"-1",
    b"1e999",
    b"18446744073709551616",
    b"-9223372036854775809",
    b"\"\"",
    b"=cmd|' /C calc'!A0",
    b"0000-00-00T99:99:99Z",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
];

/// The same bytes, a little or badly bent.
#[must_use]
pub fn bent(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    if chance.below(2) == 0
        && let Ok(mut value) = serde_json::from_slice::<Value>(bytes)
    {
        for _ in 0..=chance.below(3) {
            bend_value(&mut value, chance);
        }
        return value.to_string().into_bytes();
    }
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        bend_bytes(&mut bytes, chance);
    }
    bytes
}

fn bend_bytes(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    let end = (at + 1 + chance.below(40)).min(bytes.len());
    match chance.below(6) {
        0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
        1 => bytes.truncate(at),
        2 if at < end => drop(bytes.drain(at..end)),
        3 if at < end => {
            let part = bytes[at..end].repeat(1 + chance.below(50));
            bytes.splice(at..at, part);
        }
        _ => {
            let odd = chance.one_of(&ODD);
            bytes.splice(at..at, odd.iter().copied());
        }
    }
}

/// Puts something else in the place of one node, or takes it away.
fn bend_value(value: &mut Value, chance: &mut Chance) {
    let deeper = chance.below(4) != 0;
    match value {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            let key = chance.one_of(&keys);
            match chance.below(12) {
                0 => drop(fields.remove(&key)),
                1 => {
                    let moved = fields.remove(&key).unwrap();
                    fields.insert(chance.one_of(&keys), moved);
                }
                _ => bend_value(&mut fields[&key], chance),
            }
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = chance.below(items.len());
            match chance.below(12) {
                0 => drop(items.remove(at)),
                1 => items.insert(at, items[at].clone()),
                2 => items.reverse(),
                _ => bend_value(&mut items[at], chance),
            }
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => *value = odd_value(value, chance),
    }
}

fn odd_value(before: &Value, chance: &mut Chance) -> Value {
    let long = "x".repeat(1 + chance.below(100_000));
    let all = [
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!("\u{0}\u{feff}\u{202e}"),
        json!("9999999999999999999999999999999999999999"),
        json!("-271821-04-20T00:00:00Z"),
        json!("003\u{0}"),
        json!("../../..?a=b#c"),
        json!("https://169.254.169.254/latest"),
        json!(long),
        json!([]),
        json!({}),
        json!([[[[before]]]]),
        json!({ "id": before, "message": [before] }),
    ];
    chance.one_of(&all)
}
