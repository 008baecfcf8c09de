import type { FlowDay } from '../ipc';

const MS_A_DAY = 24 * 60 * 60_000;

const moved = (it: FlowDay) => it.written.hubspot + it.written.salesforce;

/** The object mappings that anything went of, the one with most first. */
export function mappingsOf(days: readonly FlowDay[]): string[] {
  const sums = new Map<string, number>();
  for (const it of days) sums.set(it.mapping, (sums.get(it.mapping) ?? 0) + moved(it));
  return [...sums].sort(([, one], [, other]) => other - one).map(([mapping]) => mapping);
}

/**
 * The days of one mapping, from the first that anything went on to the last: a day on which nothing
 * went is a day, too.
 */
export function flowOf(days: readonly FlowDay[], mapping: string): FlowDay[] {
  const first = days.at(0)?.day;
  const last = days.at(-1)?.day;
  if (first === undefined || last === undefined) return [];
  const own = new Map(days.filter((it) => it.mapping === mapping).map((it) => [it.day, it]));
  const count = Math.round((Date.parse(last) - Date.parse(first)) / MS_A_DAY) + 1;
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.parse(first) + index * MS_A_DAY).toISOString().slice(0, 10);
    const none = { hubspot: 0, salesforce: 0 };
    return own.get(day) ?? { day, mapping, written: none, failed: none };
  });
}
