#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use super::{Listing, in_order, percent, pipeline};

#[test]
fn a_pipeline_comes_in_display_order_without_what_is_archived() {
    let listing: Listing = serde_json::from_str(
        r#"{"results": [
          {"id": "9", "label": "Old", "displayOrder": 0, "archived": true, "stages": []},
          {"id": "2", "label": "Second", "displayOrder": 2, "stages": []},
          {"id": "default", "label": "First", "displayOrder": 1, "createdAt": "2026-01-01T00:00:00Z",
           "stages": [
             {"id": "lost", "label": "Lost", "displayOrder": 2,
              "metadata": {"isClosed": "true", "probability": "0.0"}},
             {"id": "won", "label": "Won", "displayOrder": 1,
              "metadata": {"isClosed": "true", "probability": "1.0"}},
             {"id": "new", "label": "New", "displayOrder": 0,
              "metadata": {"isClosed": "false", "probability": "0.25"}}]}]}"#,
    )
    .unwrap();
    let told: Vec<String> = in_order(listing.results)
        .into_iter()
        .map(pipeline)
        .map(|pipeline| {
            let stage = |it: &crosswalk_model::schema::Stage| {
                format!("{} {:?} {}", it.value, it.end, it.percent)
            };
            let stages: Vec<String> = pipeline.stages.iter().map(stage).collect();
            format!("{}: {}", pipeline.id, stages.join(", "))
        })
        .collect();
    assert_eq!(told, ["default: new Open 25, won Won 100, lost Lost 0", "2: "]);
}

#[test]
fn a_share_that_is_none_is_nothing() {
    for (share, want) in [("0.2", 20), ("1.0", 100), ("1", 100), ("", 0), ("x", 0), ("-1", 0)] {
        assert_eq!(percent(share), want, "{share}");
    }
}
