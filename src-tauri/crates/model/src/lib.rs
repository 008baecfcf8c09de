//! The words that every room shares: values, ids, records, links, triples, plans, and the four
//! traits (`Connector`, `Wire`, `Gate`, `Secrets`) that keep I/O behind a seam.
//!
//! Invariant: data and traits. No I/O, no policy.

pub mod account;
pub mod connector;
pub mod errors;
pub mod gate;
pub mod ids;
pub mod link;
pub mod mapping;
pub mod plan;
pub mod reason;
pub mod record;
pub mod schema;
pub mod secrets;
pub mod side;
pub mod triple;
pub mod value;
pub mod wire;

pub use account::{Account, AccountKind, Rights};
pub use connector::Connector;
pub use errors::{ConnectorError, VendorWords};
pub use gate::Gate;
pub use ids::{
    AccountId, ConnectionId, ErrorId, FieldName, LinkId, ListId, MappingId, ObjectName, OutboxId,
    PairId, RecordId, RunId,
};
pub use link::{Link, LinkState};
pub use plan::Ruling;
pub use reason::{Reason, ReasonCode};
pub use record::{Life, Observed, Record, RecordRef};
pub use secrets::Secrets;
pub use side::{Both, Side};
pub use triple::{Author, LastChange, Triple};
pub use value::{Content, Reading, Value};
pub use wire::Wire;

/// The instant type of every stamp in the product: UTC, nanosecond precision, no time zone.
pub use jiff::Timestamp;
