import { expect, it } from 'vitest';
import { runs } from '../../scenes/fixtures/runs';
import { events, twoOf } from './events';

it('runs and versions stand in one row of time, and plans are no deeds', () => {
  const [first, second] = runs;
  if (!first || !second) throw new Error('no runs');
  const all = events(
    [first, { ...second, result: 'planned' }, { ...second, run: 1, ended: null }],
    [
      { version: 12, made_at: '2026-11-23T12:58:00Z', note: null },
      { version: 13, made_at: '2026-11-23T13:30:00Z', note: null },
    ],
  );
  expect(all.map((event) => event.key)).toEqual(['version-13', 'run-812', 'version-12']);
});

it('a version is compared with the one before it, the oldest with the next', () => {
  const lines = [14, 12, 3].map((version) => ({ version, made_at: '', note: null }));
  expect([14, 12, 3].map((version) => twoOf(lines, version))).toEqual([
    [12, 14],
    [3, 12],
    [3, 12],
  ]);
  expect(twoOf(lines.slice(2), 3)).toEqual([3, 3]);
});
