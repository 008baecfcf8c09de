//! Which hosts a bearer token may travel to (SEC14).
//!
//! Vendors hand over addresses: `instance_url`, `nextRecordsUrl`, `paging.next.link`, `contentUrl`.
//! Whoever can forge one of them would be sent the token. So `instance_url` has to lie on a vendor's
//! own hosts, and the others are never followed: a next page is asked for by its key or token, and
//! a job by its id, on the origin that the token was granted for.

use std::net::IpAddr;

use crosswalk_model::{ConnectorError, Side};
use url::{Host, Url};

#[cfg(test)]
mod tests;

/// Which hosts count as a vendor's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostRule {
    /// The vendors' own hosts over https.
    Production,
    /// Besides them the loopback, over http too: for the emulator. An explicit setting that the
    /// user sees.
    Development,
}

/// Salesforce's host suffixes, from its own `@salesforce/core` and the My Domain URL formats.
const SALESFORCE: &[&str] = &[
    ".salesforce.com",
    ".force.com",
    ".my.salesforce.mil",
    ".crmforce.mil",
    ".my.sfcrmproducts.cn",
    ".lightning.sfcrmapps.cn",
    ".my-salesforce.com",
];

/// HubSpot's API is one host, with regional twins (`api-eu1.hubapi.com`).
const HUBSPOT: &str = "hubapi.com";

impl HostRule {
    /// Reads an address that names a vendor's base.
    ///
    /// # Errors
    /// [`ConnectorError::HostRefused`] when the rule does not let a token go there.
    pub fn base(self, side: Side, text: &str) -> Result<Url, ConnectorError> {
        let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let url = Url::parse(text).ok().filter(|_| plain).ok_or_else(|| refused("no plain URL"))?;
        self.check(side, &url)?;
        Ok(url)
    }

    /// Checks an address.
    ///
    /// # Errors
    /// [`ConnectorError::HostRefused`] says what is wrong with it, without its path or query.
    pub fn check(self, side: Side, url: &Url) -> Result<(), ConnectorError> {
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("user information in a URL"));
        }
        let host = url.host().ok_or_else(|| refused("a URL without a host"))?;
        if self == HostRule::Development && is_loopback(&host) {
            return match url.scheme() {
                "http" | "https" => Ok(()),
                other => Err(refused(&format!("scheme {other}"))),
            };
        }
        if url.scheme() != "https" {
            return Err(refused(&format!("scheme {}", url.scheme())));
        }
        if url.port().is_some() {
            return Err(refused("a port of its own"));
        }
        let Host::Domain(name) = host else {
            return Err(refused("an IP address"));
        };
        if is_vendors(side, name) { Ok(()) } else { Err(refused(name)) }
    }
}

fn is_vendors(side: Side, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // A name that looks like a vendor's in another script arrives as `xn--…`.
    let clean = |label: &str| !label.is_empty() && !label.starts_with("xn--");
    if !name.split('.').all(clean) {
        return false;
    }
    match side {
        Side::Salesforce => SALESFORCE.iter().any(|suffix| name.ends_with(suffix)),
        Side::HubSpot => name
            .strip_suffix(HUBSPOT)
            .and_then(|rest| rest.strip_suffix('.'))
            .is_some_and(|label| label == "api" || is_regional(label)),
    }
}

fn is_regional(label: &str) -> bool {
    let region = label.strip_prefix("api-").unwrap_or_default();
    !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(ip) => IpAddr::V4(*ip).is_loopback(),
        Host::Ipv6(ip) => IpAddr::V6(*ip).is_loopback(),
    }
}

fn refused(what: &str) -> ConnectorError {
    ConnectorError::HostRefused(what.to_owned())
}
