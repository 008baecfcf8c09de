// The only door to the engine. Each function is one command of the shell, by the same name and with
// the same arguments; a test of the house compares the two lists. Nothing else in the interface may
// import from `@tauri-apps/api`.
//
// Values in rows (`ErrorRow.value`, `ConflictRow.now`, `WriteLine.before`, `ValueLine.now` ...) are
// texts for people: a text or an option stands in double quotes, a blank is `BLANK` without quotes.
// `ChangeLine` carries typed values instead.

import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import type {
  AccountLine,
  ApiShare,
  BackupLine,
  Both,
  CandidateLine,
  Checkup,
  Chosen,
  ConflictRow,
  Differing,
  Doubles,
  ErrorId,
  ErrorLine,
  ErrorRow,
  ExpectedTasks,
  FieldMade,
  Flaw,
  FlowDay,
  Forgotten,
  Health,
  Keeping,
  Language,
  MailActivity,
  MapChange,
  NewAccount,
  News,
  NoticeList,
  NoticeSettings,
  ObjectAdded,
  ObjectMapping,
  ObjectSchema,
  ObjectTitle,
  ObjectToAdd,
  Overview,
  OwnerCardsMade,
  OwnerRow,
  Page,
  PairAdded,
  PairFile,
  PairToAdd,
  PassReport,
  PlannedAsk,
  PlannedPage,
  Preview,
  Repeats,
  RunLine,
  RunPage,
  Samples,
  Schedule,
  ScopePreview,
  ShareLine,
  Spending,
  TieRow,
  Title,
  ToForget,
  Trouble,
  UndoReport,
  UndoView,
  VersionLine,
  WhatIfView,
  Why,
  WindowChoices,
  Word,
} from './generated/contract';

export type * from './generated/contract';

/** How a blank is shown where a quoted text would stand. */
export const BLANK = '(blank)';

/** What a command is refused with: words are `fault-CODE` and `do-CODE` with `args`. */
export function isTrouble(thrown: unknown): thrown is Trouble {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'args' in thrown;
}

/** Told at most ten times a second per topic; each is a picture of how things stand. */
export function onNews(tell: (news: News) => void): Promise<() => void> {
  return listen<News>('news', (event) => tell(event.payload));
}

// How everything stands.
export const overview = () => invoke<Overview>('overview');
export const doctor = () => invoke<Health>('doctor');
/** Where the answer to `overview` is `passphrase_needed` or `no_keychain`. */
export const unlock = (passphrase: string) => invoke<null>('unlock', { passphrase });
/** Looks at two pretend accounts from now on; takes seconds, told as `demo` news. */
export const startDemo = () => invoke<null>('start_demo');
/** Looks at the person's own accounts again. */
export const leaveDemo = () => invoke<null>('leave_demo');

/** Our calls by day, and what the vendors say of everybody's. */
export const flow = (pair: number) => invoke<FlowDay[]>('flow', { pair });
export const spending = (pair: number) => invoke<Spending>('spending', { pair });

// Accounts.
export const accounts = () => invoke<AccountLine[]>('accounts');
/** Signs in and keeps nothing: `confirmAccount` or `declineAccount` comes next. */
export const signInByToken = (account: NewAccount, token: string) =>
  invoke<CandidateLine>('sign_in_by_token', { account, token });
/** Opens the person's own browser; its page comes as `sign_in` news, to be copied. */
export const signInByBrowser = (
  account: NewAccount,
  clientId: string,
  clientSecret: string | null,
) => invoke<CandidateLine>('sign_in_by_browser', { account, clientId, clientSecret });
/** The address of the page that the browser could not open: the answer of the sign-in is in it. */
export const pasteAnswer = (address: string) => invoke<null>('paste_answer', { address });
export const cancelSignIn = () => invoke<null>('cancel_sign_in');
/** Links whoever signed in last. */
export const confirmAccount = () => invoke<AccountLine>('confirm_account');
/** Gives that sign-in back; the vendor is told. */
export const declineAccount = () => invoke<null>('decline_account');
/** Who an account is now, and what its sign-in may do there. */
export const accountHealth = (connection: number) =>
  invoke<Checkup>('account_health', { connection });
/** A permission set for Salesforce that grants what the mappings of the org need. */
export const permissionSet = (connection: number) =>
  invoke<string>('permission_set', { connection });
export const removeAccount = (connection: number) => invoke<null>('remove_account', { connection });

// Pairs.
/** The file's objects take part, whatever the pair names. */
export const addPairOfFile = (pair: PairToAdd, file: PairFile) =>
  invoke<PairAdded>('add_pair_of_file', { pair, file });
export const addPair = (pair: PairToAdd) => invoke<PairAdded>('add_pair', { pair });
export const renamePair = (pair: number, name: string) =>
  invoke<null>('rename_pair', { pair, name });
/** Forgets the pair here; nothing changes in either account. */
export const removePair = (pair: number) => invoke<null>('remove_pair', { pair });
export const takeOver = (pair: number) => invoke<null>('take_over', { pair });

// Plans. `preview` takes as long as reading both sides does.
export const preview = (pair: number) => invoke<Preview>('preview', { pair });
export const planned = (pair: number, ask: PlannedAsk) =>
  invoke<PlannedPage>('planned', { pair, ask });
/** Orders what `preview` showed last. `typed` is what the person typed, where it asked for it. */
export const apply = (pair: number, typed: string | null, differing: Differing, chosen: Chosen) =>
  invoke<PassReport>('apply', { pair, typed, differing, chosen });
/** How many records of that plan a choice leaves. */
export const keptOfPreview = (pair: number, chosen: Chosen) =>
  invoke<number>('kept_of_preview', { pair, chosen });
/** Keeps that plan as a file of its own; returns where. */
export const savePreview = (pair: number) => invoke<string>('save_preview', { pair });

// Passes.
export const syncNow = (pair: number) => invoke<null>('sync_now', { pair });
export const sweep = (pair: number) => invoke<PassReport>('sweep', { pair });
export const keep = (pair: number, keeping: Keeping) => invoke<null>('keep', { pair, keeping });
export const cancel = () => invoke<null>('cancel');

// Looking back.
export const runs = (pair: number, limit: number) => invoke<RunLine[]>('runs', { pair, limit });
export const run = (run: number, from: number) => invoke<RunPage>('run', { run, from });
/** `what` is a run's number, or an e-mail address, id or URL of a record. */
export const undoView = (pair: number, what: string) =>
  invoke<UndoView>('undo_view', { pair, what });
export const undo = (pair: number, what: string) => invoke<UndoReport>('undo', { pair, what });

// What waits for a person.
export const errors = (pair: number) => invoke<ErrorLine[]>('errors', { pair });
export const errorRows = (pair: number, group: string | null) =>
  invoke<ErrorRow[]>('error_rows', { pair, group });
/** Returns how many records the next pass tries again. */
export const retryError = (pair: number, error: ErrorId) =>
  invoke<number>('retry_error', { pair, error });
export const retryErrors = (pair: number, group: string | null) =>
  invoke<number>('retry_errors', { pair, group });
export const conflicts = (pair: number) => invoke<ConflictRow[]>('conflicts', { pair });
export const ties = (pair: number) => invoke<TieRow[]>('ties', { pair });
export const tieInstead = (pair: number, link: number) =>
  invoke<number>('tie_instead', { pair, link });
export const leaveAlone = (pair: number, link: number) =>
  invoke<number>('leave_alone', { pair, link });
export const decideConflicts = (conflicts: number[], keep: Word) =>
  invoke<null>('decide_conflicts', { conflicts, keep });

// Records. `what` is an e-mail address, an id of either side, or a record's URL.
export const recordWhy = (pair: number, what: string) =>
  invoke<Why[]>('record_why', { pair, what });
/** Opens a page of an account in the system's browser; its address is made and checked in Rust. */
export const openPage = (connection: number, page: Page) =>
  invoke<null>('open_page', { connection, page });
/** What people call the records of up to 500 links. */
export const titles = (links: number[]) => invoke<Title[]>('titles', { links });
export const linkRecords = (pair: number, ids: Both<string>) =>
  invoke<number>('link_records', { pair, ids });
export const unlinkRecord = (pair: number, what: string) =>
  invoke<number>('unlink_record', { pair, what });
export const neverSync = (pair: number, what: string) =>
  invoke<number>('never_sync', { pair, what });
export const createPartner = (pair: number, what: string, object: string | null) =>
  invoke<number>('create_partner', { pair, what, object });
export const toForget = (pair: number, what: string) =>
  invoke<ToForget>('to_forget', { pair, what });
export const erase = (pair: number, what: string) => invoke<Forgotten>('erase', { pair, what });

// The mapping.
export const mapping = (pair: number) => invoke<PairFile>('mapping', { pair });
export const mappingVersions = (pair: number) =>
  invoke<VersionLine[]>('mapping_versions', { pair });
export const mappingVersion = (pair: number, version: number) =>
  invoke<PairFile>('mapping_version', { pair, version });
/** A design made from what both sides have now; nothing is saved. `objects` are HubSpot's names. */
export const suggestMapping = (pair: number, objects: string[]) =>
  invoke<PairFile>('suggest_mapping', { pair, objects });
export const validateMapping = (pair: number, file: PairFile) =>
  invoke<Flaw[]>('validate_mapping', { pair, file });
/** What one version changed of another. */
export const versionChanges = (pair: number, before: number, after: number) =>
  invoke<MapChange[]>('version_changes', { pair, before, after });
export const mappingChanges = (pair: number, file: PairFile) =>
  invoke<MapChange[]>('mapping_changes', { pair, file });
/** What a design would do to the records as they were last read. Neither account is asked. */
export const whatIf = (pair: number, file: PairFile) =>
  invoke<WhatIfView>('what_if', { pair, file });
/** Returns the version. Nothing is written to either side by it. */
export const saveMapping = (pair: number, file: PairFile) =>
  invoke<number>('save_mapping', { pair, file });
/** The canonical text of a design, as files hold it. */
export const mappingText = (file: PairFile) => invoke<string>('mapping_text', { file });
/** Reads such a text; nothing is saved. */
export const readMapping = (text: string) => invoke<PairFile>('read_mapping', { text });
/** Every object and field that both sides show now. */
export const schemas = (pair: number, objects: string[]) =>
  invoke<Both<ObjectSchema[]>>('schemas', { pair, objects });

// What a design would mean, worked out on what is known, before it is saved.
/** Whom a rule lets take part, and who would leave by it. */
export const scopePreview = (pair: number, file: PairFile, mapping: string) =>
  invoke<ScopePreview>('scope_preview', { pair, file, mapping });
/** Records that look alike on their own side. */
export const doubles = (pair: number, mapping: string) =>
  invoke<Doubles>('doubles', { pair, mapping });
export const ownerRows = (pair: number, file: PairFile) =>
  invoke<OwnerRow[]>('owner_rows', { pair, file });
/** A record's values and what they become; one with both ends unless a link is named. */
export const samples = (pair: number, file: PairFile, mapping: string, link: number | null) =>
  invoke<Samples>('samples', { pair, file, mapping, link });

// Activities that become tasks, and owners whom HubSpot does not have.
/** What an activity would be as a mapping; nothing is saved. Saving it makes Salesforce's id field. */
export const activityMapping = (pair: number, activity: MailActivity, repeats: Repeats) =>
  invoke<ObjectMapping>('activity_mapping', { pair, activity, repeats });
/** Counts the events of the last week, which asks HubSpot. */
export const expectedTasks = (pair: number, activity: MailActivity) =>
  invoke<ExpectedTasks>('expected_tasks', { pair, activity });
/** Makes the three properties that name a Salesforce owner without a counterpart. */
export const makeOwnerCards = (pair: number) =>
  invoke<OwnerCardsMade>('make_owner_cards', { pair });
/** Makes the property that lists the Salesforce campaigns of a contact, and says how it is mapped. */
export const campaignField = (pair: number) => invoke<FieldMade>('campaign_field', { pair });
export const lifecycleField = (pair: number) => invoke<FieldMade>('lifecycle_field', { pair });
/** The objects of both accounts whose records can be kept in step. */
export const objectsOnOffer = (pair: number) =>
  invoke<Both<ObjectTitle[]>>('objects_on_offer', { pair });
/** One more object, saved at once as the next version; no record is written by this. */
export const addObject = (pair: number, object: ObjectToAdd) =>
  invoke<ObjectAdded>('add_object', { pair, object });
/** One less; what was written stays. Answers with the version. */
export const removeObject = (pair: number, mapping: string) =>
  invoke<number>('remove_object', { pair, mapping });

// What a person is notified of while the window is away.
export const noticeList = (language: Language) => invoke<NoticeList>('notice_list', { language });
export const readNotices = (ids: number[]) => invoke<null>('read_notices', { ids });
export const schedule = (pair: number) => invoke<Schedule>('schedule', { pair });
export const setSchedule = (pair: number, schedule: Schedule) =>
  invoke<null>('set_schedule', { pair, schedule });
export const apiShares = () => invoke<ShareLine[]>('api_shares');
export const setApiShare = (connection: number, share: ApiShare) =>
  invoke<null>('set_api_share', { connection, share });
export const noticeSettings = () => invoke<NoticeSettings>('notice_settings');
export const setNoticeSettings = (settings: NoticeSettings) =>
  invoke<null>('set_notice_settings', { settings });

// What a person chose about the window itself; the shell keeps it apart from the state.
export const windowChoices = () => invoke<WindowChoices>('window_choices');
export const setWindowChoices = (choices: WindowChoices) =>
  invoke<null>('set_window_choices', { choices });

// Backups.
export const backups = () => invoke<BackupLine[]>('backups');
export const backUp = () => invoke<BackupLine>('back_up');
/** Puts a backup in the place of the state; `path` is one that `backups` names. */
export const restoreBackup = (path: string) => invoke<null>('restore_backup', { path });
