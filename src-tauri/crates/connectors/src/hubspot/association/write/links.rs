//! Associations between two records each, as requests name them: every pair of records once, with all
//! types that come to it or go from it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crosswalk_model::RecordId;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Want, Wish};
use crate::fate::Fate;
use crate::hubspot::association::{HUBSPOT_DEFINED, Number, Sort, USER_DEFINED, id_of};
use crate::hubspot::refusal::Refusal;
use crate::line::Answer;

/// Associations that one request names.
const LINKS: usize = 2_000;

/// What is done with the types of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// They are made, and with them the association.
    Make,
    /// They are taken away, and nothing else is.
    Unlabel,
}

/// What there is to do.
pub(super) struct Links {
    /// With all of them.
    pub(super) what: What,
    all: Vec<Link>,
}

/// Two records.
#[derive(Clone)]
pub(super) struct Link {
    from: RecordId,
    to: RecordId,
    /// Each wish, and the type that it has here.
    types: Vec<(usize, Number)>,
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

impl Links {
    /// What the wishes lack.
    pub(super) fn to_make(wishes: &[&mut Wish<'_>]) -> Links {
        let mut links = Links { what: What::Make, all: Vec::new() };
        links.fill(wishes, Wish::missing);
        links
    }

    /// The labels that are to go from associations that stay, of wishes of which nothing failed.
    pub(super) fn to_unlabel(wishes: &[&mut Wish<'_>]) -> Links {
        let of_all = wishes.iter().filter(|wish| wish.sort == Sort::All);
        let done = of_all.filter(|wish| wish.fate.is_none() && !wish.open);
        let gone = done.flat_map(|wish| wish.surplus().into_iter().map(|to| (&wish.from, to)));
        let gone: BTreeSet<(&RecordId, RecordId)> = gone.collect();
        let mut links = Links { what: What::Unlabel, all: Vec::new() };
        links.fill(wishes, |wish| {
            if wish.fate.is_some() || !wish.is_of_a_label() {
                return Vec::new();
            }
            let surplus = wish.surplus().into_iter();
            surplus.filter(|to| !gone.contains(&(&wish.from, to.clone()))).collect()
        });
        links
    }

    fn fill<'a>(&mut self, wishes: &[&mut Wish<'a>], of: impl Fn(&Wish<'a>) -> Vec<RecordId>) {
        let mut known: BTreeMap<(RecordId, RecordId), usize> = BTreeMap::new();
        for (at, wish) in wishes.iter().enumerate() {
            for to in of(wish) {
                let own = (at, wish.number);
                let place = *known.entry((wish.from.clone(), to.clone())).or_insert_with(|| {
                    self.all.push(Link { from: wish.from.clone(), to, types: Vec::new() });
                    self.all.len() - 1
                });
                self.all[place].types.push(own);
            }
        }
    }

    /// As many to a request as one takes.
    pub(super) fn requests(self) -> VecDeque<Vec<Link>> {
        self.all.chunks(LINKS).map(<[Link]>::to_vec).collect()
    }
}

impl What {
    /// Between two objects all fields are of one sort: both are HubSpot's own, or one is not.
    pub(super) fn tail(self, links: &[Link]) -> &'static str {
        let plain =
            links.first().is_some_and(|link| link.types.iter().any(|it| it.1 == Number::Plain));
        match self {
            What::Make if plain => "associate/default",
            What::Make => "create",
            What::Unlabel => "labels/archive",
        }
    }

    pub(super) fn settle(self, wishes: &mut [&mut Wish<'_>], links: &[Link], answer: &Answer) {
        match self {
            What::Make => made(wishes, links, answer),
            What::Unlabel => unlabelled(wishes, links, answer),
        }
    }
}

impl Link {
    pub(super) fn json(&self) -> Json {
        let types: Vec<Json> = self.types.iter().filter_map(|(_, number)| number.json()).collect();
        let (from, to) = (json!({ "id": self.from }), json!({ "id": self.to }));
        if types.is_empty() {
            return json!({ "from": from, "to": to });
        }
        json!({ "from": from, "to": to, "types": types })
    }

    /// Whose wish it is.
    pub(super) fn wishes(&self) -> impl Iterator<Item = usize> {
        self.types.iter().map(|(wish, _)| *wish)
    }

    pub(super) fn is_of_several(&self) -> bool {
        self.types.len() > 1
    }

    /// Each type for itself.
    pub(super) fn each(self) -> impl Iterator<Item = Link> {
        let (from, to) = (self.from, self.to);
        let one = move |it| Link { from: from.clone(), to: to.clone(), types: vec![it] };
        self.types.into_iter().map(one)
    }

    /// Whether an error entry speaks of it. One that names neither end speaks of nobody.
    fn is_named(&self, error: &Refusal) -> bool {
        let (from, to) = (error.named("fromObjectId"), error.named("toObjectId"));
        let fits = |named: &[&str], id: &RecordId| named.is_empty() || named.contains(&id.as_str());
        !(from.is_empty() && to.is_empty()) && fits(&from, &self.from) && fits(&to, &self.to)
    }
}

impl Number {
    /// HubSpot makes the unlabelled type of custom objects without being told which.
    fn json(self) -> Option<Json> {
        let (category, id) = match self {
            Number::Plain => return None,
            Number::Defined(id) => (HUBSPOT_DEFINED, id),
            Number::Label(id) => (USER_DEFINED, id),
        };
        Some(json!({ "associationCategory": category, "associationTypeId": id }))
    }
}

/// Gives every result and error of an answer to its wish; what has neither is looked at.
fn made(wishes: &mut [&mut Wish<'_>], links: &[Link], answer: &Answer) {
    let Ok(made) = serde_json::from_slice::<Made>(&answer.body) else {
        return lost(wishes, links);
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
        let error = made.errors.iter().find(|error| link.is_named(error));
        let done = done.get(&(link.from.clone(), link.to.clone()));
        for at in link.wishes() {
            let wish = &mut wishes[at];
            let wants_primary = matches!(wish.want, Want::Primary(_));
            match (done, error) {
                (Some(primary), _) if *primary || !wants_primary => {}
                (_, Some(error)) => wish.worsen(Fate::Refused(error.words(400, &[]))),
                (_, None) => wish.open = true,
            }
        }
    }
}

/// Told like an archive: nothing is listed but errors.
fn unlabelled(wishes: &mut [&mut Wish<'_>], links: &[Link], answer: &Answer) {
    match errors(answer) {
        Some(errors) if errors.is_empty() => {}
        // They need not name what they speak of: what is there now tells.
        Some(_) => links.iter().flat_map(Link::wishes).for_each(|at| wishes[at].open = true),
        None => lost(wishes, links),
    }
}

fn lost(wishes: &mut [&mut Wish<'_>], links: &[Link]) {
    links.iter().flat_map(Link::wishes).for_each(|at| wishes[at].worsen(Fate::Lost));
}

/// The errors of an answer that lists nothing else. Without an envelope it is done in the older
/// version (204), and as good as lost in any other.
fn errors(answer: &Answer) -> Option<Vec<Refusal>> {
    match serde_json::from_slice::<Made>(&answer.body) {
        Ok(body) => Some(body.errors),
        Err(_) if answer.body.is_empty() => Some(Vec::new()),
        Err(_) => None,
    }
}

/// Same, of records with whom they are no longer associated.
pub(super) fn gone(wishes: &mut [&mut Wish<'_>], some: &[(usize, Vec<RecordId>)], answer: &Answer) {
    match errors(answer) {
        Some(errors) if errors.is_empty() => {}
        Some(_) => some.iter().for_each(|(at, _)| wishes[*at].open = true),
        None => some.iter().for_each(|(at, _)| wishes[*at].worsen(Fate::Lost)),
    }
}
