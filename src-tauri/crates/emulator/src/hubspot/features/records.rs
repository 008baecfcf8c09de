//! Records, searches and merges.

use crate::exchange::Shown;

pub(super) const SHOWN: &[Shown] = &[
    Shown {
        test: "hubspot::tests::merging::a_merged_profile_has_two_hundred_and_fifty_identities",
        features: &[(
            "hubspot.merge.identities",
            "A merge to over 250 identities of a contact is a 414.",
        )],
    },
    Shown {
        test: "hubspot::tests::validation::what_an_administrator_made_necessary_is_needed_in_every_write",
        features: &[(
            "hubspot.validation.rules",
            "What an administrator made necessary is needed in every write of 2026-09.",
        )],
    },
    Shown {
        test: "hubspot::tests::objects::a_path_can_be_too_long",
        features: &[("hubspot.routes.longest_uri", "A path beyond 16,000 characters is a 414.")],
    },
    Shown {
        test: "hubspot::tests::objects::pages_have_a_largest_size",
        features: &[("hubspot.limits.page_sizes", "Lists hold at most 100, with history 50.")],
    },
    Shown {
        test: "hubspot::tests::batches::a_batch_takes_a_hundred",
        features: &[
            ("hubspot.limits.batch_sizes", "Batches take 100 inputs."),
            ("hubspot.batch.create", "Records are made by the batch."),
        ],
    },
    Shown {
        test: "hubspot::tests::objects::lists_page_by_a_link_on_this_host",
        features: &[
            ("hubspot.paging.own_host", "The next link stays on the host that was asked."),
            ("hubspot.objects.list", "Records are listed."),
        ],
    },
    Shown {
        test: "hubspot::tests::objects::properties_may_be_repeated_or_listed",
        features: &[
            (
                "hubspot.objects.property_lists",
                "Properties may be repeated or comma-separated; asked-for empty ones are null.",
            ),
            ("hubspot.objects.get", "A record is read."),
        ],
    },
    Shown {
        test: "hubspot::tests::objects::writes_answer_with_strings_and_an_empty_text_clears",
        features: &[
            (
                "hubspot.objects.empty_clears",
                "An empty text clears, a null does nothing, a number is refused.",
            ),
            ("hubspot.objects.create", "A record is made."),
            ("hubspot.objects.update", "A record is changed."),
        ],
    },
    Shown {
        test: "hubspot::tests::objects::archived_records_are_listed_apart",
        features: &[
            (
                "hubspot.objects.archived_listing",
                "Archived records are listed apart, for ninety days.",
            ),
            ("hubspot.objects.delete", "A record is archived."),
        ],
    },
    Shown {
        test: "hubspot::tests::objects::history_names_value_time_and_source",
        features: &[("hubspot.objects.history", "Property history with value, time and source.")],
    },
    Shown {
        test: "hubspot::tests::objects::a_duplicate_address_is_a_conflict_with_the_id_in_the_message",
        features: &[(
            "hubspot.objects.unique_values",
            "E-mail, additional e-mails and unique properties conflict.",
        )],
    },
    Shown {
        test: "hubspot::tests::objects::companies_need_a_name_or_domain_and_deals_their_three",
        features: &[(
            "hubspot.objects.needed_on_create",
            "Companies need a name or domain, deals their three.",
        )],
    },
    Shown {
        test: "hubspot::tests::batches::missing_ids_of_a_read_are_one_error",
        features: &[
            ("hubspot.batch.missing_ids", "Missing ids of a batch read are one 207 error."),
            ("hubspot.batch.read", "Records are read by the batch."),
            ("hubspot.batch.multi_status", "A batch that went well in part is a 207."),
        ],
    },
    Shown {
        test: "hubspot::tests::batches::one_bad_input_fails_the_batch_unless_all_are_traced",
        features: &[(
            "hubspot.batch.trace_ids",
            "Rows fail one by one only if each carries a trace id.",
        )],
    },
    Shown {
        test: "hubspot::tests::batches::one_record_stands_in_a_batch_once",
        features: &[("hubspot.batch.duplicates", "One record stands in a batch once.")],
    },
    Shown {
        test: "hubspot::tests::batches::upserts_say_what_is_new",
        features: &[
            ("hubspot.batch.upsert_new", "Upserts by a unique property say what is new."),
            ("hubspot.batch.upsert", "Records are upserted by the batch."),
            ("hubspot.properties.unique", "A property may be unique."),
        ],
    },
    Shown {
        test: "hubspot::tests::batches::an_upsert_by_email_is_never_partial",
        features: &[("hubspot.batch.upsert_by_email", "An upsert by e-mail is never partial.")],
    },
    Shown {
        test: "hubspot::tests::validation::an_unknown_property_fails_the_record",
        features: &[(
            "hubspot.validation.unknown_property",
            "An unknown property fails the record.",
        )],
    },
    Shown {
        test: "hubspot::tests::validation::a_read_only_property_fails_the_record",
        features: &[
            (
                "hubspot.validation.read_only",
                "A read-only or calculated property fails the record.",
            ),
            ("hubspot.subscriptions.optout_read_only", "The opt-out of a contact is read-only."),
        ],
    },
    Shown {
        test: "hubspot::tests::validation::values_must_fit_the_type",
        features: &[(
            "hubspot.validation.types",
            "Numbers, dates, options, addresses and lengths are checked.",
        )],
    },
    Shown {
        test: "hubspot::tests::validation::every_bad_property_is_named",
        features: &[("hubspot.validation.names_all", "A refusal names every bad property.")],
    },
    Shown {
        test: "hubspot::tests::validation::a_stage_belongs_to_its_pipeline",
        features: &[("hubspot.validation.stage_in_pipeline", "A stage belongs to its pipeline.")],
    },
    Shown {
        test: "hubspot::tests::validation::multiple_choices_append_after_a_semicolon",
        features: &[(
            "hubspot.validation.append_options",
            "A leading semicolon appends to a multiple choice.",
        )],
    },
    Shown {
        test: "hubspot::tests::validation::lifecycle_goes_forward_only",
        features: &[("hubspot.lifecycle.forward_only", "Lifecycle stage goes forward only.")],
    },
    Shown {
        test: "hubspot::tests::search::every_operator_means_what_it_says",
        features: &[
            ("hubspot.search.operators", "Every operator, with case rules and tokens."),
            ("hubspot.search.eq", "EQ"),
            ("hubspot.search.neq", "NEQ"),
            ("hubspot.search.lt", "LT"),
            ("hubspot.search.lte", "LTE"),
            ("hubspot.search.gt", "GT"),
            ("hubspot.search.gte", "GTE"),
            ("hubspot.search.between", "BETWEEN"),
            ("hubspot.search.in", "IN"),
            ("hubspot.search.not_in", "NOT_IN"),
            ("hubspot.search.has_property", "HAS_PROPERTY"),
            ("hubspot.search.not_has_property", "NOT_HAS_PROPERTY"),
            ("hubspot.search.contains_token", "CONTAINS_TOKEN"),
            ("hubspot.search.not_contains_token", "NOT_CONTAINS_TOKEN"),
        ],
    },
    Shown {
        test: "hubspot::tests::search::filters_are_limited",
        features: &[(
            "hubspot.search.filter_limits",
            "Five groups, six filters each, eighteen in all.",
        )],
    },
    Shown {
        test: "hubspot::tests::settings::a_search_has_three_thousand_characters",
        features: &[("hubspot.search.characters", "A search has 3,000 characters.")],
    },
    Shown {
        test: "hubspot::tests::search::a_page_holds_two_hundred",
        features: &[("hubspot.search.page_size", "A search page holds 200.")],
    },
    Shown {
        test: "hubspot::tests::search::nothing_beyond_ten_thousand",
        features: &[("hubspot.search.cap", "Nothing beyond 10,000 results.")],
    },
    Shown {
        test: "hubspot::tests::search::the_index_lags_behind_the_writes",
        features: &[("hubspot.search.lag", "The index lags behind the writes.")],
    },
    Shown {
        test: "hubspot::tests::search::archived_records_are_never_found",
        features: &[("hubspot.search.hides_archived", "Search never shows archived records.")],
    },
    Shown {
        test: "hubspot::tests::search::ids_compare_as_numbers_over_a_hundred_thousand",
        features: &[("hubspot.search.numeric_ids", "Ids compare as numbers.")],
    },
    Shown {
        test: "hubspot::tests::search::pages_by_id_see_what_is_written_between_them",
        features: &[(
            "hubspot.search.pages_stay_true",
            "What pages by id remember is forgotten at a write.",
        )],
    },
    Shown {
        test: "hubspot::tests::merging::a_merge_has_a_new_id",
        features: &[
            ("hubspot.merge.new_id", "A merge makes a new id."),
            ("hubspot.merge", "Two records are merged."),
            ("hubspot.merge.fills_blanks", "A merge fills what the primary record lacks."),
        ],
    },
    Shown {
        test: "hubspot::tests::merging::old_ids_lead_to_the_new_and_are_never_archived",
        features: &[(
            "hubspot.merge.redirects",
            "Merged-away ids lead to the survivor and are never archived.",
        )],
    },
    Shown {
        test: "hubspot::tests::merging::a_merge_keeps_associations",
        features: &[("hubspot.merge.associations", "A merge keeps associations.")],
    },
    Shown {
        test: "hubspot::tests::merging::a_privacy_deletion_leaves_nothing",
        features: &[
            ("hubspot.gdpr.deletes", "A privacy deletion leaves nothing."),
            ("hubspot.gdpr", "A person is forgotten."),
        ],
    },
    Shown {
        test: "hubspot::tests::faults::some_rows_of_a_batch_fail",
        features: &[("hubspot.faults.partial_batch", "Some rows of a batch fail.")],
    },
    Shown {
        test: "hubspot::tests::faults::results_come_in_another_order",
        features: &[("hubspot.faults.shuffled", "Batch results come in another order.")],
    },
    Shown {
        test: "hubspot::tests::faults::a_workflow_rewrites_what_was_written",
        features: &[("hubspot.faults.rewrites", "A workflow rewrites what was written.")],
    },
    Shown {
        test: "hubspot::tests::faults::a_late_commit_keeps_its_early_stamp",
        features: &[("hubspot.faults.late_commit", "A late commit keeps its early stamp.")],
    },
    Shown {
        test: "hubspot::tests::batches::updates_say_which_ids_are_missing",
        features: &[("hubspot.batch.update", "Records are changed by the batch.")],
    },
    Shown {
        test: "hubspot::tests::batches::batch_archive_has_no_body",
        features: &[("hubspot.batch.archive", "Records are archived by the batch.")],
    },
    Shown {
        test: "hubspot::tests::search::pages_go_by_offset",
        features: &[
            ("hubspot.search", "Searches."),
            ("hubspot.search.offset", "Pages go by offset."),
            ("hubspot.search.sorts", "One rule sorts."),
        ],
    },
    Shown {
        test: "hubspot::tests::search::malformed_searches_are_refused",
        features: &[("hubspot.search.one_sort", "More than one sort rule is refused.")],
    },
    Shown {
        test: "hubspot::tests::search::words_are_looked_for_in_the_usual_properties",
        features: &[("hubspot.search.query", "A text is looked for in the usual properties.")],
    },
    Shown {
        test: "hubspot::tests::search::filters_may_stand_alone_at_the_top",
        features: &[("hubspot.search.top_filters", "Filters without a group.")],
    },
    Shown {
        test: "hubspot::tests::search::associations_can_be_searched",
        features: &[("hubspot.search.associations", "Associations can be searched.")],
    },
    Shown {
        test: "hubspot::tests::tickets::a_ticket_needs_a_subject_and_a_stage",
        features: &[("hubspot.tickets.needed", "A ticket needs a subject and a stage.")],
    },
    Shown {
        test: "hubspot::tests::tickets::a_tickets_stage_is_one_of_its_pipeline",
        features: &[("hubspot.tickets.stages", "A ticket's stage is one of its pipeline.")],
    },
    Shown {
        test: "hubspot::tests::tickets::tickets_have_pipelines_of_their_own",
        features: &[
            ("hubspot.tickets.pipelines", "Tickets have pipelines of their own."),
            ("hubspot.pipelines.get", "One pipeline."),
            ("hubspot.pipelines.stages", "The stages of a pipeline."),
        ],
    },
    Shown {
        test: "hubspot::tests::tickets::an_activity_needs_its_time",
        features: &[(
            "hubspot.activities.needed",
            "An activity needs its time, an e-mail its direction.",
        )],
    },
];
