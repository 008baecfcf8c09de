//! What a job hands back.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::json;

use super::csv;
use super::extract::Extract;
use super::job::{Job, State, Work};
use super::load::{Load, Made, Outcome};
use crate::exchange::InnerFault;
use crate::salesforce::wire::{Answer, Ask, Call, Refusal};
use crate::salesforce::world::Org;

/// Links of one answer to `resultPages`.
const MOST_LINKS: usize = 5;

impl Job {
    /// `successfulResults`, `failedResults` or `unprocessedrecords`.
    pub(super) fn rows(&self, call: &Call<'_>, which: &str) -> Result<Answer, Refusal> {
        let Work::Load(load) = &self.work else { return Err(Refusal::not_found()) };
        if !self.state.is_final() {
            return Err(self.wrong_state("Reading results"));
        }
        let mut places: Vec<usize> = (0..load.rows.len()).collect();
        // The order of results is nothing to rely on, so it is never that of the upload.
        if call.turn.on("salesforce.bulk.result_order") {
            places.reverse();
        }
        if call.turn.fault == Some(&InnerFault::Shuffled) {
            places.rotate_left(load.rows.len() / 2);
        }
        let mut text = match which {
            "successfulResults" => self.line(&["sf__Id", "sf__Created"], &load.header),
            "failedResults" => self.line(&["sf__Id", "sf__Error"], &load.header),
            "unprocessedrecords" => self.line(&[], &load.header),
            _ => return Err(Refusal::not_found()),
        };
        for place in places {
            text.push_str(&self.result(load, which, place).unwrap_or_default());
        }
        Ok(Answer::csv(text))
    }

    /// The line of a row, if the list is about rows like it.
    fn result(&self, load: &Load, which: &str, place: usize) -> Option<String> {
        let row = load.rows.get(place)?;
        match (which, load.outcomes.get(place)) {
            ("successfulResults", Some(Outcome::Done(id, made))) => {
                let made = if *made == Made::Now { "true" } else { "false" };
                Some(self.line(&[id, made], row))
            }
            ("failedResults", Some(Outcome::Refused(id, errors))) => {
                let id = if self.version >= 53 { id.as_str() } else { "" };
                Some(self.line(&[id, &worded(errors)], row))
            }
            ("unprocessedrecords", None) => Some(self.line(&[], row)),
            (_, _) => None,
        }
    }

    fn line(&self, ours: &[&str], theirs: &[String]) -> String {
        csv::line(ours.iter().copied().chain(theirs.iter().map(String::as_str)), self.dialect)
    }

    fn extract(&self, call: &Call<'_>) -> Result<&Extract, Refusal> {
        let Work::Extract(extract) = &self.work else { return Err(Refusal::not_found()) };
        if self.state != State::JobComplete {
            return Err(self.wrong_state("Reading results"));
        }
        if self.version != call.version && call.turn.on("salesforce.bulk.same_version") {
            let text = format!("The job was created with API version {}.0", self.version);
            return Err(Refusal::new("API_VERSION_MISMATCH", text).with(409));
        }
        Ok(extract)
    }
}

/// `CODE:message:Field1,Field2 --`, one after the other.
fn worded(errors: &[Refusal]) -> String {
    let one = |error: &Refusal| {
        let fields = error.fields.clone().unwrap_or_default().join(",");
        format!("{}:{}:{fields} --", error.code, error.message)
    };
    errors.iter().map(one).collect()
}

impl Org {
    /// `GET /jobs/query/{id}/results`: a page of lines, and where the next one begins.
    pub(super) fn query_results(
        &self,
        call: &Call<'_>,
        ask: &Ask,
        job: &Job,
    ) -> Result<Answer, Refusal> {
        let extract = job.extract(call)?;
        let from = place_of(ask.param("locator"), extract.lines.len())?;
        let whole = !call.turn.on("salesforce.bulk.pages");
        let most = match ask.param("maxRecords").map(str::parse::<usize>) {
            _ if whole => usize::MAX - extract.lines.len(),
            None => self.settings.bulk.result_rows,
            Some(Ok(most)) if most > 0 => most,
            Some(_) => {
                let text = "maxRecords must be a positive number";
                return Err(Refusal::new("INVALID_INPUT", text));
            }
        };
        let page = &extract.lines[from..(from + most).min(extract.lines.len())];
        let next = from + page.len();
        let locator = if next < extract.lines.len() { locator(next) } else { "null".to_owned() };
        let mut answer = Answer::csv(extract.header.clone() + &page.concat());
        answer.headers.push(("Sforce-Locator", locator));
        answer.headers.push(("Sforce-NumberOfRecords", page.len().to_string()));
        Ok(answer)
    }

    /// `GET /jobs/query/{id}/resultPages`: pages to read side by side.
    pub(super) fn result_pages(
        &self,
        call: &Call<'_>,
        ask: &Ask,
        job: &Job,
    ) -> Result<Answer, Refusal> {
        let extract = job.extract(call)?;
        let size = self.settings.bulk.result_rows.max(1);
        let from = place_of(ask.param("locator"), extract.lines.len())?;
        let starts: Vec<usize> = (from..extract.lines.len().max(from + 1)).step_by(size).collect();
        let base = format!("/services/data/v{}.0/jobs/query/{}", call.version, job.id);
        let link = |at: &usize| json!({"resultLink": format!("{base}/results?locator={}&maxRecords={size}", locator(*at))});
        let links: Vec<_> = starts.iter().take(MOST_LINKS).map(link).collect();
        let next = starts.get(MOST_LINKS);
        let url = next.map(|at| format!("{base}/resultPages?locator={}", locator(*at)));
        let body = json!({"resultPages": links, "nextRecordsUrl": url, "done": next.is_none()});
        Ok(Answer::json(200, body))
    }
}

fn locator(place: usize) -> String {
    STANDARD_NO_PAD.encode(place.to_string())
}

/// The place that a locator names; the beginning without one.
fn place_of(locator: Option<&str>, most: usize) -> Result<usize, Refusal> {
    let Some(locator) = locator else { return Ok(0) };
    let bytes = STANDARD_NO_PAD.decode(locator).ok();
    let place = bytes.and_then(|bytes| String::from_utf8(bytes).ok()?.parse::<usize>().ok());
    place
        .filter(|place| *place <= most)
        .ok_or_else(|| Refusal::new("INVALID_QUERY_LOCATOR", format!("invalid locator: {locator}")))
}
