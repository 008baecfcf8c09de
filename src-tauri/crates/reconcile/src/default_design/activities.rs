//! What people did, by the fields that both CRMs have for it (H109, H112, H113). An activity is about
//! its person, and about one account or opportunity.

use crosswalk_model::mapping::{CreateInHubSpot, CreateInSalesforce, CreateSettings, History};

use super::{BOTH_WAYS, DefaultObject, OWNER_HUBSPOT, OWNER_SALESFORCE, Tie};

/// Each kind is switched on by itself, and none of before takes part (H111).
pub(super) const ACTIVITIES: &[DefaultObject] = &[
    both_ways("calls", &["Task.Call"], CALLS),
    both_ways("emails", &["Task.Email"], EMAILS),
    both_ways("meetings", &["Event"], MEETINGS),
    // Salesforce has no kind of task for notes: what is made of one stays as it is there.
    DefaultObject {
        create: CreateSettings::new(CreateInSalesforce::Record, CreateInHubSpot::Nothing),
        ..both_ways("notes", &["Task.Note"], NOTES)
    },
    both_ways("tasks", &["Task.Task"], TASKS),
];

const fn both_ways(
    hubspot: &'static str,
    salesforce: &'static [&'static str],
    ties: &'static [Tie],
) -> DefaultObject {
    let (create, history) = (BOTH_WAYS, History::None);
    DefaultObject { hubspot, salesforce, create, match_by: &[], ties, history }
}

const CALLS: &[Tie] = &[
    ("association:companies", &["WhatId:Account"]),
    ("association:contacts", &["WhoId"]),
    ("association:deals", &["WhatId:Opportunity"]),
    ("hs_call_body", &["Description"]),
    ("hs_call_title", &["Subject"]),
    ("hs_timestamp", &["ActivityDate"]),
    (OWNER_HUBSPOT, &[OWNER_SALESFORCE]),
];

const EMAILS: &[Tie] = &[
    ("association:companies", &["WhatId:Account"]),
    ("association:contacts", &["WhoId"]),
    ("association:deals", &["WhatId:Opportunity"]),
    ("hs_email_subject", &["Subject"]),
    ("hs_email_text", &["Description"]),
    ("hs_timestamp", &["ActivityDate"]),
    (OWNER_HUBSPOT, &[OWNER_SALESFORCE]),
];

const MEETINGS: &[Tie] = &[
    ("association:companies", &["WhatId:Account"]),
    ("association:contacts", &["WhoId"]),
    ("association:deals", &["WhatId:Opportunity"]),
    ("hs_meeting_body", &["Description"]),
    ("hs_meeting_end_time", &["EndDateTime"]),
    ("hs_meeting_start_time", &["StartDateTime"]),
    ("hs_meeting_title", &["Subject"]),
    (OWNER_HUBSPOT, &[OWNER_SALESFORCE]),
];

const NOTES: &[Tie] = &[
    ("association:contacts", &["WhoId"]),
    ("hs_note_body", &["Description"]),
    ("hs_timestamp", &["ActivityDate"]),
    (OWNER_HUBSPOT, &[OWNER_SALESFORCE]),
];

const TASKS: &[Tie] = &[
    ("association:companies", &["WhatId:Account"]),
    ("association:contacts", &["WhoId"]),
    ("association:deals", &["WhatId:Opportunity"]),
    ("hs_task_body", &["Description"]),
    ("hs_task_priority", &["Priority"]),
    ("hs_task_status", &["Status"]),
    ("hs_task_subject", &["Subject"]),
    ("hs_timestamp", &["ActivityDate"]),
    (OWNER_HUBSPOT, &[OWNER_SALESFORCE]),
];
