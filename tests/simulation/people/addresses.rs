//! Two people who change addresses.

use crosswalk_desktop::World;
use serde_json::json;

use super::{OBJECTS, People, try_edit};
use crate::fields::EMAIL;
use crate::truth::{Truth, text};

impl People {
    /// Two records change e-mail addresses; HubSpot, where they are unique, wants a step between.
    pub(super) fn swap(&mut self, world: &World, truth: &mut Truth) -> bool {
        let object = *self.chance.pick(&OBJECTS);
        let (first, second) =
            (self.somebody(truth.table(object)), self.somebody(truth.table(object)));
        let (Some(first), Some(second)) = (first, second) else { return false };
        let field = EMAIL.on(object);
        let of = |id: &String| text(&truth.table(object)[id], field);
        let (mine, theirs) = (of(&first), of(&second));
        if mine == theirs || mine.is_empty() || theirs.is_empty() {
            return false;
        }
        let between = self.address();
        let gives = |id: &str, value: &str| try_edit(world, (object, id), field, value);
        let done = gives(&first, &between) && gives(&second, &mine) && gives(&first, &theirs);
        for (id, value) in [(first, theirs), (second, mine)] {
            // What is said of an address stays with it.
            self.consent.out.remove(&id);
            if let Some(record) = truth.table_mut(object).get_mut(&id) {
                record.insert(field.to_owned(), json!(value));
            }
            self.note(world, (object, &id), EMAIL, value);
        }
        *truth = Truth::of(world);
        done
    }
}
