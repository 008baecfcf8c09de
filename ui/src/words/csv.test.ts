import { expect, it } from 'vitest';
import { csv } from './csv';

it.each([
  ['plain', 'plain'],
  ['with, comma', '"with, comma"'],
  ['with "quotes"', '"with ""quotes"""'],
  ['two\nlines', '"two\nlines"'],
  ['=HYPERLINK("https://attacker.example")', `"'=HYPERLINK(""https://attacker.example"")"`],
  ['+4722225555', "'+4722225555"],
  ['@SUM(1)', "'@SUM(1)"],
])('sec20 %s is harmless in a spreadsheet', (value, cell) => {
  expect(csv([[value]])).toBe(`${cell}\r\n`);
});

it('figures and blanks stay what they are', () => {
  expect(csv([['a', -1, null]])).toBe('a,-1,\r\n');
});
