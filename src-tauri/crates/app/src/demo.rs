//! The demo: both CRMs emulated on this machine, a first run, a second one, and a mass accident.
//! No real account is touched, and what is left lies in a state folder to look at.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crosswalk_emulator::exchange::{AccountFacts, Vendor};
use crosswalk_emulator::log::Log;
use crosswalk_engine::{PassReport, Watch};
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Both, ConnectionId, PairId, Rights, Side};
use serde::Serialize;
use serde_json::json;

use crate::accounts::ByToken;
use crate::emulate::{Emulation, ToEmulate};
use crate::error::AppError;
use crate::home::Home;
use crate::network::{Reach, VaultPlace, vault, wire};
use crate::open::{App, Options};
use crate::pairs::{FirstRun, IdFields, OBJECTS, PairToAdd};
use crate::plans::PlanView;
use crate::status::PairStatus;

/// What to show.
pub struct DemoOrder {
    /// Decides every record.
    pub seed: u64,
    /// How many people there are.
    pub people: u64,
    /// Where its state goes; a new folder among the temporary files unless given.
    pub home: Option<PathBuf>,
    /// Whoever watches the passes.
    pub watch: Arc<dyn Watch>,
}

impl fmt::Debug for DemoOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DemoOrder").field("seed", &self.seed).finish_non_exhaustive()
    }
}

/// What the demo has to tell while it goes.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "news")]
pub enum DemoNews {
    /// Both CRMs are up and filled.
    Started {
        /// The seed.
        seed: u64,
        /// People in them.
        people: u64,
        /// Where the state lies.
        home: PathBuf,
    },
    /// Both accounts are linked, and the pair is made.
    Linked {
        /// The accounts' names.
        accounts: Both<String>,
        /// Field mappings that were suggested.
        fields: usize,
    },
    /// What differs.
    Found(Box<PlanView>),
    /// It was applied.
    Applied(PassReport),
    /// The second pass.
    Again {
        /// What it came to.
        report: PassReport,
        /// Writes that the emulator saw.
        writes: u64,
        /// Requests that the emulator saw.
        requests: u64,
        /// What is still left out, in conflict, failing or waiting, with why.
        left: PairStatus,
    },
    /// Somebody cleared a field of every HubSpot contact, and the next pass stopped.
    Accident {
        /// The field that was cleared.
        field: String,
        /// What the pass came to.
        report: PassReport,
        /// Writes that the emulator saw.
        writes: u64,
    },
    /// What is left to look at.
    Left(PairStatus),
}

/// The field whose conflicts the demo leaves to a person.
const ASKED: &str = "jobtitle";

/// The field that is cleared by accident.
const CLEARED: &str = "mobilephone";

/// From so many people on the brakes stand as they are; below that too few values are cleared.
const ENOUGH_PEOPLE: u64 = 500;

/// Runs the demo, and tells as it goes.
///
/// # Errors
/// [`AppError`]; a demo that does not end well is a fault of the product.
pub async fn run(order: DemoOrder, tell: Teller<'_>) -> Result<(), AppError> {
    prepare(order, tell).await?.emulation.stop().await;
    Ok(())
}

/// Whoever is told of the demo while it goes.
pub type Teller<'a> = &'a mut (dyn FnMut(&DemoNews) + Send);

/// A demo that went to its end, with everything still running.
#[derive(Debug)]
pub struct Prepared {
    /// The app, over the pretend accounts.
    pub app: App,
    /// Both vendors.
    pub emulation: Emulation,
    /// The pair.
    pub pair: PairId,
}

/// Runs the demo, and leaves it open to look around: an error to mend, a conflict to decide, and a
/// plan that a brake holds.
///
/// # Errors
/// As [`run`].
pub async fn prepare(order: DemoOrder, tell: Teller<'_>) -> Result<Prepared, AppError> {
    let demo = Demo::start(&order, tell).await?;
    let pair = demo.link(order.people, tell).await?;
    tell(&DemoNews::Found(Box::new(demo.app.plan_view(pair, "demo").await?)));
    tell(&DemoNews::Applied(demo.app.apply(pair, "demo").await?));
    demo.again(pair, tell).await?;
    demo.accident(pair, tell).await?;
    tell(&DemoNews::Left(demo.app.status(pair)?));
    Ok(Prepared { app: demo.app, emulation: demo.emulation, pair })
}

/// A folder that holds no state yet: the demo never runs in a real one.
fn own_home(wanted: Option<PathBuf>) -> Result<(PathBuf, Home), AppError> {
    let folder = wanted.unwrap_or_else(new_folder);
    let home = Home::below(&folder);
    if home.database().exists() {
        return Err(AppError::Refused(format!(
            "{} holds a state already: name a new folder with --home",
            folder.display()
        )));
    }
    private_folder(&folder).map_err(|error| {
        AppError::Refused(format!("{} cannot be made: {error}", folder.display()))
    })?;
    Ok((folder, home))
}

/// A window that starts the demo again has one folder for each.
fn new_folder() -> PathBuf {
    let named = |turn: u32| {
        std::env::temp_dir().join(format!("crosswalk-demo-{}-{turn}", std::process::id()))
    };
    (1..MOST_DEMOS).map(named).find(|folder| !folder.exists()).unwrap_or_else(|| named(MOST_DEMOS))
}

/// Demos that one process may leave behind; a guard.
const MOST_DEMOS: u32 = 1_000;

#[cfg(unix)]
fn private_folder(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

struct Demo {
    app: App,
    emulation: Emulation,
}

impl Demo {
    async fn start(order: &DemoOrder, tell: Teller<'_>) -> Result<Demo, AppError> {
        let (folder, home) = own_home(order.home.clone())?;
        let emulation = Emulation::start(ToEmulate {
            ca_file: Some(folder.join("emulator-ca.pem")),
            ..ToEmulate::of(order.seed, order.people)
        })
        .await?;
        tell(&DemoNews::Started { seed: order.seed, people: order.people, home: folder });
        let vault = vault(VaultPlace::Session).await?;
        let options = Options {
            watch: order.watch.clone(),
            seed: order.seed,
            ..Options::new(vault, wire(Reach::Loopback)?)
        };
        Ok(Demo { app: App::open(home, options)?, emulation })
    }

    async fn link(&self, people: u64, tell: Teller<'_>) -> Result<PairId, AppError> {
        let mut connections = Both::from_fn(|_| ConnectionId(0));
        let mut accounts = Both::from_fn(|_| String::new());
        for side in Side::ALL {
            let linked = self.app.add_account_by_token(self.sign_in(side)?).await?;
            *connections.get_mut(side) = linked.id;
            *accounts.get_mut(side) = linked.account.name;
        }
        let added = self.app.add_pair(PairToAdd {
            name: "Demo".to_owned(),
            connections,
            objects: OBJECTS.map(str::to_owned).to_vec(),
            id_fields: IdFields::Make,
            first_run: FirstRun::Agree,
        });
        let pair = added.await?.pair;
        let mut file = self.app.mapping(pair)?;
        for field in file.mappings.iter_mut().flat_map(|mapping| &mut mapping.fields) {
            if field.hubspot.as_str() == ASKED {
                field.rule = SyncRule::Ask;
            }
            if field.hubspot.as_str() == CLEARED {
                // Under the suggested rule Salesforce's value would just go back.
                field.rule = SyncRule::TwoWay;
            }
        }
        if people < ENOUGH_PEOPLE {
            file.brakes.cleared_values = Some(1);
        }
        self.app.import_mapping(pair, &file).await?;
        let fields = file.mappings.iter().map(|mapping| mapping.fields.len()).sum();
        tell(&DemoNews::Linked { accounts, fields });
        Ok(pair)
    }

    /// A live token of the emulated account. How people sign in, in a browser, is not shown here.
    fn sign_in(&self, side: Side) -> Result<ByToken, AppError> {
        let facts = self.emulation.facts();
        let vendor = match side {
            Side::Salesforce => &facts.salesforce,
            Side::HubSpot => &facts.hubspot,
        };
        let token = |account: &AccountFacts| match side {
            Side::Salesforce => account.access_token.clone(),
            Side::HubSpot => account.service_key.clone(),
        };
        let token = vendor.accounts.first().and_then(token);
        let token = token.ok_or_else(|| AppError::Emulator("no account was made".to_owned()))?;
        Ok(ByToken {
            side,
            base: vendor.url.clone(),
            token: token.into(),
            development: true,
            rights: Rights::Full,
        })
    }

    async fn again(&self, pair: PairId, tell: Teller<'_>) -> Result<(), AppError> {
        let before = self.last();
        let report = self.app.sync(pair, "demo").await?;
        let writes = self.emulation.emulator.writes_since(before);
        let requests = self.last() - before;
        tell(&DemoNews::Again { report, writes, requests, left: self.app.status(pair)? });
        Ok(())
    }

    /// What happens to everybody once: a bulk edit that nobody meant.
    async fn accident(&self, pair: PairId, tell: Teller<'_>) -> Result<(), AppError> {
        let act = json!({ "act": "bulk_edit", "object": "contacts", "fields": { CLEARED: "" } });
        let done = self.emulation.emulator.act(Vendor::HubSpot, act);
        done.map_err(AppError::Emulator)?;
        let before = self.last();
        let report = self.app.sync(pair, "demo").await?;
        let writes = self.emulation.emulator.writes_since(before);
        let field = CLEARED.to_owned();
        tell(&DemoNews::Accident { field, report, writes });
        Ok(())
    }

    fn last(&self) -> u64 {
        self.emulation.emulator.log(Log::last)
    }
}

#[cfg(test)]
mod tests;
