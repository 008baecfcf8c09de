import type { Both, ErrorRow, FieldOption, FieldSchema, ObjectSchema, PairFile } from '../ipc';
import { withField } from '../mapping/draft';
import { farNames } from '../mapping/rows';
import {
  begin,
  partner,
  rowsOf,
  type Transform,
  transformsOf,
  type ValueRow,
  withPartner,
  withSetting,
  withTransforms,
} from '../mapping/transforms';
import { at, type Side } from '../parts/Tile';
import { type Place, placesOf, valuesIn } from './places';

/** Codes of values that a value list mends. What a vendor refused is its own value already. */
const MENDED = ['not_an_option', 'not_in_the_list'];

/** A field mapping with values that are nothing on the other side, to be mended by its value list. */
export interface Gap {
  /** The ids of the object mapping and of its field mapping. */
  object: string;
  field: string;
  /** The side that lacks the values. */
  side: Side;
  values: { value: string; label: string; records: number }[];
  /** What each may become. A field without options takes any text. */
  options: FieldOption[];
  /** What crosses by itself while there is no value list: a new list has to say it, or it stops. */
  alike: ValueRow[];
}

type Schemas = Both<ObjectSchema[]>;

/** What a group's rows lack, by field mapping; none where a value list cannot mend it. */
export function gapsOf(rows: readonly ErrorRow[], file: PairFile, schemas: Schemas): Gap[] {
  const mended = rows.filter((row) => MENDED.includes(row.code));
  return placesOf(mended, file).flatMap((place) => {
    const ends = endsOf(place, schemas);
    const list = listOf(place);
    if (ends === null || isKeptElsewhere(place)) return [];
    if (list === null && !canBegin(place, ends)) return [];
    const options = optionsOf(ends.rows);
    const own = ends.from.flatMap((it) => it.options);
    const gap = { object: place.mapping.id, field: place.field.id, side: place.side, options };
    const values = lacking(place, list, options).map(([value, records]) => {
      const label = own.find((it) => it.value === value)?.label ?? value;
      return { value, label, records };
    });
    return values.length === 0 ? [] : [{ ...gap, values, alike: alike(place, ends) }];
  });
}

/** The pair file with what a person chose for some values; a list is made where there is none. */
export function withChoices(
  file: PairFile,
  gap: Gap,
  chosen: ReadonlyMap<string, string>,
): PairFile {
  return withField(file, gap.object, gap.field, (field) => {
    const all = transformsOf(field);
    const place = gap.side === 'salesforce' ? 0 : Math.max(0, all.length - 1);
    const known = all[place];
    // A draft that is edited meanwhile may have another step there: the list would not be met.
    if (known !== undefined && known.use !== 'values') return field;
    const list = known ?? begin('values');
    const rows = [...chosen].reduce<ValueRow[]>(
      (sum, [value, option]) => withTie(sum, gap.side, value, option),
      known === undefined ? gap.alike : rowsOf(list),
    );
    const next = withSetting(list, 'values', rows);
    return withTransforms(
      field,
      known === undefined ? [next] : all.map((it, index) => (index === place ? next : it)),
    );
  });
}

/** One value tied. Other rows keep their order, since the first that names an option counts. */
function withTie(rows: ValueRow[], side: Side, value: string, option: string): ValueRow[] {
  if (side === 'salesforce') return withPartner(rows, value, option);
  const index = rows.findIndex((row) => row.salesforce === value);
  const row = { hubspot: option, salesforce: value };
  return index < 0 ? [...rows, row] : rows.map((it, now) => (now === index ? row : it));
}

/** The schemas at both ends of a place. */
interface Ends {
  from: FieldSchema[];
  to: FieldSchema[];
  /** Those of the records that failed, each on its own object. */
  rows: FieldSchema[];
}

function endsOf(place: Place, schemas: Schemas): Ends | null {
  const { mapping, field, side } = place;
  const find = (of: Side, object: string, name: string) =>
    at(schemas, of).find((it) => it.object === object)?.fields[name];
  const near = find('hub_spot', mapping.hubspot, field.hubspot);
  const far = farNames(field, mapping.salesforce).flatMap(([name, on]) =>
    on.map((object) => ({ object, schema: find('salesforce', object, name) })),
  );
  const known = far.flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
  if (near === undefined || known.length < far.length || known.length === 0) return null;
  if (side === 'hub_spot') return { from: known, to: [near], rows: [near] };
  const hit = far.filter(({ object }) => place.objects.has(object));
  const rows = hit.flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
  return { from: [near], to: known, rows: rows.length > 0 ? rows : known };
}

/** The list that a value meets as it is; a step before it would have made it another one. */
function listOf({ field, side }: Place): Transform | null {
  const all = transformsOf(field);
  const first = side === 'salesforce' ? all[0] : all.at(-1);
  return first?.use === 'values' ? first : null;
}

/**
 * Whether a new list does no harm: whatever crosses without one can be said in it. Where a field on
 * the way takes any text, it cannot.
 */
function canBegin({ field }: Place, { from, to }: Ends): boolean {
  const all = [...from, ...to];
  const one = all.every((it) => it.kind === 'text' || it.kind === 'choice');
  const several = all.every((it) => it.kind === 'choices');
  const closed = to.every((it) => it.options.length > 0 && !it.open_options);
  return transformsOf(field).length === 0 && closed && (one || several);
}

/** Stages have a map of their own, and the lifecycle stage its own rules. */
function isKeptElsewhere({ field, side }: Place): boolean {
  if (['dealstage', 'hs_pipeline_stage'].includes(field.hubspot)) return true;
  return field.hubspot === 'lifecyclestage' && side === 'hub_spot';
}

/** The options that every one of some fields takes. */
function optionsOf(fields: FieldSchema[]): FieldOption[] {
  const [first, ...others] = fields;
  const has = (it: FieldSchema, value: string) => it.options.some((one) => one.value === value);
  const shared = first?.options.filter(
    (option) => option.active && others.every((it) => has(it, option.value)),
  );
  return shared ?? [];
}

/** The values that cross neither by the list nor by themselves, most records first. */
function lacking(
  place: Place,
  list: Transform | null,
  options: FieldOption[],
): [value: string, records: number][] {
  const count = new Map<string, number>();
  const taken = (value: string | null) =>
    value !== null && (options.length === 0 ? list !== null : optionOf(options, value) !== null);
  for (const row of place.rows) {
    for (const value of valuesIn(row.value)) {
      const crosses = list === null ? value : listed(list, place.side, value);
      if (!taken(crosses)) count.set(value, (count.get(value) ?? 0) + 1);
    }
  }
  return [...count].sort(([, one], [, other]) => other - one);
}

/** What a list makes of a value, as the engine reads it: exactly, without case, or the rest. */
function listed(list: Transform, side: Side, value: string): string | null {
  const rows = rowsOf(list);
  const from = side === 'salesforce' ? 'hubspot' : 'salesforce';
  const exact = partner(rows, from, value);
  if (exact !== null) return exact;
  const folded = rows.find((row) => row[from].toLowerCase() === value.toLowerCase());
  const rest = list[side === 'salesforce' ? 'else_salesforce' : 'else_hubspot'];
  const to = side === 'salesforce' ? 'salesforce' : 'hubspot';
  return folded?.[to] ?? (typeof rest === 'string' ? rest : null);
}

/** The option that a value means: exactly, or without case where only one does. */
function optionOf(options: readonly FieldOption[], value: string): FieldOption | null {
  const exact = options.find((it) => it.value === value);
  if (exact !== undefined) return exact;
  const folded = options.filter((it) => it.value.toLowerCase() === value.toLowerCase());
  return folded.length === 1 ? (folded[0] ?? null) : null;
}

function alike({ side }: Place, { from, to }: Ends): ValueRow[] {
  const all = to.flatMap((it) => it.options);
  const there = [...new Map(all.map((it) => [it.value, it])).values()];
  const own = from.flatMap((it) => it.options);
  const row = (mine: string, other: string): ValueRow =>
    side === 'salesforce'
      ? { hubspot: mine, salesforce: other }
      : { hubspot: other, salesforce: mine };
  // A text may say any of the options.
  const isOpen = from.some((it) => it.options.length === 0 || it.open_options);
  if (isOpen) return there.map((it) => row(it.value, it.value));
  return own.flatMap((it) => {
    const same = optionOf(there, it.value);
    return same === null ? [] : [row(it.value, same.value)];
  });
}
