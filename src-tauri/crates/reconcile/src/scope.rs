//! Which records take part, by a filter (S14, A26): a CEL expression over the HubSpot record. The
//! file, the command line and a filter builder all hold the same text.
//!
//! A property goes by its own name. What it holds there:
//!
//! | kind | filled | blank |
//! |---|---|---|
//! | text, one option, a reference | text | `""` |
//! | several options | a list of texts | `[]` |
//! | number | a number | `null` |
//! | yes or no | a boolean | `null` |
//! | date, time, instant | text in ISO order (`2026-11-24`, UTC), so that `<` means "before" | `null` |
//!
//! What cannot be worked out because a value is blank (`amount > 5` of no amount) does not hold, as
//! in HubSpot's own filters; `amount == null` asks for it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use cel::common::ast::{ComprehensionExpr, EntryExpr, Expr, operators};
use cel::{Context, Env, ExecutionError, IdedExpr, Program, Value as Cel};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use crosswalk_model::schema::ObjectSchema;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{FieldName, Reading, Record, Value};

use crate::identity::Membership;

/// The most characters a filter may have.
const LONGEST: usize = 4_000;

/// How deep brackets may stand in one another. The parser calls itself for each; this keeps a
/// hostile file from overflowing the stack.
const DEEPEST: usize = 50;

/// All contacts but those of lifecycle stage Subscriber, as HubSpot's own list of June 2017 has it:
/// who has no stage takes part (S17, A26).
pub const ALL_BUT_SUBSCRIBERS: &str = "lifecyclestage != \"subscriber\"";

/// A filter that can be asked.
#[derive(Clone)]
pub struct Filter {
    text: String,
    /// The properties that it asks for, and what they hold.
    fields: BTreeMap<FieldName, ValueKind>,
    program: Arc<Program>,
    env: Arc<Env>,
}

/// Why a text is no filter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "filter_flaw")]
pub enum FilterFlaw {
    /// It does not parse.
    Syntax {
        /// What the parser says, and where.
        message: String,
    },
    /// It is longer, or nested deeper, than a filter may be.
    TooLarge,
    /// It names something that is no property of the object.
    NoSuchProperty {
        /// The name.
        name: String,
    },
    /// A part of it that ought to be true or false is not, or cannot be worked out on the kinds of
    /// the properties that it names.
    NoCondition {
        /// What is wrong with it.
        message: String,
    },
}

impl Filter {
    /// Reads a filter over the records of an object.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(text: &str, schema: &ObjectSchema) -> Result<Filter, Vec<FilterFlaw>> {
        if text.chars().count() > LONGEST || depth(text) > DEEPEST {
            return Err(vec![FilterFlaw::TooLarge]);
        }
        let mut env = Env::stdlib();
        env.add_extension(cel::extensions::strings).map_err(|error| vec![syntax(&error)])?;
        let program = env.compile(text).map_err(|error| vec![syntax(&error)])?;
        let mut names = Names::default();
        names.gather(program.expression());
        let mut fields = BTreeMap::new();
        let mut flaws = Vec::new();
        for name in names.free() {
            match schema.fields.get(&FieldName::from(name)) {
                Some(field) => {
                    fields.insert(field.name.clone(), field.kind);
                }
                None => flaws.push(FilterFlaw::NoSuchProperty { name: name.to_owned() }),
            }
        }
        let filter = Filter {
            text: text.to_owned(),
            fields,
            program: Arc::new(program),
            env: Arc::new(env),
        };
        if flaws.is_empty() {
            flaws = filter.conditions();
        }
        if flaws.is_empty() { Ok(filter) } else { Err(flaws) }
    }

    /// The properties that it asks for.
    pub fn fields(&self) -> impl Iterator<Item = &FieldName> {
        self.fields.keys()
    }

    /// Whether a record takes part.
    #[must_use]
    pub fn admits(&self, record: &Record) -> Membership {
        let mut context = self.context();
        for (name, kind) in &self.fields {
            let held = match record.reading(name) {
                Reading::Unknown => return Membership::Unknown,
                Reading::Blank => blank(*kind),
                Reading::Value(value) => filled(&value),
            };
            context.add_variable_from_value(name.as_str(), held);
        }
        match self.program.execute(&context) {
            Ok(Cel::Bool(true)) => Membership::In,
            Ok(_) | Err(_) => Membership::Out,
        }
    }

    /// Every part that ought to be a condition, tried on filled values.
    fn conditions(&self) -> Vec<FilterFlaw> {
        let mut context = self.context();
        for (name, kind) in &self.fields {
            context.add_variable_from_value(name.as_str(), sample(*kind));
        }
        let mut flaws = Vec::new();
        condition(self.program.expression(), &context, &mut flaws);
        flaws
    }

    fn context(&self) -> Context<'_, '_> {
        Context::with_env(Arc::clone(&self.env))
    }
}

impl PartialEq for Filter {
    fn eq(&self, other: &Filter) -> bool {
        self.text == other.text && self.fields == other.fields
    }
}

impl Eq for Filter {}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Filter({:?})", self.text)
    }
}

impl fmt::Display for FilterFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FilterFlaw::Syntax { message } => write!(f, "the filter cannot be read: {message}"),
            FilterFlaw::TooLarge => write!(
                f,
                "the filter is longer than {LONGEST} characters or nested deeper than {DEEPEST}"
            ),
            FilterFlaw::NoSuchProperty { name } => {
                write!(f, "the filter names {name}, and HubSpot has no such property")
            }
            FilterFlaw::NoCondition { message } => write!(f, "the filter does not work: {message}"),
        }
    }
}

/// `&&`, `||`, `!` and `?:` are taken apart, so that a wrong part is found that the right one beside
/// it would hide.
fn condition(part: &IdedExpr, context: &Context<'_, '_>, flaws: &mut Vec<FilterFlaw>) {
    if let Expr::Call(call) = &part.expr {
        match call.func_name.as_str() {
            operators::LOGICAL_AND | operators::LOGICAL_OR | operators::LOGICAL_NOT => {
                return call.args.iter().for_each(|one| condition(one, context, flaws));
            }
            _ => {}
        }
    }
    let message = match Cel::resolve(part, context) {
        Ok(Cel::Bool(_)) => return,
        Ok(_) => "a part of it is neither true nor false".to_owned(),
        Err(error) => in_words(&error),
    };
    flaws.push(FilterFlaw::NoCondition { message });
}

fn in_words(error: &ExecutionError) -> String {
    if let ExecutionError::UndeclaredReference(name) = error {
        return format!("{name} is not known");
    }
    error.to_string()
}

fn syntax(error: &impl fmt::Display) -> FilterFlaw {
    let message = error.to_string();
    let first = message.lines().next().unwrap_or_default();
    FilterFlaw::Syntax { message: first.trim_start_matches("ERROR: <input>:").to_owned() }
}

/// How deep brackets stand in one another, and how many signs stand in a row.
fn depth(text: &str) -> usize {
    let (mut deepest, mut now, mut signs) = (0_usize, 0_usize, 0_usize);
    for letter in text.chars() {
        match letter {
            '(' | '[' | '{' => now += 1,
            ')' | ']' | '}' => now = now.saturating_sub(1),
            _ => {}
        }
        signs = if matches!(letter, '!' | '-') { signs + 1 } else { 0 };
        deepest = deepest.max(now).max(signs);
    }
    deepest
}

/// The names in an expression.
#[derive(Default)]
struct Names<'e> {
    used: BTreeSet<&'e str>,
    /// What `exists`, `all` and their like give a name to.
    bound: BTreeSet<&'e str>,
}

impl<'e> Names<'e> {
    fn free(&self) -> impl Iterator<Item = &'e str> + '_ {
        self.used.difference(&self.bound).copied().filter(|name| !name.starts_with('@'))
    }

    fn gather(&mut self, part: &'e IdedExpr) {
        match &part.expr {
            Expr::Unspecified | Expr::Literal(_) => {}
            Expr::Ident(name) => {
                self.used.insert(name);
            }
            Expr::Call(call) => {
                call.target.iter().for_each(|target| self.gather(target));
                call.args.iter().for_each(|one| self.gather(one));
            }
            Expr::Comprehension(loops) => self.gather_loop(loops),
            Expr::List(list) => list.elements.iter().for_each(|one| self.gather(one)),
            Expr::Map(map) => map.entries.iter().for_each(|entry| self.gather_entry(&entry.expr)),
            Expr::Select(select) => self.gather(&select.operand),
            Expr::Struct(made) => {
                made.entries.iter().for_each(|entry| self.gather_entry(&entry.expr));
            }
        }
    }

    fn gather_entry(&mut self, entry: &'e EntryExpr) {
        match entry {
            EntryExpr::StructField(field) => self.gather(&field.value),
            EntryExpr::MapEntry(entry) => {
                self.gather(&entry.key);
                self.gather(&entry.value);
            }
        }
    }

    fn gather_loop(&mut self, loops: &'e ComprehensionExpr) {
        self.bound.insert(&loops.iter_var);
        self.bound.extend(loops.iter_var2.as_deref());
        self.bound.insert(&loops.accu_var);
        let parts = [
            &loops.iter_range,
            &loops.accu_init,
            &loops.loop_cond,
            &loops.loop_step,
            &loops.result,
        ];
        parts.into_iter().for_each(|one| self.gather(one));
    }
}

fn filled(value: &Value) -> Cel {
    let text = |it: &dyn fmt::Display| Cel::from(it.to_string());
    match value {
        Value::Text(it) | Value::Choice(it) => Cel::from(it.as_str()),
        Value::Decimal(it) => number(*it),
        Value::Boolean(it) => Cel::Bool(*it),
        Value::Date(it) => text(it),
        Value::Time(it) => text(it),
        Value::Instant(it) => text(it),
        Value::Choices(them) => texts(them.iter().map(String::as_str)),
        Value::Reference(it) => Cel::from(it.id.as_str()),
        Value::References(them) => texts(them.iter().map(|it| it.id.as_str())),
    }
}

/// A number to compare with, and nothing else: no value is made of it.
fn number(value: Decimal) -> Cel {
    let whole = value.is_integer().then(|| value.to_i64()).flatten();
    whole.map_or_else(|| value.to_f64().map_or(Cel::Null, Cel::Float), Cel::Int)
}

fn texts<'t>(them: impl Iterator<Item = &'t str>) -> Cel {
    Cel::from(them.map(str::to_owned).collect::<Vec<String>>())
}

fn blank(kind: ValueKind) -> Cel {
    match kind {
        ValueKind::Text | ValueKind::Choice | ValueKind::Reference => Cel::from(""),
        ValueKind::Choices | ValueKind::References => texts(std::iter::empty()),
        ValueKind::Decimal
        | ValueKind::Boolean
        | ValueKind::Date
        | ValueKind::Time
        | ValueKind::Instant => Cel::Null,
    }
}

/// A filled value of a kind, to try a filter on.
fn sample(kind: ValueKind) -> Cel {
    match kind {
        ValueKind::Text | ValueKind::Choice | ValueKind::Reference => Cel::from("a"),
        ValueKind::Choices | ValueKind::References => texts(std::iter::once("a")),
        ValueKind::Decimal => Cel::Int(1),
        ValueKind::Boolean => Cel::Bool(true),
        ValueKind::Date => Cel::from("2026-11-24"),
        ValueKind::Time => Cel::from("09:30:00"),
        ValueKind::Instant => Cel::from("2026-11-24T09:30:00Z"),
    }
}

#[cfg(test)]
mod tests;
