//! What goes wrong around an answer, and when.

mod play;
mod refusal;

use std::collections::BTreeMap;
use std::time::Duration;

use http::Method;
use serde::{Deserialize, Serialize};

use crate::exchange::{InnerFault, Vendor};

pub(crate) use play::{Meeting, after_effect, before_effect, changed_by_vendor};
pub use refusal::Refusal;

/// A fault that waits for its exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The exchanges it waits for.
    #[serde(default)]
    pub at: Place,
    /// The first of them that it strikes, counted from 1.
    #[serde(default = "one")]
    pub nth: u64,
    /// How many of them it strikes.
    #[serde(default = "one")]
    pub times: u64,
    /// What happens.
    pub kind: FaultKind,
}

/// Which exchanges; what is absent matches all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Whose host.
    #[serde(default)]
    pub vendor: Option<Vendor>,
    /// `POST`.
    #[serde(default)]
    pub method: Option<String>,
    /// How the path begins: `/services/oauth2`.
    #[serde(default)]
    pub path: Option<String>,
    /// A whole route as the log names it, `POST /crm/objects/{version}/{type}/batch/update`:
    /// a segment in braces stands for any, and version segments are left out of the comparison,
    /// so that dated and legacy paths both match.
    #[serde(default)]
    pub route: Option<String>,
}

/// Whether the vendor does its work first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The request never reaches the vendor.
    #[default]
    BeforeEffect,
    /// The vendor does its work, then its answer is replaced or lost.
    AfterEffect,
}

/// What happens to an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum FaultKind {
    /// An answer by the caller's own words.
    Status {
        /// The status.
        status: u16,
        /// The body.
        #[serde(default)]
        body: String,
        /// Headers; `content-type` is JSON unless given.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// Before or after the work.
        #[serde(default)]
        when: When,
    },
    /// An answer by the vendor's words.
    Refused {
        /// Which.
        refusal: Refusal,
        /// Before or after the work.
        #[serde(default)]
        when: When,
    },
    /// The answer is late.
    Delay {
        /// By how much.
        millis: u64,
    },
    /// The connection drops and nothing is answered.
    Cut {
        /// Before or after the work.
        #[serde(default)]
        when: When,
    },
    /// The work is done, the headers come, and the connection drops in the body.
    CutInBody {
        /// Bytes of the body that arrive.
        keep: usize,
    },
    /// The work is done and the answer is whole on the wire, but its body stops early.
    Truncated {
        /// Bytes of the body that are left.
        keep: usize,
    },
    /// A hotel's sign-in page with status 200; the vendor is not reached.
    CaptivePortal,
    /// The work is done and the answer names another content type.
    WrongContentType,
    /// Sent to another place; the vendor is not reached.
    Redirect {
        /// The `Location`.
        to: String,
    },
    /// The work is done, and every address that the answer hands over for a next call lies on
    /// another host: `instance_url`, `id` and `urls` of a sign-in, `nextRecordsUrl`, the `link` of a
    /// page, `contentUrl` of a job.
    Forged {
        /// That host, with its scheme.
        to: String,
    },
    /// The work is done and the answer has a body of this size.
    Oversized {
        /// In bytes.
        bytes: u64,
    },
    /// The work is done and the answer is a small gzip body that unpacks to this size.
    GzipBomb {
        /// In mebibytes.
        mebibytes: u32,
    },
    /// The work is done and the body comes a byte at a time.
    Dripping {
        /// Between two bytes.
        millis: u64,
    },
    /// The answer's `Date` is off.
    SkewedDate {
        /// Ahead, or behind if negative.
        seconds: i64,
    },
    /// One that the vendor itself plays.
    Inner {
        /// Which.
        fault: InnerFault,
    },
}

/// A fault as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FaultState {
    /// Its id.
    pub id: u64,
    /// The fault.
    pub fault: Fault,
    /// How many exchanges it matched.
    pub met: u64,
    /// How often it changed an answer or what stood behind it.
    pub changed: u64,
}

/// The faults that wait, and those that are spent.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    states: Vec<FaultState>,
    last_id: u64,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) -> u64 {
        self.last_id += 1;
        self.states.push(FaultState { id: self.last_id, fault, met: 0, changed: 0 });
        self.last_id
    }

    pub(crate) fn list(&self) -> &[FaultState] {
        &self.states
    }

    pub(crate) fn clear(&mut self) {
        self.states.clear();
    }

    /// What one request meets: at most one fault around the answer, one inside it, and every
    /// delay and skew. Faults that were added first go first.
    pub(crate) fn meet(&mut self, vendor: Vendor, method: &Method, path: &str) -> Meeting {
        let mut meeting = Meeting::default();
        for state in &mut self.states {
            if !state.fault.at.matches(vendor, method, path) {
                continue;
            }
            state.met += 1;
            let struck = state.met.checked_sub(state.fault.nth.max(1));
            if struck.is_some_and(|before| before < state.fault.times) {
                meeting.take(state.id, &state.fault.kind);
            }
        }
        meeting
    }

    pub(crate) fn count_change(&mut self, id: u64) {
        if let Some(state) = self.states.iter_mut().find(|state| state.id == id) {
            state.changed += 1;
        }
    }
}

impl FaultKind {
    /// The work is late by this.
    pub(crate) fn delay(&self) -> Option<Duration> {
        if let Self::Delay { millis } = self {
            return Some(Duration::from_millis(*millis));
        }
        None
    }
}

impl Place {
    fn matches(&self, vendor: Vendor, method: &Method, path: &str) -> bool {
        let path = path.split('?').next().unwrap_or(path);
        self.vendor.is_none_or(|wanted| wanted == vendor)
            && self.method.as_ref().is_none_or(|wanted| wanted == method.as_str())
            && self.path.as_ref().is_none_or(|start| path.starts_with(start.as_str()))
            && self.route.as_ref().is_none_or(|route| is_of_route(route, method, path))
    }
}

fn is_of_route(route: &str, method: &Method, path: &str) -> bool {
    let template = match route.split_once(' ') {
        Some((wanted, template)) if wanted == method.as_str() => template,
        Some(_) => return false,
        None => route,
    };
    let mut asked = segments(path);
    let mut wanted = segments(template);
    loop {
        match (wanted.next(), asked.next()) {
            (None, None) => return true,
            (Some(want), Some(have)) if want == have || want.starts_with('{') => {}
            (_, _) => return false,
        }
    }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty() && !is_version(segment))
}

/// `v3`, `v66.0`, `2026-09`, `2026-09-beta`, and the `{version}` of a template.
fn is_version(segment: &str) -> bool {
    if matches!(segment, "{version}" | "v{version}") {
        return true;
    }
    if let Some(number) = segment.strip_prefix('v') {
        return !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    }
    let dated = segment.strip_suffix("-beta").unwrap_or(segment);
    dated.split_once('-').is_some_and(|(year, month)| {
        year.len() == 4
            && month.len() == 2
            && year.bytes().chain(month.bytes()).all(|b| b.is_ascii_digit())
    })
}

fn one() -> u64 {
    1
}

#[cfg(test)]
mod tests;
