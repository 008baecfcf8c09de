//! Signing in, orgs and limits.

use crate::exchange::Shown;

pub(super) const SHOWN: &[Shown] = &[
    Shown {
        test: "salesforce::tests::limits::the_daily_limit_refuses_and_rolls_over",
        features: &[
            ("salesforce.limits.daily", "the daily limit refuses calls"),
            ("salesforce.limits.header", "Sforce-Limit-Info"),
        ],
    },
    Shown {
        test: "salesforce::tests::limits::long_calls_of_a_developer_org_leave_no_room",
        features: &[("salesforce.limits.concurrent", "long calls leave no room")],
    },
    Shown {
        test: "salesforce::tests::oauth::editions_without_the_api_answer_403",
        features: &[("salesforce.api_disabled", "editions without the API")],
    },
    Shown {
        test: "salesforce::tests::limits::updated_and_deleted_cover_their_range",
        features: &[
            ("salesforce.replication.dates", "ranges of updated and deleted are checked"),
            ("salesforce.replication.updated", "the ids that changed in a range"),
            ("salesforce.replication.deleted", "the ids that were deleted in a range"),
            ("salesforce.replication.minutes", "ranges are cut to the minute"),
            ("salesforce.replication.window", "ranges reach back so many days"),
        ],
    },
    Shown {
        test: "salesforce::tests::oauth::only_registered_localhost_redirects_are_shown_a_page",
        features: &[("salesforce.oauth.redirect", "redirects match exactly, localhost only")],
    },
    Shown {
        test: "salesforce::tests::oauth::what_does_not_fit_gives_no_token",
        features: &[
            ("salesforce.oauth.pkce", "the verifier must fit the challenge"),
            ("salesforce.oauth.code_life", "a code lives 15 minutes"),
            ("salesforce.oauth.code_redirect", "a code is redeemed with its redirect"),
        ],
    },
    Shown {
        test: "salesforce::tests::oauth::a_code_and_its_verifier_give_tokens",
        features: &[
            ("salesforce.oauth.code_once", "a code is used once"),
            ("salesforce.oauth.consent_page", "a page on which a browser allows or denies"),
            ("salesforce.oauth.code", "a code gives tokens"),
            ("salesforce.oauth.userinfo", "who signed in, by userinfo"),
            ("salesforce.oauth.identity", "who signed in, by the identity URL"),
        ],
    },
    Shown {
        test: "salesforce::tests::oauth::a_spent_refresh_token_ends_everything",
        features: &[
            ("salesforce.oauth.rotation", "each refresh gives a new refresh token"),
            ("salesforce.oauth.reuse_revokes", "a spent refresh token ends the sign-in"),
        ],
    },
    Shown {
        test: "salesforce::tests::oauth::without_rotation_the_refresh_token_stays",
        features: &[("salesforce.oauth.refresh", "a refresh token gives access tokens")],
    },
    Shown {
        test: "salesforce::tests::oauth::revoking_the_refresh_token_ends_its_access_tokens",
        features: &[(
            "salesforce.oauth.revoke",
            "a refresh token is revoked with its access tokens",
        )],
    },
    Shown {
        test: "salesforce::tests::oauth::introspection_needs_a_secret",
        features: &[("salesforce.oauth.introspect", "apps with a secret may look at tokens")],
    },
    Shown {
        test: "salesforce::tests::oauth::a_denial_goes_back_to_the_app",
        features: &[("salesforce.oauth.denial", "a denial goes back to the app")],
    },
    Shown {
        test: "salesforce::tests::oauth::an_app_that_is_not_installed_cannot_be_approved",
        features: &[("salesforce.oauth.installed", "an app must be installed in the org")],
    },
    Shown {
        test: "salesforce::tests::oauth::the_sixth_sign_in_ends_the_first",
        features: &[("salesforce.oauth.five_approvals", "a user has five approvals of an app")],
    },
    Shown {
        test: "salesforce::tests::orgs::production_and_sandboxes_sign_in_at_their_own_hosts",
        features: &[(
            "salesforce.oauth.login_hosts",
            "production, sandboxes and each org have sign-in hosts of their own",
        )],
    },
    Shown {
        test: "salesforce::tests::orgs::an_org_answers_under_its_own_host_and_a_government_one_under_its_suffix",
        features: &[
            (
                "salesforce.oauth.instance_url",
                "tokens name the org's host, a government one under its suffix",
            ),
            ("salesforce.auth.host", "a token works at its own org's host"),
        ],
    },
    Shown {
        test: "salesforce::tests::orgs::an_inactive_user_signs_in_no_more",
        features: &[("salesforce.oauth.active_user", "an inactive user does not sign in")],
    },
    Shown {
        test: "salesforce::tests::orgs::a_sign_in_without_the_api_reads_nothing",
        features: &[("salesforce.auth.scope", "records need the scope api or full")],
    },
    Shown {
        test: "salesforce::tests::orgs::an_inactive_user_is_out",
        features: &[("salesforce.auth.active_user", "an inactive user's tokens are dead")],
    },
    Shown {
        test: "salesforce::tests::limits::an_answer_holds_so_many_changed_ids",
        features: &[("salesforce.replication.most_ids", "a range has at most 600,000 ids")],
    },
    Shown {
        test: "salesforce::tests::limits::an_open_transaction_holds_back_what_is_covered",
        features: &[(
            "salesforce.replication.open_transactions",
            "an open transaction holds back what is covered",
        )],
    },
    Shown {
        test: "salesforce::tests::limits::other_integrations_use_the_same_pool",
        features: &[
            ("salesforce.limits.resource", "what is left of each limit"),
            ("salesforce.limits.by_edition", "the edition gives the daily limit"),
        ],
    },
    Shown {
        test: "salesforce::tests::limits::rows_are_counted_by_object",
        features: &[("salesforce.limits.record_count", "how many rows an object has")],
    },
];
