/** A drawn row, and how high what is not drawn before it is. */
export interface Slot {
  index: number;
  key: string | number;
  gap: number;
}

interface Placed {
  index: number;
  key: string | number | bigint;
  start: number;
  end: number;
}

/** The drawn rows with the gaps between them, and the gap behind the last. */
export function slotsOf(
  items: readonly Placed[],
  margin: number,
  total: number,
): { slots: Slot[]; rest: number } {
  let reached = margin;
  const slots = items.map((item): Slot => {
    const gap = Math.max(0, item.start - reached);
    reached = item.end;
    const key = typeof item.key === 'bigint' ? String(item.key) : item.key;
    return { index: item.index, key, gap };
  });
  return { slots, rest: Math.max(0, margin + total - reached) };
}

/** Rows in sight, and those that stay drawn wherever the list is scrolled to, in order. */
export function withKept(
  inSight: readonly number[],
  kept: readonly (number | null)[],
  count: number,
): number[] {
  const stay = kept.filter((it): it is number => it !== null && it >= 0 && it < count);
  return [...new Set([...inSight, ...stay])].sort((one, other) => one - other);
}

/** The row that a key leads to; none where it leads nowhere, so that the list is scrolled instead. */
export function rowByKey(
  key: string,
  row: number,
  { count, page }: { count: number; page: number },
): number | null {
  const last = count - 1;
  const rows = new Map([
    ['ArrowDown', row + 1],
    ['ArrowUp', row - 1],
    ['PageDown', Math.min(last, row + page)],
    ['PageUp', Math.max(0, row - page)],
    ['Home', 0],
    ['End', last],
  ]);
  const next = rows.get(key);
  return next === undefined || next < 0 || next > last || next === row ? null : next;
}
