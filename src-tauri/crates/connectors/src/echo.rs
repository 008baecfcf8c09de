//! Answers that say a secret back. A vendor's words are kept verbatim, in the database too; what
//! the request was signed with is none of them (SEC10, SEC12).

use bytes::Bytes;
use memchr::memmem;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Stands in the place of a secret.
const HIDDEN: &[u8] = b"***";

/// What is shorter is no secret of either vendor's, and could stand in any text.
const SHORTEST: usize = 8;

/// The names under which secrets stand in a request to a token endpoint.
const SECRET_FIELDS: [&str; 5] =
    ["client_secret", "code", "code_verifier", "refresh_token", "token"];

/// The body without these secrets, in any of the spellings that JSON, forms and addresses have.
/// Nothing is copied where there are none.
pub(crate) fn hide(body: Bytes, secrets: &[&str]) -> Bytes {
    let mut body = body;
    for secret in secrets.iter().filter(|secret| secret.len() >= SHORTEST) {
        for spelling in spellings(secret) {
            body = without(body, spelling.as_bytes());
        }
    }
    body
}

fn spellings(secret: &str) -> Vec<String> {
    let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let address = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
    let mut all = vec![secret.to_owned(), form, address, secret.replace('/', "\\/")];
    all.dedup();
    all
}

/// The secrets in the form that is sent to a token endpoint.
pub(crate) fn secrets_of(form: &[u8]) -> Vec<String> {
    let fields = url::form_urlencoded::parse(form);
    fields
        .filter(|(name, _)| SECRET_FIELDS.contains(&name.as_ref()))
        .map(|(_, value)| value.into_owned())
        .collect()
}

fn without(body: Bytes, secret: &[u8]) -> Bytes {
    let finder = memmem::Finder::new(secret);
    if finder.find(&body).is_none() {
        return body;
    }
    let mut out = Vec::with_capacity(body.len());
    let mut rest = 0;
    for at in finder.find_iter(&body) {
        out.extend_from_slice(&body[rest..at]);
        out.extend_from_slice(HIDDEN);
        rest = at + secret.len();
    }
    out.extend_from_slice(&body[rest..]);
    Bytes::from(out)
}

#[cfg(test)]
mod tests;
