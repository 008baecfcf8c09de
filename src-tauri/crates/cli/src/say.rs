//! What is printed: data to stdout, messages to stderr.
#![expect(clippy::print_stderr, reason = "it is the one that prints")]

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::sync::Arc;

use comfy_table::Table;
use comfy_table::presets::NOTHING;
use crosswalk_app::error::ErrorReport;
use crosswalk_app::plans::BLANK;
use crosswalk_app::words::{Language, Words};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::args::Global;
use crate::exit::Failure;

/// The version of every JSON document. Minor is additive.
pub const FORMAT_VERSION: &str = "1.0";

/// How the command speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// To people.
    Text,
    /// One JSON document.
    Json,
    /// One JSON event a line, the document last.
    JsonStream,
}

/// Where output goes, and in which form.
#[derive(Debug)]
pub struct Say {
    /// The form.
    pub form: Form,
    /// The words.
    pub words: Arc<Words>,
}

impl Say {
    /// By the global flags.
    pub fn of(global: &Global) -> Say {
        let form = match (global.json, global.json_stream) {
            (_, true) => Form::JsonStream,
            (true, false) => Form::Json,
            (false, false) => Form::Text,
        };
        Say { form, words: Arc::new(Words::of(language(global))) }
    }

    /// A message without arguments.
    pub fn word(&self, id: &str) -> String {
        self.words.say(id, &[])
    }

    /// Data: as JSON, or as the text that `text` makes of it.
    pub fn data<T: Serialize>(&self, data: &T, text: impl FnOnce(&T) -> String) {
        match self.form {
            Form::Text => out(&text(data)),
            Form::Json => out(&pretty(&versioned(data))),
            Form::JsonStream => out(&versioned(data).to_string()),
        }
    }

    /// A line for people, on stderr; nothing where a program reads.
    pub fn note(&self, line: impl Display) {
        if self.form == Form::Text {
            eprintln!("{line}");
        }
    }

    /// What a person has to do now, on stderr: also where a program reads the answer.
    pub fn ask(&self, line: impl Display) {
        eprintln!("{line}");
    }

    /// Whether progress bars make sense.
    pub fn bars(&self) -> bool {
        self.form == Form::Text && std::io::stderr().is_terminal()
    }

    /// Why it did not end well.
    pub fn failure(&self, failure: &Failure) {
        match self.form {
            Form::Text => {
                let (message, remedy) = spoken(&failure.report, &self.words);
                eprintln!("{}: {message}", self.word("fault-head"));
                eprintln!("  → {remedy}");
            }
            Form::Json => out(&pretty(&versioned(&Refusal { error: &failure.report }))),
            Form::JsonStream => out(&versioned(&Refusal { error: &failure.report }).to_string()),
        }
    }
}

/// What is wrong and what to do about it. Details come as the rooms below tell them.
pub fn spoken(report: &ErrorReport, words: &Words) -> (String, String) {
    let message = [("message", report.message.clone())];
    let said = |id: String, plain: &str| {
        if words.has(&id) { words.say(&id, &message) } else { plain.to_owned() }
    };
    (
        said(format!("fault-{}", report.code), &report.message),
        said(format!("do-{}", report.code), &report.remedy),
    )
}

#[derive(Serialize)]
struct Refusal<'a> {
    error: &'a ErrorReport,
}

/// One line of a program's stream.
pub fn line(event: &impl Serialize) {
    out(&versioned(event).to_string());
}

/// Text as it is, with a newline unless it brings one. A reader that went away (`| head`) is no
/// error.
pub fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let end = if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
    if write!(stdout, "{text}{end}").and_then(|()| stdout.flush()).is_err() {
        std::process::exit(0);
    }
}

/// The document with its version first. A list becomes `{"format_version", "items"}`.
pub fn versioned(data: &impl Serialize) -> Value {
    let mut document = Map::new();
    document.insert("format_version".to_owned(), Value::from(FORMAT_VERSION));
    let data = serde_json::to_value(data).unwrap_or(Value::Null);
    if let Value::Object(fields) = data {
        document.extend(fields);
    } else {
        document.insert("items".to_owned(), data);
    }
    Value::Object(document)
}

fn pretty(document: &Value) -> String {
    serde_json::to_string_pretty(document).unwrap_or_else(|_| document.to_string())
}

/// A plain table; an empty one says so.
pub fn table<const N: usize>(words: &Words, head: [&str; N], rows: Vec<[String; N]>) -> String {
    if rows.is_empty() {
        return words.say("none", &[]);
    }
    let mut table = Table::new();
    table.load_style(NOTHING).set_header(head.map(|it| words.say(&format!("head-{it}"), &[])));
    for row in rows {
        table.add_row(row);
    }
    let lines: Vec<String> = table.to_string().lines().map(|it| it.trim_end().to_owned()).collect();
    lines.join("\n")
}

/// A value as a person reads it; the state's own word for a blank is in nobody's language.
pub fn value(text: &str, words: &Words) -> String {
    if text == BLANK { words.say("value-blank", &[]) } else { text.to_owned() }
}

fn language(global: &Global) -> Language {
    let of_machine = || {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        names.iter().find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()))
    };
    let named = global.language.clone().or_else(of_machine).unwrap_or_default();
    Language::of_locale(&named)
}
