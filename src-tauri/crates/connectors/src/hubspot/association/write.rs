//! Carries association fields out (M10), after the records they hang on: batched over the rows of
//! a batch, each field with one fate.
//!
//! A reference sets the primary one: HubSpot takes the label from the former one, which stays
//! associated. A blank one takes the association to the former primary one away. Of a set, what is
//! wanted and not there is made, and what is there and not wanted goes. Nothing else is touched,
//! and doing it all twice is the same as once.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crosswalk_model::connector::{WriteBatch, WriteKind};
use crosswalk_model::{
    ConnectorError, Content, FieldName, ObjectName, OutboxId, RecordId, Value, VendorWords,
};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Number, Rank, content, ends, id_of, is_one, number_of, parts};
use crate::fate::{Fate, our_words};
use crate::hubspot::api;
use crate::hubspot::refusal::{self, Refusal};
use crate::hubspot::write::Outcomes;
use crate::line::{Answer, Line, SendError};

#[cfg(test)]
mod tests;

/// Associations that one request makes.
const MADE: usize = 2_000;
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
    number: Number,
    want: Want,
    /// What was associated before.
    had: BTreeMap<RecordId, Rank>,
    fate: Option<Fate>,
    /// An answer left open whether it was done: it has to be looked at.
    open: bool,
}

/// One association to make.
struct Link {
    wish: usize,
    from: RecordId,
    to: RecordId,
    number: Number,
}

#[derive(Deserialize)]
struct Made {
    #[serde(default)]
    results: Vec<MadeLink>,
    #[serde(default)]
    errors: Vec<Refusal>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MadeLink {
    #[serde(default)]
    from_object_id: Json,
    #[serde(default)]
    to_object_id: Json,
    #[serde(default)]
    labels: Vec<Option<String>>,
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
        for (field, value) in row.fields.iter().filter(|(field, _)| is_one(field)) {
            let read = want(&batch.object, field, value);
            let (want, number, other, fate) = match read {
                Ok((want, number, other)) => (want, number, other, None),
                Err(why) => {
                    let refused = Fate::Refused(our_words("NOT_AN_ASSOCIATION", why));
                    (Want::Primary(None), Number::Plain, ObjectName::from(""), Some(refused))
                }
            };
            let (key, from) = (row.key, written.id.clone());
            let had = BTreeMap::new();
            wishes.push(Wish { key, from, field, other, number, want, had, fate, open: false });
        }
    }
    wishes
}

fn want(
    object: &ObjectName,
    field: &FieldName,
    value: &Content,
) -> Result<(Want, Number, ObjectName), String> {
    let known = parts(field).zip(number_of(object, field));
    let Some(((other, rank), number)) = known else {
        return Err(format!("{field} is no association that can be written"));
    };
    let want = match (value, rank) {
        (Content::Blank, Rank::Primary) => Want::Primary(None),
        (Content::Blank, Rank::Other) => Want::Set(BTreeSet::new()),
        (Content::Value(Value::Reference(to)), Rank::Primary) if fits(to, &other) => {
            Want::Primary(Some(to.id.clone()))
        }
        (Content::Value(Value::References(all)), Rank::Other)
            if all.iter().all(|to| fits(to, &other)) =>
        {
            Want::Set(all.iter().map(|to| to.id.clone()).collect())
        }
        (Content::Value(_), Rank::Primary | Rank::Other) => {
            return Err(format!("the value of {field} names no record of {other}"));
        }
    };
    Ok((want, number, other))
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
        self.make(wishes).await;
        self.take_away(wishes).await;
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

    /// Makes what is missing. Ends: every further request has fewer associations.
    async fn make(&self, wishes: &mut [&mut Wish<'_>]) {
        let links: Vec<Link> = wishes.iter().enumerate().flat_map(missing).collect();
        let mut work: VecDeque<Vec<Link>> = VecDeque::new();
        let mut left = links.into_iter().peekable();
        while left.peek().is_some() {
            work.push_back(left.by_ref().take(MADE).collect());
        }
        while let Some(mut links) = work.pop_front() {
            let inputs: Vec<Json> = links.iter().map(Link::json).collect();
            // Between two objects all fields are of one sort: both are HubSpot's own, or one is not.
            let tail = links.first().map_or("create", |link| link.number.tail());
            match self.send(tail, &inputs).await {
                Reply::Answer(answer) => made(wishes, &links, &answer),
                Reply::Refused(_) if links.len() > 1 => {
                    let second = links.split_off(links.len() / 2);
                    work.push_front(second);
                    work.push_front(links);
                }
                other @ (Reply::Refused(_) | Reply::Busy(_) | Reply::NotDone(_) | Reply::Lost) => {
                    for link in &links {
                        other.tell(&mut *wishes[link.wish]);
                    }
                }
            }
        }
    }

    /// Takes away what is too much, of wishes of which nothing failed so far: what is to come in
    /// the place of something has to be there first.
    async fn take_away(&self, wishes: &mut [&mut Wish<'_>]) {
        let surplus: Vec<(usize, Vec<RecordId>)> = wishes
            .iter()
            .enumerate()
            .filter(|(_, wish)| wish.fate.is_none())
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
                Reply::Answer(answer) => gone(wishes, &some, &answer),
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
                (Some(now), Some((other, rank))) => Fate::Done(Some(content(now, &other, rank))),
                (None, _) | (_, None) => Fate::Lost,
            });
        }
    }

    async fn send(&self, tail: &str, inputs: &[Json]) -> Reply {
        let body = json!({ "inputs": inputs });
        let dispatch = match api::post(self.path(tail), &body, self.batch.purpose) {
            Ok(dispatch) => dispatch,
            Err(error) => return Reply::NotDone(error),
        };
        match self.line.send(dispatch).await {
            Ok(answer) => Reply::of(answer),
            Err(SendError::AnswerLost(_)) => Reply::Lost,
            Err(SendError::NotDone(error)) => Reply::NotDone(error),
        }
    }
}

/// What a request came to.
enum Reply {
    Answer(Answer),
    /// Refused as a whole, because of one or several of its inputs.
    Refused(VendorWords),
    Busy(VendorWords),
    NotDone(ConnectorError),
    Lost,
}

impl Reply {
    fn of(answer: Answer) -> Reply {
        let status = answer.status.as_u16();
        let words = || Refusal::of(&answer).words(status, &[]);
        match status {
            200..=299 => Reply::Answer(answer),
            423 | 429 => Reply::Busy(words()),
            401 | 403 | 300..=399 => Reply::NotDone(refusal::of_call(&answer)),
            400..=499 => Reply::Refused(words()),
            _ => Reply::Lost,
        }
    }

    fn tell(&self, wish: &mut Wish<'_>) {
        match self {
            // An answer is told by what it says of each input.
            Reply::Answer(_) => wish.open = true,
            Reply::Refused(words) => wish.worsen(Fate::Refused(words.clone())),
            Reply::Busy(words) => wish.worsen(Fate::Busy(words.clone())),
            Reply::NotDone(error) => wish.worsen(Fate::of_not_done(error)),
            Reply::Lost => wish.worsen(Fate::Lost),
        }
    }
}

impl Wish<'_> {
    const fn needs_a_look(&self) -> bool {
        matches!(self.want, Want::Set(_) | Want::Primary(None))
    }

    /// What has to go.
    fn surplus(&self) -> Vec<RecordId> {
        let had = self.had.iter();
        match &self.want {
            Want::Primary(Some(_)) => Vec::new(),
            Want::Primary(None) => {
                had.filter(|(_, rank)| **rank == Rank::Primary).map(|(id, _)| id.clone()).collect()
            }
            Want::Set(want) => {
                had.map(|(id, _)| id).filter(|id| !want.contains(*id)).cloned().collect()
            }
        }
    }

    /// The field's value when all was carried out.
    fn value(&self) -> Content {
        let (other, rank) = match parts(self.field) {
            Some(parts) => parts,
            None => return Content::Blank,
        };
        let ends: BTreeMap<RecordId, Rank> = match &self.want {
            Want::Primary(to) => to.iter().map(|id| (id.clone(), Rank::Primary)).collect(),
            Want::Set(want) => want.iter().map(|id| (id.clone(), Rank::Other)).collect(),
        };
        content(&ends, &other, rank)
    }

    fn worsen(&mut self, fate: Fate) {
        self.fate = Some(match self.fate.take() {
            Some(known) => known.worst(fate),
            None => fate,
        });
    }
}

impl Number {
    const fn tail(self) -> &'static str {
        match self {
            Number::Defined(_) => "create",
            Number::Plain => "associate/default",
        }
    }
}

impl Link {
    fn json(&self) -> Json {
        let ends = json!({ "from": { "id": self.from }, "to": { "id": self.to } });
        match self.number {
            Number::Plain => ends,
            Number::Defined(id) => {
                let kind =
                    json!({ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": id });
                json!({ "from": ends["from"], "to": ends["to"], "types": [kind] })
            }
        }
    }

    /// Whether an error entry speaks of it. One that names neither end speaks of nobody.
    fn is_named(&self, error: &Refusal) -> bool {
        let (from, to) = (error.named("fromObjectId"), error.named("toObjectId"));
        let fits = |named: &[&str], id: &RecordId| named.is_empty() || named.contains(&id.as_str());
        !(from.is_empty() && to.is_empty()) && fits(&from, &self.from) && fits(&to, &self.to)
    }
}

/// What a wish lacks.
fn missing((at, wish): (usize, &&mut Wish<'_>)) -> Vec<Link> {
    let lacks: Vec<&RecordId> = match &wish.want {
        Want::Primary(to) => to.iter().collect(),
        Want::Set(want) => want.iter().filter(|id| !wish.had.contains_key(*id)).collect(),
    };
    let link = |to: &RecordId| Link {
        wish: at,
        from: wish.from.clone(),
        to: to.clone(),
        number: wish.number,
    };
    lacks.into_iter().map(link).collect()
}

/// Gives every result and error of an answer to its wish; what has neither is looked at.
fn made(wishes: &mut [&mut Wish<'_>], links: &[Link], answer: &Answer) {
    let Ok(made) = serde_json::from_slice::<Made>(&answer.body) else {
        return links.iter().for_each(|link| wishes[link.wish].worsen(Fate::Lost));
    };
    let done: BTreeMap<(RecordId, RecordId), bool> = made
        .results
        .iter()
        .filter_map(|link| {
            let primary = link.labels.iter().flatten().any(|label| label == "Primary");
            Some(((id_of(&link.from_object_id)?, id_of(&link.to_object_id)?), primary))
        })
        .collect();
    for link in links {
        let wish = &mut wishes[link.wish];
        let wants_primary = matches!(wish.want, Want::Primary(_));
        let error = made.errors.iter().find(|error| link.is_named(error));
        match (done.get(&(link.from.clone(), link.to.clone())), error) {
            (Some(primary), _) if *primary || !wants_primary => {}
            (_, Some(error)) => wish.worsen(Fate::Refused(error.words(400, &[]))),
            (_, None) => wish.open = true,
        }
    }
}

/// An archive lists nothing but its errors. Without an envelope it is done in the older version
/// (204), and as good as lost in any other.
fn gone(wishes: &mut [&mut Wish<'_>], some: &[(usize, Vec<RecordId>)], answer: &Answer) {
    let errors = match serde_json::from_slice::<Made>(&answer.body) {
        Ok(body) => body.errors,
        Err(_) if answer.body.is_empty() => Vec::new(),
        Err(_) => return some.iter().for_each(|(at, _)| wishes[*at].worsen(Fate::Lost)),
    };
    if !errors.is_empty() {
        // They need not name what they speak of: what is there now tells.
        some.iter().for_each(|(at, _)| wishes[*at].open = true);
    }
}

/// Puts a wish's fate into its row's outcome. A wish that nothing was said of is as good as lost.
fn tell(wish: Wish<'_>, outcomes: &mut Outcomes) {
    if let Some(outcome) = outcomes.get_mut(&wish.key) {
        wish.fate.unwrap_or(Fate::Lost).tell(wish.field, outcome);
    }
}
