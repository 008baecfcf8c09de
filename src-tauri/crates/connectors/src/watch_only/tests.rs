use crosswalk_model::connector::{Load, LoadState, WriteBatch, WriteKind};
use crosswalk_model::gate::Purpose;

use super::*;
use crate::hubspot::tests::bare;

fn batch() -> WriteBatch {
    WriteBatch {
        object: "contacts".into(),
        kind: WriteKind::Update,
        rows: Vec::new(),
        read_back: BTreeSet::new(),
        purpose: Purpose::Sync,
    }
}

#[tokio::test]
async fn sec9_nothing_that_writes_leaves_and_what_reads_does() {
    let bench = bare();
    let wire = bench.wire.clone();
    let watched = WatchOnly::over(Arc::new(bench.hubspot));
    assert_eq!(watched.rights(), Rights::WatchOnly);
    let field = FieldToMake {
        object: "contacts".into(),
        name: "crosswalk_x_id".into(),
        label: "Crosswalk id".to_owned(),
        description: String::new(),
        max_chars: 32,
        upsert_key: true,
        options: Vec::new(),
    };
    let refused = [
        watched.write(&batch()).await.map(|_| ()),
        watched.opt_out("ann@example.no").await,
        watched.ensure_field(&field).await.map(|_| ()),
        watched.restamp(&field).await.map(|_| ()),
        watched.open_load(&batch()).await.map(|_| ()),
    ];
    for refused in refused {
        let said = refused.unwrap_err().to_string();
        assert!(said.contains("look only") || said.contains("no loads"), "{said}");
    }
    let load = Load("750".to_owned());
    assert_eq!(watched.look_at_load(&load, &batch()).await.unwrap(), LoadState::Running);
    assert!(wire.seen().is_empty(), "{:?}", wire.seen());
}
