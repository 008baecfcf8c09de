//! What the opt-out rule asks for beside both values: was an untick ticked again before (A13), and
//! who ended an opt-out in HubSpot (A14).

use std::collections::BTreeMap;

use crosswalk_model::{
    Content, LinkId, ObjectName, Record, Ruling, Side, Timestamp, Triple, Value,
};
use crosswalk_reconcile::field::{OptOutFacts, Resubscribed};
use crosswalk_reconcile::identity::email_of;
use crosswalk_reconcile::mapping::{OPT_OUT_HUBSPOT, OPT_OUT_SALESFORCE, ObjectDesign};
use crosswalk_store::{OptOut, OptOutState};

use crate::fingerprint::fingerprint;
use crate::pass::{Pass, PassError};
use crate::unread::{Unread, may_be_one_objects};

/// What HubSpot calls a change that the person made by the link in a mail or on the page behind it.
/// Every other word is somebody else's, or one that we do not know.
const BY_THE_PERSON: [&str; 2] = ["recipient", "contact"];

/// Words for changes that were certainly not the person's.
const BY_OTHERS: [&str; 6] = ["user", "import", "api", "integration", "workflow", "portal_user"];

/// What a report calls the statuses of addresses, which are no object of HubSpot's.
const STATUSES: &str = "subscription statuses";

impl Pass<'_> {
    /// The facts of every link of a part whose opt-outs differ or fell together, and the ledger of those that say
    /// yes.
    pub(crate) async fn opt_out_facts(
        &mut self,
        design: &ObjectDesign,
        triples: &[Triple],
    ) -> Result<BTreeMap<LinkId, OptOutFacts>, PassError> {
        let mut facts = BTreeMap::new();
        let leave_unticked = self.design.opt_out.leave_unticked;
        if !design.is_of_people() {
            return Ok(facts);
        }
        for triple in triples {
            self.enter_in_ledger(triple)?;
            let agreed = Side::ALL
                .into_iter()
                .all(|side| triple.base.get(side).get(name(side)) == Some(&yes()));
            if !agreed {
                continue;
            }
            let known = |side: Side| {
                let seen = triple.observed.get(side).as_ref()?;
                seen.record.fields.get(name(side)).map(|content| *content == yes())
            };
            let found = match (known(Side::Salesforce), known(Side::HubSpot)) {
                (Some(false), Some(true)) => OptOutFacts {
                    restored_before: self.restored_before(triple.link.id)?,
                    leave_unticked,
                    ..OptOutFacts::default()
                },
                (Some(true), Some(false)) => OptOutFacts {
                    resubscribed: self.who_lifted(triple).await?,
                    ..OptOutFacts::default()
                },
                // It fell on both sides: that is no agreement by itself (A14).
                (Some(false), Some(false)) => OptOutFacts {
                    restored_before: self.restored_before(triple.link.id)?,
                    resubscribed: self.who_lifted(triple).await?,
                    leave_unticked,
                },
                (Some(_) | None, _) => continue,
            };
            facts.insert(triple.link.id, found);
        }
        Ok(facts)
    }

    /// Whether we ticked Email Opt Out again since the opt-out began.
    fn restored_before(&self, link: LinkId) -> Result<bool, PassError> {
        let history = self.engine.store.history_of_link(link)?;
        let last = history.iter().rev().find_map(|row| match row.ruling {
            Some(Ruling::OptOutRestored) => Some(true),
            Some(Ruling::OptOutLifted) => Some(false),
            Some(_) | None => None,
        });
        Ok(last.unwrap_or(false))
    }

    /// A14: the person, at the address that was opted out; anything else is not a resubscription.
    async fn who_lifted(&mut self, triple: &Triple) -> Result<Resubscribed, PassError> {
        let seen = triple.observed.hubspot.as_ref();
        let Some(address) = seen.and_then(|seen| email_of(&seen.record, Side::HubSpot)) else {
            return Ok(Resubscribed::NotByPerson);
        };
        let hashes = [self.hash(&address)?];
        let known = self.engine.store.opt_outs_of(self.pair.id, &hashes)?;
        let its = |it: &OptOut| it.side == Side::HubSpot && it.link == Some(triple.link.id);
        if !known.iter().any(its) {
            // The status belongs to the address: another one was never opted out, or somebody
            // else had it then, who is the one that resubscribed.
            return Ok(Resubscribed::NotByPerson);
        }
        let asked = [address];
        let statuses = match self.engine.connectors.hubspot.opt_out_status(&asked).await {
            Ok(statuses) => statuses,
            // That this one page is closed or broken is nothing that the rest has to wait for; why it
            // could not be read stands in the report.
            Err(error) if may_be_one_objects(&error) => {
                let (side, object) = (Side::HubSpot, ObjectName::from(STATUSES));
                let unread = Unread { side, object, why: error.to_string() };
                if !self.unread.contains(&unread) {
                    self.unread.push(unread);
                }
                return Ok(Resubscribed::Unreadable);
            }
            Err(error) => return Err(error.into()),
        };
        let Some(status) = statuses.first().filter(|it| it.opted_out == Some(false)) else {
            return Ok(Resubscribed::Unreadable);
        };
        let source = status.source.as_deref().map(str::to_lowercase).unwrap_or_default();
        // A tick since then is the newer word.
        let ticked = triple
            .observed
            .salesforce
            .as_ref()
            .filter(|seen| seen.record.fields.get(OPT_OUT_SALESFORCE) == Some(&yes()));
        let ticked_at = ticked.and_then(|seen| seen.stamps.get(OPT_OUT_SALESFORCE)).copied();
        if status.at.is_some() && ticked_at > status.at {
            return Ok(Resubscribed::NotByPerson);
        }
        Ok(if BY_THE_PERSON.contains(&source.as_str()) {
            Resubscribed::ByPerson
        } else if BY_OTHERS.contains(&source.as_str()) {
            Resubscribed::NotByPerson
        } else {
            Resubscribed::Unreadable
        })
    }

    /// Keeps the address of everybody who is opted out.
    fn enter_in_ledger(&self, triple: &Triple) -> Result<(), PassError> {
        let says = |side: Side| -> Option<&Record> {
            let seen = triple.observed.get(side).as_ref()?;
            (seen.record.fields.get(name(side)) == Some(&yes())).then_some(&seen.record)
        };
        let both = Side::ALL.into_iter().all(|side| says(side).is_some());
        for side in Side::ALL {
            let Some(address) = says(side).and_then(|record| email_of(record, side)) else {
                continue;
            };
            let state = if both { OptOutState::Carried } else { OptOutState::Open };
            self.keep(triple.link.id, (side, address), state)?;
        }
        Ok(())
    }

    /// Enters in the ledger that an address is opted out, unless that stands there already.
    pub(crate) fn keep(
        &self,
        link: LinkId,
        (side, address): (Side, String),
        state: OptOutState,
    ) -> Result<(), PassError> {
        let hash = self.hash(&address)?;
        let store = &self.engine.store;
        let known = store.opt_outs_of(self.pair.id, std::slice::from_ref(&hash))?;
        if known.iter().any(|it| it.side == side && it.state == state && it.link == Some(link)) {
            return Ok(());
        }
        let now: Timestamp = self.engine.clock.now();
        store.save_opt_outs(&[OptOut {
            pair: self.pair.id,
            link: Some(link),
            address: Some(address),
            address_hash: hash,
            side,
            source: None,
            state,
            at: now,
            carried_at: (state == OptOutState::Carried).then_some(now),
        }])?;
        Ok(())
    }

    /// Salted per installation.
    fn hash(&self, address: &str) -> Result<String, PassError> {
        Ok(fingerprint(&(&self.pair.installation, address))?)
    }
}

const fn name(side: Side) -> &'static str {
    match side {
        Side::Salesforce => OPT_OUT_SALESFORCE,
        Side::HubSpot => OPT_OUT_HUBSPOT,
    }
}

fn yes() -> Content {
    Content::Value(Value::Boolean(true))
}
