import { expect, it } from 'vitest';
import { secondsLeft } from './estimate';

it('how long it takes is told after 25 rows, and never at a pace of nothing', () => {
  const rows: [done: number, ms: number, left: number, seconds: number | null][] = [
    [0, 60_000, 100, null],
    [24, 10_000, 100, null],
    [25, 10_000, 100, 40],
    [200, 10_000, 50, 3],
    [200, 0, 50, null],
    [200, 10_000, 0, 0],
  ];
  for (const [done, ms, left, seconds] of rows) {
    const begun = { at: 5_000, done: 10 };
    expect(secondsLeft(begun, { at: 5_000 + ms, done: 10 + done }, left)).toBe(seconds);
  }
});
