import type { FieldMapping, FieldSchema, Flaw, ObjectMapping, ObjectSchema } from '../ipc';
import { newField } from './draft';
import { wayOf } from './fit';
import { bridge, withTransforms } from './transforms';

/** A Salesforce field that may stand on several objects of the mapping. */
export interface FarField {
  schema: FieldSchema;
  objects: string[];
}

/** One row of the editor's grid. */
export type Row =
  | { kind: 'mapped'; key: string; field: FieldMapping; near: FieldSchema | null; far: FarField[] }
  | { kind: 'guess'; key: string; field: FieldMapping; near: FieldSchema; far: FarField[] }
  | { kind: 'heading'; key: string; near: number; far: number }
  | { kind: 'free'; key: string; near: FieldSchema | null; far: FarField | null };

/** What both sides have for one object mapping. */
export interface Fields {
  near: Map<string, FieldSchema>;
  far: Map<string, FarField>;
  objects: string[];
}

export function fieldsOf(
  mapping: ObjectMapping,
  schemas: { hubspot: ObjectSchema[]; salesforce: ObjectSchema[] },
): Fields {
  const near = new Map<string, FieldSchema>();
  const here = schemas.hubspot.find((it) => it.object === mapping.hubspot);
  for (const schema of Object.values(here?.fields ?? {})) if (schema) near.set(schema.name, schema);
  const far = new Map<string, FarField>();
  for (const object of mapping.salesforce) {
    const there = schemas.salesforce.find((it) => it.object === object);
    for (const schema of Object.values(there?.fields ?? {})) {
      if (!schema) continue;
      const known = far.get(schema.name);
      if (known) known.objects.push(object);
      else far.set(schema.name, { schema, objects: [object] });
    }
  }
  return { near, far, objects: mapping.salesforce };
}

/** The Salesforce names of a field mapping, each with its objects. */
export function farNames(field: FieldMapping, objects: string[]): [name: string, on: string[]][] {
  if (typeof field.salesforce === 'string') return [[field.salesforce, objects]];
  const names = new Map<string, string[]>();
  for (const [object, name] of Object.entries(field.salesforce)) {
    if (name) names.set(name, [...(names.get(name) ?? []), object]);
  }
  return [...names];
}

function farOf(field: FieldMapping, fields: Fields): FarField[] {
  return farNames(field, fields.objects).flatMap(([name, on]) => {
    const known = fields.far.get(name);
    return known ? [{ schema: known.schema, objects: on }] : [];
  });
}

/** What the design of both sides as they are now would tie, and is free on both sides here. */
export function guesses(
  mapping: ObjectMapping,
  suggested: ObjectMapping | undefined,
  fields: Fields,
): FieldMapping[] {
  const near = new Set(mapping.fields.map((field) => field.hubspot));
  const far = new Set(mapping.fields.flatMap((it) => farNames(it, fields.objects).map(([n]) => n)));
  return (suggested?.fields ?? []).filter(
    (field) =>
      !near.has(field.hubspot) && farNames(field, fields.objects).every(([name]) => !far.has(name)),
  );
}

interface Asked {
  mapping: ObjectMapping;
  fields: Fields;
  suggested: FieldMapping[];
  /** What is typed into the filter. */
  text: string;
  compare: (one: string, other: string) => number;
}

/** All rows: what is mapped, what looks alike, and what is free on both sides, in step. */
export function rowsOf({ mapping, fields, suggested, text, compare }: Asked): Row[] {
  const wanted = text.trim().toLocaleLowerCase();
  const has = (...schemas: (FieldSchema | null | undefined)[]) =>
    wanted === '' ||
    schemas.some((it) => it && `${it.label} ${it.name}`.toLocaleLowerCase().includes(wanted));
  const taken = (field: FieldMapping) => ({
    near: fields.near.get(field.hubspot) ?? null,
    far: farOf(field, fields),
  });
  const mapped = mapping.fields.map(
    (field): Row => ({
      kind: 'mapped',
      key: `mapped-${field.id}`,
      field,
      ...taken(field),
    }),
  );
  const alike = suggested.flatMap((field): Row[] => {
    const { near, far } = taken(field);
    return near === null ? [] : [{ kind: 'guess', key: `guess-${field.id}`, field, near, far }];
  });
  const tied = [...mapped, ...alike].filter((row) => {
    if (row.kind !== 'mapped' && row.kind !== 'guess') return false;
    const named = row.near === null && row.field.hubspot.toLocaleLowerCase().includes(wanted);
    return named || has(row.near, ...row.far.map((it) => it.schema));
  });
  const used = new Set([...mapping.fields, ...suggested].map((field) => field.hubspot));
  const usedFar = new Set(
    [...mapping.fields, ...suggested].flatMap((it) => farNames(it, fields.objects).map(([n]) => n)),
  );
  const near = [...fields.near.values()]
    .filter((it) => !used.has(it.name) && has(it))
    .sort((one, other) => compare(one.label, other.label));
  const far = [...fields.far.values()]
    .filter((it) => !usedFar.has(it.schema.name) && has(it.schema))
    .sort((one, other) => compare(one.schema.label, other.schema.label));
  const free: Row[] = Array.from({ length: Math.max(near.length, far.length) }, (_, index) => ({
    kind: 'free',
    key: `free-${near[index]?.name ?? ''}-${far[index]?.schema.name ?? ''}`,
    near: near[index] ?? null,
    far: far[index] ?? null,
  }));
  return [
    ...tied,
    { kind: 'heading', key: 'heading', near: near.length, far: far.length },
    ...free,
  ];
}

/** The field mapping that ties two free fields. */
export function tie(near: FieldSchema, far: FarField, objects: string[]): FieldMapping {
  const everywhere = objects.every((object) => far.objects.includes(object));
  const name = far.schema.name;
  const field = newField(
    near.name,
    everywhere ? name : Object.fromEntries(far.objects.map((object) => [object, name])),
  );
  return withTransforms(field, bridge(near.kind, far.schema.kind));
}

/** Which rows are shown. */
export const SHOWN = ['every', 'attention', 'changed', 'free'] as const;
export type Shown = (typeof SHOWN)[number];

/** Which way values of the rows that are shown may go. */
export const WAYS = ['any', 'both', 'to_salesforce', 'to_hubspot', 'none', 'locked'] as const;
export type Going = (typeof WAYS)[number];

/** The rows whose values go that way; what is not tied goes no way yet. */
export function going(rows: Row[], way: Going): Row[] {
  if (way === 'any') return rows;
  return rows.filter((row) => row.kind === 'mapped' && wayOf(row.field.rule) === way);
}

/** Whether a field mapping needs a look, or is not saved yet. */
export interface Looks {
  wrong: (field: FieldMapping) => boolean;
  changed: (field: FieldMapping) => boolean;
}

/** The rows that are wanted. */
export function only(rows: Row[], shown: Shown, looks: Looks): Row[] {
  switch (shown) {
    case 'every':
      return rows;
    case 'attention':
      return rows.filter(
        (row) => row.kind === 'mapped' && (row.near === null || looks.wrong(row.field)),
      );
    case 'changed':
      return rows.filter((row) => row.kind === 'mapped' && looks.changed(row.field));
    case 'free':
      return rows.filter((row) => row.kind !== 'mapped');
  }
}

/** What the engine found wrong with a field. */
export function flawsOf(flaws: Flaw[], object: string, field: string): Flaw[] {
  return flaws.filter((it) => it.object === object && it.field === field);
}
