//! Conditional requests: by a row's stamp, and by an Account's entity tag.

use super::schema::Sobject;
use super::wire::{Answer, Ask, Call, Refusal};
use super::world::{Id, Org, Row, instant, second_of};

impl Org {
    /// Refuses a request whose row changed since the caller saw it: `If-Unmodified-Since` on every
    /// object, `If-Match` on accounts only.
    pub(crate) fn unmodified(
        &self,
        call: &Call<'_>,
        ask: &Ask,
        object: &Sobject,
        id: &Id,
    ) -> Result<(), Refusal> {
        let Some(row) = self.row(&object.name, id) else { return Ok(()) };
        if !call.turn.on("salesforce.precondition") {
            return Ok(());
        }
        let since = moment(ask, "if-unmodified-since")?;
        let later = since.is_some_and(|at| changed(object, row) > at);
        let tags = ask.header("if-match").filter(|_| has_tag(call, object));
        let other = tags.is_some_and(|tags| !names(tags, &tag(object, row)));
        if later || other {
            let text = "Precondition failed";
            return Err(Refusal::new("PRECONDITION_FAILED", text).with(412));
        }
        Ok(())
    }

    /// 304 for a row that is still as the caller has it: `If-Modified-Since`, and `If-None-Match`
    /// on accounts.
    pub(crate) fn not_modified(
        &self,
        call: &Call<'_>,
        ask: &Ask,
        object: &Sobject,
        row: &Row,
    ) -> Result<Option<Answer>, Refusal> {
        if !call.turn.on("salesforce.not_modified") {
            return Ok(None);
        }
        let since = moment(ask, "if-modified-since")?;
        let tags = ask.header("if-none-match").filter(|_| has_tag(call, object));
        let same = match tags {
            // A tag is the finer of the two, so it decides alone.
            Some(tags) => names(tags, &tag(object, row)),
            None => since.is_some_and(|at| changed(object, row) <= at),
        };
        Ok(same.then(|| tagged(call, object, row, Answer::empty(304))))
    }
}

/// The answer with the row's entity tag, where its object has one.
pub(crate) fn tagged(call: &Call<'_>, object: &Sobject, row: &Row, mut answer: Answer) -> Answer {
    if has_tag(call, object) {
        answer.headers.push(("ETag", tag(object, row)));
    }
    answer
}

fn has_tag(call: &Call<'_>, object: &Sobject) -> bool {
    object.name == "Account" && call.turn.on("salesforce.etag")
}

/// Moves with every save: the stamps are whole seconds, so the fields stand in it too.
fn tag(object: &Sobject, row: &Row) -> String {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    let stamp = row.text(object, "SystemModstamp").bytes();
    let cells = row.cells.iter().flat_map(|(slot, value)| format!("{slot}{value}").into_bytes());
    for byte in stamp.chain(cells) {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("\"{sum:016x}\"")
}

/// Whether a list of tags names one; `*` names all.
fn names(list: &str, tag: &str) -> bool {
    list.split(',').map(str::trim).any(|one| one == "*" || one == tag)
}

fn changed(object: &Sobject, row: &Row) -> i64 {
    second_of(row.text(object, "LastModifiedDate"))
}

/// The second of a header's date.
fn moment(ask: &Ask, name: &str) -> Result<Option<i64>, Refusal> {
    let Some(text) = ask.header(name) else { return Ok(None) };
    let at = jiff::fmt::rfc2822::parse(text).map(|zoned| zoned.timestamp());
    let at = at.ok().or_else(|| instant(text));
    let at =
        at.ok_or_else(|| Refusal::new("INVALID_HEADER", format!("Bad date in {name}: {text}")))?;
    Ok(Some(at.as_second()))
}
