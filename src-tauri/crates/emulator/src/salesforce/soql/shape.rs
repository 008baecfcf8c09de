//! What a query is made of, its texts aside: two queries of one shape differ in values only.

use super::parser::{Condition, Item, Literal, Query, parse};

/// A query with its texts taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The query without them, for comparing.
    pub rest: String,
    /// The texts as the query means them, in their order.
    pub texts: Vec<String>,
}

/// Reads a query as the vendor would.
///
/// # Errors
/// The vendor's complaint where it is none.
pub fn shape(text: &str) -> Result<Shape, String> {
    let mut query = parse(text).map_err(|refusal| format!("{refusal:?}"))?;
    let mut texts = Vec::new();
    take(&mut query, &mut texts);
    Ok(Shape { rest: format!("{query:?}"), texts })
}

/// Takes the texts and the places out of a query.
fn take(query: &mut Query, texts: &mut Vec<String>) {
    query.object.at = 0;
    for item in &mut query.items {
        match item {
            Item::Path(name) | Item::Fields(name) => name.at = 0,
            Item::Children(query) => take(query, texts),
            Item::Count => {}
        }
    }
    if let Some(condition) = &mut query.condition {
        take_of(condition, texts);
    }
    for order in &mut query.order {
        order.path.at = 0;
    }
}

fn take_of(condition: &mut Condition, texts: &mut Vec<String>) {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => {
            parts.iter_mut().for_each(|part| take_of(part, texts));
        }
        Condition::Not(part) => take_of(part, texts),
        Condition::Compare { path, value, .. } => {
            path.at = 0;
            take_text(value, texts);
        }
        Condition::In { path, values, .. } | Condition::Includes { path, values, .. } => {
            path.at = 0;
            values.iter_mut().for_each(|value| take_text(value, texts));
        }
        Condition::InQuery { path, query, .. } => {
            path.at = 0;
            take(query, texts);
        }
    }
}

fn take_text(value: &mut Literal, texts: &mut Vec<String>) {
    match value {
        Literal::Text { plain, pattern } => {
            texts.push(std::mem::take(plain));
            pattern.clear();
        }
        Literal::Number(_)
        | Literal::Boolean(_)
        | Literal::Null
        | Literal::Moment(_)
        | Literal::Relative(_) => {}
    }
}
