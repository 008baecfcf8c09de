//! What the vendors answer: pages, errors, results of a load.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use crosswalk_desktop::asks::{ask_all, loaded, runtime};
use crosswalk_desktop::vendors::{Deed, Vendors};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_model::Connector;
use crosswalk_model::connector::{Load, LoadState, WriteBatch};
use tokio::runtime::Runtime;

use crate::Reader;

/// How many things [`ask_all`] asks.
const ASKS: u8 = 10;

/// Answers everything with one status and body, whatever the vendor would have said by now.
fn always(status: u16, body: &[u8]) -> Deed {
    let body = Bytes::copy_from_slice(body);
    Box::new(move |_, _| {
        let answer = http::Response::builder().status(status);
        answer.header("content-type", "application/json").body(body.clone()).unwrap()
    })
}

/// Lets true answers through and keeps their bodies.
fn listening(heard: &Arc<Mutex<Vec<Bytes>>>) -> Deed {
    let heard = Arc::clone(heard);
    Box::new(move |answer, _| {
        heard.lock().unwrap().push(answer.body().clone());
        answer
    })
}

/// One vendor, of whom everything is asked.
struct Asked {
    vendors: Vendors,
    runtime: Runtime,
    vendor: Vendor,
    object: &'static str,
    id: String,
}

impl Asked {
    fn new(vendor: Vendor) -> Asked {
        let object = match vendor {
            Vendor::HubSpot => "contacts",
            Vendor::Salesforce => "Contact",
        };
        let vendors = Vendors::new();
        let id = vendors.somebody(vendor, object);
        Asked { vendors, runtime: runtime(), vendor, object, id }
    }

    /// Asks one thing of a connector that knows the schema, unless it is to learn that.
    fn ask(&self, ask: u8, deed: Deed) {
        let at = (self.object, self.id.as_str());
        match self.vendor {
            Vendor::HubSpot => {
                let (connector, wire) = self.vendors.hubspot(0, deed);
                self.runtime.block_on(async {
                    learn(&connector, self.object, ask).await;
                    wire.begin();
                    ask_all(&connector, at, u64::from(ask)).await;
                });
            }
            Vendor::Salesforce => {
                let (connector, wire) = self.vendors.salesforce(0, deed);
                self.runtime.block_on(async {
                    learn(&connector, self.object, ask).await;
                    wire.begin();
                    ask_all(&connector, at, u64::from(ask)).await;
                });
            }
        }
    }

    /// The true answers to everything.
    fn heard(&self) -> Vec<(u8, Bytes)> {
        let of = |ask: u8| {
            let heard = Arc::default();
            self.ask(ask, listening(&heard));
            let heard = heard.lock().unwrap().clone();
            heard.into_iter().map(move |body| (ask, body))
        };
        (0..ASKS).flat_map(of).collect()
    }
}

async fn learn(connector: &dyn Connector, object: &str, ask: u8) {
    // The fifth asks for the schema itself.
    if ask % ASKS != 5 {
        connector.describe(&object.into()).await.unwrap();
    }
}

/// Answers that say all went well. The first byte is what was asked.
pub struct Answers(Asked);

impl Answers {
    pub fn of_hubspot() -> Answers {
        Answers(Asked::new(Vendor::HubSpot))
    }

    pub fn of_salesforce() -> Answers {
        Answers(Asked::new(Vendor::Salesforce))
    }
}

impl Reader for Answers {
    fn seeds(&mut self) -> Vec<Vec<u8>> {
        self.0.heard().into_iter().map(|(ask, body)| [&[ask], &body[..]].concat()).collect()
    }

    fn read(&mut self, input: &[u8]) {
        let Some((ask, body)) = input.split_first() else { return };
        self.0.ask(*ask, always(200, body));
    }
}

/// Answers that say something went wrong. The first bytes are the vendor and the status, and what
/// was asked.
pub struct Errors {
    hubspot: Asked,
    salesforce: Asked,
}

const STATUSES: [u16; 13] = [201, 204, 207, 302, 400, 401, 403, 404, 409, 414, 429, 500, 503];

impl Errors {
    pub fn new() -> Errors {
        Errors { hubspot: Asked::new(Vendor::HubSpot), salesforce: Asked::new(Vendor::Salesforce) }
    }
}

impl Reader for Errors {
    /// As both vendors' documentation prints them.
    fn seeds(&mut self) -> Vec<Vec<u8>> {
        let hubspot = br#"{"status":"error","message":"Property values were not valid: [{\"isValid\":false,\"message\":\"Email address x is invalid\",\"error\":\"INVALID_EMAIL\",\"name\":\"email\"}]","correlationId":"5a6a5a3e","category":"VALIDATION_ERROR","errors":[{"message":"Email address x is invalid","code":"INVALID_EMAIL","context":{"propertyName":["email"]}}]}"#;
        let mixed = br#"{"status":"COMPLETE","results":[],"numErrors":1,"errors":[{"status":"error","category":"OBJECT_NOT_FOUND","message":"Could not get some objects","context":{"ids":["9"]},"id":"x"}],"startedAt":"2026-11-23T08:00:00Z","completedAt":"2026-11-23T08:00:00Z"}"#;
        let salesforce = br#"[{"message":"Email: invalid email address: x","errorCode":"INVALID_EMAIL_ADDRESS","fields":["Email"]}]"#;
        let composite = br#"{"compositeResponse":[{"body":[{"id":"003000000000001AAA","success":false,"errors":[{"statusCode":"DUPLICATES_DETECTED","message":"Use one of these records?","fields":[]}]}],"httpHeaders":{},"httpStatusCode":200,"referenceId":"r0"}]}"#;
        let each = |ask: u8| {
            let at =
                |vendor: u8, status: u8, body: &[u8]| [&[vendor + 2 * status, ask], body].concat();
            [at(0, 4, hubspot), at(0, 2, mixed), at(1, 4, salesforce), at(1, 0, composite)]
        };
        (0..ASKS).flat_map(each).collect()
    }

    fn read(&mut self, input: &[u8]) {
        let [first, ask, body @ ..] = input else { return };
        let status = STATUSES[usize::from(first / 2) % STATUSES.len()];
        let asked = if first % 2 == 0 { &self.hubspot } else { &self.salesforce };
        asked.ask(*ask, always(status, body));
    }
}

/// The results of a load: what went well, what did not, what was not tried, each a table.
pub struct Bulk {
    vendors: Vendors,
    runtime: Runtime,
    job: Load,
    batch: WriteBatch,
}

/// Parts the three tables of an input.
const PART: u8 = 0x1d;

impl Bulk {
    pub fn new() -> Bulk {
        let (vendors, runtime) = (Vendors::new(), runtime());
        let (job, batch) = runtime.block_on(loaded(&vendors));
        Bulk { vendors, runtime, job, batch }
    }

    fn look(&self, deed: Deed) -> Option<Vec<i64>> {
        let (connector, wire) = self.vendors.salesforce(0, deed);
        self.runtime.block_on(async {
            wire.begin();
            let looked = connector.look_at_load(&self.job, &self.batch).await;
            let Ok(LoadState::Done(outcomes)) = looked else { return None };
            Some(outcomes.iter().map(|it| it.key.0).collect())
        })
    }
}

fn is_table(answer: &http::Response<Bytes>) -> bool {
    let kind = answer.headers().get("content-type").and_then(|it| it.to_str().ok());
    kind.is_some_and(|it| it.contains("csv"))
}

impl Reader for Bulk {
    fn seeds(&mut self) -> Vec<Vec<u8>> {
        let tables: Arc<Mutex<Vec<Bytes>>> = Arc::default();
        let heard = Arc::clone(&tables);
        self.look(Box::new(move |answer, _| {
            if is_table(&answer) {
                heard.lock().unwrap().push(answer.body().clone());
            }
            answer
        }));
        let tables = tables.lock().unwrap();
        let seed = tables.iter().map(|it| &it[..]).collect::<Vec<_>>().join(&PART);
        assert!(seed.contains(&PART), "there are tables");
        vec![seed]
    }

    fn read(&mut self, input: &[u8]) {
        let tables: Vec<Bytes> =
            input.split(|byte| *byte == PART).map(Bytes::copy_from_slice).collect();
        let next = Mutex::new(tables.into_iter());
        let keys = self.look(Box::new(move |answer, _| {
            if !is_table(&answer) {
                return answer;
            }
            let table = next.lock().unwrap().next().unwrap_or_default();
            answer.map(|_| table)
        }));
        // Whatever the tables say: each row has one outcome (I12).
        if let Some(mut keys) = keys {
            keys.sort_unstable();
            assert_eq!(keys, [0, 1, 2, 3, 4, 5]);
        }
    }
}
