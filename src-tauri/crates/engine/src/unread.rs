//! Objects that could not be read in a pass (P1). An object mapping is planned only when its own
//! pulls and those of its parents succeeded; the others say why they wait, and lose nothing: their
//! cursors and marks stay where they are.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{PullAsk, PullPage};
use crosswalk_model::{
    ConnectorError, LinkState, MappingId, ObjectName, PairId, Reason, ReasonCode, Side, Triple,
};
use crosswalk_reconcile::mapping::ObjectDesign;
use crosswalk_store::Verdict;
use serde::{Deserialize, Serialize};

use crate::drift;
use crate::pass::{Pass, PassError};
use crate::planning::{MOST_PARTS, PART};

/// An object that a side did not show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Unread {
    /// The side.
    pub side: Side,
    /// The object.
    pub object: ObjectName,
    /// What the vendor, or the connector, said.
    pub why: String,
}

impl Unread {
    /// The setting under which a pair's last pass left what it could not read.
    #[must_use]
    pub fn key(pair: PairId) -> String {
        format!("pair/{pair}/unread")
    }
}

/// Whether an error may be one object's alone. All others meet every object alike.
pub(crate) const fn may_be_one_objects(error: &ConnectorError) -> bool {
    match error {
        ConnectorError::NotAllowed(_)
        | ConnectorError::NoSuchObject(_)
        | ConnectorError::NoSuchField { .. }
        | ConnectorError::Unavailable(_)
        | ConnectorError::Refused(_)
        | ConnectorError::Protocol(_) => true,
        ConnectorError::SignInNeeded { .. }
        | ConnectorError::LimitReached { .. }
        | ConnectorError::Unreachable(_)
        | ConnectorError::HostRefused(_)
        | ConnectorError::Vault(_)
        | ConnectorError::Cancelled => false,
    }
}

impl Pass<'_> {
    /// Asks for pages together, and for each alone where that fails. An object that cannot be read
    /// by itself has no page, and is set aside.
    pub(crate) async fn pages_of(
        &mut self,
        side: Side,
        asks: &[PullAsk],
    ) -> Result<Vec<Option<PullPage>>, PassError> {
        let connector = self.engine.connectors.get(side);
        match connector.pull(asks).await {
            Ok(pages) if pages.len() == asks.len() => {
                return Ok(pages.into_iter().map(Some).collect());
            }
            Ok(_) => {
                let why = "a pull answered another number of pages than asked";
                return Err(PassError::Protocol(why));
            }
            Err(error) if !may_be_one_objects(&error) => return Err(error.into()),
            Err(error) => {
                if let [ask] = asks {
                    self.set_aside(side, &ask.object, error)?;
                    return Ok(vec![None]);
                }
                if let ConnectorError::NoSuchField { object, .. } = &error
                    && let Some(nth) = asks.iter().position(|ask| ask.object == *object)
                {
                    return self.pages_without(side, (asks, nth), error).await;
                }
            }
        }
        let mut pages = Vec::with_capacity(asks.len());
        for ask in asks {
            pages.extend(Box::pin(self.pages_of(side, std::slice::from_ref(ask))).await?);
        }
        Ok(pages)
    }

    /// The pages of all but one ask. Asked once more for that one, the vendor would answer without
    /// the field that is not there, and nobody would know that it was not read.
    async fn pages_without(
        &mut self,
        side: Side,
        (asks, nth): (&[PullAsk], usize),
        error: ConnectorError,
    ) -> Result<Vec<Option<PullPage>>, PassError> {
        self.set_aside(side, &asks[nth].object, error)?;
        let mut pages = Vec::with_capacity(asks.len());
        for (at, ask) in asks.iter().enumerate() {
            if at == nth {
                pages.push(None);
            } else {
                pages.extend(Box::pin(self.pages_of(side, std::slice::from_ref(ask))).await?);
            }
        }
        Ok(pages)
    }

    /// Leaves an object out of this pass.
    ///
    /// # Errors
    /// The error itself, when nothing of the side is left.
    fn set_aside(
        &mut self,
        side: Side,
        object: &ObjectName,
        error: ConnectorError,
    ) -> Result<(), PassError> {
        if let ConnectorError::NoSuchField { .. } = &error {
            // It was there when the fields were last read: the next pass reads them first.
            drift::read_fields_anew(&self.engine.store, *self.pair.connections.get(side))?;
        }
        let why = error.to_string();
        self.unread.push(Unread { side, object: object.clone(), why });
        let left = self.pulls(side).into_iter().any(|pull| !self.is_unread(side, &pull.object));
        if left { Ok(()) } else { Err(error.into()) }
    }

    /// Keeps what the last pass could not read, for whoever looks at the pair.
    pub(crate) fn remember_unread(&self) -> Result<(), PassError> {
        let key = Unread::key(self.pair.id);
        let before: Vec<Unread> = self.engine.store.setting(&key)?.unwrap_or_default();
        if before != self.unread {
            self.engine.store.set_setting(&key, &self.unread)?;
        }
        Ok(())
    }

    pub(crate) fn is_unread(&self, side: Side, object: &ObjectName) -> bool {
        self.unread.iter().any(|it| it.side == side && it.object == *object)
    }

    /// The mappings that are not planned in this pass, with what they wait for: their own objects,
    /// those that they name, and, for companies, the people through whom they are found (S23).
    pub(crate) fn waiting(&self, designs: &[ObjectDesign]) -> BTreeMap<MappingId, Unread> {
        let mut waiting: BTreeMap<MappingId, Unread> = BTreeMap::new();
        for design in designs {
            let own = self.unread.iter().find(|it| design.takes_part(it.side, &it.object));
            waiting.extend(own.map(|unread| (design.id.clone(), unread.clone())));
        }
        // Each turn adds a mapping or ends it.
        for _ in designs {
            for design in designs.iter() {
                let parents = design.parents();
                let hangs_on = |it: &&ObjectDesign| {
                    parents.contains(&it.hubspot) || (design.is_of_companies() && it.is_of_people())
                };
                let others = designs.iter().filter(hangs_on);
                let unread = others.filter_map(|it| waiting.get(&it.id)).next().cloned();
                if let (Some(unread), false) = (unread, waiting.contains_key(&design.id)) {
                    waiting.insert(design.id.clone(), unread);
                }
            }
        }
        waiting
    }

    /// The mappings whose writes stay where they are: a brake holds them, or they wait.
    pub(crate) fn shut(&self) -> BTreeSet<MappingId> {
        let waiting = self.waiting(&self.design.objects).into_keys();
        self.held.iter().cloned().chain(waiting).collect()
    }

    /// Says of every link that would have been planned why it waits; the marks stay.
    pub(crate) fn say_why_they_wait(
        &mut self,
        design: &ObjectDesign,
        unread: &Unread,
    ) -> Result<(), PassError> {
        let home = self.home(&design.id);
        // What an earlier pass planned and did not send is planned anew once it is read (P3).
        self.engine.store.discard_unsent(&home)?;
        let mut after = None;
        for _ in 0..MOST_PARTS {
            let triples = self.engine.store.touched(&home, after, PART)?;
            let Some(last) = triples.last() else { return Ok(()) };
            after = Some(last.link.id);
            let run = self.run_row()?;
            let reason = Reason::new(ReasonCode::WaitingForReading)
                .with("side", unread.side.product())
                .with("object", &unread.object)
                .with("message", &unread.why);
            let wait = |link| Verdict { link, state: LinkState::Waiting, reason: reason.clone() };
            // Who is held stays so: it says that this record does not take part (A3).
            let waits = |it: &&Triple| {
                !matches!(it.link.state, LinkState::Unlinked | LinkState::Held)
                    && it.link.reason.code != ReasonCode::OutOfScope
            };
            let open = triples.iter().filter(waits);
            let verdicts: Vec<Verdict> = open.map(|it| wait(it.link.id)).collect();
            self.engine.store.explain_links(run, &verdicts, self.engine.clock.now())?;
        }
        Err(PassError::Endless("links"))
    }
}
