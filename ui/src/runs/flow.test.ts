import { expect, it } from 'vitest';
import type { FlowDay } from '../ipc';
import { flowOf, mappingsOf } from './flow';

const of = (day: string, mapping: string, written: number): FlowDay => ({
  day,
  mapping,
  written: { hubspot: written, salesforce: 1 },
  failed: { hubspot: 0, salesforce: 0 },
});

const days = [
  of('2026-10-23', 'contacts', 5),
  of('2026-10-26', 'companies', 40),
  of('2026-10-26', 'contacts', 7),
];

it('the object that most went of is shown first', () => {
  expect(mappingsOf(days)).toEqual(['companies', 'contacts']);
  expect(mappingsOf([])).toEqual([]);
});

it('a day without anything is a day, over the end of summer time too', () => {
  const told = flowOf(days, 'companies').map((it) => [it.day, it.written.hubspot]);
  expect(told).toEqual([
    ['2026-10-23', 0],
    ['2026-10-24', 0],
    ['2026-10-25', 0],
    ['2026-10-26', 40],
  ]);
  expect(flowOf([], 'contacts')).toEqual([]);
});
