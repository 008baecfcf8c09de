//! How the product and the emulator talk in a story: in process, or over real sockets.
//!
//! Over sockets both ends live on one thread, so that a paused clock only moves on when neither has
//! anything to read: what one end of a loopback socket writes is there for the other at once.

use std::sync::Arc;

use crosswalk_app::emulated::EmulatorWire;
use crosswalk_app::network::{Reach, wire};
use crosswalk_emulator::Emulator;
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
}

/// A line that is laid.
#[derive(Debug)]
pub(crate) enum Laid {
    InProcess(Emulator),
    Sockets(Box<Served>),
}

impl Laid {
    pub(crate) async fn lay(line: Line, emulator: &Emulator) -> Laid {
        match line {
            Line::InProcess => Laid::InProcess(emulator.clone()),
            Line::Sockets => Laid::Sockets(Box::new(serve(emulator).await.expect("free ports"))),
        }
    }

    pub(crate) fn wire(&self) -> Arc<dyn Wire> {
        match self {
            Laid::InProcess(emulator) => Arc::new(EmulatorWire::new(emulator.clone())),
            Laid::Sockets(_) => wire(Reach::Loopback).expect("a network"),
        }
    }

    /// Where an account is, whose host the vendor calls this.
    pub(crate) fn base(&self, side: Side, host: &str) -> String {
        match self {
            Laid::InProcess(_) => format!("https://{host}"),
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
