//! What the CRMs hold now, beside what an answer shows.

use std::collections::BTreeMap;

use crosswalk_app::why::Why;
use crosswalk_desktop::World;
use crosswalk_model::{FieldName, RecordRef, Side};
use serde_json::{Map, Value};

/// The people of both CRMs, by side and id.
pub struct Tables(BTreeMap<(Side, String), Map<String, Value>>);

impl Tables {
    pub fn of(world: &World) -> Tables {
        let all = super::contacts(world).into_iter();
        Tables(all.map(|(side, _, id, held)| ((side, id), held)).collect())
    }

    /// Every value of an answer that is not what the CRM holds.
    pub fn differences(&self, why: &Why) -> Vec<String> {
        let mut wrong = Vec::new();
        for side in Side::ALL {
            let Some(at) = why.records.get(side) else {
                let shown = why.values.iter().filter(|line| line.now.get(side).is_some());
                wrong.extend(shown.map(|line| format!("{line:?} of no record")));
                continue;
            };
            for line in &why.values {
                let (field, now) = (line.fields.get(side), line.now.get(side));
                wrong.extend(self.difference((side, at), field.as_ref(), now.as_deref()));
            }
        }
        wrong
    }

    fn difference(
        &self,
        (side, at): (Side, &RecordRef),
        field: Option<&FieldName>,
        now: Option<&str>,
    ) -> Option<String> {
        let Some(field) = field else {
            return now.map(|now| format!("{} {}: {now} of no field", at.object, at.id));
        };
        let name = match field.as_str() {
            // The vendor's own property for the primary company.
            "association:companies:primary" => "associatedcompanyid",
            name => name,
        };
        let held = self.0.get(&(side, at.id.to_string())).and_then(|held| held.get(name));
        let right = now.is_some_and(|now| shows(now, held));
        (!right).then(|| format!("{} {} {field}: {now:?} for {held:?}", at.object, at.id))
    }
}

/// Whether a text on the screen is the value that the CRM holds.
fn shows(now: &str, held: Option<&Value>) -> bool {
    match held {
        None | Some(Value::Null) => now == "(blank)",
        Some(Value::Bool(yes)) => now == if *yes { "yes" } else { "no" },
        Some(Value::Number(number)) => now.parse().ok() == number.as_f64(),
        Some(Value::String(text)) if text.is_empty() => now == "(blank)",
        Some(Value::String(text)) => shows_text(now, text),
        Some(Value::Array(_) | Value::Object(_)) => false,
    }
}

/// HubSpot's properties are texts, whatever they stand for.
fn shows_text(now: &str, text: &str) -> bool {
    let quoted = now == format!("{text:?}");
    let reference = now.split_once(' ').is_some_and(|(_, id)| id == text);
    let yes = (now, text) == ("yes", "true") || (now, text) == ("no", "false");
    let number = text.parse::<f64>().is_ok() && now.parse::<f64>() == text.parse::<f64>();
    quoted || reference || yes || number
}
