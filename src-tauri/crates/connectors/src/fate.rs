//! What becomes of a field that is written apart from its record: an association (M10). The record
//! is written by then, so a field's failure has to be told without calling that undone.

use crosswalk_model::connector::{FieldRefusal, Written};
use crosswalk_model::errors::RowError;
use crosswalk_model::{ConnectorError, Content, FieldName, VendorWords};

#[cfg(test)]
mod tests;

/// What became of one field, the worst last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Carried out; the field holds this now, where the vendor's answer says so.
    Done(Option<Content>),
    /// Not taken: the vendor's words, or ours with status 0.
    Refused(VendorWords),
    /// Certainly not sent; why.
    NotSent(String),
    /// Worth trying again later.
    Busy(VendorWords),
    /// It may have been carried out.
    Lost,
}

/// Words of our own, in the place of a vendor's.
pub(crate) fn our_words(code: &str, message: String) -> VendorWords {
    VendorWords { status: 0, code: code.to_owned(), message, fields: Vec::new() }
}

impl Fate {
    /// The worse of two.
    pub(crate) fn worst(self, other: Fate) -> Fate {
        if self.weight() < other.weight() { other } else { self }
    }

    const fn weight(&self) -> u8 {
        match self {
            Fate::Done(_) => 0,
            Fate::Refused(_) => 1,
            Fate::NotSent(_) => 2,
            Fate::Busy(_) => 3,
            Fate::Lost => 4,
        }
    }

    /// What a call means that certainly did nothing: a right that lacks is a refusal.
    pub(crate) fn of_not_done(error: &ConnectorError) -> Fate {
        match error {
            ConnectorError::NotAllowed(words) | ConnectorError::Refused(words) => {
                Fate::Refused(words.clone())
            }
            ConnectorError::Unavailable(words) => Fate::Busy(words.clone()),
            ConnectorError::SignInNeeded { .. }
            | ConnectorError::LimitReached { .. }
            | ConnectorError::Unreachable(_)
            | ConnectorError::NoSuchObject(_)
            | ConnectorError::NoSuchField { .. }
            | ConnectorError::Protocol(_)
            | ConnectorError::HostRefused(_)
            | ConnectorError::Vault(_)
            | ConnectorError::Cancelled => Fate::NotSent(error.to_string()),
        }
    }

    /// Puts it into the outcome of its row, which was carried out so far. A field that was not sent
    /// makes its row one for later, never one that was not sent: rows like that are handed over
    /// again in the same pass, and would be as long as the call cannot be made.
    pub(crate) fn tell(self, field: &FieldName, outcome: &mut Result<Written, RowError>) {
        let Ok(written) = outcome else { return };
        let later = |words: VendorWords, written: &mut Written| {
            // A record that was made is never reported as one that was not.
            if written.created {
                refuse(written, field, words);
                return Ok(());
            }
            Err(RowError::Busy(words))
        };
        let told = match self {
            Fate::Done(now) => {
                if let (Some(stored), Some(now)) = (&mut written.stored, now) {
                    stored.fields.insert(field.clone(), now);
                }
                Ok(())
            }
            Fate::Refused(words) => {
                refuse(written, field, words);
                Ok(())
            }
            Fate::NotSent(why) => later(our_words("NOT_SENT", why), written),
            Fate::Busy(words) => later(words, written),
            Fate::Lost => Err(RowError::AnswerLost),
        };
        if let Err(error) = told {
            *outcome = Err(error);
        }
    }
}

fn refuse(written: &mut Written, field: &FieldName, words: VendorWords) {
    if let Some(stored) = &mut written.stored {
        stored.fields.remove(field);
    }
    let words = VendorWords { fields: vec![field.clone()], ..words };
    written.refused.push(FieldRefusal { field: field.clone(), words });
}
