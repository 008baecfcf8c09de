//! How each CRM is read and written, and sign-in.
//!
//! Invariant: the only room with vendor names on the wire and outbound HTTP. Knows no policy.
//! Every send takes a permit from `Gate` and goes through `Wire`.

mod echo;
mod fate;
pub mod hosts;
pub mod hubspot;
pub mod line;
pub mod reqwest_wire;
pub mod salesforce;
#[cfg(test)]
mod scripted;
pub mod sign_in;
pub mod watch_only;
