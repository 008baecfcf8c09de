//! Something that happens in the middle of a pass, as people do things in the middle of it.

use std::fmt;
use std::sync::{Arc, Mutex};

use crosswalk_engine::watch::{Progress, Step, Stopped, Watch};

type Deed = Box<dyn FnOnce() + Send>;

/// Does something once when a pass reaches a step.
#[derive(Clone, Default)]
pub struct At(Arc<Mutex<Option<(Step, Deed)>>>);

impl fmt::Debug for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("At")
    }
}

impl At {
    /// What happens at the next passing of a step.
    ///
    /// # Panics
    /// An earlier deed panicked.
    pub fn then(&self, step: Step, deed: impl FnOnce() + Send + 'static) {
        *self.0.lock().unwrap() = Some((step, Box::new(deed)));
    }
}

impl Watch for At {
    fn tell(&self, _event: &Progress) {}

    fn reach(&self, step: Step) -> Result<(), Stopped> {
        let due = self.0.lock().unwrap().take_if(|(at, _)| *at == step);
        if let Some((_, deed)) = due {
            deed();
        }
        Ok(())
    }
}
