//! `crosswalk pair …`

use std::cmp::Reverse;

use crosswalk_app::lifecycle_field::FieldMade;
use crosswalk_app::owner_cards::OwnerCardsMade;
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_app::status::PairStatus;
use crosswalk_app::words::Words;
use crosswalk_app::{Both, ConnectionId, Side};
use serde_json::json;

use super::End;
use super::demo::status_text;
use crate::args::{FirstRunName, PairAdd, PairVerb};
use crate::exit::{Exit, Failure};
use crate::say::table;
use crate::session::Session;

pub async fn run(session: &Session<'_>, verb: PairVerb) -> End {
    let say = session.say;
    match verb {
        PairVerb::Add(args) => add(session, args).await?,
        PairVerb::List => {
            let pairs = session.reading().await?.pairs()?;
            let rows = pairs.iter().map(|pair| {
                let (number, name) = (pair.id.to_string(), pair.name.clone());
                let state = say.word(&format!("pair-{}", pair.state.as_str()));
                [number, name, state, pair.why.clone().unwrap_or_default()]
            });
            let rows: Vec<[String; 4]> = rows.collect();
            let named = pairs.iter().map(|pair| {
                let (state, why) = (pair.state.as_str(), &pair.why);
                json!({ "pair": pair.id, "name": pair.name, "state": state, "why": why })
            });
            say.data(&named.collect::<Vec<_>>(), |_| {
                table(&say.words, ["pair", "name", "state", "why"], rows)
            });
        }
        PairVerb::Show(pair) => {
            let app = session.reading().await?;
            let status = app.status(session.pair(&app, pair)?)?;
            say.data(&status, |status| {
                [status_text(status, &say.words), slow_clocks_text(status, &say.words)].join("\n")
            });
        }
        PairVerb::OwnerFields(pair) => {
            let (app, _) = session.online().await?;
            let made = app.make_owner_cards(session.pair(&app, pair)?).await?;
            say.data(&made, |made| owner_fields_text(made, &say.words));
        }
        PairVerb::CampaignField(pair) => {
            let (app, _) = session.online().await?;
            let made = app.make_campaign_field(session.pair(&app, pair)?).await?;
            let said = |made: &FieldMade| {
                field_made_text(("contacts", made), "pair-campaign-field", &say.words)
            };
            say.data(&made, said);
        }
        PairVerb::LifecycleField(pair) => {
            let (app, _) = session.online().await?;
            let made = app.make_lifecycle_field(session.pair(&app, pair)?).await?;
            let said = |made: &FieldMade| {
                field_made_text(("Lead, Contact", made), "pair-lifecycle-field", &say.words)
            };
            say.data(&made, said);
        }
        PairVerb::Remove { pair, yes: _ } => {
            let (app, _) = session.online().await?;
            let pair = session.pair(&app, pair)?;
            app.remove_pair(pair)?;
            say.data(&json!({ "pair": pair }), |_| {
                say.words.say("pair-is-removed", &[("pair", pair.to_string())])
            });
        }
        PairVerb::TakeOver(pair) => {
            let (app, _) = session.online().await?;
            let pair = session.pair(&app, pair)?;
            app.take_over(pair).await?;
            say.data(&json!({ "pair": pair }), |_| {
                say.words.say("pair-taken-over", &[("pair", pair.to_string())])
            });
        }
    }
    Ok(Exit::Done)
}

/// What the regular checks cost each account, dearest a day first.
fn slow_clocks_text(status: &PairStatus, words: &Words) -> String {
    let mut lines = Vec::new();
    for side in Side::ALL {
        let mut costs = status.slow_clocks.get(side).clone();
        costs.sort_by_key(|cost| Reverse(cost.a_day));
        lines.extend(costs.into_iter().map(|cost| {
            let minutes = [("minutes", (cost.every / 60).to_string())];
            let often = match cost.every {
                3_600 => "clock-every-hour",
                86_400 => "clock-every-day",
                604_800 => "clock-every-week",
                _ => "clock-every-minutes",
            };
            let facts = [
                ("product", side.product().to_owned()),
                ("check", words.say(&format!("clock-{}", cost.clock.as_str()), &[])),
                ("often", words.say(often, &minutes)),
                ("calls", cost.calls.to_string()),
                ("a_day", cost.a_day.to_string()),
            ];
            format!("  {}", words.say("clock-line", &facts))
        }));
    }
    if lines.is_empty() {
        return words.say("clock-none", &[]);
    }
    lines.insert(0, words.say("clock-head", &[]));
    lines.join("\n")
}

fn owner_fields_text(made: &OwnerCardsMade, words: &Words) -> String {
    let objects = made
        .objects
        .iter()
        .map(|object| words.say("pair-owner-fields", &[("object", object.to_string())]));
    let by_hand = made.by_hand.iter().map(|(object, field, why)| {
        let told =
            [("object", object.to_string()), ("field", field.to_string()), ("why", why.clone())];
        words.say("pair-owner-field-by-hand", &told)
    });
    objects.chain(by_hand).collect::<Vec<_>>().join("\n")
}

fn field_made_text((object, made): (&str, &FieldMade), said: &str, words: &Words) -> String {
    let field = made.field.to_string();
    match &made.by_hand {
        None => words.say(said, &[("field", field)]),
        Some(why) => {
            let told = [("object", object.to_owned()), ("field", field), ("why", why.clone())];
            words.say("pair-owner-field-by-hand", &told)
        }
    }
}

async fn add(session: &Session<'_>, args: PairAdd) -> Result<(), Failure> {
    let (app, _) = session.online().await?;
    let added = app.add_pair(PairToAdd {
        name: args.name,
        connections: Both {
            salesforce: ConnectionId(args.salesforce),
            hubspot: ConnectionId(args.hubspot),
        },
        objects: args.objects,
        id_fields: if args.create_fields { IdFields::Make } else { IdFields::Leave },
        first_run: match args.first_run {
            FirstRunName::Agree => FirstRun::Agree,
            FirstRunName::LinkOnly => FirstRun::LinkOnly,
        },
    });
    let added = added.await?;
    let words = &session.say.words;
    session.say.data(&added, |added| {
        let by_hand = added.by_hand.iter().map(|(side, object, field, why)| {
            let facts = [
                ("side", side.product().to_owned()),
                ("object", object.to_string()),
                ("field", field.to_string()),
                ("why", why.clone()),
            ];
            format!("  {}", words.say("pair-by-hand", &facts))
        });
        let head = words.say("pair-added", &[("pair", added.pair.to_string())]);
        let shared = added.shares_org_with.iter().map(|other| {
            format!("  {}", words.say("pair-shares-org", &[("other", other.clone())]))
        });
        std::iter::once(head).chain(shared).chain(by_hand).collect::<Vec<_>>().join("\n")
    });
    Ok(())
}
