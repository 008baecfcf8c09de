use crosswalk_model::Side;
use proptest::prelude::*;

use super::*;

fn check(rule: HostRule, side: Side, rows: &[(&str, bool)]) {
    for (text, good) in rows {
        let result = rule.base(side, text);
        assert_eq!(result.is_ok(), *good, "{rule:?} {text}: {result:?}");
    }
}

#[test]
fn sec14_salesforces_hosts_are_known_by_their_suffix() {
    check(
        HostRule::Production,
        Side::Salesforce,
        &[
            ("https://acme.my.salesforce.com", true),
            ("https://ACME.My.Salesforce.Com", true),
            ("https://login.salesforce.com/services/oauth2/token", true),
            ("https://acme--uat.sandbox.my.salesforce.com", true),
            ("https://acme.my.salesforce.mil", true),
            ("https://acme.lightning.crmforce.mil", true),
            ("https://acme.my.sfcrmproducts.cn", true),
            ("https://acme.my-salesforce.com", true),
            ("https://acme.lightning.force.com", true),
            ("http://acme.my.salesforce.com", false),
            ("https://acme.my.salesforce.com.evil.example", false),
            ("https://evilsalesforce.com", false),
            ("https://salesforce.com", false),
            ("https://acme.my.salesforce.com:8443", false),
            ("https://user@acme.my.salesforce.com", false),
            ("https://acme.my.salesforce.com@evil.example", false),
            ("https://evil.example#.salesforce.com", false),
            ("https://evil.example/.salesforce.com", false),
            ("https://evil.example\\.salesforce.com", false),
            ("https://xn--acm-dma.my.salesforce.com", false),
            ("https://acme.my.ѕalesforce.com", false),
            ("https://acme.my.salesforce.com.", false),
            ("https://api.hubapi.com", false),
            ("ftp://acme.my.salesforce.com", false),
            ("javascript:alert(1)", false),
            ("", false),
        ],
    );
}

#[test]
fn sec14_hubspots_api_is_one_host_and_its_regions() {
    check(
        HostRule::Production,
        Side::HubSpot,
        &[
            ("https://api.hubapi.com", true),
            ("https://api-eu1.hubapi.com", true),
            ("https://hubapi.com", false),
            ("https://evil.hubapi.com", false),
            ("https://api.evil.hubapi.com", false),
            ("https://api-.hubapi.com", false),
            ("https://apihubapi.com", false),
            ("https://api.hubapi.com.evil.example", false),
            ("https://acme.my.salesforce.com", false),
        ],
    );
}

#[test]
fn sec14_addresses_and_metadata_services_are_no_vendors() {
    let rows = [
        "https://127.0.0.1",
        "https://[::1]",
        "https://localhost",
        "http://localhost:8080",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1",
        "https://2130706433",
        "https://0x7f.1",
        "https://[::ffff:127.0.0.1]",
    ];
    for side in Side::ALL {
        check(HostRule::Production, side, &rows.map(|text| (text, false)));
    }
}

#[test]
fn sec14_development_adds_the_loopback_and_nothing_else() {
    for side in Side::ALL {
        check(
            HostRule::Development,
            side,
            &[
                ("http://127.0.0.1:4010", true),
                ("http://localhost:4010", true),
                ("http://[::1]:4010", true),
                ("https://127.0.0.1:4010", true),
                ("http://user@127.0.0.1:4010", false),
                ("http://10.0.0.1", false),
                ("http://0.0.0.0:4010", false),
                ("http://169.254.169.254", false),
                ("http://evil.example", false),
                ("https://evil.example", false),
                ("ftp://127.0.0.1", false),
            ],
        );
    }
}

proptest! {
    #[test]
    fn sec14_a_suffix_counts_only_on_a_dot_boundary(name in "[a-z]{1,12}") {
        let glued = format!("https://{name}salesforce.com");
        let below = format!("https://{name}.my.salesforce.com.{name}.example");
        prop_assert!(HostRule::Production.base(Side::Salesforce, &glued).is_err());
        prop_assert!(HostRule::Production.base(Side::Salesforce, &below).is_err());
    }

    #[test]
    fn sec14_whatever_passes_is_https_on_a_vendors_host(text in "\\PC{0,60}") {
        for text in [text.clone(), format!("https://{text}"), format!("https://{text}.force.com")] {
            if let Ok(url) = HostRule::Production.base(Side::Salesforce, &text) {
                prop_assert_eq!(url.scheme(), "https");
                prop_assert!(url.port().is_none() && url.username().is_empty());
                let host = url.host_str().unwrap_or_default();
                prop_assert!(SALESFORCE.iter().any(|suffix| host.ends_with(suffix)), "{}", host);
            }
        }
    }
}
