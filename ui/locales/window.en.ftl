# The window's own words, in English. Words that the command line says too are in en.ftl.
## The frame
health-both = { $now } · { $result }
frame-skip = Skip to the content
frame-places = Screens
frame-pair = Pair of accounts
frame-last = Last result
frame-now = Now
place-overview = Overview
place-accounts = Accounts
place-mappings = Mappings
place-preview = Preview
place-runs = Runs
place-errors = Errors
place-conflicts = Conflicts
place-records = Records
place-history = History
place-settings = Settings
environment-demo = DEMO
environment-production = PRODUCTION
environment-sandbox = SANDBOX
window-reading = Reading
window-clear = Clear
window-close = Close
window-cancel = Cancel
window-done = Done
window-again = Try again
window-copy = Copy
window-copied = Copied
show-all = Show all
page-before = Previous
page-after = Next
list-cut = The first { $shown } of { $count } are shown.
both-sides = HubSpot { $hubspot }, Salesforce { $salesforce }
run-actor = { $actor ->
    [window] you
    [timer] the timer
    [cli] the command line
   *[other] { $actor }
  }
language-en = English
language-nb = Norsk bokmål
look-system = As the system
look-light = Light
look-dark = Dark

## What goes on now, and what the last run came to
now-running-plan = Making a plan
now-running-apply = Applying a plan
now-running-pass = Running
now-running-sweep = Comparing everything
now-running-undo = Putting back
now-waiting = Waiting for the next pass
now-next = Next pass { $at }
now-setback = Cannot go on; tries again at { $at }
now-paused = Paused by you
now-paused-until = Paused until { $at }
now-by-hand = Syncs when you say so
now-stopped = Stopped, needs you
last-never = never run
last-at = { $at } · { $result }
last-result = last run: { $result }
last-errors = { $count ->
    [one] one error left
   *[other] { $count } errors left
  }
keep-pause = Pause
keep-resume = Resume
sync-now = Sync now
sync-sweep = Compare everything on both sides
sync-cancel = Stop after this step
cancel-safe = Stopping is safe: what is written stays and is recorded, the rest is planned again.
doing-pull = Reading: HubSpot { $hubspot }, Salesforce { $salesforce }
doing-push = Writing to { $side }: { $count } left
doing-planned = { $count ->
    [one] one write
   *[other] { $count } writes
  }
doing-written = { $side }: { $done } of { $all }
calls-today = Salesforce calls today

## The palette
palette-open = Search or run
palette-title = Search or run
palette-hint = A screen, an action, an e-mail address or an id
palette-none = Nothing by that name
palette-place = Screen
palette-action = Action
palette-dark = Dark look
palette-light = Light look
palette-language = Bytt til norsk bokmål
palette-map = Map “{ $field }” to…
palette-find = Why is “{ $text }” where it is?

## Objects and buckets
object-contacts = Contacts – leads and contacts
object-companies = Companies – accounts
object-deals = Deals – opportunities
object-tickets = Tickets – cases
object-tasks = Tasks – tasks
object-calls = Calls – tasks that are calls
object-marketing_email_opens = Opens of marketing email – tasks
object-marketing_email_clicks = Clicks in marketing email – tasks
bucket-in_sync = In sync
bucket-left_out = Left out
bucket-failing = Failing
bucket-waiting = Waiting
column-object = Object
column-record = Record
column-to = To
column-what = What
column-changes = Changes
column-value = Value
column-rule = Rule
column-tries = Tries
column-next = Next try
column-started = Started
column-ended = Ended
column-result = Result
column-took = Took
column-written = Written
column-failed = Failed
column-by = By
column-mapping = Mapping
column-made = Made
column-file = File
column-megabytes = Size (MB)

## Overview
overview-needs = Needs you
overview-nothing = Nothing waits for you.
overview-never = Nothing has been written yet. Look at a preview first.
overview-objects = Where every record stands
overview-unread = Nothing is read yet
overview-unread-about = A preview reads both sides and writes nothing.
overview-runs = Last runs
overview-calls = API calls today
calls-of = of our budget of { $budget }
calls-share = Share of the { $side } budget
calls-stop = Nothing is sent past the budget; opt-outs keep a reserve.
calls-change = Change our share
calls-no-limit = No daily limit is known.
need-errors = { $count ->
    [one] One record:
   *[other] { $count } records:
  } { $cause }
need-more = { $count ->
    [one] One more cause of errors
   *[other] { $count } more causes of errors
  }
need-conflicts = { $count ->
    [one] One field changed on both sides.
   *[other] { $count } fields changed on both sides.
  }
need-planned = { $count ->
    [one] One write is planned and not sent
   *[other] { $count } writes are planned and not sent
  }
need-stopped = Nothing is written now: { $why }
need-fix = Fix
need-show = Show
need-decide = Decide
need-look = Look at it
need-accounts = Go to accounts

## Preview
plan-about = Read at { $at } · { $count } records looked at
plan-make = Read both sides and plan
plan-making = Reading both sides
plan-again = Plan again
plan-apply = { $count ->
    [one] Apply to one record
   *[other] Apply to { $count } records
  }
plan-none = No plan yet
plan-none-about = A plan shows each value before and after, which rule decided, what it costs, and which brakes hold it. Making one writes nothing.
plan-nothing = Both sides already agree
plan-nothing-read = Nothing to write of what was read
plan-nothing-about = { $count ->
    [one] One record was looked at, and there is nothing to write.
   *[other] { $count } records were looked at, and there is nothing to write.
  }
plan-none-here = Nothing of this kind
plan-groups = Parts of the plan
plan-records = Planned writes
plan-all = Everything
plan-by-object = By what is done
plan-by-field = By field
plan-braked = A brake holds this plan: nothing of it is written until you apply it.
plan-calls = About { $hubspot } HubSpot calls and { $salesforce } Salesforce calls
brake-where = { $object } to { $side }: { $why }
figure-create = { $count ->
    [one] to make
   *[other] to make
  }
figure-update = to change
figure-delete = to delete
figure-conflicts = { $count ->
    [one] field to decide
   *[other] fields to decide
  }
figure-skips = { $count ->
    [one] value does not fit, or was refused
   *[other] values do not fit, or were refused
  }
group-create = Make { $object } in { $side }
group-update = Change { $object } in { $side }
group-delete = Delete { $object } in { $side }
record-new = New record
changes-more = { $count ->
    [one] and one more field
   *[other] and { $count } more fields
  }
change-why = { $rule }: { $ruling }. From { $field }.
act-deletes = The record is deleted
diff-becomes = becomes
value-yes = Yes
value-no = No
apply-title = { $count ->
    [one] Write to one record?
   *[other] Write to { $count } records?
  }
apply-where = In the pair { $pair }:
apply-where-production = In PRODUCTION, in the pair { $pair }:
apply-create = Make { $count } { $object } in { $side }
apply-update = Change { $count } { $object } in { $side }
apply-delete = Delete { $count } { $object } in { $side }
apply-undo = Field values can be put back later, where they still hold what we wrote. Deletes, opt-outs and mails that automations send cannot.
apply-moved = What changed since the plan was made is left out and named.
apply-type = Type { $count } to go on
apply-type-about = A brake holds this plan, and the data is real.
applied-result = Applied: { $result }
applied-wrote = Written
applied-failures = Failed
applied-left = Left out
applied-moved = { $count ->
    [one] One record changed since the plan
   *[other] { $count } records changed since the plan
  }
applied-run = Show the run
applied-errors = Show the errors

## Errors
errors-about = { $groups ->
    [one] One cause
   *[other] { $groups } causes
  } · { $records ->
    [one] one record
   *[other] { $records } records
  }
errors-causes = Causes
errors-none = No errors
errors-none-about = Every write of the last runs was taken.
errors-since = since { $at }
errors-retry = { $count ->
    [one] Retry one record
   *[other] Retry { $count } records
  }
errors-retry-all = Retry all
errors-copy = Copy as CSV
errors-again = { $count ->
    [one] One record is tried again by the next pass.
   *[other] { $count } records are tried again by the next pass.
  }
errors-fix-title = Fix it here
errors-fix-about = { $side } has none of these among its options. Choose what each one becomes: the mapping’s value list keeps it.
errors-fix-from = In { $side }
errors-fix-records = Records
errors-fix-to = Becomes in { $side }
errors-fix-of = What { $value } becomes in { $side }
errors-fix-not-yet = Choose…
errors-fix-review = { $count ->
    [one] Save and retry one record…
   *[other] Save and retry { $count } records…
  }
errors-fix-save = { $count ->
    [one] Save and retry one record
   *[other] Save and retry { $count } records
  }
errors-fix-saved = Saved as version { $version } of the mapping. The next pass goes by it.
errors-to-mapping = Open { $field } in the mapping
error-fix = Fix
error-who = Who can fix it
error-field = Field
error-since = Since
error-retry-one = Retry
error-retry-of = Retry { $name }
error-next = Next try
error-next-none = When you ask
error-open-setup = Open in Setup
mender-nobody = Mends itself
mender-salesforce = Salesforce admin
mender-hub_spot = HubSpot admin
mender-mapping = You, in the mapping
mender-data = Whoever owns the record
fault-here-unreachable = { $side } could not be reached
fault-here-unavailable = { $side } is out of order just now
fault-here-sign_in_needed = { $side } wants a new sign-in
fault-here-limit_reached = { $side } takes no more calls just now
fault-detail = Details:
do-here-unexpected_answer = Try again; if it stays, copy the details from Settings and report them
do-here-mapping_flawed = Mend what is listed, then save again
do-here-bad_file = Mend the file, then read it again
do-here-bad_plan_file = Make the plan anew; nothing was written
do-here-no_such = It may be gone since: look at the list again
do-here-sign_in_needed = Sign in again under Accounts; nothing is lost
do-here-state_older = Start the program again; it makes a backup first
do-here-state_damaged = Restore a backup
do-here-no_state = Link accounts first, or try the demo
do-here-state_failed = Settings shows whether the state passes its check
fault-vendor-said = The vendor's own words:
fault-unknown = Something went wrong in the window itself
do-unknown = Try again; if it stays, copy the details from Settings

## Conflicts
conflicts-about = { $count ->
    [one] One waits for you
   *[other] { $count } wait for you
  }
conflicts-none = No conflicts
conflicts-none-about = The rules decide every field by themselves.
conflicts-all = { $side } for all { $count }
conflicts-decided = { $count ->
    [one] Decided: { $side } stands from the next pass on.
   *[other] { $count } decided: { $side } stands from the next pass on.
  }
ties-title = Two answers to one partner
ties-about = Contacts of both point at the same record. One of the two was tied, by most contacts or since it came first; the other stays alone until you say otherwise.
tie-why = Its contacts point at { $name }, which is tied to another one.
tie-instead = Tie this one instead
tie-instead-of = Tie this one instead: “{ $name }”
tie-never = Leave it alone
tie-never-of = Leave it alone: “{ $name }”
tie-done = Tied. The next pass goes by it; the other one stays alone.
tie-left = Left alone for good. Records lets you change that.
conflict-base = Last agreed:
conflict-when-unknown = when is not known
conflict-by = by { $name }
conflict-keep = Keep
conflict-keep-of = Keep “{ $value }” of { $side }
conflict-type = Another value…
conflict-type-of = Another value for { $name }…
conflict-typed-of = Another value for { $name }
conflict-typed-about = It is checked for both fields, and then written to both sides.
conflict-typed-decide = Use this value
conflict-typed-done = Decided: that value goes to both sides with the next pass.
conflict-typed-becomes = Becomes
conflict-stands-next = Stands next

## Runs
runs-none = No runs yet
runs-chart = { $count ->
    [one] Writes of the last run
   *[other] Writes per run, the last { $count } runs
  }
runs-chart-written = written
runs-chart-failed = failed
runs-chart-crossed = the run failed
runs-chart-below = The table below has the same figures, and those of older runs.
runs-none-about = The first one starts when you apply a plan.
run-wrote = { $written ->
    [one] one written
   *[other] { $written } written
  }{ $failed ->
    [0] {""}
   *[other] , { $failed } failed
  }
run-running = running
run-title = Run { $run }
run-writes = { $count ->
    [one] One write
   *[other] { $count } writes
  }
took-seconds = { $seconds } s
took-minutes = { $minutes } min { $seconds } s
mapping-version = version { $version }

## Records
records-search = E-mail address, id, or web address of a record
records-find = Find
records-hint = Why is a record where it is?
records-hint-about = Type an e-mail address (kari@nordvik.no), an id of either side (0035g00000abcde or 551), or paste the web address of a record's page.
records-none = Nothing is known of “{ $what }”
records-none-about = It was looked for among everything that was read of both sides. A record that was made since comes with the next pass.
record-unnamed = Record without a name
record-no-partner = No record in { $side }
record-values = What both sides hold
record-writes = What was written
record-writes-none = Nothing was ever written to it from here.
record-open = Why, and what was done
record-create-partner = Make its partner
record-unlink = Unlink
record-never-sync = Never sync
record-undo = Put back…
record-decide = Decide
record-tie = Link two records
record-tie-about = For two records that you know to be one. The next pass decides their fields as a first link.
record-tie-do = Link them
record-id-of = Id in { $side }
record-did-unlink = Unlinked.
record-did-never = It is never synced from now on.
record-did-create = Its partner is made by the next pass.
ask-unlink = Unlink these two?
ask-unlink-about = Both records stay as they are. Neither is matched or made again until you link it.
ask-unlink-do = Unlink
ask-never = Never sync this record?
ask-never-about = It stays as it is on both sides, and nothing is written to it any more.
ask-never-do = Never sync
ask-create = Make its partner on the other side?
ask-create-about = The next pass makes it, whatever the list or filter says. New records may start workflows there.
ask-create-do = Make it

forget-open = Forget this person…
forget-title = Forget this person
forget-do = Forget for good

## History and undo
history-none = Nothing was done yet
history-none-about = Runs and saved mappings come here, newest first.
history-run = Run { $run }, { $what }
history-version = Mapping version { $version } saved
history-details = Details
history-restore = Restore…
history-compare = Compare…
compare-title = Compare two versions of the mapping
compare-before = From
compare-after = To
compare-version = Version { $version }, { $at }
note-imported = from a file
undo-run = Undo run…
undo-title-run = Undo run { $what }
undo-title-record = Put { $what } back
undo-writes = { $count ->
    [one] One write can be put back.
   *[other] { $count } writes can be put back.
  }
undo-kept-wrote = { $field } in { $side }
undo-kept-made = made in { $side }
undo-kept-deleted = deleted in { $side }
undo-never = Workflows, mails and automations that were started in HubSpot or Salesforce cannot be undone.
undo-after = Afterwards these records differ until somebody edits them again.
undo-do = { $count ->
    [one] Put one write back
   *[other] Put { $count } writes back
  }
undo-done = Put back.
kept-changed_since = { $count ->
    [one] One was changed since, and stays.
   *[other] { $count } were changed since, and stay.
  }
kept-before_unknown = { $count ->
    [one] Of one, the value of before is not known.
   *[other] Of { $count }, the value of before is not known.
  }
kept-record_gone = { $count ->
    [one] One record is gone.
   *[other] { $count } records are gone.
  }
kept-opt_out = { $count ->
    [one] One is an opt-out: it is never undone.
   *[other] { $count } are opt-outs: they are never undone.
  }
kept-only_forward = { $count ->
    [one] One is a lifecycle stage: HubSpot takes no step back. Clear it there first.
   *[other] { $count } are lifecycle stages: HubSpot takes no step back. Clear them there first.
  }
kept-deleted = { $count ->
    [one] One was a delete: it cannot be put back.
   *[other] { $count } were deletes: they cannot be put back.
  }
restore-title = Restore mapping version { $version }
restore-do = Save as the next version

## Accounts
account-kind-production = PRODUCTION
account-kind-sandbox = Sandbox
account-kind-developer = Developer account
account-name = Account
account-id = Portal or org id
account-user = Acts as
account-edition = Edition
account-zone = Time zone
account-address = Calls go to
account-linked = Linked
account-way = Signed in
account-way-browser = In the browser; renews itself
account-way-token = By a token made by hand
account-rights = May
account-rights-full = Look and write
account-rights-watch_only = Look only: plans are made, nothing is ever written
account-unknown = not known
account-check = Check now
account-relink = Sign in again
account-remove = Forget
account-remove-title = Forget { $name }?
account-remove-about = The sign-in is deleted from this computer, and nothing is read or written any more. What was synced stays on both sides.
link-title = Link { $side }
link-way = How
link-way-browser = Sign in in your browser
link-way-browser-about = For staying: it renews itself.
link-way-token = Paste a token
link-way-token-about = Quickest for trying.
link-rights = What it may do
link-rights-full = Look and write
link-rights-full-about = Keeps both accounts in step.
link-rights-watch_only = Look only
link-rights-watch_only-about = Shows what would change. Asks for no right to write.
link-client-id = Client id
link-client-secret = Client secret
link-token = Token
link-token-about = Kept in the keychain of this computer only.
link-host = Address of your org
link-host-about = For example https://acme.my.salesforce.com; sandboxes have their own.
link-open-browser = Open the browser
link-check-token = Check
link-waiting = Waiting for you to allow it in the browser
link-waiting-about = Come back here afterwards. If no page opened, copy its address.
link-left = { $time } left
link-last-minute = One minute is left.
steps-help = Show all the steps…
link-paste = The browser shows an error at the end
link-paste-about = Then copy the whole address of that page, which begins with http://localhost, and paste it here. It is checked as if the browser had brought it.
link-paste-address = Address of that page
link-paste-do = Use this address
link-copy = Copy the web address
link-done = Linked: { $name }
steps-hs-app = In HubSpot, make a project app of your own with OAuth.
steps-hs-callbacks = Register these five redirect URLs.
steps-hs-scopes = Allow these scopes: contacts, companies and deals with their properties, owners, lists and opt-outs.
steps-hs-copy = Copy its client id and client secret into the fields below.
steps-hs-key = In HubSpot, make a service key for this account.
steps-hs-token = Copy the key into the field below.
steps-sf-app = In Salesforce Setup, make an External Client App with OAuth and PKCE.
steps-sf-callbacks = Register these five callback URLs.
steps-sf-scopes = Give it these scopes.
steps-sf-copy = Copy its consumer key into the field below.
steps-sf-token = Copy an access token of the integration user and the org's address into the fields below.

## The first window
first-title = Keep HubSpot and Salesforce in step, from this computer
first-demo = Try it with sample data
first-demo-about = Two pretend accounts with people, a conflict and errors to fix. Nothing leaves this computer.
first-demo-do = Start the demo
demo-stage-started = Both pretend accounts are up
demo-stage-linked = Linked
demo-stage-found = A first plan is made
demo-stage-applied = It is applied
demo-stage-ready = Ready
demo-stage-failed = It could not be made ready
first-link = Link my accounts
first-link-needs = You need a HubSpot super admin and a Salesforce integration user. It takes about 15 minutes, and nothing is written before you have seen it.
first-link-do = Link accounts
first-link-side = Link { $side }
first-missing = { $side } is not linked yet.
first-data = Your data goes between HubSpot, Salesforce and this computer, and nowhere else.
pair-title = Keep these two in step
pair-objects = Keep in step:
pair-first-run = The first run
first-run-agree = Makes both sides agree
first-run-agree-about = You see the plan first.
first-run-link = Only links records
first-run-link-about = Values stay as they are; later changes flow.
pair-id-fields = The id fields
id-fields-make = Make them
id-fields-make-about = One field per object holds the other side's id, so that nothing is made twice.
id-fields-leave = Leave it to me
id-fields-leave-about = Until they exist, no record is made.
pair-nothing-written = Nothing is written to records until you apply a plan.
pair-make = Make the pair

unlock-title = Open the accounts' secrets
unlock-about = They lie in a file on this computer that a passphrase opens.
unlock-new = Choose a passphrase
unlock-new-about = This computer has no keychain. The secrets of linked accounts are kept in a file that this passphrase opens; without it they cannot be read again.
unlock-passphrase = Passphrase
unlock-do = Open

## Mapping
file-open = As a file…
file-title = The mapping as a file
file-about = Copy it to keep it or to hand it to a colleague; paste another one to make it the draft. Nothing is saved by that, and it holds no secrets and no record data.
file-copy = Copy the file
file-read = Use as the draft
mapping-about = { $count ->
    [one] One field
   *[other] { $count } fields
  } · { $flaws ->
    [0] nothing is wrong
    [one] one needs attention
   *[other] { $flaws } need attention
  }
mapping-objects = Objects
mapping-parts = Parts of the mapping
tab-fields = Fields
tab-rules = Create and delete
tab-pair = Whole pair
before-title = Records of before
before-none = None, until they change
before-none-about = What was there when the object was switched on comes only once somebody changes it.
before-all = All of them
before-all-about = Everything that both accounts hold takes part. Of activities that can be a great many: the preview says how many before anything is written.
objects-add = Add an object
objects-add-about = Tickets, tasks, calls, and objects that were defined in your own accounts can be kept in step like contacts. Fields that are called the same on both sides are tied from the start; change them afterwards. No record is written by this.
objects-of = Object of { $side }
objects-add-now = Add object
objects-save-first = Save or discard your edits first.
objects-are-kept = { $object }: kept in step from the next pass on, with { $count ->
    [one] one tied field
   *[other] { $count } tied fields
  }.
objects-by-hand = { $side }: make the field { $field } on { $object } by hand ({ $why }). Nothing is created there without it.
objects-take-out = Take an object out
objects-take-out-about = What was written stays in both accounts, and so do the id fields: put in again, an object finds its records again.
objects-take-out-sure = From the next pass on nothing of { $object } is read or written.
objects-take-out-now = Take it out
objects-keep = Keep it
objects-take-out-one = Take out { $object }
mapping-none = Nothing is mapped
mapping-none-about = The pair has no objects.
mapping-filter = Filter fields
mapping-accept-all = { $count ->
    [one] Accept one suggestion
   *[other] Accept { $count } suggestions
  }
mapping-near = HubSpot property
mapping-far = Salesforce field
mapping-grid = Field mappings
mapping-free = Not mapped
mapping-free-count = HubSpot { $near } · Salesforce { $far }. Choose one field, then its partner; or drag it there.
mapping-unsaved = { $count ->
    [0] Nothing is unsaved
    [one] One unsaved change
   *[other] { $count } unsaved changes
  }
mapping-saving = Saving writes nothing to HubSpot or Salesforce. The next plan shows what it changes.
mapping-saved = Saved as version { $version }.
edit-undo = Undo
edit-redo = Redo
edit-discard = Discard
edit-review = Review changes…
change-alike = { $count ->
    [one] Besides, a row for one value that stays as it is
   *[other] Besides, rows for { $count } values that stay as they are
  }
review-title = Review changes
review-save = Save and preview
differs-title = What would differ
differs-head = { $count ->
    [0] None of the { $looked } records would be treated differently, by what was last read of them.
    [one] One of the { $looked } records would be treated differently, by what was last read of them.
   *[other] { $count } of the { $looked } records would be treated differently, by what was last read of them.
  }
differs-what = What happens
differs-more = More
differs-fewer = Fewer
differs-otherwise = Other value
differs-examples = Examples
differs-link = { $object } are linked to a record here
differs-create = { $object } are made here
differs-delete = { $object } are deleted here
differs-hold = { $object } take no part
differs-write = { $object }: written to
differs-ask = { $object }: you are asked about
differs-today = Today it would get
differs-then = happens
differs-no-more = happens no more
differs-unread = { $count ->
    [one] was never read of one record; the next pass reads it.
   *[other] was never read of { $count } records; the next pass reads it.
  }
differs-undated = { $count ->
    [one] Of one record the newer value would stand; which that is, is asked when a pass runs.
   *[other] Of { $count } records the newer value would stand; which that is, is asked when a pass runs.
  }
connect-title = Choose the partner
connect-to = goes with, in { $side }:
connect-open = Show the fields
connect-hint = or click its partner below; Escape cancels
connect-status = { $field } is chosen. Choose its partner on the other side.
guess-same = Same name and kind
guess-name = Same name
guess-known = Usually go together
guess-accept = Accept
guess-accept-of = Accept the suggestion for { $field }
field-changed = changed
field-missing = not there, or hidden
field-required = required
field-details = Field mapping
field-fits = Types fit
field-way = Values go
field-note = Note to yourself
field-remove = Stop mapping this field
way-both = both ways
way-to_salesforce = from HubSpot to Salesforce
way-to_hubspot = from Salesforce to HubSpot
way-none = nowhere
way-locked = both ways, locked
value-kind-text = text
value-kind-decimal = number
value-kind-boolean = yes/no
value-kind-date = date
value-kind-time = time
value-kind-instant = date and time
value-kind-choice = picklist
value-kind-choices = multiple choice
value-kind-reference = record
value-kind-references = records
rule-of = Rule of { $field }: { $rule }
rule-prefer_salesforce_unless_blank = Salesforce wins, unless blank
rule-prefer_salesforce_unless_blank-about = Salesforce's value goes to HubSpot. HubSpot's reaches Salesforce only while Salesforce is blank.
rule-always_salesforce = Always Salesforce
rule-always_salesforce-about = Salesforce's value goes to HubSpot, blanks too. HubSpot's never reaches Salesforce.
rule-two_way = Newest wins
rule-two_way-about = The newest change goes to the other side, clearing included.
rule-dont_sync = Not synced
rule-dont_sync-about = The two fields are tied, and nothing is written.
rule-prefer_hubspot_unless_blank = HubSpot wins, unless blank
rule-prefer_hubspot_unless_blank-about = HubSpot's value goes to Salesforce. Salesforce's reaches HubSpot only while HubSpot is blank.
rule-always_hubspot = Always HubSpot
rule-always_hubspot-about = HubSpot's value goes to Salesforce, blanks too. Salesforce's never reaches HubSpot.
rule-earliest = First value stays
rule-earliest-about = The value that was there first stays on both sides.
rule-fill_blanks = Only fill blanks
rule-fill_blanks-about = A value flows only into a blank; what is there is never replaced.
rule-maximum = Greater value wins
rule-maximum-about = The greater number or the later date stands on both sides.
rule-union = Both sets together
rule-union-about = Options added or removed on either side are added or removed on both.
rule-forward_only = Only forward
rule-forward_only-about = Moves up the ordered options, never back.
rule-ask = Ask me
rule-ask-about = When both sides changed, a person decides.
rule-opt_out = Locked: opt-outs reach both sides
rule-opt_out-about = An opt-out on one side reaches the other. Unticking it in Salesforce does not subscribe anybody again. The law asks for this, so it is locked.
refusal-text_and_reference = A text and a record cannot be tied
refusal-hub_spot_user = HubSpot users cannot be tied
refusal-no_form = This kind of field has no values here
refusal-kinds = The two kinds do not convert
flaw-filter-syntax = The filter cannot be read: { $message }
flaw-filter-too_large = The filter is too long, or has too many brackets inside one another
flaw-filter-no_such_property = The filter names { $name }, and HubSpot has no such property
flaw-filter-no_condition = The filter does not work: { $message }
flaw-other_account = The file is only for { $side } account { $only_for }, and this pair's is { $found }
flaw-unknown_list = HubSpot has no list of these records that is called { $list }
flaw-list_not_active = HubSpot's list { $list } does not fill itself: choose an active list
flaw-format_version = Format version { $found } is not known
flaw-id_twice = The id { $id } stands twice
flaw-no_salesforce_object = No Salesforce object is named
flaw-unknown_object = { $side } has no { $object }, or it is hidden
flaw-unknown_field = { $side } { $object }.{ $field } was removed or is hidden
flaw-field_twice = { $side } { $object }: { $field } is mapped twice
flaw-not_writable = { $side } { $object }: { $field } cannot be written
flaw-type_mismatch = { $hubspot } and { $salesforce }: { $why }
flaw-rule_not_for_kind = This rule does not work for this kind of field
flaw-company_name = Company name is a text, Account is a record: sync companies instead
flaw-email_rule = This rule cannot be used for the e-mail address
flaw-owner_rule = This rule cannot be used for owners
flaw-email_mapping = People are matched by their e-mail address, so it stays mapped to Email
flaw-opt_out_dropped = The opt-out mapping cannot be removed
flaw-opt_out_changed = The opt-out mapping cannot be changed
flaw-opt_out_rule_elsewhere = The opt-out rule is for the opt-out field only
flaw-opt_out_hidden = The opt-out field of { $object } is hidden in { $side }: grant the sign-in access to it
flaw-transform-unknown = The transform { $name } is not known
flaw-create_setting = This way of making records does not fit the objects
flaw-match_key_setting = This way of matching does not fit the object
flaw-list_of_a_log = A list holds people, and these records are events: use a filter
flaw-repeats_without_a_log = Only events repeat, and these records are none
flaw-follow_of_nobody = Only people have several records of one address to follow
flaw-not_in_step = { $object } is not among the objects that are kept in step
flaw-unknown_pipeline = The pipeline { $pipeline } does not exist
flaw-unknown_record_type = { $pipeline } names the record type { $record_type }, which Salesforce does not have or this sign-in may not give
flaw-unknown_stage = { $side } has no stage { $stage } in { $pipeline }
rules-scope = Which records take part
scope-which = Records
scope-all = All
scope-filter = Those of our own filter
scope-list = Members of a HubSpot list
scope-expression = Filter (CEL)
scope-expression-about = For example lifecyclestage != "subscriber"
scope-list-name = Name of the list
scope-about = It holds updates in both directions. Records that drop out stop syncing; nothing is deleted. A changed filter always asks before the next run.
rules-matching = How records find each other
match-by = Match by:
match-email = e-mail address
match-additional_emails = additional e-mail addresses
match-associated_contacts = linked contacts
match-domain = web domain
match-name = name
match-about = In this order. A match by our own id fields always comes first.
follow-title = If several Salesforce records have one address
follow-linked = Stay with the linked record
follow-linked-about = The link moves only when that record is converted or merged away.
follow-latest = Follow whichever was changed last
follow-latest-about = As HubSpot’s own connector does it: the link jumps to another lead or contact of the address when that is edited, and its values count.
match-none = These records are tied by their own ids only; they are never guessed.
rules-create = New records
create-in-salesforce = A HubSpot record without a partner makes, in Salesforce
create-in-hubspot = A Salesforce record without a partner makes, in HubSpot
create-nothing = nothing
create-contact = a contact
create-lead = a lead
create-record = a record
create-leads_and_contacts = a contact, from leads and contacts
create-contacts = a contact, from contacts only
create-leads = a contact, from leads only
create-records = a record
rules-delete = Deleted records
delete-in-hubspot = When a Salesforce record is deleted, its HubSpot record
delete-in-salesforce = When a HubSpot record is deleted, its Salesforce record
delete-nothing = stays as it is
delete-unlink = is unlinked, and may be linked anew
delete-ask = waits for your decision
delete-delete = is deleted too, under the brakes
owners-title = Owners tied by hand
owners-about = Owners find each other by name and e-mail address. Tie here those who do not.
owners-none = Nobody is tied by hand.
owners-hubspot = HubSpot e-mail address
owners-salesforce = Salesforce user name or queue
owners-add = Tie
owners-remove = Remove
owners-remove-of = Remove { $owner }
brakes-title = Brakes
brakes-about = A plan that passes one of these stops, and nothing of it is written before a person applies it. They add up over 24 hours.
brakes-deletes = Deletes
brakes-deletes_percent = Deletes, % of linked records
brakes-cleared_values = Cleared values
brakes-changed_percent = Changed records, %
brakes-creates = New records
brakes-creates_percent = New records, %
brakes-default = Default: { $count }
field-show = Show
show-every = All fields
show-attention = Those that need attention
show-changed = Unsaved changes
show-free = Not mapped

## Settings
settings-saved = Saved.
notices-title = Notifications
notices-list = Notifications
notices-open = Notifications
notices-open-unread = { $unread ->
    [one] Notifications: one unread
   *[other] Notifications: { $unread } unread
  }
notices-none = Nothing was told yet. What needs you comes here, and what is mended.
notices-read-all = Mark all as read
notices-unread = unread
level-needs_you = Needs you
level-errors = Errors
level-recovered = Mended
level-summary = Summary of the day
means-desktop = On the desktop
means-window = In this window only
means-nowhere = Nowhere
notices-from = Errors from
notices-measure = Counted in
measure-records = Records of one cause
measure-percent = Percent of the pair’s records
notices-quiet-from = Quiet from
notices-quiet-to = Quiet until
notices-summary-at = Summary at
notices-days = Days with notifications
notices-one-day = At least one day has notifications. Turn the levels off above to hear of nothing.
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
notices-names = Name records
notices-names-about = Anybody who sees the screen can read them, a locked one too.
notices-about = One notification for each cause when it comes, gets ten times worse or is mended; never one for each record. The list has it at once; the desktop shows what comes in quiet hours at their end, if it still stands.
schedule-title = Schedule
schedule-look = Sync
schedule-look-of = Sync { $pair }
look-as_changes_arrive = As changes arrive
look-as_changes_arrive-about = Every minute while there are any, every 15 minutes otherwise
look-every = Every so many minutes
look-every-about = A fixed pause after each pass
look-by_hand = Only by hand
look-by_hand-about = When you press Sync now
schedule-minutes = Minutes between passes
schedule-about = When our share of the day’s calls runs low, passes come less often than this.
shares-title = API share
shares-ours = Our share of the day
share-usual = The usual { $part }
share-percent = Another part
share-calls = A number of calls
shares-percent = Percent of the limit
shares-calls = Calls a day
shares-used = { $used } calls in the last 24 hours. No daily limit is known.
shares-used-of = { $used } of { $budget } calls in the last 24 hours. Nothing is sent past it; opt-outs keep a reserve.
shares-about = The rest of the vendor’s limit is left to your other programs.
clocks-sum = Regular checks: { $calls } calls in 24 hours
clocks-what = Check
clocks-often = How often
clocks-last = Last
clocks-soon = as soon as it can
clocks-calls = Calls it took
clocks-day = In 24 hours
settings-window = This window
settings-language = Language
settings-look = Look
settings-scale = Size of text
settings-backups = Backups of the state
backups-none = None yet. One is made daily, and before a plan goes past a brake.
backup-make = Back up now
backup-made = Backed up.
settings-health = About and health
health-version = Version
health-system = System
health-state = State
health-sound = The state opens and passes its check.
health-copy = Copy details
sidebar-words = Show names of screens
sidebar-icons = Show icons only
settings-program = This program
settings-on-close = When the window is closed
close-tray = Go on in the tray
close-quit = Quit
settings-at-login = When I sign in to this computer
login-off = Do not start
login-tray = Start in the tray
account-kind-emulated = Emulated on this computer
link-is-it = Is this the right account?
link-confirm = Confirm
link-another = Sign in to another
link-another-account = This is not { $name }, which is linked to { $side } now. Confirming links it as one more account.
link-known = It is linked already. Confirming renews its sign-in.
link-confirm-real = Real data is at stake here. Nothing is stored before you confirm, and nothing is written before you have seen it.
link-confirm-about = Nothing is stored before you confirm.
tab-scope = Which records
tab-matching = Matching
tab-owners = Owners
scope-rule = Take part when
scope-of-all = all of these hold
scope-of-any = any of these holds
scope-property = Property
scope-asks = Condition
scope-value = Value
scope-add = Add a condition
scope-drop = Remove the condition
scope-as-text = Edit as text
scope-as-rows = Edit as rows
scope-too-much = This filter says more than rows can hold, so it is edited as text.
scope-no-rows = No condition yet: everybody takes part.
asks-is = is
asks-is_not = is not
asks-has = contains
asks-has_not = does not contain
asks-over = is over
asks-under = is under
asks-filled = has a value
asks-blank = is blank
scope-counted = { $in } of { $all } take part · { $out } left out
scope-unread = { $count } are not counted yet: a property of the filter was not read of them.
scope-compared = Compared with the rule in use: { $joining } more, { $leaving } fewer
scope-leaving = { $count ->
    [one] The one that would drop out
   *[other] The { $count } that would drop out
 }
scope-leaving-about = They stop syncing. Nothing is deleted.
scope-counting = Counting…
doubles-title = Records that look alike
doubles-none = No two records carry the same value: each finds one partner.
doubles-about = { $count ->
    [one] One value is carried by several records of one side. They are matched with nobody, or with one of several: merge them in their CRM.
   *[other] { $count } values are carried by several records of one side. They are matched with nobody, or with one of several: merge them in their CRM.
 }
doubles-kind-email = E-mail address
doubles-kind-domain = Web domain
doubles-kind-name = Name
doubles-records = Records
doubles-value = Value
doubles-count = How many
owners-report = Owners of both sides
owners-report-about = Whoever is matched owns the same records on both sides. A record of somebody unmatched keeps the owner that it has in Salesforce.
owners-report-none = No owners were read yet. They are read with the first run.
owners-tie-unmatched = Unmatched
owners-tie-inactive = Inactive user
owners-tie-by_hand = Tied by hand
owners-tie-matched = Matched
owners-column-tie = How
owners-tie-now = Tie…
owners-tie-of = Tie { $owner }
owners-shown = { $shown } of { $all } shown
mapping-sample = Sample
sample-here = Holds now
sample-becomes = becomes
many-whole = { $count ->
    [one] The one value that was read comes through whole to { $side }.
   *[other] All of the first { $count } values come through whole to { $side }.
  }
many-looked = { $count ->
    [one] Of the one value that was read, to { $side }:
   *[other] Of the first { $count } values, to { $side }:
  }
many-refused = { $count } cannot cross
many-lossy = { $count } come out shortened
many-empty = { $count } come out empty
many-example = “{ $value }”: { $becomes }
sample-refused = cannot: { $why }
becomes-too_long = too long for the field
becomes-not_an_option = not an option there
becomes-not_a_number = not a number
becomes-not_a_date = not a date
becomes-not_a_boolean = neither yes nor no
becomes-lossy = digits would be lost
becomes-out_of_range = too large for the field
becomes-wrong_kind = another kind of value
doubles-side = Side
owners-filter = Filter owners
plan-leave-out = Skip
plan-take-in = Keep
plan-leave-out-of = Skip { $name }
plan-take-in-of = Keep { $name }
plan-left-out = { $count ->
    [one] One record is left out.
   *[other] { $count } records are left out.
 }
plan-take-all = Keep all
plan-try = Try on this record
plan-save = Save the plan
plan-kept-at = Saved; it holds personal data, and only you can read it:
plan-copied = { $count ->
    [one] One write is copied.
   *[other] { $count } writes are copied.
  }
plan-copied-part = The first { $count } writes are copied, and the plan has more. Save the plan to have all of them in a file.
plan-copy = Copy as CSV
apply-kept = { $count ->
    [one] One record is left out.
   *[other] { $count } records are left out.
 }
counted-contacts = { $count ->
    [one] contact
   *[other] contacts
 }
counted-companies = { $count ->
    [one] company
   *[other] companies
 }
counted-deals = { $count ->
    [one] deal
   *[other] deals
 }
counted-tickets = { $count ->
    [one] ticket
   *[other] tickets
  }
counted-Case = { $count ->
    [one] case
   *[other] cases
  }
counted-tasks = { $count ->
    [one] task
   *[other] tasks
  }
counted-calls = { $count ->
    [one] call
   *[other] calls
  }
counted-Lead = { $count ->
    [one] lead
   *[other] leads
 }
counted-Contact = { $count ->
    [one] contact
   *[other] contacts
 }
counted-Account = { $count ->
    [one] account
   *[other] accounts
 }
counted-Opportunity = { $count ->
    [one] opportunity
   *[other] opportunities
 }
tab-stages = Stages
stages-about = What a deal’s stage becomes in Salesforce, and which stage stands for it on the way back. A stage that is not tied does not cross.
stages-none = No deal pipelines were read
stages-near = HubSpot stage
stages-far = Salesforce stage
stages-end = Ends
stages-of = Salesforce stage of { $stage }
stages-not-tied = Not tied
stages-open = open
stages-won = won
stages-lost = lost
overview-setup = Setting up
setup-done = { $done } of { $all }
setup-is-done = done
setup-linked = Link both accounts
setup-linked-do = Link accounts
setup-written = Look at the first plan, and apply it
setup-written-do = Go to the preview
setup-errors = Mend what does not get through
setup-errors-do = Look at the errors
setup-conflicts = Decide where both sides differ
setup-conflicts-do = Decide
setup-kept = Let it keep both sides in step by itself
need-drift = { $count ->
    [one] A mapped field no longer fits: { $first }.
   *[other] { $count } mapped fields no longer fit. The first: { $first }.
 }
need-repair = Repair
calls-others = Others used { $others } of { $most } in the vendor’s day.
calls-others-unknown = How much others used is unknown.
calls-others-reading = Reading how much others used.
flow-title = Records by day
flow-object = Object
flow-chart = { $object }: records written, thirty days
flow-failed = New errors
feed-title = Last writes
feed-create = made
feed-update = { $count ->
    [one] one field changed
   *[other] { $count } fields changed
  }
feed-delete = deleted
feed-failed = did not get through; see Errors
calls-days = Our calls per day
calls-day = Day
calls-as-table = As a table
backup-restore = Restore
backup-restore-of = Restore the backup of { $at }
backup-restore-title = Restore the backup of { $at }?
backup-restore-about = The state of now is kept beside it. Both CRMs stay as they are; the next run compares everything first, and its brakes hold what that would change.
tab-all = All objects
objects-who = { $who ->
    [all] All records
    [filter] Records of our own filter
   *[list] Members of a HubSpot list
  }
objects-stand = { $in } in sync, { $failing } failing, { $waiting } waiting
sample-holds = holds
not-read = Not read

## What is chosen of the mapping besides its fields
stakes-production = Real records: from the first run after saving, what is chosen here acts by itself, under the brakes. The preview shows it first.
stakes-other = From the first run after saving, what is chosen here acts by itself, under the brakes. The preview shows it first.
create-nothing-about = Nothing is made; records that have a partner are still updated.
create-contact-about = Each one that takes part becomes a new contact; automations for new contacts run there.
create-lead-about = Each one that takes part becomes a new lead; assignment rules and automations for new leads run there.
create-record-about = Each one that takes part becomes a new record; automations for new records run there.
create-leads_and_contacts-about = Each lead and each contact becomes a new HubSpot contact, which may start workflows and count as a marketing contact.
create-contacts-about = Each contact becomes a new HubSpot contact, which may start workflows and count as a marketing contact; leads make none.
create-leads-about = Each lead becomes a new HubSpot contact, which may start workflows and count as a marketing contact; contacts make none.
create-records-about = Each one becomes a new record in HubSpot, which may start workflows.
create-outside-about = Somebody new in Salesforce becomes a contact also where the list or filter leaves them out; later changes of theirs then wait until it holds them.
create-person-accounts = A person account also makes a company
create-person-accounts-about = Where Salesforce has person accounts, each makes a contact in HubSpot, and with this on a company by the person's name besides. Companies that are there stay when it is switched off.
delete-nothing-about = The partner stays as it is, and the two are never tied again by themselves.
delete-unlink-about = The partner stays as it is, and may find or make a new partner with the next run.
delete-ask-about = The partner stays until you decide on its record; each one stands as a conflict.
delete-delete-about = The partner is deleted too. An undo does not bring it back.
delete-kept-hubspot = Records are deleted in HubSpot. Its recycling bin keeps them for 90 days. A plan with more than { $count } deletes, or { $percent }% of the linked records, stops before it writes.
delete-kept-salesforce = Records are deleted in Salesforce. Its recycle bin keeps them for 15 days. A plan with more than { $count } deletes, or { $percent }% of the linked records, stops before it writes.
tab-optout = Opt-outs
tab-lifecycle = Lifecycle stage
optout-locked = What always holds
optout-to-salesforce = Whoever unsubscribes from all e-mail in HubSpot gets Email Opt Out ticked in Salesforce ({ $objects }).
optout-to-hubspot = Whoever gets Email Opt Out ticked in Salesforce is unsubscribed in HubSpot.
optout-stays = Unticking it in Salesforce subscribes nobody again: only the person can do that.
optout-first = Where two records are linked and one of them is opted out, both are from then on.
optout-locked-about = The law asks for this, so none of it can be switched off, and opt-outs pass every brake.
optout-chosen = What you can choose
optout-reach = Send opt-outs only, for people who are left out
optout-reach-about = Off: an opt-out of somebody whom the list or filter leaves out waits until they take part. On: opt-outs of linked people cross all the same, and nothing else of theirs does.
optout-leave = Leave unticked what somebody unticks in Salesforce
optout-leave-about = Off: while HubSpot says unsubscribed, Email Opt Out is ticked again, once. On: it stays unticked, and Salesforce may mail somebody who opted out. HubSpot goes on saying unsubscribed either way.
optout-waiting = { $count ->
    [one] One opt-out waits, since its person is left out.
   *[other] { $count } opt-outs wait, since their people are left out.
  }
optout-will-cross = { $count ->
    [one] One opt-out waits now; the first run after saving sends it.
   *[other] { $count } opt-outs wait now; the first run after saving sends them.
  }
lifecycle-opportunities = What opportunities do to it
lifecycle-transitions = Opportunities move the lifecycle stage
lifecycle-transitions-about = On: people with a contact role on an open opportunity become Opportunity in HubSpot, and a won one makes people Customer as chosen below. Off: opportunities change nobody's stage. Workflows that start at a stage do start.
lifecycle-won = A won opportunity makes Customer
won-nobody = nobody
won-nobody-about = Closed/Won changes nobody's stage.
won-company_contacts = all HubSpot contacts of the company
won-company_contacts-about = Every HubSpot contact of the account's company, also those without a role, once one contact of the account has a contact role on the opportunity.
won-contacts_with_a_role = only contacts with a role on it
won-contacts_with_a_role-about = Only those who have a contact role on the opportunity that was won.
lifecycle-needs = What Closed/Won needs
lifecycle-need-transitions = Opportunities move the lifecycle stage
lifecycle-need-reach = It is chosen whom a won one makes Customer
lifecycle-need-companies = Companies are kept in step with accounts
lifecycle-role = Besides, each opportunity has a contact of its account in a contact role. Without one it changes nobody.
lifecycle-met = done
lifecycle-not-met = not done
lifecycle-result-off = As it is set, opportunities change no lifecycle stage.
lifecycle-result-nobody = As it is set, open opportunities make Opportunity, and won ones change nobody.
lifecycle-result-no_companies = As it is set, won opportunities change nobody: companies are not kept in step, so nobody knows whose company an account is.
lifecycle-result-company_contacts = As it is set, won opportunities make all HubSpot contacts of the company Customer.
lifecycle-result-contacts_with_a_role = As it is set, won opportunities make those with a role on them Customer.
lifecycle-forward = A stage only moves forward. What a person sets back by hand in HubSpot stays so.
lifecycle-ripples = Whom a step takes along
lifecycle-contact_to_company = A contact takes its company along
lifecycle-contact_to_company-about = On: when a contact's stage moves on, its company in HubSpot moves to the same stage. Off: companies stay where they are.
lifecycle-company_to_contacts = A company takes its contacts along
lifecycle-company_to_contacts-about = On: when a company's stage moves on, all its contacts in HubSpot that are behind move to the same stage. One click of a colleague may then move hundreds of people. Off: contacts stay where they are.
lifecycle-ripples-once = Forward only, and once for each step: nobody is set back, and what a person sets by hand afterwards stays so.
lifecycle-ripples-idle = As it is set, nobody is taken along: companies are not kept in step.
lifecycle-field = A Salesforce field of it
lifecycle-lacking = Salesforce has no field for the lifecycle stage, so it is not shown there.
lifecycle-make-about = Crosswalk can make it: a list called Lifecycle Stage with HubSpot's stages, on { $objects }, shown to this sign-in. Nothing is made before you say so, and it takes part once you save the mapping.
lifecycle-make = Make it in Salesforce and map it
lifecycle-made = { $field } is mapped. It is filled from the first pass after you save.
lifecycle-by-hand = Make the field { $field } by hand, by the steps below: { $why }
lifecycle-yourself = Or by hand
lifecycle-step-make = In Salesforce: Setup › Object Manager › { $objects } › Fields & Relationships › New, a picklist. Make it on each of them by the same name.
lifecycle-step-options = Give it HubSpot's stages as its values, in their order.
lifecycle-step-grant = Let the integration user read and edit it.
lifecycle-step-map = Look again here, and map it.
lifecycle-copy = Copy HubSpot's stages
lifecycle-read = Look again
lifecycle-map = Map the lifecycle stage…
lifecycle-tied = Tied to { $field }. Rule: { $rule }.
lifecycle-backward = A step back that comes from Salesforce is not taken: HubSpot's stage stands, and the record says why.
stages-also = Counts in HubSpot as
stages-also-about = No HubSpot stage becomes one of these. A deal that is moved there in Salesforce goes to the stage that is chosen here, or stays where it is in HubSpot.
stages-also-of = HubSpot stage that { $stage } counts as
stages-also-none = Nothing
guard-title = The file of this mapping
guard-name = Name in the file
guard-name-about = For whoever reads the file; the window goes on with the pair's own name.
guard-only = Only for the { $side } account { $name }
guard-only-about = On: the file says { $id }, and it is refused for any other { $side } account. Off: it fits any.
guard-format = Format
field-ends = In Salesforce
field-end-on = Field of { $object }
field-end-drop = Leave out
field-end-drop-of = Leave out on { $object }
field-end-none = An object without a field takes no part in this one.
field-company-about = On a lead this is the text Company. A contact has no such text: its account's name never fills it. Keep companies in step, and the account becomes the contact's company.
field-transforms = On the way
last-unread = { $count ->
    [one] one object not read
   *[other] { $count } objects not read
  }
need-check = Check the account
unread-means = Nothing of it is written, and nothing is lost: it goes on when { $side } shows it again.
overview-way = Direction
way-short-both = both ways
way-short-to_salesforce = to Salesforce
way-short-to_hubspot = to HubSpot
way-short-none = nothing
optout-look = Look at it
overview-why = Why?
overview-why-of = Why? { $object }
why-state = State
why-reason = Why
why-records = Records
why-waiting_for_reading = A side did not show an object that it hangs on, so it waits.
why-one = For one record, search for it under Records: its sentence names the field and the value.
mapping-in-use = Version { $version } goes on until you save.
going-any = Any direction
going-both = Both ways
going-to_salesforce = To Salesforce
going-to_hubspot = To HubSpot
going-none = Nowhere
going-locked = Locked
palette-mapped = { $field }: { $rule }
run-left-unknown = Estimating how long the rest takes…
run-left-soon = Less than a minute left
run-left = { $minutes ->
    [one] About one minute left
   *[other] About { $minutes } minutes left
  }
record-open-in = Open in { $side }
error-where = Where
plan-version = Mapping version { $version }; everything is checked again when it is applied.
plan-limits = Brakes stop above { $changed_percent }% changed, { $cleared_values } cleared values, { $deletes } deletes ({ $deletes_percent }%) or { $creates } new records ({ $creates_percent }%).
first-later = You can try the demo now and link later.
first-import = Import a mapping file…
first-import-title = Import a mapping file
first-import-about = Choose a file that was exported from Crosswalk, or paste it. It is checked against both accounts when the pair is made, and nothing is written by that.
first-import-choose = Choose a file…
first-import-text = The mapping file, as text
first-import-take = Use this mapping
first-import-taken = { $count ->
    [one] The pair will be made by “{ $name }”: { $objects }; one field.
   *[other] The pair will be made by “{ $name }”: { $objects }; { $count } fields.
  }
first-import-drop = Use the usual mapping instead
first-restore = Restore a backup…
first-restore-title = Restore a backup
takeover-title = This computer keeps them in step
takeover-about = One Crosswalk keeps two accounts in step, and says so in the description of its id fields. Take the pair over when another one did, or when an id field lacks and records wait for it.
takeover-open = Take the pair over…
takeover-ask = Take the pair over?
takeover-do = Take it over
takeover-other = Another Crosswalk that keeps these accounts stops within the hour.
takeover-fields = Id fields that lack are made in HubSpot and Salesforce, and their descriptions name this computer. No record is changed.
takeover-done = This computer keeps the pair in step now.

own-more = More accounts and pairs
own-more-first = An org can be kept in step with several portals, and a portal with a sandbox besides. Link one more account first.
own-more-about = A new pair is made of a HubSpot and a Salesforce account that are linked here, and has a mapping and plans of its own.
own-new = New pair…
own-link-more = Link one more { $side } account…
own-new-title = Make a new pair
own-new-name = Name of the pair
own-known = These two are a pair already: { $name }.
own-shares = { $org } is in the pair { $name } too. People of Salesforce are therefore not created in this HubSpot account, unless you choose so in the mapping.
own-made = The pair { $name } is made.
own-by-hand = The pair is made; some fields are left to you
account-pairs = In pairs
account-in-none = none yet
own-title = This pair
own-name = Name
own-name-about = On this computer alone; neither account is told.
own-rename = Rename
own-renamed = The pair is called { $name } now.
own-remove = Remove this pair…
own-remove-demo = The demo keeps its pair: leave the demo instead.
own-remove-title = Remove { $name }?
own-goes = What goes, on this computer
own-goes-sync = The two accounts are no longer kept in step.
own-goes-mapping = The mapping and all its versions. Save it as a file first to keep it.
own-goes-links = Which record is which, with errors, conflicts and decisions.
own-goes-undo = Runs and what they wrote: nothing of it can be undone afterwards.
own-stays = What stays
own-stays-records = Every record and every value in HubSpot and Salesforce.
own-stays-ids = The id fields on them: the same pair, made anew, finds everybody again.
own-stays-accounts = Both accounts stay linked here.
own-stays-backups = Backups that were made before.
own-remove-ask = Type { $name } to remove it
own-remove-do = Remove the pair
own-removed = { $name } is removed. Nothing changed in either account.
conflicts-none-rules = Rules decide { $ruled } of { $all } fields by themselves; the others would wait here.
demo-title = This is a demo
demo-about = Two pretend accounts on this computer: whatever you do here reaches nobody. When you are ready, link your own; the demo stays apart from them.
demo-leave = Leave the demo
plan-side = Side
plan-both-sides = To both sides
plan-to = To { $side }
plan-all-objects = All objects
plan-group-by = Group by
group-by-what = By what is done, and field
group-by-side = By side
group-by-object = By object
group-by-rule = By rule
group-whole = All of it
figure-cleared = { $count ->
    [one] value to clear
   *[other] values to clear
  }
figure-equal = already equal
figure-left_out = left out
cleared-title = Values that would be cleared
cleared-line = { $count ->
    [one] One value of { $field } would be cleared in { $side }. Rule: { $rule }.
   *[other] { $count } values of { $field } would be cleared in { $side }. Rule: { $rule }.
  }
cleared-kept = { $count ->
    [one] The value of { $field } stays in { $side }: its record is left out.
   *[other] The { $count } values of { $field } stay in { $side }: their records are left out.
  }
cleared-see = See them
cleared-see-of = See them: { $field }
cleared-keep = Keep the values
cleared-keep-of = Keep the values of { $field }
cleared-clear = Clear them after all
cleared-clear-of = Clear them after all: { $field }
cleared-more = { $count ->
    [one] One more field
   *[other] { $count } more fields
  }
# Activities
activities-title = Activities that become tasks in Salesforce
activities-about = Events of people who are in step become tasks from the moment this is saved; nothing from before is carried. Saving makes one field on Salesforce's activities, so that no task is made twice. What somebody changes on a task, or deletes, stays as they left it.
activities-opens = Opens of marketing email
activities-clicks = Clicks in marketing email
activities-off = None
activities-off-about = Tasks that were made stay.
activities-each = A task for each
activities-each-about = Who opens a mail five times gets five tasks.
activities-collapsed = One task with a counter
activities-collapsed-about = One for each person and mail; the counter goes up.
activities-count = How many tasks?
activities-expected = Expected in the next 30 days, going by the last week: { $each } tasks, or { $collapsed } with a counter.
activities-expected-more = Expected in the next 30 days, going by the last week: more than { $each } tasks, or more than { $collapsed } with a counter.
owner-cards-title = Salesforce owners whom HubSpot does not have
owner-cards-about = HubSpot's own owner field takes only HubSpot's owners; it is blank where Salesforce's owner is nobody there. Three properties on the record can say who that is: id, name and type. They are made in HubSpot, and from the next pass on they are kept.
owner-cards-make = Make the properties
owner-cards-made = The properties are there: { $objects }
owner-cards-by-hand = Make the property { $field } of { $object } by hand, as single-line text: { $why }
becomes-not_in_the_list = not in the value list
becomes-not_a_phone_number = not a phone number
becomes-shortened = shortened
flaw-transform-kind = { $name } takes no value of this kind: { $kind }
flaw-transform-one_way = { $name } has no way back: choose a rule by which one side always wins
flaw-transform-not_here = Owners, stages and associations cross by their own lists, not by transforms
flaw-setting-missing = { $name }: { $setting } is missing
flaw-setting-unknown = { $name } has no setting { $setting }
flaw-setting-bad = { $name }: { $setting } cannot be that
transforms-none = Values cross as they are.
transform-add = Add a transform…
transform-one-way = one way
transform-up-of = Move up: { $name }
transform-down-of = Move down: { $name }
transform-remove-of = Remove: { $name }
transform-no-sample = No record was read yet that shows what becomes of a value, or this one has none.
transform-preview = What becomes of a real value
transform-way-salesforce = HubSpot’s value in Salesforce
transform-way-hubspot = Salesforce’s value in HubSpot
rule-through = { $more ->
    [0] { $name }
   *[other] { $name } + { $more }
 }
transform-trim = Trim spaces
transform-trim-about = No spaces at either end, and none twice in a row.
transform-case = Upper and lower case
transform-case-about = The whole text in one case. Both sides are compared in it.
transform-phone_e164 = Phone number
transform-phone_e164-about = In its international form, +4722225555. The same number in another form is no difference.
transform-number_format = Number as text
transform-number_format-about = A text with these marks is a number on the other side.
transform-date_format = Date as text
transform-date_format-about = A text of this pattern is a date on the other side: yyyy, MM, dd, HH, mm, ss.
transform-day_in_zone = Day in a time zone
transform-day_in_zone-about = A point in time is its day there.
transform-currency = Currency
transform-currency-about = An amount at a fixed rate, rounded. Whichever side has more digits keeps them.
transform-yes_no = Yes or no
transform-yes_no-about = Two words are yes and no.
transform-split = Split
transform-split-about = A text is several options.
transform-join = Join
transform-join-about = Several options are one text.
transform-part = Part of a text
transform-part-about = Only one part crosses; −1 is the last. There is no way back.
transform-truncate = Shorten
transform-truncate-about = Cut where it is too long, with a warning. There is no way back.
transform-values = Value list
transform-values-about = Which option of HubSpot is which of Salesforce.
transform-set-to = Case
transform-to-upper = UPPER
transform-to-lower = lower
transform-to-title = Each Word
transform-set-region = Country, two letters
transform-set-decimal = Decimal mark
transform-set-group = Group mark
transform-set-pattern = Pattern
transform-set-zone = Time zone
transform-set-rate = Rate, HubSpot to Salesforce
transform-set-decimals = Decimals
transform-set-yes = Word for yes
transform-set-no = Word for no
transform-set-by = Separator
transform-set-number = Which part
transform-set-chars = Characters at most
transform-set-else_salesforce = Others become, in Salesforce
transform-set-else_hubspot = Others become, in HubSpot
transform-else-none = nothing: they do not cross
values-lacking = { $count ->
    [0] Every HubSpot option has a partner.
    [one] One HubSpot option has no partner.
   *[other] { $count } HubSpot options have no partner.
 }
values-fill = Fill by equal labels
values-none = none
values-of = Salesforce option of { $option }
values-also-about = No HubSpot option becomes one of these. On the way back each can count as one.
values-also-of = HubSpot option that { $option } counts as
values-hubspot = In HubSpot
values-salesforce = In Salesforce
values-add = Add a row
values-remove = Remove the row of { $option }
transform-then = What reaches Salesforce: { $kind }.
transform-flawed = Mend what is wrong to see what becomes of a value.
transform-another = Another record

## Fields that set-up makes, and links between records: no vendor has a label for them
own-field-id = Crosswalk id
own-field-owner-id = Owner in Salesforce: id
own-field-owner-name = Owner in Salesforce: name
own-field-owner-type = Owner in Salesforce: user or queue
own-field-company = Primary company
own-field-companies = Companies
own-field-contacts = Contacts
own-field-deals = Deals
own-field-roles = Contacts with a role
own-field-labelled = Contacts labelled “{ $label }”
own-field-with-role = Contacts with the role “{ $label }”
create-rules = For some records
create-rules-about = The first rule that fits a HubSpot record decides what it makes. Where none fits, the setting above does. Records that have a partner stay as they are.
create-rules-no-rows = No condition yet: say which records this is about.
create-rules-one = Rule { $at }
create-rules-makes = Makes in Salesforce
create-rules-up = Move up
create-rules-remove = Remove rule
create-rules-add = Add a rule
campaigns-title = Salesforce campaigns
campaigns-about = A property of HubSpot’s contacts can list the Salesforce campaigns that each person is a member of. Nothing is written to Salesforce for it.
campaigns-make = Make the property and map it
campaigns-made = { $field } is mapped. It is filled from the first pass after you save.
campaigns-by-hand = Make the property { $field } by hand, as single-line text: { $why }
account-permission-set = Copy a permission set
errors-approve = Approve the field
errors-look-again = Look at the field again
preflight-all = Show all { $count }
