import { expect, it } from 'vitest';
import { isTyped } from './typed';

it.each([
  ['255', 255, true],
  ['12500', 12_500, true],
  ['12 500', 12_500, true],
  ['12\u00a0500', 12_500, true],
  [' 255 ', 255, true],
  ['254', 255, false],
  ['', 0, false],
  ['2.55', 255, false],
  ['0xff', 255, false],
  ['alt', 255, false],
])('p4 “%s” for %d: %s', (typed, wanted, right) => {
  expect(isTyped(typed, wanted)).toBe(right);
});
