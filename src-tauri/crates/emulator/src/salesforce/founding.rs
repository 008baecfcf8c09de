//! What a new org holds before anyone writes: its users, stages, statuses, its own row.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::number;
use super::schema::{Field, Kind};
use super::settings::UserSettings;
use super::wire::{Call, Power};
use super::world::{Id, Org, stamp};
use crate::exchange::Turn;

/// Label, closed, won, probability, forecast category and its name.
const STAGES: [(&str, bool, bool, i64, &str, &str); 10] = [
    ("Prospecting", false, false, 10, "Pipeline", "Pipeline"),
    ("Qualification", false, false, 10, "Pipeline", "Pipeline"),
    ("Needs Analysis", false, false, 20, "Pipeline", "Pipeline"),
    ("Value Proposition", false, false, 50, "Pipeline", "Pipeline"),
    ("Id. Decision Makers", false, false, 60, "Pipeline", "Pipeline"),
    ("Perception Analysis", false, false, 70, "Pipeline", "Pipeline"),
    ("Proposal/Price Quote", false, false, 75, "Pipeline", "Pipeline"),
    ("Negotiation/Review", false, false, 90, "Pipeline", "Pipeline"),
    ("Closed Won", true, true, 100, "Closed", "Closed"),
    ("Closed Lost", true, false, 0, "Omitted", "Omitted"),
];

impl Org {
    /// Fills a new org. Its first user is the administrator, and the author of everything here.
    pub(crate) fn found(&mut self, now: Timestamp) {
        let profile = self.lay(now, "Profile", json!({"Name": "System Administrator"}));
        for user in self.settings.users.clone() {
            self.enrol(now, &user, &profile);
        }
        let settings = self.settings.clone();
        let own = Id::from(self.id.as_str());
        let about = json!({"Id": self.id, "Name": settings.name,
            "OrganizationType": settings.edition.name(), "IsSandbox": settings.sandbox,
            "TrialExpirationDate": settings.trial_ends, "InstanceName": "EMU1",
            "NamespacePrefix": null, "DefaultLocaleSidKey": "en_US",
            "TimeZoneSidKey": settings.time_zone, "LanguageLocaleKey": "en_US",
            "FiscalYearStartMonth": 1});
        self.lay_as(now, "Organization", own, as_map(about));
        for (place, stage) in STAGES.iter().enumerate() {
            let (label, closed, won, chance, category, category_name) = *stage;
            self.lay(
                now,
                "OpportunityStage",
                json!({"MasterLabel": label, "ApiName": label,
                "IsActive": true, "SortOrder": place + 1, "IsClosed": closed, "IsWon": won,
                "DefaultProbability": chance, "ForecastCategory": category,
                "ForecastCategoryName": category_name}),
            );
        }
        let statuses = self.schema.get("Lead").and_then(|lead| lead.field("Status"));
        for (place, label) in
            statuses.map(|f| f.options.clone()).unwrap_or_default().iter().enumerate()
        {
            self.lay(
                now,
                "LeadStatus",
                json!({"MasterLabel": label, "ApiName": label,
                "SortOrder": place + 1, "IsDefault": place == 0,
                "IsConverted": label == "Closed - Converted"}),
            );
        }
        let statuses = self.schema.get("Case").and_then(|case| case.field("Status"));
        for (place, label) in
            statuses.map(|f| f.options.clone()).unwrap_or_default().iter().enumerate()
        {
            self.lay(
                now,
                "CaseStatus",
                json!({"MasterLabel": label, "ApiName": label, "SortOrder": place + 1,
                "IsDefault": place == 0, "IsClosed": label == "Closed"}),
            );
        }
        if settings.person_accounts {
            for (name, person) in [("Business_Account", false), ("PersonAccount", true)] {
                self.lay(
                    now,
                    "RecordType",
                    json!({"Name": name.replace('_', " "),
                    "DeveloperName": name, "SobjectType": "Account", "IsActive": true,
                    "IsPersonType": person}),
                );
            }
        }
    }

    /// What the org says of itself: its edition, and whether it is a sandbox.
    pub(crate) fn profile(&mut self, turn: &Turn<'_>) {
        let own = Id::from(self.id.as_str());
        let known = self.schema.shared("Organization").zip(self.row("Organization", &own).cloned());
        let Some((kind, mut row)) = known else { return };
        let edition = self.settings.edition.name();
        let edition = Some(edition).filter(|_| turn.on("salesforce.orgs.editions"));
        row.put(&kind, "OrganizationType", edition);
        row.put(&kind, "IsSandbox", self.settings.sandbox && turn.on("salesforce.orgs.sandbox"));
        self.store("Organization", &own, Some(row));
    }

    /// Adds a user and returns the id.
    pub(crate) fn enrol(&mut self, now: Timestamp, user: &UserSettings, profile: &str) -> String {
        let name = format!("{} {}", user.first_name, user.last_name);
        let alias: String = user.username.chars().take(8).collect();
        self.lay(
            now,
            "User",
            json!({"Username": user.username, "FirstName": user.first_name,
            "LastName": user.last_name, "Name": name.trim(), "Email": user.email,
            "Alias": alias, "IsActive": user.active, "UserType": user.user_type,
            "ProfileId": profile, "TimeZoneSidKey": self.settings.time_zone,
            "LocaleSidKey": "en_US", "LanguageLocaleKey": "en_US",
            "EmailEncodingKey": "UTF-8"}),
        )
    }

    /// Stores a row as it is, without any rule.
    pub(crate) fn lay(&mut self, now: Timestamp, object: &str, fields: Value) -> String {
        let id = self.next_id(object);
        self.lay_as(now, object, id, as_map(fields))
    }

    pub(crate) fn lay_as(
        &mut self,
        now: Timestamp,
        object: &str,
        id: Id,
        fields: Map<String, Value>,
    ) -> String {
        let Some(kind) = self.schema.shared(object) else { return String::new() };
        let mut row = super::world::Row::new(id.clone());
        for (slot, field) in kind.fields.iter().enumerate() {
            if !field.default.is_null() {
                row.set(slot, field.default.clone());
            }
        }
        let author = self.first_user();
        let moment = stamp(now);
        for name in ["CreatedDate", "LastModifiedDate", "SystemModstamp"] {
            row.put(&kind, name, moment.as_str());
        }
        for name in ["CreatedById", "LastModifiedById", "OwnerId"] {
            row.put(&kind, name, author.as_str());
        }
        let mut cells = super::reading::Cells::new();
        for (name, value) in fields {
            let Some(slot) = kind.slot(&name) else { continue };
            let moment = kind.fields[slot].kind == Kind::Datetime;
            let at = value.as_str().filter(|_| moment).and_then(super::world::instant);
            let value = at.map_or(value, |at| stamp(at).into());
            let value = digits(&kind.fields[slot], value);
            row.set(slot, value.clone());
            cells.push((slot, value));
        }
        row.put(&kind, "Id", &*id);
        let off = BTreeSet::new();
        let turn = Turn { now, off: &off, fault: None, origin: "" };
        let user = Id::from(author.as_str());
        let call = Call { turn: &turn, version: 66, user, power: Power::Person };
        self.derive(&call, &kind, &mut row, &cells);
        self.store(object, &id, Some(row));
        id.to_string()
    }

    /// The administrator; before there is one, the id that the first user will have.
    pub(crate) fn first_user(&self) -> String {
        let first = self.table("User").and_then(|table| table.rows().next());
        first.map_or_else(
            || super::ids::nth("005", &self.settings.instance, 1),
            |row| row.id.to_string(),
        )
    }
}

/// An amount that is given by its digits, which a JSON number might lose.
fn digits(field: &Field, value: Value) -> Value {
    let text = value.as_str().filter(|_| field.kind == Kind::Decimal);
    text.and_then(number::parsed).map_or(value.clone(), number::value)
}

pub(crate) fn as_map(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}
