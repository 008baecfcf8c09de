import type { ChangeLine, Chosen, PlannedAsk, PlannedLine } from '../ipc';

/** A part of the plan by which it is left out: what is done, or a field. */
export type Part = Omit<Partial<PlannedAsk>, 'after'>;

/** Everything is written. */
export const EVERYTHING: Chosen = { groups: [], skip: [], keep: [], only: null };

/** A part of the plan, or the writes of it after a link. */
export const asked = (part: Part, after: number | null = null): PlannedAsk => ({
  mapping: part.mapping ?? null,
  side: part.side ?? null,
  act: part.act ?? null,
  field: part.field ?? null,
  rule: part.rule ?? null,
  clears: part.clears ?? false,
  after,
});

/** Whether two parts are the same. */
export const isSamePart = (one: Part, other: Part) => same(asked(one), asked(other));

const same = (one: PlannedAsk, other: PlannedAsk) => JSON.stringify(one) === JSON.stringify(other);

/** Whether a whole part is left out. */
export function isPartOut(chosen: Chosen, part: Part): boolean {
  const wanted = asked(part);
  return chosen.groups.some((it) => same(asked(it), wanted));
}

/** Leaves a part out, or takes it in again; what was said of its single records goes with it. */
export function withPart(chosen: Chosen, part: Part): Chosen {
  const wanted = asked(part);
  const others = chosen.groups.filter((it) => !same(asked(it), wanted));
  const groups = others.length < chosen.groups.length ? others : [...others, wanted];
  return { ...chosen, groups, keep: [] };
}

/** Whether a write is left out. The engine leaves out every write of a record of which one is. */
export function isOut(chosen: Chosen, row: PlannedLine): boolean {
  if (chosen.keep.includes(row.link)) return false;
  return chosen.skip.includes(row.link) || chosen.groups.some((part) => covers(part, row));
}

/** As the engine reads a part. */
export function covers(part: PlannedAsk, row: PlannedLine): boolean {
  const { mapping, side, act, field, rule, clears } = part;
  const ofChange = (it: ChangeLine) =>
    (field == null || it.field === field) &&
    (rule == null || it.rule === rule) &&
    (!clears || it.after === null);
  return (
    (mapping == null || mapping === row.mapping) &&
    (side == null || side === row.side) &&
    (act == null || act === row.act) &&
    (!clears || row.act === 'update') &&
    ((field == null && rule == null && !clears) || row.changes.some(ofChange))
  );
}

/** Leaves a record out, or takes it in again. */
export function withRow(chosen: Chosen, row: PlannedLine): Chosen {
  const without = (links: number[]) => links.filter((link) => link !== row.link);
  if (!isOut(chosen, row)) {
    return { ...chosen, skip: [...without(chosen.skip), row.link], keep: without(chosen.keep) };
  }
  const skip = without(chosen.skip);
  const covered = chosen.groups.some((part) => covers(part, row));
  return { ...chosen, skip, keep: covered ? [...without(chosen.keep), row.link] : chosen.keep };
}

/** Whether anything is left out. */
export function isEverything(chosen: Chosen): boolean {
  return chosen.groups.length === 0 && chosen.skip.length === 0 && chosen.only === null;
}
