//! Which feature a request asks for: while that one is off, its path is one that nobody knows.

/// The feature behind a method and a path below the version; nothing for what is always there.
pub(crate) fn below_version(method: &str, path: &[&str]) -> &'static str {
    match (method, path) {
        ("GET", ["sobjects"]) => "salesforce.describe.global",
        (_, ["sobjects", _, "describe"]) => "salesforce.describe.object",
        (_, ["sobjects", _, "updated"]) => "salesforce.replication.updated",
        (_, ["sobjects", _, "deleted"]) => "salesforce.replication.deleted",
        ("POST", ["sobjects", _]) => "salesforce.rows.create",
        ("GET", ["sobjects", _, _]) => "salesforce.rows.read",
        ("PATCH", ["sobjects", _, _]) => "salesforce.rows.update",
        ("DELETE", ["sobjects", _, _]) => "salesforce.rows.delete",
        ("PATCH", ["sobjects", _, _, _]) => "salesforce.rows.upsert",
        ("GET", ["sobjects", _, _, _]) => "salesforce.rows.read_by_key",
        ("POST", ["composite", "sobjects"]) => "salesforce.collections.create",
        ("PATCH", ["composite", "sobjects"]) => "salesforce.collections.update",
        ("DELETE", ["composite", "sobjects"]) => "salesforce.collections.delete",
        ("PATCH", ["composite", "sobjects", _, _]) => "salesforce.collections.upsert",
        (_, ["composite", "sobjects", _]) => "salesforce.collections.read",
        (_, ["composite"]) => "salesforce.composite",
        (_, ["jobs", "ingest", _, "unprocessedrecords"]) => "salesforce.bulk.unprocessed",
        (_, ["jobs", "ingest", _, "failedResults"]) => "salesforce.bulk.failed_results",
        (_, ["jobs", "ingest", _, "successfulResults"]) => "salesforce.bulk.successful_results",
        ("DELETE", ["jobs", _, _]) => "salesforce.bulk.delete_job",
        ("GET", ["jobs", _]) => "salesforce.bulk.job_list",
        (_, ["jobs", "ingest", ..]) => "salesforce.bulk.ingest",
        (_, ["jobs", "query", _, "resultPages"]) => "salesforce.bulk.result_pages",
        (_, ["jobs", "query", ..]) => "salesforce.bulk.query",
        (_, ["tooling", "query"]) => "salesforce.tooling.query",
        (_, ["tooling", "sobjects", "CustomField"]) => "salesforce.tooling.custom_field",
        (_, ["limits"]) => "salesforce.limits.resource",
        (_, ["limits", "recordCount"]) => "salesforce.limits.record_count",
        (_, ["query"]) => "salesforce.query",
        _ => "",
    }
}

/// The feature behind a path of sign-in.
pub(crate) fn of_sign_in(path: &str) -> &'static str {
    match path {
        "/services/oauth2/authorize" => "salesforce.oauth.consent_page",
        "/services/oauth2/revoke" => "salesforce.oauth.revoke",
        "/services/oauth2/introspect" => "salesforce.oauth.introspect",
        "/services/oauth2/userinfo" => "salesforce.oauth.userinfo",
        path if path.starts_with("/id/") => "salesforce.oauth.identity",
        _ => "",
    }
}

/// Whether a path leads to an object that the org made itself.
pub(crate) fn to_custom_object(path: &[&str]) -> bool {
    matches!(path, ["sobjects", name, ..] if name.to_ascii_lowercase().ends_with("__c"))
}
