//! Who follows whose lifecycle stage (H44, H65): a company its contacts, contacts their company.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::plan::{Act, LinkPlan};
use crosswalk_model::{Content, Life, LinkId, LinkState, Record, RecordRef, Side, Triple, Value};
use crosswalk_reconcile::identity::parents_of;
use crosswalk_reconcile::mapping::{LIFECYCLE, ObjectDesign};
use crosswalk_reconcile::plan::Neighbour;

use crate::pass::{Pass, PassError};

impl Pass<'_> {
    /// Marks whoever may follow a stage that changed, before the page is saved: should the two be
    /// torn apart, the page is read again and marks them once more.
    pub(crate) fn touch_who_follows(
        &self,
        side: Side,
        records: &[Record],
    ) -> Result<(), PassError> {
        if side != Side::HubSpot {
            return Ok(());
        }
        let mut followers = BTreeSet::new();
        for design in self.design.objects.iter().filter(|it| it.ripple.is_some()) {
            for record in records.iter().filter(|it| it.at.object == design.hubspot) {
                followers.extend(self.followers(design, record)?);
            }
        }
        let followers: Vec<LinkId> = followers.into_iter().collect();
        Ok(self.engine.store.touch(&followers)?)
    }

    /// The links that may follow a record, where anything that they go by changed: those of its
    /// company before and now, or of its contacts.
    fn followers(
        &self,
        design: &ObjectDesign,
        record: &Record,
    ) -> Result<BTreeSet<LinkId>, PassError> {
        let connection = self.pair.connections.hubspot;
        let known = self.engine.store.observed(connection, std::slice::from_ref(&record.at))?;
        let before = known.get(&record.at).map(|seen| &seen.record);
        let company = |it: &Record| parents_of(it, Side::HubSpot, design);
        let same = before.is_some_and(|before| {
            (before.fields.get(LIFECYCLE), &before.life, company(before))
                == (record.fields.get(LIFECYCLE), &record.life, company(record))
        });
        let mut followers = BTreeSet::new();
        if same {
            return Ok(followers);
        }
        if design.is_of_companies() {
            return self.contacts_of(&record.at);
        }
        for company in before.map(company).unwrap_or_default().union(&company(record)) {
            followers.extend(self.company_link(company)?.map(|(link, _)| link));
        }
        Ok(followers)
    }

    /// Remembers the companies that a plan moves on, and has their contacts planned with that: the
    /// plan that a person sees shows both.
    pub(crate) fn ripple(
        &mut self,
        design: &ObjectDesign,
        plans: &[LinkPlan],
    ) -> Result<(), PassError> {
        if design.ripple.is_none() || !design.is_of_companies() {
            return Ok(());
        }
        for plan in plans {
            let Some(Act::Update { at, changes, .. }) = &plan.acts.hubspot else { continue };
            let mut stages = changes.iter().filter(|it| it.field.as_str() == LIFECYCLE);
            let Some(stage) = stages.find_map(|it| text(&it.after)) else { continue };
            self.rippled.insert(at.clone(), stage.to_owned());
            let contacts: Vec<LinkId> = self.contacts_of(at)?.into_iter().collect();
            self.engine.store.touch(&contacts)?;
        }
        Ok(())
    }

    /// Whose stage the records of some links may follow.
    pub(crate) fn neighbours_of(
        &self,
        design: &ObjectDesign,
        triples: &[Triple],
    ) -> Result<BTreeMap<LinkId, Vec<Neighbour>>, PassError> {
        let mut found = BTreeMap::new();
        if design.ripple.as_ref().is_none_or(|it| it.follows.is_none()) {
            return Ok(found);
        }
        for triple in triples {
            let Some(seen) = &triple.observed.hubspot else { continue };
            let neighbours = if design.is_of_companies() {
                self.stages_of_contacts(&seen.record.at)?
            } else {
                self.stages_of_companies(&parents_of(&seen.record, Side::HubSpot, design))?
            };
            found.insert(triple.link.id, neighbours);
        }
        Ok(found)
    }

    fn stages_of_contacts(&self, company: &RecordRef) -> Result<Vec<Neighbour>, PassError> {
        let mut found = Vec::new();
        for people in self.design.objects.iter().filter(|it| it.is_of_people()) {
            for child in self.children(people, Side::HubSpot, company)? {
                let takes_part = child.link.is_none_or(|link| takes_part(link.state));
                if takes_part {
                    found.extend(neighbour(&child.observed.record));
                }
            }
        }
        Ok(found)
    }

    fn stages_of_companies(
        &self,
        companies: &BTreeSet<RecordRef>,
    ) -> Result<Vec<Neighbour>, PassError> {
        let mut found = Vec::new();
        for at in companies {
            let Some((_, state)) = self.company_link(at)? else { continue };
            if !takes_part(state) {
                continue;
            }
            if let Some(stage) = self.rippled.get(at) {
                found.push(Neighbour { at: at.clone(), stage: stage.clone() });
                continue;
            }
            let connection = self.pair.connections.hubspot;
            let known = self.engine.store.observed(connection, std::slice::from_ref(at))?;
            found.extend(known.values().filter_map(|seen| neighbour(&seen.record)));
        }
        Ok(found)
    }

    fn company_link(&self, at: &RecordRef) -> Result<Option<(LinkId, LinkState)>, PassError> {
        for design in self.design.objects.iter().filter(|it| it.is_of_companies()) {
            let link = self.engine.store.link_of(&self.home(&design.id), Side::HubSpot, at)?;
            if let Some(link) = link.filter(|_| design.hubspot == at.object) {
                return Ok(Some((link.id, link.state)));
            }
        }
        Ok(None)
    }

    /// The links of a company's contacts.
    fn contacts_of(&self, company: &RecordRef) -> Result<BTreeSet<LinkId>, PassError> {
        let mut links = BTreeSet::new();
        for people in self.design.objects.iter().filter(|it| it.is_of_people()) {
            let children = self.children(people, Side::HubSpot, company)?;
            links.extend(children.into_iter().filter_map(|child| child.link).map(|link| link.id));
        }
        Ok(links)
    }
}

const fn takes_part(state: LinkState) -> bool {
    !matches!(state, LinkState::Unlinked | LinkState::Held)
}

fn neighbour(record: &Record) -> Option<Neighbour> {
    let stage = text(record.fields.get(LIFECYCLE)?)?;
    (record.life == Life::Live)
        .then(|| Neighbour { at: record.at.clone(), stage: stage.to_owned() })
}

fn text(content: &Content) -> Option<&str> {
    match content {
        Content::Value(Value::Choice(text) | Value::Text(text)) => Some(text),
        Content::Value(_) | Content::Blank => None,
    }
}
