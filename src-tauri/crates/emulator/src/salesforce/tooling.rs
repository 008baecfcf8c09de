//! The Tooling API that set-up uses: custom fields, and what is installed.

use http::Method;
use serde_json::{Map, Value, json};

use super::extras::Access;
use super::wire::{Answer, Ask, Call, Refusal};
use super::world::Org;

/// What tasks and events are one of.
const ACTIVITY: &str = "Activity";
const CREATE: &str = "POST /tooling/sobjects/CustomField";
const QUERY: &str = "GET /tooling/query";

impl Org {
    /// Everything under `/tooling`.
    pub(crate) fn tooling(&mut self, call: &Call<'_>, ask: &Ask) -> Answer {
        let path: Vec<&str> = ask.path.iter().skip(1).map(String::as_str).collect();
        match (ask.method.as_str(), path.as_slice()) {
            ("POST", ["sobjects", "CustomField"]) => {
                self.create_field(call, ask).unwrap_or_else(Answer::from).at(CREATE)
            }
            ("GET", ["query"]) => self.tooling_query(ask).unwrap_or_else(Answer::from).at(QUERY),
            (_, ["sobjects", "CustomField"]) => super::rows::wrong_method(&Method::PATCH).into(),
            _ => Refusal::not_found().into(),
        }
    }

    /// The field is invisible to everyone until a permission set opens it.
    fn create_field(&mut self, call: &Call<'_>, ask: &Ask) -> Result<Answer, Refusal> {
        if self.extras.setup_withheld && call.turn.on("salesforce.tooling.customize") {
            let text = "insufficient access rights on cross-reference id";
            let refusal = Refusal::row("INSUFFICIENT_ACCESS_OR_READONLY", text);
            return Err(refusal.with(self.quirks.access_status));
        }
        let body = ask.object()?;
        let full = body.get("FullName").and_then(Value::as_str).unwrap_or("");
        let (object, name) = full.split_once('.').ok_or_else(|| missing("FullName"))?;
        let objects = carriers(object)?;
        let kinds = objects.iter().map(|object| self.schema.shared(object));
        let kinds: Vec<_> = kinds.collect::<Option<_>>().ok_or_else(|| missing("FullName"))?;
        let legal = name.strip_suffix("__c").is_some_and(|stem| {
            let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            stem.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && stem.chars().all(plain)
                && !stem.ends_with('_')
                && !stem.contains("__")
        });
        if !legal {
            let text =
                "The field name can only contain alphanumeric characters, and must end in __c";
            return Err(Refusal::row("FIELD_INTEGRITY_EXCEPTION", text));
        }
        if kinds.iter().any(|kind| kind.field(name).is_some()) {
            let text = format!("There is already a field named {name} on {object}.");
            return Err(Refusal::row("DUPLICATE_DEVELOPER_NAME", text));
        }
        let none = Map::new();
        let about = body.get("Metadata").and_then(Value::as_object).unwrap_or(&none);
        let own = field_of(name, about)?;
        let key = own["externalId"] == true || own["unique"] == true;
        if object == ACTIVITY && key && !self.quirks.activity_keys {
            let text = "This attribute is not available for activity custom fields";
            return Err(Refusal::row("FIELD_INTEGRITY_EXCEPTION", text));
        }
        for kind in kinds {
            self.add_custom_field(&json!({"object": kind.name, "field": own}));
            if call.turn.on("salesforce.tooling.new_field_is_hidden") {
                self.extras.guarded.insert(format!("{}.{name}", kind.name), Access::Hidden);
            }
        }
        self.extras.fields_made += 1;
        let number = self.extras.fields_made;
        let id = super::ids::nth("00N", &self.settings.instance, number);
        Ok(Answer::json(
            201,
            json!({"id": id, "success": true, "errors": [], "warnings": [],
            "infos": []}),
        )
        .wrote())
    }

    /// Only `InstalledSubscriberPackage` is answered.
    fn tooling_query(&self, ask: &Ask) -> Result<Answer, Refusal> {
        let text = ask.param("q").unwrap_or("");
        let query = super::soql::parse(text)?;
        if query.object.text != "InstalledSubscriberPackage" {
            let words = format!("sObject type '{}' is not supported.", query.object.text);
            return Err(Refusal::new("INVALID_TYPE", words));
        }
        let record = |package: &super::extras::Package| {
            json!({"attributes": {"type": "InstalledSubscriberPackage"},
                "SubscriberPackage": {"Name": package.name, "NamespacePrefix": package.namespace},
                "SubscriberPackageVersion":
                    {"MajorVersion": package.major, "MinorVersion": package.minor}})
        };
        let records: Vec<Value> = self.extras.packages.iter().map(record).collect();
        Ok(Answer::json(
            200,
            json!({"size": records.len(), "totalSize": records.len(),
            "done": true, "queryLocator": null, "entityTypeName": "InstalledSubscriberPackage",
            "records": records}),
        ))
    }

    /// A new `FieldPermissions` row must name a field that is there.
    pub(crate) fn check_permission(&self, fields: &Map<String, Value>) -> Result<(), Refusal> {
        let named = fields.get("Field").and_then(Value::as_str).unwrap_or("");
        let found =
            named.split_once('.').and_then(|(object, field)| self.schema.get(object)?.field(field));
        if found.is_some_and(|field| field.is("permissionable")) {
            return Ok(());
        }
        let text = format!("Field Name: bad value for restricted picklist field: {named}");
        Err(Refusal::on("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", text, "Field"))
    }
}

/// The objects that carry a custom field: one of activities stands on tasks and events, and belongs
/// to neither alone.
fn carriers(object: &str) -> Result<Vec<&str>, Refusal> {
    match object {
        ACTIVITY => Ok(vec!["Task", "Event"]),
        "Task" | "Event" => {
            let text = format!("Custom fields of {object} are made on Activity");
            Err(Refusal::row("FIELD_INTEGRITY_EXCEPTION", text))
        }
        other => Ok(vec![other]),
    }
}

fn missing(name: &str) -> Refusal {
    Refusal::on("REQUIRED_FIELD_MISSING", format!("Required fields are missing: [{name}]"), name)
}

/// The describe of a field of the metadata type.
fn field_of(name: &str, about: &Map<String, Value>) -> Result<Value, Refusal> {
    let text = |key: &str| about.get(key).and_then(Value::as_str);
    let on = |key: &str| about.get(key).and_then(Value::as_bool).unwrap_or(false);
    let label = text("label").ok_or_else(|| missing("label"))?;
    let (kind, soap) = match text("type").ok_or_else(|| missing("type"))? {
        "Text" => ("string", "xsd:string"),
        "Checkbox" => ("boolean", "xsd:boolean"),
        "Number" => ("double", "xsd:double"),
        "Date" => ("date", "xsd:date"),
        "DateTime" => ("datetime", "xsd:dateTime"),
        "Email" => ("email", "xsd:string"),
        "Url" => ("url", "xsd:string"),
        "LongTextArea" => ("textarea", "xsd:string"),
        "Picklist" => ("picklist", "xsd:string"),
        other => {
            let text = format!("Unknown field type {other}");
            return Err(Refusal::row("INVALID_TYPE", text));
        }
    };
    let length = about.get("length").and_then(Value::as_u64);
    if kind == "string" && length.is_none_or(|length| length == 0 || length > 255) {
        let text = "Text field length must be between 1 and 255";
        return Err(Refusal::row("FIELD_INTEGRITY_EXCEPTION", text));
    }
    let usual = match kind {
        "email" => 80,
        "picklist" => 255,
        _ => 0,
    };
    let length = length.unwrap_or(usual);
    let (options, restricted) =
        if kind == "picklist" { choices(about)? } else { (Vec::new(), false) };
    let key = on("externalId");
    Ok(json!({"name": name, "label": label, "type": kind, "soapType": soap, "custom": true,
        "length": length, "byteLength": length * 3, "externalId": key, "idLookup": key,
        "unique": on("unique"), "caseSensitive": on("caseSensitive"),
        "nillable": kind != "boolean" && !on("required"),
        "inlineHelpText": text("inlineHelpText"),
        "picklistValues": options, "restrictedPicklist": restricted,
        "precision": about.get("precision").and_then(Value::as_u64).unwrap_or(0),
        "scale": about.get("scale").and_then(Value::as_u64).unwrap_or(0)}))
}

/// The values of a picklist's own value set, and whether no other ones can be written.
fn choices(about: &Map<String, Value>) -> Result<(Vec<Value>, bool), Refusal> {
    let set = about.get("valueSet").ok_or_else(|| missing("valueSet"))?;
    let values = set["valueSetDefinition"]["value"].as_array();
    let values = values.filter(|values| !values.is_empty()).ok_or_else(|| missing("value"))?;
    let mut options = Vec::new();
    for value in values {
        let name = value["fullName"].as_str().ok_or_else(|| missing("fullName"))?;
        let label = value["label"].as_str().unwrap_or(name);
        options.push(json!({"value": name, "label": label, "active": true,
            "defaultValue": value["default"] == true, "validFor": null}));
    }
    Ok((options, set["restricted"] == true))
}
