//! Values that the vendor computes on every save.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

use super::reading::Cells;
use super::schema::Sobject;
use super::wire::Call;
use super::world::{Id, Org, Row, stamp};
use super::{events, number};

impl Org {
    /// Fills the computed fields of a row about to be stored.
    pub(crate) fn derive(&self, call: &Call<'_>, object: &Sobject, row: &mut Row, cells: &Cells) {
        match object.name.as_str() {
            "Contact" | "Lead" => full_name(object, row),
            "User" => full_name(object, row),
            "Account" => self.person(call, object, row),
            "Opportunity" if call.turn.on("salesforce.stages") => {
                self.stage(call, object, row, cells)
            }
            "Event" if call.turn.on("salesforce.events.times") => {
                events::derive(object, row, cells)
            }
            "Task" if call.turn.on("salesforce.tasks.closed") => activity(object, row, "Completed"),
            "Case" if call.turn.on("salesforce.cases.closed") => activity(object, row, "Closed"),
            "CampaignMember" if call.turn.on("salesforce.campaigns.members") => member(object, row),
            _ => {}
        }
    }

    /// A person record type makes the account a person, whose name is composed.
    fn person(&self, call: &Call<'_>, object: &Sobject, row: &mut Row) {
        if !self.settings.person_accounts || !call.turn.on("salesforce.persons") {
            return;
        }
        let kind = self.schema.get("RecordType");
        let chosen = kind.and_then(|kind| {
            let record_type = self.row("RecordType", row.text(object, "RecordTypeId"))?;
            Some(record_type.get(kind, "IsPersonType") == true)
        });
        let person = chosen.unwrap_or(false);
        row.put(object, "IsPersonAccount", person);
        if person {
            full_name(object, row);
        }
    }

    /// The stage decides what is closed and won, and the forecast.
    fn stage(&self, call: &Call<'_>, object: &Sobject, row: &mut Row, cells: &Cells) {
        let written = |name: &str| cells.iter().any(|(slot, _)| object.fields[*slot].name == name);
        let known = self.schema.get("OpportunityStage").zip(self.table("OpportunityStage"));
        let Some((kind, table)) = known else { return };
        let name = row.text(object, "StageName").to_owned();
        let stage = table.rows().find(|stage| stage.text(kind, "ApiName") == name);
        let of_stage = |key: &str| stage.map_or(Value::Null, |stage| stage.get(kind, key).clone());
        row.put(object, "IsClosed", of_stage("IsClosed") == true);
        row.put(object, "IsWon", of_stage("IsWon") == true);
        let unset = row.get(object, "Probability").is_null();
        let resets = written("StageName") && self.quirks.stage_resets_probability;
        if (unset || resets) && !written("Probability") {
            row.put(object, "Probability", of_stage("DefaultProbability"));
        }
        if written("StageName") && !written("ForecastCategoryName") {
            row.put(object, "ForecastCategoryName", of_stage("ForecastCategoryName"));
            row.put(object, "ForecastCategory", of_stage("ForecastCategory"));
            row.put(object, "LastStageChangeDate", stamp(call.turn.now));
        }
        row.put(object, "ExpectedRevenue", expected(object, row));
        fiscal(object, row);
    }

    /// What a stored row does to others.
    pub(crate) fn after(&mut self, call: &Call<'_>, object: &Sobject, id: &Id) {
        let one = self.quirks.one_primary_role && call.turn.on("salesforce.roles.one_primary");
        if object.name == "OpportunityContactRole" && one {
            self.only_primary(call, object, id);
        }
        let mirrors = call.turn.on("salesforce.persons.hidden_contact");
        if object.name == "Account" && self.settings.person_accounts && mirrors {
            self.mirror_person(call, object, id);
        }
    }

    fn only_primary(&mut self, call: &Call<'_>, object: &Sobject, id: &Id) {
        let Some(row) = self.row(&object.name, id) else { return };
        if row.get(object, "IsPrimary") != true {
            return;
        }
        let Some(slot) = object.slot("OpportunityId") else { return };
        let deal = row.text(object, "OpportunityId").to_owned();
        let table = self.table(&object.name).into_iter();
        let others: Vec<Row> = table
            .flat_map(|table| table.having(slot, &deal))
            .filter(|other| other.id != *id && other.get(object, "IsPrimary") == true)
            .cloned()
            .collect();
        for other in others {
            let mut changed = other.clone();
            changed.put(object, "IsPrimary", false);
            self.commit_row(call, object, changed, Some(other));
        }
    }

    /// The hidden contact of a person account follows it; both rows' stamps move.
    fn mirror_person(&mut self, call: &Call<'_>, object: &Sobject, id: &Id) {
        let Some(account) = self.row("Account", id).cloned() else { return };
        let Some(kind) = self.schema.shared("Contact") else { return };
        if account.get(object, "IsPersonAccount") != true {
            return;
        }
        let known = account.text(object, "PersonContactId").to_owned();
        let old = self.row("Contact", &known).cloned();
        let mut contact = match &old {
            Some(old) => old.clone(),
            None => self.blank(call, &kind),
        };
        contact.put(&kind, "AccountId", id.as_ref());
        contact.put(&kind, "IsPersonAccount", true);
        for name in ["FirstName", "LastName", "Salutation", "Name", "OwnerId", "Phone", "Fax"] {
            contact.put(&kind, name, account.get(object, name).clone());
        }
        for field in &object.fields {
            let own = field.name.strip_prefix("Person").map(str::to_owned);
            let custom = field.name.strip_suffix("__pc").map(|stem| format!("{stem}__c"));
            if let Some(own) = own.or(custom) {
                contact.put(&kind, &own, account.get(object, &field.name).clone());
            }
        }
        let own = contact.id.clone();
        contact.put(&kind, "Id", &*own);
        let contact_id = contact.id.clone();
        self.commit_row(call, &kind, contact, old);
        let mut linked = account;
        linked.put(object, "PersonContactId", contact_id.as_ref());
        self.store("Account", id, Some(linked));
    }
}

/// The amount times the probability in percent, to the field's scale.
fn expected(object: &Sobject, row: &Row) -> Value {
    let Some(amount) = number::decimal(row.get(object, "Amount")) else { return Value::Null };
    let chance = number::decimal(row.get(object, "Probability")).unwrap_or_default();
    let scale = object.field("ExpectedRevenue").map_or(2, |field| field.number("scale"));
    let away = RoundingStrategy::MidpointAwayFromZero;
    let share = chance.checked_div(Decimal::ONE_HUNDRED).and_then(|part| amount.checked_mul(part));
    share.map_or(Value::Null, |sum| number::value(sum.round_dp_with_strategy(scale, away)))
}

fn full_name(object: &Sobject, row: &mut Row) {
    let parts = ["FirstName", "LastName"].map(|name| row.text(object, name).to_owned());
    let name = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    row.put(object, "Name", if name.is_empty() { Value::Null } else { name.into() });
}

fn activity(object: &Sobject, row: &mut Row, closed: &str) {
    let done = row.text(object, "Status") == closed;
    row.put(object, "IsClosed", done);
}

fn member(object: &Sobject, row: &mut Row) {
    // Who was a lead and is a contact now is named by both.
    let lead = row.get(object, "ContactId").is_null();
    let key = if lead { "LeadId" } else { "ContactId" };
    row.put(object, "LeadOrContactId", row.get(object, key).clone());
    row.put(object, "Type", if lead { "Lead" } else { "Contact" });
    let responded = row.text(object, "Status") == "Responded";
    row.put(object, "HasResponded", responded);
}

/// Calendar quarters: the fiscal year starts in January.
fn fiscal(object: &Sobject, row: &mut Row) {
    let day: Option<jiff::civil::Date> = row.text(object, "CloseDate").parse().ok();
    let Some(day) = day else { return };
    let quarter = (day.month() - 1) / 3 + 1;
    row.put(object, "FiscalYear", day.year());
    row.put(object, "FiscalQuarter", quarter);
    row.put(object, "Fiscal", format!("{} {quarter}", day.year()));
}
