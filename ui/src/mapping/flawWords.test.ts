import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Two flaws have words of their own kind: of the filter, and of the transform. */
const APART = ['filter', 'transform'];

test('every flaw that a mapping can have is said in both languages', () => {
  const contract = read('../generated/contract.ts');
  const type = contract.slice(contract.indexOf('export type FlawCode ='));
  const body = type.slice(0, type.indexOf('export type', 1));
  const codes = [...body.matchAll(/"code": "(\w+)"/g)].map((found) => found[1] ?? '');
  expect(codes.length).toBeGreaterThan(20);
  for (const language of ['en', 'nb']) {
    const words = read(`../../locales/window.${language}.ftl`);
    const silent = codes.filter(
      (code) => !APART.includes(code) && !words.includes(`flaw-${code} =`),
    );
    expect(silent, language).toEqual([]);
  }
});
