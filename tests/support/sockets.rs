//! How the product and the emulator talk in a story: in process, or over real sockets.
//!
//! Over sockets both ends live on one thread, so that a paused clock only moves on when neither has
//! anything to read: what one end of a loopback socket writes is there for the other at once.

use std::sync::Arc;

use crosswalk_app::emulated::EmulatorWire;
use crosswalk_app::network::{Reach, wire};
use crosswalk_connectors::hosts::HostRule;
use crosswalk_connectors::reqwest_wire::{Network, ReqwestWire};
use crosswalk_emulator::Emulator;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::server::{Served, serve};
use crosswalk_model::{Side, Wire};

/// How a story's product reaches its emulator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// By a call: the same seed is the same story, byte for byte.
    #[default]
    InProcess,
    /// Over HTTP on loopback; the runtime needs its I/O.
    Sockets,
    /// Over TLS, under the vendors' own names and by the rule for the real vendors: only that those
    /// names are found here, and who vouches for them, is the test's.
    Tls,
}

/// A line that is laid.
#[derive(Debug)]
pub(crate) enum Laid {
    InProcess(Emulator),
    Sockets(Box<Served>),
    /// The wire, and what stands at its other end for as long as it is laid.
    Tls {
        wire: Arc<dyn Wire>,
        _served: Box<Served>,
    },
}

impl Laid {
    pub(crate) async fn lay(line: Line, emulator: &Emulator) -> Laid {
        match line {
            Line::InProcess => Laid::InProcess(emulator.clone()),
            Line::Sockets => Laid::Sockets(Box::new(serve(emulator).await.expect("free ports"))),
            Line::Tls => {
                let served = serve(emulator).await.expect("free ports");
                let wire = under_the_vendors_names(emulator, &served);
                Laid::Tls { wire, _served: Box::new(served) }
            }
        }
    }

    pub(crate) fn wire(&self) -> Arc<dyn Wire> {
        match self {
            Laid::InProcess(emulator) => Arc::new(EmulatorWire::new(emulator.clone())),
            Laid::Sockets(_) => wire(Reach::Loopback).expect("a network"),
            Laid::Tls { wire, .. } => wire.clone(),
        }
    }

    /// Where an account is, whose host the vendor calls this.
    pub(crate) fn base(&self, side: Side, host: &str) -> String {
        match self {
            Laid::InProcess(_) | Laid::Tls { .. } => format!("https://{host}"),
            Laid::Sockets(served) => {
                let url = match side {
                    Side::Salesforce => &served.salesforce,
                    Side::HubSpot => &served.hubspot,
                };
                url.as_str().trim_end_matches('/').to_owned()
            }
        }
    }

    /// Whether the account is at an address that only an emulator has.
    pub(crate) const fn is_development(&self) -> bool {
        matches!(self, Laid::Sockets(_))
    }
}

/// The product's own network by the production rule, for which the vendors' names are here.
fn under_the_vendors_names(emulator: &Emulator, served: &Served) -> Arc<dyn Wire> {
    let accounts = |vendor| emulator.accounts(vendor).into_iter().map(move |it| (vendor, it));
    let grants = Vendor::ALL.into_iter().flat_map(accounts);
    let hosts = grants.filter_map(|(vendor, account)| Some(emulator.grant(vendor, &account)?.host));
    let network = Network {
        rule: HostRule::Production,
        extra_roots: vec![served.ca_pem.clone().into_bytes()],
        resolve: hosts.map(|host| (host, served.tls)).collect(),
    };
    Arc::new(ReqwestWire::new(&network).expect("a network"))
}
