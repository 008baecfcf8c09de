//! Signing in, portals and limits.

use crate::exchange::Shown;

pub(super) const SHOWN: &[Shown] = &[
    Shown {
        test: "hubspot::tests::signed_in::access_tokens_expire_after_thirty_minutes",
        features: &[(
            "hubspot.auth.expiry",
            "Access tokens live 30 minutes; then 401 EXPIRED_AUTHENTICATION.",
        )],
    },
    Shown {
        test: "hubspot::tests::signed_in::unknown_and_missing_tokens_are_refused",
        features: &[(
            "hubspot.auth.bearer",
            "Unknown, missing and refresh tokens get 401 INVALID_AUTHENTICATION.",
        )],
    },
    Shown {
        test: "hubspot::tests::signed_in::a_scope_that_is_missing_is_named",
        features: &[("hubspot.auth.scopes", "A missing scope is a 403 that names it.")],
    },
    Shown {
        test: "hubspot::tests::signed_in::pipelines_need_the_records_and_their_definitions",
        features: &[(
            "hubspot.pipelines.scopes",
            "Pipelines need the scopes of the records and of their definitions.",
        )],
    },
    Shown {
        test: "hubspot::tests::signed_in::what_an_e_mail_says_takes_a_scope_of_its_own",
        features: &[(
            "hubspot.auth.mail_content",
            "What an e-mail says is shown with sales-email-read only.",
        )],
    },
    Shown {
        test: "hubspot::tests::signed_in::a_body_must_be_json_and_say_so",
        features: &[("hubspot.auth.media_type", "A body that is not declared as JSON is a 415.")],
    },
    Shown {
        test: "hubspot::tests::world::dated_and_legacy_paths_are_one",
        features: &[
            (
                "hubspot.routes.legacy",
                "Dated and legacy paths, names and trailing slashes are one route.",
            ),
            ("hubspot.routes.type_names", "Singular, plural and id name a type."),
        ],
    },
    Shown {
        test: "hubspot::tests::oauth::redirects_match_exactly_and_are_no_addresses",
        features: &[(
            "hubspot.oauth.redirect_match",
            "Redirect URIs match exactly, https or http://localhost, never an address.",
        )],
    },
    Shown {
        test: "hubspot::tests::oauth::the_page_asks_and_sends_a_code_back",
        features: &[
            ("hubspot.oauth.single_use_code", "The consent page, and a code that works once."),
            ("hubspot.oauth.consent_page", "A page on which a browser consents."),
            ("hubspot.oauth.decision", "What was clicked goes back to the app."),
            ("hubspot.oauth.token", "The token endpoint."),
            ("hubspot.oauth.code", "A code gives tokens."),
        ],
    },
    Shown {
        test: "hubspot::tests::oauth::a_person_may_refuse",
        features: &[("hubspot.oauth.denial", "A person may refuse: error, description and state.")],
    },
    Shown {
        test: "hubspot::tests::oauth::versions_word_the_token_differently",
        features: &[
            (
                "hubspot.oauth.token_details",
                "v3 and dated token answers carry hub, user and scopes; v1 does not.",
            ),
            ("hubspot.oauth.refresh", "A refresh token gives access tokens."),
        ],
    },
    Shown {
        test: "hubspot::tests::oauth::a_bad_refresh_token_is_a_400",
        features: &[(
            "hubspot.oauth.bad_refresh",
            "A bad refresh token is a 400 BAD_REFRESH_TOKEN.",
        )],
    },
    Shown {
        test: "hubspot::tests::oauth::rotation_kills_the_old_token",
        features: &[(
            "hubspot.oauth.rotation",
            "Refresh tokens rotate where set so, and the old one dies.",
        )],
    },
    Shown {
        test: "hubspot::tests::oauth::revoking_can_kill_access_tokens_too",
        features: &[
            ("hubspot.oauth.revoke", "Introspect and revoke; cascading is a setting."),
            ("hubspot.oauth.introspect", "A token is introspected."),
        ],
    },
    Shown {
        test: "hubspot::tests::oauth::v1_tells_of_a_token",
        features: &[
            ("hubspot.oauth.token_info", "v1 tells of a live access token."),
            ("hubspot.oauth.access_token_info", "v1 tells of an access token."),
        ],
    },
    Shown {
        test: "hubspot::tests::limits::ten_seconds_hold_so_many_calls",
        features: &[
            ("hubspot.limits.burst", "Ten seconds hold so many calls per app, by tier."),
            ("hubspot.tiers", "The tier gives the limits."),
            ("hubspot.limits.bodies", "A 429 names its policy."),
        ],
    },
    Shown {
        test: "hubspot::tests::limits::an_app_of_ones_own_has_the_limits_of_the_tier",
        features: &[(
            "hubspot.limits.distribution",
            "A privately distributed app has the limits of the tier, one of the marketplace 110.",
        )],
    },
    Shown {
        test: "hubspot::tests::limits::a_day_ends_at_the_accounts_midnight",
        features: &[(
            "hubspot.limits.daily",
            "A day holds so many calls per account and ends at its midnight.",
        )],
    },
    Shown {
        test: "hubspot::tests::limits::a_second_holds_five_searches",
        features: &[("hubspot.limits.search", "Five searches a second per account.")],
    },
    Shown {
        test: "hubspot::tests::limits::headers_go_by_the_kind_of_token",
        features: &[
            ("hubspot.limits.headers_by_token", "Daily headers are sent to keys only."),
            ("hubspot.auth.service_keys", "Service keys sign in without OAuth."),
            ("hubspot.limits.headers", "Answers tell what is left of the limits."),
        ],
    },
    Shown {
        test: "hubspot::tests::limits::searches_carry_no_rate_headers",
        features: &[("hubspot.search.no_rate_headers", "Search answers carry no rate headers.")],
    },
    Shown {
        test: "hubspot::tests::world::properties_are_made_once_and_come_back",
        features: &[
            ("hubspot.properties.conflict", "A property is made once; an archived one comes back."),
            ("hubspot.properties.groups", "A property belongs to a group that exists."),
            ("hubspot.properties.list", "The properties of a type."),
            ("hubspot.properties.create", "A property is made."),
            ("hubspot.properties.get", "One property."),
            ("hubspot.properties.delete", "A property is archived."),
        ],
    },
    Shown {
        test: "hubspot::tests::world::options_that_are_sent_replace_the_list",
        features: &[
            ("hubspot.properties.replace_options", "Options that are sent replace the list."),
            ("hubspot.properties.update", "A property is changed."),
        ],
    },
    Shown {
        test: "hubspot::tests::world::ten_properties_can_be_unique",
        features: &[("hubspot.properties.most_unique", "At most ten unique properties.")],
    },
    Shown {
        test: "hubspot::tests::world::owners_come_in_pages",
        features: &[
            ("hubspot.owners.paging", "Owners come in pages; deactivated ones apart."),
            ("hubspot.owners.list", "The owners."),
            ("hubspot.owners.get", "One owner."),
            ("hubspot.owners.by_user", "An owner is found by its user."),
            ("hubspot.owners.deactivated", "Deactivated owners are listed apart."),
        ],
    },
    Shown {
        test: "hubspot::tests::world::portals_are_apart",
        features: &[("hubspot.portals", "Several portals, each apart.")],
    },
    Shown {
        test: "hubspot::tests::oauth::v1_tells_of_a_refresh_token_and_deletes_it",
        features: &[
            ("hubspot.oauth.refresh_token_info", "v1 tells of a refresh token."),
            ("hubspot.oauth.delete_refresh_token", "v1 deletes a refresh token."),
        ],
    },
    Shown {
        test: "hubspot::tests::oauth::a_portal_has_a_page_of_its_own",
        features: &[("hubspot.oauth.consent_page_of_hub", "A portal has a page of its own.")],
    },
    Shown {
        test: "hubspot::tests::oauth::an_app_asks_for_its_own_scopes_only",
        features: &[("hubspot.oauth.scopes_of_app", "An app asks for its own scopes only.")],
    },
    Shown {
        test: "hubspot::tests::oauth::a_code_goes_with_its_redirect_its_verifier_and_the_apps_secret",
        features: &[
            ("hubspot.oauth.code_redirect", "A code goes with its redirect."),
            ("hubspot.oauth.pkce", "A code goes with its verifier."),
            ("hubspot.oauth.client_secret", "A token needs the app's secret."),
        ],
    },
    Shown {
        test: "hubspot::tests::world::pipelines_have_stages_with_text_metadata",
        features: &[
            ("hubspot.pipelines.list", "The pipelines of a type."),
            ("hubspot.pipelines.stage", "One stage."),
        ],
    },
    Shown {
        test: "hubspot::tests::world::custom_objects_have_three_names",
        features: &[("hubspot.custom_objects.records", "Custom objects have records.")],
    },
    Shown {
        test: "hubspot::tests::world::custom_objects_are_listed_with_what_they_can_hang_on",
        features: &[
            ("hubspot.custom_objects.list", "The definitions of custom objects."),
            ("hubspot.custom_objects.get", "One custom object's definition."),
        ],
    },
    Shown {
        test: "hubspot::tests::world::accounts_say_which_they_are",
        features: &[
            ("hubspot.account.details", "Which portal this is."),
            ("hubspot.account.usage", "How many calls of the day are used."),
        ],
    },
    Shown {
        test: "hubspot::tests::world::a_path_is_served_in_its_own_versions_only",
        features: &[("hubspot.routes.versions", "A path is served in its own versions only.")],
    },
    Shown {
        test: "hubspot::tests::world::what_hangs_on_custom_objects_cannot_be_searched",
        features: &[(
            "hubspot.search.associations_of_own_types",
            "What hangs on custom objects cannot be searched.",
        )],
    },
];
