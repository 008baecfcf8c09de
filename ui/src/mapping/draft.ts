import type { FieldMapping, ObjectMapping, PairFile, SyncRule } from '../ipc';

/** A mapping while it is edited. Each edit is a whole file, so going back is taking an older one. */
export interface Draft {
  /** What is in use now. */
  saved: PairFile;
  now: PairFile;
  past: readonly PairFile[];
  future: readonly PairFile[];
}

/** As many steps back as are kept. */
const STEPS = 200;

export function draftOf(saved: PairFile): Draft {
  return { saved, now: saved, past: [], future: [] };
}

/** One edit. What was taken back before it cannot be done again. */
export function edit(draft: Draft, now: PairFile): Draft {
  if (now === draft.now) return draft;
  return { ...draft, now, past: [...draft.past, draft.now].slice(-STEPS), future: [] };
}

export function undo(draft: Draft): Draft {
  const before = draft.past.at(-1);
  if (before === undefined) return draft;
  return {
    ...draft,
    now: before,
    past: draft.past.slice(0, -1),
    future: [draft.now, ...draft.future],
  };
}

export function redo(draft: Draft): Draft {
  const [after, ...future] = draft.future;
  if (after === undefined) return draft;
  return { ...draft, now: after, past: [...draft.past, draft.now], future };
}

/** Everything back to what is in use; this too can be taken back. */
export function discard(draft: Draft): Draft {
  return edit(draft, draft.saved);
}

/** How many fields and settings differ from what is in use. */
export function changes(draft: Draft): number {
  const { now, saved } = draft;
  const pair = PAIR.filter((setting) => !same(now[setting], saved[setting])).length;
  return pair + changedMappings(draft);
}

const PAIR = ['name', 'only_for', 'owners', 'stages', 'brakes', 'lifecycle', 'opt_out'] as const;
const OBJECT = [
  'salesforce',
  'in_scope',
  'create',
  'create_rules',
  'delete',
  'match',
  'follow',
  'repeats',
  'history',
] as const;

const same = (one: unknown, other: unknown) => spelled(one) === spelled(other);

/** A file may leave out what is nothing, or say it: that is no difference. */
function spelled(part: unknown): string | undefined {
  return JSON.stringify(part, (_, value) => (isNothing(value) ? undefined : value));
}

function isNothing(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0;
}

function changedMappings({ now, saved }: Draft): number {
  const gone = saved.mappings.filter((it) => !now.mappings.some((other) => other.id === it.id));
  return now.mappings.reduce((sum, mapping) => {
    const before = saved.mappings.find((it) => it.id === mapping.id);
    return sum + (before === undefined ? 1 : changesOf(before, mapping));
  }, gone.length);
}

function changesOf(saved: ObjectMapping, now: ObjectMapping): number {
  const ids = new Set([...saved.fields, ...now.fields].map((field) => field.id));
  const of = (mapping: ObjectMapping, id: string) => mapping.fields.find((it) => it.id === id);
  const fields = [...ids].filter((id) => !same(of(saved, id), of(now, id)));
  const settings = OBJECT.filter((setting) => !same(saved[setting], now[setting]));
  return fields.length + settings.length;
}

/** Whether a field is not as it is in use. */
export function isChanged(draft: Draft, object: string, field: FieldMapping): boolean {
  const saved = draft.saved.mappings.find((it) => it.id === object);
  const before = saved?.fields.find((it) => it.id === field.id);
  return !same(before, field);
}

/** Changes one object mapping. Keys of newer versions are kept as they are. */
export function withObject(
  file: PairFile,
  object: string,
  change: (mapping: ObjectMapping) => ObjectMapping,
): PairFile {
  return {
    ...file,
    mappings: file.mappings.map((it) => (it.id === object ? change(it) : it)),
  };
}

export function withField(
  file: PairFile,
  object: string,
  id: string,
  change: (field: FieldMapping) => FieldMapping,
): PairFile {
  return withObject(file, object, (mapping) => ({
    ...mapping,
    fields: mapping.fields.map((it) => (it.id === id ? change(it) : it)),
  }));
}

export function withoutField(file: PairFile, object: string, id: string): PairFile {
  return withObject(file, object, (mapping) => ({
    ...mapping,
    fields: mapping.fields.filter((it) => it.id !== id),
  }));
}

/** Adds field mappings; an id that is taken gets a number. Files keep them sorted by id. */
export function withFields(file: PairFile, object: string, added: FieldMapping[]): PairFile {
  return withObject(file, object, (mapping) => {
    const fields = [...mapping.fields];
    for (const field of added) fields.push({ ...field, id: freeId(fields, field.id) });
    fields.sort((one, other) => (one.id < other.id ? -1 : 1));
    return { ...mapping, fields };
  });
}

function freeId(fields: FieldMapping[], wanted: string): string {
  const taken = new Set(fields.map((field) => field.id));
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}_${number}`;
  return id;
}

/** A new field mapping. The rule is HubSpot's own default: Salesforce's value is preferred. */
export function newField(hubspot: string, salesforce: FieldMapping['salesforce']): FieldMapping {
  const rule: SyncRule = 'prefer_salesforce_unless_blank';
  return { id: hubspot, hubspot, salesforce, rule };
}
