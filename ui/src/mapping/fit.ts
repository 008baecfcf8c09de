import type { FieldSchema, Refusal, SyncRule, ValueKind } from '../ipc';
import { bridge } from './transforms';

/** Why two fields cannot be tied, or null. A hint while choosing: the engine checks each draft. */
export function refusal(hubspot: FieldSchema, salesforce: FieldSchema): Refusal | null {
  if (hubspot.native.endsWith('/user')) return 'hub_spot_user';
  if (NO_FORM.has(salesforce.native) || hubspot.native.startsWith('object_coordinates')) {
    return 'no_form';
  }
  const references = [hubspot, salesforce].filter((field) => isReference(field.kind)).length;
  if (references === 1) return 'text_and_reference';
  const kinds = [hubspot.kind, salesforce.kind] as const;
  if (references === 2 || converts(...kinds) || bridge(...kinds).length > 0) return null;
  return 'kinds';
}

const NO_FORM = new Set([
  'address',
  'location',
  'encryptedstring',
  'base64',
  'anyType',
  'complexvalue',
]);

const isReference = (kind: ValueKind) => kind === 'reference' || kind === 'references';

/** Kinds that convert both ways without guessing. */
const CONVERTS = new Set(
  [
    ['text', 'choice'],
    ['text', 'decimal'],
    ['text', 'time'],
    ['text', 'date'],
    ['text', 'choices'],
    ['date', 'instant'],
    ['choice', 'choices'],
    ['boolean', 'choice'],
  ].flatMap(([one, other]) => [`${one}/${other}`, `${other}/${one}`]),
);

function converts(one: ValueKind, other: ValueKind): boolean {
  return one === other || CONVERTS.has(`${one}/${other}`);
}

/** Where values go under a rule. */
export type Way = 'both' | 'to_salesforce' | 'to_hubspot' | 'none' | 'locked';

export function wayOf(rule: SyncRule): Way {
  switch (rule) {
    case 'always_salesforce':
      return 'to_hubspot';
    case 'always_hubspot':
      return 'to_salesforce';
    case 'dont_sync':
      return 'none';
    case 'opt_out':
      return 'locked';
    case 'prefer_salesforce_unless_blank':
    case 'prefer_hubspot_unless_blank':
    case 'two_way':
    case 'earliest':
    case 'fill_blanks':
    case 'maximum':
    case 'union':
    case 'forward_only':
    case 'ask':
      return 'both';
  }
}

const RULES: readonly SyncRule[] = [
  'prefer_salesforce_unless_blank',
  'always_salesforce',
  'two_way',
  'prefer_hubspot_unless_blank',
  'always_hubspot',
  'fill_blanks',
  'earliest',
  'maximum',
  'union',
  'forward_only',
  'ask',
  'dont_sync',
];

/** The rules that can be chosen for a field of this kind. */
export function rulesFor(kind: ValueKind): SyncRule[] {
  return RULES.filter((rule) => {
    if (rule === 'maximum') return kind === 'decimal' || kind === 'date' || kind === 'instant';
    if (rule === 'union') return kind === 'choices';
    if (rule === 'forward_only') return kind === 'choice';
    return true;
  });
}
