import { expect, it } from 'vitest';
import { topOf } from './scale';

it('a scale ends at a round number that is high enough, and whose half is whole', () => {
  const rows: [most: number, top: number][] = [
    [0, 2],
    [1, 2],
    [3, 4],
    [9, 10],
    [10, 10],
    [11, 20],
    [214, 400],
    [480, 600],
    [1000, 1000],
    [4_120, 6_000],
    [99_999, 100_000],
  ];
  for (const [most, top] of rows) expect(topOf(most), String(most)).toBe(top);
  for (let most = 1; most < 3_000; most += 7) {
    expect(topOf(most)).toBeGreaterThanOrEqual(most);
    expect(topOf(most) % 2).toBe(0);
    expect(topOf(most)).toBeLessThanOrEqual(Math.max(2, most * 2));
  }
});
