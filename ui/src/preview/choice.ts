import type { Chosen, PlannedAsk, PlannedLine } from '../ipc';

/** A part of the plan by which it is left out: what is done, or a field. */
export type Part = Omit<Partial<PlannedAsk>, 'after'>;

/** Everything is written. */
export const EVERYTHING: Chosen = { groups: [], skip: [], keep: [], only: null };

const asked = (part: Part): PlannedAsk => ({
  mapping: part.mapping ?? null,
  side: part.side ?? null,
  act: part.act ?? null,
  field: part.field ?? null,
  after: null,
});

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

function covers(part: PlannedAsk, row: PlannedLine): boolean {
  const { mapping, side, act, field } = part;
  return (
    (mapping == null || mapping === row.mapping) &&
    (side == null || side === row.side) &&
    (act == null || act === row.act) &&
    (field == null || row.changes.some((it) => it.field === field))
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

/** Whether some records are all left out by name. */
export function areSkipped(chosen: Chosen, links: readonly number[]): boolean {
  const skipped = new Set(chosen.skip);
  return links.length > 0 && links.every((link) => skipped.has(link));
}

/** Leaves some records out, or takes them in again where they all were left out. */
export function withLinks(chosen: Chosen, links: readonly number[]): Chosen {
  const named = new Set(links);
  const skip = chosen.skip.filter((link) => !named.has(link));
  const keep = chosen.keep.filter((link) => !named.has(link));
  return areSkipped(chosen, links)
    ? { ...chosen, skip, keep }
    : { ...chosen, skip: [...skip, ...named], keep };
}

/** Whether anything is left out. */
export function isEverything(chosen: Chosen): boolean {
  return chosen.groups.length === 0 && chosen.skip.length === 0 && chosen.only === null;
}
