//! The routes. Legacy and dated paths are one route each; the version is only a word in it.

use super::call::{Call, Version};
use super::portal::Portal;
use super::problem::Outcome;
use super::{
    HubSpot, account, association_calls as pairs, batch, limits, list_calls as lists, mail, merge,
    oauth, object_schemas, objects, owners, pipelines, property_calls as defs, search,
    subscriptions as subs,
};
use crate::exchange::{Effect, Turn};

/// What runs a route.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// Inside the portal of the token.
    Portal(InPortal),
    /// Before anybody has signed in.
    Anyone(fn(&mut HubSpot, &Call<'_>) -> Outcome),
}

/// What a token must be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Nothing,
    /// Reading records of the type in the first capture.
    Read,
    Write,
    SchemaRead,
    SchemaWrite,
    /// Reading pipelines of the type in the first capture: its records and its definitions.
    Pipelines,
    /// One of these.
    Any(&'static [&'static str]),
}

/// One route.
#[derive(Clone, Copy)]
pub(super) struct Route {
    /// `GET /crm/objects/{version}/{type}`: braces capture a segment.
    pub pattern: &'static str,
    pub effect: Effect,
    pub need: Need,
    pub run: Run,
    /// While this one is off, nobody knows the path.
    pub feature: &'static str,
}

type InPortal = fn(&mut Portal, &Call<'_>) -> Outcome;

const fn read(pattern: &'static str, run: InPortal, feature: &'static str) -> Route {
    Route { pattern, effect: Effect::Read, need: Need::Read, run: Run::Portal(run), feature }
}

const fn write(pattern: &'static str, run: InPortal, feature: &'static str) -> Route {
    Route { pattern, effect: Effect::Write, need: Need::Write, run: Run::Portal(run), feature }
}

const fn sign_in(
    pattern: &'static str,
    run: fn(&mut HubSpot, &Call<'_>) -> Outcome,
    feature: &'static str,
) -> Route {
    Route { pattern, effect: Effect::SignIn, need: Need::Nothing, run: Run::Anyone(run), feature }
}

impl Route {
    const fn needs(mut self, need: Need) -> Self {
        self.need = need;
        self
    }

    const fn reads(mut self) -> Self {
        self.effect = Effect::Read;
        self
    }
}

const LISTS_READ: Need = Need::Any(&["crm.lists.read"]);
const LISTS_WRITE: Need = Need::Any(&["crm.lists.write"]);
const OWNERS: Need = Need::Any(&["crm.objects.owners.read"]);
/// Definitions of custom objects.
const SCHEMAS: Need = Need::Any(&["crm.schemas.custom.read"]);
/// The legacy e-mail API knows one scope for all of it.
const MAIL: Need = Need::Any(&["content"]);
const STATUS_READ: Need = Need::Any(&[
    "communication_preferences.read",
    "communication_preferences.read_write",
    "subscriptions-status-read",
]);
const STATUS_WRITE: Need = Need::Any(&[
    "communication_preferences.write",
    "communication_preferences.read_write",
    "subscriptions-status-write",
]);
const STATUS_BATCH_READ: Need =
    Need::Any(&["communication_preferences.statuses.batch.read", "subscription-status-batch-read"]);
const STATUS_BATCH_WRITE: Need = Need::Any(&[
    "communication_preferences.statuses.batch.write",
    "subscription-status-batch-write",
]);

/// Every route; words stand before captures.
pub(super) const ROUTES: &[Route] = &[
    write("POST /crm/objects/{version}/{type}/batch/read", batch::read, "hubspot.batch.read")
        .needs(Need::Read)
        .reads(),
    write("POST /crm/objects/{version}/{type}/batch/create", batch::create, "hubspot.batch.create"),
    write("POST /crm/objects/{version}/{type}/batch/update", batch::update, "hubspot.batch.update"),
    write("POST /crm/objects/{version}/{type}/batch/upsert", batch::upsert, "hubspot.batch.upsert"),
    write(
        "POST /crm/objects/{version}/{type}/batch/archive",
        batch::archive,
        "hubspot.batch.archive",
    ),
    write("POST /crm/objects/{version}/{type}/search", search::run, "hubspot.search")
        .needs(Need::Read)
        .reads(),
    write("POST /crm/objects/{version}/{type}/merge", merge::run, "hubspot.merge"),
    write("POST /crm/objects/{version}/{type}/gdpr-delete", merge::gdpr_delete, "hubspot.gdpr"),
    read("GET /crm/objects/{version}/{type}", objects::list, "hubspot.objects.list"),
    write("POST /crm/objects/{version}/{type}", objects::create, "hubspot.objects.create"),
    read("GET /crm/objects/{version}/{type}/{id}", objects::get, "hubspot.objects.get"),
    write("PATCH /crm/objects/{version}/{type}/{id}", objects::patch, "hubspot.objects.update"),
    write("DELETE /crm/objects/{version}/{type}/{id}", objects::delete, "hubspot.objects.delete"),
    write(
        "PUT /crm/objects/{version}/{type}/{id}/associations/default/{to}/{other}",
        pairs::put_default,
        "hubspot.associations.default",
    ),
    read(
        "GET /crm/objects/{version}/{type}/{id}/associations/{to}",
        pairs::list,
        "hubspot.associations.list",
    ),
    write(
        "PUT /crm/objects/{version}/{type}/{id}/associations/{to}/{other}",
        pairs::put,
        "hubspot.associations.put",
    ),
    write(
        "DELETE /crm/objects/{version}/{type}/{id}/associations/{to}/{other}",
        pairs::delete,
        "hubspot.associations.delete",
    ),
    write(
        "POST /crm/associations/{version}/{type}/{to}/batch/create",
        pairs::batch_create,
        "hubspot.associations.batch_create",
    ),
    write(
        "POST /crm/associations/{version}/{type}/{to}/batch/associate/default",
        pairs::batch_default,
        "hubspot.associations.batch_default",
    ),
    write(
        "POST /crm/associations/{version}/{type}/{to}/batch/read",
        pairs::batch_read,
        "hubspot.associations.batch_read",
    )
    .needs(Need::Read)
    .reads(),
    write(
        "POST /crm/associations/{version}/{type}/{to}/batch/archive",
        pairs::batch_archive,
        "hubspot.associations.batch_archive",
    ),
    write(
        "POST /crm/associations/{version}/{type}/{to}/batch/labels/archive",
        pairs::batch_labels_archive,
        "hubspot.associations.batch_labels_archive",
    ),
    read(
        "GET /crm/associations/{version}/{type}/{to}/labels",
        pairs::labels,
        "hubspot.associations.labels",
    ),
    write(
        "POST /crm/associations/{version}/{type}/{to}/labels",
        pairs::make_label,
        "hubspot.associations.make_label",
    ),
    write(
        "PUT /crm/associations/{version}/{type}/{to}/labels",
        pairs::rename_label,
        "hubspot.associations.rename_label",
    ),
    write(
        "DELETE /crm/associations/{version}/{type}/{to}/labels/{label}",
        pairs::delete_label,
        "hubspot.associations.delete_label",
    ),
    write(
        "POST /crm/properties/{version}/{type}/batch/read",
        defs::batch_read,
        "hubspot.properties.batch_read",
    )
    .needs(Need::SchemaRead)
    .reads(),
    write(
        "POST /crm/properties/{version}/{type}/batch/create",
        defs::batch_create,
        "hubspot.properties.batch_create",
    )
    .needs(Need::SchemaWrite),
    write(
        "POST /crm/properties/{version}/{type}/batch/archive",
        defs::batch_archive,
        "hubspot.properties.batch_archive",
    )
    .needs(Need::SchemaWrite),
    read(
        "GET /crm/properties/{version}/{type}/groups",
        defs::groups,
        "hubspot.properties.list_groups",
    )
    .needs(Need::SchemaRead),
    write(
        "POST /crm/properties/{version}/{type}/groups",
        defs::make_group,
        "hubspot.properties.make_group",
    )
    .needs(Need::SchemaWrite),
    read("GET /crm/properties/{version}/{type}", defs::list, "hubspot.properties.list")
        .needs(Need::SchemaRead),
    write("POST /crm/properties/{version}/{type}", defs::create, "hubspot.properties.create")
        .needs(Need::SchemaWrite),
    read("GET /crm/properties/{version}/{type}/{name}", defs::get, "hubspot.properties.get")
        .needs(Need::SchemaRead),
    write(
        "PATCH /crm/properties/{version}/{type}/{name}",
        defs::patch,
        "hubspot.properties.update",
    )
    .needs(Need::SchemaWrite),
    write(
        "DELETE /crm/properties/{version}/{type}/{name}",
        defs::delete,
        "hubspot.properties.delete",
    )
    .needs(Need::SchemaWrite),
    read(
        "GET /crm-object-schemas/{version}/schemas",
        object_schemas::list,
        "hubspot.custom_objects.list",
    )
    .needs(SCHEMAS),
    read(
        "GET /crm-object-schemas/{version}/schemas/{type}",
        object_schemas::get,
        "hubspot.custom_objects.get",
    )
    .needs(SCHEMAS),
    read("GET /crm/owners/{version}", owners::list, "hubspot.owners.list").needs(OWNERS),
    read("GET /crm/owners/{version}/{id}", owners::get, "hubspot.owners.get").needs(OWNERS),
    read("GET /crm/pipelines/{version}/{type}", pipelines::list, "hubspot.pipelines.list")
        .needs(Need::Pipelines),
    read("GET /crm/pipelines/{version}/{type}/{id}", pipelines::get, "hubspot.pipelines.get")
        .needs(Need::Pipelines),
    read(
        "GET /crm/pipelines/{version}/{type}/{id}/stages",
        pipelines::stages,
        "hubspot.pipelines.stages",
    )
    .needs(Need::Pipelines),
    read(
        "GET /crm/pipelines/{version}/{type}/{id}/stages/{stage}",
        pipelines::stage,
        "hubspot.pipelines.stage",
    )
    .needs(Need::Pipelines),
    write("POST /crm/lists/{version}", lists::create, "hubspot.lists.create").needs(LISTS_WRITE),
    write(
        "POST /crm/lists/{version}/records/memberships/batch/read",
        lists::memberships,
        "hubspot.lists.memberships",
    )
    .needs(LISTS_READ)
    .reads(),
    read(
        "GET /crm/lists/{version}/object-type-id/{type}/name/{name}",
        lists::by_name,
        "hubspot.lists.by_name",
    )
    .needs(LISTS_READ),
    read("GET /crm/lists/{version}/{id}", lists::get, "hubspot.lists.get").needs(LISTS_READ),
    read(
        "GET /crm/lists/{version}/{id}/memberships/join-order",
        lists::join_order,
        "hubspot.lists.members",
    )
    .needs(LISTS_READ),
    read("GET /email/public/v1/events", mail::events, "hubspot.mail.events").needs(MAIL),
    read("GET /email/public/v1/campaigns/{id}", mail::sending, "hubspot.mail.campaign").needs(MAIL),
    read("GET /account-info/{version}/details", account::details, "hubspot.account.details")
        .needs(Need::Nothing),
    read(
        "GET /account-info/{version}/api-usage/daily/private-apps",
        limits::usage,
        "hubspot.account.usage",
    )
    .needs(Need::Nothing),
    read(
        "GET /communication-preferences/{version}/definitions",
        subs::definitions,
        "hubspot.subscriptions.definitions",
    )
    .needs(STATUS_READ),
    read(
        "GET /communication-preferences/{version}/status/email/{email}",
        subs::v3_statuses,
        "hubspot.subscriptions.v3_status",
    )
    .needs(STATUS_READ),
    write(
        "POST /communication-preferences/{version}/subscribe",
        subs::v3_subscribe,
        "hubspot.subscriptions.v3_subscribe",
    )
    .needs(STATUS_WRITE),
    write(
        "POST /communication-preferences/{version}/unsubscribe",
        subs::v3_unsubscribe,
        "hubspot.subscriptions.v3_unsubscribe",
    )
    .needs(STATUS_WRITE),
    write(
        "POST /communication-preferences/{version}/statuses/batch/read",
        subs::batch_read,
        "hubspot.subscriptions.batch_read",
    )
    .needs(STATUS_BATCH_READ)
    .reads(),
    write(
        "POST /communication-preferences/{version}/statuses/batch/write",
        subs::batch_write,
        "hubspot.subscriptions.batch_write",
    )
    .needs(STATUS_BATCH_WRITE),
    write(
        "POST /communication-preferences/{version}/statuses/batch/unsubscribe-all/read",
        subs::batch_wide_status,
        "hubspot.subscriptions.batch_wide_status",
    )
    .needs(STATUS_BATCH_READ)
    .reads(),
    write(
        "POST /communication-preferences/{version}/statuses/batch/unsubscribe-all",
        subs::batch_unsubscribe_all,
        "hubspot.subscriptions.batch_unsubscribe_all",
    )
    .needs(STATUS_BATCH_WRITE),
    read(
        "GET /communication-preferences/{version}/statuses/{email}/unsubscribe-all",
        subs::wide_status,
        "hubspot.subscriptions.wide_status",
    )
    .needs(STATUS_READ),
    write(
        "POST /communication-preferences/{version}/statuses/{email}/unsubscribe-all",
        subs::unsubscribe_all,
        "hubspot.subscriptions.unsubscribe_all",
    )
    .needs(STATUS_WRITE),
    read(
        "GET /communication-preferences/{version}/statuses/{email}",
        subs::statuses,
        "hubspot.subscriptions.statuses",
    )
    .needs(STATUS_READ),
    write(
        "POST /communication-preferences/{version}/statuses/{email}",
        subs::set,
        "hubspot.subscriptions.set",
    )
    .needs(STATUS_WRITE),
    sign_in("GET /oauth/authorize", oauth::page, "hubspot.oauth.consent_page").reads(),
    sign_in("GET /oauth/{hub}/authorize", oauth::page_of_hub, "hubspot.oauth.consent_page_of_hub")
        .reads(),
    sign_in("POST /oauth/authorize", oauth::decide, "hubspot.oauth.decision"),
    sign_in("POST /oauth/{version}/token", oauth::token, "hubspot.oauth.token"),
    sign_in(
        "POST /oauth/{version}/token/introspect",
        oauth::introspect,
        "hubspot.oauth.introspect",
    )
    .reads(),
    sign_in("POST /oauth/{version}/token/revoke", oauth::revoke, "hubspot.oauth.revoke"),
    sign_in(
        "GET /oauth/{version}/access-tokens/{token}",
        oauth::access_token_info,
        "hubspot.oauth.access_token_info",
    )
    .reads(),
    sign_in(
        "GET /oauth/{version}/refresh-tokens/{token}",
        oauth::refresh_token_info,
        "hubspot.oauth.refresh_token_info",
    )
    .reads(),
    sign_in(
        "DELETE /oauth/{version}/refresh-tokens/{token}",
        oauth::delete_refresh_token,
        "hubspot.oauth.delete_refresh_token",
    ),
];

/// A path matched to its route.
pub(super) struct Matched {
    pub route: &'static Route,
    pub version: Version,
    pub args: Vec<String>,
}

/// Finds the route of a path. A trailing slash means nothing.
pub(super) fn find(turn: &Turn<'_>, method: &str, path: &str) -> Option<Matched> {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let strict = turn.on("hubspot.routes.versions");
    if strict && is_astray(&segments) {
        return None;
    }
    let segments = if turn.on("hubspot.routes.legacy") { dated(&segments) } else { segments };
    let mut known = ROUTES.iter().filter(|route| turn.on(route.feature));
    let found = known.find_map(|route| matches(route, method, &segments))?;
    (!strict || is_offered(found.route.pattern, found.version)).then_some(found)
}

/// Whether a path has the order of the dated ones and a legacy version. Associations know both.
fn is_astray(segments: &[&str]) -> bool {
    let ["crm", area, version, ..] = segments else { return false };
    *area != "associations" && Version::read(version).is_some_and(|version| !version.is_dated())
}

/// Whether the vendor offers a path in a version. All but the oldest ones have dated versions.
fn is_offered(pattern: &str, version: Version) -> bool {
    let (_, path) = pattern.split_once(' ').unwrap_or(("", pattern));
    let legacy: &[Version] = match path {
        _ if !path.contains("{version}") => return true,
        _ if path.starts_with("/oauth/{version}/token/") => &[],
        "/oauth/{version}/token" => &[Version::V1, Version::V3],
        _ if path.starts_with("/oauth/") => return version == Version::V1,
        _ if path.starts_with("/crm/objects/") => &[Version::V3, Version::V4],
        _ if path.starts_with("/crm/associations/") => &[Version::V4],
        "/communication-preferences/{version}/definitions" => &[Version::V3, Version::V4],
        _ if path.starts_with("/communication-preferences/{version}/statuses/") => &[Version::V4],
        _ => &[Version::V3],
    };
    version.is_dated() || legacy.contains(&version)
}

/// Legacy paths in the order of the dated ones: `/crm/v3/objects` is `/crm/objects/v3`.
fn dated<'a>(segments: &[&'a str]) -> Vec<&'a str> {
    let mut segments = segments.to_vec();
    if let ["crm", version, area, ..] = segments[..]
        && Version::read(version).is_some_and(|version| !version.is_dated())
        && matches!(
            area,
            "objects" | "associations" | "properties" | "owners" | "pipelines" | "lists"
        )
    {
        segments.swap(1, 2);
    }
    if let ["crm", version, "schemas", ..] = segments[..]
        && Version::read(version).is_some_and(|version| !version.is_dated())
    {
        segments.splice(..3, ["crm-object-schemas", version, "schemas"]);
    }
    segments
}

fn matches(route: &'static Route, method: &str, segments: &[&str]) -> Option<Matched> {
    let (wanted, pattern) = route.pattern.split_once(" /")?;
    if wanted != method || pattern.split('/').count() != segments.len() {
        return None;
    }
    let (mut version, mut args) = (Version::Dated202609, Vec::new());
    for (expected, segment) in pattern.split('/').zip(segments) {
        if expected == "{version}" {
            version = Version::read(segment)?;
        } else if expected.starts_with('{') {
            args.push(
                percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned(),
            );
        } else if expected != *segment {
            return None;
        }
    }
    Some(Matched { route, version, args })
}
