use super::*;

#[test]
fn s2_s4_a18_group_edition_and_a_low_tier_are_refused_by_their_names_though_they_answer() {
    let said = |side, edition| unsupported(side, edition).unwrap_or_default();
    assert!(said(Side::Salesforce, Some("Team Edition")).contains("Group Edition"));
    assert!(said(Side::HubSpot, Some(LOW_TIER)).contains("Professional or Enterprise"));
    for edition in [None, Some("Professional Edition"), Some("Enterprise Edition")] {
        assert_eq!(said(Side::Salesforce, edition), "", "{edition:?} passes where its API answers");
    }
    assert_eq!(said(Side::HubSpot, None), "", "an unknown tier passes");
}
