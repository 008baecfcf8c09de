import type { FieldMapping, FieldOption, ValueKind } from '../ipc';

/** The transforms of a field mapping. A file that has none leaves the key out. */
export function transformsOf(field: FieldMapping): Transform[] {
  return field.transform ?? [];
}

/** The field with these transforms; with none of them the file does not say so. */
export function withTransforms(field: FieldMapping, transform: Transform[]): FieldMapping {
  const { transform: _, ...others } = field;
  return transform.length === 0 ? others : { ...others, transform };
}

/** One transform as the pair file has it. */
export type Transform = NonNullable<FieldMapping['transform']>[number];

/** A row of a value list. */
export interface ValueRow {
  hubspot: string;
  salesforce: string;
}

/** What a setting is typed or chosen as. */
export type Setting =
  | { name: string; as: 'text'; optional?: boolean }
  | { name: string; as: 'number'; least: number; most?: number }
  | { name: string; as: 'choice'; options: readonly string[] };

interface Kind {
  /** What its settings are when it is added. */
  begins: () => Record<string, unknown>;
  settings: readonly Setting[];
  /** It has no inverse: values go one way only. */
  oneWay?: boolean;
  /** What it makes of a kind on the way to Salesforce. A hint: the engine checks each draft. */
  gives: (kind: ValueKind, transform: Transform) => ValueKind | null;
}

const words = (kind: ValueKind) => (kind === 'text' || kind === 'choice' ? 'text' : null);
const text = (name: string, optional = false): Setting => ({ name, as: 'text', optional });
const hasTime = (it: Transform) => String(it.pattern ?? '').includes('H');
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every transform that the engine knows, in the order in which they are offered. */
export const TRANSFORMS = {
  trim: { begins: () => ({}), settings: [], gives: words },
  case: {
    begins: () => ({ to: 'title' }),
    settings: [{ name: 'to', as: 'choice', options: ['upper', 'lower', 'title'] }],
    gives: words,
  },
  phone_e164: { begins: () => ({ region: here() }), settings: [text('region')], gives: words },
  number_format: {
    begins: () => ({ decimal: ',', group: '.' }),
    settings: [text('decimal'), text('group', true)],
    gives: (kind) => (kind === 'text' ? 'decimal' : kind === 'decimal' ? 'text' : null),
  },
  date_format: {
    begins: () => ({ pattern: 'dd.MM.yyyy' }),
    settings: [text('pattern'), text('zone', true)],
    gives: (kind, it) => {
      if (kind === 'text') return hasTime(it) ? 'instant' : 'date';
      return kind === 'date' || kind === 'instant' ? 'text' : null;
    },
  },
  day_in_zone: {
    begins: () => ({ zone: zone() }),
    settings: [text('zone')],
    gives: (kind) => (kind === 'instant' ? 'date' : kind === 'date' ? 'instant' : null),
  },
  currency: {
    begins: () => ({ rate: '1', decimals: 2 }),
    settings: [text('rate'), { name: 'decimals', as: 'number', least: 0, most: 8 }],
    gives: (kind) => (kind === 'decimal' ? 'decimal' : null),
  },
  yes_no: {
    begins: () => ({ yes: 'Yes', no: 'No' }),
    settings: [text('yes'), text('no')],
    gives: (kind) => (kind === 'boolean' ? 'text' : words(kind) && 'boolean'),
  },
  split: {
    begins: () => ({ by: ',' }),
    settings: [text('by')],
    gives: (kind) => (kind === 'text' ? 'choices' : null),
  },
  join: {
    begins: () => ({ by: ', ' }),
    settings: [text('by')],
    gives: (kind) => (kind === 'choices' ? 'text' : null),
  },
  part: {
    begins: () => ({ by: ' ', number: 1 }),
    settings: [text('by'), { name: 'number', as: 'number', least: -20, most: 20 }],
    oneWay: true,
    gives: words,
  },
  truncate: {
    begins: () => ({ chars: 80 }),
    settings: [{ name: 'chars', as: 'number', least: 1 }],
    oneWay: true,
    gives: words,
  },
  values: {
    begins: () => ({ values: [] }),
    settings: [text('else_salesforce', true), text('else_hubspot', true)],
    gives: (kind) => (kind === 'choices' ? 'choices' : words(kind) && 'choice'),
  },
} as const satisfies Record<string, Kind>;

export type TransformName = keyof typeof TRANSFORMS;

/** The country of this machine's language, for phone numbers. */
function here(): string {
  return new Intl.Locale(navigator.language).region ?? '';
}

/** What is known of a transform; null where a newer version made it. */
export function known(name: string): Kind | null {
  return Object.hasOwn(TRANSFORMS, name) ? TRANSFORMS[name as TransformName] : null;
}

/** The kind that comes out of them all; null where one of them does not fit. */
export function kindAfter(transforms: readonly Transform[], kind: ValueKind): ValueKind | null {
  return transforms.reduce<ValueKind | null>(
    (now, it) => (now === null ? null : (known(it.use)?.gives(now, it) ?? null)),
    kind,
  );
}

/** Those that can come next. */
export function fitting(kind: ValueKind | null): TransformName[] {
  const names = Object.keys(TRANSFORMS) as TransformName[];
  return names.filter(
    (name) => kind === null || TRANSFORMS[name].gives(kind, begin(name)) !== null,
  );
}

/** A transform as it begins. */
export function begin(name: TransformName): Transform {
  return { use: name, ...TRANSFORMS[name].begins() } as Transform;
}

/** What ties two kinds that do not convert by themselves; nothing where none does, or none is needed. */
export function bridge(hubspot: ValueKind, salesforce: ValueKind): Transform[] {
  const kinds = `${hubspot}/${salesforce}`;
  if (kinds === 'text/boolean' || kinds === 'boolean/text') return [begin('yes_no')];
  if (kinds === 'text/instant' || kinds === 'instant/text') {
    return [{ use: 'date_format', pattern: 'yyyy-MM-dd HH:mm', zone: zone() }];
  }
  return [];
}

/** One transform changed; a setting that is empty is left out. */
export function withSetting(transform: Transform, name: string, value: unknown): Transform {
  const { [name]: _, ...rest } = transform;
  return (value === '' || value === null ? rest : { ...rest, [name]: value }) as Transform;
}

/** One of them moved up or down by one place. */
export function moved(transforms: readonly Transform[], from: number, by: -1 | 1): Transform[] {
  const all = [...transforms];
  const [one] = all.splice(from, 1);
  if (one !== undefined) all.splice(from + by, 0, one);
  return all;
}

/** The rows of a value list. */
export function rowsOf(transform: Transform): ValueRow[] {
  return Array.isArray(transform.values) ? (transform.values as unknown as ValueRow[]) : [];
}

/** What an option of one side is on the other: the first row that names it counts. */
export function partner(rows: readonly ValueRow[], side: keyof ValueRow, option: string) {
  const other = side === 'hubspot' ? 'salesforce' : 'hubspot';
  return rows.find((row) => row[side] === option)?.[other] ?? null;
}

/**
 * An option of HubSpot's gets another one of Salesforce's, or none. Its row stays in its place, so
 * that the first of several stays the first.
 */
export function withPartner(
  rows: readonly ValueRow[],
  hubspot: string,
  salesforce: string | null,
): ValueRow[] {
  const at = rows.findIndex((row) => row.hubspot === hubspot);
  if (salesforce === null) return rows.filter((row) => row.hubspot !== hubspot);
  if (at < 0) return [...rows, { hubspot, salesforce }];
  return rows.map((row, index) => (index === at ? { hubspot, salesforce } : row));
}

/** A Salesforce option that nothing becomes counts as one of HubSpot's, or as none. */
export function withAlso(
  rows: readonly ValueRow[],
  salesforce: string,
  hubspot: string | null,
): ValueRow[] {
  const rest = rows.filter((row) => row.salesforce !== salesforce);
  return hubspot === null ? rest : [...rest, { hubspot, salesforce }];
}

/** Options that no row names yet are tied where their labels, or their values, are the same. */
export function filled(
  rows: readonly ValueRow[],
  hubspot: readonly FieldOption[],
  salesforce: readonly FieldOption[],
): ValueRow[] {
  const plain = (words: string) => words.trim().toLocaleLowerCase();
  const more = hubspot.flatMap((near): ValueRow[] => {
    if (partner(rows, 'hubspot', near.value) !== null) return [];
    const same = (one: FieldOption, how: (it: FieldOption) => string) =>
      plain(how(one)) === plain(how(near));
    const far =
      salesforce.find((it) => same(it, (one) => one.label)) ??
      salesforce.find((it) => same(it, (one) => one.value));
    return far ? [{ hubspot: near.value, salesforce: far.value }] : [];
  });
  return [...rows, ...more];
}
