import { describe, expect, it } from 'vitest';
import { rowByKey, slotsOf, withKept } from './longRows';

const item = (index: number, margin = 100) => ({
  index,
  key: `row ${index}`,
  start: margin + index * 32,
  end: margin + (index + 1) * 32,
});

describe('a long list', () => {
  it('draws rows in sight between two gaps, as high as all rows together', () => {
    const { slots, rest } = slotsOf([item(10), item(11), item(12)], 100, 100 * 32);
    expect(slots.map((it) => [it.index, it.gap])).toEqual([
      [10, 320],
      [11, 0],
      [12, 0],
    ]);
    expect(rest).toBe(87 * 32);
  });

  it('has a gap between a row that stays drawn and those in sight', () => {
    const { slots, rest } = slotsOf([item(2), item(50)], 100, 51 * 32);
    expect([slots.map((it) => it.gap), rest]).toEqual([[64, 47 * 32], 0]);
  });

  it('without rows is as high as they are', () => {
    expect(slotsOf([], 100, 320)).toEqual({ slots: [], rest: 320 });
  });

  it('keeps the row of the focus drawn, once, and none that is gone', () => {
    expect(withKept([10, 11], [3, null, 11, 99], 50)).toEqual([3, 10, 11]);
  });

  it('is moved in by keys, and left to scroll where a key leads nowhere', () => {
    const size = { count: 100, page: 10 };
    const rows: [key: string, row: number, next: number | null][] = [
      ['ArrowDown', 4, 5],
      ['ArrowDown', 99, null],
      ['ArrowUp', 0, null],
      ['PageDown', 95, 99],
      ['PageUp', 3, 0],
      ['PageUp', 0, null],
      ['Home', 50, 0],
      ['End', 50, 99],
      ['Enter', 50, null],
      ['constructor', 50, null],
    ];
    for (const [key, row, next] of rows) expect(rowByKey(key, row, size), key).toBe(next);
  });
});
