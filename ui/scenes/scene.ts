import type { Chosen, PairAdded, PairFile, PlannedAsk } from '../src/ipc';
import { candidate, healthOf } from './fixtures/accounts';
import {
  companyTitles,
  conflicts,
  decidedConflicts,
  manyConflicts,
  tied,
} from './fixtures/conflicts';
import {
  doubles,
  owners,
  samplesOf,
  scopePreview,
  whatIf,
  whatTheListDoes,
} from './fixtures/drafts';
import { errorRows, errors, manyErrors, paused } from './fixtures/errors';
import { flow } from './fixtures/flow';
import { hostileRows, hostileTitles, PAYLOADS } from './fixtures/hostile';
import { listChanges, mapping, suggestion } from './fixtures/mapping';
import { notices } from './fixtures/notices';
import { demoAccounts, overview, type Told, threeAccounts, UNREAD } from './fixtures/overview';
import { titles } from './fixtures/people';
import { clearing, keptOf, planned, plannedPage, preview } from './fixtures/plan';
import { why } from './fixtures/record';
import { newestRuns, runPage, runs, undoOf } from './fixtures/runs';
import { countries, listed, schemas } from './fixtures/schemas';
import { shares } from './fixtures/shares';
import { spending } from './fixtures/spending';

type Given = Record<string, unknown>;

/** What the made-up shell answers; a function is asked with the arguments. */
type Answers = Record<string, unknown>;

/** One state of one screen. */
export interface Scene {
  address: string;
  answer: (command: string, given: Given) => unknown;
}

/** An answer that never comes. */
const NEVER = Symbol('never');

/** A command that is refused. */
class Refused {
  constructor(readonly trouble: unknown) {}
}

const UNREACHABLE = new Refused({
  code: 'unreachable',
  args: { message: 'Salesforce cannot be reached', side: 'Salesforce' },
  retryable: true,
  provider_text: null,
});

const DAMAGED = new Refused({
  code: 'state_damaged',
  args: { message: 'the state did not pass its check' },
  retryable: false,
  provider_text: null,
});

const LOCKED = new Refused({
  code: 'passphrase_needed',
  args: { message: 'a passphrase is needed' },
  retryable: false,
  provider_text: null,
});

const WRONG = new Refused({
  code: 'wrong_passphrase',
  args: { message: 'the passphrase does not open the secrets' },
  retryable: false,
  provider_text: null,
});

/** Both accounts are linked, and there is a pair once somebody makes one. */
function imported(): Answers {
  let isMade = false;
  return {
    overview: () => (isMade ? overview({}) : { demo: false, accounts: demoAccounts, pairs: [] }),
    add_pair_of_file: () => {
      isMade = true;
      const lacks = 'Modify Metadata is missing';
      const field: PairAdded['by_hand'][number] = [
        'salesforce',
        'Contact',
        'Crosswalk_1234567_Id__c',
        lacks,
      ];
      return { pair: 1, by_hand: [field], shares_org_with: [] };
    },
  };
}

const NORMAL: Answers = {
  overview: overview({}),
  accounts: demoAccounts,
  errors,
  error_rows: (given: Given) => errorRows(String(given.group)),
  retry_errors: 9,
  retry_error: 1,
  conflicts,
  decide_conflicts: null,
  ties: [],
  tie_instead: 41,
  leave_alone: 41,
  runs,
  run: (given: Given) => runPage(Number(given.run)),
  preview,
  kept_of_preview: (given: Given) => keptOf(given.chosen as Chosen),
  save_preview:
    '/home/kari/.local/share/app.crosswalk.desktop/db/plans/plan-1-2026-11-23-130700.json',
  planned: (given: Given) => plannedPage(given.ask as PlannedAsk),
  apply: {
    run: 813,
    result: 'some_failed',
    counts: {
      read: { hubspot: 12, salesforce: 9 },
      changed: { hubspot: 0, salesforce: 0 },
      looked_at: 12_489,
      creates: { hubspot: 0, salesforce: 41 },
      updates: { hubspot: 56, salesforce: 158 },
      deletes: { hubspot: 0, salesforce: 0 },
      written: { hubspot: 56, salesforce: 196 },
      failed: { hubspot: 0, salesforce: 2 },
      conflicts: 3,
      skips: 6,
    },
    brakes: [],
    unread: [],
    drift: [],
    read_at: { hubspot: '2026-11-23T13:02:10Z', salesforce: '2026-11-23T13:02:31Z' },
    left: [
      {
        link: 100,
        mapping: 'contacts',
        ends: {
          hubspot: { object: 'contacts', id: '551' },
          salesforce: { object: 'Contact', id: '0035g00000AbCdE' },
        },
        why: 'changed',
      },
    ],
    backup: null,
  },
  titles: (given: Given) => titles(given.links as number[]),
  open_page: null,
  record_why: (given: Given) => (String(given.what).includes('nobody') ? [] : why),
  mapping,
  mapping_versions: [
    { version: 12, made_at: '2026-11-23T12:58:00Z', note: null },
    { version: 11, made_at: '2026-11-20T09:12:00Z', note: 'imported' },
  ],
  mapping_version: mapping,
  version_changes: (given: Given) =>
    given.before === given.after
      ? []
      : [{ path: 'mappings/contacts/fields/jobtitle/rule', before: 'ask', after: 'two_way' }],
  mapping_changes: [
    { path: 'mappings/contacts/fields/jobtitle/rule', before: 'two_way', after: 'ask' },
    { path: 'mappings/contacts/fields/fax/hubspot', before: null, after: 'fax' },
    { path: 'mappings/contacts/fields/fax/salesforce', before: null, after: 'Fax' },
    { path: 'mappings/contacts/delete/hubspot', before: 'nothing', after: 'ask' },
    { path: 'opt_out/reach_held', before: null, after: true },
  ],
  what_if: whatIf,
  suggest_mapping: suggestion,
  validate_mapping: [
    {
      object: 'contacts',
      field: 'company',
      code: { code: 'company_name' },
    },
  ],
  save_mapping: 13,
  mapping_text: `${JSON.stringify(mapping, null, 2)}\n`,
  read_mapping: (given: Given) => JSON.parse(String(given.text)),
  scope_preview: (given: Given) => scopePreview(given.file as PairFile, String(given.mapping)),
  doubles,
  owner_rows: owners,
  activity_mapping: (given: Given) => ({
    id: `marketing_email_${given.activity}`,
    hubspot: `marketing_email_${given.activity}`,
    salesforce: ['Task'],
    in_scope: null,
    create: { salesforce: 'record', hubspot: 'nothing' },
    delete: { hubspot: 'nothing', salesforce: 'nothing' },
    match: [],
    ...(given.repeats === 'collapsed' ? { repeats: 'collapsed' } : {}),
    fields: [],
  }),
  expected_tasks: (given: Given) => ({
    activity: given.activity,
    each: 12_480,
    collapsed: 3_120,
    at_least: false,
  }),
  objects_on_offer: {
    hubspot: [
      { object: 'companies', label: 'Companies', custom: false },
      { object: 'contacts', label: 'Contacts', custom: false },
      { object: 'deals', label: 'Deals', custom: false },
      { object: 'p4411001_invoices', label: 'Invoices', custom: true },
      { object: 'tickets', label: 'Tickets', custom: false },
    ],
    salesforce: [
      { object: 'Account', label: 'Accounts', custom: false },
      { object: 'Case', label: 'Cases', custom: false },
      { object: 'Contact', label: 'Contacts', custom: false },
      { object: 'Invoice__c', label: 'Invoices', custom: true },
      { object: 'Lead', label: 'Leads', custom: false },
      { object: 'Opportunity', label: 'Opportunities', custom: false },
    ],
  },
  add_object: (given: Given) => ({
    version: 5,
    mapping: (given.object as { hubspot: string }).hubspot,
    fields: 6,
    by_hand: [],
  }),
  remove_object: 5,
  campaign_field: {
    field: 'crosswalk_salesforce_campaigns',
    mapping: {
      id: 'crosswalk_salesforce_campaigns',
      hubspot: 'crosswalk_salesforce_campaigns',
      salesforce: 'association:CampaignMember',
      rule: 'always_salesforce',
    },
    by_hand: null,
  },
  lifecycle_field: {
    field: 'Crosswalk_Lifecycle_Stage__c',
    mapping: {
      id: 'lifecyclestage',
      hubspot: 'lifecyclestage',
      salesforce: 'Crosswalk_Lifecycle_Stage__c',
      rule: 'forward_only',
    },
    by_hand: null,
  },
  make_owner_cards: { objects: ['contacts', 'companies', 'deals'], by_hand: [] },
  samples: (given: Given) => samplesOf(given.file as PairFile),
  to_forget: { records: [], links: 1, writes: 14, backups: 9, plans: 1 },
  notice_settings: {
    needs_you: 'desktop',
    errors: 'desktop',
    recovered: 'window',
    summary: 'nowhere',
    threshold: { by: 'records', least: 1 },
    quiet: [20, 7],
    days: [1, 2, 3, 4, 5],
    summary_at: 8,
    names: 'hidden',
  },
  notice_list: notices,
  read_notices: null,
  schedule: { look: 'every', minutes: 15 },
  set_schedule: null,
  api_shares: shares,
  set_api_share: null,
  set_notice_settings: null,
  erase: { links: 1, plans: 1 },
  schemas: schemas(40, 30),
  undo_view: undoOf(5),
  undo: null,
  account_health: (given: Given) => healthOf(Number(given.connection)),
  permission_set: '<?xml version="1.0" encoding="UTF-8"?>',
  sign_in_by_token: candidate,
  sign_in_by_browser: candidate,
  paste_answer: null,
  confirm_account: demoAccounts[1],
  decline_account: null,
  take_over: null,
  add_pair_of_file: { pair: 2, by_hand: [], shares_org_with: [] },
  add_pair: { pair: 2, by_hand: [], shares_org_with: [] },
  rename_pair: null,
  remove_pair: null,
  leave_demo: null,
  set_window_choices: null,
  flow,
  spending,
  restore_backup: null,
  backups: [
    {
      path: '/home/kari/.local/share/app.crosswalk.desktop/db/backups/daily-2026-11-23.db',
      at: '2026-11-23T02:00:00Z',
      bytes: 61_341_696,
    },
    {
      path: '/home/kari/.local/share/app.crosswalk.desktop/db/backups/daily-2026-11-22.db',
      at: '2026-11-22T02:00:00Z',
      bytes: 61_128_704,
    },
  ],
  doctor: {
    version: '0.1.0',
    system: 'linux x86_64',
    database: '/home/kari/.local/share/app.crosswalk.desktop/db/state.db',
    trouble: null,
    newest_backup: null,
    accounts: [],
    pairs: [],
  },
};

/** What differs from the normal state, by the state's name. */
const STATES: Record<string, Answers> = {
  normal: {},
  demo: { overview: overview({ demo: true }) },
  first: { overview: { demo: false, accounts: [], pairs: [] } },
  half: { overview: { demo: false, accounts: demoAccounts.slice(0, 1), pairs: [] } },
  imported: imported(),
  pairing: { overview: { demo: false, accounts: demoAccounts, pairs: [] } },
  empty: {
    overview: overview({ fresh: true }),
    errors: [],
    conflicts: [],
    runs: [],
    mapping_versions: [],
    doubles: { groups: [], total: 0 },
    owner_rows: [],
    samples: { link: null, next: null, fields: [] },
    backups: [],
    validate_mapping: [],
    spending: { days: [], everybody: { hubspot: null, salesforce: null } },
    preview: {
      ...preview,
      plan: {
        ...preview.plan,
        links: 0,
        groups: [],
        fields: [],
        brakes: [],
        preflight: { because: 'nothing', lines: [] },
      },
    },
    planned: { rows: [], next: null },
    record_why: [],
  },
  well: { overview: overview({ well: true }), errors: [], conflicts: [], validate_mapping: [] },
  unread: {
    overview: overview({ well: true, unread: true }),
    errors: [],
    conflicts: [],
    preview: {
      ...preview,
      plan: {
        ...preview.plan,
        links: 0,
        brakes: [],
        unread: UNREAD,
        preflight: { because: 'nothing', lines: [] },
      },
    },
  },
  endless: { planned, preview: clearing(12_000) },
  tied: { ...tied, titles: (given: Given) => companyTitles(given.links as number[]) },
  decided: { conflicts: decidedConflicts },
  unfit: {
    decide_conflicts: new Refused({
      code: 'value_unfit',
      args: {
        message: 'Salesforce does not take that as Title: too_long',
        side: 'Salesforce',
        field: 'Title',
        why: 'too_long',
        limit: '128',
        option: '',
      },
      retryable: false,
      provider_text: null,
    }),
  },
  paused: { errors: [...paused, ...errors], error_rows: [] },
  running: { overview: overview({ running: true }) },
  stopped: { overview: overview({ stopped: true }) },
  loading: Object.fromEntries(
    Object.keys(NORMAL)
      .filter((command) => command !== 'overview')
      .map((command) => [command, NEVER]),
  ),
  failing: Object.fromEntries(
    Object.keys(NORMAL)
      .filter((command) => command !== 'overview')
      .map((command) => [command, UNREACHABLE]),
  ),
  three: { overview: threeAccounts() },
  waiting: {
    sign_in_by_browser: NEVER,
    paste_answer: new Refused({
      code: 'answer_of_another',
      args: { message: 'the answer does not belong to this sign-in' },
      retryable: false,
      provider_text: null,
    }),
  },
  unlabelled: { schemas: UNREACHABLE },
  broken: { overview: DAMAGED },
  locked: { overview: LOCKED, unlock: WRONG },
  hostile: {
    titles: (given: Given) => hostileTitles(given.links as number[]),
    error_rows: hostileRows(),
    errors: errors.map((line, index) => ({
      ...line,
      code: PAYLOADS[index] ?? '',
      field: PAYLOADS[index + 3] ?? '',
      provider_text: PAYLOADS[index + 1] ?? '',
    })),
    conflicts: conflicts.map((row, index) => ({
      ...row,
      now: { hubspot: `"${PAYLOADS[index]}"`, salesforce: `"${PAYLOADS[index + 5]}"` },
    })),
  },
  listed: { schemas: listed(schemas(40, 30)), validate_mapping: [] },
  fixable: {
    schemas: countries(schemas(40, 30)),
    validate_mapping: [],
    mapping_changes: (given: Given) => listChanges(given.file as PairFile),
    what_if: whatTheListDoes,
  },
  full: {
    errors: manyErrors,
    error_rows: (given: Given) => errorRows(String(given.group), 5000),
    conflicts: manyConflicts,
    runs: (given: Given) => newestRuns(Number(given.limit)),
    schemas: schemas(700, 500),
    undo_view: undoOf(400),
  },
};

const ADDRESSES: Record<string, string> = {
  overview: '#/',
  preview: '#/preview?make=1',
  start: '#/preview',
  record: '#/records?what=kari%40nordvik.no',
  mappings: '#/mappings?object=contacts',
  pair: '#/mappings?object=contacts&tab=pair',
  rules: '#/mappings?object=contacts&tab=rules',
  optout: '#/mappings?object=contacts&tab=optout',
  lifecycle: '#/mappings?object=contacts&tab=lifecycle',
  companies: '#/mappings?object=companies&tab=rules',
  objects: '#/mappings?object=contacts&tab=all',
  scope: '#/mappings?object=contacts&tab=scope',
  matching: '#/mappings?object=contacts&tab=matching',
  owners: '#/mappings?object=contacts&tab=owners',
  stages: '#/mappings?object=deals&tab=stages',
  run: '#/runs?run=812',
  undo: '#/history?undo=812',
};

/** A scene by its name, `screen.state`. */
export function sceneOf(name: string): Scene {
  const [screen = 'overview', state = 'normal'] = name.split('.');
  const answers: Answers = { ...NORMAL, ...STATES[state] };
  return {
    address: ADDRESSES[screen] ?? `#/${screen}`,
    answer: (command, given) => {
      const answer = answers[command];
      if (answer === NEVER) return new Promise(() => {});
      if (answer instanceof Refused) throw answer.trouble;
      if (typeof answer === 'function') return (answer as (given: Given) => unknown)(given);
      return answer ?? null;
    },
  };
}

export type { Told };
