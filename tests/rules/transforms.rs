//! Each transform on records, both ways (M2): what a person types on one side, and what the other
//! holds then.

use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use serde_json::{Value, json};

use crate::{add_field, add_property, field, keeping, map, settled};

/// A transform between a property and a field of these types.
struct Row {
    name: &'static str,
    transforms: Value,
    kinds: [&'static str; 3],
    /// Typed in HubSpot, and what Salesforce holds then.
    to_salesforce: (&'static str, Value),
    /// Typed in Salesforce, and what HubSpot holds then.
    to_hubspot: (Value, &'static str),
}

const TEXT: [&str; 3] = ["string", "text", "string"];

/// Texts and numbers.
fn plain_rows() -> Vec<Row> {
    vec![
        Row {
            name: "tidy",
            transforms: json!([{ "use": "trim" }]),
            kinds: TEXT,
            to_salesforce: ("Head  of   sales", json!("Head of sales")),
            to_hubspot: (json!("Head of  trade"), "Head of trade"),
        },
        Row {
            name: "capital",
            transforms: json!([{ "use": "case", "to": "upper" }]),
            kinds: TEXT,
            to_salesforce: ("no", json!("NO")),
            to_hubspot: (json!("se"), "SE"),
        },
        Row {
            name: "figure",
            transforms: json!([{ "use": "number_format", "decimal": ",", "group": "." }]),
            kinds: ["string", "text", "double"],
            to_salesforce: ("1.234,5", json!(1234.5)),
            to_hubspot: (json!(98765.25), "98.765,25"),
        },
        Row {
            name: "price",
            transforms: json!([{ "use": "currency", "rate": "11.5", "decimals": 2 }]),
            kinds: ["number", "number", "currency"],
            to_salesforce: ("100.10", json!(1151.15)),
            to_hubspot: (json!(23), "2"),
        },
    ]
}

/// Days, times and choices.
fn other_rows() -> Vec<Row> {
    vec![
        Row {
            name: "spelt_day",
            transforms: json!([{ "use": "date_format", "pattern": "dd.MM.yyyy" }]),
            kinds: ["string", "text", "date"],
            to_salesforce: ("24.12.2026", json!("2026-12-24")),
            to_hubspot: (json!("2027-01-06"), "06.01.2027"),
        },
        Row {
            name: "spelt_time",
            transforms: json!([{ "use": "date_format", "pattern": "d.M.yyyy HH:mm",
                                 "zone": "Europe/Oslo" }]),
            kinds: ["string", "text", "datetime"],
            to_salesforce: ("1.7.2026 09:30", json!("2026-07-01T07:30:00.000+0000")),
            to_hubspot: (json!("2026-01-01T23:30:00.000+0000"), "2.1.2026 00:30"),
        },
        Row {
            name: "its_day",
            transforms: json!([{ "use": "day_in_zone", "zone": "Europe/Oslo" }]),
            kinds: ["datetime", "date", "date"],
            to_salesforce: ("2026-06-30T22:30:00Z", json!("2026-07-01")),
            to_hubspot: (json!("2026-08-02"), "2026-08-01T22:00:00.000Z"),
        },
        Row {
            name: "member",
            transforms: json!([{ "use": "yes_no", "yes": "Ja", "no": "Nei" }]),
            kinds: ["string", "text", "boolean"],
            to_salesforce: ("ja", json!(true)),
            to_hubspot: (json!(false), "Nei"),
        },
        Row {
            name: "listed",
            transforms: json!([{ "use": "split", "by": "," }]),
            kinds: ["string", "text", "multipicklist"],
            to_salesforce: ("green, red", json!("green;red")),
            to_hubspot: (json!("red;blue"), "blue,red"),
        },
        Row {
            name: "chosen",
            transforms: json!([{ "use": "join", "by": ", " }]),
            kinds: ["enumeration", "checkbox", "string"],
            to_salesforce: ("red;green", json!("green, red")),
            to_hubspot: (json!("blue"), "blue"),
        },
    ]
}

impl Row {
    fn there(&self) -> String {
        format!("T_{}__c", self.name)
    }

    /// The two fields, and their mapping.
    async fn lay(&self, world: &crosswalk_desktop::World) {
        let [kind, shape, there] = self.kinds;
        let colours = ["red", "green", "blue"];
        let options = match kind {
            "enumeration" => {
                json!(colours.map(|it| json!({ "label": it, "value": it, "hidden": false })))
            }
            _ => json!([]),
        };
        let here = json!({ "name": self.name, "label": self.name, "type": kind,
            "fieldType": shape, "groupName": "contactinformation", "options": options });
        add_property(world, "contacts", &here);
        let soap = match there {
            "double" | "currency" => "xsd:double",
            "date" => "xsd:date",
            "datetime" => "xsd:dateTime",
            "boolean" => "xsd:boolean",
            _ => "xsd:string",
        };
        let mut own = json!({ "name": self.there(), "label": self.name, "type": there,
            "soapType": soap, "length": 255, "precision": 18, "scale": 2,
            "nillable": there != "boolean" });
        if there == "multipicklist" {
            own["picklistValues"] = json!(colours.map(|it| json!({ "value": it, "label": it,
                "active": true, "defaultValue": false, "validFor": null })));
        }
        add_field(world, "Contact", own);
        let mut mapping = field(self.name, &self.there(), SyncRule::TwoWay);
        mapping.transform = serde_json::from_value(self.transforms.clone()).unwrap();
        map(world, mapping).await;
    }
}

#[tokio::test(start_paused = true)]
async fn m2_every_transform_with_an_inverse_crosses_both_ways_and_comes_to_rest() {
    let world = keeping(&["contacts"]).await;
    let rows: Vec<Row> = plain_rows().into_iter().chain(other_rows()).collect();
    for row in &rows {
        row.lay(&world).await;
    }
    let mut ann = json!({ "email": "ann@example.no", "lastname": "Berg" });
    for row in &rows {
        ann[row.name] = json!(row.to_salesforce.0);
    }
    let here = world.hubspot_contact(ann);
    settled(&world).await;
    let (there, made) = world.records(Salesforce, "Contact").remove(0);
    for row in &rows {
        assert_eq!(made[&row.there()], row.to_salesforce.1, "{} to Salesforce", row.name);
        let typed = world.field(HubSpot, "contacts", &here, row.name);
        assert!(!typed.is_null(), "{}: what was typed stays", row.name);
    }
    for row in &rows {
        let edit = json!({ row.there(): row.to_hubspot.0 });
        world.edit(Salesforce, "Contact", &there, edit);
    }
    settled(&world).await;
    for row in &rows {
        let now = world.field(HubSpot, "contacts", &here, row.name);
        assert_eq!(now, json!(row.to_hubspot.1), "{} to HubSpot", row.name);
        let typed = world.field(Salesforce, "Contact", &there, &row.there());
        assert!(!typed.is_null(), "{}: what was typed stays", row.name);
    }
    assert_eq!(world.app.error_rows(world.pair).unwrap(), []);
}
