//! Salesforce, REST API.
