//! The types of the interface, spelled from the Rust ones. `cargo xtask types` writes the file.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crosswalk_app as app;
use ts_rs::{Config, TS, TypeVisitor};

/// Where the interface looks.
const FILE: &str = "ui/src/generated/contract.ts";

/// Tells the test to write the file instead of comparing it.
const WRITE: &str = "CROSSWALK_WRITE_TYPES";

const HEAD: &str = "\
// Generated from the Rust types by `cargo xtask types`. Edit those instead; a test compares.
";

/// Collects declarations by name.
struct Collected {
    config: Config,
    seen: BTreeSet<TypeId>,
    declared: BTreeMap<String, String>,
}

impl Collected {
    fn add<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // What a language has itself has no file of its own.
        if T::output_path().is_some() {
            let docs = T::docs().map(|docs| docs.trim_end().to_owned() + "\n").unwrap_or_default();
            let declared = format!("{docs}export {}\n", T::decl(&self.config));
            let other = self.declared.insert(T::ident(&self.config), declared.clone());
            let alike = other.is_none_or(|other| other == declared);
            assert!(alike, "two types are called {}", T::ident(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl TypeVisitor for Collected {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

/// Everything that a command takes or answers, and every event.
fn contract() -> String {
    let mut all = Collected {
        config: Config::new().with_large_int("number"),
        seen: BTreeSet::new(),
        declared: BTreeMap::new(),
    };
    all.add::<crosswalk_engine::SlowClock>();
    all.add::<crosswalk_engine::ClockCost>();
    all.add::<app::activities::MailActivity>();
    all.add::<app::activities::ExpectedTasks>();
    all.add::<app::owner_cards::OwnerCardsMade>();
    all.add::<app::lifecycle_field::FieldMade>();
    all.add::<app::objects::ObjectTitle>();
    all.add::<app::objects::ObjectToAdd>();
    all.add::<app::objects::ObjectAdded>();
    all.add::<app::accounts::AccountLine>();
    all.add::<app::accounts::candidate::CandidateLine>();
    all.add::<app::accounts::health::Checkup>();
    all.add::<app::board::News>();
    all.add::<app::care::BackupLine>();
    all.add::<app::care::Health>();
    all.add::<app::choices::WindowChoices>();
    all.add::<app::drafts::doubles::Doubles>();
    all.add::<app::drafts::owners::OwnerRow>();
    all.add::<app::drafts::samples::Samples>();
    all.add::<app::erasing::Forgotten>();
    all.add::<app::erasing::ToForget>();
    all.add::<app::error::Trouble>();
    all.add::<app::inbox::ConflictRow>();
    all.add::<app::inbox::Word>();
    all.add::<app::ties::TieRow>();
    all.add::<app::inbox::ErrorRow>();
    all.add::<app::lookback::RunLine>();
    all.add::<app::lookback::RunPage>();
    all.add::<app::maps::Flaw>();
    all.add::<app::maps::MapChange>();
    all.add::<app::drafts::what_if::WhatIfView>();
    all.add::<app::maps::VersionLine>();
    all.add::<app::maps::ObjectSchema>();
    all.add::<app::notices::NoticeList>();
    all.add::<app::notices::NoticeSettings>();
    all.add::<app::schedule::Schedule>();
    all.add::<app::shares::ShareLine>();
    all.add::<app::overview::Overview>();
    all.add::<app::pages::Page>();
    all.add::<app::pairs::PairAdded>();
    all.add::<app::pairs::PairToAdd>();
    all.add::<app::accounts::NewAccount>();
    all.add::<app::passes::UndoView>();
    all.add::<app::preview::Chosen>();
    all.add::<app::preview::PlannedAsk>();
    all.add::<app::preview::PlannedPage>();
    all.add::<app::preview::Preview>();
    all.add::<app::rhythm::Keeping>();
    all.add::<app::scopes::ScopePreview>();
    all.add::<app::flow::FlowDay>();
    all.add::<app::spending::Spending>();
    all.add::<app::status::ErrorLine>();
    all.add::<app::titles::Title>();
    all.add::<app::why::Why>();
    all.add::<app::Differing>();
    all.add::<app::Account>();
    all.add::<app::PairFile>();
    all.add::<app::PassReport>();
    all.add::<app::Undone>();
    let body: Vec<String> = all.declared.into_values().collect();
    format!("{HEAD}\n{}", body.join("\n"))
}

#[test]
fn the_types_of_the_interface_are_those_of_the_rooms() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let now = contract();
    if std::env::var_os(WRITE).is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let first = kept.lines().zip(now.lines()).find(|(kept, now)| kept != now);
    assert!(kept == now, "{FILE} is stale, run `cargo xtask types`; first: {first:?}");
}
