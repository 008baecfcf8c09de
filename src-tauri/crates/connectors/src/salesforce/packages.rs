//! What other vendors installed in an org.

use crosswalk_model::account::InstalledPackage;
use crosswalk_model::gate::Purpose;
use crosswalk_model::{ConnectorError, ObjectName};
use serde::Deserialize;

use super::SalesforceConnector;
use super::composite::encoded;
use super::errors::{error, success, unreadable, words};

/// Packages are told by the Tooling API alone, in a shape of its own.
const QUERY: &str = "SELECT SubscriberPackage.Name, SubscriberPackage.NamespacePrefix, \
    SubscriberPackageVersion.MajorVersion, SubscriberPackageVersion.MinorVersion \
    FROM InstalledSubscriberPackage";

/// Answers to a user who may not look at packages.
const REFUSALS: [u16; 3] = [400, 403, 404];

#[derive(Deserialize)]
struct Listing {
    records: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    subscriber_package: Option<Package>,
    subscriber_package_version: Option<Version>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Package {
    name: Option<String>,
    namespace_prefix: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Version {
    major_version: u32,
    minor_version: u32,
}

impl SalesforceConnector {
    /// The packages of the org, one call.
    ///
    /// # Errors
    /// [`ConnectorError::NotAllowed`] where this user may not look at them.
    pub(super) async fn installed(&self) -> Result<Vec<InstalledPackage>, ConnectorError> {
        let query = encoded(QUERY);
        let path = self.data_path(&format!("/tooling/query?q={query}"));
        let answer = self.get(path, Purpose::Sync).await?;
        if REFUSALS.contains(&answer.status.as_u16()) {
            let object = ObjectName::from("InstalledSubscriberPackage");
            let refusal = error(words(answer.status.as_u16(), &answer.body), Some(&object));
            // Whatever it is called, nobody gets to see the list.
            return Err(if let ConnectorError::Refused(refused) = refusal {
                ConnectorError::NotAllowed(refused)
            } else {
                refusal
            });
        }
        let answer = success(answer)?;
        let listing: Listing =
            serde_json::from_slice(&answer.body).map_err(|error| unreadable("packages", &error))?;
        Ok(listing.records.into_iter().filter_map(Row::read).collect())
    }
}

impl Row {
    fn read(self) -> Option<InstalledPackage> {
        let package = self.subscriber_package?;
        let version = self.subscriber_package_version;
        Some(InstalledPackage {
            name: package.name.unwrap_or_default(),
            namespace: package.namespace_prefix,
            version: version.map(|it| (it.major_version, it.minor_version)),
        })
    }
}

#[cfg(test)]
mod tests;
