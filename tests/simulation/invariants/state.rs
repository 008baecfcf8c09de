//! I16: what a crash leaves opens, and forgets nobody.

use crosswalk_desktop::World;
use crosswalk_model::LinkId;

use super::links;

/// Every two records that are known to belong together.
pub fn whole_links(world: &World) -> Vec<LinkId> {
    links(world).iter().filter(|it| it.link.is_whole()).map(|it| it.link.id).collect()
}

/// Links of before a crash that the state, opened anew and checked by that, knows nothing of.
pub fn nothing_is_forgotten(world: &World, before: &[LinkId]) -> Vec<String> {
    let store = world.app.store();
    let gone = before.iter().filter(|id| store.link(**id).is_err());
    gone.map(|id| format!("I16: link {id:?} did not outlive a crash")).collect()
}
