use super::*;

fn owner(object: &str, name: &str, email: &str) -> Owner {
    Owner {
        at: crosswalk_model::RecordRef { object: object.into(), id: name.into() },
        name: name.to_owned(),
        email: Some(email.to_owned()),
        user: None,
        active: true,
        kind: "Standard".to_owned(),
    }
}

#[test]
fn an_owner_is_matched_by_hand_inactive_or_nobody() {
    let check = |user: Owner, by_hand: &[OwnerPair], expected| {
        let ann = owner("owners", "Ann Berg", "ann@acme.no");
        let users = [user];
        let ties = Owners::tie(&users, std::slice::from_ref(&ann), by_hand);
        assert_eq!(of_owner(&ann, &users, (&ties, by_hand)).tie, expected);
    };
    let hand = [OwnerPair { hubspot: "Ann@acme.no".into(), salesforce: "ab@acme.no".into() }];
    check(owner("User", "Ann Berg", "ann@acme.no"), &[], OwnerTie::Matched);
    check(owner("User", "Ann Berg", "ab@acme.no"), &[], OwnerTie::Unmatched);
    check(owner("User", "Ann Berg", "ab@acme.no"), &hand, OwnerTie::ByHand);
    let gone = Owner { active: false, ..owner("User", "Ann Berg", "ann@acme.no") };
    check(gone, &[], OwnerTie::Inactive);
}
