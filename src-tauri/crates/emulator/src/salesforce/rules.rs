//! Validation rules: a row that meets a rule's condition is refused with the rule's words.

use super::schema::Sobject;
use super::wire::{Call, Refusal};
use super::world::{Org, Row};

impl Org {
    pub(crate) fn check_rules(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        row: &Row,
    ) -> Option<Refusal> {
        if !call.turn.on("salesforce.validation_rules") {
            return None;
        }
        let rules = self.extras.validation.iter().filter(|rule| rule.object == object.name);
        rules
            .filter(|rule| self.meets(call, object, row, &rule.condition))
            .map(|rule| {
                let code = "FIELD_CUSTOM_VALIDATION_EXCEPTION";
                match &rule.field {
                    Some(field) => Refusal::on(code, rule.message.as_str(), field),
                    None => Refusal::row(code, rule.message.as_str()),
                }
            })
            .next()
    }
}
