//! Newtype ids, so that a pair's id is never handed to a function that wants a link's.

use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! name {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
        )]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps a text as it stands.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &self.0)
            }
        }
    };
}

macro_rules! number {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
            JsonSchema,
        )]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number"))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

name! {
    /// A vendor's id of an account: the 18-character Salesforce org id, or the HubSpot portal id.
    AccountId
}
name! {
    /// A vendor's id of a list of records.
    ListId
}
name! {
    /// A vendor's object type by its API name: `Contact`, `Lead`, `contacts`, `2-1234567`.
    ObjectName
}
name! {
    /// A vendor's id of one record. Salesforce ids are held in their 18-character form.
    RecordId
}
name! {
    /// A field by its API name. On the HubSpot side this is a property's internal name; a name
    /// that starts with `association:` is an association seen as a field (M10).
    FieldName
}
name! {
    /// The stable id of an object mapping, or of a field mapping, inside a pair file.
    MappingId
}

impl FieldName {
    /// Of a field that says which records belong to this one, and is read apart from it (M10): which
    /// association it is, `contacts:label:7` of `association:contacts:label:7`.
    #[must_use]
    pub fn association(&self) -> Option<&str> {
        self.0.strip_prefix("association:")
    }
}

impl ObjectName {
    /// Whether it is one kind of a vendor's object: `Task.Note`.
    #[must_use]
    pub fn is_a_kind(&self) -> bool {
        self.0.contains('.')
    }

    /// Whether both are kinds of one vendor's object: `Task.Note` and `Task.Call` are both of `Task`,
    /// which is kin to them, too. Their records share their ids.
    #[must_use]
    pub fn is_kin_of(&self, other: &ObjectName) -> bool {
        let vendors = |name: &str| name.split('.').next().map(str::to_owned);
        self != other && vendors(&self.0) == vendors(&other.0)
    }
}

number! {
    /// A row of `connection`: one signed-in account or org.
    ConnectionId
}
number! {
    /// A row of `pair`.
    PairId
}
number! {
    /// A row of `link`.
    LinkId
}
number! {
    /// A row of `run`: one pass that a person can look back on.
    RunId
}
number! {
    /// A row of `outbox`: one intended write. It is also the own key by which a write batch's
    /// outcomes are told apart.
    OutboxId
}
number! {
    /// A row of `error_item`.
    ErrorId
}

/// How a promised id begins. No vendor's id has a colon in it.
const PROMISE: &str = "link:";

impl RecordId {
    /// The id of a record that a plan makes, before anybody knows it: whoever names the record in
    /// the same plan names its link. It is replaced by the real one before anything is sent.
    #[must_use]
    pub fn promised(link: LinkId) -> RecordId {
        RecordId::from(format!("{PROMISE}{link}"))
    }

    /// The link whose new record is meant, where this is a promised id.
    #[must_use]
    pub fn promise(&self) -> Option<LinkId> {
        self.as_str().strip_prefix(PROMISE)?.parse().ok().map(LinkId)
    }
}

#[cfg(test)]
mod tests;
