//! Hashes by which two states of a design or schema are told apart.

use crosswalk_store::StoreError;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// SHA-256 of a value's JSON, in hexadecimal digits.
///
/// # Errors
/// [`StoreError::Json`] when the value does not serialise.
pub fn fingerprint(value: &impl Serialize) -> Result<String, StoreError> {
    let digest = Sha256::digest(serde_json::to_vec(value)?);
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}
