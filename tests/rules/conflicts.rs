//! M4: a conflict that a person decides by a value of their own.

use std::time::Duration;

use crosswalk_app::AppError;
use crosswalk_app::inbox::{ConflictRow, Word};
use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::SkipReason;
use crosswalk_model::{Both, Side};
use serde_json::json;

/// One person whose title was changed on both sides.
struct Asked {
    world: World,
    here: String,
    there: String,
}

impl Asked {
    async fn new() -> Asked {
        let world = World::new().await;
        let email = "ann@example.no";
        let here = world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
        let there =
            world.salesforce_record("Contact", json!({ "Email": email, "LastName": "Berg" }));
        world.rule("jobtitle", SyncRule::Ask).await;
        world.apply().await;
        let asked = Asked { world, here, there };
        asked.pass().await;
        asked.world.edit(HubSpot, "contacts", &asked.here, json!({ "jobtitle": "Buyer" }));
        asked.world.edit(Salesforce, "Contact", &asked.there, json!({ "Title": "Seller" }));
        asked.pass().await;
        asked
    }

    async fn pass(&self) {
        self.world.wait(Duration::from_secs(1_200)).await;
        self.world.sync().await;
    }

    fn row(&self) -> ConflictRow {
        self.world.app.conflict_rows(self.world.pair).unwrap().remove(0)
    }

    async fn type_in(&self, value: &str) -> Result<(), AppError> {
        let word = Word::Typed { value: value.to_owned() };
        self.world.app.decide_conflicts(&[self.row().id], &word).await
    }

    /// The title in HubSpot and in Salesforce.
    fn titles(&self) -> [String; 2] {
        let text = |side, object, id: &str, field| {
            self.world.field(side, object, id, field).as_str().unwrap_or("-").to_owned()
        };
        [
            text(HubSpot, "contacts", &self.here, "jobtitle"),
            text(Salesforce, "Contact", &self.there, "Title"),
        ]
    }
}

#[tokio::test(start_paused = true)]
async fn m4_a_value_that_neither_side_holds_is_written_to_both_and_explained() {
    let asked = Asked::new().await;
    asked.type_in(" Director ").await.unwrap();
    let row = asked.row();
    let both = Both { salesforce: "\"Director\"".to_owned(), hubspot: "\"Director\"".to_owned() };
    assert_eq!((row.decision, row.typed), (None, Some(both)));
    assert_eq!(asked.titles(), ["Buyer", "Seller"], "nothing is written outside of a pass");
    asked.pass().await;
    assert_eq!(asked.titles(), ["Director", "Director"]);
    assert_eq!(asked.world.app.conflict_rows(asked.world.pair).unwrap(), []);
    let why = asked.world.app.why(asked.world.pair, &asked.here).unwrap().remove(0);
    for side in Side::ALL {
        let written = why
            .writes
            .iter()
            .find(|it| {
                it.side == side && it.field.as_deref().is_some_and(|field| field == title(side))
            })
            .unwrap();
        assert_eq!(written.ruling.as_deref(), Some("decided_by_person"), "{written:?}");
    }
    asked.pass().await;
    let idle = asked.world.sync().await;
    assert_eq!(idle.counts.planned(), 0, "both sides agree: {:?}", idle.counts);
}

#[tokio::test(start_paused = true)]
async fn m4_a_value_that_a_side_does_not_take_is_refused_before_anything_is_decided() {
    let asked = Asked::new().await;
    let long = "x".repeat(129);
    let refused = asked.type_in(&long).await.unwrap_err();
    let AppError::Unfit { side: Salesforce, field, why } = &refused else { panic!("{refused}") };
    assert_eq!((field.as_str(), why), ("Title", &SkipReason::TooLong { max: 128, has: 129 }));
    let told = refused.trouble();
    assert_eq!((told.code.as_str(), told.args["limit"].as_str()), ("value_unfit", "128"));
    let empty = asked.type_in("  ").await;
    assert!(matches!(empty, Err(AppError::Unfit { .. })), "{empty:?}");
    let row = asked.row();
    assert_eq!((row.decision, row.typed), (None, None));
    asked.pass().await;
    assert_eq!(asked.titles(), ["Buyer", "Seller"]);
}

const fn title(side: Side) -> &'static str {
    match side {
        HubSpot => "jobtitle",
        Salesforce => "Title",
    }
}

/// The value reaches one side and the other one refuses it for now: what is left there is no newer word.
#[tokio::test(start_paused = true)]
async fn m4_a_value_that_one_side_does_not_take_yet_stands_until_it_does() {
    let asked = Asked::new().await;
    asked.type_in("Director").await.unwrap();
    let locked = json!({ "act": "lock", "ids": [asked.there] });
    asked.world.act(Salesforce, locked);
    asked.pass().await;
    assert_eq!(asked.titles(), ["Director", "Seller"]);
    asked.world.act(Salesforce, json!({ "act": "unlock", "ids": [asked.there] }));
    for _ in 0..4 {
        asked.world.wait(Duration::from_secs(86_400)).await;
        asked.world.sync().await;
    }
    assert_eq!(asked.titles(), ["Director", "Director"]);
    assert_eq!(asked.world.app.conflict_rows(asked.world.pair).unwrap(), []);
}

#[tokio::test(start_paused = true)]
async fn m4_an_edit_that_came_after_the_word_asks_again() {
    for side in Side::ALL {
        let asked = Asked::new().await;
        asked.type_in("Director").await.unwrap();
        match side {
            HubSpot => {
                let newer = json!({ "jobtitle": "Head" });
                asked.world.edit(HubSpot, "contacts", &asked.here, newer);
            }
            Salesforce => {
                asked.world.edit(Salesforce, "Contact", &asked.there, json!({ "Title": "Head" }));
            }
        }
        let before = asked.titles();
        asked.pass().await;
        assert_eq!(asked.titles(), before, "{side:?}");
        let row = asked.row();
        assert_eq!((row.decision, row.typed), (None, None), "{side:?}");
        asked.world.app.decide_conflicts(&[row.id], &Word::Side(side)).await.unwrap();
        asked.pass().await;
        assert_eq!(asked.titles(), ["Head", "Head"], "{side:?}");
    }
}
