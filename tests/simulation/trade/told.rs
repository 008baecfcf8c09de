//! What must hold at the end for what hangs on the records: labels and roles, campaigns, and the
//! people of activities.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::RecordRef;
use crosswalk_model::Side::Salesforce;

use super::checks::{Compared, OBJECTS, Scene, associations, count};
use super::diary::Diary;
use super::{INVOICES, ROLES};
use crate::truth::text;

/// Objects whose record names one person in Salesforce, and the field that does.
const WITH_A_PERSON: [(&str, &str); 6] = [
    ("calls", "WhoId"),
    ("emails", "WhoId"),
    ("meetings", "WhoId"),
    (INVOICES, "Payer__c"),
    ("tasks", "WhoId"),
    ("tickets", "ContactId"),
];

impl Scene<'_> {
    /// Who has a label in HubSpot has the role of its name in Salesforce, and the other way round.
    pub(super) fn roles_agree(&self, compared: &mut Compared) -> Vec<String> {
        let people = self.partners(OBJECTS[1]);
        let linked: BTreeSet<&str> = people.values().copied().collect();
        let here = associations(self.world);
        let roles = self.world.records(Salesforce, "OpportunityContactRole");
        let mut findings = Vec::new();
        for (triple, _, _) in self.whole(OBJECTS[2]) {
            let ends = &triple.link.ends;
            let (Some(deal), Some(opportunity)) = (&ends.hubspot, &ends.salesforce) else {
                continue;
            };
            for (label, role) in ROLES {
                let mine: BTreeSet<&str> = here
                    .iter()
                    .filter(|(from, _, _)| from == deal.id.as_str())
                    .filter(|(_, _, types)| types.contains(&("USER_DEFINED".to_owned(), label)))
                    .filter_map(|(_, to, _)| people.get(to.as_str()).copied())
                    .collect();
                let of_it = roles.iter().filter(|(_, it)| {
                    text(it, "OpportunityId") == opportunity.id.as_str() && text(it, "Role") == role
                });
                let theirs: BTreeSet<String> = of_it
                    .map(|(_, it)| text(it, "ContactId"))
                    .filter(|id| linked.contains(id.as_str()))
                    .collect();
                count(compared, "roles", theirs.len());
                let same = mine.len() == theirs.len()
                    && theirs.iter().all(|id| mine.contains(id.as_str()));
                let field = format!("association:contacts:label:{label}");
                let there = format!("association:OpportunityContactRole:{role}");
                let names = [field.as_str(), there.as_str(), "association:contacts"];
                if !same && !self.is_excused(triple, &names) {
                    findings.push(format!(
                        "I1: deal {} has {mine:?} as {role}, its partner {theirs:?}: {:?}",
                        deal.id, triple.link
                    ));
                }
            }
        }
        findings
    }

    /// The property lists the campaigns of the Salesforce contact. Who became another record there is
    /// told anew, and at a first link nothing that is blank clears what stands (M5).
    pub(super) fn campaigns_are_told(&self, diary: &Diary, compared: &mut Compared) -> Vec<String> {
        const PROPERTY: &str = "crosswalk_salesforce_campaigns";
        let name = |(id, it)| (id, text(&it, "Name"));
        let names: BTreeMap<String, String> =
            self.world.records(Salesforce, "Campaign").into_iter().map(name).collect();
        let members = self.world.records(Salesforce, "CampaignMember");
        let mut findings = Vec::new();
        for (triple, mine, _) in self.whole(OBJECTS[1]) {
            let Some(contact) = &triple.link.ends.salesforce else { continue };
            let own = members.iter().filter(|(_, it)| text(it, "ContactId") == contact.id.as_str());
            let mut own: Vec<&str> = own
                .filter_map(|(_, it)| names.get(&text(it, "CampaignId")))
                .map(String::as_str)
                .collect();
            own.sort_unstable();
            let told = text(mine, PROPERTY);
            let mut listed: Vec<&str> = told.split(';').filter(|it| !it.is_empty()).collect();
            listed.sort_unstable();
            count(compared, "campaigns", own.len());
            let remade = |at: &Option<RecordRef>| {
                at.as_ref().is_some_and(|at| diary.remade.contains(at.id.as_str()))
            };
            if own.is_empty() && remade(&triple.link.ends.hubspot) {
                continue;
            }
            if own != listed && !self.is_excused(triple, &[PROPERTY]) {
                findings.push(format!("I1: {told:?} is told of {own:?}: {:?}", triple.link));
            }
        }
        findings
    }

    /// Whom an activity or an invoice names in Salesforce, it is associated with in HubSpot.
    pub(super) fn people_of_activities_agree(&self, compared: &mut Compared) -> Vec<String> {
        let people = self.partners(OBJECTS[1]);
        let back: BTreeMap<&str, &str> = people.iter().map(|(mine, it)| (*it, *mine)).collect();
        let here = associations(self.world);
        let mut findings = Vec::new();
        for (mapping, field) in WITH_A_PERSON {
            let which = OBJECTS.iter().find(|it| it.0 == mapping).expect("an object of the story");
            for (triple, _, theirs) in self.whole(*which) {
                let Some(mine) = &triple.link.ends.hubspot else { continue };
                let tied: BTreeSet<&str> = here
                    .iter()
                    .filter(|(from, to, _)| {
                        from == mine.id.as_str() && people.contains_key(to.as_str())
                    })
                    .map(|(_, to, _)| to.as_str())
                    .collect();
                let named = text(theirs, field);
                let named = back.get(named.as_str()).copied();
                count(compared, "people of activities", usize::from(named.is_some()));
                let fits = named.map_or_else(|| tied.is_empty(), |it| tied.contains(it));
                let names = [field, "association:contacts"];
                if !fits && !self.is_excused(triple, &names) {
                    findings.push(format!(
                        "I1: {mapping} {} has {tied:?}, its partner names {named:?}: {:?}",
                        mine.id, triple.link
                    ));
                }
            }
        }
        findings
    }
}
