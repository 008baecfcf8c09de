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

  it('tells a run that was stopped before what earlier ones left', () => {
    const pair = overview({}).pairs[0];
    if (pair?.last == null) throw new Error('no run');
    const braked = { ...pair, last: { ...pair.last, result: 'braked' } };
    expect(healthOf(braked, speech).both).toBe(
      'Next pass 13:20 · last run: stopped before it wrote',
    );
  });

  it('p1 is not green while an object cannot be read', () => {
    expect(of({ well: true, unread: true })).toMatchObject({
      tone: 'warn',
      both: 'Next pass 13:20 · one object not read',
    });
  });

  it('says until when it is paused, and that a person starts each pass', () => {
    const pair = overview({ well: true }).pairs[0];
    if (pair === undefined) throw new Error('no pair');
    const paused = { now: 'paused', until: '2026-11-23T15:05:00Z' } as const;
    expect(healthOf({ ...pair, now: paused }, speech).now).toBe('Paused until 15:05');
    expect(healthOf({ ...pair, now: { now: 'by_hand' } }, speech)).toMatchObject({
      tone: 'ok',
      now: 'Syncs when you say so',
    });
  });

  it('is red while nothing moves', () => {
    expect(of({ stopped: true, well: true }).tone).toBe('err');
  });
});
