//! Merge: only people and code in the org can do it.

use serde_json::{Value, json};

use super::reading::Cells;
use super::schema::Sobject;
use super::wire::Call;
use super::world::{Org, Row};

impl Org {
    /// The losers go into the bin with `MasterRecordId`; their children move to the winner.
    pub(crate) fn merge(
        &mut self,
        call: &Call<'_>,
        winner: &str,
        losers: &[String],
    ) -> Result<Value, String> {
        let found = self.find_shared(winner);
        let (object, kept) = found.ok_or("no such winner")?;
        if losers.is_empty() || losers.len() > 2 || !object.allows("mergeable") {
            return Err("merge takes one or two losers of a mergeable object".to_owned());
        }
        for id in losers {
            let known = self.row(&object.name, id).filter(|row| !row.deleted(&object));
            let row = known.filter(|_| id != winner);
            let row = row.ok_or_else(|| format!("{id} cannot be merged into {winner}"))?;
            self.check_persons(call, &object, (&kept, row))?;
        }
        for id in losers {
            self.absorb(call, &object, (winner, id));
        }
        self.commit_row(call, &object, kept.clone(), Some(kept));
        Ok(json!({"id": winner}))
    }

    /// A person merges with a person alone, as an account: never through the contact behind it.
    fn check_persons(
        &self,
        call: &Call<'_>,
        object: &Sobject,
        (kept, lost): (&Row, &Row),
    ) -> Result<(), String> {
        if !call.turn.on("salesforce.merge.persons") {
            return Ok(());
        }
        let [kept, lost] = [kept, lost].map(|row| row.get(object, "IsPersonAccount") == true);
        if kept != lost {
            return Err("a person account merges with a person account alone".to_owned());
        }
        if kept && object.name == "Contact" {
            return Err("the contact of a person account merges with its account".to_owned());
        }
        Ok(())
    }

    fn absorb(&mut self, call: &Call<'_>, object: &Sobject, (winner, loser): (&str, &str)) {
        self.absorb_contact_of_person(call, object, (winner, loser));
        if call.turn.on("salesforce.merge.children") {
            self.reparent(call, object, (winner, loser));
        }
        let Some(mut row) = self.row(&object.name, loser).cloned() else { return };
        if call.turn.on("salesforce.merge.master_record") {
            row.put(object, "MasterRecordId", winner);
        }
        let own = row.id.clone();
        self.store(&object.name, &own, Some(row));
        self.bin(call, object, &own);
    }

    /// The contacts behind two persons become one as their accounts do.
    fn absorb_contact_of_person(
        &mut self,
        call: &Call<'_>,
        object: &Sobject,
        (winner, loser): (&str, &str),
    ) {
        if object.name != "Account" || !call.turn.on("salesforce.merge.persons") {
            return;
        }
        let [kept, lost] = [winner, loser].map(|id| {
            let row =
                self.row("Account", id).filter(|row| row.get(object, "IsPersonAccount") == true);
            row.map(|row| row.text(object, "PersonContactId").to_owned())
        });
        let (Some(kept), Some(lost), Some(kind)) = (kept, lost, self.schema.shared("Contact"))
        else {
            return;
        };
        self.absorb(call, &kind, (&kept, &lost));
    }

    /// Children change parent without triggers and without a new stamp.
    fn reparent(&mut self, call: &Call<'_>, object: &Sobject, (winner, loser): (&str, &str)) {
        for child in &object.children {
            let known = self.schema.shared(&child.object);
            let Some(kind) = known else { continue };
            let Some(slot) = kind.slot(&child.field) else { continue };
            if child.field.starts_with("Converted") {
                continue;
            }
            let table = self.table(&child.object).into_iter();
            let rows: Vec<Row> =
                table.flat_map(|table| table.having(slot, loser)).cloned().collect();
            for mut row in rows {
                row.set(slot, winner.into());
                self.move_child(call, &kind, row);
            }
        }
    }

    /// A child hangs on another parent; of two members of one campaign one is left.
    pub(crate) fn move_child(&mut self, call: &Call<'_>, kind: &Sobject, mut row: Row) {
        let id = row.id.clone();
        self.derive(call, kind, &mut row, &Cells::default());
        if self.check_member(call, kind, &row).is_some() {
            self.bin(call, kind, &id);
        } else {
            self.store(&kind.name, &id, Some(row));
        }
    }
}
