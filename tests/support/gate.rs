//! A gate for connectors without an engine behind them.

use async_trait::async_trait;
use crosswalk_model::gate::{Ask, Closed, Lesson};
use crosswalk_model::{ConnectionId, Gate};

/// Lets everything through.
#[derive(Clone, Copy, Debug)]
pub struct OpenGate;

#[async_trait]
impl Gate for OpenGate {
    async fn permit(&self, _ask: Ask) -> Result<(), Closed> {
        Ok(())
    }

    fn learn(&self, _connection: ConnectionId, _lesson: &Lesson) {}
}
