use crosswalk_model::AccountKind;

use super::*;

fn account(base_url: &str, id: &str) -> Account {
    Account {
        id: id.into(),
        name: "Acme".to_owned(),
        kind: AccountKind::Developer,
        edition: None,
        user: None,
        user_name: None,
        base_url: base_url.to_owned(),
        time_zone: None,
        currency: None,
    }
}

fn shown(side: Side, base: &str, page: &Page) -> Option<String> {
    let id = if side == Side::HubSpot { "1234567" } else { "00D5g" };
    address(side, &account(base, id), page).map(String::from)
}

fn record(object: &str, id: &str) -> Page {
    Page::Record { at: RecordRef::new(object, id) }
}

const ORG: &str = "https://acme.my.salesforce.com";
const PORTAL: &str = "https://api.hubapi.com";

#[test]
fn a_record_has_the_page_of_its_crm() {
    for (side, base, page, wanted) in [
        (
            Side::Salesforce,
            ORG,
            record("Contact", "0035g1"),
            "https://acme.my.salesforce.com/0035g1",
        ),
        (
            Side::HubSpot,
            PORTAL,
            record("contacts", "551"),
            "https://app.hubspot.com/contacts/1234567/record/0-1/551",
        ),
        (
            Side::HubSpot,
            PORTAL,
            record("2-77", "9"),
            "https://app.hubspot.com/contacts/1234567/record/2-77/9",
        ),
        (
            Side::Salesforce,
            ORG,
            Page::Fields { object: "Lead".into() },
            "https://acme.my.salesforce.com/lightning/setup/ObjectManager/Lead/\
             FieldsAndRelationships/view",
        ),
    ] {
        assert_eq!(shown(side, base, &page).as_deref(), Some(wanted));
    }
    assert_eq!(shown(Side::HubSpot, PORTAL, &record("p4711_invoices", "9")), None);
    assert_eq!(shown(Side::HubSpot, PORTAL, &Page::Fields { object: "contacts".into() }), None);
}

#[test]
fn sec21_no_text_of_a_record_or_an_answer_leads_elsewhere() {
    let there = |base: &str, id: &str| shown(Side::Salesforce, base, &record("Contact", id));
    for id in ["", "..", "../x", "//evil.example", "0035g1?x=y", "a b", "%2e%2e", "javascript:x"] {
        assert_eq!(there(ORG, id), None, "{id:?}");
    }
    for base in [
        "http://127.0.0.1:9000",
        "http://acme.my.salesforce.com",
        "https://acme.my.salesforce.com.evil.example",
        "https://acme.my.salesforce.com@evil.example",
        "file:///etc",
        "",
    ] {
        assert_eq!(there(base, "0035g1"), None, "{base:?}");
    }
}
