//! Owners of both sides, tied by name and e-mail address (S70, A20, A21) or by hand.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::Owner;
use crosswalk_model::mapping::OwnerPair;
use crosswalk_model::{Both, RecordRef, Side};

/// Who owns what on the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owners {
    partners: Both<BTreeMap<RecordRef, RecordRef>>,
    /// The name and kind of every Salesforce owner who counts.
    said: BTreeMap<RecordRef, (String, String)>,
}

/// The kinds of Salesforce owner that count (S65).
const RECOGNISED: [&str; 4] = ["Standard", "PowerPartner", "Guest", "Queue"];

impl Owners {
    /// Ties owners. A Salesforce user that is not active is a partner of a HubSpot owner's value
    /// coming from Salesforce, and never gets records from HubSpot (S70).
    #[must_use]
    pub fn tie(salesforce: &[Owner], hubspot: &[Owner], by_hand: &[OwnerPair]) -> Owners {
        let mut owners = Owners::default();
        for user in salesforce.iter().filter(|user| RECOGNISED.contains(&user.kind.as_str())) {
            owners.said.insert(user.at.clone(), (user.name.clone(), user.kind.clone()));
            let same: Vec<&Owner> =
                hubspot.iter().filter(|owner| is_same(user, owner, by_hand)).collect();
            // Two candidates are no match: nothing says which one is meant.
            let [owner] = same.as_slice() else { continue };
            owners.partners.salesforce.insert(user.at.clone(), owner.at.clone());
            if user.active {
                owners.partners.hubspot.insert(owner.at.clone(), user.at.clone());
            }
        }
        owners.drop_ambiguous(salesforce, hubspot, by_hand);
        owners
    }

    /// The same owner on the other side.
    #[must_use]
    pub fn partner(&self, side: Side, at: &RecordRef) -> Option<&RecordRef> {
        self.partners.get(side).get(at)
    }

    /// The name and the kind of a Salesforce owner who counts as one (S65).
    #[must_use]
    pub fn said(&self, at: &RecordRef) -> Option<(String, String)> {
        self.said.get(at).cloned()
    }

    /// A HubSpot owner that several active users answer to is matched with none of them.
    fn drop_ambiguous(&mut self, users: &[Owner], owners: &[Owner], by_hand: &[OwnerPair]) {
        let ambiguous: BTreeSet<RecordRef> = owners
            .iter()
            .filter(|owner| {
                users.iter().filter(|user| user.active && is_same(user, owner, by_hand)).count() > 1
            })
            .map(|owner| owner.at.clone())
            .collect();
        self.partners.hubspot.retain(|owner, _| !ambiguous.contains(owner));
    }
}

/// Name and address both, always (A21); a pair made by hand stands above both.
fn is_same(user: &Owner, owner: &Owner, by_hand: &[OwnerPair]) -> bool {
    let address = owner.email.as_deref().map(str::to_lowercase);
    if let Some(hand) =
        by_hand.iter().find(|hand| address.as_deref() == Some(&*hand.hubspot.to_lowercase()))
    {
        return user.email.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(&hand.salesforce))
            || user.name == hand.salesforce;
    }
    let same_address = address.is_some() && user.email.as_deref().map(str::to_lowercase) == address;
    same_address && folded(&user.name) == folded(&owner.name)
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use crosswalk_model::connector::Owner;
    use crosswalk_model::mapping::OwnerPair;
    use crosswalk_model::{RecordRef, Side};

    use super::Owners;

    fn user(id: &str, name: &str, email: &str) -> Owner {
        Owner {
            at: RecordRef::new("User", id),
            name: name.to_owned(),
            email: Some(email.to_owned()),
            user: None,
            active: true,
            kind: "Standard".to_owned(),
        }
    }

    fn owner(id: &str, name: &str, email: &str) -> Owner {
        Owner {
            at: RecordRef::new("owners", id),
            kind: "PERSON".to_owned(),
            ..user(id, name, email)
        }
    }

    fn partner(owners: &Owners, id: &str) -> Option<String> {
        let found = owners.partner(Side::HubSpot, &RecordRef::new("owners", id));
        found.map(|at| at.id.to_string())
    }

    #[test]
    fn s70_name_and_address_both_decide() {
        let users = [
            user("005A", "Ann  Berg", "ANN@x.no"),
            user("005B", "Bo Dahl", "bo@x.no"),
            user("005C", "Cy Ek", "cy@x.no"),
        ];
        let people = [
            owner("1", "ann berg", "ann@x.no"),
            owner("2", "Bo Dal", "bo@x.no"),
            owner("3", "Cy Ek", "cy@y.no"),
        ];
        let owners = Owners::tie(&users, &people, &[]);
        assert_eq!(partner(&owners, "1").as_deref(), Some("005A"));
        assert_eq!(partner(&owners, "2"), None, "a near miss is no match (A21)");
        assert_eq!(partner(&owners, "3"), None, "nor is a namesake");
    }

    #[test]
    fn s70_an_inactive_user_gets_nothing_and_is_still_recognised() {
        let users = [Owner { active: false, ..user("005A", "Ann Berg", "ann@x.no") }];
        let owners = Owners::tie(&users, &[owner("1", "Ann Berg", "ann@x.no")], &[]);
        assert_eq!(partner(&owners, "1"), None);
        let at = RecordRef::new("User", "005A");
        assert_eq!(owners.partner(Side::Salesforce, &at), Some(&RecordRef::new("owners", "1")));
    }

    #[test]
    fn s65_other_user_types_are_ignored() {
        let users =
            [Owner { kind: "AutomatedProcess".to_owned(), ..user("005A", "Ann", "a@x.no") }];
        let owners = Owners::tie(&users, &[owner("1", "Ann", "a@x.no")], &[]);
        assert_eq!(partner(&owners, "1"), None);
    }

    #[test]
    fn two_users_of_one_name_and_address_are_no_match() {
        let users = [user("005A", "Ann", "a@x.no"), user("005B", "Ann", "a@x.no")];
        let owners = Owners::tie(&users, &[owner("1", "Ann", "a@x.no")], &[]);
        assert_eq!(partner(&owners, "1"), None);
    }

    #[test]
    fn a_pair_by_hand_stands_above_both() {
        let users = [user("005A", "Ann Berg", "ann@old.no")];
        let hand =
            OwnerPair { hubspot: "ann@x.no".to_owned(), salesforce: "ann@old.no".to_owned() };
        let owners = Owners::tie(&users, &[owner("1", "Anne", "ann@x.no")], &[hand]);
        assert_eq!(partner(&owners, "1").as_deref(), Some("005A"));
    }
}
