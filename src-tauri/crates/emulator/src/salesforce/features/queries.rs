//! Queries and bulk jobs.

use crate::exchange::Shown;

pub(super) const SHOWN: &[Shown] = &[
    Shown {
        test: "salesforce::tests::query::pages_follow_the_locator_and_die_after_two_days",
        features: &[
            ("salesforce.query.expiry", "locators die after two days"),
            ("salesforce.query.locators", "a long answer comes in pages"),
            ("salesforce.query.options", "Sforce-Query-Options"),
        ],
    },
    Shown {
        test: "salesforce::tests::query::a_long_query_needs_a_composite",
        features: &[("salesforce.uri_length", "a URI with its headers has a longest length")],
    },
    Shown {
        test: "salesforce::tests::query::a_query_that_the_vendor_refuses_is_refused",
        features: &[
            ("salesforce.query.filterable", "long text cannot be filtered"),
            ("salesforce.query.sortable", "long text cannot be sorted by"),
            ("salesforce.query.duplicate_fields", "a field is selected once"),
            ("salesforce.query.literals", "a literal has the field's type"),
            ("salesforce.query.fields_limit", "FIELDS(ALL) needs a LIMIT"),
        ],
    },
    Shown {
        test: "salesforce::tests::query::deleted_and_absorbed_rows_are_in_query_all",
        features: &[
            ("salesforce.query.query_all", "deleted and absorbed rows are in queryAll"),
            ("salesforce.merge.master_record", "a merge's losers name the winner"),
        ],
    },
    Shown {
        test: "salesforce::tests::bulk::results_come_in_another_order",
        features: &[(
            "salesforce.bulk.result_order",
            "results of a load come in another order than its rows",
        )],
    },
    Shown {
        test: "salesforce::tests::bulk::upserts_match_by_their_key_and_a_key_stands_once",
        features: &[(
            "salesforce.bulk.duplicate_keys",
            "a key stands once among the rows that are saved together",
        )],
    },
    Shown {
        test: "salesforce::tests::bulk::an_upload_comes_once_and_has_a_largest_size",
        features: &[
            ("salesforce.bulk.upload_size", "an upload has a largest size"),
            ("salesforce.bulk.one_upload", "a job takes one upload"),
        ],
    },
    Shown {
        test: "salesforce::tests::bulk::a_file_that_does_not_fit_its_job_fails_whole",
        features: &[(
            "salesforce.bulk.line_ending",
            "a load's line ending is the one its job names",
        )],
    },
    Shown {
        test: "salesforce::tests::bulk::values_must_fit_the_type",
        features: &[("salesforce.bulk.types", "cells must fit the field's type")],
    },
    Shown {
        test: "salesforce::tests::bulk::an_empty_cell_is_left_alone_and_na_is_null",
        features: &[
            ("salesforce.bulk.empty_is_unchanged", "an empty cell leaves its field alone"),
            ("salesforce.bulk.na_is_null", "#N/A is null"),
        ],
    },
    Shown {
        test: "salesforce::tests::bulk::batches_go_by_the_clock_and_what_is_left_is_unprocessed",
        features: &[
            ("salesforce.bulk.daily_batches", "internal batches are counted by the day"),
            ("salesforce.bulk.kept", "jobs are kept seven days"),
        ],
    },
    Shown {
        test: "salesforce::tests::bulk::a_job_is_aborted_listed_and_deleted",
        features: &[
            ("salesforce.bulk.job_states", "a job's state says what may be done to it"),
            ("salesforce.bulk.abort", "a job is aborted"),
            ("salesforce.bulk.job_list", "jobs are listed"),
            ("salesforce.bulk.delete_job", "a job is deleted"),
        ],
    },
    Shown {
        test: "salesforce::tests::bulk::deletes_go_to_the_bin_and_hard_ones_need_a_permission",
        features: &[("salesforce.bulk.hard_delete", "a hard delete needs a permission")],
    },
    Shown {
        test: "salesforce::tests::bulk::a_job_cannot_do_every_query",
        features: &[
            ("salesforce.bulk.entities", "objects that the Bulk API leaves out"),
            (
                "salesforce.bulk.query_shapes",
                "query jobs refuse groups, children, offsets and compounds",
            ),
        ],
    },
    Shown {
        test: "salesforce::tests::bulk::query_jobs_of_a_day_are_counted",
        features: &[("salesforce.bulk.daily_queries", "query jobs are counted by the day")],
    },
    Shown {
        test: "salesforce::tests::bulk::a_querys_rows_come_in_pages",
        features: &[
            ("salesforce.bulk.pages", "a query's rows come in pages"),
            ("salesforce.bulk.same_version", "results are read with the job's own version"),
        ],
    },
    Shown {
        test: "salesforce::tests::query::a_sandbox_says_that_it_is_one",
        features: &[
            ("salesforce.orgs.editions", "an org names its edition"),
            ("salesforce.orgs.sandbox", "a sandbox says that it is one"),
        ],
    },
    Shown {
        test: "salesforce::tests::query::conditions_pick_the_rows_that_the_vendor_would",
        features: &[
            ("salesforce.query", "queries"),
            ("salesforce.soql.where", "WHERE"),
            ("salesforce.soql.and", "AND"),
            ("salesforce.soql.or", "OR"),
            ("salesforce.soql.not", "NOT"),
            ("salesforce.soql.equal", "="),
            ("salesforce.soql.unequal", "!="),
            ("salesforce.soql.less", "<"),
            ("salesforce.soql.less_or_equal", "<="),
            ("salesforce.soql.greater", ">"),
            ("salesforce.soql.greater_or_equal", ">="),
            ("salesforce.soql.like", "LIKE"),
            ("salesforce.soql.in", "IN"),
            ("salesforce.soql.not_in", "NOT IN"),
            ("salesforce.soql.semi_join", "IN a query"),
            ("salesforce.soql.anti_join", "NOT IN a query"),
            ("salesforce.soql.null", "null"),
            ("salesforce.soql.dates", "dates and instants"),
            ("salesforce.soql.date_literals", "TODAY and its like"),
        ],
    },
    Shown {
        test: "salesforce::tests::query::several_values_are_included_and_excluded",
        features: &[
            ("salesforce.soql.includes", "INCLUDES"),
            ("salesforce.soql.excludes", "EXCLUDES"),
        ],
    },
    Shown {
        test: "salesforce::tests::query::parents_and_children_come_with_the_row",
        features: &[
            ("salesforce.soql.fields", "fields after SELECT"),
            ("salesforce.soql.parents", "paths over relationships"),
            ("salesforce.soql.children", "subqueries of children"),
            ("salesforce.soql.alias", "an alias of the object"),
            ("salesforce.soql.count", "COUNT()"),
        ],
    },
    Shown {
        test: "salesforce::tests::query::nulls_come_first_unless_told_otherwise",
        features: &[
            ("salesforce.soql.order_by", "ORDER BY"),
            ("salesforce.soql.descending", "DESC"),
            ("salesforce.soql.nulls", "NULLS LAST"),
        ],
    },
    Shown {
        test: "salesforce::tests::query::an_offset_passes_over_the_first_rows",
        features: &[("salesforce.soql.limit", "LIMIT"), ("salesforce.soql.offset", "OFFSET")],
    },
    Shown {
        test: "salesforce::tests::query::fields_can_be_asked_for_by_kind",
        features: &[("salesforce.soql.fields_function", "FIELDS()")],
    },
    Shown {
        test: "salesforce::tests::query::relationships_are_counted_and_go_five_levels_deep",
        features: &[
            ("salesforce.query.relationships", "a query has so many relationships"),
            ("salesforce.soql.levels", "relationships go five levels deep"),
        ],
    },
    Shown {
        test: "salesforce::tests::query::a_late_commit_is_seen_later_with_its_earlier_stamp",
        features: &[(
            "salesforce.late_commits",
            "a late commit is seen later, with its earlier stamp",
        )],
    },
    Shown {
        test: "salesforce::tests::bulk::rows_are_loaded_and_each_tells_what_became_of_it",
        features: &[
            ("salesforce.bulk.ingest", "jobs that load rows"),
            ("salesforce.bulk.successful_results", "the rows that went well"),
            ("salesforce.bulk.failed_results", "the rows that failed"),
            ("salesforce.bulk.unprocessed", "the rows that were left"),
            ("salesforce.bulk.quotes", "quoted cells"),
        ],
    },
    Shown {
        test: "salesforce::tests::bulk::a_record_has_a_largest_size_and_a_job_a_day_to_be_filled",
        features: &[
            ("salesforce.bulk.record_size", "a record has a largest size"),
            ("salesforce.bulk.open_day", "a job is open for a day"),
        ],
    },
    Shown {
        test: "salesforce::tests::bulk::every_delimiter_and_ending_can_be_chosen",
        features: &[("salesforce.bulk.delimiters", "a job names its delimiter")],
    },
    Shown {
        test: "salesforce::tests::bulk::a_parent_is_named_by_its_external_id",
        features: &[
            ("salesforce.bulk.parents", "a column names a parent by its external id"),
            ("salesforce.write.parent_by_key", "a body names a parent by its external id"),
        ],
    },
    Shown {
        test: "salesforce::tests::bulk::one_request_can_make_and_fill_a_job",
        features: &[("salesforce.bulk.multipart", "one request makes and fills a job")],
    },
    Shown {
        test: "salesforce::tests::bulk::pages_can_be_read_side_by_side",
        features: &[
            ("salesforce.bulk.query", "jobs that query"),
            ("salesforce.bulk.result_pages", "pages to read side by side"),
        ],
    },
];
