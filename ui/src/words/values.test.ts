import { expect, it } from 'vitest';
import { readingWords, rowWords, valueWords } from './values';
import type { Speech } from './WordsProvider';
import { bundleOf, sayIn } from './words';

const bundle = bundleOf('en');
const speech = {
  say: (id: string) => sayIn(bundle, id),
  count: (value: number) => value.toLocaleString('en-GB'),
} as Speech;

it('a number too long for the machine keeps every digit', () => {
  expect(valueWords({ decimal: '1250000' }, speech)).toBe('1,250,000');
  expect(valueWords({ decimal: '12345678901234567890.12' }, speech)).toBe(
    '12345678901234567890.12',
  );
  expect(valueWords({ decimal: '0.10' }, speech)).toBe('0.10');
});

it('a blank is no empty text', () => {
  expect(readingWords('blank', speech)).toBeNull();
  expect(readingWords({ value: { text: '' } }, speech)).toBe('');
  expect(rowWords('(blank)')).toBeNull();
  expect(rowWords('"(blank)"')).toBe('(blank)');
});

it('sec24 markup in a record stays text', () => {
  expect(rowWords('"<img src=x onerror=alert(1)>"')).toBe('<img src=x onerror=alert(1)>');
});
