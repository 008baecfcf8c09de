// Generated from the Rust types by `cargo xtask types`. Edit those instead; a test compares.

/**
 * What "who am I" answers. It is compared with the stored one before every pass: another account
 * than last time stops the pair (P9).
 */
export type Account = { 
/**
 * Org id or portal id.
 */
id: AccountId, 
/**
 * Org name, or the portal's domain.
 */
name: string, 
/**
 * What kind of account it is.
 */
kind: AccountKind, 
/**
 * Salesforce's `OrganizationType`, or HubSpot's tier as far as it is known. For showing only,
 * but for the refusals of S2 and S4.
 */
edition: string | null, 
/**
 * The user that the connection acts as; needed to tell our own writes from others'.
 */
user: RecordId | null, 
/**
 * That user's name or address, for people.
 */
user_name: string | null, 
/**
 * The base URL that calls go to.
 */
base_url: string, 
/**
 * The account's own time zone (IANA name), where it says so.
 */
time_zone: string | null, 
/**
 * The account's main currency (ISO 4217), where it says so.
 */
currency: string | null, };

/**
 * The accounts a pair file was made for.
 */
export type AccountGuard = { 
/**
 * HubSpot portal id.
 */
hubspot?: string | null, 
/**
 * Salesforce org id.
 */
salesforce?: string | null, };

/**
 * A linked account.
 */
export type AccountHealth = { 
/**
 * Its number.
 */
connection: ConnectionId, 
/**
 * Which CRM.
 */
side: Side, 
/**
 * Org id or portal id.
 */
account: AccountId, 
/**
 * Whether the loopback is let through for it.
 */
development: boolean, };

/**
 * A vendor's id of an account: the 18-character Salesforce org id, or the HubSpot portal id.
 */
export type AccountId = string;

/**
 * Whether real people's data is at stake.
 */
export type AccountKind = "production" | "sandbox" | "developer";

/**
 * A linked account, as people see it. No secret is in it.
 */
export type AccountLine = { 
/**
 * The account's number here.
 */
connection: ConnectionId, 
/**
 * Which CRM.
 */
side: Side, 
/**
 * What "who am I" last said.
 */
account: Account, 
/**
 * Whether people sign in in their browser; with a token made by hand they do not.
 */
by_browser: boolean, 
/**
 * Whether the loopback is let through for it.
 */
development: boolean, 
/**
 * How much the connection may do.
 */
rights: Rights, 
/**
 * When it was linked.
 */
made_at: string, };

/**
 * One write to one record.
 */
export type Act = { "act": "update", 
/**
 * Which record.
 */
at: RecordRef, 
/**
 * The record's modified time when the plan was made: what is read later and is not past
 * it does not show the write yet.
 */
seen: string | null, 
/**
 * The changes, by target field.
 */
changes: Array<FieldChange>, } | { "act": "create", 
/**
 * Of which object.
 */
object: ObjectName, 
/**
 * Its first values.
 */
changes: Array<FieldChange>, } | { "act": "delete", 
/**
 * Which record.
 */
at: RecordRef, };

/**
 * What goes on with a pair.
 */
export type Activity = { "now": "running", 
/**
 * What.
 */
under_way: UnderWay, 
/**
 * How far it is.
 */
run: LiveRun, } | { "now": "waiting", 
/**
 * When; none before the first pass since the start.
 */
next_at: string | null, } | { "now": "setback", 
/**
 * Why.
 */
error: ErrorReport, 
/**
 * When.
 */
next_at: string, } | { "now": "paused", 
/**
 * Until when; none where only a person ends it.
 */
until: string | null, } | { "now": "by_hand" } | { "now": "stopped", 
/**
 * Why, as a code, where one is stored.
 */
why: string | null, 
/**
 * What ended it, where that was an error.
 */
error: ErrorReport | null, };

/**
 * Our share of a connection's day. Stored with the state.
 */
export type ApiShare = { "by": "usual" } | { "by": "percent", 
/**
 * From 1 to 100.
 */
percent: number, } | { "by": "calls", 
/**
 * At least two: one for the changes, and one that opt-outs keep.
 */
calls: number, };

/**
 * Whether the program starts with the desktop.
 */
export type AtLogin = "off" | "tray";

/**
 * A backup.
 */
export type BackupLine = { 
/**
 * The file.
 */
path: string, 
/**
 * When it was made.
 */
at: string, 
/**
 * Its size.
 */
bytes: number, };

/**
 * Why a person should read it now.
 */
export type Because = "first_run" | "mapping_changed" | "nothing";

/**
 * What a value becomes.
 */
export type Becomes = { "how": "content", 
/**
 * The content.
 */
content: Content, 
/**
 * The code of what is to be said of it: it was shortened.
 */
warning: string | null, } | { "how": "refused", 
/**
 * The code of the reason.
 */
why: string, } | { "how": "unknown" };

/**
 * One value per side.
 */
export type Both<T> = { 
/**
 * What belongs to the Salesforce side.
 */
salesforce: T, 
/**
 * What belongs to the HubSpot side.
 */
hubspot: T, };

/**
 * The brakes of P4.
 */
export type Brake = "deletes" | "cleared_values" | "changed_records" | "creates" | "first_run" | "empty_side" | "changed_design" | "loop" | "another_connector";

/**
 * Brakes that a pair sets differently (P4). Shares are in percent of the object's linked records.
 */
export type BrakeSettings = { 
/**
 * Deletes that stop a pass.
 */
deletes?: number | null, 
/**
 * Deletes, in percent.
 */
deletes_percent?: number | null, 
/**
 * Cleared values.
 */
cleared_values?: number | null, 
/**
 * Changed records, in percent.
 */
changed_percent?: number | null, 
/**
 * Creates.
 */
creates?: number | null, 
/**
 * Creates, in percent.
 */
creates_percent?: number | null, };

/**
 * Calls of a vendor's day.
 */
export type Calls = { 
/**
 * Calls that we made.
 */
used: number, 
/**
 * Calls that we may make, where the vendor told its limit.
 */
budget: number | null, };

/**
 * Who signed in, for a person to confirm.
 */
export type CandidateLine = { 
/**
 * Which CRM.
 */
side: Side, 
/**
 * What "who am I" said.
 */
account: Account, 
/**
 * Whether the loopback is let through for it.
 */
development: boolean, 
/**
 * How much the connection would be allowed to do.
 */
rights: Rights, 
/**
 * The account that is linked already and signs in anew by this; none for a new one.
 */
linked: ConnectionId | null, };

/**
 * One field of a write, as people read it.
 */
export type ChangeLine = { 
/**
 * The field mapping.
 */
mapping: MappingId, 
/**
 * The field that is written.
 */
field: string, 
/**
 * The field of the other side that the value comes from.
 */
source_field: string, 
/**
 * What the field holds, as far as that is known.
 */
before: Reading, 
/**
 * What is written; null clears the field.
 */
after: Content, 
/**
 * The sync rule.
 */
rule: string, 
/**
 * How it ruled.
 */
ruling: string, };

/**
 * What was found.
 */
export type CheckCode = "answers" | "another_account" | "object_open" | "object_read_only" | "cannot_create" | "cannot_edit" | "cannot_delete" | "id_field_missing" | "object_hidden" | "fields_read_only" | "fields_hidden" | "owners_hidden" | "missing_scopes" | "native_package" | "native_package_old" | "packages_hidden" | "shared_user";

/**
 * What was found out about an account.
 */
export type Checkup = { 
/**
 * Who it says it is now.
 */
account: Account, 
/**
 * One line for each thing that was looked at. Its words are `check-CODE` and `check-do-CODE`.
 */
checks: Array<HealthCheck>, 
/**
 * The scopes that its mappings need, by name; of HubSpot only.
 */
scopes: Array<string>, };

/**
 * What of a plan a person wants written. Nothing named is all of it.
 */
export type Chosen = { 
/**
 * Parts that are left out.
 */
groups: Array<PlannedAsk>, 
/**
 * Records that are left out.
 */
skip: Array<LinkId>, 
/**
 * Records that are kept although their part is left out.
 */
keep: Array<LinkId>, 
/**
 * The only record that is written, whatever else is named.
 */
only: LinkId | null, };

/**
 * What a slow clock costs a connection.
 */
export type ClockCost = { 
/**
 * The clock.
 */
clock: SlowClock, 
/**
 * How often it strikes, in seconds.
 */
every: number, 
/**
 * When it last struck; none where it is to strike at once.
 */
at: string | null, 
/**
 * Calls that were made then; what else asked by the same connection meanwhile is among them.
 */
calls: number, 
/**
 * Calls that this comes to in 24 hours, rounded up.
 */
a_day: number, };

/**
 * A field that changed on both sides, and that a person decides.
 */
export type ConflictRow = { 
/**
 * Its number, for `conflicts decide`.
 */
id: number, 
/**
 * The link.
 */
link: LinkId, 
/**
 * Both records.
 */
records: Both<RecordRef | null>, 
/**
 * The field on each side.
 */
fields: Both<FieldName>, 
/**
 * The sync rule.
 */
rule: string, 
/**
 * What each side held when they last agreed.
 */
base: Both<string | null>, 
/**
 * What each side holds now.
 */
now: Both<string>, 
/**
 * When each side changed it, where known.
 */
times: Both<string | null>, 
/**
 * Who changed it, where known: a name, a user's id where nobody of that id can own records, or
 * what HubSpot calls the program that did it.
 */
by: Both<string | null>, 
/**
 * The side that a person chose, until the next plan carries it out.
 */
decision: Side | null, 
/**
 * What each side gets by a value of a person's own, until the next plan carries it out.
 */
typed: Both<string> | null, };

/**
 * A row of `connection`: one signed-in account or org.
 */
export type ConnectionId = number;

/**
 * What a new record sets off.
 */
export type Consequence = "hubspot_workflows" | "marketing_contacts" | "salesforce_automation" | "salesforce_storage";

/**
 * What a field holds when we know it: a value, or nothing. This is what is written and what a
 * base remembers. JSON: `null` is blank.
 */
export type Content = Value | null;

/**
 * Figures of a pass.
 */
export type Counts = { 
/**
 * Records read, per side.
 */
read: Both<number>, 
/**
 * Those of them that differ from what was known, per side. What a pass reads again because
 * its readings overlap is not among them.
 */
changed: Both<number>, 
/**
 * Links that were looked at.
 */
looked_at: number, 
/**
 * Records to make, per side.
 */
creates: Both<number>, 
/**
 * Records to change, per side.
 */
updates: Both<number>, 
/**
 * Records to delete, per side.
 */
deletes: Both<number>, 
/**
 * Rows carried out, per side.
 */
written: Both<number>, 
/**
 * Rows that failed, per side.
 */
failed: Both<number>, 
/**
 * Fields that wait for a person's decision.
 */
conflicts: number, 
/**
 * Values left alone because they do not fit, or were refused before.
 */
skips: number, 
/**
 * Values that somebody gave between a check and its write, as far as HubSpot's history tells of
 * them: they stand in history as what was there before.
 */
overwritten: number, };

/**
 * What a Salesforce record without a partner makes in HubSpot.
 */
export type CreateInHubSpot = "nothing" | "leads_and_contacts" | "contacts" | "leads" | "records";

/**
 * What a HubSpot record without a partner makes in Salesforce.
 */
export type CreateInSalesforce = "nothing" | "contact" | "lead" | "record";

/**
 * What HubSpot records of a kind make in Salesforce.
 */
export type CreateRule = { 
/**
 * Which records: a CEL expression over the HubSpot record, as in `in_scope`.
 */
when: string, 
/**
 * What they make.
 */
salesforce: CreateInSalesforce, };

/**
 * Which side may get new records.
 */
export type CreateSettings = { 
/**
 * What a HubSpot record without a partner makes in Salesforce (H15).
 */
salesforce: CreateInSalesforce, 
/**
 * What a Salesforce record without a partner makes in HubSpot (H14, A1).
 */
hubspot: CreateInHubSpot, 
/**
 * Whether a person account makes a company, beside the contact that it is (S32, S34, A9).
 */
person_accounts?: boolean, };

/**
 * What the values of one field come to on one side.
 */
export type Crossings = { 
/**
 * Values that were looked at; blanks are none.
 */
looked_at: number, 
/**
 * Those that come out shortened, or with another remark.
 */
lossy: number, 
/**
 * Those that come out empty.
 */
empty: number, 
/**
 * Those that have no form there.
 */
refused: number, 
/**
 * The first of them, each value once.
 */
examples: Array<Miss>, };

/**
 * What was done.
 */
export type Deed = { "deed": "wrote", 
/**
 * The field mapping.
 */
field_mapping: MappingId, 
/**
 * The sync rule.
 */
rule: SyncRule, 
/**
 * The field.
 */
field: FieldName, 
/**
 * The same field by the other side's name.
 */
other_field: FieldName, 
/**
 * What it held before.
 */
before: Reading, 
/**
 * What the vendor stored.
 */
stored: Content, } | { "deed": "made", 
/**
 * Its modified time right after.
 */
stamp: string | null, } | { "deed": "deleted" };

/**
 * What a delete on the named side does to the partner there.
 */
export type DeleteSettings = { 
/**
 * To the HubSpot record when the Salesforce one was deleted.
 */
hubspot: OnDelete, 
/**
 * To the Salesforce record when the HubSpot one was deleted.
 */
salesforce: OnDelete, };

/**
 * How far the demo is.
 */
export type DemoStage = { "stage": "started" } | { "stage": "linked" } | { "stage": "found" } | { "stage": "applied" } | { "stage": "ready" } | { "stage": "failed" };

/**
 * How the file and the plan of now differ on a link.
 */
export type Difference = "changed" | "gone" | "new";

/**
 * What happens where a shown plan and the plan of now differ.
 */
export type Differing = "leave" | "stop";

/**
 * Digits of a number field.
 */
export type Digits = { 
/**
 * Digits before and after the point together.
 */
precision: number, 
/**
 * Digits after the point.
 */
scale: number, };

/**
 * One thing that a run did, as the history has it.
 */
export type Done = { 
/**
 * The link.
 */
link: LinkId, 
/**
 * Its object mapping.
 */
mapping: MappingId, 
/**
 * The side that was written.
 */
side: Side, 
/**
 * Both ends.
 */
ends: Both<RecordRef | null>, 
/**
 * What was done there.
 */
what: Deed, };

/**
 * Records of one side that carry the same value.
 */
export type DoubleGroup = { 
/**
 * The side.
 */
side: Side, 
/**
 * `email`, `domain` or `name`.
 */
kind: string, 
/**
 * The value. It is personal data.
 */
value: string, 
/**
 * The records, ten at most.
 */
records: Array<RecordRef>, 
/**
 * How many there are.
 */
count: number, };

/**
 * Doubles of one object mapping.
 */
export type Doubles = { 
/**
 * The largest groups first.
 */
groups: Array<DoubleGroup>, 
/**
 * How many there are in all.
 */
total: number, };

/**
 * A field that is not what the mapping was made for.
 */
export type Drift = { 
/**
 * The object mapping.
 */
mapping: MappingId, 
/**
 * The field mapping; none where the filter of the object mapping names it.
 */
field: MappingId | null, 
/**
 * The side that changed.
 */
side: Side, 
/**
 * The object there.
 */
object: ObjectName, 
/**
 * The field there.
 */
name: FieldName, 
/**
 * What became of it.
 */
what: DriftKind, 
/**
 * What waits for it.
 */
pauses: Pauses, };

/**
 * What became of a field.
 */
export type DriftKind = "gone" | "unfit" | "retyped" | "emptied";

/**
 * A row of `error_item`.
 */
export type ErrorId = number;

/**
 * Errors of one cause.
 */
export type ErrorLine = { 
/**
 * Names the group for `errors retry`.
 */
group: string, 
/**
 * The code.
 */
code: string, 
/**
 * The side that was to be written.
 */
side: Side, 
/**
 * The field, where one is named.
 */
field: FieldName | null, 
/**
 * The vendor's words; of a value that does not fit, nothing.
 */
provider_text: string, 
/**
 * How many records.
 */
items: number, 
/**
 * The oldest.
 */
first_at: string, 
/**
 * When one of them is tried again by itself.
 */
next_retry: string | null, 
/**
 * The fields that changed, where that is the cause: nothing fails, their field mappings wait.
 */
drift?: Array<Drift>, };

/**
 * What a program is told.
 */
export type ErrorReport = { 
/**
 * A stable code.
 */
code: string, 
/**
 * A sentence.
 */
message: string, 
/**
 * What to do.
 */
remedy: string, 
/**
 * Whether trying again later may help by itself.
 */
retryable: boolean, 
/**
 * The vendor's own words, where there are any.
 */
provider_text: string | null, };

/**
 * One record that did not get through.
 */
export type ErrorRow = { 
/**
 * Its number.
 */
id: ErrorId, 
/**
 * Its group, as [`crate::status::ErrorLine::group`] names it.
 */
group: string, 
/**
 * The code.
 */
code: string, 
/**
 * The side that was to be written.
 */
side: Side, 
/**
 * The link.
 */
link: LinkId, 
/**
 * Both records, as far as they are there.
 */
records: Both<RecordRef | null>, 
/**
 * The field, where one is named.
 */
field: FieldName | null, 
/**
 * The value that did not get through.
 */
value: string | null, 
/**
 * The vendor's words.
 */
provider_text: string, 
/**
 * How often it was met.
 */
attempts: number, 
/**
 * When first.
 */
first_at: string, 
/**
 * When it is tried again by itself.
 */
next_retry: string | null, };

/**
 * A log of what happened to people. Its records are told once and never change: there is nothing to
 * compare them with, nothing to sweep, and nothing of before it was asked for the first time.
 */
export type EventLog = { 
/**
 * The field that names the person. The log knows an address only, so the engine fills it.
 */
who: FieldName, 
/**
 * The field with the address that the person is found by.
 */
address: FieldName, 
/**
 * The field that names what it happened with: the same for repeats.
 */
about: FieldName, };

/**
 * How many tasks a kind of activity would make in thirty days, by what the last week shows.
 */
export type ExpectedTasks = { 
/**
 * Which.
 */
activity: MailActivity, 
/**
 * A task for each event.
 */
each: number, 
/**
 * A task for each person and mail.
 */
collapsed: number, 
/**
 * There were more events than are counted: the figures are too low.
 */
at_least: boolean, };

/**
 * What became of a write.
 */
export type Fate = "done" | "failed";

/**
 * One field's change.
 */
export type FieldChange = { 
/**
 * The field mapping that decided.
 */
mapping: MappingId, 
/**
 * The field to write, by the target side's name.
 */
field: FieldName, 
/**
 * What the target held when the plan was made. The check compares it with the record just
 * before the write.
 */
before: Reading, 
/**
 * What is written.
 */
after: Content, 
/**
 * The field the value comes from, by the other side's name.
 */
source_field: FieldName, 
/**
 * What that field held: this is what settle writes into the source side's base.
 */
source: Content, 
/**
 * The sync rule.
 */
rule: SyncRule, 
/**
 * How it ruled.
 */
ruling: Ruling, };

/**
 * Values of one field that one rule decided in one way.
 */
export type FieldGroup = { 
/**
 * The side that is written.
 */
side: Side, 
/**
 * The field there.
 */
field: string, 
/**
 * The sync rule.
 */
rule: string, 
/**
 * How it ruled.
 */
ruling: string, 
/**
 * How many values.
 */
values: number, 
/**
 * How many of them a record is left without.
 */
cleared: number, };

/**
 * What became of a field that a person asked for.
 */
export type FieldMade = { 
/**
 * The field.
 */
field: FieldName, 
/**
 * How it is mapped; none where the field has to be made by hand.
 */
mapping: FieldMapping | null, 
/**
 * What lacks, where it has to be made by hand.
 */
by_hand: string | null, };

/**
 * One field mapping.
 */
export type FieldMapping = { 
/**
 * Stable id inside the object mapping.
 */
id: MappingId, 
/**
 * The HubSpot property.
 */
hubspot: FieldName, 
/**
 * The Salesforce field, the same on every object or named per object.
 */
salesforce: SalesforceField, 
/**
 * The sync rule; direction follows from it.
 */
rule: SyncRule, 
/**
 * Transforms, in the order HubSpot to Salesforce.
 */
transform?: Array<Transform>, 
/**
 * What the admin wants to remember.
 */
note?: string | null, };

/**
 * A field by its API name. On the HubSpot side this is a property's internal name; a name
 * that starts with `association:` is an association seen as a field (M10).
 */
export type FieldName = string;

/**
 * One option of a list.
 */
export type FieldOption = { 
/**
 * The internal value, which is what is written.
 */
value: string, 
/**
 * The label people see.
 */
label: string, 
/**
 * Whether it can still be chosen.
 */
active: boolean, };

/**
 * One field.
 */
export type FieldSchema = { 
/**
 * The API name.
 */
name: FieldName, 
/**
 * The label people see.
 */
label: string, 
/**
 * What its values are to us.
 */
kind: ValueKind, 
/**
 * The vendor's own type: a describe's `type` (`picklist`), or HubSpot's `type/fieldType`
 * (`enumeration/select`). Compatibility rules H87-H94 are stated in these.
 */
native: string, 
/**
 * The greatest number of characters, where the vendor states one.
 */
max_chars: number | null, 
/**
 * Digits in all and digits after the point, where the vendor states them.
 */
digits: Digits | null, 
/**
 * The options of a list, in display order. Empty when `open_options`.
 */
options: Array<FieldOption>, 
/**
 * Whether values outside `options` are accepted (an unrestricted picklist, external options).
 */
open_options: boolean, 
/**
 * Whether a create must carry a value.
 */
required: boolean, 
/**
 * Whether a create may carry a value.
 */
createable: boolean, 
/**
 * Whether an update may carry a value.
 */
updateable: boolean, 
/**
 * Whether the vendor keeps its values unique.
 */
unique: boolean, 
/**
 * Whether records can be upserted by it.
 */
upsert_key: boolean, 
/**
 * Whether queries can filter on it.
 */
filterable: boolean, 
/**
 * Whether the vendor computes it.
 */
calculated: boolean, 
/**
 * The objects that a reference can name.
 */
references: Array<ObjectName>, 
/**
 * The field's own description or help text; set-up stamps its installation id here (P9).
 */
description: string | null, };

/**
 * Why a text is no filter.
 */
export type FilterFlaw = { "filter_flaw": "syntax", 
/**
 * What the parser says, and where.
 */
message: string, } | { "filter_flaw": "too_large" } | { "filter_flaw": "no_such_property", 
/**
 * The name.
 */
name: string, } | { "filter_flaw": "no_condition", 
/**
 * What is wrong with it.
 */
message: string, };

/**
 * The question of the first run (M5).
 */
export type FirstRun = "agree" | "link_only";

/**
 * One thing that keeps a pair file from being used.
 */
export type Flaw = { 
/**
 * The object mapping, where it is about one.
 */
object: MappingId | null, 
/**
 * The field mapping, where it is about one.
 */
field: MappingId | null, 
/**
 * What is wrong.
 */
code: FlawCode, };

/**
 * What is wrong.
 */
export type FlawCode = { "code": "format_version", 
/**
 * The version in the file.
 */
found: string, } | { "code": "other_account", 
/**
 * On which side.
 */
side: Side, 
/**
 * The account that the file is for.
 */
only_for: string, 
/**
 * The pair's.
 */
found: string, } | { "code": "id_twice", 
/**
 * The id.
 */
id: MappingId, } | { "code": "no_salesforce_object" } | { "code": "unknown_object", 
/**
 * On which side.
 */
side: Side, 
/**
 * The object.
 */
object: ObjectName, } | { "code": "unknown_field", 
/**
 * On which side.
 */
side: Side, 
/**
 * On which object.
 */
object: ObjectName, 
/**
 * The field.
 */
field: FieldName, } | { "code": "field_twice", 
/**
 * On which side.
 */
side: Side, 
/**
 * On which object.
 */
object: ObjectName, 
/**
 * The field.
 */
field: FieldName, } | { "code": "not_writable", 
/**
 * On which side.
 */
side: Side, 
/**
 * On which object.
 */
object: ObjectName, 
/**
 * The field.
 */
field: FieldName, } | { "code": "type_mismatch", 
/**
 * HubSpot's type.
 */
hubspot: string, 
/**
 * Salesforce's type.
 */
salesforce: string, 
/**
 * Why.
 */
why: Refusal, } | { "code": "rule_not_for_kind" } | { "code": "company_name" } | { "code": "email_rule" } | { "code": "email_mapping" } | { "code": "owner_rule" } | { "code": "opt_out_dropped" } | { "code": "opt_out_changed" } | { "code": "opt_out_rule_elsewhere" } | { "code": "opt_out_hidden", 
/**
 * On which side.
 */
side: Side, 
/**
 * On which object.
 */
object: ObjectName, } | { "code": "transform", 
/**
 * What is wrong with it.
 */
why: TransformFlaw, } | { "code": "create_setting" } | { "code": "match_key_setting" } | { "code": "not_in_step", 
/**
 * What the HubSpot field names.
 */
object: ObjectName, } | { "code": "list_of_a_log" } | { "code": "repeats_without_a_log" } | { "code": "follow_of_nobody" } | { "code": "filter", 
/**
 * What is wrong with it.
 */
why: FilterFlaw, } | { "code": "unknown_list", 
/**
 * The name in the file.
 */
list: string, } | { "code": "list_not_active", 
/**
 * The name in the file.
 */
list: string, } | { "code": "unknown_pipeline", 
/**
 * The label in the file.
 */
pipeline: string, } | { "code": "unknown_record_type", 
/**
 * The label of the pipeline.
 */
pipeline: string, 
/**
 * The developer name in the file.
 */
record_type: string, } | { "code": "unknown_stage", 
/**
 * On which side.
 */
side: Side, 
/**
 * The label of the pipeline.
 */
pipeline: string, 
/**
 * HubSpot's label or Salesforce's API name, as the file has it.
 */
stage: string, };

/**
 * What of one object mapping went to either side on a day.
 */
export type FlowDay = { 
/**
 * The day, by the machine's clock: `2026-11-24`.
 */
day: string, 
/**
 * The object mapping.
 */
mapping: MappingId, 
/**
 * Records that were written, by the side written to.
 */
written: Both<number>, 
/**
 * Records that were met with an error for the first time.
 */
failed: Both<number>, };

/**
 * Which of several Salesforce records of one address a HubSpot contact stays with.
 */
export type Follow = "linked" | "latest";

/**
 * What was forgotten. No trace of the person is in it.
 */
export type Forgotten = { 
/**
 * Links that are tombstones without values now.
 */
links: number, 
/**
 * Plans in the state folder that named the person, and were removed.
 */
plans: number, };

/**
 * What a look at the state found. No secrets, no record data.
 */
export type Health = { 
/**
 * The program's version.
 */
version: string, 
/**
 * The system.
 */
system: string, 
/**
 * The database file.
 */
database: string, 
/**
 * What is wrong with it, if anything.
 */
trouble: ErrorReport | null, 
/**
 * The newest backup.
 */
newest_backup: BackupLine | null, 
/**
 * Linked accounts.
 */
accounts: Array<AccountHealth>, 
/**
 * Pairs, with whether they run.
 */
pairs: Array<PairHealth>, };

/**
 * One thing that was looked at.
 */
export type HealthCheck = { 
/**
 * What was found.
 */
code: CheckCode, 
/**
 * What it is about, as people see it: an object, or an account.
 */
about: string, 
/**
 * Fields of the mapping that it names.
 */
fields: Array<string>, };

/**
 * Whether records of before an object was switched on take part.
 */
export type History = "all" | "none";

/**
 * Whether set-up may make the pair's id fields.
 */
export type IdFields = "make" | "leave";

/**
 * What is done, with its reason.
 */
export type Intent = { 
/**
 * The value that is written, where one is.
 */
value: Content | null, 
/**
 * The rule that decides, where one does.
 */
rule: SyncRule | null, 
/**
 * How it rules.
 */
ruling: Ruling | null, };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/**
 * Whether a pair is kept in step by itself. Stored: a restart changes nothing about it.
 */
export type Keeping = "in_step" | "paused";

/**
 * Why something stays as it is.
 */
export type Kept = "changed_since" | "before_unknown" | "record_gone" | "opt_out" | "deleted" | "only_forward";

/**
 * The languages of the product.
 */
export type Language = "en" | "nb";

/**
 * A link that is not written, although the file or the plan of now has writes for it.
 */
export type Left = { 
/**
 * The link.
 */
link: LinkId, 
/**
 * Its object mapping.
 */
mapping: MappingId, 
/**
 * Its ends.
 */
ends: Both<RecordRef | null>, 
/**
 * Why.
 */
why: Difference, };

/**
 * How much a notice matters.
 */
export type Level = "needs_you" | "errors" | "recovered" | "summary";

/**
 * The switches of H44, H61-H66 and A16. Company sync, the third of them, is on where the file maps
 * companies.
 */
export type LifecycleSettings = { 
/**
 * Automatic transitions: an open opportunity makes the people with a role on it
 * Opportunity, a won one makes people Customer (H61, H62).
 */
transitions: boolean, 
/**
 * Whom a won opportunity makes Customer (H65, H66).
 */
won_reaches: WonReaches, 
/**
 * A contact whose stage moves on takes its company along (H44).
 */
contact_to_company?: boolean, 
/**
 * A company whose stage moves on takes its contacts along (H65).
 */
company_to_contacts?: boolean, };

/**
 * A row of `link`.
 */
export type LinkId = number;

/**
 * The states of a link.
 */
export type LinkState = "new" | "left_out" | "in_sync" | "waiting" | "held" | "conflict" | "failing" | "put_back" | "unlinked";

/**
 * A pass as it stands, folded from its events.
 */
export type LiveRun = { 
/**
 * The run's row; none until there is something to decide.
 */
run: RunId | null, 
/**
 * The stage it is in.
 */
stage: Stage | null, 
/**
 * Records read so far, per side.
 */
read: Both<number>, 
/**
 * Those of them that differ from what was known.
 */
changed: Both<number>, 
/**
 * Links and writes planned so far, by object mapping.
 */
planned: { [key in MappingId]: Planned }, 
/**
 * Rows carried out, per side.
 */
written: Both<number>, 
/**
 * Rows that failed, per side.
 */
failed: Both<number>, 
/**
 * Rows still to send, per side.
 */
left: Both<number>, 
/**
 * Records that were not written, each with a reason of its own.
 */
not_written: number, 
/**
 * Object mappings that a brake holds.
 */
braked: Array<MappingId>, 
/**
 * The last writes that came back, newest first.
 */
recent: Array<Sent>, 
/**
 * How it ended; none while it runs.
 */
result: RunResult | null, 
/**
 * Events that this picture is made of.
 */
events: number, };

/**
 * Light or dark.
 */
export type Look = "system" | "light" | "dark";

/**
 * What the loop tells.
 */
export type LoopNews = { "event": "asleep", 
/**
 * For how long.
 */
seconds: number, } | { "event": "passed", 
/**
 * What it came to.
 */
report: PassReport, 
/**
 * The pause until the next one.
 */
next_in_seconds: number, } | { "event": "setback", 
/**
 * Why, and what to do.
 */
error: ErrorReport, 
/**
 * The pause until the next try.
 */
next_in_seconds: number, } | { "event": "ended", 
/**
 * Why, and what to do.
 */
error: ErrorReport, };

/**
 * A kind of activity.
 */
export type MailActivity = "opens" | "clicks";

/**
 * What one difference between two designs is.
 */
export type MapChange = { 
/**
 * Where: a path such as `mappings/contacts/fields/phone/rule`.
 */
path: string, 
/**
 * What stands there now; none where it is new.
 */
before: JsonValue | null, 
/**
 * What would stand there; none where it goes.
 */
after: JsonValue | null, };

/**
 * The stable id of an object mapping, or of a field mapping, inside a pair file.
 */
export type MappingId = string;

/**
 * A way for an unlinked record to find its partner.
 */
export type MatchKey = "email" | "additional_emails" | "associated_contacts" | "domain" | "name";

/**
 * Where notices of a level are shown.
 */
export type Means = "desktop" | "window" | "nowhere";

/**
 * A value that does not come through whole.
 */
export type Miss = { 
/**
 * The value.
 */
value: Content, 
/**
 * What it becomes.
 */
becomes: Becomes, };

/**
 * A HubSpot list by name, its id as a hint.
 */
export type NamedList = { 
/**
 * The list's name.
 */
list: string, 
/**
 * Its id in the account the file was made for.
 */
id?: string | null, };

/**
 * Whether a notice names records. A lock screen shows notices to anybody.
 */
export type Names = "hidden" | "shown";

/**
 * A field that some records were never read with.
 */
export type NeverRead = { 
/**
 * The side.
 */
side: Side, 
/**
 * The object.
 */
object: ObjectName, 
/**
 * The field.
 */
field: FieldName, 
/**
 * How many records.
 */
records: number, };

/**
 * Which account a person is about to link.
 */
export type NewAccount = { 
/**
 * Which CRM.
 */
side: Side, 
/**
 * Where to begin: the API's base, or the login host; the vendor's usual one unless given.
 */
base: string | null, 
/**
 * How much the connection may do.
 */
rights: Rights, };

/**
 * What a window is told. Each is a picture of how things stand, never a difference: one that is
 * missed is made good by the next.
 */
export type News = { "topic": "run" } & LiveRun | { "topic": "rhythm", 
/**
 * The pair.
 */
pair: PairId, 
/**
 * Its word.
 */
news: LoopNews, } | { "topic": "changed" } | { "topic": "sign_in", 
/**
 * To which product.
 */
side: Side, 
/**
 * The page; it holds no secret.
 */
page: string, } | { "topic": "demo" } & DemoStage | { "topic": "open", 
/**
 * The pair.
 */
pair: PairId, 
/**
 * The screen.
 */
place: Place, 
/**
 * The group of errors, where it is about one.
 */
group: string | null, };

/**
 * A notice in words, and where it leads.
 */
export type NoticeLine = { 
/**
 * Its number.
 */
id: number, 
/**
 * When it was told.
 */
at: string, 
/**
 * How much it matters.
 */
level: Level, 
/**
 * What it is.
 */
title: string, 
/**
 * More of it.
 */
body: string, 
/**
 * Whether somebody read it.
 */
read: boolean, 
/**
 * The pair it is about.
 */
pair: PairId, 
/**
 * The screen it leads to.
 */
place: Place, 
/**
 * The group of errors, where it is about one.
 */
group: string | null, };

/**
 * Notices in words.
 */
export type NoticeList = { 
/**
 * Newest first.
 */
lines: Array<NoticeLine>, 
/**
 * Those that nobody read.
 */
unread: number, };

/**
 * What a person wants to be told of. Stored with the state.
 */
export type NoticeSettings = { 
/**
 * What nothing goes on without: a sign-in, a brake, all records failing.
 */
needs_you: Means, 
/**
 * Records that do not get through.
 */
errors: Means, 
/**
 * What is mended.
 */
recovered: Means, 
/**
 * The day in figures.
 */
summary: Means, 
/**
 * From how much on failing records are told of.
 */
threshold: Threshold, 
/**
 * Hours of the day, by the machine's clock, in which the desktop shows nothing: from, to. Both
 * alike is never.
 */
quiet: [number, number], 
/**
 * Days on which the desktop shows anything: Monday is 1, Sunday is 7.
 */
days: Array<number>, 
/**
 * The hour of the day's figures.
 */
summary_at: number, 
/**
 * Whether a notice names records.
 */
names: Names, };

/**
 * An object that was added.
 */
export type ObjectAdded = { 
/**
 * The design's version from now on.
 */
version: number, 
/**
 * The object mapping.
 */
mapping: MappingId, 
/**
 * How many fields are called the same on both sides, and are tied.
 */
fields: number, 
/**
 * Id fields that have to be made by hand, with what lacks; nothing is created without them.
 */
by_hand: Array<[Side, ObjectName, FieldName, string]>, };

/**
 * One HubSpot object kept in step with one or two Salesforce objects.
 */
export type ObjectMapping = { 
/**
 * Stable id: `contacts`, `companies`, `deals`.
 */
id: MappingId, 
/**
 * The HubSpot object: `contacts`.
 */
hubspot: ObjectName, 
/**
 * The Salesforce objects; for people `["Contact", "Lead"]`.
 */
salesforce: Array<ObjectName>, 
/**
 * Which records take part; null is all (S13). It holds updates in both directions (S20, S21).
 */
in_scope?: Scope | null, 
/**
 * Which side may get new records.
 */
create: CreateSettings, 
/**
 * What some HubSpot records make in Salesforce instead: the first rule that holds decides, and
 * where none does the setting. Nothing about records that have a partner already.
 */
create_rules?: Array<CreateRule>, 
/**
 * What a delete on one side does on the other.
 */
delete: DeleteSettings, 
/**
 * How unlinked records find their partner, in order.
 */
match: Array<MatchKey>, 
/**
 * Which of several Salesforce records of one address a HubSpot contact stays with (A6).
 */
follow?: Follow, 
/**
 * What repeats of an event make, where the object is a log of events (A11).
 */
repeats?: Repeats, 
/**
 * Whether records of before the object was switched on take part.
 */
history?: History, 
/**
 * The field mappings, sorted by id.
 */
fields: Array<FieldMapping>, };

/**
 * A vendor's object type by its API name: `Contact`, `Lead`, `contacts`, `2-1234567`.
 */
export type ObjectName = string;

/**
 * The links of one object mapping: the three buckets, and what is neither.
 */
export type ObjectOverview = { 
/**
 * The object mapping.
 */
mapping: MappingId | null, 
/**
 * In sync.
 */
in_sync: number, 
/**
 * Left out by a rule, held, or cut by a person.
 */
left_out: number, 
/**
 * With an error or a conflict.
 */
failing: number, 
/**
 * New, waiting, or put back.
 */
waiting: number, };

/**
 * One object of one account, as its describe or property list states it now.
 */
export type ObjectSchema = { 
/**
 * The API name.
 */
object: ObjectName, 
/**
 * The label people see.
 */
label: string, 
/**
 * Whether this sign-in may create records of it.
 */
createable: boolean, 
/**
 * Whether this sign-in may update records of it.
 */
updateable: boolean, 
/**
 * Whether this sign-in may delete records of it.
 */
deletable: boolean, 
/**
 * The fields that this sign-in can see. A hidden field is absent.
 */
fields: { [key in FieldName]: FieldSchema }, 
/**
 * Its pipelines in display order, for deals and tickets. Salesforce's stages are one without a name.
 */
pipelines: Array<Pipeline>, 
/**
 * What its records are, where they are events of a log.
 */
log?: EventLog, };

/**
 * An object by its names.
 */
export type ObjectTitle = { 
/**
 * The API name: HubSpot's `tickets` and `p4711_invoices`, Salesforce's `Case` and `Invoice__c`.
 */
object: ObjectName, 
/**
 * What people call several of them.
 */
label: string, 
/**
 * Whether somebody defined it in this account.
 */
custom: boolean, };

/**
 * An object to keep in step.
 */
export type ObjectToAdd = { 
/**
 * The HubSpot object.
 */
hubspot: ObjectName, 
/**
 * The Salesforce object; the usual partner where none is named.
 */
salesforce: ObjectName | null, 
/**
 * Whether its id fields are made (P7).
 */
id_fields: IdFields, };

/**
 * What closing the window does.
 */
export type OnClose = "tray" | "quit";

/**
 * A delete policy.
 */
export type OnDelete = "nothing" | "delete" | "unlink" | "ask";

/**
 * What can be chosen about opt-outs. That they cross, and that only the person ends one, cannot
 * (S52-S58).
 */
export type OptOutSettings = { 
/**
 * Email Opt Out that somebody unticks in Salesforce stays unticked, while HubSpot goes on
 * saying unsubscribed; by itself it is ticked again once (A13).
 */
leave_unticked: boolean, 
/**
 * Opt-outs of linked people whom the list or filter leaves out cross, and nothing else of them
 * does; by itself they wait until the person takes part (S59, S60, A15).
 */
reach_held: boolean, };

/**
 * How everything stands.
 */
export type Overview = { 
/**
 * Whether these are the demo's pretend accounts.
 */
demo: boolean, 
/**
 * Linked accounts.
 */
accounts: Array<AccountLine>, 
/**
 * Each pair.
 */
pairs: Array<PairOverview>, };

/**
 * What became of the properties.
 */
export type OwnerCardsMade = { 
/**
 * The HubSpot objects that have them now.
 */
objects: Array<ObjectName>, 
/**
 * Properties that have to be made by hand, with what lacks.
 */
by_hand: Array<[ObjectName, FieldName, string]>, };

/**
 * An owner, as people see them.
 */
export type OwnerLine = { 
/**
 * The name.
 */
name: string, 
/**
 * The e-mail address.
 */
email: string | null, };

/**
 * A HubSpot owner tied to a Salesforce user by hand.
 */
export type OwnerPair = { 
/**
 * The HubSpot owner's e-mail address.
 */
hubspot: string, 
/**
 * The Salesforce user's username or the queue's developer name.
 */
salesforce: string, };

/**
 * An owner of one side or of both.
 */
export type OwnerRow = { 
/**
 * How they are tied.
 */
tie: OwnerTie, 
/**
 * The HubSpot owner.
 */
hubspot: OwnerLine | null, 
/**
 * The Salesforce user or queue.
 */
salesforce: OwnerLine | null, };

/**
 * How two owners are tied.
 */
export type OwnerTie = "unmatched" | "inactive" | "by_hand" | "matched";

/**
 * A page of a linked account.
 */
export type Page = { "page": "record", 
/**
 * Which.
 */
at: RecordRef, } | { "page": "fields", 
/**
 * Of which object.
 */
object: ObjectName, };

/**
 * A pair that was added.
 */
export type PairAdded = { 
/**
 * The pair.
 */
pair: PairId, 
/**
 * Id fields that have to be made by hand, with what lacks.
 */
by_hand: Array<[Side, ObjectName, FieldName, string]>, 
/**
 * Names of other pairs on the same org. Their people reach this HubSpot account only where a
 * person changes the setting with which a second pair starts (S10, S11, A1).
 */
shares_org_with: Array<string>, };

/**
 * A whole pair file.
 */
export type PairFile = { 
/**
 * Where editors find the schema.
 */
$schema?: string | null, 
/**
 * `1.0`.
 */
format_version: string, 
/**
 * The pair's name.
 */
name: string, 
/**
 * An optional guard: the file is refused for other accounts than these.
 */
only_for?: AccountGuard | null, 
/**
 * One entry per object mapping, sorted by id.
 */
mappings: Array<ObjectMapping>, 
/**
 * Owners tied by hand, sorted by HubSpot e-mail.
 */
owners: Array<OwnerPair>, 
/**
 * Deal stages by pipeline, sorted by pipeline.
 */
stages: Array<StageMap>, 
/**
 * Brakes that differ from the defaults.
 */
brakes: BrakeSettings, 
/**
 * What opportunities do to the lifecycle stage of people.
 */
lifecycle?: LifecycleSettings, 
/**
 * What happens beside the locked opt-out mapping.
 */
opt_out?: OptOutSettings, };

/**
 * A pair.
 */
export type PairHealth = { 
/**
 * Its number.
 */
pair: PairId, 
/**
 * Whether it runs.
 */
state: string, 
/**
 * Why it does not.
 */
why: string | null, 
/**
 * Open groups of errors.
 */
error_groups: number, 
/**
 * Open conflicts.
 */
conflicts: number, };

/**
 * A row of `pair`.
 */
export type PairId = number;

/**
 * How a pair stands.
 */
export type PairOverview = { 
/**
 * The pair.
 */
pair: PairId, 
/**
 * Its name.
 */
name: string, 
/**
 * Its accounts.
 */
connections: Both<ConnectionId>, 
/**
 * Whether a real account's data is at stake on either side.
 */
production: boolean, 
/**
 * What goes on now.
 */
now: Activity, 
/**
 * The newest run that ended; none before the first.
 */
last: RunLine | null, 
/**
 * Links by object mapping and bucket.
 */
objects: Array<ObjectOverview>, 
/**
 * The same links by state and reason, most first.
 */
states: Array<StateLine>, 
/**
 * Open errors: records.
 */
errors: number, 
/**
 * Open errors: causes.
 */
error_groups: number, 
/**
 * Fields that wait for a decision, and records that could be tied to one that has another
 * partner.
 */
conflicts: number, 
/**
 * Writes that are planned and not sent.
 */
planned: number, 
/**
 * Objects that the last pass could not read: what hangs on them waits.
 */
unread: Array<Unread>, 
/**
 * Opt-outs that have not crossed, since their people do not take part (S59, S60, A15).
 */
opt_outs: number, 
/**
 * Calls of today, per side.
 */
calls: Both<Calls | null>, };

/**
 * A pair to add.
 */
export type PairToAdd = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its two accounts.
 */
connections: Both<ConnectionId>, 
/**
 * The objects that take part, each spelled as [`ObjectPair::read`] takes it.
 */
objects: Array<string>, 
/**
 * Whether the id fields are made (P7).
 */
id_fields: IdFields, 
/**
 * What the first run does with values that differ.
 */
first_run: FirstRun, };

/**
 * What a pass came to.
 */
export type PassReport = { 
/**
 * The run, where there was anything to decide.
 */
run: RunId | null, 
/**
 * How it ended.
 */
result: RunResult, 
/**
 * Its figures.
 */
counts: Counts, 
/**
 * Brakes that hold writes back.
 */
brakes: Array<TrippedBrake>, 
/**
 * When each side was read.
 */
read_at: Both<string | null>, 
/**
 * Links that a plan file shows or the plan of now writes, and that are not the same in both.
 */
left: Array<Left>, 
/**
 * The copy of the state that was made before it went past a brake.
 */
backup: string | null, 
/**
 * Objects that a side did not show: their mappings, and those that hang on them, wait.
 */
unread: Array<Unread>, 
/**
 * Fields that are not what the mapping was made for: it went on without them.
 */
drift: Array<Drift>, };

/**
 * What waits while a field is not what it was.
 */
export type Pauses = "field" | "match_key" | "required" | "filter";

/**
 * A row of stages that a deal or a ticket goes through.
 */
export type Pipeline = { 
/**
 * The vendor's id; empty for Salesforce.
 */
id: string, 
/**
 * The label people see.
 */
label: string, 
/**
 * In display order, active ones only.
 */
stages: Array<PipelineStage>, };

/**
 * One stage.
 */
export type PipelineStage = { 
/**
 * What a record holds: HubSpot's stage id, Salesforce's API name.
 */
value: string, 
/**
 * The label people see.
 */
label: string, 
/**
 * Whether a deal ends there, and how.
 */
end: StageEnd, 
/**
 * How likely a deal of this stage is won, in percent.
 */
percent: number, };

/**
 * A screen that a notice leads to.
 */
export type Place = "overview" | "preview" | "errors";

/**
 * Writes of one kind.
 */
export type PlanGroup = { 
/**
 * The object mapping.
 */
mapping: MappingId, 
/**
 * The side that is written.
 */
side: Side, 
/**
 * The object there.
 */
object: ObjectName, 
/**
 * `create`, `update` or `delete`.
 */
act: string, 
/**
 * How many records.
 */
records: number, 
/**
 * What they set off besides.
 */
sets_off: Array<SetsOff>, };

/**
 * A plan that was saved.
 */
export type PlanSaved = { 
/**
 * The file; only its owner can read it.
 */
file: string, 
/**
 * The links that it has writes for.
 */
links: number, 
/**
 * It holds names, addresses and whatever else is mapped.
 */
holds_personal_data: boolean, 
/**
 * The pair.
 */
pair: PairId, 
/**
 * The run that planned; none where nothing had to be decided.
 */
run: RunId | null, 
/**
 * Links that were looked at.
 */
looked_at: number, 
/**
 * Writes by mapping, side, object and kind.
 */
groups: Array<PlanGroup>, 
/**
 * Values by field and rule, most first.
 */
fields: Array<FieldGroup>, 
/**
 * A few records, each with its changes.
 */
examples: Array<PlannedRecord>, 
/**
 * Fields that a person has to decide.
 */
conflicts: number, 
/**
 * Values that do not fit, or were refused before.
 */
skips: number, 
/**
 * Brakes that hold writes back.
 */
brakes: Array<TrippedBrake>, 
/**
 * About how many calls the writes cost, per side.
 */
calls: Both<number>, 
/**
 * Objects that a side did not show: nothing of their mappings is in the plan.
 */
unread: Array<Unread>, 
/**
 * Fields that are not what the mapping was made for: the plan is without them.
 */
drift: Array<Drift>, 
/**
 * What is worth knowing before it is ordered.
 */
preflight: Preflight, };

/**
 * How far the plan of one object mapping is.
 */
export type Planned = { 
/**
 * Links that were looked at.
 */
links: number, 
/**
 * Writes that are planned.
 */
writes: number, };

/**
 * Which writes of a plan to show.
 */
export type PlannedAsk = { 
/**
 * Of this object mapping.
 */
mapping?: MappingId | null, 
/**
 * To this side.
 */
side?: Side | null, 
/**
 * Of this kind: `create`, `update` or `delete`.
 */
act?: string | null, 
/**
 * That touch this field of the side that is written.
 */
field?: string | null, 
/**
 * That touch it, or any field, by this sync rule.
 */
rule?: string | null, 
/**
 * That leave it, or any field, blank in a record that stays.
 */
clears: boolean, 
/**
 * After this link.
 */
after?: LinkId | null, };

/**
 * One write of a plan, as people read it.
 */
export type PlannedLine = { 
/**
 * The link.
 */
link: LinkId, 
/**
 * The object mapping.
 */
mapping: MappingId, 
/**
 * The side that is written.
 */
side: Side, 
/**
 * The record; none for one that is to be made.
 */
record: RecordRef | null, 
/**
 * The object that is written.
 */
object: string, 
/**
 * `create`, `update` or `delete`.
 */
act: string, 
/**
 * The fields.
 */
changes: Array<ChangeLine>, };

/**
 * Some writes of a plan.
 */
export type PlannedPage = { 
/**
 * In the order of links. Both writes of a link stand on one page.
 */
rows: Array<PlannedLine>, 
/**
 * Where the next page begins; none on the last one.
 */
next: LinkId | null, };

/**
 * One write of a plan.
 */
export type PlannedRecord = { 
/**
 * The link.
 */
link: LinkId, 
/**
 * The object mapping.
 */
mapping: MappingId, 
/**
 * The side that is written.
 */
side: Side, 
/**
 * The record; none for one that is to be made.
 */
record: RecordRef | null, 
/**
 * The write.
 */
act: Act, };

/**
 * What was found before a run.
 */
export type Preflight = { 
/**
 * Whether a person should read it now.
 */
because: Because, 
/**
 * The gravest first.
 */
lines: Array<PreflightLine>, };

/**
 * What was found.
 */
export type PreflightCode = "native_runs" | "company_name" | "mapping_flaw" | "field_drifted" | "no_id_field" | "required_unmapped" | "required_empty" | "picklist_gap" | "too_long" | "does_not_fit" | "duplicates" | "shared_org" | "companies_after_deals" | "deletes_outside_scope" | "company_merges" | "creates" | "calls_over_budget" | "calls";

/**
 * One thing that was found. Its words are `preflight-CODE` and `preflight-do-CODE`.
 */
export type PreflightLine = { 
/**
 * How grave it is.
 */
severity: Severity, 
/**
 * What it is.
 */
code: PreflightCode, 
/**
 * The object mapping, where it is about one.
 */
mapping: MappingId | null, 
/**
 * The side that would be written, where it is about one.
 */
side: Side | null, 
/**
 * The fields that it names.
 */
fields: Array<string>, 
/**
 * How many: records, values, calls.
 */
count: number, 
/**
 * Options of a list, or names of the person's own. Nobody's data.
 */
examples: Array<string>, };

/**
 * A plan that was saved to be looked at, and that can be ordered as it was shown.
 */
export type Preview = { 
/**
 * The plan.
 */
plan: PlanSaved, 
/**
 * What a person has to type to order it: the number of links it writes to. None where nothing
 * has to be typed: no brake holds it, or no real account's data is at stake.
 */
to_type: number | null, };

/**
 * What a side is known to hold in a field. *Unknown* decides nothing and is never written: the
 * field was hidden, not read yet, or absent from an answer.
 */
export type Reading = "unknown" | "blank" | { "value": Value };

/**
 * A reason with the figures and names its sentence needs.
 */
export type Reason = { 
/**
 * The code: stable, never text to search.
 */
code: ReasonCode, 
/**
 * Names and figures for the sentence. Values may be personal data.
 */
detail?: { [key in string]: string }, };

/**
 * The codes. Each has a sentence in every language of the word list.
 */
export type ReasonCode = "not_planned_yet" | "in_sync" | "owner_unmatched" | "synced" | "planned" | "no_email" | "out_of_scope" | "held_out_of_scope" | "create_off" | "no_id_field" | "no_contact_syncs" | "required_missing" | "waiting_for_parent" | "waiting_for_reading" | "waiting_for_retry" | "behind_brake" | "answer_lost" | "changed_meanwhile" | "conflict_ask" | "refused" | "not_convertible" | "put_back" | "unlinked_by_person" | "never_by_person" | "partner_deleted" | "deleted" | "takes_along" | "went_along" | "absorbed" | "lost_to_other_link" | "duplicate_of_linked" | "erased" | "tied_elsewhere" | "no_longer_visible" | "linked_only" | "converted_waiting" | "person_account";

/**
 * A vendor's id of one record. Salesforce ids are held in their 18-character form.
 */
export type RecordId = string;

/**
 * A record on one side.
 */
export type RecordOf = { 
/**
 * The side.
 */
side: Side, 
/**
 * The record.
 */
record: RecordRef, };

/**
 * Where a record is: its object and its id, on a side that the context names.
 */
export type RecordRef = { 
/**
 * The object type's API name.
 */
object: ObjectName, 
/**
 * The record's id.
 */
id: RecordId, };

/**
 * Why two fields cannot be tied.
 */
export type Refusal = "text_and_reference" | "hub_spot_user" | "no_form" | "kinds";

/**
 * What repeats of an event make: the same person with the same mail.
 */
export type Repeats = "each" | "collapsed";

/**
 * How much a connection may do in its account.
 */
export type Rights = "watch_only" | "full";

/**
 * How a rule came to its answer. One sentence each in the word list.
 */
export type Ruling = "one_side_changed" | "ruling_side_stands" | "ruling_side_wins" | "fills_blank" | "newest" | "skew_window" | "first_link_ruling_side" | "earliest" | "maximum" | "union" | "forward_only" | "opt_out_reaches" | "opt_out_restored" | "opt_out_lifted" | "closed_won" | "open_opportunity" | "contact_stage" | "company_stage" | "new_record" | "pair_id" | "decided_by_person" | "undo";

/**
 * A row of `run`: one pass that a person can look back on.
 */
export type RunId = number;

/**
 * A run.
 */
export type RunLine = { 
/**
 * Its number.
 */
run: RunId, 
/**
 * The pair.
 */
pair: PairId, 
/**
 * What for: `pass`, `apply`, `sweep`, `undo`, `by_hand`.
 */
kind: string, 
/**
 * Who asked.
 */
actor: string, 
/**
 * Which version of the mapping decided.
 */
mapping_version: number, 
/**
 * When it began.
 */
started: string, 
/**
 * When it ended; none while it runs.
 */
ended: string | null, 
/**
 * How it ended.
 */
result: string | null, 
/**
 * Its figures.
 */
counts: JsonValue, };

/**
 * A part of what a run wrote.
 */
export type RunPage = { 
/**
 * The run.
 */
line: RunLine, 
/**
 * So many rows it wrote in all.
 */
total: number, 
/**
 * A few hundred of them, in order.
 */
writes: Array<WriteLine>, };

/**
 * How a run ended.
 */
export type RunResult = "done" | "some_failed" | "braked" | "planned" | "outdated" | "failed" | "interrupted";

/**
 * The Salesforce end of a field mapping.
 */
export type SalesforceField = FieldName | { [key in ObjectName]: FieldName };

/**
 * The values of one field mapping.
 */
export type Sample = { 
/**
 * The field mapping.
 */
field: MappingId, 
/**
 * What HubSpot holds.
 */
hubspot: Reading, 
/**
 * What Salesforce holds.
 */
salesforce: Reading, 
/**
 * What HubSpot's value becomes in Salesforce.
 */
in_salesforce: Becomes, 
/**
 * What Salesforce's value becomes in HubSpot.
 */
in_hubspot: Becomes, 
/**
 * What the values of the first records come to, by the side that they go to.
 */
crossings: Both<Crossings>, };

/**
 * The values of one record and its partner, field by field.
 */
export type Samples = { 
/**
 * The link that they are of; none where no record was read yet.
 */
link: LinkId | null, 
/**
 * Another one to look at, where there is one further on.
 */
next: LinkId | null, 
/**
 * One for each field mapping.
 */
fields: Array<Sample>, };

/**
 * How often a pair looks by itself. Stored with the state.
 */
export type Schedule = { "look": "as_changes_arrive" } | { "look": "every", 
/**
 * From one to a day's.
 */
minutes: number, } | { "look": "by_hand" };

/**
 * Which records take part in an object mapping.
 */
export type Scope = string | NamedList;

/**
 * Whom one object mapping would let take part, of the HubSpot records that were read so far.
 */
export type ScopeCount = { 
/**
 * The object mapping.
 */
mapping: MappingId, 
/**
 * Records that take part.
 */
takes_part: number, 
/**
 * Records that do not.
 */
left_out: number, 
/**
 * Those of them that are linked: they would be held, neither cut nor changed (A2).
 */
held: number, 
/**
 * Records of which a property that the filter asks for was not read yet.
 */
unread: number, };

/**
 * Whom a changed rule would let take part, beside the one that decides now.
 */
export type ScopePreview = { 
/**
 * By the changed rule.
 */
count: ScopeCount, 
/**
 * Records that take part now and would not.
 */
leaving: number, 
/**
 * Records that do not take part now and would.
 */
joining: number, 
/**
 * The first of those that would leave.
 */
leaves: Array<LinkId>, };

/**
 * One write that came back.
 */
export type Sent = { 
/**
 * The side that was written.
 */
side: Side, 
/**
 * The link.
 */
link: LinkId, 
/**
 * The object there.
 */
object: ObjectName, 
/**
 * The record; none for one that was not made.
 */
record: RecordId | null, 
/**
 * What was done to it.
 */
deed: SentAs, 
/**
 * Fields that were written.
 */
fields: number, 
/**
 * Whether it got through.
 */
fate: Fate, };

/**
 * What a write does to a record.
 */
export type SentAs = "create" | "update" | "delete";

/**
 * One thing that the creates of a group set off.
 */
export type SetsOff = { 
/**
 * What. Its words are `sets-off-WHAT`.
 */
what: Consequence, 
/**
 * How many records; of storage, how many kilobytes.
 */
count: number, };

/**
 * What is wrong with a setting.
 */
export type SettingFlaw = "missing" | "unknown" | "bad";

/**
 * How grave it is.
 */
export type Severity = "stop" | "warning" | "note";

/**
 * Our share of one connection, and what came of it.
 */
export type ShareLine = { 
/**
 * The connection.
 */
connection: ConnectionId, 
/**
 * Which product.
 */
side: Side, 
/**
 * The account's name.
 */
name: string, 
/**
 * What is chosen.
 */
share: ApiShare, 
/**
 * The usual part, in percent.
 */
usual_percent: number, 
/**
 * Calls that we made in the last 24 hours.
 */
used: number, 
/**
 * Calls that we may make in 24 hours, where that is known.
 */
budget: number | null, 
/**
 * What the slow clocks cost (P1).
 */
slow_clocks: Array<ClockCost>, };

/**
 * One of the two CRMs.
 */
export type Side = "salesforce" | "hub_spot";

/**
 * Whether the list of screens shows words. A narrow window shows none.
 */
export type Sidebar = "words" | "icons";

/**
 * A slow clock, by what it has read.
 */
export type SlowClock = "schema" | "verify" | "others" | "archived" | "opt_outs" | "sweep";

/**
 * What was spent on both sides.
 */
export type Spending = { 
/**
 * Our calls by day, oldest first; days without any are left out.
 */
days: Array<SpentDay>, 
/**
 * What each vendor last said of everybody's calls; none where it says nothing.
 */
everybody: Both<VendorsCount | null>, };

/**
 * Our calls of a day.
 */
export type SpentDay = { 
/**
 * The day, by the machine's clock: `2026-11-24`.
 */
day: string, 
/**
 * The calls.
 */
calls: Both<number>, };

/**
 * The stages a person sees.
 */
export type Stage = "pull" | "match" | "plan" | "push";

/**
 * Whether a stage ends a deal.
 */
export type StageEnd = "open" | "won" | "lost";

/**
 * How the stages of one HubSpot pipeline are called in Salesforce.
 */
export type StageMap = { 
/**
 * The HubSpot object that goes through it: `deals` where nothing stands, or `tickets`.
 */
object?: ObjectName | null, 
/**
 * The pipeline's label.
 */
pipeline: string, 
/**
 * The record type's developer name, where the org uses record types on opportunities.
 */
record_type?: string | null, 
/**
 * HubSpot stage label to Salesforce stage API name: what a HubSpot stage becomes there.
 */
stages: { [key in string]: string }, 
/**
 * Further Salesforce stages, by API name, to the HubSpot stage label that stands for them too.
 * A deal that moves between such stages in Salesforce stays where it is in HubSpot.
 */
also: { [key in string]: string }, };

/**
 * Links that stand alike.
 */
export type StateLine = { 
/**
 * The object mapping.
 */
mapping: MappingId, 
/**
 * The state.
 */
state: LinkState, 
/**
 * The reason's code.
 */
reason: string, 
/**
 * How many.
 */
links: number, };

/**
 * The sync rules: HubSpot's four by their own names (H74-H77), and ours.
 */
export type SyncRule = "prefer_salesforce_unless_blank" | "always_salesforce" | "two_way" | "dont_sync" | "prefer_hubspot_unless_blank" | "always_hubspot" | "earliest" | "fill_blanks" | "maximum" | "union" | "forward_only" | "ask" | "opt_out";

/**
 * From how much on failing records are told of.
 */
export type Threshold = { "by": "records", 
/**
 * At least one.
 */
least: number, } | { "by": "percent", 
/**
 * At least one.
 */
least: number, };

/**
 * A company or account that stays alone, since its contacts point at one that is tied to another.
 */
export type TieRow = { 
/**
 * Its link.
 */
link: LinkId, 
/**
 * On which side it is.
 */
side: Side, 
/**
 * The record that stays alone.
 */
record: RecordRef, 
/**
 * The link that stands.
 */
held: LinkId, 
/**
 * The two that are tied: on the other side whom its contacts point at, on its own side the
 * record that was preferred.
 */
tied: Both<RecordRef>, };

/**
 * What people call the records of a link, as last read. It is personal data.
 */
export type Title = { 
/**
 * The link.
 */
link: LinkId, 
/**
 * A name, where one is known.
 */
name: string | null, 
/**
 * An e-mail address, where one is known.
 */
email: string | null, };

/**
 * What an order to forget a person reaches. It names their records, and no value of theirs.
 */
export type ToForget = { 
/**
 * Their records on both sides. These stay as they are; what is kept of them here goes.
 */
records: Array<RecordOf>, 
/**
 * Links that become tombstones.
 */
links: number, 
/**
 * Writes in the history that lose their values, and cannot be undone any more.
 */
writes: number, 
/**
 * Backups that they are taken out of; one of an older format is removed.
 */
backups: number, 
/**
 * Plans saved in the state folder that name a record of theirs, and are removed.
 */
plans: number, };

/**
 * A named transform with its parameters, as the file spells it.
 */
export type Transform = { 
/**
 * The transform's name: `phone_e164`.
 */
use: string, } & ({ [key in string]: number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null });

/**
 * One thing that is wrong with a transform.
 */
export type TransformFlaw = { "transform_flaw": "unknown", 
/**
 * The name in the file.
 */
name: string, } | { "transform_flaw": "setting", 
/**
 * The transform.
 */
name: string, 
/**
 * The setting.
 */
setting: string, 
/**
 * What is wrong with it.
 */
wrong: SettingFlaw, } | { "transform_flaw": "kind", 
/**
 * The transform.
 */
name: string, 
/**
 * The kind.
 */
kind: ValueKind, } | { "transform_flaw": "one_way", 
/**
 * The transform.
 */
name: string, } | { "transform_flaw": "not_here" };

/**
 * A brake that a plan trips (P4).
 */
export type TrippedBrake = { 
/**
 * Which one.
 */
brake: Brake, 
/**
 * The object mapping it stops.
 */
mapping: MappingId, 
/**
 * The side that would be written.
 */
side: Side, 
/**
 * What the plan (and the last 24 hours) came to.
 */
count: number, 
/**
 * The setting it passed.
 */
limit: number, 
/**
 * Linked records of the object, which shares are taken of.
 */
linked: number, };

/**
 * What a window is told. Words are the list's: `fault-CODE` and `do-CODE`, with these arguments.
 */
export type Trouble = { 
/**
 * A stable code.
 */
code: string, 
/**
 * What the words name. `message` is a detail as the rooms below tell it; `side` the product,
 * where one is meant.
 */
args: { [key in string]: string }, 
/**
 * Whether trying again later may help by itself.
 */
retryable: boolean, 
/**
 * The vendor's own words, where there are any.
 */
provider_text: string | null, };

/**
 * What is under way.
 */
export type UnderWay = { 
/**
 * Of which pair.
 */
pair: PairId, 
/**
 * What.
 */
work: Work, 
/**
 * Since when.
 */
since: string, };

/**
 * What an undo did and what it left.
 */
export type UndoReport = { 
/**
 * The run that put things back, with its figures.
 */
pass: PassReport, 
/**
 * What stays as it is, with the reason.
 */
kept: Array<[Done, Kept]>, };

/**
 * What an undo would come to.
 */
export type UndoView = { 
/**
 * Records that would be written.
 */
writes: number, 
/**
 * What would stay as it is, with the reason.
 */
kept: Array<[Done, Kept]>, };

/**
 * An object that a side did not show.
 */
export type Unread = { 
/**
 * The side.
 */
side: Side, 
/**
 * The object.
 */
object: ObjectName, 
/**
 * What the vendor, or the connector, said.
 */
why: string, };

/**
 * A value that is there. Nothing here can be blank; see [`Content`].
 */
export type Value = { "text": string } | { "decimal": string } | { "boolean": boolean } | { "date": string } | { "time": string } | { "instant": string } | { "choice": string } | { "choices": Array<string> } | { "reference": RecordRef } | { "references": Array<RecordRef> };

/**
 * The kind of a [`Value`], as a schema states it.
 */
export type ValueKind = "text" | "decimal" | "boolean" | "date" | "time" | "instant" | "choice" | "choices" | "reference" | "references";

/**
 * One mapped field of a link.
 */
export type ValueLine = { 
/**
 * The field mapping.
 */
mapping: MappingId, 
/**
 * The sync rule.
 */
rule: string, 
/**
 * The field on each side; none where that side's object takes no part.
 */
fields: Both<FieldName | null>, 
/**
 * What each side holds; none where there is no record, or the field was not read.
 */
now: Both<string | null>, };

/**
 * What a vendor said of the calls of its day.
 */
export type VendorsCount = { 
/**
 * Calls used by everybody, ours among them, where it says so.
 */
used: number | null, 
/**
 * Calls allowed to everybody, where it says so.
 */
most: number | null, 
/**
 * When it said so.
 */
at: string, };

/**
 * A saved version of a design.
 */
export type VersionLine = { 
/**
 * Its number.
 */
version: number, 
/**
 * When it was saved.
 */
made_at: string, 
/**
 * What was noted with it.
 */
note: string | null, };

/**
 * What a mapping does to a record.
 */
export type What = { "kind": "link" } | { "kind": "create" } | { "kind": "delete" } | { "kind": "hold" } | { "kind": "write", 
/**
 * The field.
 */
field: FieldName, } | { "kind": "ask", 
/**
 * The field.
 */
field: FieldName, };

/**
 * One kind of difference of an object mapping.
 */
export type WhatChanges = { 
/**
 * The object mapping.
 */
mapping: MappingId, 
/**
 * The side that it happens to.
 */
side: Side, 
/**
 * What happens.
 */
what: What, 
/**
 * Links that only the other mapping does it to.
 */
only_then: number, 
/**
 * Links that only today's does it to.
 */
only_today: number, 
/**
 * Links that both do it to, with other values.
 */
otherwise: number, 
/**
 * Some of them, as many as [`EXAMPLES`].
 */
examples: Array<WhatExample>, };

/**
 * One link that would fare differently. It is personal data.
 */
export type WhatExample = { 
/**
 * The link.
 */
link: LinkId, 
/**
 * Its ends.
 */
ends: Both<RecordRef | null>, 
/**
 * What the field holds, as last read.
 */
holds: Reading, 
/**
 * What today's mapping does.
 */
today: Intent | null, 
/**
 * What the other one would do.
 */
would_be: Intent | null, };

/**
 * What would differ, by what is recorded.
 */
export type WhatIf = { 
/**
 * Links that were looked at.
 */
looked_at: number, 
/**
 * Those that would fare differently.
 */
differing: number, 
/**
 * In what, the most frequent first.
 */
changes: Array<WhatChanges>, 
/**
 * Fields that the other mapping reads and that records were never read with.
 */
unread: Array<NeverRead>, 
/**
 * Links with a value of which the newer one would stand: which that is, is asked when it runs.
 */
undated: number, };

/**
 * What a design would do otherwise, with what people call the records that it quotes.
 */
export type WhatIfView = { 
/**
 * What would differ.
 */
found: WhatIf, 
/**
 * What people call the records of the examples. It is personal data.
 */
titles: Array<Title>, };

/**
 * Everything about one link.
 */
export type Why = { 
/**
 * The link.
 */
link: LinkId, 
/**
 * The object mapping.
 */
mapping: MappingId, 
/**
 * Where it stands.
 */
state: LinkState, 
/**
 * Why.
 */
reason: Reason, 
/**
 * Both records, as far as they are there.
 */
records: Both<RecordRef | null>, 
/**
 * What both sides hold of each mapped field, as last read.
 */
values: Array<ValueLine>, 
/**
 * What does not get through.
 */
errors: Array<ErrorRow>, 
/**
 * What waits for a decision.
 */
conflicts: Array<ConflictRow>, 
/**
 * The last writes, newest first.
 */
writes: Array<WriteLine>, };

/**
 * The choices. What was never chosen follows the system.
 */
export type WindowChoices = { 
/**
 * The language; the system's unless chosen.
 */
language: Language | null, 
/**
 * Light or dark.
 */
look: Look, 
/**
 * Percent of the normal size; 100 unless chosen.
 */
scale: number | null, 
/**
 * Whether the list of screens shows words.
 */
sidebar: Sidebar, 
/**
 * The screen that was looked at last, as the window writes addresses.
 */
place: string | null, 
/**
 * What closing the window does.
 */
on_close: OnClose, 
/**
 * Whether the program starts with the desktop. The system keeps this one.
 */
at_login: AtLogin, 
/**
 * Whether a person was told that a closed window goes on in the tray.
 */
told_of_tray: boolean, };

/**
 * Whom a won opportunity makes Customer.
 */
export type WonReaches = "nobody" | "company_contacts" | "contacts_with_a_role";

/**
 * A person's word on a conflict.
 */
export type Word = Side | { 
/**
 * As a person writes it.
 */
value: string, };

/**
 * What a turn is taken for.
 */
export type Work = "plan" | "apply" | "pass" | "sweep" | "undo";

/**
 * One value that was written, or a create or delete as such.
 */
export type WriteLine = { 
/**
 * When it was settled.
 */
at: string, 
/**
 * The run.
 */
run: RunId, 
/**
 * The side that was written.
 */
side: Side, 
/**
 * The record.
 */
record: RecordRef, 
/**
 * `create`, `update` or `delete`.
 */
act: string, 
/**
 * The field; none for the row of a create or delete as such.
 */
field: string | null, 
/**
 * What was there before; none where that is unknown.
 */
before: string | null, 
/**
 * What was sent.
 */
after: string | null, 
/**
 * How the rule came to it.
 */
ruling: string | null, 
/**
 * The vendor's request id.
 */
request: string | null, 
/**
 * The run that put it back.
 */
undone_by: RunId | null, };
