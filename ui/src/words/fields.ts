import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type { Both, ObjectMapping, ObjectSchema, PairFile, Side } from '../ipc';
import { at } from '../parts/Tile';
import { type Speech, useSpeech } from './WordsProvider';

/** How fields are called: by their labels, as far as those are known. */
export interface FieldNames {
  /**
   * The label of a field; none where it is not known. Where its objects are not known, those that the mapping ties it on are
   * looked at, else all; a label that they do not share, or that another field has, names nothing.
   */
  label: (side: Side, objects: readonly string[], field: string) => string | null;
  /** The same, with the API name in its place. */
  of: (side: Side, objects: readonly string[], field: string) => string;
  /** The label with the API name behind it, for a sentence that an admin acts by. */
  full: (side: Side, objects: readonly string[], field: string) => string;
  /** A field mapping by the label of its HubSpot field. */
  mapped: (mapping: string, id: string) => string;
  /** The objects of an object mapping on one side. */
  objects: (mapping: string, side: Side) => string[];
}

type Schemas = Both<ObjectSchema[]>;

/** An hour: labels change seldom, and to read them costs calls to both sides. */
const LASTS_MS = 60 * 60_000;

/** Field names as far as they are known by now; the first screen that names a field reads them. */
export function useFieldNames(): FieldNames {
  const speech = useSpeech();
  const { pair } = usePair();
  const { data: file } = useQuery(ask.mapping(pair.pair));
  const near = file?.mappings.map((it) => it.hubspot) ?? [];
  const { data: schemas } = useQuery({
    ...ask.schemas(pair.pair, near),
    staleTime: LASTS_MS,
    enabled: near.length > 0,
  });
  return useMemo(() => fieldNames(schemas, file, speech), [schemas, file, speech]);
}

/** Names by what both sides' schemas and the mapping say; either may be lacking. */
export function fieldNames(
  schemas: Schemas | undefined,
  file: PairFile | undefined,
  speech: Pick<Speech, 'say'>,
): FieldNames {
  const labels = schemas === undefined ? null : labelsOf(schemas);
  const mappings = file?.mappings ?? [];
  const label: FieldNames['label'] = (side, objects, field) => {
    const association =
      associationWords(field, speech) ??
      labelledWords(field, textOf(schemas, side, [objects, field]), speech);
    if (association !== null) return association;
    const tied = objects.length > 0 ? objects : tiedOn(mappings, side, field);
    const looked = tied.length > 0 ? tied : objectsOf(schemas, side);
    const found = new Set(looked.map((it) => labels?.get(`${side} ${it}`)?.get(field)));
    found.delete(undefined);
    if (found.size === 0) return ownWords(field, speech);
    const [first] = found;
    return found.size === 1 ? (first ?? null) : null;
  };
  const of: FieldNames['of'] = (side, objects, field) => label(side, objects, field) ?? field;
  const mappingOf = (id: string) => mappings.find((it) => it.id === id);
  return {
    label,
    of,
    full: (side, objects, field) => {
      const name = of(side, objects, field);
      return name === field ? field : `${name} (${field})`;
    },
    mapped: (mapping, id) => {
      const found = mappingOf(mapping);
      if (found === undefined) return id;
      const field = found.fields.find((it) => it.id === id)?.hubspot ?? id;
      return label('hub_spot', [found.hubspot], field) ?? id;
    },
    objects: (mapping, side) => {
      const found = mappingOf(mapping);
      if (found === undefined) return [];
      return side === 'hub_spot' ? [found.hubspot] : found.salesforce;
    },
  };
}

/** By side and object: the label of each field, or null where it is blank or stands twice. */
type Labels = Map<string, Map<string, string | null>>;

/** Every row of a list asks for the same labels. */
const made = new WeakMap<Schemas, Labels>();

function labelsOf(schemas: Schemas): Labels {
  const known = made.get(schemas);
  if (known !== undefined) return known;
  const labels: Labels = new Map();
  for (const it of schemas.hubspot) labels.set(`hub_spot ${it.object}`, ofObject(it));
  for (const it of schemas.salesforce) labels.set(`salesforce ${it.object}`, ofObject(it));
  made.set(schemas, labels);
  return labels;
}

function ofObject(schema: ObjectSchema): Map<string, string | null> {
  const fields = Object.values(schema.fields).filter((it) => it !== undefined);
  const alike = (label: string) => label.trim().toLocaleLowerCase();
  const times = new Map<string, number>();
  for (const { label } of fields) times.set(alike(label), (times.get(alike(label)) ?? 0) + 1);
  const lone = (label: string) => label.trim() !== '' && times.get(alike(label)) === 1;
  return new Map(fields.map((it) => [it.name, lone(it.label) ? it.label.trim() : null]));
}

function objectsOf(schemas: Schemas | undefined, side: Side): string[] {
  return schemas === undefined ? [] : at(schemas, side).map((it) => it.object);
}

/** The objects on which a field is tied. */
function tiedOn(mappings: ObjectMapping[], side: Side, field: string): string[] {
  const objects = mappings.flatMap(({ hubspot, salesforce, fields }) => {
    if (side === 'hub_spot') return fields.some((it) => it.hubspot === field) ? [hubspot] : [];
    return salesforce.filter((object) =>
      fields.some(({ salesforce: far }) => (typeof far === 'string' ? far : far[object]) === field),
    );
  });
  return [...new Set(objects)];
}

/** Associations are fields of ours: no vendor has a label for them. */
const ASSOCIATIONS: Record<string, string> = {
  'association:companies:primary': 'own-field-company',
  'association:companies': 'own-field-companies',
  'association:contacts': 'own-field-contacts',
  'association:deals': 'own-field-deals',
  'association:OpportunityContactRole': 'own-field-roles',
};

function associationWords(field: string, { say }: Pick<Speech, 'say'>): string | null {
  const words = ASSOCIATIONS[field];
  return words === undefined ? null : say(words);
}

/** The contacts that one label or one role is on: the words, by what the field's name begins with. */
const LABELLED: readonly (readonly [name: RegExp, words: string])[] = [
  [/^association:contacts:label:\d+$/, 'own-field-labelled'],
  [/^association:OpportunityContactRole:(.+)$/, 'own-field-with-role'],
];

/**
 * What such a field is called, where `text` is what the vendor calls the label or the role. A role that
 * is not known is called by its value; a label has but a number.
 */
export function labelledWords(
  field: string,
  text: string | null,
  { say }: Pick<Speech, 'say'>,
): string | null {
  for (const [name, words] of LABELLED) {
    const found = name.exec(field);
    const called = text ?? found?.[1];
    if (found !== null && called !== undefined) return say(words, { label: called });
  }
  return null;
}

/** What the vendor says of a field, on the first of the objects that has it. */
function textOf(
  schemas: Schemas | undefined,
  side: Side,
  [objects, field]: [objects: readonly string[], field: string],
): string | null {
  if (schemas === undefined) return null;
  const looked = at(schemas, side).filter(
    (it) => objects.length === 0 || objects.includes(it.object),
  );
  return looked.map((it) => it.fields[field]?.description).find((it) => it) ?? null;
}

/** The fields that set-up makes, by what their names begin and end with (P7). */
const OWN: readonly (readonly [name: RegExp, words: string])[] = [
  [/^crosswalk_salesforce_owner_id$/, 'own-field-owner-id'],
  [/^crosswalk_salesforce_owner_name$/, 'own-field-owner-name'],
  [/^crosswalk_salesforce_owner_type$/, 'own-field-owner-type'],
  [/^crosswalk_\w+_id$/, 'own-field-id'],
  [/^Crosswalk_\w+_Id__c$/, 'own-field-id'],
];

function ownWords(field: string, { say }: Pick<Speech, 'say'>): string | null {
  const words = OWN.find(([name]) => name.test(field))?.[1];
  return words === undefined ? null : say(words);
}
