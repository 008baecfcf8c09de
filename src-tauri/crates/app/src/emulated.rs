//! The wire to the emulator in this process: for the demo's dry runs and the simulation. No
//! socket, no thread; a delay is slept on tokio's clock, so a paused clock pauses it too.

use async_trait::async_trait;
use bytes::Bytes;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::{Cut, Emulator, Outcome};
use crosswalk_model::Wire;
use crosswalk_model::wire::{Call, WireError};

/// The emulator, called in process. The request's host picks the vendor.
#[derive(Clone, Debug)]
pub struct EmulatorWire {
    emulator: Emulator,
}

impl EmulatorWire {
    /// A wire to this emulator.
    #[must_use]
    pub const fn new(emulator: Emulator) -> Self {
        EmulatorWire { emulator }
    }
}

#[async_trait]
impl Wire for EmulatorWire {
    async fn exchange(&self, call: Call) -> Result<http::Response<Bytes>, WireError> {
        let host = call.request.uri().host().unwrap_or_default().to_owned();
        let vendor = Vendor::of_host(&host)
            .ok_or_else(|| WireError::NotSent(format!("{host} is no host of the emulator")))?;
        let outcome = self.emulator.exchange(vendor, call.request);
        let whole = tokio::time::timeout(call.timeout, arrive(outcome, call.max_body)).await;
        whole.unwrap_or_else(|_| Err(WireError::AnswerLost("no answer in time".to_owned())))
    }
}

/// Waits as long as the answer takes, and reads it.
async fn arrive(outcome: Outcome, max_body: usize) -> Result<http::Response<Bytes>, WireError> {
    match outcome {
        Outcome::Answer(answer) => {
            let (head, body) = answer.response.into_parts();
            tokio::time::sleep(answer.delay + body.duration()).await;
            let body = body.read(max_body).ok_or(WireError::TooLarge(max_body))?;
            Ok(http::Response::from_parts(head, body))
        }
        // Whether the vendor had done its work is what a client cannot know.
        Outcome::Cut(Cut { delay, .. }) => {
            tokio::time::sleep(delay).await;
            Err(WireError::AnswerLost("the connection was cut".to_owned()))
        }
    }
}
