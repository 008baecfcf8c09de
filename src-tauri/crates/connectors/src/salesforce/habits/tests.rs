use bytes::Bytes;
use http::HeaderMap;

use super::*;

fn answer(status: u16, kind: &str, body: &str) -> Answer {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, kind.parse().unwrap());
    Answer {
        status: StatusCode::from_u16(status).unwrap(),
        headers,
        body: Bytes::from(body.to_owned()),
        earlier_lost: false,
    }
}

fn check(status: u16, body: &str, expected: &Class) {
    let class = SalesforceHabits.class(&answer(status, "application/json;charset=UTF-8", body));
    assert_eq!(&class, expected, "{status} {body}");
}

fn fault(code: &str, message: &str) -> String {
    format!(r#"[{{"message":"{message}","errorCode":"{code}"}}]"#)
}

#[test]
fn refusals_fall_into_classes() {
    let again = Class::Again { after: None };
    check(200, "{}", &Class::Final);
    check(204, "", &Class::Final);
    check(400, &fault("MALFORMED_QUERY", "x"), &Class::Final);
    check(404, &fault("NOT_FOUND", "x"), &Class::Final);
    check(401, &fault("INVALID_SESSION_ID", "Session expired or invalid"), &Class::StaleToken);
    let unfit = "This session is not valid for use with the REST API";
    check(401, &fault("INVALID_SESSION_ID", unfit), &Class::Final);
    check(401, &fault("X", "Connected app is not attached to Agent"), &Class::Final);
    check(403, "Bad_OAuth_Token", &Class::StaleToken);
    check(403, &fault("API_DISABLED_FOR_ORG", "x"), &Class::Final);
    let concurrent = "ConcurrentRequests (Concurrent API Requests) Limit exceeded.";
    check(403, &fault("REQUEST_LIMIT_EXCEEDED", concurrent), &again);
    let daily = "TotalRequests Limit exceeded.";
    let closed = Class::Closed { why: daily.to_owned(), after: None };
    check(403, &fault("REQUEST_LIMIT_EXCEEDED", daily), &closed);
    for status in [420, 429, 500, 502, 503, 504] {
        check(status, "<html>down</html>", &again);
    }
}

#[test]
fn a_page_of_html_is_never_an_answer() {
    let page = answer(200, "text/html;charset=UTF-8", "<html>maintenance</html>");
    assert_eq!(SalesforceHabits.class(&page), Class::Again { after: None });
}

#[test]
fn limits_are_read_by_key() {
    let check = |text: &str, day: Option<(u64, u64)>, burst: Option<(u64, u64)>| {
        let mut given = answer(200, "application/json", "");
        given.headers.insert(LIMITS, text.parse().unwrap());
        let lesson = SalesforceHabits.lesson(Bucket::Salesforce, &given);
        assert_eq!(lesson.day_used.zip(lesson.day_max), day, "{text}");
        assert_eq!(lesson.burst_left.zip(lesson.burst_max), burst, "{text}");
    };
    check("api-usage=10018/100000", Some((10_018, 100_000)), None);
    check("api-usage=25/5000; api-bursts=1/750", Some((25, 5000)), Some((749, 750)));
    check("api-usage=18/5000; per-app-api-usage=17/250(appName=x)", Some((18, 5000)), None);
    check("per-app-api-usage=17/250(appName=x), api-usage=18/5000", Some((18, 5000)), None);
    check("nonsense", None, None);
}
