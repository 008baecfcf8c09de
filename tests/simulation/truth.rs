//! What both CRMs really hold: the oracle.

use std::collections::BTreeMap;

use crosswalk_desktop::World;
use crosswalk_model::{Both, RecordRef, Side};
use serde_json::{Map, Value};

/// Records of one object by id.
pub type Table = BTreeMap<String, Map<String, Value>>;

/// Every live person on both sides; a converted lead is the contact that it became.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Truth {
    pub hubspot: Table,
    pub contacts: Table,
    pub leads: Table,
}

impl Truth {
    pub fn of(world: &World) -> Truth {
        let table = |side, object| -> Table { world.records(side, object).into_iter().collect() };
        let mut leads = table(Side::Salesforce, "Lead");
        leads.retain(|_, lead| text(lead, "IsConverted") != "true");
        Truth {
            hubspot: table(Side::HubSpot, "contacts"),
            contacts: table(Side::Salesforce, "Contact"),
            leads,
        }
    }

    pub fn table(&self, object: &str) -> &Table {
        match object {
            "contacts" => &self.hubspot,
            "Contact" => &self.contacts,
            "Lead" => &self.leads,
            other => panic!("no table of {other}"),
        }
    }

    pub fn table_mut(&mut self, object: &str) -> &mut Table {
        match object {
            "contacts" => &mut self.hubspot,
            "Contact" => &mut self.contacts,
            "Lead" => &mut self.leads,
            other => panic!("no table of {other}"),
        }
    }

    pub fn record(&self, at: &RecordRef) -> Option<&Map<String, Value>> {
        self.table(at.object.as_str()).get(at.id.as_str())
    }

    /// Both ends of a link, where both live.
    pub fn ends<'a>(
        &'a self,
        ends: &'a Both<Option<RecordRef>>,
    ) -> Option<Both<&'a Map<String, Value>>> {
        Some(Both {
            salesforce: self.record(ends.salesforce.as_ref()?)?,
            hubspot: self.record(ends.hubspot.as_ref()?)?,
        })
    }
}

/// A value as a person reads it; blank is empty.
pub fn text(record: &Map<String, Value>, field: &str) -> String {
    match record.get(field) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(yes)) => yes.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Null | Value::Array(_) | Value::Object(_)) | None => String::new(),
    }
}
