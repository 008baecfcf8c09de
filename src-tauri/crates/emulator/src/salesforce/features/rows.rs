//! Rows, one by one and by the batch.

use crate::exchange::Shown;

pub(super) const SHOWN: &[Shown] = &[
    Shown {
        test: "salesforce::tests::rows::a_token_dies_when_it_is_not_used",
        features: &[("salesforce.auth.expiry", "access tokens die when unused for their life")],
    },
    Shown {
        test: "salesforce::tests::rows::a_row_that_breaks_a_field_rule_is_refused",
        features: &[
            ("salesforce.write.unknown_fields", "an unknown field refuses a write"),
            ("salesforce.write.read_only_fields", "a field that is not writable refuses a write"),
            ("salesforce.write.types", "a value of the wrong JSON type refuses a write"),
            ("salesforce.write.required", "missing required fields refuse a row"),
            ("salesforce.write.length", "overlong text refuses a row"),
            ("salesforce.write.email", "a malformed e-mail address refuses a row"),
            (
                "salesforce.write.picklist",
                "an unknown value of a restricted picklist refuses a row",
            ),
            ("salesforce.write.references", "references are checked for type and existence"),
            ("salesforce.write.number_range", "numbers beyond their precision refuse a row"),
        ],
    },
    Shown {
        test: "salesforce::tests::rows::an_inactive_user_owns_nothing",
        features: &[("salesforce.write.owner", "inactive users and foreign queues own nothing")],
    },
    Shown {
        test: "salesforce::tests::rows::upsert_makes_once_and_then_updates",
        features: &[
            ("salesforce.write.unique", "unique values are the only ones"),
            ("salesforce.rows.upsert", "a row is made or changed by its external id"),
            ("salesforce.rows.update_only", "an upsert that only updates"),
            ("salesforce.rows.key_outside", "the key of an upsert is not in its body"),
        ],
    },
    Shown {
        test: "salesforce::tests::rows::a_hidden_field_does_not_exist_and_a_read_only_one_is_refused",
        features: &[(
            "salesforce.fls",
            "hidden fields do not exist, read-only ones cannot be written",
        )],
    },
    Shown {
        test: "salesforce::tests::rows::describe_answers_304_when_nothing_changed",
        features: &[("salesforce.describe.not_modified", "describes answer 304 to their ETag")],
    },
    Shown {
        test: "salesforce::tests::rows::a_changed_row_fails_the_precondition",
        features: &[("salesforce.precondition", "If-Unmodified-Since")],
    },
    Shown {
        test: "salesforce::tests::rows::an_account_has_a_tag_that_requests_may_name",
        features: &[
            ("salesforce.etag", "accounts have an entity tag"),
            ("salesforce.not_modified", "a row that did not change answers 304"),
        ],
    },
    Shown {
        test: "salesforce::tests::collections::rows_and_chunks_are_counted",
        features: &[
            ("salesforce.collections.rows", "at most 200 rows"),
            ("salesforce.collections.chunks", "at most 10 runs of one type"),
        ],
    },
    Shown {
        test: "salesforce::tests::collections::a_key_stands_once_in_an_upsert",
        features: &[("salesforce.collections.duplicate_keys", "a key stands once in an upsert")],
    },
    Shown {
        test: "salesforce::tests::composite::parts_and_queries_are_counted",
        features: &[
            ("salesforce.composite.parts", "at most 25 subrequests"),
            ("salesforce.composite.queries", "at most 5 queries or collections in a composite"),
        ],
    },
    Shown {
        test: "salesforce::tests::people::a_converted_lead_names_its_account_contact_and_deal_and_is_frozen",
        features: &[
            ("salesforce.lead.converted_is_frozen", "converted leads cannot be edited"),
            ("salesforce.conversion.links", "a converted lead names what became of it"),
        ],
    },
    Shown {
        test: "salesforce::tests::people::an_account_takes_its_contacts_along_and_brings_them_back",
        features: &[
            ("salesforce.delete.cascade", "an account takes its children along"),
            ("salesforce.recycle_bin", "deleted rows lie in the recycle bin"),
            ("salesforce.recycle_bin.children", "what a row took along comes back with it"),
        ],
    },
    Shown {
        test: "salesforce::tests::people::a_case_keeps_its_account_and_its_contact",
        features: &[("salesforce.delete.restricted", "a case keeps its account and its contact")],
    },
    Shown {
        test: "salesforce::tests::people::sharing_hides_a_record_or_keeps_it_from_being_changed",
        features: &[("salesforce.sharing", "records that the user may not see, or not change")],
    },
    Shown {
        test: "salesforce::tests::people::a_locked_parent_refuses_its_children",
        features: &[
            ("salesforce.locks", "locked rows refuse writes to them and their children"),
            ("salesforce.locks.parents", "a child's save takes its parent's lock"),
        ],
    },
    Shown {
        test: "salesforce::tests::people::a_duplicate_rule_answers_in_the_vendors_spelling",
        features: &[
            ("salesforce.duplicate_rules", "duplicate rules"),
            ("salesforce.duplicate_rules.allow_save", "a header gets past a rule that alerts"),
            ("salesforce.duplicate_rules.across", "a contact may be the duplicate of a lead"),
        ],
    },
    Shown {
        test: "salesforce::tests::people::a_validation_rule_refuses_in_its_own_words",
        features: &[("salesforce.validation_rules", "validation rules")],
    },
    Shown {
        test: "salesforce::tests::people::the_assignment_rule_takes_leads_unless_told_not_to",
        features: &[("salesforce.auto_assign", "the lead assignment rule")],
    },
    Shown {
        test: "salesforce::tests::people::a_field_is_made_by_those_alone_who_may_customize_the_application",
        features: &[("salesforce.tooling.customize", "a custom field needs Customize Application")],
    },
    Shown {
        test: "salesforce::tests::people::a_new_field_is_hidden_until_a_permission_set_opens_it",
        features: &[
            ("salesforce.tooling.new_field_is_hidden", "a new custom field is hidden"),
            ("salesforce.tooling.custom_field", "a custom field is made"),
            ("salesforce.permission_sets", "a permission set opens a field"),
        ],
    },
    Shown {
        test: "salesforce::tests::people::merge_moves_children_and_names_the_winner",
        features: &[("salesforce.merge.children", "children move to a merge's winner")],
    },
    Shown {
        test: "salesforce::tests::rows::an_amount_keeps_its_eighteen_digits",
        features: &[("salesforce.write.exact_numbers", "amounts keep every digit")],
    },
    Shown {
        test: "salesforce::tests::composite::a_part_has_headers_of_its_own",
        features: &[(
            "salesforce.composite.part_headers",
            "a part of a composite has headers of its own",
        )],
    },
    Shown {
        test: "salesforce::tests::rows::versions_need_no_token_and_everything_else_does",
        features: &[
            ("salesforce.versions", "the list of versions"),
            ("salesforce.auth.session", "an unknown token is refused"),
        ],
    },
    Shown {
        test: "salesforce::tests::rows::paths_and_versions_are_taken_as_they_are",
        features: &[("salesforce.versions.retired", "retired versions are gone")],
    },
    Shown {
        test: "salesforce::tests::objects::an_org_describes_its_objects_and_their_fields",
        features: &[
            ("salesforce.describe.global", "the list of objects"),
            ("salesforce.describe.object", "an object with its fields"),
        ],
    },
    Shown {
        test: "salesforce::tests::objects::an_org_may_have_objects_of_its_own",
        features: &[("salesforce.custom_objects", "objects that an org made itself")],
    },
    Shown {
        test: "salesforce::tests::rows::a_row_is_made_read_changed_and_deleted",
        features: &[
            ("salesforce.rows.create", "a row is made"),
            ("salesforce.rows.read", "a row is read"),
            ("salesforce.rows.update", "a row is changed"),
            ("salesforce.rows.delete", "a row is deleted"),
        ],
    },
    Shown {
        test: "salesforce::tests::rows::an_external_id_that_several_rows_hold_answers_300",
        features: &[("salesforce.rows.several", "a key that several rows hold answers 300")],
    },
    Shown {
        test: "salesforce::tests::objects::a_row_is_read_by_its_external_id",
        features: &[("salesforce.rows.read_by_key", "a row is read by its external id")],
    },
    Shown {
        test: "salesforce::tests::objects::stamps_are_of_whole_seconds",
        features: &[("salesforce.stamps.seconds", "stamps are of whole seconds")],
    },
    Shown {
        test: "salesforce::tests::objects::a_queue_takes_the_objects_that_it_is_for",
        features: &[("salesforce.write.queues", "a queue owns the objects that it is for")],
    },
    Shown {
        test: "salesforce::tests::objects::a_guest_owns_nothing",
        features: &[("salesforce.write.owner_type", "only standard users own rows")],
    },
    Shown {
        test: "salesforce::tests::objects::a_case_is_closed_by_its_status",
        features: &[
            ("salesforce.cases.closed", "a case is closed by its status"),
            ("salesforce.cases.statuses", "the statuses of cases"),
        ],
    },
    Shown {
        test: "salesforce::tests::objects::a_task_is_closed_by_its_status",
        features: &[("salesforce.tasks.closed", "a task is closed by its status")],
    },
    Shown {
        test: "salesforce::tests::objects::an_event_has_a_beginning_and_an_end_that_fit",
        features: &[(
            "salesforce.events.times",
            "an event needs a beginning and an end, and keeps what says so in step",
        )],
    },
    Shown {
        test: "salesforce::tests::objects::a_member_of_a_campaign_is_a_lead_or_a_contact",
        features: &[(
            "salesforce.campaigns.members",
            "a campaign member tells who it is and whether it responded",
        )],
    },
    Shown {
        test: "salesforce::tests::people::what_hung_on_a_lead_hangs_on_its_contact",
        features: &[(
            "salesforce.conversion.children",
            "a converted lead's activities and campaigns are its contact's",
        )],
    },
    Shown {
        test: "salesforce::tests::people::somebody_is_a_member_of_a_campaign_once",
        features: &[("salesforce.campaigns.once", "nobody is a member of a campaign twice")],
    },
    Shown {
        test: "salesforce::tests::people::persons_merge_with_persons_as_accounts",
        features: &[("salesforce.merge.persons", "a person merges with a person, as an account")],
    },
    Shown {
        test: "salesforce::tests::objects::a_trigger_writes_at_every_save",
        features: &[("salesforce.triggers", "the org's automation writes at every save")],
    },
    Shown {
        test: "salesforce::tests::objects::a_person_account_has_no_other_contacts",
        features: &[("salesforce.persons.alone", "a person account has no other contacts")],
    },
    Shown {
        test: "salesforce::tests::objects::the_bin_keeps_a_row_for_fifteen_days",
        features: &[("salesforce.recycle_bin.days", "the recycle bin keeps rows fifteen days")],
    },
    Shown {
        test: "salesforce::tests::objects::a_contact_role_does_not_come_back",
        features: &[("salesforce.recycle_bin.kinds", "some kinds of rows do not come back")],
    },
    Shown {
        test: "salesforce::tests::people::a_trigger_has_the_last_word",
        features: &[("salesforce.faults.rewrites", "a value is rewritten when it is saved")],
    },
    Shown {
        test: "salesforce::tests::people::a_person_account_has_a_hidden_contact",
        features: &[
            ("salesforce.persons", "a record type makes an account a person"),
            ("salesforce.persons.hidden_contact", "a person account has a hidden contact"),
            (
                "salesforce.persons.guarded_contact",
                "the hidden contact is changed by its account only",
            ),
            ("salesforce.persons.name", "a person account's name is composed"),
        ],
    },
    Shown {
        test: "salesforce::tests::quirks::a_person_account_may_take_its_name_and_its_contact_changes_of_its_own",
        features: &[(
            "salesforce.persons.undeletable_contact",
            "the hidden contact goes with its account only",
        )],
    },
    Shown {
        test: "salesforce::tests::people::a_stage_decides_what_is_won_and_its_probability",
        features: &[("salesforce.stages", "a stage decides what is won, and the probability")],
    },
    Shown {
        test: "salesforce::tests::people::an_opportunity_with_products_keeps_its_amount",
        features: &[(
            "salesforce.products",
            "the amount of an opportunity with products is theirs, and another one is ignored",
        )],
    },
    Shown {
        test: "salesforce::tests::quirks::several_roles_may_be_primary",
        features: &[(
            "salesforce.roles.one_primary",
            "a primary contact role takes the mark from the others",
        )],
    },
    Shown {
        test: "salesforce::tests::people::installed_packages_are_listed",
        features: &[("salesforce.tooling.query", "the installed packages")],
    },
    Shown {
        test: "salesforce::tests::people::a_lead_without_a_company_becomes_a_person",
        features: &[(
            "salesforce.conversion.persons",
            "a lead without a company becomes a person account",
        )],
    },
    Shown {
        test: "salesforce::tests::people::conversion_into_a_contact_fills_only_what_is_empty",
        features: &[(
            "salesforce.conversion.fills_only_empty",
            "a conversion fills only what is empty",
        )],
    },
    Shown {
        test: "salesforce::tests::collections::good_rows_stay_when_others_fail",
        features: &[
            ("salesforce.collections.create", "rows are made by the batch"),
            ("salesforce.collections.partial_success", "good rows stay when others fail"),
            ("salesforce.collections.status_code", "an error of a row has a statusCode"),
        ],
    },
    Shown {
        test: "salesforce::tests::collections::all_or_none_takes_the_good_rows_back",
        features: &[("salesforce.collections.all_or_none", "allOrNone takes the good rows back")],
    },
    Shown {
        test: "salesforce::tests::collections::upsert_update_and_delete_by_the_batch",
        features: &[
            ("salesforce.collections.update", "rows are changed by the batch"),
            ("salesforce.collections.delete", "rows are deleted by the batch"),
            ("salesforce.collections.upsert", "rows are upserted by the batch"),
        ],
    },
    Shown {
        test: "salesforce::tests::collections::rows_are_read_by_get_and_post_with_null_for_the_missing",
        features: &[("salesforce.collections.read", "rows are read by the batch")],
    },
    Shown {
        test: "salesforce::tests::composite::a_part_uses_the_answers_before_it_and_all_count_as_one_call",
        features: &[
            ("salesforce.composite", "several requests in one call"),
            ("salesforce.composite.references", "a part uses the answers before it"),
            ("salesforce.composite.one_call", "a composite counts as one call"),
        ],
    },
    Shown {
        test: "salesforce::tests::composite::all_or_none_takes_every_part_back",
        features: &[("salesforce.composite.all_or_none", "allOrNone takes every part back")],
    },
];
