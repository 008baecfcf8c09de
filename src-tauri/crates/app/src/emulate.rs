//! Both CRMs emulated, behind loopback sockets: for the demo, for trying things, for other
//! programs' tests.

use std::fmt;
use std::path::{Path, PathBuf};

use crosswalk_emulator::exchange::{AccountFacts, Vendor};
use crosswalk_emulator::salesforce::SalesforceSettings;
use crosswalk_emulator::seed::{SeedPlan, fill};
use crosswalk_emulator::server::{self, Served};
use crosswalk_emulator::{Clock, Emulator, Settings};
use serde::Serialize;

use crate::error::AppError;
use crate::transcript;

pub use crosswalk_emulator::server::Ports;

/// What to emulate.
#[derive(Clone, Debug)]
pub struct ToEmulate {
    /// Behaviours; its seed decides every record, id and token.
    pub settings: Settings,
    /// How many people there are.
    pub people: u64,
    /// Where to listen.
    pub ports: Ports,
    /// Where the test authority's certificate is written; a new folder among the temporary files
    /// unless given.
    pub ca_file: Option<PathBuf>,
}

impl ToEmulate {
    /// So many people of a seed, on free ports.
    #[must_use]
    pub fn of(seed: u64, people: u64) -> ToEmulate {
        let settings = Settings { seed, ..Settings::default() };
        ToEmulate { settings, people, ports: Ports::default(), ca_file: None }
    }
}

/// Both CRMs, running. Dropping it stops them.
pub struct Emulation {
    /// Both CRMs.
    pub emulator: Emulator,
    served: Served,
    facts: EmulationFacts,
    made: Option<PathBuf>,
}

impl fmt::Debug for Emulation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulation").field("tls", &self.served.tls).finish_non_exhaustive()
    }
}

/// What a client needs to reach them. It holds tokens: of emulated accounts only.
#[derive(Clone, Debug, Serialize)]
pub struct EmulationFacts {
    /// The version of this document.
    pub format_version: &'static str,
    /// Salesforce.
    pub salesforce: VendorFacts,
    /// HubSpot.
    pub hubspot: VendorFacts,
    /// Both, with TLS, under the vendors' own names: `127.0.0.1:PORT`.
    pub tls: String,
    /// The test authority's certificate.
    pub ca_file: PathBuf,
}

/// One vendor.
#[derive(Clone, Debug, Serialize)]
pub struct VendorFacts {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    /// A callback address that its first app registered.
    pub redirect_uri: String,
    /// Its accounts, each with a live sign-in.
    pub accounts: Vec<AccountFacts>,
}

impl Emulation {
    /// Starts both CRMs and fills them.
    ///
    /// # Errors
    /// [`AppError::Emulator`] when a port is taken, or so many people cannot be made.
    pub async fn start(wanted: ToEmulate) -> Result<Emulation, AppError> {
        let failed = |error: &dyn fmt::Display| AppError::Emulator(error.to_string());
        let seed = wanted.settings.seed;
        let callback = callback(&wanted.settings.salesforce);
        let emulator = Emulator::new(wanted.settings, Clock::real());
        transcript::write_down(&emulator).map_err(|error| failed(&error))?;
        let plan = SeedPlan { seed, people: wanted.people, portal: None, org: None };
        fill(&emulator, &plan).map_err(|error| failed(&error))?;
        let served = server::serve_on(&emulator, wanted.ports).await;
        let served = served.map_err(|error| failed(&error))?;
        let (ca_file, made) = match wanted.ca_file {
            Some(file) => (file, None),
            None => own_folder(served.tls.port()).map_err(|error| failed(&error))?,
        };
        served.write_ca(&ca_file).map_err(|error| failed(&error))?;
        let vendor = |vendor, url: &url::Url, redirect_uri| VendorFacts {
            url: url.as_str().trim_end_matches('/').to_owned(),
            redirect_uri,
            accounts: grants(&emulator, vendor),
        };
        let facts = EmulationFacts {
            format_version: "1.0",
            salesforce: vendor(Vendor::Salesforce, &served.salesforce, callback),
            hubspot: vendor(Vendor::HubSpot, &served.hubspot, HUBSPOT_CALLBACK.to_owned()),
            tls: served.tls.to_string(),
            ca_file,
        };
        Ok(Emulation { emulator, served, facts, made })
    }

    /// What a client needs.
    #[must_use]
    pub const fn facts(&self) -> &EmulationFacts {
        &self.facts
    }

    /// Lets running answers finish, and cleans up.
    pub async fn stop(self) {
        self.served.stop().await;
        if let Some(folder) = self.made {
            std::fs::remove_dir_all(folder).ok();
        }
    }
}

/// A folder that was not there before, so that nobody else's file is written through.
fn own_folder(port: u16) -> std::io::Result<(PathBuf, Option<PathBuf>)> {
    let name = format!("crosswalk-emulator-{}-{port}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir(&folder)?;
    Ok((Path::new(&folder).join("ca.pem"), Some(folder)))
}

/// What the emulated HubSpot's own app registered.
const HUBSPOT_CALLBACK: &str = "http://localhost:8400/callback";

fn callback(salesforce: &SalesforceSettings) -> String {
    let app = salesforce.apps.first().and_then(|app| app.redirect_uris.first());
    app.cloned().unwrap_or_default()
}

fn grants(emulator: &Emulator, vendor: Vendor) -> Vec<AccountFacts> {
    let accounts = emulator.accounts(vendor).into_iter();
    accounts.filter_map(|account| emulator.grant(vendor, &account)).collect()
}
