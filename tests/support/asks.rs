//! For tests of what readers make of what comes from outside: everything that a connector is asked, and
//! a world whose files are given to them.

use std::collections::BTreeSet;
use std::path::Path;

use crosswalk_emulator::exchange::Vendor;
use crosswalk_model::connector::{
    Connector, Load, LoadState, PullAsk, ReadAsk, WriteBatch, WriteKind, WriteRow,
};
use crosswalk_model::gate::Purpose;
use crosswalk_model::{Content, FieldName, OutboxId, Value};
use jiff::SignedDuration;
use serde_json::json;
use tokio::runtime::Runtime;

use crate::vendors::{Vendors, bend_answers};
use crate::{Beginning, World};

fn names(fields: &[&str]) -> BTreeSet<FieldName> {
    fields.iter().map(|name| FieldName::from(*name)).collect()
}

fn text(value: &str) -> Content {
    Content::Value(Value::Text(value.to_owned()))
}

/// Three changes of one record, a new one, and a delete.
fn batches(object: &str, id: &str, field: &str, id_field: &str) -> Vec<WriteBatch> {
    let row = |key: i64, id: Option<&str>, made: Option<&str>| WriteRow {
        key: OutboxId(key),
        id: id.map(Into::into),
        id_value: made.map(str::to_owned),
        fields: [(FieldName::from(field), text("Ann"))].into(),
        assign_owner: false,
        through: None,
        blank_first: std::collections::BTreeSet::new(),
    };
    let batch = |kind, rows| WriteBatch {
        object: object.into(),
        kind,
        rows,
        purpose: Purpose::Sync,
        read_back: names(&[field]),
    };
    let upsert = WriteKind::Upsert { id_field: id_field.into() };
    vec![
        batch(WriteKind::Update, (0..3).map(|key| row(key, Some(id), None)).collect()),
        batch(upsert, vec![row(4, None, Some("0031")), row(5, None, Some("0032"))]),
        batch(WriteKind::Delete, vec![row(6, Some("1"), None)]),
    ]
}

/// Everything that is asked of a connector, with answers that are bent from the first or from the
/// second request on. Whether it was answered.
///
/// # Panics
/// Never: the instant is one.
pub async fn ask_all(connector: &dyn Connector, (object, id): (&str, &str), ask: u64) -> bool {
    let (field, fields) = match connector.side() {
        crosswalk_model::Side::HubSpot => {
            ("firstname", names(&["email", "lastname", "association:companies:primary"]))
        }
        crosswalk_model::Side::Salesforce => {
            ("FirstName", names(&["Email", "LastName", "AccountId"]))
        }
    };
    let pull = PullAsk {
        object: object.into(),
        fields: fields.clone(),
        cursor: None,
        purpose: Purpose::Sync,
    };
    let read =
        ReadAsk { object: object.into(), ids: vec![id.into()], fields, purpose: Purpose::Sync };
    let write = batches(object, id, field, "crosswalk_id");
    let since = "2026-11-01T00:00:00Z".parse().unwrap();
    let emails = ["ann@example.no".to_owned()];
    match ask % 10 {
        0 => connector.pull(&[pull]).await.is_ok(),
        1 => connector.read(&read).await.is_ok(),
        2 => connector.write(&write[0]).await.is_ok(),
        3 => connector.write(&write[1]).await.is_ok(),
        4 => connector.write(&write[2]).await.is_ok(),
        5 => connector.describe(&object.into()).await.is_ok(),
        6 => connector.field_times(&read).await.is_ok(),
        7 => connector.owners().await.is_ok(),
        8 => connector.deleted_since(&object.into(), since).await.is_ok(),
        _ => {
            let asked = connector.opt_out_status(&emails).await.is_ok();
            connector.who_am_i().await.is_ok() && asked
        }
    }
}

/// A load of six people that is done, one of whom Salesforce refused; and what was sent.
///
/// # Panics
/// When it does not come to that.
pub async fn loaded(vendors: &Vendors) -> (Load, WriteBatch) {
    let (emulator, field) = (&vendors.emulator, "Crosswalk__c");
    let org = emulator.accounts(Vendor::Salesforce).remove(0);
    let made = json!({ "name": field, "type": "string", "length": 255, "unique": true,
        "externalId": true, "idLookup": true, "label": "Crosswalk", "createable": true,
        "updateable": true, "nillable": true });
    let act = json!({ "act": "add_custom_field", "account": org, "object": "Contact",
        "field": made });
    emulator.act(Vendor::Salesforce, act).unwrap();
    let batch = WriteBatch {
        object: "Contact".into(),
        kind: WriteKind::Upsert { id_field: field.into() },
        rows: (0..6).map(to_load).collect(),
        purpose: Purpose::Sync,
        read_back: names(&[]),
    };
    let (calm, _) = vendors.salesforce(0, bend_answers());
    let job = calm.open_load(&batch).await.unwrap();
    calm.start_load(&job, &batch).await.unwrap();
    let mut state = LoadState::Running;
    for _ in 0..20 {
        emulator.clock().advance(SignedDuration::from_mins(1));
        if state == LoadState::Running {
            state = calm.look_at_load(&job, &batch).await.unwrap();
        }
    }
    let LoadState::Done(outcomes) = state else { panic!("it is done: {state:?}") };
    assert!(outcomes.iter().any(|it| it.result.is_ok()), "{outcomes:?}");
    assert!(outcomes.iter().any(|it| it.result.is_err()), "one name is too long");
    (job, batch)
}

/// A row of a load; the fourth name is longer than Salesforce takes.
fn to_load(key: i64) -> WriteRow {
    let name = "L\"o,n\ng".repeat(if key == 3 { 40 } else { 1 });
    WriteRow {
        key: OutboxId(key),
        id: None,
        id_value: Some(format!("hs-{key}")),
        fields: [("LastName".into(), text(&name))].into(),
        assign_owner: false,
        through: None,
        blank_first: std::collections::BTreeSet::new(),
    }
}

/// A runtime whose pauses take no time.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn runtime() -> Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().start_paused(true).build().unwrap()
}

/// A pair with some people whom one side lacks, so that there is a plan to write down.
pub async fn world_with_a_plan(home: &Path) -> World {
    let beginning = Beginning { home: Some(home.to_owned()), ..Beginning::long() };
    let world = World::begin(beginning, |_| {}).await;
    for nth in 0..4 {
        world.hubspot_contact(json!({ "email": format!("p{nth}@example.no"), "lastname": "Lie" }));
    }
    world
}

/// Closes a file to others, as backups are.
///
/// # Panics
/// When the file is not there.
#[cfg(unix)]
pub fn close_to_others(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
}

/// Nothing to close here.
#[cfg(not(unix))]
pub fn close_to_others(_: &Path) {}
