import type { PlannedAsk, PlannedLine, PlannedPage, Side } from '../ipc';
import { readThrough } from './pages';

/** Values of one field that one rule would empty. */
export interface ClearedField {
  side: Side;
  field: string;
  rule: string;
  /** The objects that are written. */
  objects: string[];
  /** A link for each value. */
  links: number[];
}

/** Every value that a plan would empty. */
export interface Cleared {
  values: number;
  /** Most values first. */
  fields: ClearedField[];
  /** Writes that were looked through. */
  writes: number;
  /** Whether the plan has more of them, so that the figures are of its beginning only. */
  more: boolean;
}

/** Looks through a plan for values that it empties. Its summary tells of them only past the brake. */
export async function clearedBy(
  planned: (ask: PlannedAsk) => Promise<PlannedPage>,
  signal?: AbortSignal,
): Promise<Cleared> {
  const { rows, more } = await readThrough(planned, signal);
  const fields = clearedFields(rows);
  const values = fields.reduce((sum, it) => sum + it.links.length, 0);
  return { values, fields, writes: rows.length, more };
}

function clearedFields(rows: readonly PlannedLine[]): ClearedField[] {
  const found = new Map<string, ClearedField>();
  for (const row of rows) {
    // A record that is made has no value to lose, and of one that is deleted all go.
    if (row.act !== 'update') continue;
    for (const { field, rule, after } of row.changes) {
      if (after !== null) continue;
      const key = `${row.side} ${field} ${rule}`;
      const it = found.get(key) ?? { side: row.side, field, rule, objects: [], links: [] };
      it.links.push(row.link);
      if (!it.objects.includes(row.object)) it.objects.push(row.object);
      found.set(key, it);
    }
  }
  return [...found.values()].sort((one, other) => other.links.length - one.links.length);
}
