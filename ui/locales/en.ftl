# Words for people, in English. One list for the command line, notifications and the window.
# Message ids: reason-*, ruling-*, skip-*, state-*, brake-* follow the codes of the program.

## Where a link stands
state-new = Not decided yet
state-left_out = Left out
state-in_sync = In sync
state-waiting = Waiting
state-held = Held
state-conflict = Conflict
state-failing = Failing
state-put_back = Put back
state-unlinked = Unlinked

## Why a record is where it is
reason-not_planned_yet = It was read, and no plan has looked at it yet.
reason-in_sync = Both sides agree.
reason-owner_unmatched = { $side ->
    [HubSpot] Everything else agrees. Its Salesforce owner is nobody in HubSpot by name and address, so HubSpot names no owner: add that person in HubSpot, or tie the two by hand in the pair file.
    [Salesforce] Everything else agrees. Its HubSpot owner is no active user in Salesforce by name and address, so the owner in Salesforce stands: add that person in Salesforce, or tie the two by hand in the pair file.
   *[other] Everything else agrees. Its owner is nobody on the other side by name and address: add that person there, or tie the two by hand in the pair file.
  }
reason-synced = Both sides agree since the last write.
reason-planned = A plan changes it; nothing has been sent yet.
reason-no_email = It has no e-mail address, and people are matched by address only.
reason-out_of_scope = { $field ->
    [pipeline] It is in a pipeline whose stages are not mapped, so it takes no part.
    [hs_pipeline] It is in a pipeline whose stages are not mapped, so it takes no part.
   *[other] The inclusion list or filter leaves it out.
  }
reason-held_out_of_scope = { $field ->
    [pipeline] It is linked, and in a pipeline whose stages are not mapped: nothing is written until it is in one that is.
    [hs_pipeline] It is linked, and in a pipeline whose stages are not mapped: nothing is written until it is in one that is.
   *[other] It is linked, and the inclusion list or filter no longer holds it: nothing is written until it does again.
  }
reason-create_off = It has no partner, and new records of this kind are switched off for that side.
reason-no_contact_syncs = None of its contacts has a contact in Salesforce or gets one, so it makes no account.
reason-no_id_field = It has no partner, and nothing is created on that side until the pair's id field exists there. Taking the pair over makes it.
reason-required_missing = { $field ->
    [none] A field that the other side requires has no value.
   *[other] The other side requires { $field }, and it has no value.
  }
reason-waiting_for_parent = It waits for a record that it belongs to.
reason-waiting_for_reading = { $side } did not show { $object } in the last pass, so it waits: { $message }
reason-waiting_for_retry = An earlier write failed; it is tried again by itself.
reason-behind_brake = A brake stopped the plan that it was in; look at the plan and apply it.
reason-answer_lost = It was sent and the answer was lost; the next pass looks before it writes again.
reason-changed_meanwhile = It changed between plan and write, and is planned again.
reason-conflict_ask = { $field ->
    [none] A field changed on both sides, and its rule leaves the decision to you.
   *[other] { $field } changed on both sides, and its rule leaves the decision to you.
  }
reason-refused = { $code ->
    [none] The write was refused.
   *[other] The write was refused: { $message } ({ $code })
  }
reason-not_convertible = { $field ->
    [none] A value has no form on the other side.
   *[other] The value of { $field } has no form on the other side.
  }
reason-put_back = It was put back; the sides differ until the next edit.
reason-unlinked_by_person = Somebody unlinked it.
reason-never_by_person = Somebody said that it is never to be synced.
reason-partner_deleted = { $field ->
    [deleted] Its partner was deleted, and whether it goes too is for you to decide.
   *[other] Its partner was deleted.
  }
reason-deleted = { $partner ->
    [gone] Both records were deleted.
    [deleted] It was deleted, and its partner with it.
   *[other] It was deleted.
  }
reason-takes_along = { $field ->
    [deleted] It was deleted. Deleting its partner too would take other records along in Salesforce ({ $count ->
        [unknown] how many, nobody knows
       *[other] { $count }
      }), so that is for you to decide.
   *[other] It was deleted. Its partner goes once the records that hang on it in Salesforce are gone ({ $count }).
  }
reason-went_along = Its partner went along when Crosswalk deleted the Salesforce record that it belonged to. Nobody deleted this one, and it stays.
reason-absorbed = It was merged into another record.
reason-lost_to_other_link = Two links fell on one record, and the other one stayed.
reason-duplicate_of_linked = { $id ->
    [none] Another record with the same e-mail address is the partner.
   *[other] { $object } { $id } has the same e-mail address, and has a partner already.
  }
reason-erased = Forgotten on request: nothing of it is kept here, and it is never synced again.
reason-tied_elsewhere = Its contacts point at a record that is tied to another one; a person can tie it by hand.
reason-no_longer_visible = A full comparison did not meet it, and nothing says that it was deleted.
reason-linked_only = The first run only linked it; values stay as they were until the next edit.
reason-converted_waiting = The lead was converted: the contact that it became is looked at in its place, once it is read.
reason-person_account = It belongs to a person account.

## How a rule came to its answer
ruling-one_side_changed = only one side changed
ruling-ruling_side_stands = the ruling side's value goes back
ruling-ruling_side_wins = both changed, the ruling side wins
ruling-fills_blank = fills a blank
ruling-newest = both changed, the newer one wins
ruling-skew_window = both changed within a minute, Salesforce wins
ruling-first_link_ruling_side = first link, the ruling side's value
ruling-earliest = the first value stays
ruling-maximum = the greater value
ruling-union = both sets together
ruling-forward_only = moves forward only
ruling-opt_out_reaches = an opt-out reaches the other side
ruling-opt_out_restored = still unsubscribed in HubSpot, ticked again
ruling-opt_out_lifted = resubscribed by the person
ruling-closed_won = an opportunity was won
ruling-open_opportunity = has a role on an open opportunity
ruling-contact_stage = a contact of the company moved on
ruling-company_stage = the company moved on
ruling-new_record = first value of a new record
ruling-pair_id = the pair's own id
ruling-decided_by_person = decided by a person
ruling-undo = put back

## Brakes
brake-deletes = { $count } deletes, more than { $limit }
brake-cleared_values = { $count } values would be cleared, more than { $limit }
brake-changed_records = { $count } records would change, more than { $limit }
brake-creates = { $count } records would be made, more than { $limit }
brake-first_run = The first run always asks ({ $count } records).
brake-empty_side = That side is empty, and it was not before.
brake-changed_design = A filter, match key, direction or account changed.
brake-loop = A field keeps being written on both sides.
brake-another_connector = HubSpot's own Salesforce integration still writes here. Turn it off in HubSpot; half an hour after its last write this goes on.

## What is wrong, by error code; error-vendor stands for a vendor's own codes
error-too_long = A value is longer than { $side }'s { $field } takes.
error-not_an_option = A value is not among the options of { $side }'s { $field }.
error-not_in_the_list = A value for { $side }'s { $field } is not in the mapping's value list.
error-not_a_phone_number = A value for { $side }'s { $field } is no phone number.
error-shortened = A value was shortened for { $side }'s { $field }.
error-not_a_number = A value for { $side }'s { $field } is no number.
error-not_a_date = A value for { $side }'s { $field } is no date.
error-not_a_boolean = A value for { $side }'s { $field } is neither yes nor no.
error-lossy = A value for { $side }'s { $field } would lose digits.
error-out_of_range = A number does not fit { $side }'s { $field }.
error-no_partner = The record that { $side }'s { $field } would name has no partner yet.
error-owner_unmatched = The owner has no partner in { $side }.
error-wrong_kind = { $side }'s { $field } is of another kind.
error-not_writable = { $side }'s { $field } is read-only or hidden.
error-backward = { $side }'s { $field } only moves forward.
error-refused_before = { $side } refused this value of { $field } before.
error-amount_of_products = Salesforce answered yes and kept its own amount: that of an opportunity with products is their sum.
error-not_taken = { $side } answered yes and kept the old value of { $field }.
error-field_gone = { $side }'s { $field } was removed or is hidden from this sign-in: what needs it waits, and everything else goes on.
error-field_unfit = { $side }'s { $field } was changed to a type that cannot be tied: everything else goes on without it.
error-field_retyped = { $side }'s { $field } is of another type than when the mapping was saved: it waits for your word.
error-field_emptied = { $side }'s { $field } came back without its values: it waits for your word, and nothing is cleared.
error-vendor = { $field ->
    [none] { $side } refused a record: { $message }
   *[other] { $side } refused { $field }: { $message }
  }

## What to do about it
remedy-too_long = Shorten the value, or make { $field } longer in { $side }.
remedy-not_an_option = Add the option to { $field } in { $side }, or choose another value.
remedy-not_in_the_list = Add the value to the value list of the mapping, or say there what others become.
remedy-not_a_phone_number = Correct the number on the other side, or give it its country code.
remedy-shortened = Nothing, if the short form will do; else shorten the value, or let the mapping keep more.
remedy-not_a_number = Correct the value on the other side.
remedy-not_a_date = Correct the value on the other side.
remedy-not_a_boolean = Correct the value on the other side.
remedy-lossy = Give { $field } in { $side } more decimals, or let the mapping round.
remedy-out_of_range = Give { $field } in { $side } more digits, or correct the value.
remedy-no_partner = Nothing, if its record is synced too: it follows by itself.
remedy-owner_unmatched = Tie the owner to a user by hand in the pair file.
remedy-wrong_kind = Map { $field } to a field of the same kind.
remedy-not_writable = Grant edit of { $field } to the user that signed in to { $side }.
remedy-backward = Set the stage by hand in { $side }, if it is meant to go back.
remedy-refused_before = Change the value or the mapping, or ask for a retry.
remedy-amount_of_products = Change the products in Salesforce, or let the amount flow from Salesforce only.
remedy-not_taken = Look for an automation in { $side } that puts the old value back.
remedy-field_gone = Show { $field } to the user that signed in to { $side }, or restore it there; then it goes on by itself. If it is meant to be gone, take it out of the mapping.
remedy-field_unfit = Give { $field } its old type back in { $side }, or map another field.
remedy-field_retyped = Look at the mapping of { $field }. To go on with it as it is now, approve it (retry this group), or save the mapping anew.
remedy-field_emptied = Restore the values in { $side }. To go on with the empty field, approve it (retry this group): it is then filled from the other side where the rule lets it.
remedy-vendor = Do what the message says, then ask for a retry.

## A plan as a file
plan-saved = Saved to { $file }: { $count } records. It holds personal data, and only you can read it: delete it when it is applied.
left-changed = not written: the plan of now writes something else.
left-gone = nothing left to write.
left-new = not written: the file does not show it.
left-more = … and { $count } more; --json names all of them.

## A plan
act-create = make
act-update = change
act-delete = delete
act-ask = ask
act-skip = skip
plan-head = What differs ({ $count } records looked at):
plan-where = { $object } in { $side }
plan-ask = fields for a person to decide
plan-skip = values that have no place there
plan-cost = Cost: about { $hubspot } calls to HubSpot and { $salesforce } to Salesforce.
sets-off-hubspot_workflows = New in HubSpot: { $count }. Workflows may start, and send mails.
sets-off-marketing_contacts = New contacts in HubSpot: { $count }. Each may count as a marketing contact, which HubSpot bills.
sets-off-salesforce_automation = New in Salesforce: { $count }. Assignment rules, flows and triggers may run, and send mails.
sets-off-salesforce_storage = Salesforce data storage: about { $count } KB.
plan-fields = By field and rule:
plan-examples = For example:
plan-more = … and { $count } more
brake-line = Brake on { $mapping } to { $side }: { $why }

## How a run ended
result-done = done
result-some_failed = finished, and some records failed
result-braked = stopped before it wrote
result-planned = only planned
result-outdated = nothing written: the plan of now is not the one that was shown
result-failed = failed
result-interrupted = interrupted; the next pass goes on
unread-line = { $side } did not show { $object }, so everything that hangs on it waits: { $message }
drift-line = { $side }'s { $object }.{ $field } { $what }: what needs it waits, and everything else goes on.
drift-gone = was removed or is hidden
drift-unfit = was changed to a type that cannot be tied
drift-retyped = is of another type than when the mapping was saved
drift-emptied = came back without its values

## While it watches
watch-asleep = Nobody has looked for { $days } days. Everything since then is caught up with now; the brakes hold whatever is too much.
watch-again = It goes on by itself; the next try is in { $minutes } minutes.

## How a pair stands
status-head = What is left to look at:
status-conflicts = Conflicts for you to decide: { $count }.
status-errors = Groups of errors: { $count }.
status-opt-outs = Opt-outs that wait for people to take part: { $count }.

## What regular checks cost
clock-head = Regular checks besides the changes, and what the last of each cost:
clock-line = { $product }: { $check }, { $often }: { $calls } calls, { $a_day } in 24 hours.
clock-none = What the regular checks cost was not measured yet: each is counted when it is next made.
clock-every-hour = every hour
clock-every-day = once a day
clock-every-week = once a week
clock-every-minutes = every { $minutes } minutes
clock-schema = account, owners and fields
clock-verify = changes from further back
clock-others = whether another connector writes
clock-archived = what is deleted
clock-opt_outs = opt-outs of linked people
clock-sweep = everything, compared

## The demo
demo-started = A HubSpot and a Salesforce are up on this machine, with { $people } people (seed { $seed }).
  No real account is touched. State: { $home }
demo-linked = Linked: HubSpot "{ $hubspot }" with Salesforce "{ $salesforce }"; { $fields } fields mapped from what both have.
demo-applied = Applied.
applied-creates = Planned to make { $hubspot } in HubSpot and { $salesforce } in Salesforce
applied-updates = to change { $hubspot } in HubSpot and { $salesforce } in Salesforce
applied-written = wrote { $hubspot } in HubSpot and { $salesforce } in Salesforce
applied-failed = failed { $hubspot } in HubSpot and { $salesforce } in Salesforce
demo-again-quiet = Second pass: nothing to do.
demo-again-busy = Second pass: { $planned } writes planned, { $writes } sent.
demo-again-seen = The emulator saw { $requests } requests and { $writes } writes.
demo-still = It leaves as they are: { $left_out } left out, { $conflict } in conflict, { $failing } failing, { $waiting } waiting.
demo-accident = Then somebody cleared "{ $field }" of every HubSpot contact, by accident. The next pass:
demo-accident-end = { $result }; the emulator saw { $writes } writes.
demo-next = Where to look next:

## When a command fails; fault-* and do-* follow the codes of errors
fault-head = error
fault-pair_not_ready = { $message }
fault-interrupted = { $message }
fault-unexpected_answer = { $message }
fault-no_keychain = { $message }
fault-keychain_locked = { $message }
fault-passphrase_needed = The accounts' secrets lie in a file that a passphrase opens.
fault-wrong_passphrase = { $message }
fault-vault_failed = { $message }
fault-no_such = { $message }
fault-mapping_flawed = { $message }
fault-bad_file = { $message }
fault-bad_plan_file = { $message }
fault-plan_void = { $message }
fault-refused = { $message }
fault-value_unfit = { $why ->
    [too_long] { $side } takes { $limit } characters at most as { $field }
    [shortened] { $side } takes { $limit } characters at most as { $field }
    [not_an_option] “{ $option }” is not an option of { $field } in { $side }
    [not_in_the_list] “{ $option }” is not in the mapping's list for { $field }
    [not_a_number] { $field } in { $side } is a number
    [not_a_phone_number] { $field } in { $side } is a phone number
    [not_a_date] { $field } in { $side } is a date, as in 2026-11-23
    [not_a_boolean] { $field } in { $side } is yes or no
    [lossy] { $field } in { $side } takes fewer digits
    [out_of_range] { $field } in { $side } takes smaller numbers
    [not_writable] { $field } in { $side } cannot be written
   *[wrong_kind] { $field } is chosen from a side, and not typed
  }
fault-answer_of_another = that address belongs to another sign-in
fault-answer_foreign = that is not the address that the sign-in ends on
fault-answer_without_code = that address carries no answer
fault-answer_unasked = no sign-in waits for an answer
fault-emulator = { $message }
fault-sign_in_needed = { $message }
fault-not_allowed = { $message }
fault-limit_reached = { $message }
fault-unreachable = { $message }
fault-unavailable = { $message }
fault-missing_or_hidden = { $message }
fault-host_refused = { $message }
fault-refused_by_vendor = { $message }
fault-state_held = { $message }
fault-state_newer = { $message }
fault-state_older = { $message }
fault-state_damaged = { $message }
fault-path_refused = { $message }
fault-no_state = { $message }
fault-hubspot_taken = { $message }
fault-record_taken = { $message }
fault-wrong_state = { $message }
fault-disk_full = { $message }
fault-state_failed = { $message }
do-pair_not_ready = do what the message says, then try again
do-interrupted = nothing is lost: run it again to go on
do-unexpected_answer = try again; if it stays, report it with `crosswalk doctor`
do-no_keychain = start a keychain, or choose the passphrase-encrypted file
do-keychain_locked = unlock the keychain
do-passphrase_needed = give its passphrase
do-wrong_passphrase = give the passphrase that the vault file was made with
do-vault_failed = look at the message; the accounts may have to be linked again
do-no_such = list what there is, and name one of it
do-mapping_flawed = mend what is listed and validate it again
do-bad_file = mend the file; the schema is `map schema`
do-bad_plan_file = make it anew: `crosswalk plan --out FILE`; nothing was written
do-plan_void = make a new plan and look at it; nothing was written
do-refused = do what the message says
do-value_unfit = give another value, or keep a side's
do-answer_of_another = paste the address of the page that this sign-in ended on
do-answer_foreign = paste the whole address; it begins with http://localhost and a port
do-answer_without_code = paste the whole address, with everything behind the question mark
do-answer_unasked = begin the sign-in again
do-emulator = free the ports, or let it choose its own
do-sign_in_needed = sign in again: `crosswalk accounts add`
do-not_allowed = grant the right that is named
do-limit_reached = wait; the next pass goes on
do-unreachable = check the network; nothing is lost
do-unavailable = wait; the next pass goes on
do-missing_or_hidden = grant read access to it, or take it out of the mapping
do-host_refused = use the vendor's own address
do-refused_by_vendor = look at the vendor's words
do-state_held = close the other Crosswalk, or wait for it
do-state_newer = install the newer version again
do-state_older = run a command that may write, once; a backup is made first
do-state_damaged = restore a backup: `crosswalk backup list`, `backup restore`
do-path_refused = remove what is in the way
do-no_state = link accounts first, or try `crosswalk demo`
do-hubspot_taken = remove the other pair first
do-record_taken = unlink the other record first
do-wrong_state = look at its state and try what fits
do-disk_full = make room; nothing of the change was kept
do-state_failed = look at the message; `crosswalk doctor` checks the state

## Wrong usage, and a machine that does not serve
usage-home = name a folder with --home
usage-secret-missing = { $what } is missing
usage-secret = set { $variable }, or pipe it in
usage-passphrase = the vault file's passphrase
usage-token = the account's token
usage-client-secret = the app's client secret
usage-no-pair = there is no pair yet
usage-add-pair = make one with `crosswalk pair add`
usage-many-pairs = there are several pairs
usage-name-pair = name one with --pair NUMBER
usage-watch-json = --watch prints one document a pass, and --json is one document
usage-stream = use --json-stream
usage-unconfirmed = nobody confirmed it; nothing was forgotten
usage-confirm = look at it with --dry-run, then give --yes
machine-nothing = look at the message; nothing was changed
machine-start = cannot start
machine-stdin = cannot read stdin
machine-read = cannot read { $file }
machine-signal = cannot wait for a signal
machine-completions = the completions are no text
machine-manual = the manual cannot be written into { $file }

## Tables and values
none = (none)
value-blank = (blank)
more-rows = … and { $count } more; --limit { $total } shows them, --json names all.
ends = Salesforce { $salesforce } = HubSpot { $hubspot }
head-account = account
head-side = side
head-id = id
head-name = name
head-pair = pair
head-state = state
head-why = why
head-run = run
head-started = started
head-what = what
head-by = by
head-result = result
head-made = made
head-bytes = bytes
head-file = file
head-rights = may
rights-full = look and write
rights-watch_only = look only

## Accounts and pairs
account-answers = { $name } ({ $id }) answers
account-removed = account { $account } is forgotten
account-added = account { $account }: { $side } { $name }
account-browse = Open this page in your browser, and allow it:
pair-owner-fields = { $object } tell from the next pass on who owns them in Salesforce, where HubSpot has no such owner
pair-lifecycle-field = { $field } follows the lifecycle stage of each person from the next pass on, and never goes back by itself
pair-campaign-field = { $field } lists from the next pass on the Salesforce campaigns of each contact
pair-owner-field-by-hand = make the property { $field } of { $object } by hand, as single-line text: { $why }
pair-taken-over = pair { $pair } is kept from here now
pair-is-removed = pair { $pair } is forgotten; nothing changed in either account
pair-added = pair { $pair }: look at `crosswalk plan`, then apply it
pair-shares-org = { $other } keeps the same Salesforce org in step: new people there make no contacts in this HubSpot account, as HubSpot advises. With another setting, people of one account would appear in the other.
pair-by-hand = make { $field } on { $side } { $object } by hand: { $why }
pair-setup = being set up
pair-live = runs
pair-paused = paused
pair-removed = removed

## The mapping
map-not-saved = Nothing was saved. `map import --save` keeps it.
map-fits = it fits
map-scope = { $mapping }: { $in } of HubSpot's records take part, { $out } do not ({ $held } of those are linked and would be held)
map-scope-unread = { $mapping }: { $in } of HubSpot's records take part, { $out } do not ({ $held } of those are linked and would be held); { $unread } can be told after the next pass, which reads what the filter asks for
map-offer-list = HubSpot keeps the list “{ $list }” ({ $size } contacts). To sync only its members, set "in_scope": {"{"}"list": "{ $list }"{"}"}.
map-offer-filter = All contacts take part. To leave subscribers out, set "in_scope": "{ $filter }".
objects-kept = { $object }: { $hubspot } in HubSpot, { $salesforce } in Salesforce
objects-offered = { $side } also has: { $objects }
objects-added = { $object } is kept in step from the next pass on, with { $fields ->
    [one] one field that is called the same on both sides
   *[other] { $fields } fields that are called the same on both sides
  }. The mapping is version { $version }.
objects-removed = { $object } is kept in step no longer. What was written stays in both accounts. The mapping is version { $version }.
activity-opens = Opens of marketing email
activity-clicks = Clicks in marketing email
activity-each = on, a task for each event
activity-collapsed = on, one task for each person and mail
activity-off = off
activity-line = { $activity }: { $state }. Expected in the next 30 days, going by the last week: { $each } tasks, or { $collapsed } with one for each person and mail.
activity-line-more = { $activity }: { $state }. Expected in the next 30 days, going by the last week: more than { $each } tasks, or more than { $collapsed } with one for each person and mail.
activities-by-hand = { $side }: make the field { $field } of { $object } by hand, unique and an external id. Until then no task is made. { $why }
map-saved = Saved as version { $version }. `crosswalk plan` shows what it changes.
map-same = nothing differs
what-if-head = Of { $looked } records, { $differing } would be treated differently; by what was last read of them.
what-if-link = { $mapping }: { $more } more are linked to a record in { $side }, { $fewer } fewer
what-if-create = { $mapping }: { $more } more records are made in { $side }, { $fewer } fewer
what-if-delete = { $mapping }: { $more } more records are deleted in { $side }, { $fewer } fewer
what-if-hold = { $mapping }: { $more } more records take no part, { $fewer } fewer
what-if-write = { $mapping }: { $side }'s { $field } is written in { $more } more records, in { $fewer } fewer, and with another value in { $otherwise }
what-if-ask = { $mapping }: you are asked about { $field } for { $more } more records, for { $fewer } fewer
what-if-unread = { $side }: { $count } records of { $object } were never read with { $field }; the next pass reads it.
what-if-undated = { $count } records have a value of which the newer one would stand; which that is, is asked when a pass runs.

## What a pass came to
report-run = (run { $run })
report-create = create
report-change = change
report-delete = delete
report-written = written
report-failed = failed
report-sides = { $hubspot } in HubSpot { $salesforce } in Salesforce
report-left = { $conflicts } conflicts, { $skips } values left alone
report-backup = The state of before is kept: { $file }
report-kept = { $count } writes stay as they are
progress-reading = reading { $side }: { $count } records
progress-planning = planning { $mapping }: { $links } looked at, { $writes } to write
progress-writing = writing to { $side }: { $left } left
stage-pull = reading both sides
stage-match = finding partners
stage-plan = planning
stage-push = writing

## Runs
kind-pass = pass
kind-apply = apply
kind-sweep = sweep
kind-undo = undo
kind-by_hand = by hand
run-open = (not ended)
run-undone = (put back by run { $run })
write-create = create
write-update = update
write-delete = delete

## A person's word on errors, conflicts and records
errors-marked = { $count } records are tried again by the next pass
conflict-decided = (decided: { $side })
conflict-decided-typed = (decided: { $value } on both sides)
conflict-tie = {"  "}{ $object } { $id } stays alone: its contacts point at { $other_object } { $other_id }, which is tied to { $tied_id }.
    To tie it instead: `crosswalk record unlink { $tied_id }`, then `crosswalk record link` both
conflict-author = {" "}(by { $name })
conflict-was = {""}, was { $base }
conflict-stands = conflict { $conflict }: { $side } stands from the next pass on
conflict-stands-typed = conflict { $conflict }: { $value } goes to both sides with the next pass
record-done = link { $link }: { $what }
record-linked = linked; the next pass decides its fields
record-unlinked = unlinked; neither record is matched or made again
record-never = never synced from now on
record-create = its partner is made by the next pass that is free to

## Forgetting a person
forget-head = What is forgotten here; the records themselves stay as they are:
forget-counts = { $links } links, { $writes } writes of the history, in { $backups } backups; { $plans } saved plans
forget-final = It cannot be undone, and nothing of them is synced again.
forget-ask = Type { $what } to go on:
forgotten = forgotten: { $links } links, { $plans } saved plans

## Backups and health
backup-restored = restored; what was there is kept beside it.
doctor-head = crosswalk { $version } on { $system }
doctor-state = state: { $file }
doctor-trouble = trouble: { $message }
doctor-sound = it opens and passes its check
doctor-backup = newest backup: { $at }
doctor-account = account { $account }: { $side } { $id }
doctor-development = (development: loopback let through)
doctor-pair = pair { $pair }: { $state }{ $why }; { $errors } groups of errors, { $conflicts } conflicts

## The window's tray
tray-open = Open Crosswalk
tray-quit = Quit
tray-no-pair = No accounts are tied yet
tray-not-open = Not open yet
tray-sync = Sync now
tray-pause = Pause
tray-pause-hour = For an hour
tray-pause-tomorrow = Until tomorrow at 08:00
tray-pause-resumed = Until I resume
tray-go-on = Resume
tray-errors = Errors ({ $count })
tray-running = Running
tray-running-read = Running: { $count } read
tray-running-written = Running: { $count } written
tray-waiting = Waiting for the next pass
tray-next = Next pass { $at }
tray-setback = Cannot go on; tries again at { $at }
tray-paused = Paused by you
tray-paused-until = Paused until { $at }
tray-by-hand = Syncs when you say so
tray-stopped = Stopped, needs you
tray-never = never run
tray-last = last run: { $result }
tray-errors-left = errors left: { $count }
tray-goes-on = Crosswalk goes on in the tray
tray-goes-on-about = The window is closed, the work goes on. Settings can end the program with its window instead.

## What a person is told of while the window is away; nobody's data is in it unless they ask for it
notice-stopped = { $pair } has stopped
notice-stopped-about = It goes on when you have looked at it. Nothing is lost.
notice-braked = { $many ->
    [one] { $pair }: a brake holds one write
   *[other] { $pair }: a brake holds { $count } writes
  }
notice-braked-worse = { $pair }: a brake now holds { $count } writes
notice-braked-about = Look at the plan: nothing of it was written.
notice-failing = { $many ->
    [one] { $pair }: one record does not get through
   *[other] { $pair }: { $count } records do not get through
  }
notice-failing-worse = { $pair }: now { $count } records do not get through
notice-cause = { $objects ->
    [none] { $cause }
   *[other] { $objects }: { $cause }
  }
notice-field-waits = { $pair }: a changed field waits for you
notice-field-back = { $pair }: a field takes part again
notice-refused = { $side } refuses them.
notice-people = Among them: { $people }.
notice-sign-in = { $pair } needs you to sign in again
notice-sign-in-about = Nothing is lost: changes wait until you have.
notice-goes-on = { $pair } goes on again
notice-released = { $pair }: no brake holds anything
notice-get-through = { $many ->
    [one] { $pair }: one record gets through again
   *[other] { $pair }: { $count } records get through again
  }
notice-mended-about = What held it up is mended.
notice-mended-cause = Mended: { $cause }
notice-several = { $many ->
    [one] { $pair }: one thing needs you
   *[other] { $pair }: { $count } things need you
  }
notice-several-news = { $pair }: { $count } things are news
notice-more = and { $count } more
notice-day = { $many ->
    [one] { $pair }: one write since the last summary
   *[other] { $pair }: { $count } writes since the last summary
  }
notice-day-about = Errors: { $failing }. Conflicts: { $conflicts }.
notice-show = Show
notice-retry = Retry

## What a sign-in may do, by code, and where to grant it
check-answers = Signed in, and it is { $about }
check-another_account = It is another account now: { $about }
check-object_open = { $about }: read and write
check-object_read_only = { $about }: read only
check-object_hidden = { $about }: not there, or hidden from this sign-in
check-fields_read_only = { $about }: cannot write { $fields }
check-fields_hidden = { $about }: cannot see { $fields }
check-shared_user = Somebody else also works as { $about }
check-do-another_account-hub_spot = Sign in again with the portal that was linked.
check-do-another_account-salesforce = Sign in again with the org that was linked.
check-do-object_read_only-hub_spot = Add the write scope of this object to your HubSpot app, then sign in again.
check-do-object_read_only-salesforce = Setup › Permission Sets › Object Settings: give the integration user Create and Edit.
check-do-object_hidden-hub_spot = Add the read scope of this object to your HubSpot app, then sign in again.
check-do-object_hidden-salesforce = Setup › Permission Sets › Object Settings: give the integration user Read.
check-do-fields_read_only-hub_spot = Choose a rule that writes to Salesforce only, or map a property that can be written.
check-do-fields_read_only-salesforce = Setup › Permission Sets › Object Settings › Field Permissions: give Edit Access.
check-do-fields_hidden-hub_spot = Show the property to this sign-in, or take it out of the mapping.
check-do-fields_hidden-salesforce = Setup › Permission Sets › Object Settings › Field Permissions: give Read Access, or take it out of the mapping.
check-do-shared_user-salesforce = Give Crosswalk a Salesforce user of its own, and sign in again as that user. Until then an edit made under this name while a pass writes can be taken for ours.
check-cannot_create = { $about }: records cannot be made
check-cannot_edit = { $about }: records cannot be changed
check-cannot_delete = { $about }: records cannot be deleted, and the mapping deletes some
check-id_field_missing = { $about }: the pair's id field is not there, so no records are made
check-owners_hidden = { $about }: who owns a record cannot be read
check-missing_scopes = { $about } refused for lack of { $fields }
check-do-cannot_create-hub_spot = Add the write scope of this object to your HubSpot app, then sign in again.
check-do-cannot_create-salesforce = Setup › Permission Sets › Object Settings: give the integration user Create, or deploy the permission set of this page.
check-do-cannot_edit-hub_spot = Add the write scope of this object to your HubSpot app, then sign in again.
check-do-cannot_edit-salesforce = Setup › Permission Sets › Object Settings: give the integration user Edit, or deploy the permission set of this page.
check-do-cannot_delete-hub_spot = Add the write scope of this object to your HubSpot app, then sign in again.
check-do-cannot_delete-salesforce = Setup › Permission Sets › Object Settings: give the integration user Delete, or let the mapping delete nothing.
check-do-id_field_missing-hub_spot = Let the set-up of the pair make it, or show it to this sign-in.
check-do-id_field_missing-salesforce = Let the set-up of the pair make it, or give the integration user Read and Edit on it: the permission set of this page does.
check-do-owners_hidden-hub_spot = Add the scope crm.objects.owners.read to your HubSpot app, then sign in again.
check-do-owners_hidden-salesforce = Give the integration user read access to users.
check-do-missing_scopes-hub_spot = Add { $fields } to your HubSpot app, then sign in again.
check-native_package = { $about } is installed: two connectors may write here
check-native_package_old = { $about } is installed, older than 2.60: two connectors may write here
check-packages_hidden = What is installed in { $about } cannot be seen
check-do-native_package-salesforce = Switch the sync of HubSpot's own connector off before this one runs, or give each its own fields. Nothing here needs the package.
check-do-native_package_old-salesforce = Switch the sync of HubSpot's own connector off before this one runs. That version serves one HubSpot portal alone; nothing here needs it.
check-do-packages_hidden-salesforce = Look yourself: Setup › Installed Packages. If HubSpot's own connector is there, switch its sync off before this one runs.
check-scopes = Scopes that the mapping needs: { $fields }
permission-set-saved = A permission set for this mapping is saved to { $file }: deploy it, and assign it to the integration user.

## Before a run: what was found, by code, and what to do about it
preflight-head = Before it writes:
preflight-first_run = Before the first run
preflight-mapping_changed = The mapping has changed since it last wrote
preflight-nothing = Worth knowing
preflight-about = { $mapping ->
    [none] { $what }
   *[other] { $mapping }: { $what }
  }
preflight-native_runs = HubSpot's own Salesforce integration still runs (it wrote at { $examples }). It would undo and double what is written here, take accounts off opportunities, and keep contacts that Salesforce deleted.
preflight-do-native_runs = Turn it off in HubSpot; nothing is written until it is quiet.
preflight-company_name = { $fields } ties a text to the account's name, which is a record: values cannot cross.
preflight-do-company_name = Tie company to the lead's Company only, and let the association keep contacts and accounts together.
preflight-mapping_flaw = The mapping does not fit the accounts: { $examples }.
preflight-do-mapping_flaw = Repair it in the mapping; nothing is written before.
preflight-field_drifted = { $fields } is not what the mapping was made for, and waits.
preflight-do-field_drifted = See Errors for the way back, or approve it there.
preflight-no_id_field = { $count } records are not made for want of the pair's id field.
preflight-do-no_id_field = Let the set-up make the field, or have an administrator make it.
preflight-required_unmapped = New records in { $side } need { $fields }, and nothing is mapped to that.
preflight-do-required_unmapped = Map the field, give it a default there, or switch off making records.
preflight-required_empty = { $count } records lack a value that new records on the other side need.
preflight-do-required_empty = Fill the value in; the next run makes them.
preflight-picklist_gap = { $count } values are no options of { $side }'s { $fields } ({ $examples }).
preflight-do-picklist_gap = Add the options there, or put a value list into the mapping.
preflight-too_long = { $count } values are longer than { $side }'s { $fields } takes.
preflight-do-too_long = Make the field longer, or let the mapping shorten them.
preflight-does_not_fit = { $count } values have no form in { $side }'s { $fields }.
preflight-do-does_not_fit = Correct them, or convert them in the mapping.
preflight-duplicates = { $count } records of { $side } look alike by { $fields }: each is matched with nobody, or with one of several.
preflight-do-duplicates = Merge them there before the run.
preflight-shared_org = Another account shares this Salesforce ({ $examples }): whom it makes there is made here too.
preflight-do-shared_org = If that is not meant, let only one of them make records in HubSpot.
preflight-companies_after_deals = Companies were switched on after deals. HubSpot's own integration would take the account off every opportunity then; this one takes none off, and fills in what is empty.
preflight-do-companies_after_deals = Look at the opportunities' accounts in the plan.
preflight-deletes_outside_scope = Who left the list or filter ({ $count } now) is not deleted in HubSpot when Salesforce deletes them.
preflight-do-deletes_outside_scope = Delete them by hand, if they are meant to go.
preflight-company_merges = While HubSpot's own integration is on, HubSpot merges no companies. This one does not hinder that.
preflight-do-company_merges = Turn that integration off before you clean up companies.
preflight-creates = { $count } records are made in { $side }.
preflight-do-creates = What they set off stands beside the plan.
preflight-calls_over_budget = About { $count } calls to { $side } are needed, more than today's budget has left: the rest waits for tomorrow.
preflight-do-calls_over_budget = Raise the share of the budget, or let it take several days.
preflight-calls = About { $count } calls to { $side }.
preflight-do-calls = Nothing has to be done.
