//! Object types and the names that paths may give them.

use serde::{Deserialize, Serialize};

/// One object type of a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ObjectType {
    /// `0-1`, or `2-…` for a custom one.
    pub id: String,
    /// `contacts`: what a portal's tables are filed under. A custom type's is its `p{portal}_name`.
    pub plural: String,
    /// `contact`, or a custom type's bare name.
    pub singular: String,
    /// What people call several of them, where the portal says so.
    #[serde(default)]
    pub label: String,
}

/// The types that every portal has (the vendor's numbers).
const BUILT_IN: &[(&str, &str, &str)] = &[
    ("0-1", "contacts", "contact"),
    ("0-2", "companies", "company"),
    ("0-3", "deals", "deal"),
    ("0-5", "tickets", "ticket"),
    ("0-7", "products", "product"),
    ("0-8", "line_items", "line_item"),
    ("0-27", "tasks", "task"),
    ("0-46", "notes", "note"),
    ("0-47", "meetings", "meeting"),
    ("0-48", "calls", "call"),
    ("0-49", "emails", "email"),
    ("0-136", "leads", "lead"),
];

impl ObjectType {
    pub fn built_in() -> Vec<Self> {
        BUILT_IN
            .iter()
            .map(|(id, plural, singular)| Self {
                id: (*id).to_owned(),
                plural: (*plural).to_owned(),
                singular: (*singular).to_owned(),
                label: String::new(),
            })
            .collect()
    }

    /// Whether a path's word means this type: plural, singular, id, `p_name`, `p{portal}_name`.
    pub fn is_named(&self, word: &str, portal: u64) -> bool {
        word == self.id
            || word.eq_ignore_ascii_case(&self.plural)
            || word.eq_ignore_ascii_case(&self.singular)
            || (self.is_custom()
                && (word.eq_ignore_ascii_case(&format!("p_{}", self.singular))
                    || word.eq_ignore_ascii_case(&format!("p{portal}_{}", self.singular))))
    }

    pub fn is_custom(&self) -> bool {
        self.id.starts_with("2-")
    }

    /// The property that holds the modified stamp which connectors read.
    pub fn stamp(&self) -> &'static str {
        if self.id == "0-1" { "lastmodifieddate" } else { "hs_lastmodifieddate" }
    }

    /// What an answer holds when no properties are asked for.
    pub fn defaults(&self) -> &'static [&'static str] {
        match self.id.as_str() {
            "0-1" => &[
                "createdate",
                "email",
                "firstname",
                "hs_object_id",
                "lastmodifieddate",
                "lastname",
            ],
            "0-2" => &["createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"],
            "0-3" => &[
                "amount",
                "closedate",
                "createdate",
                "dealname",
                "dealstage",
                "hs_lastmodifieddate",
                "hs_object_id",
                "pipeline",
            ],
            _ => &["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
        }
    }

    /// What a create must name: every group needs one of its properties.
    pub fn needed(&self) -> &'static [&'static [&'static str]] {
        match self.id.as_str() {
            "0-2" => &[&["name", "domain"]],
            "0-3" => &[&["dealname"], &["dealstage"], &["pipeline"]],
            "0-5" => &[&["subject"], &["hs_pipeline_stage"]],
            "0-27" | "0-46" | "0-47" | "0-48" => &[&["hs_timestamp"]],
            "0-49" => &[&["hs_timestamp"], &["hs_email_direction"]],
            _ => &[],
        }
    }

    /// `CONTACT`, as messages say it.
    pub fn shout(&self) -> String {
        self.singular.to_ascii_uppercase()
    }

    /// The word in `crm.objects.{word}.read`.
    pub fn scope_word(&self) -> &str {
        match self.id.as_str() {
            "0-27" | "0-46" | "0-47" | "0-48" | "0-49" => "contacts",
            _ if self.is_custom() => "custom",
            _ => &self.plural,
        }
    }
}
