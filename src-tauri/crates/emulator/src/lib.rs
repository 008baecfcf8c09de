//! Both CRMs: a HubSpot and a Salesforce that speak the vendors' HTTP, over loopback or in process.
//!
//! Invariant: speaks the vendors' HTTP; shares no type with connectors, else a shared misreading
//! hides itself. Same seed, same behaviour.
//!
//! A request passes [`Emulator::exchange`], which meets the faults that are set up, asks the
//! vendor, and files the exchange in the log. [`server::serve`] puts that behind sockets.

pub mod clock;
mod control;
pub mod crm;
mod emulator;
pub mod exchange;
pub mod faults;
pub mod features;
pub mod hubspot;
mod json;
pub mod log;
pub mod random;
pub mod salesforce;
pub mod seed;
pub mod server;

pub use clock::Clock;
pub use emulator::outcome::{Answer, AnswerBody, Cut, Outcome};
pub use emulator::{Emulator, NoSuchFeature, Settings};
pub use faults::{Fault, FaultKind, FaultState, Place, Refusal, When};
