//! SEC32: a vendor that never comes to an end is left.

use std::sync::OnceLock;

use bytes::Bytes;
use crosswalk_model::connector::{Cursor, PullAsk};
use crosswalk_model::gate::Purpose;
use crosswalk_model::{Connector, ConnectorError, FieldName};

use crosswalk_desktop::vendors::{Deed, Vendors};

/// More pages of the same than anybody has to read to see it.
const PAGES: usize = 4;

/// The first answer again and again, which says that there is more.
fn always_the_first() -> Deed {
    let first = OnceLock::new();
    Box::new(move |answer, _| {
        let body = first.get_or_init(|| {
            let text = String::from_utf8_lossy(answer.body()).into_owned();
            let next = r#""paging":{"next":{"after":"7"}},"results""#;
            let endless = text.replace(r#""done":true"#, r#""done":false"#);
            Bytes::from(endless.replacen(r#""results""#, next, 1))
        });
        answer.map(|_| body.clone())
    })
}

/// Pulls until there is nothing left, or it is enough.
async fn pull(connector: &dyn Connector, object: &str) -> Result<usize, ConnectorError> {
    let mut cursor: Option<Cursor> = None;
    for page in 1..=PAGES {
        let fields = ["email", "Email"].map(FieldName::from).into();
        let ask = PullAsk {
            object: object.into(),
            fields,
            cursor: cursor.take(),
            purpose: Purpose::Sync,
        };
        let read = connector.pull(&[ask]).await?.remove(0);
        if !read.more {
            return Ok(page);
        }
        cursor = Some(read.cursor);
    }
    Ok(PAGES)
}

#[tokio::test(start_paused = true)]
async fn sec32_a_vendor_whose_pages_repeat_is_left() {
    let vendors = Vendors::new();
    let (salesforce, wire) = vendors.salesforce(0, always_the_first());
    salesforce.describe(&"Contact".into()).await.unwrap();
    wire.begin();
    let error = pull(&salesforce, "Contact").await.unwrap_err();
    assert!(matches!(error, ConnectorError::Protocol(_)), "{error:?}");
    let (hubspot, wire) = vendors.hubspot(0, always_the_first());
    hubspot.describe(&"contacts".into()).await.unwrap();
    wire.begin();
    let error = pull(&hubspot, "contacts").await.unwrap_err();
    assert!(matches!(error, ConnectorError::Protocol(_)), "{error:?}");
}
