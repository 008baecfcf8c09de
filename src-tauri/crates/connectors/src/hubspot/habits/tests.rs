use serde_json::{Value, json};

use super::*;
use crate::scripted::response;

fn answer(status: u16, body: &Value, headers: &[(&str, &str)]) -> Answer {
    let (head, body) = response(status, body, headers).into_parts();
    Answer { status: head.status, headers: head.headers, body, earlier_lost: false }
}

fn again(seconds: u64) -> Class {
    Class::Again { after: Some(Duration::from_secs(seconds)) }
}

#[test]
fn answers_are_classed_by_status_and_policy() {
    let policy = |name: &str| json!({ "policyName": name });
    let rows = [
        (answer(200, &json!({}), &[]), Class::Final),
        (answer(207, &json!({}), &[]), Class::Final),
        (answer(400, &json!({}), &[]), Class::Final),
        (answer(403, &json!({}), &[]), Class::Final),
        (answer(401, &json!({ "category": "EXPIRED_AUTHENTICATION" }), &[]), Class::StaleToken),
        (answer(423, &json!({}), &[]), again(2)),
        (answer(502, &json!({}), &[]), Class::Again { after: None }),
        (answer(524, &json!({}), &[]), Class::Again { after: None }),
        (answer(429, &policy("SECONDLY"), &[]), again(1)),
        (answer(429, &policy("TEN_SECONDLY_ROLLING"), &[]), again(10)),
        (
            answer(429, &json!({ "message": "You have reached your secondly limit." }), &[]),
            again(1),
        ),
        (
            answer(
                429,
                &json!({ "message": "You have reached your ten_secondly_rolling limit." }),
                &[],
            ),
            again(10),
        ),
        (answer(429, &policy("SECONDLY"), &[("retry-after", "3")]), again(3)),
        (answer(429, &Value::Null, &[]), again(10)),
    ];
    for (answer, class) in rows {
        assert_eq!(HubSpotHabits.class(&answer), class, "{answer:?}");
    }
    let daily = HubSpotHabits.class(&answer(429, &policy("DAILY"), &[]));
    assert!(matches!(daily, Class::Closed { after: None, .. }));
    let moving = HubSpotHabits.class(&answer(477, &json!({}), &[("retry-after", "3600")]));
    assert!(matches!(moving, Class::Closed { after: Some(hour), .. } if hour.as_secs() == 3600));
}

#[test]
fn the_limits_headers_teach_and_their_absence_teaches_nothing() {
    let headers = [
        ("x-hubspot-ratelimit-daily", "250000"),
        ("x-hubspot-ratelimit-daily-remaining", "249000"),
        ("x-hubspot-ratelimit-max", "100"),
        ("x-hubspot-ratelimit-remaining", "99"),
    ];
    let lesson = HubSpotHabits.lesson(Bucket::HubSpot, &answer(200, &json!({}), &headers));
    assert_eq!((lesson.day_used, lesson.day_max), (Some(1_000), Some(250_000)));
    assert_eq!((lesson.burst_left, lesson.burst_max), (Some(99), Some(100)));
    let silent = HubSpotHabits.lesson(Bucket::HubSpotSearch, &answer(200, &json!({}), &[]));
    assert_eq!(silent, Lesson::default());
}
