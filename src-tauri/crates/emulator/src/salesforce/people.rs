//! Lead conversion: only people and code in the org can do it.

use serde_json::{Map, Value, json};

use super::acts::Conversion;
use super::schema::Sobject;
use super::wire::Call;
use super::world::{Id, Org, Row, stamp};

/// Lead fields and where they go: (lead, contact, account).
const CARRIED: [(&str, &str, &str); 12] = [
    ("FirstName", "FirstName", ""),
    ("LastName", "LastName", ""),
    ("Salutation", "Salutation", ""),
    ("Email", "Email", ""),
    ("Title", "Title", ""),
    ("MobilePhone", "MobilePhone", ""),
    ("LeadSource", "LeadSource", "AccountSource"),
    ("Phone", "Phone", "Phone"),
    ("Company", "", "Name"),
    ("Website", "", "Website"),
    ("Industry", "", "Industry"),
    ("HasOptedOutOfEmail", "HasOptedOutOfEmail", ""),
];

/// Address parts, carried to the contact's mailing and the account's billing address.
const ADDRESS: [&str; 5] = ["Street", "City", "State", "PostalCode", "Country"];

impl Org {
    pub(crate) fn convert(&mut self, call: &Call<'_>, how: &Conversion) -> Result<Value, String> {
        let kind = self.schema.shared("Lead").ok_or("no leads here")?;
        let lead = self.row("Lead", &how.lead).cloned().ok_or("no such lead")?;
        if lead.deleted(&kind) || lead.get(&kind, "IsConverted") == true {
            return Err("the lead is deleted or converted".to_owned());
        }
        let owner = lead.text(&kind, "OwnerId");
        if owner.starts_with("00G") && how.contact_id.is_none() {
            return Err("a queue's lead needs an owner first".to_owned());
        }
        let (account, contact) = match self.person_of(call, &lead, how)? {
            Some(person) => person,
            None => self.business_of(call, &lead, how)?,
        };
        let deal = match &how.opportunity {
            Some(name) => Some(self.deal(call, name, &account, &contact)?),
            None => None,
        };
        let mut changed = lead.clone();
        let status = self.converted_status();
        changed.put(&kind, "IsConverted", true);
        changed.put(&kind, "Status", status);
        changed.put(&kind, "ConvertedDate", &stamp(call.turn.now)[..10]);
        if call.turn.on("salesforce.conversion.links") {
            changed.put(&kind, "ConvertedAccountId", account.as_str());
            changed.put(&kind, "ConvertedContactId", contact.as_str());
            changed.put(&kind, "ConvertedOpportunityId", deal.clone());
        }
        self.commit_row(call, &kind, changed, Some(lead));
        if call.turn.on("salesforce.conversion.children") {
            self.hand_over(call, &how.lead, &contact);
        }
        Ok(json!({"account": account, "contact": contact, "opportunity": deal}))
    }

    /// The lead's activities and campaigns are the contact's from now on, without a new stamp.
    fn hand_over(&mut self, call: &Call<'_>, lead: &str, contact: &str) {
        for (child, from, to) in [
            ("Task", "WhoId", "WhoId"),
            ("Event", "WhoId", "WhoId"),
            ("CampaignMember", "LeadId", "ContactId"),
        ] {
            let Some(kind) = self.schema.shared(child) else { continue };
            let (Some(from), Some(to)) = (kind.slot(from), kind.slot(to)) else { continue };
            let table = self.table(child).into_iter();
            let rows: Vec<Row> =
                table.flat_map(|table| table.having(from, lead)).cloned().collect();
            for mut row in rows {
                row.set(to, contact.into());
                self.move_child(call, &kind, row);
            }
        }
    }

    /// A lead without a company becomes a person, where person accounts are on and nothing else is
    /// named: the account and its hidden contact.
    fn person_of(
        &mut self,
        call: &Call<'_>,
        lead: &Row,
        how: &Conversion,
    ) -> Result<Option<(String, String)>, String> {
        let from = self.schema.shared("Lead").ok_or("no leads here")?;
        let named = how.account_id.is_some() || how.contact_id.is_some();
        let company = !lead.text(&from, "Company").is_empty();
        let turns = self.settings.person_accounts && call.turn.on("salesforce.conversion.persons");
        if !turns || named || company {
            return Ok(None);
        }
        let kind = self.schema.shared("Account").ok_or("no accounts here")?;
        let mut fields = Map::new();
        for (name, value) in carried(&from, lead, "Contact") {
            let own = if kind.field(&name).is_some() { name } else { format!("Person{name}") };
            fields.insert(own, value);
        }
        fields.retain(|name, _| kind.field(name).is_some());
        fields.insert("OwnerId".to_owned(), lead.get(&from, "OwnerId").clone());
        fields
            .insert("RecordTypeId".to_owned(), self.person_type().ok_or("no person type")?.into());
        let made = self.as_person(call, "Account", None, &fields)?;
        let account = made["id"].as_str().unwrap_or("").to_owned();
        let row = self.row("Account", &account).ok_or("no account")?;
        let contact = row.text(&kind, "PersonContactId").to_owned();
        Ok(Some((account, contact)))
    }

    fn person_type(&self) -> Option<String> {
        let kind = self.schema.get("RecordType")?;
        let person = |row: &&Row| row.get(kind, "IsPersonType") == true;
        Some(self.table("RecordType")?.rows().find(person)?.id.to_string())
    }

    fn business_of(
        &mut self,
        call: &Call<'_>,
        lead: &Row,
        how: &Conversion,
    ) -> Result<(String, String), String> {
        let account = self.target(call, lead, ("Account", how.account_id.as_deref()), how)?;
        let contact = self.target(call, lead, ("Contact", how.contact_id.as_deref()), how)?;
        if how.contact_id.is_none() {
            let link = Map::from_iter([("AccountId".to_owned(), account.as_str().into())]);
            self.as_person(call, "Contact", Some(Id::from(contact.as_str())), &link)?;
        }
        Ok((account, contact))
    }

    /// The account or contact of a conversion: made, or its empty fields filled.
    fn target(
        &mut self,
        call: &Call<'_>,
        lead: &Row,
        (object, known): (&str, Option<&str>),
        how: &Conversion,
    ) -> Result<String, String> {
        let from = self.schema.shared("Lead").ok_or("no leads here")?;
        let kind = self.schema.shared(object).ok_or("no such object")?;
        let mut fields = carried(&from, lead, object);
        fields.retain(|name, _| kind.field(name).is_some());
        let Some(id) = known else {
            fields.insert("OwnerId".to_owned(), lead.get(&from, "OwnerId").clone());
            let made = self.as_person(call, object, None, &fields)?;
            return Ok(made["id"].as_str().unwrap_or("").to_owned());
        };
        let row = self.row(object, id).ok_or_else(|| format!("no {object} {id}"))?;
        fields.retain(|name, _| {
            let empty = row.get(&kind, name).is_null();
            let fills = empty || !call.turn.on("salesforce.conversion.fills_only_empty");
            fills || (name == "LeadSource" && how.overwrite_lead_source)
        });
        self.as_person(call, object, Some(Id::from(id)), &fields)?;
        Ok(id.to_owned())
    }

    fn deal(
        &mut self,
        call: &Call<'_>,
        name: &str,
        account: &str,
        contact: &str,
    ) -> Result<String, String> {
        let close = &stamp(call.turn.now)[..10];
        let fields = json!({"Name": name, "AccountId": account, "StageName": "Prospecting",
            "CloseDate": close});
        let made = self.as_person(call, "Opportunity", None, &super::founding::as_map(fields))?;
        let id = made["id"].as_str().unwrap_or("").to_owned();
        let role = json!({"OpportunityId": id, "ContactId": contact, "IsPrimary": true});
        self.as_person(call, "OpportunityContactRole", None, &super::founding::as_map(role))?;
        Ok(id)
    }

    fn converted_status(&self) -> Value {
        let known = self.schema.get("LeadStatus").zip(self.table("LeadStatus"));
        let row = known.and_then(|(kind, table)| {
            let found = table.rows().find(|row| row.get(kind, "IsConverted") == true)?;
            Some(found.get(kind, "ApiName").clone())
        });
        row.unwrap_or(Value::Null)
    }
}

fn carried(from: &Sobject, lead: &Row, object: &str) -> Map<String, Value> {
    let mut fields = Map::new();
    for (own, contact, account) in CARRIED {
        let name = if object == "Contact" { contact } else { account };
        let value = lead.get(from, own);
        if !name.is_empty() && !value.is_null() {
            fields.insert(name.to_owned(), value.clone());
        }
    }
    let stem = if object == "Contact" { "Mailing" } else { "Billing" };
    for part in ADDRESS {
        let value = lead.get(from, part);
        if !value.is_null() {
            fields.insert(format!("{stem}{part}"), value.clone());
        }
    }
    fields
}
