//! Labels of a deal's people in HubSpot, roles of an opportunity's in Salesforce; the campaigns that
//! people are members of; person accounts that come in, and deals that are won.

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::{Value, json};

use super::ROLES;
use super::deeds::Trade;
use crate::truth::text;

const ROLE: &str = "OpportunityContactRole";

impl Trade {
    /// Somebody of a deal gets a label or loses one, or a role in its place.
    pub(super) fn role(&mut self, world: &World) -> bool {
        let (label, role) = *self.chance.pick(&ROLES);
        let off = self.chance.one_in(3);
        if self.a_side() == Salesforce {
            let Some(row) = self.one_of(world, Salesforce, ROLE) else { return false };
            let role = if off { Value::Null } else { json!(role) };
            return self.change(world, Salesforce, (ROLE, &row), json!({ "Role": role }));
        }
        let ties = super::checks::ties(world);
        if ties.is_empty() {
            return false;
        }
        let (deal, person) = self.chance.pick(&ties).clone();
        let act = if off { "dissociate" } else { "associate" };
        let words = json!({ "act": act, "object": "deals", "id": deal, "to": "contacts",
                            "other": person, "label": label });
        world.try_act(HubSpot, words).is_ok()
    }

    /// Somebody becomes a member of a campaign, or is none any more.
    pub(super) fn campaign(&mut self, world: &World) -> bool {
        if self.chance.one_in(4) {
            let Some(member) = self.one_of(world, Salesforce, "CampaignMember") else {
                return false;
            };
            let words = json!({ "act": "delete", "object": "CampaignMember", "id": member });
            return world.try_act(Salesforce, words).is_ok();
        }
        let made = world.records(Salesforce, "Campaign");
        if made.len() < 4 {
            let name = self.word("Fair");
            let fields = json!({ "Name": name, "IsActive": true });
            self.create(world, Salesforce, ("Campaign", fields));
        }
        let campaign = self.one_of(world, Salesforce, "Campaign");
        let person = self.one_of(world, Salesforce, "Contact");
        let (Some(campaign), Some(person)) = (campaign, person) else { return false };
        let member = json!({ "CampaignId": campaign, "ContactId": person, "Status": "Sent" });
        world.create(Salesforce, "CampaignMember", member).is_ok()
    }

    /// A person account comes in, where the org has them.
    pub(super) fn make_person_account(&mut self, world: &World) -> bool {
        let types = world.records(Salesforce, "RecordType");
        let of_persons = types.into_iter().find(|(_, it)| it["IsPersonType"] == json!(true));
        let Some((record_type, _)) = of_persons else { return false };
        let fields = json!({ "FirstName": "Ann", "LastName": self.word("Berg"),
                             "PersonEmail": self.address(), "RecordTypeId": record_type });
        let id = self.create(world, Salesforce, ("Account", fields));
        let account = world.record(Salesforce, "Account", &id).expect("it was made");
        self.born.insert(text(&account, "PersonContactId"));
        true
    }

    /// Somebody wins an opportunity or a deal.
    pub(super) fn win(&mut self, world: &World) -> bool {
        let side = self.a_side();
        let (object, fields) = match side {
            HubSpot => ("deals", json!({ "dealstage": "closedwon" })),
            Salesforce => ("Opportunity", json!({ "StageName": "Closed Won" })),
        };
        let Some(id) = self.one_of(world, side, object) else { return false };
        self.change(world, side, (object, &id), fields)
    }
}
