use serde_json::{Value, json};

use super::*;

fn refusal(body: &Value) -> Refusal {
    let answer = Answer {
        status: http::StatusCode::BAD_REQUEST,
        headers: http::HeaderMap::new(),
        body: serde_json::to_vec(body).unwrap().into(),
        earlier_lost: false,
    };
    Refusal::of(&answer)
}

#[test]
fn every_shape_of_an_error_names_its_fields() {
    let listed = r#"Property values were not valid: [{"isValid":false,"message":"m","error":"INVALID_EMAIL","name":"email"},{"error":"INVALID_INTEGER","name":"amount"}] and more"#;
    let rows = [
        (json!({ "message": listed }), "INVALID_EMAIL", vec!["email", "amount"]),
        (
            json!({ "category": "VALIDATION_ERROR", "message": "no",
                    "errors": [{ "message": "m", "code": "PROPERTY_DOESNT_EXIST",
                                 "context": { "propertyName": ["nope"] } }] }),
            "PROPERTY_DOESNT_EXIST",
            vec!["nope"],
        ),
        (
            json!({ "category": "VALIDATION_ERROR",
                    "message": "\"email\" is a read only property; its value cannot be set." }),
            "VALIDATION_ERROR",
            vec!["email"],
        ),
        (
            json!({ "message": "no", "errors": [{ "message": "no", "code": "X", "in": "email" }] }),
            "X",
            vec!["email"],
        ),
        (
            json!({ "message": "no", "context": { "properties": "email" }, "errorType": "E" }),
            "E",
            vec!["email"],
        ),
        (json!({}), "", vec![]),
        (json!({ "message": "[not json", "context": { "name": 7 } }), "", vec![]),
    ];
    let email = FieldName::from("email");
    for (body, code, fields) in rows {
        let words = refusal(&body).words(400, &[&email]);
        let named: Vec<&str> = words.fields.iter().map(FieldName::as_str).collect();
        assert_eq!((words.code.as_str(), named), (code, fields), "{body}");
    }
}

#[test]
fn the_existing_id_stands_in_the_message_only() {
    let of = |message: &str| refusal(&json!({ "message": message })).existing();
    assert_eq!(of("Contact already exists. Existing ID: 12345"), Some("12345".into()));
    assert_eq!(of("Existing ID: 12345."), Some("12345".into()));
    assert_eq!(of("Existing ID:"), None);
    assert_eq!(of("exists"), None);
}

#[test]
fn a_body_that_is_no_envelope_is_kept_short() {
    let answer = Answer {
        status: http::StatusCode::BAD_GATEWAY,
        headers: http::HeaderMap::new(),
        body: "<html>".repeat(1_000).into(),
        earlier_lost: false,
    };
    assert_eq!(Refusal::of(&answer).message.chars().count(), EXCERPT);
}
