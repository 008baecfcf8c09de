import { expect, it } from 'vitest';
import { overview } from '../../scenes/fixtures/overview';
import { isSetUp, stepsOf } from './steps';

const steps = (told: Parameters<typeof overview>[0]) => {
  const all = overview(told);
  const [pair] = all.pairs;
  if (pair === undefined) throw new Error('no pair');
  return stepsOf(all, pair);
};

it('a fresh pair has been linked, and everything else is to be done', () => {
  const done = steps({ fresh: true }).filter((step) => step.done);
  expect(done.map((step) => step.name)).toEqual(['linked']);
  expect(isSetUp(steps({ fresh: true }))).toBe(false);
});

it('a pair that runs is set up, also while errors wait', () => {
  expect(isSetUp(steps({ well: true }))).toBe(true);
  expect(isSetUp(steps({}))).toBe(true);
  expect(steps({}).some((step) => !step.done)).toBe(true);
});
