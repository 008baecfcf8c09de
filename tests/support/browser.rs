//! A person at a browser, who allows what is asked.

use std::io::{Read, Write};
use std::net::TcpStream;

use bytes::Bytes;
use crosswalk_app::accounts::ByBrowser;
use crosswalk_app::emulate::Emulation;
use crosswalk_app::{Rights, Side};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::{Emulator, Outcome};
use url::Url;

/// Longer than any consent page.
const LONGEST_PAGE: usize = 1 << 20;

/// Opens the vendor's page, allows it, and comes back to the program.
pub fn allow(emulator: &Emulator, vendor: Vendor, page: &Url) {
    visit(&answer(emulator, vendor, page));
}

/// Opens the vendor's page and allows it; where the browser is sent to with the answer.
pub fn answer(emulator: &Emulator, vendor: Vendor, page: &Url) -> Url {
    let shown = ask(emulator, vendor, ("GET", page, String::new()));
    let (action, fields) = form(std::str::from_utf8(shown.body()).unwrap());
    let sent = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let target = page.join(&action).unwrap();
    let decided = ask(emulator, vendor, ("POST", &target, sent));
    let back = decided.headers()["location"].to_str().unwrap();
    Url::parse(back).unwrap()
}

fn ask(
    emulator: &Emulator,
    vendor: Vendor,
    (method, url, body): (&str, &Url, String),
) -> http::Response<Bytes> {
    let request = http::Request::builder()
        .method(method)
        .uri(url.as_str())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from(body))
        .unwrap();
    let Outcome::Answer(answer) = emulator.exchange(vendor, request) else { panic!("cut") };
    answer.response.map(|body| body.read(LONGEST_PAGE).unwrap())
}

/// The program's own page, over a real socket.
fn visit(back: &Url) {
    let port = back.port().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let target = &back[url::Position::BeforePath..];
    let request = format!("GET {target} HTTP/1.1\r\nhost: localhost:{port}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
}

/// The first form of a page: where it goes, and its fields.
fn form(page: &str) -> (String, Vec<(String, String)>) {
    let between = |text: &str, from: &str| {
        let rest = text.split_once(from).expect(from).1;
        rest.split_once('"').unwrap().0.replace("&quot;", "\"").replace("&amp;", "&")
    };
    let form = page.split("</form>").next().unwrap();
    let inputs = form.split("<input ").skip(1);
    let mut fields: Vec<(String, String)> =
        inputs.map(|input| (between(input, "name=\""), between(input, "value=\""))).collect();
    if let Some((_, select)) = form.split_once("<select name=\"hub_id\">") {
        fields.push(("hub_id".to_owned(), between(select, "<option value=\"")));
        fields.push(("decision".to_owned(), "approve".to_owned()));
    }
    (between(form, "action=\""), fields)
}

/// How a person signs in on a side, and what their browser does.
pub fn how(emulation: &Emulation, side: Side) -> (ByBrowser, impl FnOnce(&Url) + use<>) {
    let facts = emulation.facts();
    let (vendor, of) = match side {
        Side::HubSpot => (Vendor::HubSpot, &facts.hubspot),
        Side::Salesforce => (Vendor::Salesforce, &facts.salesforce),
    };
    let account = of.accounts.first().unwrap();
    let how = ByBrowser {
        side,
        client_id: account.client_id.clone().unwrap(),
        client_secret: account.client_secret.clone().map(Into::into),
        login: of.url.clone(),
        development: true,
        rights: Rights::Full,
    };
    let emulator = emulation.emulator.clone();
    let show = move |page: &Url| {
        let page = page.clone();
        std::thread::spawn(move || allow(&emulator, vendor, &page));
    };
    (how, show)
}
