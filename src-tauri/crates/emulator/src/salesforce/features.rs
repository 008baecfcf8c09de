//! What can be switched off, and the test that then fails.

use crate::exchange::Feature;

/// Every feature.
pub const FEATURES: &[Feature] = &[
    feature(
        "salesforce.auth.expiry",
        "access tokens die when unused for their life",
        "salesforce::tests::rows::a_token_dies_when_it_is_not_used",
    ),
    feature(
        "salesforce.write.unknown_fields",
        "an unknown field refuses a write",
        "salesforce::tests::rows::a_row_that_breaks_a_field_rule_is_refused",
    ),
    feature(
        "salesforce.write.read_only_fields",
        "a field that is not writable refuses a write",
        "salesforce::tests::rows::a_row_that_breaks_a_field_rule_is_refused",
    ),
    feature(
        "salesforce.write.types",
        "a value of the wrong JSON type refuses a write",
        "salesforce::tests::rows::a_row_that_breaks_a_field_rule_is_refused",
    ),
    feature(
        "salesforce.write.required",
        "missing required fields refuse a row",
        "salesforce::tests::rows::a_row_that_breaks_a_field_rule_is_refused",
    ),
    feature(
        "salesforce.write.length",
        "overlong text refuses a row",
        "salesforce::tests::rows::a_row_that_breaks_a_field_rule_is_refused",
    ),
    feature(
        "salesforce.write.email",
        "a malformed e-mail address refuses a row",
        "salesforce::tests::rows::a_row_that_breaks_a_field_rule_is_refused",
    ),
    feature(
        "salesforce.write.picklist",
        "an unknown value of a restricted picklist refuses a row",
        "salesforce::tests::rows::a_row_that_breaks_a_field_rule_is_refused",
    ),
    feature(
        "salesforce.write.references",
        "references are checked for type and existence",
        "salesforce::tests::rows::a_row_that_breaks_a_field_rule_is_refused",
    ),
    feature(
        "salesforce.write.number_range",
        "numbers beyond their precision refuse a row",
        "salesforce::tests::rows::a_row_that_breaks_a_field_rule_is_refused",
    ),
    feature(
        "salesforce.write.owner",
        "inactive users and foreign queues own nothing",
        "salesforce::tests::rows::an_inactive_user_owns_nothing",
    ),
    feature(
        "salesforce.write.unique",
        "unique values are the only ones",
        "salesforce::tests::rows::upsert_makes_once_and_then_updates",
    ),
    feature(
        "salesforce.fls",
        "hidden fields do not exist, read-only ones cannot be written",
        "salesforce::tests::rows::a_hidden_field_does_not_exist_and_a_read_only_one_is_refused",
    ),
    feature(
        "salesforce.describe.not_modified",
        "describes answer 304 to their ETag",
        "salesforce::tests::rows::describe_answers_304_when_nothing_changed",
    ),
    feature(
        "salesforce.precondition",
        "If-Unmodified-Since",
        "salesforce::tests::rows::a_changed_row_fails_the_precondition",
    ),
    feature(
        "salesforce.etag",
        "accounts have an entity tag",
        "salesforce::tests::rows::an_account_has_a_tag_that_requests_may_name",
    ),
    feature(
        "salesforce.not_modified",
        "a row that did not change answers 304",
        "salesforce::tests::rows::an_account_has_a_tag_that_requests_may_name",
    ),
    feature(
        "salesforce.collections.rows",
        "at most 200 rows",
        "salesforce::tests::collections::rows_and_chunks_are_counted",
    ),
    feature(
        "salesforce.collections.chunks",
        "at most 10 runs of one type",
        "salesforce::tests::collections::rows_and_chunks_are_counted",
    ),
    feature(
        "salesforce.collections.duplicate_keys",
        "a key stands once in an upsert",
        "salesforce::tests::collections::a_key_stands_once_in_an_upsert",
    ),
    feature(
        "salesforce.query.expiry",
        "locators die after two days",
        "salesforce::tests::query::pages_follow_the_locator_and_die_after_two_days",
    ),
    feature(
        "salesforce.composite.parts",
        "at most 25 subrequests",
        "salesforce::tests::composite::parts_and_queries_are_counted",
    ),
    feature(
        "salesforce.composite.queries",
        "at most 5 queries or collections in a composite",
        "salesforce::tests::composite::parts_and_queries_are_counted",
    ),
    feature(
        "salesforce.limits.daily",
        "the daily limit refuses calls",
        "salesforce::tests::limits::the_daily_limit_refuses_and_rolls_over",
    ),
    feature(
        "salesforce.limits.concurrent",
        "long calls leave no room",
        "salesforce::tests::limits::long_calls_of_a_developer_org_leave_no_room",
    ),
    feature(
        "salesforce.api_disabled",
        "editions without the API",
        "salesforce::tests::oauth::editions_without_the_api_answer_403",
    ),
    feature(
        "salesforce.replication.dates",
        "ranges of updated and deleted are checked",
        "salesforce::tests::limits::updated_and_deleted_cover_their_range",
    ),
    feature(
        "salesforce.oauth.redirect",
        "redirects match exactly, localhost only",
        "salesforce::tests::oauth::only_registered_localhost_redirects_are_shown_a_page",
    ),
    feature(
        "salesforce.oauth.pkce",
        "the verifier must fit the challenge",
        "salesforce::tests::oauth::what_does_not_fit_gives_no_token",
    ),
    feature(
        "salesforce.oauth.code_once",
        "a code is used once",
        "salesforce::tests::oauth::a_code_and_its_verifier_give_tokens",
    ),
    feature(
        "salesforce.oauth.code_life",
        "a code lives 15 minutes",
        "salesforce::tests::oauth::what_does_not_fit_gives_no_token",
    ),
    feature(
        "salesforce.oauth.rotation",
        "each refresh gives a new refresh token",
        "salesforce::tests::oauth::a_spent_refresh_token_ends_everything",
    ),
    feature(
        "salesforce.oauth.reuse_revokes",
        "a spent refresh token ends the sign-in",
        "salesforce::tests::oauth::a_spent_refresh_token_ends_everything",
    ),
    feature(
        "salesforce.lead.converted_is_frozen",
        "converted leads cannot be edited",
        "salesforce::tests::people::a_converted_lead_names_its_account_contact_and_deal_and_is_frozen",
    ),
    feature(
        "salesforce.delete.cascade",
        "an account takes its children along",
        "salesforce::tests::people::an_account_takes_its_contacts_along_and_brings_them_back",
    ),
    feature(
        "salesforce.locks",
        "locked rows refuse writes to them and their children",
        "salesforce::tests::people::a_locked_parent_refuses_its_children",
    ),
    feature(
        "salesforce.duplicate_rules",
        "duplicate rules",
        "salesforce::tests::people::a_duplicate_rule_answers_in_the_vendors_spelling",
    ),
    feature(
        "salesforce.validation_rules",
        "validation rules",
        "salesforce::tests::people::a_validation_rule_refuses_in_its_own_words",
    ),
    feature(
        "salesforce.auto_assign",
        "the lead assignment rule",
        "salesforce::tests::people::the_assignment_rule_takes_leads_unless_told_not_to",
    ),
    feature(
        "salesforce.tooling.new_field_is_hidden",
        "a new custom field is hidden",
        "salesforce::tests::people::a_new_field_is_hidden_until_a_permission_set_opens_it",
    ),
    feature(
        "salesforce.uri_length",
        "a URI with its headers has a longest length",
        "salesforce::tests::query::a_long_query_needs_a_composite",
    ),
    feature(
        "salesforce.query.filterable",
        "long text cannot be filtered",
        "salesforce::tests::query::a_query_that_the_vendor_refuses_is_refused",
    ),
    feature(
        "salesforce.query.sortable",
        "long text cannot be sorted by",
        "salesforce::tests::query::a_query_that_the_vendor_refuses_is_refused",
    ),
    feature(
        "salesforce.query.duplicate_fields",
        "a field is selected once",
        "salesforce::tests::query::a_query_that_the_vendor_refuses_is_refused",
    ),
    feature(
        "salesforce.query.literals",
        "a literal has the field's type",
        "salesforce::tests::query::a_query_that_the_vendor_refuses_is_refused",
    ),
    feature(
        "salesforce.query.query_all",
        "deleted and absorbed rows are in queryAll",
        "salesforce::tests::query::deleted_and_absorbed_rows_are_in_query_all",
    ),
    feature(
        "salesforce.merge.master_record",
        "a merge's losers name the winner",
        "salesforce::tests::query::deleted_and_absorbed_rows_are_in_query_all",
    ),
    feature(
        "salesforce.merge.children",
        "children move to a merge's winner",
        "salesforce::tests::people::merge_moves_children_and_names_the_winner",
    ),
    feature(
        "salesforce.conversion.links",
        "a converted lead names what became of it",
        "salesforce::tests::people::a_converted_lead_names_its_account_contact_and_deal_and_is_frozen",
    ),
    feature(
        "salesforce.write.exact_numbers",
        "amounts keep every digit",
        "salesforce::tests::rows::an_amount_keeps_its_eighteen_digits",
    ),
    feature(
        "salesforce.composite.part_headers",
        "a part of a composite has headers of its own",
        "salesforce::tests::composite::a_part_has_headers_of_its_own",
    ),
    feature(
        "salesforce.bulk.result_order",
        "results of a load come in another order than its rows",
        "salesforce::tests::bulk::results_come_in_another_order",
    ),
    feature(
        "salesforce.bulk.duplicate_keys",
        "a key stands once among the rows that are saved together",
        "salesforce::tests::bulk::upserts_match_by_their_key_and_a_key_stands_once",
    ),
    feature(
        "salesforce.bulk.upload_size",
        "an upload has a largest size",
        "salesforce::tests::bulk::an_upload_comes_once_and_has_a_largest_size",
    ),
    feature(
        "salesforce.bulk.one_upload",
        "a job takes one upload",
        "salesforce::tests::bulk::an_upload_comes_once_and_has_a_largest_size",
    ),
    feature(
        "salesforce.bulk.line_ending",
        "a load's line ending is the one its job names",
        "salesforce::tests::bulk::a_file_that_does_not_fit_its_job_fails_whole",
    ),
    feature(
        "salesforce.bulk.types",
        "cells must fit the field's type",
        "salesforce::tests::bulk::values_must_fit_the_type",
    ),
    feature(
        "salesforce.bulk.empty_is_unchanged",
        "an empty cell leaves its field alone",
        "salesforce::tests::bulk::an_empty_cell_is_left_alone_and_na_is_null",
    ),
    feature(
        "salesforce.bulk.daily_batches",
        "internal batches are counted by the day",
        "salesforce::tests::bulk::batches_go_by_the_clock_and_what_is_left_is_unprocessed",
    ),
    feature(
        "salesforce.bulk.kept",
        "jobs are kept seven days",
        "salesforce::tests::bulk::batches_go_by_the_clock_and_what_is_left_is_unprocessed",
    ),
    feature(
        "salesforce.bulk.job_states",
        "a job's state says what may be done to it",
        "salesforce::tests::bulk::a_job_is_aborted_listed_and_deleted",
    ),
    feature(
        "salesforce.bulk.hard_delete",
        "a hard delete needs a permission",
        "salesforce::tests::bulk::deletes_go_to_the_bin_and_hard_ones_need_a_permission",
    ),
    feature(
        "salesforce.bulk.entities",
        "objects that the Bulk API leaves out",
        "salesforce::tests::bulk::a_job_cannot_do_every_query",
    ),
    feature(
        "salesforce.bulk.query_shapes",
        "query jobs refuse groups, children, offsets and compounds",
        "salesforce::tests::bulk::a_job_cannot_do_every_query",
    ),
    feature(
        "salesforce.bulk.daily_queries",
        "query jobs are counted by the day",
        "salesforce::tests::bulk::query_jobs_of_a_day_are_counted",
    ),
    feature(
        "salesforce.bulk.pages",
        "a query's rows come in pages",
        "salesforce::tests::bulk::a_querys_rows_come_in_pages",
    ),
    feature(
        "salesforce.bulk.same_version",
        "results are read with the job's own version",
        "salesforce::tests::bulk::a_querys_rows_come_in_pages",
    ),
];

const fn feature(name: &'static str, what: &'static str, test: &'static str) -> Feature {
    Feature { name, what, test }
}
