//! Stage 3: decide every touched link, a part at a time, and save each part before the next. The
//! whole plan is judged by the brakes before anything of it is sent.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::ReadAsk;
use crosswalk_model::gate::Purpose;
use crosswalk_model::plan::{Act, Decided, FieldConflict, LinkPlan};
use crosswalk_model::{
    Both, Content, FieldName, LastChange, LinkId, MappingId, RecordRef, Side, Triple,
};
use crosswalk_reconcile::field::OptOutFacts;
use crosswalk_reconcile::identity::Identity;
use crosswalk_reconcile::mapping::ObjectDesign;
use crosswalk_reconcile::plan::{
    Along, Neighbour, Opportunities, PlanFacts, asks_about, needs_times, plan,
};
use crosswalk_store::{Mark, Origin, PlanToSave};

use crate::pass::{Pass, PassError};
use crate::totals::Totals;
use crate::watch::{Progress, Step};

/// Links decided and saved in one step.
pub(crate) const PART: usize = 500;

/// Parts that one plan may have; a guard.
pub(crate) const MOST_PARTS: u32 = 1_000_000;

/// What is known beside the triples of one part.
#[derive(Debug, Default)]
pub(crate) struct PartFacts {
    identities: BTreeMap<LinkId, Identity>,
    decided: BTreeMap<LinkId, BTreeMap<MappingId, Decided>>,
    /// Conflicts that wait for a person.
    open: BTreeMap<LinkId, Vec<FieldConflict>>,
    refused: BTreeMap<LinkId, BTreeMap<(Side, FieldName), Content>>,
    paused: BTreeMap<LinkId, BTreeSet<MappingId>>,
    opt_outs: BTreeMap<LinkId, OptOutFacts>,
    opportunities: BTreeMap<LinkId, Opportunities>,
    neighbours: BTreeMap<LinkId, Vec<Neighbour>>,
    partners: Both<BTreeMap<RecordRef, RecordRef>>,
    gone: Both<BTreeSet<RecordRef>>,
    along: BTreeMap<LinkId, Along>,
}

/// What was read for single links while the pass planned. A link that is planned again in the same
/// pass is decided by the same.
#[derive(Debug, Default)]
pub(crate) struct Learnt {
    changes: BTreeMap<LinkId, Both<BTreeMap<FieldName, LastChange>>>,
    opt_outs: BTreeMap<LinkId, OptOutFacts>,
}

impl PartFacts {
    /// What the history told of a HubSpot field when a conflict was found there, as long as it still
    /// holds that value.
    fn known_change(&self, triple: &Triple, field: &FieldName) -> Option<LastChange> {
        let open = self.open.get(&triple.link.id)?;
        let before = open.iter().find(|it| it.fields.hubspot == *field)?;
        let record = &triple.observed.hubspot.as_ref()?.record;
        let same = record.fields.get(field) == Some(&before.now.hubspot);
        let (by, at) = (before.by.hubspot.clone()?, before.times.hubspot?);
        same.then_some(LastChange { at, by: Some(by) })
    }
}

impl Learnt {
    fn keep(&mut self, triples: &[Triple], opt_outs: &BTreeMap<LinkId, OptOutFacts>) {
        self.opt_outs.extend(opt_outs.iter().map(|(link, facts)| (*link, *facts)));
        for triple in triples {
            if Side::ALL.into_iter().any(|side| !triple.changes.get(side).is_empty()) {
                self.changes.insert(triple.link.id, triple.changes.clone());
            }
        }
    }

    /// Tells triples and facts what is known of them.
    pub(crate) fn tell(&self, triples: &mut [Triple], facts: &mut PartFacts) {
        for triple in triples {
            let link = triple.link.id;
            if let Some(changes) = self.changes.get(&link) {
                triple.changes = changes.clone();
            }
            if let Some(known) = self.opt_outs.get(&link) {
                facts.opt_outs.insert(link, *known);
            }
        }
    }
}

impl Pass<'_> {
    /// Plans every object mapping, parents before those that name them.
    pub(crate) async fn plan(&mut self) -> Result<(), PassError> {
        let all = self.design.objects.clone();
        let waiting = self.waiting(&all);
        let (wait, designs): (Vec<ObjectDesign>, Vec<ObjectDesign>) =
            all.into_iter().partition(|design| waiting.contains_key(&design.id));
        for design in wait {
            if let Some(unread) = waiting.get(&design.id) {
                self.say_why_they_wait(&design, unread)?;
            }
        }
        let blocked = self.blocked()?;
        if designs.iter().any(ObjectDesign::is_of_companies) {
            for people in designs.iter().filter(|design| design.is_of_people()) {
                self.meet(people, &blocked).await?;
            }
        }
        let mut totals = Totals::default();
        for design in &designs {
            self.plan_object(design, &blocked, &mut totals).await?;
        }
        self.judge(&totals)?;
        Ok(())
    }

    /// People find their partners before anybody plans a company: it is found through them (S23).
    async fn meet(
        &mut self,
        design: &ObjectDesign,
        blocked: &BTreeSet<LinkId>,
    ) -> Result<(), PassError> {
        let home = self.home(&design.id);
        let mut after = None;
        for _ in 0..MOST_PARTS {
            let triples = self.engine.store.touched(&home, after, PART)?;
            let Some(last) = triples.last() else { return Ok(()) };
            after = Some(last.link.id);
            let open = triples.into_iter().filter(|it| !blocked.contains(&it.link.id)).collect();
            self.run_row()?;
            let triples = self.settle_ends(design, open).await?;
            self.learn_members(design, &triples).await?;
            let (triples, _) = self.find_partners(design, triples)?;
            self.parents_look_again(&triples)?;
        }
        Err(PassError::Endless("links"))
    }

    async fn plan_object(
        &mut self,
        design: &ObjectDesign,
        blocked: &BTreeSet<LinkId>,
        totals: &mut Totals,
    ) -> Result<(), PassError> {
        let home = self.home(&design.id);
        let mut after = None;
        for _ in 0..MOST_PARTS {
            let as_of = self.engine.store.mark()?;
            let triples = self.engine.store.touched(&home, after, PART)?;
            let Some(last) = triples.last() else { return Ok(()) };
            after = Some(last.link.id);
            let open = triples.into_iter().filter(|it| !blocked.contains(&it.link.id)).collect();
            self.plan_part(design, open, as_of, totals).await?;
        }
        Err(PassError::Endless("links"))
    }

    async fn plan_part(
        &mut self,
        design: &ObjectDesign,
        triples: Vec<Triple>,
        as_of: Mark,
        totals: &mut Totals,
    ) -> Result<(), PassError> {
        if triples.is_empty() {
            return Ok(());
        }
        let run = self.run_row()?;
        let triples = self.settle_ends(design, triples).await?;
        self.learn_members(design, &triples).await?;
        let (mut triples, identities) = self.find_partners(design, triples)?;
        // A Salesforce record may have met a HubSpot record that nobody asked for yet.
        self.learn_members(design, &triples).await?;
        self.engine.watch.reach(Step::Matched)?;
        self.look_for_dropped(&triples).await?;
        self.what_they_hung_on_looks_again(&triples)?;
        let mut facts = self.part_facts(design, &triples, identities)?;
        facts.opt_outs = self.opt_out_facts(design, &triples).await?;
        self.read_times(design, &mut triples, &facts).await?;
        let mut links = self.decide(design, &triples, &facts);
        self.learn_authors(design, (&mut triples, &mut links), &facts).await?;
        self.learnt.keep(&triples, &facts.opt_outs);
        self.engine.watch.reach(Step::PartPlanned)?;
        for link in &links {
            self.count(link);
        }
        totals.add(&links);
        self.choose(&links);
        self.ripple(design, &links)?;
        let at = self.engine.clock.now();
        self.remember_lost(&triples, &links, &facts.gone)?;
        let save = PlanToSave { run, pair: self.pair.id, as_of, links: &links, at };
        let rows = self.engine.store.save_plan(&save)?;
        self.let_through(&rows)?;
        self.engine.watch.tell(&Progress::Planned {
            mapping: design.id.clone(),
            links: self.counts.looked_at,
            writes: self.counts.planned(),
        });
        Ok(())
    }

    pub(crate) fn decide(
        &self,
        design: &ObjectDesign,
        triples: &[Triple],
        facts: &PartFacts,
    ) -> Vec<LinkPlan> {
        let one =
            |triple| self.with_facts(design, triple, facts, |facts| plan(triple, design, facts));
        triples.iter().map(one).collect()
    }

    pub(crate) fn part_facts(
        &self,
        design: &ObjectDesign,
        triples: &[Triple],
        identities: BTreeMap<LinkId, Identity>,
    ) -> Result<PartFacts, PassError> {
        let ids: Vec<LinkId> = triples.iter().map(|triple| triple.link.id).collect();
        let mut facts = PartFacts { identities, ..PartFacts::default() };
        for conflict in self.engine.store.conflicts_of(&ids)? {
            let detail = &conflict.detail;
            let of_it = triples.iter().find(|triple| triple.link.id == conflict.link);
            let held = Both::from_fn(|side| {
                let seen = of_it?.observed.get(side).as_ref()?;
                seen.record.fields.get(detail.fields.get(side))
            });
            match conflict.decision.filter(|word| word.is_about(detail, &held)) {
                Some(word) => {
                    let decided = facts.decided.entry(conflict.link).or_default();
                    decided.insert(conflict.field, word);
                }
                None => facts.open.entry(conflict.link).or_default().push(conflict.detail),
            }
        }
        let now = self.engine.clock.now();
        let refusals = self.engine.store.errors_of(&ids)?;
        for item in refusals.into_iter().filter(|item| item.origin == Origin::Write) {
            let due = item.note.next_retry.is_some_and(|at| at <= now);
            let (Some(field), Some(value), false) = (item.note.field, item.note.value, due) else {
                continue;
            };
            facts.refused.entry(item.link).or_default().insert((item.side, field), value);
        }
        for (link, field) in self.loops.iter().filter(|(link, _)| ids.contains(link)) {
            facts.paused.entry(*link).or_default().insert(field.clone());
        }
        facts.partners = self.partners_of(triples)?;
        facts.gone = self.gone(triples)?;
        for side in Side::ALL {
            for at in facts.gone.get(side) {
                // Nobody is named by who is gone, and who is gone by nobody.
                if let Some(partner) = facts.partners.get_mut(side).remove(at) {
                    facts.partners.get_mut(side.other()).remove(&partner);
                }
            }
        }
        facts.along = self.along(design, triples)?;
        facts.opportunities = self.opportunities(design, triples)?;
        facts.neighbours = self.neighbours_of(design, triples)?;
        Ok(facts)
    }

    fn with_facts<R>(
        &self,
        design: &ObjectDesign,
        triple: &Triple,
        part: &PartFacts,
        work: impl FnOnce(&PlanFacts<'_>) -> R,
    ) -> R {
        let link = triple.link.id;
        let partner_of = |side: Side, at: &RecordRef| {
            let owner = self.owners.partner(side, at);
            owner.or_else(|| part.partners.get(side).get(at)).cloned()
        };
        work(&PlanFacts {
            partner_of: &partner_of,
            gone: part.gone.clone(),
            along: part.along.get(&link).copied().unwrap_or_default(),
            owner_said: &|at| self.owners.said(at),
            id_fields: self.id_fields_of(design, triple, part.identities.get(&link)),
            membership: self.membership(design, triple),
            identity: part.identities.get(&link).cloned(),
            opt_out: part.opt_outs.get(&link).copied().unwrap_or_default(),
            neighbours: part.neighbours.get(&link).cloned().unwrap_or_default(),
            opportunities: part.opportunities.get(&link).cloned().unwrap_or_default(),
            decided: part.decided.get(&link).cloned().unwrap_or_default(),
            refused: part.refused.get(&link).cloned().unwrap_or_default(),
            paused: part.paused.get(&link).cloned().unwrap_or_default(),
            settings: self.settings.clone(),
        })
    }

    /// The pair's id fields on the objects of this link, the one that would be made included.
    fn id_fields_of(
        &self,
        design: &ObjectDesign,
        triple: &Triple,
        identity: Option<&Identity>,
    ) -> Both<Option<FieldName>> {
        Both::from_fn(|side| {
            let here = triple.link.ends.get(side).as_ref().map(|at| at.object.clone());
            let made = match identity {
                Some(Identity::Create { object }) => Some(object.clone()),
                Some(Identity::Join { .. } | Identity::LeaveOut(_) | Identity::Wait(_)) | None => {
                    None
                }
            };
            let object = here.or(made)?;
            design.takes_part(side, &object).then(|| self.id_to_write(side, &object))?
        })
    }

    /// The fields of each triple of which it has to be known when they changed.
    pub(crate) fn times_needed(
        &self,
        design: &ObjectDesign,
        triples: &[Triple],
        facts: &PartFacts,
    ) -> Vec<Both<BTreeSet<FieldName>>> {
        let one = |triple| {
            self.with_facts(design, triple, facts, |facts| needs_times(triple, design, facts))
        };
        triples.iter().map(one).collect()
    }

    /// Reads the property times that conflicts need, one batch per side.
    async fn read_times(
        &self,
        design: &ObjectDesign,
        triples: &mut [Triple],
        facts: &PartFacts,
    ) -> Result<(), PassError> {
        let needs = self.times_needed(design, triples, facts);
        self.read_changes(triples, &needs).await
    }

    /// Learns who changed what a person has to decide, and plans those links again with it.
    async fn learn_authors(
        &self,
        design: &ObjectDesign,
        (triples, links): (&mut [Triple], &mut [LinkPlan]),
        facts: &PartFacts,
    ) -> Result<(), PassError> {
        let mut needs = vec![Both::<BTreeSet<FieldName>>::default(); triples.len()];
        for ((triple, link), needs) in triples.iter_mut().zip(links.iter()).zip(&mut needs) {
            for field in asks_about(link, triple) {
                match facts.known_change(triple, &field) {
                    Some(known) => drop(triple.changes.hubspot.insert(field, known)),
                    None => drop(needs.hubspot.insert(field)),
                }
            }
        }
        self.read_changes(triples, &needs).await?;
        for (triple, link) in triples.iter().zip(links) {
            if !link.conflicts.is_empty() && !triple.changes.hubspot.is_empty() {
                *link = self.with_facts(design, triple, facts, |facts| plan(triple, design, facts));
            }
        }
        Ok(())
    }

    async fn read_changes(
        &self,
        triples: &mut [Triple],
        needs: &[Both<BTreeSet<FieldName>>],
    ) -> Result<(), PassError> {
        for side in Side::ALL {
            let mut ids = BTreeMap::new();
            let mut fields = BTreeSet::new();
            for (triple, needs) in triples.iter().zip(needs) {
                let needed = needs.get(side);
                if let (Some(at), false) = (triple.link.ends.get(side), needed.is_empty()) {
                    ids.entry(at.object.clone()).or_insert_with(Vec::new).push(at.id.clone());
                    fields.extend(needed.iter().cloned());
                }
            }
            for (object, ids) in ids {
                let ask = ReadAsk { object, ids, fields: fields.clone(), purpose: Purpose::Sync };
                let times = self.engine.connectors.get(side).field_times(&ask).await?;
                for triple in triples.iter_mut() {
                    let Some(at) = triple.link.ends.get(side) else { continue };
                    if let Some(read) = times.get(&at.id) {
                        triple.changes.get_mut(side).extend(read.clone());
                    }
                }
            }
        }
        Ok(())
    }

    pub(crate) fn count(&mut self, link: &LinkPlan) {
        self.counts.looked_at += 1;
        self.counts.conflicts += link.conflicts.len() as u64;
        self.counts.skips += link.skips.len() as u64;
        for side in Side::ALL {
            match link.acts.get(side) {
                Some(Act::Create { .. }) => *self.counts.creates.get_mut(side) += 1,
                Some(Act::Update { .. }) => *self.counts.updates.get_mut(side) += 1,
                Some(Act::Delete { .. }) => *self.counts.deletes.get_mut(side) += 1,
                None => {}
            }
        }
    }
}
