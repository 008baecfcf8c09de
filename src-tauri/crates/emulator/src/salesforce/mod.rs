//! A Salesforce with one or more orgs.
