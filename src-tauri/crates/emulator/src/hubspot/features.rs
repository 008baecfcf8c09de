//! What this HubSpot does, and the test that shows each.

use crate::exchange::Feature;

const fn feature(name: &'static str, what: &'static str, test: &'static str) -> Feature {
    Feature { name, what, test }
}

/// Every feature with its test; [`crate::exchange::Turn::on`] asks by name. Off is lenient.
pub const FEATURES: &[Feature] = &[
    feature(
        "hubspot.auth.expiry",
        "Access tokens live 30 minutes; then 401 EXPIRED_AUTHENTICATION.",
        "hubspot::tests::signed_in::access_tokens_expire_after_thirty_minutes",
    ),
    feature(
        "hubspot.auth.bearer",
        "Unknown, missing and refresh tokens get 401 INVALID_AUTHENTICATION.",
        "hubspot::tests::signed_in::unknown_and_missing_tokens_are_refused",
    ),
    feature(
        "hubspot.auth.scopes",
        "A missing scope is a 403 that names it.",
        "hubspot::tests::signed_in::a_scope_that_is_missing_is_named",
    ),
    feature(
        "hubspot.auth.media_type",
        "A body that is not declared as JSON is a 415.",
        "hubspot::tests::signed_in::a_body_must_be_json_and_say_so",
    ),
    feature(
        "hubspot.routes.legacy",
        "Dated and legacy paths, names and trailing slashes are one route.",
        "hubspot::tests::world::dated_and_legacy_paths_are_one",
    ),
    feature(
        "hubspot.routes.longest_uri",
        "A path beyond 16,000 characters is a 414.",
        "hubspot::tests::objects::a_path_can_be_too_long",
    ),
    feature(
        "hubspot.oauth.redirect_match",
        "Redirect URIs match exactly, https or http://localhost, never an address.",
        "hubspot::tests::oauth::redirects_match_exactly_and_are_no_addresses",
    ),
    feature(
        "hubspot.oauth.single_use_code",
        "The consent page, and a code that works once.",
        "hubspot::tests::oauth::the_page_asks_and_sends_a_code_back",
    ),
    feature(
        "hubspot.oauth.denial",
        "A person may refuse: error, description and state.",
        "hubspot::tests::oauth::a_person_may_refuse",
    ),
    feature(
        "hubspot.oauth.token_details",
        "v3 and dated token answers carry hub, user and scopes; v1 does not.",
        "hubspot::tests::oauth::versions_word_the_token_differently",
    ),
    feature(
        "hubspot.oauth.bad_refresh",
        "A bad refresh token is a 400 BAD_REFRESH_TOKEN.",
        "hubspot::tests::oauth::a_bad_refresh_token_is_a_400",
    ),
    feature(
        "hubspot.oauth.rotation",
        "Refresh tokens rotate where set so, and the old one dies.",
        "hubspot::tests::oauth::rotation_kills_the_old_token",
    ),
    feature(
        "hubspot.oauth.revoke",
        "Introspect and revoke; cascading is a setting.",
        "hubspot::tests::oauth::revoking_can_kill_access_tokens_too",
    ),
    feature(
        "hubspot.oauth.token_info",
        "v1 tells of a live access token.",
        "hubspot::tests::oauth::v1_tells_of_a_token",
    ),
    feature(
        "hubspot.limits.burst",
        "Ten seconds hold so many calls per app, by tier.",
        "hubspot::tests::limits::ten_seconds_hold_so_many_calls",
    ),
    feature(
        "hubspot.limits.daily",
        "A day holds so many calls per account and ends at its midnight.",
        "hubspot::tests::limits::a_day_ends_at_the_accounts_midnight",
    ),
    feature(
        "hubspot.limits.search",
        "Five searches a second per account.",
        "hubspot::tests::limits::a_second_holds_five_searches",
    ),
    feature(
        "hubspot.limits.headers_by_token",
        "Daily headers are sent to keys only.",
        "hubspot::tests::limits::headers_go_by_the_kind_of_token",
    ),
    feature(
        "hubspot.limits.page_sizes",
        "Lists hold at most 100, with history 50.",
        "hubspot::tests::objects::pages_have_a_largest_size",
    ),
    feature(
        "hubspot.limits.batch_sizes",
        "Batches take 100 inputs.",
        "hubspot::tests::batches::a_batch_takes_a_hundred",
    ),
    feature(
        "hubspot.search.no_rate_headers",
        "Search answers carry no rate headers.",
        "hubspot::tests::limits::searches_carry_no_rate_headers",
    ),
    feature(
        "hubspot.paging.own_host",
        "The next link stays on the host that was asked.",
        "hubspot::tests::objects::lists_page_by_a_link_on_this_host",
    ),
    feature(
        "hubspot.objects.property_lists",
        "Properties may be repeated or comma-separated; asked-for empty ones are null.",
        "hubspot::tests::objects::properties_may_be_repeated_or_listed",
    ),
    feature(
        "hubspot.objects.empty_clears",
        "An empty text clears, a null does nothing, a number is refused.",
        "hubspot::tests::objects::writes_answer_with_strings_and_an_empty_text_clears",
    ),
    feature(
        "hubspot.objects.archived_listing",
        "Archived records are listed apart, for ninety days.",
        "hubspot::tests::objects::archived_records_are_listed_apart",
    ),
    feature(
        "hubspot.objects.history",
        "Property history with value, time and source.",
        "hubspot::tests::objects::history_names_value_time_and_source",
    ),
    feature(
        "hubspot.objects.unique_values",
        "E-mail, additional e-mails and unique properties conflict.",
        "hubspot::tests::objects::a_duplicate_address_is_a_conflict_with_the_id_in_the_message",
    ),
    feature(
        "hubspot.objects.needed_on_create",
        "Companies need a name or domain, deals their three.",
        "hubspot::tests::objects::companies_need_a_name_or_domain_and_deals_their_three",
    ),
    feature(
        "hubspot.batch.missing_ids",
        "Missing ids of a batch read are one 207 error.",
        "hubspot::tests::batches::missing_ids_of_a_read_are_one_error",
    ),
    feature(
        "hubspot.batch.trace_ids",
        "Rows fail one by one only if each carries a trace id.",
        "hubspot::tests::batches::one_bad_input_fails_the_batch_unless_all_are_traced",
    ),
    feature(
        "hubspot.batch.duplicates",
        "One record stands in a batch once.",
        "hubspot::tests::batches::one_record_stands_in_a_batch_once",
    ),
    feature(
        "hubspot.batch.upsert_new",
        "Upserts by a unique property say what is new.",
        "hubspot::tests::batches::upserts_say_what_is_new",
    ),
    feature(
        "hubspot.batch.upsert_by_email",
        "An upsert by e-mail is never partial.",
        "hubspot::tests::batches::an_upsert_by_email_is_never_partial",
    ),
    feature(
        "hubspot.validation.unknown_property",
        "An unknown property fails the record.",
        "hubspot::tests::validation::an_unknown_property_fails_the_record",
    ),
    feature(
        "hubspot.validation.read_only",
        "A read-only or calculated property fails the record.",
        "hubspot::tests::validation::a_read_only_property_fails_the_record",
    ),
    feature(
        "hubspot.validation.types",
        "Numbers, dates, options, addresses and lengths are checked.",
        "hubspot::tests::validation::values_must_fit_the_type",
    ),
    feature(
        "hubspot.validation.names_all",
        "A refusal names every bad property.",
        "hubspot::tests::validation::every_bad_property_is_named",
    ),
    feature(
        "hubspot.validation.stage_in_pipeline",
        "A stage belongs to its pipeline.",
        "hubspot::tests::validation::a_stage_belongs_to_its_pipeline",
    ),
    feature(
        "hubspot.validation.append_options",
        "A leading semicolon appends to a multiple choice.",
        "hubspot::tests::validation::multiple_choices_append_after_a_semicolon",
    ),
    feature(
        "hubspot.lifecycle.forward_only",
        "Lifecycle stage goes forward only.",
        "hubspot::tests::validation::lifecycle_goes_forward_only",
    ),
    feature(
        "hubspot.search.operators",
        "Every operator, with case rules and tokens.",
        "hubspot::tests::search::every_operator_means_what_it_says",
    ),
    feature(
        "hubspot.search.filter_limits",
        "Five groups, six filters each, eighteen in all.",
        "hubspot::tests::search::filters_are_limited",
    ),
    feature(
        "hubspot.search.page_size",
        "A search page holds 200.",
        "hubspot::tests::search::a_page_holds_two_hundred",
    ),
    feature(
        "hubspot.search.cap",
        "Nothing beyond 10,000 results.",
        "hubspot::tests::search::nothing_beyond_ten_thousand",
    ),
    feature(
        "hubspot.search.lag",
        "The index lags behind the writes.",
        "hubspot::tests::search::the_index_lags_behind_the_writes",
    ),
    feature(
        "hubspot.search.hides_archived",
        "Search never shows archived records.",
        "hubspot::tests::search::archived_records_are_never_found",
    ),
    feature(
        "hubspot.search.numeric_ids",
        "Ids compare as numbers.",
        "hubspot::tests::search::ids_compare_as_numbers_over_a_hundred_thousand",
    ),
    feature(
        "hubspot.properties.conflict",
        "A property is made once; an archived one comes back.",
        "hubspot::tests::world::properties_are_made_once_and_come_back",
    ),
    feature(
        "hubspot.properties.groups",
        "A property belongs to a group that exists.",
        "hubspot::tests::world::properties_are_made_once_and_come_back",
    ),
    feature(
        "hubspot.search.pages_stay_true",
        "What pages by id remember is forgotten at a write.",
        "hubspot::tests::search::pages_by_id_see_what_is_written_between_them",
    ),
    feature(
        "hubspot.properties.replace_options",
        "Options that are sent replace the list.",
        "hubspot::tests::world::options_that_are_sent_replace_the_list",
    ),
    feature(
        "hubspot.properties.most_unique",
        "At most ten unique properties.",
        "hubspot::tests::world::ten_properties_can_be_unique",
    ),
    feature(
        "hubspot.mail.newest_first",
        "The log of e-mail events comes the newest first.",
        "hubspot::tests::mail::the_log_comes_the_newest_first",
    ),
    feature(
        "hubspot.mail.page_size",
        "A page of e-mail events holds at most 1,000.",
        "hubspot::tests::mail::a_page_holds_a_thousand",
    ),
    feature(
        "hubspot.mail.short_lived_offset",
        "An offset of e-mail events is good for minutes only.",
        "hubspot::tests::mail::an_offset_is_short_lived",
    ),
    feature(
        "hubspot.lists.join_order",
        "Members come in the order in which they joined, and who joins anew stands last.",
        "hubspot::tests::lists::members_come_in_the_order_in_which_they_joined",
    ),
    feature(
        "hubspot.lists.lag",
        "A changed record takes a while to join or leave an active list.",
        "hubspot::tests::lists::an_active_list_follows_the_records_after_a_while",
    ),
    feature(
        "hubspot.lists.blank_stays_out",
        "A filter leaves out who has no value, unless it says otherwise.",
        "hubspot::tests::lists::who_has_no_value_stays_out_unless_the_filter_says_otherwise",
    ),
    feature(
        "hubspot.lists.of_company",
        "A list of contacts may ask about their primary company.",
        "hubspot::tests::lists::s51_a_contact_is_in_a_list_by_what_its_company_holds",
    ),
    feature(
        "hubspot.lists.unique_names",
        "A list's name is unique among the lists of its object.",
        "hubspot::tests::lists::a_list_is_found_by_id_and_by_name",
    ),
    feature(
        "hubspot.owners.paging",
        "Owners come in pages; deactivated ones apart.",
        "hubspot::tests::world::owners_come_in_pages",
    ),
    feature(
        "hubspot.associations.put_replaces",
        "A PUT replaces the labels of a pair.",
        "hubspot::tests::associations::a_put_replaces_the_labels",
    ),
    feature(
        "hubspot.associations.primary",
        "Primary comes with the unlabelled type, one per record.",
        "hubspot::tests::associations::primary_comes_with_the_unlabelled_type_and_is_one",
    ),
    feature(
        "hubspot.associations.both_ways",
        "An association shows from both ends.",
        "hubspot::tests::associations::the_default_association_goes_both_ways",
    ),
    feature(
        "hubspot.associations.derived",
        "The primary company and the counts follow associations.",
        "hubspot::tests::derived::what_follows_from_associations_moves_with_them",
    ),
    feature(
        "hubspot.associations.none_is_an_error",
        "A batch read without associations is a 207 error.",
        "hubspot::tests::associations::a_batch_read_without_associations_is_an_error_that_means_none",
    ),
    feature(
        "hubspot.associations.dated_archive_envelope",
        "Batch archive is 204 in v4, 200 in dated versions.",
        "hubspot::tests::associations::batch_archive_answers_by_version",
    ),
    feature(
        "hubspot.associations.batch_sizes",
        "Batch reads take 1,000 ids.",
        "hubspot::tests::associations::batches_have_their_own_sizes",
    ),
    feature(
        "hubspot.merge.new_id",
        "A merge makes a new id.",
        "hubspot::tests::merging::a_merge_has_a_new_id",
    ),
    feature(
        "hubspot.merge.redirects",
        "Merged-away ids lead to the survivor and are never archived.",
        "hubspot::tests::merging::old_ids_lead_to_the_new_and_are_never_archived",
    ),
    feature(
        "hubspot.merge.associations",
        "A merge keeps associations.",
        "hubspot::tests::merging::a_merge_keeps_associations",
    ),
    feature(
        "hubspot.gdpr.deletes",
        "A privacy deletion leaves nothing.",
        "hubspot::tests::merging::a_privacy_deletion_leaves_nothing",
    ),
    feature(
        "hubspot.subscriptions.optout_moves_stamp",
        "An opt-out belongs to the address and moves the contact's stamp.",
        "hubspot::tests::subscriptions::an_opt_out_belongs_to_the_address",
    ),
    feature(
        "hubspot.subscriptions.attempts",
        "Calls that would subscribe somebody are noted.",
        "hubspot::tests::subscriptions::whoever_would_subscribe_somebody_is_noted",
    ),
    feature(
        "hubspot.subscriptions.batch_tier",
        "Batch statuses are for Enterprise.",
        "hubspot::tests::subscriptions::batches_are_for_enterprise",
    ),
    feature(
        "hubspot.subscriptions.v3_guard",
        "v3 subscribe cannot undo an opt-out.",
        "hubspot::tests::subscriptions::v3_cannot_undo_an_opt_out",
    ),
    feature(
        "hubspot.faults.partial_batch",
        "Some rows of a batch fail.",
        "hubspot::tests::faults::some_rows_of_a_batch_fail",
    ),
    feature(
        "hubspot.faults.shuffled",
        "Batch results come in another order.",
        "hubspot::tests::faults::results_come_in_another_order",
    ),
    feature(
        "hubspot.faults.rewrites",
        "A workflow rewrites what was written.",
        "hubspot::tests::faults::a_workflow_rewrites_what_was_written",
    ),
    feature(
        "hubspot.faults.late_commit",
        "A late commit keeps its early stamp.",
        "hubspot::tests::faults::a_late_commit_keeps_its_early_stamp",
    ),
];
