//! Carries association fields out (M10), after the records they hang on: batched over the rows of
//! a batch, each field with one fate.
//!
//! A reference sets the primary one: HubSpot takes the label from the former one, which stays
//! associated. A blank one takes the association to the former primary one away. Of a set, what is
//! wanted and not there is made, and what is there and not wanted goes. Of the set of a label, only
//! the label comes and goes: what it is on stays associated, and HubSpot makes the association that
//! a label needs. Nothing else is touched, and doing it all twice is the same as once.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crosswalk_model::connector::{WriteBatch, WriteKind};
use crosswalk_model::{ConnectorError, Content, FieldName, ObjectName, OutboxId, RecordId, Value};
use serde_json::{Value as Json, json};

use self::calls::Reply;
use self::links::{Link, Links};
use super::{Held, Number, Sort, content, content_of, ends, is_one, number_of, parts};
use crate::fate::{Fate, our_words};
use crate::hubspot::api;
use crate::hubspot::write::Outcomes;
use crate::line::Line;

mod calls;
mod links;
#[cfg(test)]
mod tests;

/// Records from which one request takes associations away.
const FROMS: usize = 100;

/// What a row wants of one association field.
enum Want {
    Primary(Option<RecordId>),
    Set(BTreeSet<RecordId>),
}

struct Wish<'a> {
    key: OutboxId,
    from: RecordId,
    field: &'a FieldName,
    other: ObjectName,
    sort: Sort,
    number: Number,
    want: Want,
    /// What was associated before.
    had: BTreeMap<RecordId, Held>,
    fate: Option<Fate>,
    /// An answer left open whether it was done: it has to be looked at.
    open: bool,
}

/// The wishes between one object and another.
struct Pair<'a> {
    line: &'a Line,
    batch: &'a WriteBatch,
    other: &'a ObjectName,
}

/// Carries out the association fields of the rows that were written, and puts what became of them
/// into the rows' outcomes.
pub(in crate::hubspot) async fn carry_out(
    line: &Line,
    batch: &WriteBatch,
    outcomes: &mut Outcomes,
) {
    let mut wishes = wishes(batch, outcomes);
    let others: BTreeSet<ObjectName> = wishes.iter().map(|wish| wish.other.clone()).collect();
    for other in &others {
        let own = wishes.iter_mut().filter(|wish| wish.other == *other && wish.fate.is_none());
        let mut own: Vec<&mut Wish<'_>> = own.collect();
        Pair { line, batch, other }.carry_out(&mut own).await;
    }
    for wish in wishes {
        tell(wish, outcomes);
    }
}

fn wishes<'a>(batch: &'a WriteBatch, outcomes: &Outcomes) -> Vec<Wish<'a>> {
    if batch.kind == WriteKind::Delete {
        return Vec::new();
    }
    let mut wishes = Vec::new();
    for row in &batch.rows {
        let Some(Ok(written)) = outcomes.get(&row.key) else { continue };
        let fields = row.fields.iter().filter(|(field, _)| is_one(field));
        let of_row = fields.map(|(field, value)| {
            let (want, (other, sort, number), fate) = match want(&batch.object, field, value) {
                Ok((want, of)) => (want, of, None),
                Err(why) => {
                    let refused = Fate::Refused(our_words("NOT_AN_ASSOCIATION", why));
                    let of = (ObjectName::from(""), Sort::Primary, Number::Plain);
                    (Want::Primary(None), of, Some(refused))
                }
            };
            let (key, from) = (row.key, written.id.clone());
            let had = BTreeMap::new();
            Wish { key, from, field, other, sort, number, want, had, fate, open: false }
        });
        let mut of_row: Vec<Wish<'a>> = of_row.collect();
        only_on_associated(&mut of_row);
        wishes.extend(of_row);
    }
    wishes
}

/// Where a row says who is associated at all, a label is on nobody else.
fn only_on_associated(of_row: &mut [Wish<'_>]) {
    let all = of_row.iter().filter(|wish| wish.sort == Sort::All && wish.fate.is_none());
    let all = all.filter_map(|wish| match &wish.want {
        Want::Set(set) => Some((wish.other.clone(), set.clone())),
        Want::Primary(_) => None,
    });
    let all: BTreeMap<ObjectName, BTreeSet<RecordId>> = all.collect();
    for wish in of_row.iter_mut().filter(|wish| wish.is_of_a_label()) {
        if let (Want::Set(set), Some(all)) = (&mut wish.want, all.get(&wish.other)) {
            set.retain(|id| all.contains(id));
        }
    }
}

fn want(
    object: &ObjectName,
    field: &FieldName,
    value: &Content,
) -> Result<(Want, (ObjectName, Sort, Number)), String> {
    let known = parts(field).zip(number_of(object, field));
    let Some(((other, sort), number)) = known else {
        return Err(format!("{field} is no association that can be written"));
    };
    let want = match (value, sort) {
        (Content::Blank, Sort::Primary) => Want::Primary(None),
        (Content::Blank, Sort::All | Sort::Labelled(_)) => Want::Set(BTreeSet::new()),
        (Content::Value(Value::Reference(to)), Sort::Primary) if fits(to, &other) => {
            Want::Primary(Some(to.id.clone()))
        }
        (Content::Value(Value::References(all)), Sort::All | Sort::Labelled(_))
            if all.iter().all(|to| fits(to, &other)) =>
        {
            Want::Set(all.iter().map(|to| to.id.clone()).collect())
        }
        (Content::Value(_), Sort::Primary | Sort::All | Sort::Labelled(_)) => {
            return Err(format!("the value of {field} names no record of {other}"));
        }
    };
    Ok((want, (other, sort, number)))
}

fn fits(to: &crosswalk_model::RecordRef, other: &ObjectName) -> bool {
    let id = to.id.as_str();
    to.object == *other && !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}

impl Pair<'_> {
    async fn carry_out(&self, wishes: &mut [&mut Wish<'_>]) {
        if let Err(error) = self.look_before(wishes).await {
            for wish in wishes {
                wish.worsen(Fate::of_not_done(&error));
            }
            return;
        }
        self.work_off(wishes, Links::to_make(wishes)).await;
        self.take_away(wishes).await;
        self.work_off(wishes, Links::to_unlabel(wishes)).await;
        self.look_after(wishes).await;
        for wish in wishes {
            if wish.fate.is_none() {
                wish.fate = Some(Fate::Done(Some(wish.value())));
            }
        }
    }

    /// What is there now, where the wish is a difference to it.
    async fn look_before(&self, wishes: &mut [&mut Wish<'_>]) -> Result<(), ConnectorError> {
        let of = |wish: &&mut Wish<'_>| wish.needs_a_look().then(|| wish.from.clone());
        let ids: BTreeSet<RecordId> = wishes.iter().filter_map(of).collect();
        let found = self.ends(&ids).await?;
        for wish in wishes.iter_mut().filter(|wish| wish.needs_a_look()) {
            if let Some(had) = found.get(&wish.from) {
                wish.had.clone_from(had);
            }
        }
        Ok(())
    }

    async fn ends(&self, ids: &BTreeSet<RecordId>) -> Result<super::Ends, ConnectorError> {
        if ids.is_empty() {
            return Ok(super::Ends::new());
        }
        ends(self.line, (&self.batch.object, self.other), ids, self.batch.purpose).await
    }

    fn path(&self, tail: &str) -> String {
        let (from, to) = (self.batch.object.as_str(), self.other.as_str());
        let version = crate::hubspot::VERSION;
        let (from, to) = (api::segment(from), api::segment(to));
        format!("/crm/associations/{version}/{from}/{to}/batch/{tail}")
    }

    /// Sends what there is to do. Ends: every further request has fewer associations, or the same
    /// one with fewer types.
    async fn work_off(&self, wishes: &mut [&mut Wish<'_>], work: Links) {
        let what = work.what;
        let mut work: VecDeque<Vec<Link>> = work.requests();
        while let Some(mut links) = work.pop_front() {
            let inputs: Vec<Json> = links.iter().map(Link::json).collect();
            match self.send(what.tail(&links), &inputs).await {
                Reply::Answer(answer) => what.settle(wishes, &links, &answer),
                Reply::Refused(_) if links.len() > 1 => {
                    let second = links.split_off(links.len() / 2);
                    work.push_front(second);
                    work.push_front(links);
                }
                // One type may be gone: the others are not refused with it.
                Reply::Refused(_) if links.iter().any(Link::is_of_several) => {
                    work.push_front(links.into_iter().flat_map(Link::each).collect());
                }
                other @ (Reply::Refused(_) | Reply::Busy(_) | Reply::NotDone(_) | Reply::Lost) => {
                    for at in links.iter().flat_map(Link::wishes) {
                        other.tell(&mut *wishes[at]);
                    }
                }
            }
        }
    }

    /// Takes away what is too much, of wishes of which nothing failed so far: what is to come in
    /// the place of something has to be there first. A label goes with the association that it is on.
    async fn take_away(&self, wishes: &mut [&mut Wish<'_>]) {
        let surplus: Vec<(usize, Vec<RecordId>)> = wishes
            .iter()
            .enumerate()
            .filter(|(_, wish)| wish.fate.is_none() && !wish.is_of_a_label())
            .map(|(at, wish)| (at, wish.surplus()))
            .filter(|(_, gone)| !gone.is_empty())
            .collect();
        let mut work: VecDeque<Vec<(usize, Vec<RecordId>)>> =
            surplus.chunks(FROMS).map(<[_]>::to_vec).collect();
        while let Some(mut some) = work.pop_front() {
            let input = |(at, gone): &(usize, Vec<RecordId>)| {
                let to: Vec<Json> = gone.iter().map(|id| json!({ "id": id })).collect();
                json!({ "from": { "id": wishes[*at].from }, "to": to })
            };
            let inputs: Vec<Json> = some.iter().map(input).collect();
            match self.send("archive", &inputs).await {
                Reply::Answer(answer) => links::gone(wishes, &some, &answer),
                Reply::Refused(_) if some.len() > 1 => {
                    let second = some.split_off(some.len() / 2);
                    work.push_front(second);
                    work.push_front(some);
                }
                other @ (Reply::Refused(_) | Reply::Busy(_) | Reply::NotDone(_) | Reply::Lost) => {
                    for (at, _) in &some {
                        other.tell(&mut *wishes[*at]);
                    }
                }
            }
        }
    }

    /// Looks at what an answer left open. What is there then is the field's value.
    async fn look_after(&self, wishes: &mut [&mut Wish<'_>]) {
        let open = |wish: &&mut Wish<'_>| wish.open && wish.fate.is_none();
        let ids: BTreeSet<RecordId> =
            wishes.iter().filter(|wish| open(wish)).map(|wish| wish.from.clone()).collect();
        let found = self.ends(&ids).await;
        for wish in wishes.iter_mut().filter(|wish| open(wish)) {
            let now = found.as_ref().ok().and_then(|found| found.get(&wish.from));
            wish.fate = Some(match (now, parts(wish.field)) {
                (Some(now), Some((other, sort))) => Fate::Done(Some(content(now, &other, sort))),
                (None, _) | (_, None) => Fate::Lost,
            });
        }
    }
}

impl Wish<'_> {
    const fn needs_a_look(&self) -> bool {
        matches!(self.want, Want::Set(_) | Want::Primary(None))
    }

    const fn is_of_a_label(&self) -> bool {
        matches!(self.sort, Sort::Labelled(_))
    }

    /// What the field held before.
    fn held(&self) -> impl Iterator<Item = &RecordId> {
        self.had.iter().filter(|(_, held)| held.is(self.sort)).map(|(id, _)| id)
    }

    /// What is not there yet.
    fn missing(&self) -> Vec<RecordId> {
        match &self.want {
            Want::Primary(to) => to.iter().cloned().collect(),
            Want::Set(want) => {
                let held: BTreeSet<&RecordId> = self.held().collect();
                want.iter().filter(|id| !held.contains(id)).cloned().collect()
            }
        }
    }

    /// What has to go.
    fn surplus(&self) -> Vec<RecordId> {
        match &self.want {
            Want::Primary(Some(_)) => Vec::new(),
            Want::Primary(None) => self.held().cloned().collect(),
            Want::Set(want) => self.held().filter(|id| !want.contains(*id)).cloned().collect(),
        }
    }

    /// The field's value when all was carried out.
    fn value(&self) -> Content {
        match &self.want {
            Want::Primary(to) => content_of(to.iter(), &self.other, self.sort),
            Want::Set(want) => content_of(want.iter(), &self.other, self.sort),
        }
    }

    fn worsen(&mut self, fate: Fate) {
        self.fate = Some(match self.fate.take() {
            Some(known) => known.worst(fate),
            None => fate,
        });
    }
}

/// Puts a wish's fate into its row's outcome. A wish that nothing was said of is as good as lost.
fn tell(wish: Wish<'_>, outcomes: &mut Outcomes) {
    if let Some(outcome) = outcomes.get_mut(&wish.key) {
        wish.fate.unwrap_or(Fate::Lost).tell(wish.field, outcome);
    }
}
