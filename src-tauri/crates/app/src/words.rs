//! Words for people, from the one list in `ui/locales`. Codes stay codes everywhere else.

use std::fmt;
use std::sync::LazyLock;

use crosswalk_engine::Unread;
use crosswalk_model::plan::TrippedBrake;
use crosswalk_model::{LinkState, Reason, Ruling, Side};
use crosswalk_reconcile::intersect::Difference;
use crosswalk_reconcile::mapping::Drift;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use serde::{Deserialize, Serialize};

use crate::accounts::health::HealthCheck;
use crate::preflight::PreflightLine;

/// The languages of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Norwegian, bokmål.
    #[serde(rename = "nb")]
    Bokmal,
}

impl Language {
    /// The languages, English first.
    pub const ALL: [Language; 2] = [Language::English, Language::Bokmal];

    /// Picks by a locale name such as `nb_NO.UTF-8` or `en-GB`; anything else is English.
    #[must_use]
    pub fn of_locale(locale: &str) -> Language {
        let norwegian = ["nb", "no", "nn"].iter().any(|code| {
            locale.get(..2).is_some_and(|head| head.eq_ignore_ascii_case(code))
                && !locale.as_bytes().get(2).is_some_and(u8::is_ascii_alphanumeric)
        });
        if norwegian { Language::Bokmal } else { Language::English }
    }

    /// The language of this machine, by what the system's variables say.
    #[must_use]
    pub fn of_machine() -> Language {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let set =
            names.iter().find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()));
        Language::of_locale(&set.unwrap_or_default())
    }

    const fn text(self) -> &'static str {
        match self {
            Language::English => include_str!("../../../../ui/locales/en.ftl"),
            Language::Bokmal => include_str!("../../../../ui/locales/nb.ftl"),
        }
    }
}

/// One language's words.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words")
    }
}

impl Words {
    /// The words of a language. A message that does not parse is left out; a test reads them all.
    #[must_use]
    pub fn of(language: Language) -> Words {
        let resource = match FluentResource::try_new(language.text().to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let mut bundle = FluentBundle::new_concurrent(Vec::new());
        // Marks around inserted names confuse terminals and searches; both languages read the
        // same way.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Words { bundle }
    }

    /// The words of programs' messages: English, made once.
    pub(crate) fn english() -> &'static Words {
        static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::of(Language::English));
        &ENGLISH
    }

    /// Whether the list has a message.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// A message by its id; the id itself where the list has no such message.
    #[must_use]
    pub fn say(&self, id: &str, arguments: &[(&str, String)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut named = FluentArgs::new();
        for (name, value) in arguments {
            named.set(*name, value.as_str());
        }
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&named), &mut errors).into_owned()
    }

    /// Why a record is where it is, in one sentence.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        let mut arguments: Vec<(&str, String)> =
            reason.detail.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        for optional in ["field", "code", "message", "object", "id", "side", "partner", "count"] {
            if !reason.detail.contains_key(optional) {
                arguments.push((optional, "none".to_owned()));
            }
        }
        self.say(&format!("reason-{}", reason.code), &arguments)
    }

    /// Where a link stands.
    #[must_use]
    pub fn state(&self, state: LinkState) -> String {
        self.say(&format!("state-{}", state.as_str()), &[])
    }

    /// How a rule came to its answer.
    #[must_use]
    pub fn ruling(&self, ruling: Ruling) -> String {
        self.say(&format!("ruling-{}", code(&ruling)), &[])
    }

    /// Why a record of a plan file was not written.
    #[must_use]
    pub fn difference(&self, why: Difference) -> String {
        self.say(&format!("left-{}", code(&why)), &[])
    }

    /// Why a brake holds.
    #[must_use]
    pub fn brake(&self, tripped: &TrippedBrake) -> String {
        let arguments =
            [("count", tripped.count.to_string()), ("limit", tripped.limit.to_string())];
        self.say(&format!("brake-{}", code(&tripped.brake)), &arguments)
    }

    /// The same as a line of its own.
    #[must_use]
    pub fn brake_line(&self, tripped: &TrippedBrake) -> String {
        let facts = [
            ("why", self.brake(tripped)),
            ("mapping", tripped.mapping.to_string()),
            ("side", tripped.side.product().to_owned()),
        ];
        self.say("brake-line", &facts)
    }

    /// An object that a side did not show, and what follows.
    #[must_use]
    pub fn unread_line(&self, unread: &Unread) -> String {
        let facts = [
            ("side", unread.side.product().to_owned()),
            ("object", unread.object.to_string()),
            ("message", unread.why.clone()),
        ];
        self.say("unread-line", &facts)
    }

    /// What a look at an account found, with the remedy where there is one.
    #[must_use]
    pub fn check_lines(&self, side: Side, check: &HealthCheck) -> Vec<String> {
        let facts = [("about", check.about.clone()), ("fields", check.fields.join(", "))];
        let found = self.say(&format!("check-{}", code(&check.code)), &facts);
        let id = format!("check-do-{}-{}", code(&check.code), code(&side));
        let remedy = self.say(&id, &facts);
        [found].into_iter().chain((remedy != id).then(|| format!("  → {remedy}"))).collect()
    }

    /// What was found before a run, and what to do about it.
    #[must_use]
    pub fn preflight_lines(&self, line: &PreflightLine) -> [String; 2] {
        let none = || "none".to_owned();
        let facts = [
            ("side", line.side.map_or_else(none, |side| side.product().to_owned())),
            ("fields", line.fields.join(", ")),
            ("count", line.count.to_string()),
            ("examples", line.examples.join(", ")),
        ];
        let what = self.say(&format!("preflight-{}", line.code.word()), &facts);
        let about = line.mapping.as_ref().map_or_else(none, ToString::to_string);
        let what = self.say("preflight-about", &[("mapping", about), ("what", what)]);
        [what, self.say(&format!("preflight-do-{}", line.code.word()), &facts)]
    }

    /// A field that a pass goes on without.
    #[must_use]
    pub fn drift_line(&self, drift: &Drift) -> String {
        let facts = [
            ("side", drift.side.product().to_owned()),
            ("object", drift.object.to_string()),
            ("field", drift.name.to_string()),
            ("what", self.say(&format!("drift-{}", code(&drift.what)), &[])),
        ];
        self.say("drift-line", &facts)
    }
}

/// The code under which a unit variant is serialised.
pub(crate) fn code(variant: &impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(code)) => code,
        Ok(_) | Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests;
