//! One bad field does not cost a record its good ones (P8): a row that was refused for fields which
//! the vendor names is planned again at once without them. They stay in the inbox and are sent
//! again when their value, the mapping or their retry time changes.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{LinkId, MappingId, OutboxId};
use crosswalk_store::{ErrorNote, Origin, OutboxRow, PlanToSave, Refused};

use crate::pass::{Pass, PassError};

/// How often one value of one link may be refused in a pass before nothing else is tried instead. An
/// id field that is left out once comes along again with the next plan.
const MOST_NAMED: u32 = 2;

impl Pass<'_> {
    /// Plans the links of refused rows again, where the vendor named values that it did not name
    /// again and again in this pass: so it comes to an end, also where a plan cannot do without one of them (a
    /// new record's id field, P7).
    pub(crate) fn plan_without_bad_fields(
        &mut self,
        rows: &[OutboxRow],
        refused: &[Refused],
    ) -> Result<(), PassError> {
        let mut named: BTreeSet<OutboxId> = BTreeSet::new();
        for it in refused {
            let Some(row) = rows.iter().find(|row| row.id == it.write) else { continue };
            for note in &it.errors {
                let Some(field) = note.field.clone() else { continue };
                let value = (row.link, row.side, field, note.value.clone());
                let times = self.named_bad.entry(value).or_default();
                *times += 1;
                if *times <= MOST_NAMED {
                    named.insert(it.write);
                }
            }
        }
        let mut again: BTreeMap<MappingId, Vec<LinkId>> = BTreeMap::new();
        for row in rows.iter().filter(|row| named.contains(&row.id)) {
            again.entry(row.mapping.clone()).or_default().push(row.link);
        }
        for (mapping, links) in again {
            let instead = self.plan_open(&mapping, links)?;
            self.let_through_less(rows, instead)?;
        }
        Ok(())
    }

    /// Plans some links again, but for those of which a write is still open. Returns the writes of
    /// the new plan.
    pub(crate) fn plan_open(
        &self,
        mapping: &MappingId,
        mut links: Vec<LinkId>,
    ) -> Result<Vec<OutboxRow>, PassError> {
        let blocked = self.blocked()?;
        links.retain(|link| !blocked.contains(link));
        self.plan_again(mapping, &links)
    }

    fn plan_again(
        &self,
        mapping: &MappingId,
        links: &[LinkId],
    ) -> Result<Vec<OutboxRow>, PassError> {
        let (Some(design), Some(run)) = (self.design.object(mapping), self.run) else {
            return Ok(Vec::new());
        };
        if links.is_empty() {
            return Ok(Vec::new());
        }
        let as_of = self.engine.store.mark()?;
        let triples = self.engine.store.triples(links)?;
        let (mut triples, identities) = self.find_partners(design, triples)?;
        let mut facts = self.part_facts(design, &triples, identities)?;
        self.learnt.tell(&mut triples, &mut facts);
        let plans = self.decide(design, &triples, &facts);
        let at = self.engine.clock.now();
        let save = PlanToSave { run, pair: self.pair.id, as_of, links: &plans, at };
        Ok(self.engine.store.save_plan(&save)?)
    }

    /// A write that left a refused field out, settled or refused for another one, must not close
    /// that field's item: what is not in the inbox is sent again. `notes` is what the inbox holds
    /// of each write afterwards.
    pub(crate) fn keep_open<'n>(
        &self,
        rows: &[OutboxRow],
        notes: impl Iterator<Item = (OutboxId, &'n mut Vec<ErrorNote>)>,
    ) -> Result<(), PassError> {
        let links: Vec<LinkId> = rows.iter().map(|row| row.link).collect();
        let open = self.engine.store.errors_of(&links)?;
        if open.is_empty() {
            return Ok(());
        }
        for (write, notes) in notes {
            let Some(row) = rows.iter().find(|row| row.id == write) else { continue };
            let left_out = open.iter().filter(|item| {
                let of_row = item.link == row.link && item.side == row.side;
                let field = item.note.field.as_ref();
                of_row
                    && item.origin == Origin::Write
                    && field.is_some_and(|field| {
                        row.act.changes().iter().all(|change| change.field != *field)
                    })
            });
            notes.extend(left_out.map(|item| item.note.clone()));
        }
        Ok(())
    }
}
