use crosswalk_model::triple::Base;
use crosswalk_model::{Both, FieldName, Side};

use crate::fixture::{House, text};

/// A role is what an admin calls it, and its field is named after it.
#[test]
fn a_field_is_forgotten_whatever_its_name() {
    let house = House::new();
    let link = house.linked("003A", "1");
    let odd = FieldName::from("association:OpportunityContactRole:Says \"$.phone\" o'clock");
    let by: Base = Both::from_fn(|_| {
        [(odd.clone(), text("1")), (FieldName::from("phone"), text("2"))].into_iter().collect()
    });
    house.store.move_base(link, &by).unwrap();
    house.store.forget_base(link, Both { salesforce: &odd, hubspot: &odd }).unwrap();
    let base = house.store.triple(link).unwrap().base;
    for side in Side::ALL {
        assert_eq!(
            base.get(side).keys().map(FieldName::as_str).collect::<Vec<_>>(),
            ["phone"],
            "{side:?}"
        );
    }
}
