use super::{LinkId, RecordId};

#[test]
fn a_promise_is_read_back_and_no_vendors_id_is_one() {
    assert_eq!(RecordId::promised(LinkId(12)).promise(), Some(LinkId(12)));
    for id in ["12", "003000000000001AAA", "link:", "link:x", "xlink:1"] {
        assert_eq!(RecordId::from(id).promise(), None, "{id}");
    }
}
