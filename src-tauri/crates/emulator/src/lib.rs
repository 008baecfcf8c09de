//! Both CRMs: a HubSpot and a Salesforce that speak the vendors' HTTP, over loopback or in process.
//!
//! Invariant: speaks the vendors' HTTP; shares no type with connectors, else a shared misreading
//! hides itself. Same seed, same behaviour.

pub mod exchange;
pub mod hubspot;
pub mod salesforce;
