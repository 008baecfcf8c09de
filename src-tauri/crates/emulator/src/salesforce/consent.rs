//! The pages of sign-in, for a browser and for a test that fills in forms.

use super::oauth::Form;
use super::wire::{Answer, Body};

/// Where the page's buttons send their form.
pub(crate) const DECISION: &str = "/setup/secur/RemoteAccessAuthorizationPage.apexp";

const CARRIED: [&str; 7] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
];

/// One form per user that allows, and one that denies.
pub(crate) fn page(form: &Form, people: &[[String; 4]]) -> Answer {
    let hidden: String = CARRIED
        .iter()
        .filter_map(|name| Some((name, form.get(name)?)))
        .map(|(name, value)| input(name, value))
        .collect();
    let hint = form.get("login_hint");
    let mut body = String::new();
    for [org, org_name, user, name] in
        people.iter().filter(|person| hint.is_none_or(|hint| hint == person[3]))
    {
        body += &format!(
            "<form method=\"post\" action=\"{DECISION}\">{hidden}{}{}{}\
             <button type=\"submit\">Allow as {} ({})</button></form>\n",
            input("org", org),
            input("user", user),
            input("decision", "approve"),
            escaped(name),
            escaped(org_name)
        );
    }
    body += &format!(
        "<form method=\"post\" action=\"{DECISION}\">{hidden}{}\
         <button type=\"submit\">Deny</button></form>\n",
        input("decision", "deny")
    );
    html(200, &format!("<h1>Allow access?</h1>\n{body}"))
}

/// A request that cannot be sent back to its app.
pub(crate) fn refused(error: &str, text: &str) -> Answer {
    html(400, &format!("<p>error={}&amp;error_description={}</p>", escaped(error), escaped(text)))
}

/// Back to the app.
pub(crate) fn back(redirect: &str, state: Option<&str>, params: &[(&str, &str)]) -> Answer {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(params);
    if let Some(state) = state {
        query.append_pair("state", state);
    }
    let mark = if redirect.contains('?') { '&' } else { '?' };
    let mut answer = Answer::empty(302);
    answer.headers.push(("Location", format!("{redirect}{mark}{}", query.finish())));
    answer
}

fn input(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escaped(value))
}

fn html(status: u16, body: &str) -> Answer {
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <title>Emulated Salesforce</title></head><body>\n{body}\n</body></html>"
    );
    Answer { body: Body::Html(page), ..Answer::empty(status) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
