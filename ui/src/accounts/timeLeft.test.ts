import { expect, it } from 'vitest';
import { clockOf, msLeft } from './timeLeft';

it('what is left of a sign-in counts down from five minutes to nothing', () => {
  const rows: [seconds: number, shown: string][] = [
    // A clock that was set back gives no more time.
    [-60, '5:00'],
    [0, '5:00'],
    [0.4, '5:00'],
    [1, '4:59'],
    [240, '1:00'],
    [295, '0:05'],
    [301, '0:00'],
  ];
  for (const [seconds, shown] of rows) {
    expect(clockOf(msLeft(1_000, 1_000 + seconds * 1000))).toBe(shown);
  }
});
