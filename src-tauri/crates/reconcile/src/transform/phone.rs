//! Phone numbers.

use phonenumber::{Mode, country};

use crosswalk_model::plan::SkipReason;
use crosswalk_model::{Content, Value};

use crate::convert::as_text;

/// The country whose numbers are written without a country code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region(country::Id);

impl Region {
    /// By its two letters: `NO`.
    #[must_use]
    pub fn read(letters: &str) -> Option<Region> {
        letters.parse().ok().map(Region)
    }

    /// The number as E.164 writes it. That form has no extensions, and none is cut off.
    pub(super) fn international(self, value: &Value) -> Result<Content, SkipReason> {
        let text = as_text(value)?;
        let number = phonenumber::parse(Some(self.0), text.trim());
        let number = number.map_err(|_| SkipReason::NotAPhoneNumber)?;
        if number.extension().is_some() {
            return Err(SkipReason::Lossy);
        }
        if !number.is_valid() {
            return Err(SkipReason::NotAPhoneNumber);
        }
        Ok(Content::text(&number.format().mode(Mode::E164).to_string()))
    }
}
