import type { ErrorRow, FieldMapping, ObjectMapping, PairFile } from '../ipc';
import { farOn } from '../mapping/far';
import { isStaged } from '../mapping/stages';
import type { Side } from '../parts/Tile';

/** A field mapping that rows of a group are about. */
export interface Place {
  mapping: ObjectMapping;
  field: FieldMapping;
  side: Side;
  /** The Salesforce objects of the records; all of the mapping's where a record is still to be made. */
  objects: ReadonlySet<string>;
  rows: ErrorRow[];
}

/** The field mappings that some rows are about. One that the mapping does not have any more is none. */
export function placesOf(rows: readonly ErrorRow[], file: PairFile): Place[] {
  const places = new Map<string, Place & { objects: Set<string> }>();
  for (const row of rows) {
    const found = placeOf(row, file);
    if (found === null) continue;
    const key = `${row.side} ${found.mapping.id} ${found.field.id}`;
    const known = places.get(key) ?? {
      ...found,
      side: row.side,
      objects: new Set<string>(),
      rows: [],
    };
    for (const object of objectsOf(row, found.mapping)) known.objects.add(object);
    known.rows.push(row);
    places.set(key, known);
  }
  return [...places.values()];
}

function placeOf(
  row: ErrorRow,
  file: PairFile,
): { mapping: ObjectMapping; field: FieldMapping } | null {
  const { hubspot, salesforce } = row.records;
  if (row.field === null || (hubspot === null && salesforce === null)) return null;
  for (const mapping of file.mappings) {
    const here = hubspot === null || hubspot.object === mapping.hubspot;
    const there = salesforce === null || mapping.salesforce.includes(salesforce.object);
    if (!here || !there) continue;
    const field = mapping.fields.find((it) =>
      row.side === 'hub_spot'
        ? it.hubspot === row.field
        : objectsOf(row, mapping).some((object) => farOn(it, object) === row.field),
    );
    if (field !== undefined && field.rule !== 'dont_sync') return { mapping, field };
  }
  return null;
}

function objectsOf(row: ErrorRow, mapping: ObjectMapping): string[] {
  return row.records.salesforce === null ? mapping.salesforce : [row.records.salesforce.object];
}

/** Where in the mapping editor a place is mended. */
export function addressOf({ mapping, field }: Place): Record<string, string> {
  const staged = field.hubspot === 'dealstage' || field.hubspot === 'hs_pipeline_stage';
  if (staged && isStaged(mapping)) return { object: mapping.id, tab: 'stages' };
  return { object: mapping.id, mapped: field.id };
}

/** The values of a row as they stand in the record; none where it has none that a list could hold. */
export function valuesIn(shown: string | null): string[] {
  if (shown === null || shown.length < 2) return [];
  const inner = shown.slice(1, -1);
  if (shown.startsWith('"') && shown.endsWith('"')) return [plain(inner)];
  // Several options: neither vendor lets a semicolon stand in one.
  if (shown.startsWith('{') && shown.endsWith('}')) return inner.split('; ').filter(Boolean);
  return [];
}

const SIGNS: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/** A quoted text without its quoting. */
function plain(quoted: string): string {
  return quoted.replace(/\\(?:u\{([0-9a-f]+)\}|(.))/g, (_, code: string | undefined, sign = '') =>
    code === undefined
      ? (SIGNS[sign as string] ?? (sign as string))
      : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
