use crosswalk_model::connector::{Cursor, RecordList};
use crosswalk_model::mapping::NamedList;
use crosswalk_model::{Connector, ConnectorError, ListId, ObjectName, RecordId};
use serde_json::{Value, json};

use crate::hubspot::tests::{bare, contacts};

fn list(id: &str, kind: &str, processing: &str) -> Value {
    json!({ "list": {
        "listId": id, "listVersion": 3, "name": "Customers", "objectTypeId": kind,
        "processingStatus": "COMPLETE", "processingType": processing, "size": 7,
    } })
}

fn named(id: Option<&str>) -> NamedList {
    NamedList { list: "Customers / we?".to_owned(), id: id.map(str::to_owned) }
}

#[tokio::test]
async fn a_list_is_found_by_its_name_and_then_by_its_id() {
    let bench = bare();
    bench.wire.answer(200, list("12", "0-1", "DYNAMIC"));
    let found = bench.hubspot.list(&contacts(), &named(Some("99"))).await.unwrap();
    let expected = RecordList {
        id: ListId::from("12"),
        name: "Customers".to_owned(),
        active: true,
        size: Some(7),
    };
    assert_eq!(found, Some(expected));
    let by_name = "/crm/lists/2026-09/object-type-id/0-1/name/Customers%20%2F%20we%3F";
    assert_eq!(bench.wire.seen()[0].path(), by_name);

    bench.wire.answer(404, json!({})).answer(200, list("99", "0-1", "SNAPSHOT"));
    let renamed = bench.hubspot.list(&contacts(), &named(Some("99"))).await.unwrap().unwrap();
    assert!(!renamed.active, "a snapshot does not follow");
    assert_eq!(bench.wire.seen()[2].path(), "/crm/lists/2026-09/99");

    // The id that a file brought from another account is another list here.
    bench.wire.answer(404, json!({})).answer(200, list("99", "0-2", "DYNAMIC"));
    assert_eq!(bench.hubspot.list(&contacts(), &named(Some("99"))).await.unwrap(), None);
    bench.wire.answer(404, json!({}));
    assert_eq!(bench.hubspot.list(&contacts(), &named(None)).await.unwrap(), None);
}

#[tokio::test]
async fn members_are_asked_for_by_the_hundred_and_matched_by_id() {
    let bench = bare();
    let ids: Vec<RecordId> = (0..101).map(|at| RecordId::from(at.to_string())).collect();
    let of = |id: &str, lists: &[&str]| {
        let lists: Vec<Value> = lists
            .iter()
            .map(|list| {
                json!({ "listId": list, "listVersion": 1,
                    "firstAddedTimestamp": "2026-11-24T08:00:00Z",
                    "lastAddedTimestamp": "2026-11-24T08:00:00Z" })
            })
            .collect();
        json!({ "objectTypeId": "0-1", "recordId": id, "recordListMemberships": lists })
    };
    let answer = |results: Vec<Value>| json!({ "status": "COMPLETE", "results": results });
    bench
        .wire
        .answer(200, answer(vec![of("7", &["3", "12"]), of("3", &["3"]), of("5", &[])]))
        .answer(200, answer(vec![of("100", &["12"])]));
    let members = bench.hubspot.members(&contacts(), &ListId::from("12"), &ids).await.unwrap();
    let members: Vec<&str> = members.iter().map(RecordId::as_str).collect();
    assert_eq!(members, ["100", "7"]);
    let second = bench.wire.seen()[1].json();
    assert_eq!(second, json!({ "inputs": [{ "objectTypeId": "0-1", "recordId": "100" }] }));
    let error = bench.hubspot.members(&ObjectName::from("../x"), &ListId::from("1"), &ids).await;
    assert!(matches!(error, Err(ConnectorError::NoSuchObject(_))), "{error:?}");
}

#[tokio::test]
async fn joins_come_by_page_and_the_next_page_is_named_by_its_cursor_alone() {
    let bench = bare();
    let join = json!({ "recordId": "7", "membershipTimestamp": "2026-11-24T08:00:00.500Z" });
    let paging = json!({ "next": { "after": "a b", "link": "https://evil.example/next" } });
    bench
        .wire
        .answer(200, json!({ "results": [join], "paging": paging }))
        .answer(200, json!({ "results": [] }));
    let list = ListId::from("12");
    let first = bench.hubspot.joins(&list, None).await.unwrap();
    assert_eq!(first.joins[&RecordId::from("7")].as_millisecond() % 1_000, 500);
    assert_eq!(first.next, Some(Cursor("a b".to_owned())));
    let last = bench.hubspot.joins(&list, first.next.as_ref()).await.unwrap();
    assert!(last.joins.is_empty() && last.next.is_none());
    let path = "/crm/lists/2026-09/12/memberships/join-order?limit=250&after=a%20b";
    assert_eq!(bench.wire.seen()[1].path(), path);
}
