//! Record ids in their 18-character form.

use crosswalk_model::{ObjectName, RecordId};

const CHECKSUM: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
const SHORT: usize = 15;
const LONG: usize = 18;

/// The 18-character form of an id of 15 or 18 characters; `None` when it is no id.
///
/// The last three characters say which of the first fifteen are upper case, five each. They also
/// repair an 18-character id whose case was lost on its way (a spreadsheet, an upper-casing form).
pub(super) fn normalise(text: &str) -> Option<RecordId> {
    let bytes = text.as_bytes();
    if !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    let mut id: Vec<u8> = match bytes.len() {
        SHORT => bytes.to_vec(),
        LONG => with_case_of(bytes.get(..SHORT)?, bytes.get(SHORT..)?)?,
        _ => return None,
    };
    let suffix = checksum(&id);
    id.extend(suffix);
    String::from_utf8(id).ok().map(RecordId::from)
}

/// Which of `candidates` an id belongs to. Ids open with three characters that name their object;
/// only those of standard objects are the same in every org.
pub(super) fn object_of<'a>(id: &RecordId, candidates: &'a [ObjectName]) -> Option<&'a ObjectName> {
    if let [only] = candidates {
        return Some(only);
    }
    let object = standard(id)?;
    candidates.iter().find(|candidate| candidate.as_str() == object)
}

/// Whether an id is one of a standard object.
pub(super) fn is_of(id: &RecordId, object: &str) -> bool {
    standard(id) == Some(object)
}

fn standard(id: &RecordId) -> Option<&'static str> {
    Some(match id.as_str().get(..3)? {
        "001" => "Account",
        "003" => "Contact",
        "005" => "User",
        "006" => "Opportunity",
        "00G" => "Group",
        "00Q" => "Lead",
        "00T" => "Task",
        "00U" => "Event",
        "500" => "Case",
        "701" => "Campaign",
        _ => return None,
    })
}

fn checksum(id: &[u8]) -> Vec<u8> {
    id.chunks(5)
        .map(|chunk| {
            let bits = chunk
                .iter()
                .enumerate()
                .filter(|(_, letter)| letter.is_ascii_uppercase())
                .fold(0_usize, |bits, (place, _)| bits | (1 << place));
            CHECKSUM.get(bits).copied().unwrap_or(b'A')
        })
        .collect()
}

fn with_case_of(id: &[u8], suffix: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(LONG);
    for (chunk, mark) in id.chunks(5).zip(suffix) {
        let bits = CHECKSUM.iter().position(|known| *known == mark.to_ascii_uppercase())?;
        for (place, letter) in chunk.iter().enumerate() {
            let upper = bits & (1 << place) != 0;
            if upper && !letter.is_ascii_alphabetic() {
                return None;
            }
            out.push(if upper { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() });
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests;
