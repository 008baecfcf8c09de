//! `crosswalk map objects`

use crosswalk_app::objects::{ObjectTitle, ObjectToAdd};
use crosswalk_app::pairs::{IdFields, ObjectPair};
use crosswalk_app::words::Words;
use crosswalk_app::{Both, MappingId, Side};
use serde::Serialize;

use super::End;
use crate::args::OnePair;
use crate::exit::Exit;
use crate::session::Session;

/// What is changed.
pub enum Choice {
    /// One more, as [`ObjectPair::read`] takes it.
    Add(String, IdFields),
    /// One less.
    Remove(String),
}

pub async fn run(session: &Session<'_>, pair: OnePair, choice: Option<Choice>) -> End {
    let (app, _) = session.online().await?;
    let pair = session.pair(&app, pair)?;
    let words = &session.say.words;
    match choice {
        Some(Choice::Add(text, id_fields)) => {
            let mut named = ObjectPair::read(&text);
            // One name or none: several are for people alone, and those are there from the start.
            let salesforce = text.contains('=').then(|| named.salesforce.pop()).flatten();
            let new = ObjectToAdd { hubspot: named.hubspot, salesforce, id_fields };
            let added = app.add_object(pair, new).await?;
            let told = [
                ("object", added.mapping.to_string()),
                ("fields", added.fields.to_string()),
                ("version", added.version.to_string()),
            ];
            session.say.note(words.say("objects-added", &told));
            for (side, object, field, why) in added.by_hand {
                let told = [
                    ("side", side.product().to_owned()),
                    ("object", object.to_string()),
                    ("field", field.to_string()),
                    ("why", why),
                ];
                session.say.note(words.say("activities-by-hand", &told));
            }
        }
        Some(Choice::Remove(id)) => {
            let version = app.remove_object(pair, &MappingId::from(id.as_str())).await?;
            let told = [("object", id), ("version", version.to_string())];
            session.say.note(words.say("objects-removed", &told));
        }
        None => {}
    }
    let kept: Vec<Kept> = app.mapping(pair)?.mappings.into_iter().map(Kept::of).collect();
    let told = Told { offered: app.objects_on_offer(pair).await?, kept };
    session.say.data(&told, |told| told.text(words));
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct Told {
    kept: Vec<Kept>,
    offered: Both<Vec<ObjectTitle>>,
}

#[derive(Serialize)]
struct Kept {
    id: String,
    hubspot: String,
    salesforce: Vec<String>,
}

impl Kept {
    fn of(mapping: crosswalk_app::ObjectMapping) -> Kept {
        Kept {
            id: mapping.id.to_string(),
            hubspot: mapping.hubspot.to_string(),
            salesforce: mapping.salesforce.iter().map(ToString::to_string).collect(),
        }
    }
}

impl Told {
    fn text(&self, words: &Words) -> String {
        let kept = self.kept.iter().map(|it| {
            let told = [
                ("object", it.id.clone()),
                ("hubspot", it.hubspot.clone()),
                ("salesforce", it.salesforce.join(", ")),
            ];
            words.say("objects-kept", &told)
        });
        let free = |side: Side| {
            let taken = |it: &&ObjectTitle| {
                let name = it.object.as_str();
                let mut kept = self.kept.iter();
                match side {
                    Side::HubSpot => kept.any(|kept| kept.hubspot == name),
                    Side::Salesforce => {
                        kept.any(|kept| kept.salesforce.iter().any(|it| it == name))
                    }
                }
            };
            let free = self.offered.get(side).iter().filter(|it| !taken(it));
            let names: Vec<String> =
                free.map(|it| format!("{} ({})", it.object, it.label)).collect();
            let told = [("side", side.product().to_owned()), ("objects", names.join(", "))];
            words.say("objects-offered", &told)
        };
        kept.chain(Side::ALL.map(free)).collect::<Vec<_>>().join("\n")
    }
}
