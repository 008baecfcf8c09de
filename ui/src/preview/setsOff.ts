import type { Preview } from '../ipc';

type Group = Preview['plan']['groups'][number];
type SetsOff = Group['sets_off'][number];

/** What the creates of some groups set off, each thing once with its whole count. */
export function setsOff(groups: readonly Group[]): SetsOff[] {
  const whole = new Map<SetsOff['what'], number>();
  for (const { what, count } of groups.flatMap((it) => it.sets_off)) {
    whole.set(what, (whole.get(what) ?? 0) + count);
  }
  return [...whole].map(([what, count]) => ({ what, count }));
}
