//! A record without a partner: it is given one, or the reason why not.

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::{Act, FieldChange, LinkPlan, SkipReason};
use crosswalk_model::{
    Content, FieldName, LinkState, MappingId, ObjectName, Reading, Reason, ReasonCode, RecordRef,
    Ruling, Side, Value,
};

use super::{Draft, Lone, outcome, owner_card, pair_id, references, stage};
use crate::identity::{Identity, is_stale_claim};
use crate::mapping::{FieldPair, OWNER_SALESFORCE, RECORD_TYPE, writes};

/// The object whose owner Salesforce can choose.
const LEAD: &str = "Lead";

/// Plans a link with one end.
pub(super) fn plan(lone: &Lone<'_>, draft: Draft) -> LinkPlan {
    // The run that only links makes nobody: only later changes flow (H80).
    let makes = matches!(lone.facts.identity, Some(Identity::Create { .. }));
    if lone.facts.settings.link_only && makes {
        return draft.finish(LinkState::LeftOut, Reason::new(ReasonCode::LinkedOnly));
    }
    match &lone.facts.identity {
        Some(Identity::Create { object }) => create(lone, object, draft),
        Some(Identity::LeaveOut(reason)) => leave_out(lone, reason, draft),
        Some(Identity::Wait(reason)) => draft.finish(LinkState::Waiting, reason.clone()),
        // A join makes a whole link, which is planned with its own triple.
        Some(Identity::Join { .. }) | None => {
            draft.finish(LinkState::Waiting, Reason::new(ReasonCode::NotPlannedYet))
        }
    }
}

/// A record that its contact left for another one of its address gives the id back (A6).
fn leave_out(lone: &Lone<'_>, reason: &Reason, mut draft: Draft) -> LinkPlan {
    let refused = |field: &&FieldName| {
        let asked = lone.facts.refused.get(&(lone.side, (*field).clone()));
        asked == Some(&Content::Blank)
    };
    let field = lone.facts.id_fields.get(lone.side).as_ref();
    if let Some(field) = field.filter(|_| lone.side == Side::Salesforce).filter(|it| !refused(it))
        && is_stale_claim(lone.record, field, (reason, lone.design))
    {
        let before = lone.record.reading(field);
        let changes = vec![pair_id::given_back(field, before)];
        let (at, seen) = (lone.record.at.clone(), lone.record.modified);
        draft.plan.acts.salesforce = Some(Act::Update { at, seen, changes });
    }
    draft.finish(LinkState::LeftOut, reason.clone())
}

fn create(lone: &Lone<'_>, object: &ObjectName, mut draft: Draft) -> LinkPlan {
    let to = lone.side.other();
    let salesforce = match to {
        Side::Salesforce => object,
        Side::HubSpot => &lone.record.at.object,
    };
    let mut changes = Vec::new();
    for pair in lone.design.pairs(salesforce) {
        changes.extend(first_value(lone, pair, &mut draft));
    }
    changes.extend(company_placeholder(lone, object, &changes));
    changes.extend(pipeline(lone, salesforce, &changes));
    changes.extend(record_type(lone, salesforce));
    changes.extend(owner_card::first(lone));
    if let Some(field) = lone.facts.id_fields.get(to) {
        changes.push(pair_id::change(to, field, &lone.record.at, Reading::Blank));
    } else {
        let reason = Reason::new(ReasonCode::NoIdField).with("object", object);
        return draft.finish(LinkState::LeftOut, reason);
    }
    if let Some(field) = missing(lone, object, &changes) {
        return refuse(field, draft);
    }
    // Whom the assignment rules choose is known only once the lead is there; it is read back, and
    // HubSpot's owner follows then.
    let chosen_later = to == Side::Salesforce && is_assigned(object, &changes);
    if let Some(change) = owner_goes_back(lone, salesforce).filter(|_| !chosen_later) {
        let (at, seen) = (lone.record.at.clone(), lone.record.modified);
        let back = Act::Update { at, seen, changes: vec![change] };
        *draft.plan.acts.get_mut(lone.side) = Some(back);
    }
    let object = object.clone();
    *draft.plan.acts.get_mut(to) = Some(Act::Create { object, changes });
    let synced = || (LinkState::InSync, outcome::agrees(ReasonCode::Synced, &draft.plan.skips));
    let (state, reason) = outcome::of_skips(&draft.plan.skips).unwrap_or_else(synced);
    draft.finish(state, reason)
}

/// A missing parent is waited for. A value that has no form on the other side is not a missing one:
/// it is said so, by the same name as in a field that is not required. The rest is a person's.
fn refuse(field: FieldName, draft: Draft) -> LinkPlan {
    let skip = draft.plan.skips.iter().find(|skip| skip.field == field);
    if let Some(skip) = skip.filter(|skip| skip.why == SkipReason::NoPartner) {
        let reason = Reason::new(ReasonCode::WaitingForParent).with("field", &skip.field);
        return draft.finish(LinkState::Waiting, reason);
    }
    let reason = skip.and_then(|skip| outcome::of_skips(std::slice::from_ref(skip)));
    let missing = || Reason::new(ReasonCode::RequiredMissing).with("field", &field);
    let reason = reason.map_or_else(missing, |(_, reason)| reason);
    draft.finish(LinkState::LeftOut, reason)
}

/// The value that a new record gets in one field: never a blank, never one that does not fit.
fn first_value(lone: &Lone<'_>, pair: &FieldPair, draft: &mut Draft) -> Option<FieldChange> {
    let to = lone.side.other();
    if !writes(pair.rule, to) {
        return None;
    }
    let source = lone.record.reading(pair.names.get(lone.side)).known()?;
    if source.is_blank() || (pair.is_opt_out() && source != Content::Value(Value::Boolean(true))) {
        return None;
    }
    let schema = pair.schemas.get(to);
    if !schema.createable && !pair.is_opt_out() {
        return None;
    }
    let converted = crossed(lone, pair, &source, draft);
    let refused = lone.facts.refused.get(&(to, schema.name.clone()));
    match converted {
        Ok(after) if refused == Some(&after) => {
            draft.skip(pair, to, &source, SkipReason::RefusedBefore);
            None
        }
        Ok(Content::Blank) => None,
        Ok(after) => Some(FieldChange {
            mapping: pair.mapping.clone(),
            field: pair.names.get(to).clone(),
            before: Reading::Blank,
            after,
            source_field: pair.names.get(lone.side).clone(),
            source,
            rule: pair.rule,
            ruling: if pair.is_opt_out() { Ruling::OptOutReaches } else { Ruling::NewRecord },
        }),
        Err(why) => {
            draft.skip(pair, to, &source, why);
            None
        }
    }
}

/// Whether Salesforce's lead assignment rules choose the owner of what this write makes: a lead, and
/// no owner of HubSpot's matched (H68).
#[must_use]
pub fn assigns_owner(side: Side, act: &Act) -> bool {
    match act {
        Act::Create { object, changes } => side == Side::Salesforce && is_assigned(object, changes),
        Act::Update { .. } | Act::Delete { .. } => false,
    }
}

fn is_assigned(object: &ObjectName, changes: &[FieldChange]) -> bool {
    object.as_str() == LEAD && changes.iter().all(|it| it.field.as_str() != OWNER_SALESFORCE)
}

/// The value as the new record gets it. Of a set, the records that have a partner already.
fn crossed(
    lone: &Lone<'_>,
    pair: &FieldPair,
    source: &Content,
    draft: &mut Draft,
) -> Result<Content, SkipReason> {
    let (to, partner_of) = (lone.side.other(), lone.facts.partner_of);
    if references::is_set(pair) {
        if let Some(waits) = references::waiting(source, lone.side, pair, partner_of) {
            draft.skip(pair, to, &waits, SkipReason::NoPartner);
        }
        let wanted = references::comparable(source, lone.side, pair, partner_of);
        return Ok(references::onto(&wanted, to, (pair, &Content::Blank), partner_of));
    }
    if references::is_reference(pair) {
        return references::convert(source, lone.side, pair, partner_of);
    }
    match &pair.stages {
        Some(stages) => {
            // Of a deal its own stage tells the pipeline, and of an opportunity its record type.
            let new = (lone.side == Side::Salesforce).then(|| stages.pipeline_of_new(lone.record));
            stage::convert(source, to, (pair, stages), new.flatten())
        }
        None => {
            let made = pair.cross(source, to, None)?;
            if let Some(warning) = made.warning {
                draft.skip(pair, to, source, warning);
            }
            Ok(made.content)
        }
    }
}

/// A new HubSpot deal or ticket goes into the pipeline that its stage is of.
fn pipeline(
    lone: &Lone<'_>,
    salesforce: &ObjectName,
    changes: &[FieldChange],
) -> Option<FieldChange> {
    if lone.side != Side::Salesforce {
        return None;
    }
    let mut pairs = lone.design.pairs(salesforce).iter();
    let (pair, stages) = pairs.find_map(|pair| Some((pair, pair.stages.as_ref()?)))?;
    let stage = changes.iter().find(|change| change.field == pair.names.hubspot)?;
    let pipeline = stages.pipeline_of_new(lone.record)?;
    let pipeline = Content::Value(Value::Choice(pipeline.to_owned()));
    Some(FieldChange {
        mapping: MappingId::from(stages.of.pipeline()),
        field: FieldName::from(stages.of.pipeline()),
        before: Reading::Blank,
        after: pipeline,
        source_field: stage.source_field.clone(),
        source: stage.source.clone(),
        rule: pair.rule,
        ruling: Ruling::NewRecord,
    })
}

/// A new opportunity is of the record type that its deal's pipeline is tied to (H50).
fn record_type(lone: &Lone<'_>, salesforce: &ObjectName) -> Option<FieldChange> {
    if lone.side != Side::HubSpot {
        return None;
    }
    let mut pairs = lone.design.pairs(salesforce).iter();
    let (pair, stages) = pairs.find_map(|pair| Some((pair, pair.stages.as_ref()?)))?;
    let source_field = FieldName::from(stages.of.pipeline());
    let source = lone.record.fields.get(&source_field)?.clone();
    let id = stages.record_type_of_new(stage::pipeline_of(lone.record, stages)?)?;
    Some(FieldChange {
        mapping: MappingId::from(RECORD_TYPE),
        field: FieldName::from(RECORD_TYPE),
        before: Reading::Blank,
        after: Content::Value(Value::Reference(RecordRef::new("RecordType", id.as_str()))),
        source_field,
        source,
        rule: pair.rule,
        ruling: Ruling::NewRecord,
    })
}

/// An owner that Salesforce does not have goes back to the one that the new record gets (S72, A22):
/// the user we act as. It is known beforehand, so the plan shows it.
fn owner_goes_back(lone: &Lone<'_>, salesforce: &ObjectName) -> Option<FieldChange> {
    if lone.side != Side::HubSpot {
        return None;
    }
    let pair = lone.design.pairs(salesforce).iter().find(|pair| pair.is_owner())?;
    let user = lone.facts.settings.acting_user.clone()?;
    let before = lone.record.reading(&pair.names.hubspot);
    let held = before.known()?;
    let matched = references::convert(&held, Side::HubSpot, pair, lone.facts.partner_of);
    if !held.is_blank() && matched.is_ok() {
        return None;
    }
    let user = RecordRef { object: ObjectName::from("User"), id: user };
    let partner = (lone.facts.partner_of)(Side::Salesforce, &user);
    let after = partner.map_or(Content::Blank, |at| Content::Value(Value::Reference(at)));
    let writable = pair.schemas.hubspot.updateable;
    (writable && after != held).then(|| FieldChange {
        mapping: pair.mapping.clone(),
        field: pair.names.hubspot.clone(),
        before,
        after,
        source_field: pair.names.salesforce.clone(),
        source: Content::Value(Value::Reference(user)),
        rule: pair.rule,
        ruling: Ruling::RulingSideStands,
    })
}

/// A10: a lead without a company gets the placeholder only where describe demands one, the org has
/// no person accounts, and a person chose a placeholder.
fn company_placeholder(
    lone: &Lone<'_>,
    object: &ObjectName,
    changes: &[FieldChange],
) -> Option<FieldChange> {
    let settings = &lone.facts.settings;
    let placeholder = settings.lead_company_placeholder.as_deref()?;
    let company = "Company";
    let wanted = object.as_str() == LEAD
        && !settings.person_accounts
        && lone.design.required.salesforce.get(object)?.contains(company)
        && !changes.iter().any(|change| change.field.as_str() == company);
    wanted.then(|| FieldChange {
        mapping: MappingId::from("company_placeholder"),
        field: FieldName::from(company),
        before: Reading::Blank,
        after: Content::text(placeholder),
        source_field: FieldName::from("company"),
        source: Content::Blank,
        rule: SyncRule::FillBlanks,
        ruling: Ruling::NewRecord,
    })
}

fn missing(lone: &Lone<'_>, object: &ObjectName, changes: &[FieldChange]) -> Option<FieldName> {
    let required = lone.design.required.get(lone.side.other()).get(object)?;
    let given = |name: &FieldName| changes.iter().any(|change| change.field == *name);
    required.iter().find(|name| !given(name)).cloned()
}
