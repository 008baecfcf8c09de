//! Records that go, come back and become other ones.

use crosswalk_desktop::World;
use serde_json::{Map, Value, json};

use super::{OBJECTS, People, side_of};
use crate::fields::FIELDS;
use crate::truth::{Truth, text};

impl People {
    pub(super) fn delete(&mut self, world: &World, truth: &mut Truth) -> bool {
        let object = *self.chance.pick(&OBJECTS);
        let Some(id) = self.somebody(truth.table(object)) else { return false };
        let act = if object == "contacts" { "archive" } else { "delete" };
        let words = json!({ "act": act, "object": object, "id": id });
        let done = world.try_act(side_of(object), words).is_ok();
        if done {
            truth.table_mut(object).remove(&id);
            self.bin.push((object, id));
        }
        done
    }

    pub(super) fn restore(&mut self, world: &World, truth: &mut Truth) -> bool {
        if self.bin.is_empty() {
            return false;
        }
        let nth = self.chance.below(self.bin.len());
        let (object, id) = self.bin[nth].clone();
        let act = if object == "contacts" { "restore" } else { "undelete" };
        let words = json!({ "act": act, "object": object, "id": id });
        if world.try_act(side_of(object), words).is_err() {
            return false;
        }
        self.bin.swap_remove(nth);
        self.stamp(world, object, &id);
        *truth = Truth::of(world);
        true
    }

    /// Two records become one: HubSpot gives it a new id, Salesforce keeps the winner's.
    pub(super) fn merge(&mut self, world: &World, truth: &mut Truth) -> bool {
        let object = *self.chance.pick(&OBJECTS);
        let (first, other) =
            (self.somebody(truth.table(object)), self.somebody(truth.table(object)));
        let (Some(first), Some(other)) = (first, other) else { return false };
        if first == other {
            return false;
        }
        let words = if object == "contacts" {
            json!({ "act": "merge", "object": object, "primary": first, "other": other })
        } else {
            json!({ "act": "merge", "winner": first, "losers": [other] })
        };
        let Ok(made) = world.try_act(side_of(object), words) else { return false };
        let before = truth.table(object)[&first].clone();
        let survivor = made["id"].as_str().expect("an id").to_owned();
        if survivor != first {
            self.inherit(&survivor, &first);
            self.born.push(survivor.clone());
        }
        self.consent.out.remove(&other);
        self.made_of.entry(survivor.clone()).or_default().push(other);
        self.stamp(world, object, &survivor);
        *truth = Truth::of(world);
        self.note_changes(world, truth, (object, &survivor), &before);
        true
    }

    /// A lead becomes a contact, one of four times one that is there.
    pub(super) fn convert(&mut self, world: &World, truth: &mut Truth) -> bool {
        let Some(lead) = self.somebody(&truth.leads) else { return false };
        let known = if self.chance.one_in(4) { self.somebody(&truth.contacts) } else { None };
        let words = json!({ "act": "convert_lead", "lead": lead, "contact_id": known });
        let Ok(made) = world.try_act(side_of("Lead"), words) else { return false };
        let contact = made["contact"].as_str().expect("an id").to_owned();
        let before = truth.contacts.get(&contact).cloned().unwrap_or_default();
        if known.is_none() {
            self.inherit(&contact, &lead);
            self.born.push(contact.clone());
        } else {
            self.consent.out.remove(&lead);
            self.made_of.entry(contact.clone()).or_default().push(lead);
        }
        self.stamp(world, "Contact", &contact);
        *truth = Truth::of(world);
        self.note_changes(world, truth, ("Contact", &contact), &before);
        true
    }

    /// The new record is the old one, its opt-out included.
    fn inherit(&mut self, new: &str, old: &str) {
        if let Some(out) = self.consent.out.remove(old) {
            self.consent.out.insert(new.to_owned(), out);
        }
        let back: Vec<_> = self.consent.back.iter().filter(|(id, _)| id == old).cloned().collect();
        self.consent.back.extend(back.into_iter().map(|(_, at)| (new.to_owned(), at)));
        self.made_of.entry(new.to_owned()).or_default().push(old.to_owned());
    }

    /// What a merge or a conversion put into a record is as good as an edit.
    fn note_changes(
        &mut self,
        world: &World,
        truth: &Truth,
        (object, id): (&str, &str),
        before: &Map<String, Value>,
    ) {
        let Some(record) = truth.table(object).get(id) else { return };
        for field in FIELDS {
            let value = text(record, field.on(object));
            if value != text(before, field.on(object)) {
                self.note(world, (object, id), field, value);
            }
        }
    }
}
