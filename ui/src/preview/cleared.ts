import type { FieldGroup, Side } from '../ipc';
import type { Part } from './choice';

/** Values of one field that one rule would empty. */
export interface ClearedField {
  side: Side;
  field: string;
  rule: string;
  values: number;
}

/** What a plan would empty, most values first. */
export function clearedFields(groups: readonly FieldGroup[]): ClearedField[] {
  const found = new Map<string, ClearedField>();
  for (const { side, field, rule, cleared } of groups) {
    if (cleared === 0) continue;
    const key = `${side} ${field} ${rule}`;
    const before = found.get(key)?.values ?? 0;
    found.set(key, { side, field, rule, values: before + cleared });
  }
  return [...found.values()].sort((one, other) => other.values - one.values);
}

/** The writes that empty it, wherever they stand in the plan. */
export const partOf = ({ side, field, rule }: ClearedField): Part => ({
  side,
  field,
  rule,
  clears: true,
});
