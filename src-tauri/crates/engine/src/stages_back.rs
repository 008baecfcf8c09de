//! Lifecycle stages that go back, where another rule than forward-only says so (A24). HubSpot takes
//! one only once the stage is blank, so that a crash may leave it blank: that is nobody's word, and is
//! mended before anything is planned by it.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::connector::{WriteBatch, WriteKind, WriteRow};
use crosswalk_model::gate::Purpose;
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::FieldChange;
use crosswalk_model::{Content, FieldName, ObjectName, Reading, Record, RecordId, Side, Value};
use crosswalk_reconcile::mapping::LIFECYCLE;
use crosswalk_store::OutboxRow;

use crate::pass::{Pass, PassError};

impl Pass<'_> {
    /// The fields of a write in which a stage goes back.
    pub(crate) fn stages_back(&self, row: &OutboxRow) -> BTreeSet<FieldName> {
        let back = |change: &&FieldChange| row.side == Side::HubSpot && self.goes_back(row, change);
        row.act.changes().iter().filter(back).map(|change| change.field.clone()).collect()
    }

    fn goes_back(&self, row: &OutboxRow, change: &FieldChange) -> bool {
        if change.field.as_str() != LIFECYCLE || change.rule == SyncRule::ForwardOnly {
            return false;
        }
        let (Reading::Value(before), Content::Value(after)) = (&change.before, &change.after)
        else {
            return false;
        };
        let design = self.design.objects.iter().find(|design| design.id == row.mapping);
        let mut pairs = design.into_iter().flat_map(|design| design.fields.values().flatten());
        let Some(pair) = pairs.find(|pair| pair.names.hubspot == change.field) else {
            return false;
        };
        let options = &pair.schemas.hubspot.options;
        let rank = |value: &Value| {
            let (Value::Choice(stage) | Value::Text(stage)) = value else { return None };
            options.iter().position(|known| known.value == *stage)
        };
        rank(before).zip(rank(after)).is_some_and(|(before, after)| after < before)
    }

    /// Gives the stage to every record that an unanswered write left without one, and reads it again.
    pub(crate) async fn finish_stages(
        &self,
        side: Side,
        object: &ObjectName,
        rows: &[&OutboxRow],
        now: &mut BTreeMap<RecordId, Record>,
    ) -> Result<(), PassError> {
        let half = rows.iter().filter_map(|row| {
            let at = row.record.as_ref()?;
            let stage = self.stages_back(row).pop_first()?;
            let blank = now.get(&at.id)?.reading(&stage) == Reading::Blank;
            let change = row.act.changes().iter().find(|change| change.field == stage)?;
            blank.then(|| WriteRow {
                key: row.id,
                id: Some(at.id.clone()),
                id_value: None,
                fields: BTreeMap::from([(stage, change.after.clone())]),
                assign_owner: false,
                through: None,
                blank_first: BTreeSet::new(),
            })
        });
        let half: Vec<WriteRow> = half.collect();
        if half.is_empty() {
            return Ok(());
        }
        let ids: Vec<RecordId> = half.iter().filter_map(|row| row.id.clone()).collect();
        let connector = self.engine.connectors.get(side);
        for rows in half.chunks(connector.rows_per_write().max(1)) {
            let batch = WriteBatch {
                object: object.clone(),
                kind: WriteKind::Update,
                rows: rows.to_vec(),
                purpose: Purpose::Sync,
                read_back: BTreeSet::new(),
            };
            connector.write(&batch).await?;
        }
        now.extend(self.read_now(side, object, ids).await?);
        Ok(())
    }
}
