use crosswalk_model::gate::{Bucket, Purpose};

use super::*;

#[test]
fn the_calls_of_a_day_are_added_up_and_an_empty_day_is_none() {
    let booked = |opens: &str, used| Booked {
        opens: opens.parse().unwrap(),
        bucket: Bucket::SignIn,
        purpose: Purpose::Sync,
        used,
    };
    let mut days = BTreeMap::new();
    let hubspot = [
        booked("2026-11-23T12:00:00Z", 3),
        booked("2026-11-23T13:00:00Z", 2),
        booked("2026-11-25T12:00:00Z", 0),
    ];
    add(&mut days, Side::HubSpot, &hubspot);
    add(&mut days, Side::Salesforce, &[booked("2026-11-24T12:00:00Z", 7)]);
    let told: Vec<(u64, u64)> =
        days.into_values().map(|calls| (calls.hubspot, calls.salesforce)).collect();
    assert_eq!(told, [(5, 0), (0, 7)]);
}
