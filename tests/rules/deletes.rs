//! What a delete on one side does on the other, object by object and in both directions: H127-H129,
//! H132-H135; and what the preset of HubSpot's own connector is made of (H52).

use std::time::Duration;

use crosswalk_app::maps::as_hubspot_does_it;
use crosswalk_app::words::{Language, Words};
use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::OnDelete;
use crosswalk_model::{LinkState, ReasonCode, Side};
use serde_json::json;

use crate::{keeping, only, settled};

/// An object of each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    People,
    Companies,
    Deals,
}

/// A linked record and its partner; one of them is about to be deleted.
struct Pair {
    world: World,
    kind: Kind,
    here: String,
    there: String,
    gone: Side,
}

const TOMBSTONE: (LinkState, ReasonCode) = (LinkState::Unlinked, ReasonCode::PartnerDeleted);

impl Kind {
    fn object(self, side: Side) -> &'static str {
        match (self, side) {
            (Kind::People, HubSpot) => "contacts",
            (Kind::People, Salesforce) => "Contact",
            (Kind::Companies, HubSpot) => "companies",
            (Kind::Companies, Salesforce) => "Account",
            (Kind::Deals, HubSpot) => "deals",
            (Kind::Deals, Salesforce) => "Opportunity",
        }
    }
}

impl Pair {
    /// The policy stands for deletes on `gone`; those of the other direction have another one.
    async fn new(kind: Kind, gone: Side, policy: OnDelete) -> Pair {
        let world = keeping(&["companies", "contacts", "deals"]).await;
        world
            .remap(|file| {
                let other = match policy {
                    OnDelete::Delete => OnDelete::Nothing,
                    OnDelete::Nothing | OnDelete::Unlink | OnDelete::Ask => OnDelete::Delete,
                };
                for mapping in &mut file.mappings {
                    (mapping.delete.hubspot, mapping.delete.salesforce) = match gone {
                        Salesforce => (policy, other),
                        HubSpot => (other, policy),
                    };
                }
            })
            .await;
        match kind {
            Kind::People => {
                world.hubspot_contact(json!({ "email": "ann@acme.no", "lastname": "Berg" }))
            }
            Kind::Companies => world.salesforce_record("Account", json!({ "Name": "Acme" })),
            Kind::Deals => world.hubspot_record(
                "deals",
                json!({ "dealname": "Ship", "dealstage": "contractsent", "pipeline": "default",
                        "closedate": "2026-12-01T00:00:00Z" }),
            ),
        };
        settled(&world).await;
        let here = only(&world, HubSpot, kind.object(HubSpot));
        let there = only(&world, Salesforce, kind.object(Salesforce));
        Pair { world, kind, here, there, gone }
    }

    fn id(&self, side: Side) -> &str {
        match side {
            HubSpot => &self.here,
            Salesforce => &self.there,
        }
    }

    fn kept(&self) -> &str {
        self.id(self.gone.other())
    }

    /// It is deleted, and a day goes by: HubSpot's list of what was archived is looked at daily.
    async fn delete(&self) {
        let act = match self.gone {
            Salesforce => json!({ "act": "delete", "id": self.there }),
            HubSpot => json!({ "act": "archive", "object": self.kind.object(HubSpot),
                               "id": self.here }),
        };
        self.world.act(self.gone, act);
        self.a_day().await;
    }

    async fn a_day(&self) {
        self.world.wait(Duration::from_secs(90_000)).await;
        settled(&self.world).await;
    }

    fn restore(&self) {
        let act = match self.gone {
            Salesforce => json!({ "act": "undelete", "id": self.there }),
            HubSpot => json!({ "act": "restore", "object": self.kind.object(HubSpot),
                               "id": self.here }),
        };
        self.world.act(self.gone, act);
    }

    /// A person goes on with the record that is left.
    async fn edit_kept(&self) {
        let side = self.gone.other();
        let fields = match (self.kind, side) {
            (Kind::People | Kind::Companies, HubSpot) => json!({ "phone": "7" }),
            (Kind::People | Kind::Companies, Salesforce) => json!({ "Phone": "7" }),
            (Kind::Deals, HubSpot) => json!({ "description": "7" }),
            (Kind::Deals, Salesforce) => json!({ "Description": "7" }),
        };
        self.world.edit(side, self.kind.object(side), self.kept(), fields);
        self.a_day().await;
    }

    /// The records of the deleted one's side, and of the other.
    fn left(&self) -> (Vec<String>, Vec<String>) {
        let ids = |side: Side| {
            let all = self.world.records(side, self.kind.object(side)).into_iter();
            all.map(|(id, _)| id).collect()
        };
        (ids(self.gone), ids(self.gone.other()))
    }

    fn about(&self) -> String {
        format!("{:?}, deleted in {:?}", self.kind, self.gone)
    }
}

async fn every(policy: OnDelete) -> Vec<Pair> {
    let mut all = Vec::new();
    for kind in [Kind::People, Kind::Companies, Kind::Deals] {
        for gone in Side::ALL {
            all.push(Pair::new(kind, gone, policy).await);
        }
    }
    all
}

#[tokio::test(start_paused = true)]
async fn h52_h127_h128_h129_h132_h133_by_itself_a_delete_is_carried_nowhere() {
    for pair in every(OnDelete::Nothing).await {
        let about = pair.about();
        pair.delete().await;
        assert_eq!(pair.left(), (Vec::new(), vec![pair.kept().to_owned()]), "{about}");
        assert_eq!(pair.world.why(pair.kept()), [TOMBSTONE], "{about}");
        pair.edit_kept().await;
        assert_eq!(pair.left().0, Vec::<String>::new(), "nothing is made again: {about}");
    }
    // A design that nobody touched says so.
    let world = keeping(&["companies", "contacts", "deals"]).await;
    for mapping in world.app.mapping(world.pair).unwrap().mappings {
        let (hubspot, salesforce) = (mapping.delete.hubspot, mapping.delete.salesforce);
        assert_eq!((hubspot, salesforce), (OnDelete::Nothing, OnDelete::Nothing));
    }
}

#[tokio::test(start_paused = true)]
async fn h52_h127_h128_h129_h132_h133_the_policy_delete_carries_it_in_its_direction() {
    for pair in every(OnDelete::Delete).await {
        pair.delete().await;
        assert_eq!(pair.left(), (Vec::new(), Vec::new()), "{}", pair.about());
    }
}

#[tokio::test(start_paused = true)]
async fn h127_h128_h129_h132_h133_the_policy_unlink_frees_what_is_left() {
    for pair in every(OnDelete::Unlink).await {
        let about = pair.about();
        pair.delete().await;
        let (made, kept) = pair.left();
        assert_eq!(kept, [pair.kept()], "{about}");
        if (pair.kind, pair.gone) == (Kind::Companies, Salesforce) {
            // Free, and by H41 no account is made of a company without contacts.
            let left_out = (LinkState::LeftOut, ReasonCode::NoContactSyncs);
            assert_eq!((made.len(), pair.world.why(pair.kept())), (0, vec![left_out]), "{about}");
            continue;
        }
        assert_eq!(made.len(), 1, "a partner is made anew: {about}");
        assert_ne!(made[0], pair.id(pair.gone), "{about}");
        assert_eq!(pair.world.link(&made[0]), pair.world.link(pair.kept()), "{about}");
    }
}

#[tokio::test(start_paused = true)]
async fn h127_h128_h129_h132_h133_the_policy_ask_does_nothing_until_a_person_decides() {
    for goes in [true, false] {
        for pair in every(OnDelete::Ask).await {
            let (world, about) = (&pair.world, pair.about());
            pair.delete().await;
            pair.edit_kept().await;
            assert_eq!(pair.left(), (Vec::new(), vec![pair.kept().to_owned()]), "{about}");
            let why = world.app.why(world.pair, pair.kept()).unwrap().remove(0);
            assert_eq!(why.state, LinkState::Conflict, "{about}");
            let said = Words::of(Language::English).reason(&why.reason);
            assert!(said.contains("deleted") && said.contains("you to decide"), "{said}");
            let asked = world.app.conflict_rows(world.pair).unwrap();
            assert_eq!(asked.len(), 1, "{about}: {asked:?}");
            assert_eq!(asked[0].now.get(pair.gone), "yes", "{asked:?}");
            assert_eq!(asked[0].now.get(pair.gone.other()), "no", "{asked:?}");
            let keep = if goes { pair.gone } else { pair.gone.other() };
            world.app.decide_conflict(asked[0].id, keep).unwrap();
            settled(world).await;
            assert_eq!(world.app.conflict_rows(world.pair).unwrap(), [], "{about}");
            if goes {
                assert_eq!(pair.left().1, Vec::<String>::new(), "{about}");
            } else {
                assert_eq!(pair.left().1, [pair.kept()], "{about}");
                assert_eq!(world.why(pair.kept()), [TOMBSTONE], "{about}");
            }
        }
    }
}

/// As HubSpot's own connector does it: chosen at once, and nobody's by itself.
#[tokio::test(start_paused = true)]
async fn h52_h128_h129_the_preset_carries_a_deleted_opportunity_to_its_deal_and_no_other_delete() {
    for (kind, gone, left) in [
        (Kind::Deals, Salesforce, 0),
        (Kind::Deals, HubSpot, 1),
        (Kind::People, Salesforce, 1),
        (Kind::Companies, Salesforce, 1),
    ] {
        let pair = Pair::new(kind, gone, OnDelete::Ask).await;
        let own = as_hubspot_does_it(pair.world.app.mapping(pair.world.pair).unwrap());
        pair.world.app.import_mapping(pair.world.pair, &own).await.unwrap();
        settled(&pair.world).await;
        pair.delete().await;
        assert_eq!(pair.left().1.len(), left, "{}", pair.about());
    }
}

#[tokio::test(start_paused = true)]
async fn h135_a_restored_record_is_linked_again_and_what_was_asked_is_asked_no_more() {
    for policy in [OnDelete::Nothing, OnDelete::Ask] {
        for pair in every(policy).await {
            let (world, about) = (&pair.world, pair.about());
            pair.delete().await;
            pair.restore();
            pair.a_day().await;
            assert_eq!(world.why(pair.kept())[0].0, LinkState::InSync, "{about}");
            assert_eq!(world.link(&pair.here), world.link(&pair.there), "{about}");
            assert_eq!(world.app.conflict_rows(world.pair).unwrap(), [], "{about}");
            assert_eq!(pair.left().0, [pair.id(pair.gone)], "{about}");
        }
    }
}

/// Ninety days long somebody can bring a contact back; after that it is gone for good. Their opt-out
/// hangs on the address, and outlives every record.
#[tokio::test(start_paused = true)]
async fn h134_hubspot_keeps_what_was_deleted_for_ninety_days_and_an_opt_out_for_good() {
    const DAY: u64 = 86_400;
    for (days, comes_back) in [(89, true), (91, false)] {
        let pair = Pair::new(Kind::People, HubSpot, OnDelete::Nothing).await;
        let world = &pair.world;
        world.act(HubSpot, json!({ "act": "unsubscribe", "email": "ann@acme.no" }));
        settled(world).await;
        pair.delete().await;
        world.wait(Duration::from_secs(days * DAY - 90_000 - 3 * 1_200)).await;
        let back = json!({ "act": "restore", "object": "contacts", "id": pair.here });
        assert_eq!(world.try_act(HubSpot, back).is_ok(), comes_back, "{days}");
        pair.a_day().await;
        let stands = world.why(&pair.there)[0];
        if comes_back {
            assert_eq!(stands.0, LinkState::InSync);
            continue;
        }
        assert_eq!(stands, TOMBSTONE);
        let again = world.hubspot_contact(json!({ "email": "ann@acme.no", "lastname": "Berg" }));
        let out = world.field(HubSpot, "contacts", &again, "hs_email_optout");
        assert_eq!(out, json!("true"));
    }
}

/// A company with a person and a deal, on both sides. Deletes are carried both ways, but for those of
/// an object that is named.
async fn family(but: &str) -> (World, [String; 3]) {
    let world = keeping(&["companies", "contacts", "deals"]).await;
    world
        .remap(|file| {
            for mapping in file.mappings.iter_mut().filter(|it| it.id.as_str() != but) {
                (mapping.delete.hubspot, mapping.delete.salesforce) =
                    (OnDelete::Delete, OnDelete::Delete);
            }
        })
        .await;
    let account = world.salesforce_record("Account", json!({ "Name": "Acme" }));
    let ann = json!({ "LastName": "Berg", "Email": "ann@acme.no", "AccountId": account });
    world.salesforce_record("Contact", ann);
    let ship = json!({ "Name": "Ship", "AccountId": account, "StageName": "Prospecting",
                       "CloseDate": "2026-12-01" });
    world.salesforce_record("Opportunity", ship);
    settled(&world).await;
    let here = ["companies", "contacts", "deals"].map(|object| only(&world, HubSpot, object));
    (world, here)
}

async fn archived(world: &World, records: &[(&str, &str)]) {
    for (object, id) in records {
        world.act(HubSpot, json!({ "act": "archive", "object": object, "id": id }));
    }
    world.wait(Duration::from_secs(90_000)).await;
    settled(world).await;
}

fn left(world: &World) -> [usize; 6] {
    let of = |side, object: &str| world.records(side, object).len();
    [
        of(HubSpot, "companies"),
        of(HubSpot, "contacts"),
        of(HubSpot, "deals"),
        of(Salesforce, "Account"),
        of(Salesforce, "Contact"),
        of(Salesforce, "Opportunity"),
    ]
}

/// HubSpot archives a company alone; Salesforce deletes who hangs on an account with it. Nobody
/// deleted those, so a person is asked, and what went is never carried back.
#[tokio::test(start_paused = true)]
async fn p2_p4_a_delete_that_would_take_others_along_is_asked_and_comes_back_as_no_other() {
    let (world, [company, contact, deal]) = family("").await;
    archived(&world, &[("companies", &company)]).await;
    assert_eq!(left(&world), [0, 1, 1, 1, 1, 1], "nothing goes before somebody says so");
    let account = only(&world, Salesforce, "Account");
    assert_eq!(world.why(&account), [(LinkState::Conflict, ReasonCode::TakesAlong)]);
    let why = world.app.why(world.pair, &account).unwrap().remove(0);
    assert_eq!(why.reason.detail["count"], "2");
    let asked = world.app.conflict_rows(world.pair).unwrap();
    world.app.decide_conflict(asked[0].id, HubSpot).unwrap();
    settled(&world).await;
    settled(&world).await;
    assert_eq!(left(&world), [0, 1, 1, 0, 0, 0], "HubSpot keeps whom nobody deleted");
    for id in [contact, deal] {
        assert_eq!(world.why(&id), [(LinkState::Unlinked, ReasonCode::WentAlong)]);
    }
}

/// Whoever deletes all of them meant all of them, and is not asked for one moment.
#[tokio::test(start_paused = true)]
async fn p4_a_family_that_is_deleted_whole_goes_whole() {
    let (world, [company, contact, deal]) = family("").await;
    for (object, id) in [("companies", &company), ("contacts", &contact), ("deals", &deal)] {
        world.act(HubSpot, json!({ "act": "archive", "object": object, "id": id }));
    }
    world.wait(Duration::from_secs(90_000)).await;
    let planned = world.app.plan(world.pair, "test").await.unwrap();
    assert_eq!(planned.counts.conflicts, 0, "{planned:?}");
    settled(&world).await;
    settled(&world).await;
    assert_eq!(left(&world), [0; 6]);
    assert_eq!(world.app.conflict_rows(world.pair).unwrap(), []);
}

/// Each object has its own policy: people whose deletes are not carried are not to go by way of their
/// account.
#[tokio::test(start_paused = true)]
async fn p4_a_policy_of_one_object_is_not_passed_by_through_another() {
    let (world, [company, contact, deal]) = family("contacts").await;
    archived(&world, &[("companies", &company), ("contacts", &contact), ("deals", &deal)]).await;
    settled(&world).await;
    assert_eq!(left(&world), [0, 0, 0, 1, 1, 0], "the contact stays, and the account with it");
    let account = only(&world, Salesforce, "Account");
    assert_eq!(world.why(&account), [(LinkState::Conflict, ReasonCode::TakesAlong)]);
    // Once nobody hangs on it any more, there is nothing to decide.
    let person = only(&world, Salesforce, "Contact");
    world.act(Salesforce, json!({ "act": "delete", "id": person }));
    settled(&world).await;
    settled(&world).await;
    assert_eq!(left(&world), [0; 6]);
    assert_eq!(world.app.conflict_rows(world.pair).unwrap(), []);
}

/// Who is not read cannot be counted, and is not lost for it.
#[tokio::test(start_paused = true)]
async fn p4_where_nobody_reads_what_hangs_on_an_account_its_delete_is_asked() {
    let world = keeping(&["companies"]).await;
    world.remap(|file| file.mappings[0].delete.salesforce = OnDelete::Delete).await;
    world.salesforce_record("Account", json!({ "Name": "Acme" }));
    settled(&world).await;
    let company = only(&world, HubSpot, "companies");
    archived(&world, &[("companies", &company)]).await;
    let account = only(&world, Salesforce, "Account");
    let why = world.app.why(world.pair, &account).unwrap().remove(0);
    assert_eq!((why.state, why.reason.code), (LinkState::Conflict, ReasonCode::TakesAlong));
    let said = Words::of(Language::English).reason(&why.reason);
    assert!(said.contains("nobody knows"), "{said}");
}

/// Salesforce keeps a contact as long as a case names it: that is said, and carried out once the case
/// is gone.
#[tokio::test(start_paused = true)]
async fn h132_what_salesforce_does_not_let_go_is_an_error_until_it_does() {
    let pair = Pair::new(Kind::People, HubSpot, OnDelete::Delete).await;
    let world = &pair.world;
    let case = json!({ "Subject": "Leak", "ContactId": pair.there });
    let case = world.salesforce_record("Case", case);
    pair.delete().await;
    assert_eq!(pair.left(), (Vec::new(), vec![pair.there.clone()]));
    assert_eq!(world.why(&pair.there)[0].0, LinkState::Failing);
    let row = world.app.error_rows(world.pair).unwrap().remove(0);
    assert!(format!("{row:?}").contains("associated with the following Case"), "{row:?}");
    world.act(Salesforce, json!({ "act": "delete", "id": case }));
    world.app.retry_errors(world.pair, None).unwrap();
    pair.a_day().await;
    assert_eq!(pair.left(), (Vec::new(), Vec::new()));
    assert_eq!(world.app.error_rows(world.pair).unwrap(), []);
}
