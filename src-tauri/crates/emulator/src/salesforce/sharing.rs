//! Sharing: which records a user sees, and which of them it may change. The owner, roles and sharing
//! rules of a real org decide that; here an act says what came of them.

use serde_json::{Value, json};

use super::extras::Access;
use super::wire::{Call, Power, Refusal};
use super::world::{Id, Org, Row};

impl Org {
    /// What sharing leaves the app's user of a record from now on.
    pub(super) fn share(&mut self, id: String, access: Access) -> Value {
        self.extras.shared.insert(id, access);
        json!({})
    }

    /// What the caller may do with a record.
    pub(super) fn shared(&self, call: &Call<'_>, id: &Id) -> Access {
        let all = call.power == Power::Person || !call.turn.on("salesforce.sharing");
        let said = self.extras.shared.get(&**id).filter(|_| !all);
        said.copied().unwrap_or(Access::Edit)
    }

    /// A record that the caller does not see is not there for it.
    pub(super) fn shows(&self, call: &Call<'_>, row: &Row) -> bool {
        self.extras.shared.is_empty() || self.shared(call, &row.id) > Access::Hidden
    }

    /// What a write to a record that the caller may not change is answered.
    pub(super) fn check_shared(&self, call: &Call<'_>, id: &Id) -> Result<(), Refusal> {
        let (code, text) = match self.shared(call, id) {
            Access::Edit => return Ok(()),
            Access::Read => {
                ("INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id")
            }
            Access::Hidden => (
                "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
                "insufficient access rights on cross-reference id",
            ),
        };
        Err(Refusal::row(code, text).with(self.quirks.access_status))
    }
}
