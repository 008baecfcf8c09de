//! What admins do around the records: owners, field permissions, lists.

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{NamedList, Scope};
use serde_json::{Value, json};

use super::deeds::{Trade, company_on, deal_on, person_on};

/// Mapped fields that can be hidden from the product's user for a while.
pub const HIDDEN: [(&str, &str); 3] =
    [("Account", "Phone"), ("Opportunity", "Description"), ("Contact", "Title")];

/// The list of those who take part, by its name.
const LIST: &str = "Kept in step";
/// The property that says who does not, and what it says.
const OUT: (&str, &str) = ("message", "out");

/// Makes the list: everybody takes part who does not say otherwise.
pub fn list_of_people(world: &World) -> Scope {
    let filter = json!({
        "filterType": "PROPERTY", "property": OUT.0,
        "operation": { "operationType": "STRING", "operator": "IS_NOT_EQUAL_TO", "value": OUT.1,
                       "includeObjectsWithNoValueSet": true },
    });
    let branch = json!({ "filterBranchType": "OR", "filters": [], "filterBranches": [
        { "filterBranchType": "AND", "filterBranches": [], "filters": [filter] }
    ] });
    world.act(
        HubSpot,
        json!({ "act": "add_list", "name": LIST, "objectTypeId": "0-1",
                "processingType": "DYNAMIC", "filterBranch": branch }),
    );
    Scope::List(NamedList { list: LIST.to_owned(), id: None })
}

impl Trade {
    /// A record gets another owner.
    pub(super) fn own(&mut self, world: &World) -> bool {
        let side = self.a_side();
        let object = match self.chance.below(3) {
            0 => company_on(side),
            1 => person_on(side),
            _ => deal_on(side),
        };
        let Some(id) = self.one_of(world, side, object) else { return false };
        let choice = self.owners.get(side).clone();
        let owner = self.chance.pick(&choice).clone();
        let field = if side == HubSpot { "hubspot_owner_id" } else { "OwnerId" };
        self.change(world, side, (object, &id), json!({ field: owner }))
    }

    /// Somebody leaves the firm: first on one side, perhaps on the other one later. One stays.
    pub(super) fn an_owner_goes(&mut self, world: &World) -> bool {
        let side = self.a_side();
        let owners = self.owners.get_mut(side);
        let Some(id) = owners.get(1).cloned() else { return false };
        owners.remove(1);
        let act = if side == HubSpot { "archive_owner" } else { "deactivate_user" };
        world.try_act(side, json!({ "act": act, "id": id })).is_ok()
    }

    /// An admin hides a field from the product's user, or shows it again.
    pub(super) fn hide_or_show(&mut self, world: &World) -> bool {
        if let Some(shown) = self.hidden.take() {
            return allow(world, shown, "edit");
        }
        let field = *self.chance.pick(&HIDDEN);
        self.hidden = Some(field);
        allow(world, field, "hidden")
    }

    /// What is hidden is seen again.
    pub fn show(&mut self, world: &World) {
        if let Some(shown) = self.hidden.take() {
            allow(world, shown, "edit");
        }
    }

    /// Somebody stops to take part, or does again.
    pub(super) fn join_or_leave(&mut self, world: &World) -> bool {
        let Some(id) = self.one_of(world, HubSpot, person_on(HubSpot)) else { return false };
        let out = world.field(HubSpot, person_on(HubSpot), &id, OUT.0);
        let says: Value = if out == json!(OUT.1) { json!("") } else { json!(OUT.1) };
        self.change(world, HubSpot, (person_on(HubSpot), &id), json!({ OUT.0: says }))
    }
}

fn allow(world: &World, (object, field): (&str, &str), access: &str) -> bool {
    let act = json!({ "act": "set_field_permission", "object": object, "field": field,
                      "access": access });
    world.try_act(Salesforce, act).is_ok()
}
