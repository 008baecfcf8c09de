//! Record ids: 15 case-sensitive characters, or 18 with a checksum of the letters' cases.

const SUFFIX: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The `number`th id of an object: its key prefix, the instance, a counter in base 62, checksum.
pub(crate) fn nth(prefix: &str, instance: &str, number: u64) -> String {
    let mut tail = [b'0'; 9];
    let mut rest = number;
    for slot in tail.iter_mut().rev() {
        *slot = DIGITS[usize::try_from(rest % 62).unwrap_or(0)];
        rest /= 62;
    }
    let short = format!("{prefix}{instance}0{}", String::from_utf8_lossy(&tail));
    let suffix = checksum(&short);
    short + &suffix
}

/// An id as the API returns it (18 characters), or nothing if it is no id at all.
pub(crate) fn normalise(text: &str) -> Option<String> {
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    match text.len() {
        15 => Some(format!("{text}{}", checksum(text))),
        18 => repair(text),
        _ => None,
    }
}

/// The checksum also repairs an id whose letters lost their case.
fn repair(text: &str) -> Option<String> {
    let (short, suffix) = text.split_at(15);
    let mut fixed = String::with_capacity(18);
    for (chunk, mark) in short.as_bytes().chunks(5).zip(suffix.bytes()) {
        let bits = SUFFIX.iter().position(|known| *known == mark.to_ascii_uppercase())?;
        for (place, byte) in chunk.iter().enumerate() {
            let upper = bits >> place & 1 == 1;
            if upper && !byte.is_ascii_alphabetic() {
                return None;
            }
            let cased = if upper { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() };
            fixed.push(char::from(cased));
        }
    }
    Some(fixed + &suffix.to_ascii_uppercase())
}

/// Three characters, each of the upper-case bits of five.
fn checksum(short: &str) -> String {
    short
        .as_bytes()
        .chunks(5)
        .map(|chunk| {
            let bits = chunk.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
            char::from(SUFFIX[bits.fold(0, |sum, (place, _)| sum | 1 << place)])
        })
        .collect()
}

#[cfg(test)]
mod tests;
