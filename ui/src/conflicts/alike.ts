import type { ConflictRow, Side } from '../ipc';
import { at } from '../parts/Tile';

/** Conflicts of one field under one rule: they can be decided alike. */
export interface Alike {
  key: string;
  rule: string;
  fields: ConflictRow['fields'];
  rows: ConflictRow[];
}

/** Whether a person said what stands. */
const isDecided = (row: ConflictRow) => row.decision !== null || row.typed !== null;

/** Conflicts by field and rule, most first; what was decided already is at the end of its group. */
export function alike(rows: ConflictRow[]): Alike[] {
  const groups = new Map<string, Alike>();
  for (const row of rows) {
    const key = `${row.fields.hubspot}/${row.fields.salesforce}/${row.rule}`;
    const group = groups.get(key) ?? { key, rule: row.rule, fields: row.fields, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    group.rows.sort((one, other) => Number(isDecided(one)) - Number(isDecided(other)));
  }
  return [...groups.values()].sort((one, other) => other.rows.length - one.rows.length);
}

/** The objects of one side that its records are of. */
export function objectsOf(group: Alike, side: Side): string[] {
  return [...new Set(group.rows.flatMap((row) => at(row.records, side)?.object ?? []))];
}

/** Those that wait for a word. */
export function open(group: Alike): ConflictRow[] {
  return group.rows.filter((row) => !isDecided(row));
}
