use super::{normalise, nth};

#[test]
fn the_checksum_of_known_ids() {
    for id in ["012000000000000AAA", "001D000000IRFmaIAH", "00530000009M943AAC"] {
        assert_eq!(normalise(&id[..15]).as_deref(), Some(id));
        assert_eq!(normalise(id).as_deref(), Some(id));
        assert_eq!(normalise(&id.to_lowercase()).as_deref(), Some(id), "case is repaired");
    }
    for bad in ["", "003", "001D000000IRFma!AH", "001D000000IRFmaIAHX"] {
        assert_eq!(normalise(bad), None, "{bad}");
    }
}

#[test]
fn ids_grow_with_their_number() {
    let ids: Vec<String> = [1, 61, 62, 100_000].iter().map(|n| nth("003", "5w", *n)).collect();
    assert!(ids.is_sorted() && ids.iter().all(|id| id.len() == 18), "{ids:?}");
}
