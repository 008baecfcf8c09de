//! What Salesforce's limits headers and refusals ask of the line.

use crosswalk_model::gate::{Bucket, Lesson};
use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::errors::words;
use crate::line::{Answer, Class, Habits};

/// Header with what the org has used of its day, on nearly every answer.
const LIMITS: &str = "sforce-limit-info";

/// 401 bodies that another token would not cure.
const NO_TOKEN_HELPS: [&str; 2] =
    ["not valid for use with the REST API", "Connected app is not attached to Agent"];

/// Salesforce's habits.
#[derive(Clone, Copy, Debug, Default)]
pub struct SalesforceHabits;

impl Habits for SalesforceHabits {
    fn lesson(&self, _bucket: Bucket, answer: &Answer) -> Lesson {
        answer
            .headers
            .get(LIMITS)
            .and_then(|value| value.to_str().ok())
            .map(limits)
            .unwrap_or_default()
    }

    fn class(&self, answer: &Answer) -> Class {
        if answer.status.is_success() && !is_a_page(answer) {
            return Class::Final;
        }
        match answer.status.as_u16() {
            200..=299 | 420 | 429 | 500..=599 => Class::Again { after: None },
            401 => unauthorised(answer),
            403 => forbidden(answer),
            _ => Class::Final,
        }
    }
}

/// Reads `api-usage=10018/100000; api-bursts=1/750; per-app-api-usage=17/250(appName=x)` by key:
/// parts come and go.
fn limits(text: &str) -> Lesson {
    let mut lesson = Lesson::default();
    for part in text.split([';', ',']) {
        let Some((key, value)) = part.split_once('=') else { continue };
        let Some((used, max)) = ratio(value) else { continue };
        match key.trim() {
            "api-usage" => {
                lesson.day_used = Some(used);
                lesson.day_max = Some(max);
            }
            "api-bursts" => {
                lesson.burst_left = Some(max.saturating_sub(used));
                lesson.burst_max = Some(max);
            }
            _ => {}
        }
    }
    lesson
}

fn ratio(text: &str) -> Option<(u64, u64)> {
    let (used, rest) = text.trim().split_once('/')?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Some((used.parse().ok()?, rest.get(..digits)?.parse().ok()?))
}

/// Maintenance pages come as HTML, on a success too.
fn is_a_page(answer: &Answer) -> bool {
    answer
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"))
}

fn unauthorised(answer: &Answer) -> Class {
    let words = words(StatusCode::UNAUTHORIZED.as_u16(), &answer.body);
    if NO_TOKEN_HELPS.iter().any(|text| words.message.contains(text)) {
        return Class::Final;
    }
    Class::StaleToken
}

fn forbidden(answer: &Answer) -> Class {
    let words = words(StatusCode::FORBIDDEN.as_u16(), &answer.body);
    match words.code.as_str() {
        "REQUEST_LIMIT_EXCEEDED" if words.message.contains("ConcurrentRequests") => {
            Class::Again { after: None }
        }
        "REQUEST_LIMIT_EXCEEDED" | "TXN_SECURITY_METERING_ERROR" => {
            Class::Closed { why: words.message, after: None }
        }
        // The userinfo resource says so instead of 401.
        "" if words.message.contains("Bad_OAuth_Token") => Class::StaleToken,
        _ => Class::Final,
    }
}

#[cfg(test)]
mod tests;
