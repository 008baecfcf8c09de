import type { MapChange } from '../ipc';
import type { FieldNames } from '../words/fields';
import { objectWords } from '../words/objects';
import type { Speech } from '../words/WordsProvider';

/** Where in a mapping something changed, as the window calls it; elsewhere as the file does. */
export function placeWords(path: string, speech: Say, names: FieldNames): string {
  const [part = '', ...rest] = path.split('/');
  const words =
    part === 'mappings' ? objectPlace(rest, speech, names) : pairPlace(part, rest, speech);
  return words === null ? path : words.join(' › ');
}

type Say = Pick<Speech, 'say'>;

const PAIR: Record<string, string> = {
  name: 'guard-name',
  'only_for/hubspot': 'guard-title',
  'only_for/salesforce': 'guard-title',
  'lifecycle/transitions': 'lifecycle-transitions',
  'lifecycle/won_reaches': 'lifecycle-won',
  'lifecycle/contact_to_company': 'lifecycle-contact_to_company',
  'lifecycle/company_to_contacts': 'lifecycle-company_to_contacts',
  'opt_out/leave_unticked': 'optout-leave',
  'opt_out/reach_held': 'optout-reach',
};

function pairPlace(part: string, rest: string[], { say }: Say): string[] | null {
  const known = PAIR[[part, ...rest].join('/')];
  if (known !== undefined) return [say(known)];
  const [name = '', kind, ...stage] = rest;
  switch (part) {
    case 'brakes':
      return [say('brakes-title'), say(`brakes-${name}`)];
    case 'owners':
      return [say('owners-title'), name];
    case 'stages': {
      const far = kind === 'also' ? [say('stages-also')] : [];
      return [say('tab-stages'), name, ...far, ...(stage.length > 0 ? [stage.join('/')] : [])];
    }
    default:
      return null;
  }
}

const OBJECT: Record<string, string> = {
  in_scope: 'tab-scope',
  'in_scope/list': 'scope-list-name',
  'create/salesforce': 'create-in-salesforce',
  'create/hubspot': 'create-in-hubspot',
  'create/person_accounts': 'create-person-accounts',
  'delete/hubspot': 'delete-in-hubspot',
  'delete/salesforce': 'delete-in-salesforce',
  match: 'rules-matching',
  follow: 'follow-title',
  history: 'before-title',
  repeats: 'activities-title',
};

const FIELD: Record<string, string> = {
  rule: 'column-rule',
  note: 'field-note',
  transform: 'field-transforms',
  hubspot: 'mapping-near',
  salesforce: 'mapping-far',
};

function objectPlace(
  [id = '', ...rest]: string[],
  { say }: Say,
  names: FieldNames,
): string[] | null {
  const object = objectWords(id, say);
  const known = OBJECT[rest.join('/')];
  if (known !== undefined) return [object, say(known)];
  if (rest[0] === 'create_rules') return [object, say('create-rules')];
  const [list, field = '', part = '', on] = rest;
  if (list !== 'fields') return null;
  const label = names.mapped(id, field);
  const words = FIELD[part];
  if (words === undefined) return part === '' ? [object, label] : null;
  if (part === 'transform') return [object, label, ...stepPlace(rest.slice(3), say)];
  return [object, label, on === undefined ? say(words) : say('field-end-on', { object: on })];
}

/** A step of what happens to a value: its number, then its setting, or a row of its value list. */
function stepPlace([, setting, ...row]: string[], say: Say['say']): string[] {
  if (setting === undefined || setting === 'use') return [say('field-transforms')];
  if (setting === 'values') return [say('transform-values'), row.slice(0, -1).join('/')];
  return [say('field-transforms'), setting];
}

const ROW = /\/transform\/\d+\/values\/(.+)\/(hubspot|salesforce)$/;

/**
 * Lines worth reading: a row of a value list is named by its HubSpot value, so that this need not be
 * said again, and new rows of values that stay as they are are counted.
 */
export function readable(changes: readonly MapChange[]): { lines: MapChange[]; alike: number } {
  let alike = 0;
  const lines = changes.filter(({ path, before, after }) => {
    const [, name, end] = ROW.exec(path) ?? [];
    if (name === undefined) return true;
    if (end === 'hubspot') return (before ?? name) !== name || (after ?? name) !== name;
    const isNew = before === null && after === name;
    if (isNew) alike += 1;
    return !isNew;
  });
  return { lines, alike };
}

/** What stands there, with a field by its label and its API name; anything else as it is. */
export function named(
  path: string,
  value: MapChange['before'],
  names: FieldNames,
): MapChange['before'] {
  const [part, id = '', list, , end, on] = path.split('/');
  if (part !== 'mappings' || list !== 'fields' || typeof value !== 'string') return value;
  if (end === 'hubspot') return names.full('hub_spot', names.objects(id, 'hub_spot'), value);
  if (end !== 'salesforce') return value;
  return names.full('salesforce', on ? [on] : names.objects(id, 'salesforce'), value);
}

const CHOICES: Record<string, string> = {
  use: 'transform',
  rule: 'rule',
  won_reaches: 'won',
  'create/salesforce': 'create',
  'create/hubspot': 'create',
  'delete/salesforce': 'delete',
  'delete/hubspot': 'delete',
};

/** What stands there, as the window calls it; null where nothing does. */
export function valueWords(
  path: string,
  value: MapChange['before'],
  { say, has }: Pick<Speech, 'say' | 'has'>,
): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return say(value ? 'value-yes' : 'value-no');
  const parts = path.split('/');
  if (Array.isArray(value)) {
    const isMatch = parts.at(-1) === 'match';
    return value.map((it) => (isMatch ? say(`match-${it}`) : text(it))).join(', ');
  }
  const kind = CHOICES[parts.at(-1) ?? ''] ?? CHOICES[parts.slice(-2).join('/')];
  const id = `${kind}-${value}`;
  return kind !== undefined && has(id) ? say(id) : text(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
