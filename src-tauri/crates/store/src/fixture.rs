//! What the tests of this room share: a real file in a temporary folder, a pair, records.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crosswalk_model::connector::Cursor;
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::{Act, FieldChange, LinkPlan};
use crosswalk_model::{
    Account, AccountKind, Both, ConnectionId, Content, FieldName, Life, LinkId, LinkState,
    MappingId, ObjectName, PairId, Reading, Reason, ReasonCode, Record, RecordId, RecordRef,
    Ruling, RunId, Side, Timestamp,
};

use crate::{
    Access, CursorKind, CursorMove, FieldSetId, Home, NewPair, NewRun, Page, PageSaved, PlanToSave,
    RecordKeys, RunKind, Store,
};

/// A store with one pair of one object mapping, `contacts`.
pub(crate) struct House {
    pub folder: tempfile::TempDir,
    pub store: Store,
    pub connections: Both<ConnectionId>,
    pub pair: PairId,
    pub sets: Both<FieldSetId>,
    pub run: RunId,
}

pub(crate) fn account(id: &str) -> Account {
    Account {
        id: id.into(),
        name: "Acme".to_owned(),
        kind: AccountKind::Developer,
        edition: None,
        user: None,
        user_name: None,
        base_url: "https://example.test".to_owned(),
        time_zone: None,
        currency: None,
    }
}

/// The instant `seconds` after a fixed one.
pub(crate) fn t(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

pub(crate) fn text(it: &str) -> Content {
    Content::text(it)
}

pub(crate) fn object(side: Side) -> ObjectName {
    match side {
        Side::Salesforce => "Contact".into(),
        Side::HubSpot => "contacts".into(),
    }
}

/// A live record, modified at `t(modified)`.
pub(crate) fn record(side: Side, id: &str, modified: i64, fields: &[(&str, &str)]) -> Record {
    Record {
        at: RecordRef { object: object(side), id: id.into() },
        life: Life::Live,
        modified: Some(t(modified)),
        modified_by: None,
        absorbed: Vec::new(),
        fields: fields.iter().map(|(name, value)| ((*name).into(), text(value))).collect(),
    }
}

pub(crate) fn path(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("db").join("state.db")
}

impl House {
    pub fn new() -> House {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(path(&folder), Access::Write).unwrap();
        let connections = Both {
            salesforce: store.save_connection(Side::Salesforce, &account("00D"), t(0)).unwrap(),
            hubspot: store.save_connection(Side::HubSpot, &account("1234"), t(0)).unwrap(),
        };
        let new = NewPair { name: "Acme".to_owned(), connections, installation: "x".to_owned() };
        let pair = store.add_pair(&new, t(0)).unwrap();
        let fields = BTreeSet::from([FieldName::from("email")]);
        let sets = Both::from_fn(|side| {
            store.field_set(*connections.get(side), &object(side), &fields).unwrap()
        });
        let run =
            NewRun { pair, kind: RunKind::Pass, mapping_version: 1, actor: "timer".to_owned() };
        let run = store.begin_run(&run, t(0)).unwrap();
        House { folder, store, connections, pair, sets, run }
    }

    pub fn home(&self) -> Home {
        Home { pair: self.pair, mapping: "contacts".into() }
    }

    /// Takes records of one side in, with their `email` field as match key.
    pub fn pull(&self, side: Side, records: &[Record], cursor: &str) -> PageSaved {
        let keys: Vec<RecordKeys> = records
            .iter()
            .filter_map(|it| {
                let crosswalk_model::Value::Text(value) = it.fields.get("email")?.value()? else {
                    return None;
                };
                let value = value.clone();
                let kinds = BTreeMap::from([("email".to_owned(), BTreeSet::from([value]))]);
                Some(RecordKeys { record: it.at.id.clone(), kinds })
            })
            .collect();
        let to = Cursor(cursor.to_owned());
        self.store
            .save_page(&Page {
                connection: *self.connections.get(side),
                object: &object(side),
                field_set: *self.sets.get(side),
                records,
                keys: &keys,
                homes: &[self.home()],
                cursor: Some(CursorMove { kind: CursorKind::Incremental, to: &to }),
                at: t(1000),
            })
            .unwrap()
    }

    /// A whole link of two records with one e-mail address, both sides' ids as given.
    pub fn linked(&self, salesforce: &str, hubspot: &str) -> LinkId {
        let email = format!("{salesforce}@example.test");
        let fields = [("email", email.as_str()), ("phone", "1")];
        self.pull(Side::Salesforce, &[record(Side::Salesforce, salesforce, 10, &fields)], "s");
        self.pull(Side::HubSpot, &[record(Side::HubSpot, hubspot, 10, &fields)], "h");
        let keep = self.link_of(Side::Salesforce, salesforce);
        self.store.join(keep, self.link_of(Side::HubSpot, hubspot)).unwrap();
        keep
    }

    pub fn link_of(&self, side: Side, id: &str) -> LinkId {
        let at = RecordRef { object: object(side), id: id.into() };
        self.store.link_of(&self.home(), side, &at).unwrap().unwrap().id
    }

    pub fn touched(&self) -> Vec<LinkId> {
        let triples = self.store.touched(&self.home(), None, 1000).unwrap();
        triples.into_iter().map(|it| it.link.id).collect()
    }

    /// Saves decisions with everything seen so far.
    pub fn plan(&self, links: &[LinkPlan]) -> Result<Vec<crate::OutboxRow>, crate::StoreError> {
        let as_of = self.store.mark().unwrap();
        let run = self.run;
        self.store.save_plan(&PlanToSave { run, pair: self.pair, as_of, links, at: t(2000) })
    }
}

/// A decision that writes nothing.
pub(crate) fn quiet(link: LinkId) -> LinkPlan {
    LinkPlan {
        link,
        mapping: "contacts".into(),
        ends: Both::default(),
        acts: Both::default(),
        settled: Both::default(),
        conflicts: Vec::new(),
        skips: Vec::new(),
        then: LinkState::InSync,
        reason: Reason::new(ReasonCode::InSync),
    }
}

/// The change of `phone` to `after`.
pub(crate) fn phone(before: &str, after: &str) -> FieldChange {
    FieldChange {
        mapping: MappingId::from("phone"),
        field: "phone".into(),
        before: Reading::from(Some(&text(before))),
        after: text(after),
        source_field: "phone".into(),
        source: text(after),
        rule: SyncRule::TwoWay,
        ruling: Ruling::OneSideChanged,
    }
}

/// A decision that sets the HubSpot record's phone.
pub(crate) fn writes_phone(link: LinkId, hubspot: &str, before: &str, after: &str) -> LinkPlan {
    let at = RecordRef { object: object(Side::HubSpot), id: hubspot.into() };
    let act = Act::Update { at, seen: None, changes: vec![phone(before, after)] };
    LinkPlan {
        acts: Both { salesforce: None, hubspot: Some(act) },
        reason: Reason::new(ReasonCode::Synced),
        ..quiet(link)
    }
}

/// What settles a write exactly as it was sent.
pub(crate) fn as_sent(write: crosswalk_model::OutboxId, record: &str) -> crate::Settled {
    crate::Settled {
        write,
        record: RecordId::from(record),
        stored: BTreeMap::new(),
        theirs: BTreeMap::new(),
        overwritten: BTreeMap::new(),
        unshown: BTreeSet::new(),
        modified: (None, None),
        refused: Vec::new(),
        request: None,
        keys: None,
        then: None,
    }
}
