//! What the vendor refuses in one row, field by field.

use serde_json::Value;

use super::ids;
use super::number;
use super::reading::Cells;
use super::schema::{Field, Kind, Sobject};
use super::wire::{Call, Refusal};
use super::world::{Id, Org, Row};

impl Org {
    /// Checks each written cell, and puts references into their 18-character form.
    pub(crate) fn check_cells(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        cells: &mut Cells,
    ) -> Vec<Refusal> {
        let mut errors = Vec::new();
        for (slot, value) in cells {
            let field = &object.fields[*slot];
            if value.is_null() {
                continue;
            }
            let fault = match field.kind {
                Kind::Text => too_long(call, field, value),
                Kind::Email => {
                    too_long(call, field, value).or_else(|| self.email(call, field, value))
                }
                Kind::Picklist | Kind::Multipicklist => {
                    too_long(call, field, value).or_else(|| not_an_option(call, field, value))
                }
                Kind::Int | Kind::Decimal => out_of_range(call, field, value),
                Kind::Reference => self.reference(call, object, field, value),
                Kind::Id | Kind::Boolean | Kind::Date | Kind::Datetime | Kind::Compound => None,
            };
            errors.extend(fault);
        }
        errors
    }

    /// Fields that a new row lacks, or that an update clears.
    pub(crate) fn check_required(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        row: &Row,
    ) -> Option<Refusal> {
        if !call.turn.on("salesforce.write.required") {
            return None;
        }
        let lacks = |(slot, field): &(usize, &Field)| field.required() && row.cell(*slot).is_null();
        let all = object.fields.iter().enumerate();
        let mut missing: Vec<String> =
            all.filter(lacks).map(|(_, field)| field.name.clone()).collect();
        if self.settings.person_accounts && object.name == "Account" {
            missing.extend(self.nameless(object, row));
        }
        if missing.is_empty() {
            return None;
        }
        let text = format!("Required fields are missing: [{}]", missing.join(", "));
        let refusal = Refusal::row("REQUIRED_FIELD_MISSING", text);
        Some(Refusal { fields: Some(missing), ..refusal })
    }

    fn nameless(&self, object: &Sobject, row: &Row) -> Option<String> {
        let person = row.get(object, "IsPersonAccount") == true;
        let key = if person { "LastName" } else { "Name" };
        row.get(object, key).is_null().then(|| key.to_owned())
    }

    fn email(&self, call: &Call<'_>, field: &Field, value: &mut Value) -> Option<Refusal> {
        let text = value.as_str().unwrap_or("").to_owned();
        if !is_email(&text) && call.turn.on("salesforce.write.email") {
            let message = format!("{}: invalid email address: {text}", field.label);
            return Some(Refusal::on("INVALID_EMAIL_ADDRESS", message, &field.name));
        }
        if self.quirks.email_lowercased {
            *value = text.to_lowercase().into();
        }
        None
    }

    fn reference(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        field: &Field,
        value: &mut Value,
    ) -> Option<Refusal> {
        if !call.turn.on("salesforce.write.references") {
            return None;
        }
        let text = value.as_str().unwrap_or("");
        let id = ids::normalise(text).filter(|id| self.points_at(field, id));
        let Some(id) = id else {
            let message = format!("{}: id value of incorrect type: {text}", field.label);
            return Some(Refusal::on("MALFORMED_ID", message, &field.name));
        };
        let (target, row) = match self.find(&id) {
            Some((target, row)) => (target, row),
            // Objects that this emulator does not hold cannot be checked further.
            None if self.schema.by_prefix(&id).is_none() => return None,
            None => return Some(cross(field)),
        };
        if row.deleted(target) {
            return Some(Refusal::on("ENTITY_IS_DELETED", "entity is deleted", &field.name));
        }
        if !self.shows(call, row) {
            let text = "insufficient access rights on cross-reference id";
            let code = "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY";
            return Some(Refusal::on(code, text, &field.name));
        }
        if field.name == "OwnerId" {
            let refusal = self.owner(call, object, target, row);
            if refusal.is_some() {
                return refusal;
            }
        }
        if field.name == "RecordTypeId" && row.text(target, "SobjectType") != object.name {
            return Some(cross(field));
        }
        *value = id.into();
        None
    }

    /// Whether an id is of one of the objects that the field refers to.
    fn points_at(&self, field: &Field, id: &str) -> bool {
        let known = self.schema.by_prefix(id);
        known.is_none_or(|object| field.targets.contains(&object.name))
            && (known.is_some() || field.targets.iter().any(|name| self.schema.get(name).is_none()))
    }

    fn owner(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        target: &Sobject,
        row: &Row,
    ) -> Option<Refusal> {
        if !call.turn.on("salesforce.write.owner") {
            return None;
        }
        if target.name == "Group" {
            let strict = call.turn.on("salesforce.write.queues");
            return (strict && !self.queue_takes(&row.id, &object.name)).then(|| {
                let text = "Queue not associated with this SObject type";
                Refusal::on("INVALID_OPERATION", text, "OwnerId")
            });
        }
        if row.get(target, "IsActive") != true {
            let owned = object.name.to_lowercase();
            let text = format!(
                "operation performed with inactive user [{}] as owner of {owned}",
                &row.id[..15]
            );
            return Some(Refusal::on("INACTIVE_OWNER_OR_USER", text, "OwnerId"));
        }
        let standard = row.text(target, "UserType") == "Standard";
        (!standard && call.turn.on("salesforce.write.owner_type")).then(|| {
            let text = "Operation not valid for this user type";
            Refusal::on("OP_WITH_INVALID_USER_TYPE_EXCEPTION", text, "OwnerId")
        })
    }

    fn queue_takes(&self, queue: &str, object: &str) -> bool {
        let known = self.schema.get("QueueSobject").zip(self.table("QueueSobject"));
        known.is_some_and(|(kind, table)| {
            let mut rows = table.rows();
            rows.any(|row| {
                row.text(kind, "QueueId") == queue && row.text(kind, "SobjectType") == object
            })
        })
    }

    /// Somebody is a member of a campaign once.
    pub(crate) fn check_member(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        row: &Row,
    ) -> Option<Refusal> {
        if object.name != "CampaignMember" || !call.turn.on("salesforce.campaigns.once") {
            return None;
        }
        let (table, slot) = (self.table(&object.name)?, object.slot("CampaignId")?);
        // Who was a lead before is a member as the contact.
        let who = |row: &Row| {
            let named = ["ContactId", "LeadId"].map(|field| row.text(object, field).to_owned());
            named.into_iter().find(|id| !id.is_empty())
        };
        let mut others = table.having(slot, row.text(object, "CampaignId"));
        let other = others
            .find(|other| other.id != row.id && !other.deleted(object) && who(other) == who(row));
        other.map(|_| Refusal::row("DUPLICATE_VALUE", "Already a campaign member."))
    }

    /// Values that must be the only ones.
    pub(crate) fn check_unique(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        row: &Row,
    ) -> Option<Refusal> {
        if !call.turn.on("salesforce.write.unique") {
            return None;
        }
        let table = self.table(&object.name)?;
        for (slot, field) in object.fields.iter().enumerate().filter(|(_, f)| f.is("unique")) {
            let Some(value) = row.cell(slot).as_str() else { continue };
            let same = |other: &&super::world::Row| {
                !field.is("caseSensitive") || other.cell(slot).as_str() == Some(value)
            };
            let mut others = table.having(slot, value).filter(same).filter(|o| o.id != row.id);
            if let Some(other) = others.find(|other| !other.deleted(object)) {
                return Some(taken(&field.name, &other.id));
            }
        }
        None
    }
}

fn taken(field: &str, id: &Id) -> Refusal {
    let text =
        format!("duplicate value found: {field} duplicates value on record with id: {}", &id[..15]);
    Refusal::row("DUPLICATE_VALUE", text)
}

fn cross(field: &Field) -> Refusal {
    Refusal::on("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", &field.name)
}

/// Overlong text is refused, never cut.
fn too_long(call: &Call<'_>, field: &Field, value: &Value) -> Option<Refusal> {
    let text = value.as_str().unwrap_or("");
    if text.chars().count() <= field.length || !call.turn.on("salesforce.write.length") {
        return None;
    }
    let message =
        format!("{}: data value too large: {text} (max length={})", field.label, field.length);
    Some(Refusal::on("STRING_TOO_LONG", message, &field.name))
}

fn not_an_option(call: &Call<'_>, field: &Field, value: &Value) -> Option<Refusal> {
    let strict = field.is("restrictedPicklist") && call.turn.on("salesforce.write.picklist");
    let text = value.as_str().unwrap_or("");
    let bad = text.split(';').find(|part| !field.options.iter().any(|known| known == part))?;
    strict.then(|| {
        let message = format!("{}: bad value for restricted picklist field: {bad}", field.label);
        Refusal::on("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, &field.name)
    })
}

/// Digits before the point beyond precision less scale.
fn out_of_range(call: &Call<'_>, field: &Field, value: &Value) -> Option<Refusal> {
    let (precision, scale) = (field.number("precision"), field.number("scale"));
    let whole = precision.checked_sub(scale).filter(|digits| *digits > 0)?;
    let most = rust_decimal::Decimal::from(10_u128.checked_pow(whole)?);
    let fits = number::decimal(value).is_some_and(|size| size.abs() < most);
    (!fits && call.turn.on("salesforce.write.number_range")).then(|| {
        let shown = number::write(value);
        let text =
            format!("{}: value outside of valid range on numeric field: {shown}", field.label);
        Refusal::on("NUMBER_OUTSIDE_VALID_RANGE", text, &field.name)
    })
}

/// One `@`, a local part, and a domain with a dot, without spaces.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
            && !part
                .contains(|letter: char| letter.is_whitespace() || "@,;<>()[]\"".contains(letter))
    };
    plain(local)
        && plain(domain)
        && domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
        })
}
