//! HubSpot's limits headers, and which of its answers are worth another try.

use std::time::Duration;

use crosswalk_model::gate::{Bucket, Lesson};
use http::StatusCode;
use serde::Deserialize;

use crate::line::{Answer, Class, Habits, retry_after};

#[cfg(test)]
mod tests;

/// The pause after a refusal by the per-second limit of searches.
const SECOND: Duration = Duration::from_secs(1);
/// The pause after a refusal by the ten-second window.
const WINDOW: Duration = Duration::from_secs(10);
/// The pause that a locked resource asks for at least.
const LOCKED: Duration = Duration::from_secs(2);

/// How HubSpot differs from other vendors.
#[derive(Clone, Copy, Debug, Default)]
pub struct HubSpotHabits;

impl Habits for HubSpotHabits {
    fn lesson(&self, bucket: Bucket, answer: &Answer) -> Lesson {
        let day_max = number(answer, "x-hubspot-ratelimit-daily");
        let day_left = number(answer, "x-hubspot-ratelimit-daily-remaining");
        let pause = match limited(answer) {
            Some(Limit::Second) => Some((bucket, SECOND)),
            Some(Limit::Window) => Some((bucket, retry_after(&answer.headers).unwrap_or(WINDOW))),
            Some(Limit::Day) | None => None,
        };
        Lesson {
            day_used: day_max.zip(day_left).map(|(max, left)| max.saturating_sub(left)),
            day_max,
            burst_left: number(answer, "x-hubspot-ratelimit-remaining"),
            burst_max: number(answer, "x-hubspot-ratelimit-max"),
            pause,
        }
    }

    fn class(&self, answer: &Answer) -> Class {
        let wish = retry_after(&answer.headers);
        match limited(answer) {
            Some(Limit::Day) => {
                let why = "HubSpot's daily limit of the account".to_owned();
                return Class::Closed { why, after: wish };
            }
            Some(Limit::Window) => return Class::Again { after: wish.or(Some(WINDOW)) },
            Some(Limit::Second) => return Class::Again { after: wish.or(Some(SECOND)) },
            None => {}
        }
        match answer.status.as_u16() {
            401 => Class::StaleToken,
            423 => Class::Again { after: Some(wish.unwrap_or(LOCKED).max(LOCKED)) },
            477 => Class::Closed { why: "HubSpot is moving the account".to_owned(), after: wish },
            500 | 502..=504 | 521..=524 | 530 => Class::Again { after: wish },
            _ => Class::Final,
        }
    }
}

/// Which limit a 429 speaks of.
enum Limit {
    Second,
    Window,
    Day,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Refused {
    policy_name: Option<String>,
    message: Option<String>,
}

fn limited(answer: &Answer) -> Option<Limit> {
    if answer.status != StatusCode::TOO_MANY_REQUESTS {
        return None;
    }
    let refused: Refused = serde_json::from_slice(&answer.body).unwrap_or_default();
    let policy = refused.policy_name.or(refused.message).unwrap_or_default().to_lowercase();
    Some(if policy.contains("daily") {
        Limit::Day
    } else if policy.contains("ten_secondly") {
        Limit::Window
    } else if policy.contains("secondly") {
        Limit::Second
    } else {
        Limit::Window
    })
}

fn number(answer: &Answer, name: &str) -> Option<u64> {
    answer.headers.get(name)?.to_str().ok()?.trim().parse().ok()
}
