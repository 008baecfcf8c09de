import { describe, expect, it } from 'vitest';
import { overview, type Told } from '../../scenes/fixtures/overview';
import type { Speech } from '../words/WordsProvider';
import { bundleOf, sayIn } from '../words/words';
import { healthOf } from './health';

const bundle = bundleOf('en');
const speech = {
  say: (id: string, facts = {}) => sayIn(bundle, id, facts),
  moment: (at: string) => at.slice(11, 16),
} as Speech;

const of = (told: Told) => {
  const pair = overview(told).pairs[0];
  if (pair === undefined) throw new Error('no pair');
  return healthOf(pair, speech);
};

describe('health', () => {
  it('is two things, always both', () => {
    expect(of({ running: true })).toMatchObject({
      tone: 'run',
      both: 'Running · 12 errors left',
    });
    expect(of({ well: true })).toMatchObject({ both: 'Next pass 13:20 · last run: done' });
  });

  it('is green only after a run that finished well', () => {
    expect(of({ well: true }).tone).toBe('ok');
    expect(of({}).tone).toBe('warn');
    expect(of({ fresh: true }).tone).toBe('off');
  });

  it('is red while nothing moves', () => {
    expect(of({ stopped: true, well: true }).tone).toBe('err');
  });
});
