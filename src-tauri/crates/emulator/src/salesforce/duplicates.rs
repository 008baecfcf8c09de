//! Duplicate rules.

use serde_json::{Value, json};

use super::extras::DuplicateRule;
use super::save::Draft;
use super::schema::Sobject;
use super::wire::{Call, Power, Refusal};
use super::world::{Org, Row};

impl Org {
    /// The first duplicate rule that the row breaks, unless the caller allows duplicates.
    pub(crate) fn check_duplicates(
        &self,
        call: &Call<'_>,
        draft: &Draft<'_>,
        object: &Sobject,
        row: &Row,
    ) -> Option<Refusal> {
        if call.power == Power::Person || !call.turn.on("salesforce.duplicate_rules") {
            return None;
        }
        let rules = self.extras.duplicates.iter().filter(|rule| rule.object == object.name);
        rules
            .filter(|rule| {
                let blocks = rule.blocks && !self.quirks.allow_save_passes_block;
                let stays = blocks || !call.turn.on("salesforce.duplicate_rules.allow_save");
                stays || !draft.options.allows_duplicates
            })
            .find_map(|rule| self.broken(call, rule, object, row))
    }

    fn broken(
        &self,
        call: &Call<'_>,
        rule: &DuplicateRule,
        object: &Sobject,
        row: &Row,
    ) -> Option<Refusal> {
        let value = row.get(object, &rule.field).as_str()?;
        let mut results = Vec::new();
        let others =
            rule.across.iter().filter(|_| call.turn.on("salesforce.duplicate_rules.across"));
        for name in std::iter::once(&rule.object).chain(others) {
            let Some((kind, table)) = self.schema.get(name).zip(self.table(name)) else { continue };
            let Some(slot) = kind.slot(&rule.field) else { continue };
            let converted = |other: &Row| other.get(kind, "IsConverted") == true;
            let same: Vec<Value> = table
                .having(slot, value)
                .filter(|other| other.id != row.id && !other.deleted(kind) && !converted(other))
                .map(|other| match_of(call, name, &other.id))
                .collect();
            if !same.is_empty() {
                results.push(json!({"entityType": name, "errors": [],
                    "matchEngine": "FuzzyMatchEngine", "size": same.len(), "success": true,
                    "rule": format!("Standard_{name}_Match_Rule_v1_1"), "matchRecords": same}));
            }
        }
        if results.is_empty() {
            return None;
        }
        let result = json!({"allowSave": !rule.blocks, "duplicateRule": rule.name,
            "duplicateRuleEntityType": object.name, "errorMessage": rule.message,
            "matchResults": results});
        let mut refusal = Refusal::new("DUPLICATES_DETECTED", rule.message.as_str());
        // The vendor's own spelling.
        refusal.extra = Some(Box::new(("duplicateResut", result)));
        Some(refusal)
    }
}

fn match_of(call: &Call<'_>, object: &str, id: &str) -> Value {
    let url = format!("/services/data/v{}.0/sobjects/{object}/{id}", call.version);
    json!({"additionalInformation": [], "fieldDiffs": [], "matchConfidence": 100.0,
        "record": {"attributes": {"type": object, "url": url}, "Id": id}})
}
