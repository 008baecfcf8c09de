//! The pair file of a newer version: what this one does not know goes through it untouched.

use crosswalk_desktop::World;
use crosswalk_model::mapping::{FORMAT_VERSION, PairFile};
use serde_json::{Value, json};

#[tokio::test(start_paused = true)]
async fn what_a_newer_minor_version_added_survives_import_and_export() {
    let mut world = World::new().await;
    let mut newer = serde_json::to_value(world.app.mapping(world.pair).unwrap()).unwrap();
    let major = FORMAT_VERSION.split('.').next().unwrap();
    newer["format_version"] = json!(format!("{major}.9"));
    let added = json!({ "of": ["a", "later"], "version": 1 });
    newer["tomorrow"] = added.clone();
    newer["mappings"][0]["tomorrow"] = added.clone();
    newer["mappings"][0]["fields"][0]["tomorrow"] = added.clone();
    let file: PairFile = serde_json::from_value(newer.clone()).unwrap();
    world.app.import_mapping(world.pair, &file).await.unwrap();
    world.reopen();
    let exported = world.app.mapping(world.pair).unwrap();
    assert_eq!(serde_json::to_value(&exported).unwrap(), newer);
    // An edit of something else keeps it too.
    world.remap(|file| file.brakes.creates = Some(7)).await;
    let edited: Value = serde_json::to_value(world.app.mapping(world.pair).unwrap()).unwrap();
    assert_eq!(edited["mappings"][0]["fields"][0]["tomorrow"], added);
    assert_eq!((&edited["tomorrow"], &edited["brakes"]["creates"]), (&added, &json!(7)));
    world.apply().await;
}

#[tokio::test(start_paused = true)]
async fn an_unknown_major_version_is_refused() {
    let world = World::new().await;
    let mut file = world.app.mapping(world.pair).unwrap();
    file.format_version = "2.0".to_owned();
    assert!(world.app.import_mapping(world.pair, &file).await.is_err());
    assert_eq!(world.app.mapping(world.pair).unwrap().format_version, FORMAT_VERSION);
}

#[tokio::test(start_paused = true)]
async fn a_misspelt_brake_is_refused_by_its_name_and_nothing_is_taken_over() {
    let world = World::new().await;
    let before = world.app.mapping(world.pair).unwrap();
    let whole = serde_json::to_value(&before).unwrap();
    let parts = [
        ("/brakes", "crates"),
        ("/mappings/0/create", "hubspott"),
        ("/mappings/0/delete", "in_hubspott"),
        ("/owners/0", "sales_force"),
        ("/stages/0", "pipe"),
        ("/lifecycle", "transition"),
        ("/opt_out", "leave_ticked"),
        ("/only_for", "hub_spot"),
    ];
    for (part, misspelt) in parts {
        let mut file = whole.clone();
        file["owners"] = json!([{ "hubspot": "ann@example.no", "salesforce": "ann@acme.example" }]);
        file["stages"] = json!([{ "pipeline": "Sales", "stages": {} }]);
        file["lifecycle"] = json!({});
        file["opt_out"] = json!({});
        file["only_for"] = json!({});
        crosswalk_app::maps::read(&file.to_string()).expect("well spelt, it is read");
        file.pointer_mut(part).unwrap()[misspelt] = json!(5);
        let error = crosswalk_app::maps::read(&file.to_string()).unwrap_err();
        assert!(error.to_string().contains(misspelt), "{part}: {error}");
    }
    assert_eq!(world.app.mapping(world.pair).unwrap(), before);
}
