//! What stands around records: definitions, associations, lists and statuses.

use crate::exchange::Shown;

pub(super) const SHOWN: &[Shown] = &[
    Shown {
        test: "hubspot::tests::mail::the_log_comes_the_newest_first",
        features: &[
            ("hubspot.mail.newest_first", "The log of e-mail events comes the newest first."),
            ("hubspot.mail.events", "The log of e-mail events."),
            ("hubspot.mail.campaign", "What was sent."),
        ],
    },
    Shown {
        test: "hubspot::tests::mail::a_page_holds_a_thousand",
        features: &[("hubspot.mail.page_size", "A page of e-mail events holds at most 1,000.")],
    },
    Shown {
        test: "hubspot::tests::mail::an_offset_is_short_lived",
        features: &[(
            "hubspot.mail.short_lived_offset",
            "An offset of e-mail events is good for minutes only.",
        )],
    },
    Shown {
        test: "hubspot::tests::lists::members_come_in_the_order_in_which_they_joined",
        features: &[
            (
                "hubspot.lists.join_order",
                "Members come in the order in which they joined, and who joins anew stands last.",
            ),
            ("hubspot.lists.members", "The members of a list."),
        ],
    },
    Shown {
        test: "hubspot::tests::lists::an_active_list_follows_the_records_after_a_while",
        features: &[
            (
                "hubspot.lists.lag",
                "A changed record takes a while to join or leave an active list.",
            ),
            ("hubspot.lists.memberships", "The lists of records."),
        ],
    },
    Shown {
        test: "hubspot::tests::lists::who_has_no_value_stays_out_unless_the_filter_says_otherwise",
        features: &[(
            "hubspot.lists.blank_stays_out",
            "A filter leaves out who has no value, unless it says otherwise.",
        )],
    },
    Shown {
        test: "hubspot::tests::lists::s51_a_contact_is_in_a_list_by_what_its_company_holds",
        features: &[(
            "hubspot.lists.of_company",
            "A list of contacts may ask about their primary company.",
        )],
    },
    Shown {
        test: "hubspot::tests::lists::a_list_is_found_by_id_and_by_name",
        features: &[
            (
                "hubspot.lists.unique_names",
                "A list's name is unique among the lists of its object.",
            ),
            ("hubspot.lists.create", "A list is made."),
            ("hubspot.lists.get", "A list by its id."),
            ("hubspot.lists.by_name", "A list by its name."),
        ],
    },
    Shown {
        test: "hubspot::tests::associations::a_put_replaces_the_labels",
        features: &[
            ("hubspot.associations.put_replaces", "A PUT replaces the labels of a pair."),
            ("hubspot.associations.delete", "An association is deleted."),
            ("hubspot.associations.kinds", "A type belongs to its pair."),
        ],
    },
    Shown {
        test: "hubspot::tests::associations::primary_comes_with_the_unlabelled_type_and_is_one",
        features: &[
            (
                "hubspot.associations.primary",
                "Primary comes with the unlabelled type, one per record.",
            ),
            ("hubspot.associations.list", "A record's associations are listed."),
            ("hubspot.associations.put", "An association is made with labels."),
        ],
    },
    Shown {
        test: "hubspot::tests::associations::the_default_association_goes_both_ways",
        features: &[
            ("hubspot.associations.both_ways", "An association shows from both ends."),
            ("hubspot.associations.default", "The unlabelled association is made."),
            ("hubspot.associations.beside", "Associations stand beside a record."),
        ],
    },
    Shown {
        test: "hubspot::tests::derived::what_follows_from_associations_moves_with_them",
        features: &[(
            "hubspot.associations.derived",
            "The primary company and the counts follow associations.",
        )],
    },
    Shown {
        test: "hubspot::tests::associations::a_batch_read_without_associations_is_an_error_that_means_none",
        features: &[
            (
                "hubspot.associations.none_is_an_error",
                "A batch read without associations is a 207 error.",
            ),
            ("hubspot.associations.batch_create", "Associations are made by the batch."),
            ("hubspot.associations.batch_read", "Associations are read by the batch."),
        ],
    },
    Shown {
        test: "hubspot::tests::associations::batch_archive_answers_by_version",
        features: &[
            (
                "hubspot.associations.dated_archive_envelope",
                "Batch archive is 204 in v4, 200 in dated versions.",
            ),
            (
                "hubspot.associations.batch_default",
                "Unlabelled associations are made by the batch.",
            ),
            ("hubspot.associations.batch_archive", "Associations are deleted by the batch."),
        ],
    },
    Shown {
        test: "hubspot::tests::associations::a_batch_makes_two_thousand_associations",
        features: &[("hubspot.associations.most_created", "A batch makes 2,000 associations.")],
    },
    Shown {
        test: "hubspot::tests::associations::a_batch_takes_the_associations_of_a_hundred_records_away",
        features: &[(
            "hubspot.associations.most_archived",
            "A batch takes the associations of 100 records away.",
        )],
    },
    Shown {
        test: "hubspot::tests::associations::batches_have_their_own_sizes",
        features: &[("hubspot.associations.batch_sizes", "Batch reads take 1,000 ids.")],
    },
    Shown {
        test: "hubspot::tests::subscriptions::an_opt_out_belongs_to_the_address",
        features: &[
            (
                "hubspot.subscriptions.optout_moves_stamp",
                "An opt-out belongs to the address and moves the contact's stamp.",
            ),
            ("hubspot.subscriptions.unsubscribe_all", "An address is out of everything."),
            ("hubspot.subscriptions.wide_status", "Whether an address is out of everything."),
            ("hubspot.subscriptions.source", "A status tells its source."),
            (
                "hubspot.subscriptions.optout_follows_address",
                "The opt-out of a contact is its address'.",
            ),
        ],
    },
    Shown {
        test: "hubspot::tests::subscriptions::whoever_would_subscribe_somebody_is_noted",
        features: &[
            ("hubspot.subscriptions.attempts", "Calls that would subscribe somebody are noted."),
            ("hubspot.subscriptions.set", "One status is set."),
            ("hubspot.subscriptions.resubscribe", "v4 undoes an opt-out."),
        ],
    },
    Shown {
        test: "hubspot::tests::subscriptions::batches_are_for_enterprise",
        features: &[
            ("hubspot.subscriptions.batch_tier", "Batch statuses are for Enterprise."),
            ("hubspot.subscriptions.batch_unsubscribe_all", "Addresses go out by the batch."),
        ],
    },
    Shown {
        test: "hubspot::tests::subscriptions::v3_cannot_undo_an_opt_out",
        features: &[
            ("hubspot.subscriptions.v3_guard", "v3 subscribe cannot undo an opt-out."),
            ("hubspot.subscriptions.v3_status", "v3 tells an address' statuses."),
            ("hubspot.subscriptions.v3_subscribe", "v3 subscribes."),
            ("hubspot.subscriptions.v3_unsubscribe", "v3 unsubscribes."),
        ],
    },
    Shown {
        test: "hubspot::tests::associations::labels_are_made_in_twos",
        features: &[
            ("hubspot.associations.labels", "The labels of a pair."),
            ("hubspot.associations.make_label", "A label is made, with its way back."),
            ("hubspot.associations.delete_label", "A label is deleted."),
        ],
    },
    Shown {
        test: "hubspot::tests::associations::a_label_is_renamed_and_taken_off_again",
        features: &[
            ("hubspot.associations.rename_label", "A label is renamed."),
            ("hubspot.associations.batch_labels_archive", "Labels are taken off by the batch."),
        ],
    },
    Shown {
        test: "hubspot::tests::associations::a_create_can_associate",
        features: &[("hubspot.associations.on_create", "A new record can be associated.")],
    },
    Shown {
        test: "hubspot::tests::associations::a_create_names_records_that_exist",
        features: &[(
            "hubspot.associations.ends_exist",
            "A new record is associated with what exists.",
        )],
    },
    Shown {
        test: "hubspot::tests::definitions::properties_are_made_read_and_archived_by_the_batch",
        features: &[
            ("hubspot.properties.batch_create", "Properties are made by the batch."),
            ("hubspot.properties.batch_read", "Properties are read by the batch."),
            ("hubspot.properties.batch_archive", "Properties are archived by the batch."),
        ],
    },
    Shown {
        test: "hubspot::tests::definitions::groups_are_listed_and_made_once",
        features: &[
            ("hubspot.properties.list_groups", "The groups of properties."),
            ("hubspot.properties.make_group", "A group is made once."),
        ],
    },
    Shown {
        test: "hubspot::tests::definitions::a_definition_must_make_sense",
        features: &[
            ("hubspot.properties.names", "A property's name has a form."),
            ("hubspot.properties.types", "Type and field type fit each other."),
            ("hubspot.properties.options", "An enumeration needs options."),
        ],
    },
    Shown {
        test: "hubspot::tests::definitions::a_formulas_value_cannot_be_set",
        features: &[("hubspot.properties.calculated", "A formula's value cannot be set.")],
    },
    Shown {
        test: "hubspot::tests::definitions::the_vendors_own_definitions_stay",
        features: &[
            ("hubspot.properties.fixed_definitions", "The vendor's own definitions are read-only."),
            ("hubspot.properties.in_use", "A property in use stays."),
        ],
    },
    Shown {
        test: "hubspot::tests::definitions::objects_of_ones_own_are_for_enterprise",
        features: &[("hubspot.custom_objects.enterprise", "Custom objects are for Enterprise.")],
    },
    Shown {
        test: "hubspot::tests::subscriptions::a_portal_has_kinds_of_mail",
        features: &[("hubspot.subscriptions.definitions", "The kinds of mail.")],
    },
    Shown {
        test: "hubspot::tests::subscriptions::people_may_come_back_by_themselves",
        features: &[("hubspot.subscriptions.statuses", "An address' statuses.")],
    },
    Shown {
        test: "hubspot::tests::subscriptions::statuses_go_by_the_batch_too",
        features: &[
            ("hubspot.subscriptions.batch_read", "Statuses are read by the batch."),
            ("hubspot.subscriptions.batch_write", "Statuses are set by the batch."),
            ("hubspot.subscriptions.batch_wide_status", "Who is out is read by the batch."),
        ],
    },
    Shown {
        test: "hubspot::tests::subscriptions::an_opt_out_names_its_channel_and_can_tell_of_every_kind",
        features: &[
            ("hubspot.subscriptions.channel", "A status is of a channel."),
            ("hubspot.subscriptions.verbose", "An opt-out can tell of every kind of mail."),
            ("hubspot.subscriptions.addresses", "An address has an at sign."),
        ],
    },
    Shown {
        test: "hubspot::tests::subscriptions::a_legal_basis_is_one_of_seven",
        features: &[("hubspot.subscriptions.legal_basis", "A legal basis is one of seven.")],
    },
];
