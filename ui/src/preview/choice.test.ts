import { describe, expect, it } from 'vitest';
import type { PlannedLine } from '../ipc';
import { EVERYTHING, isEverything, isOut, isPartOut, withPart, withRow } from './choice';

const row = (link: number, act: PlannedLine['act'] = 'update', field = 'Phone'): PlannedLine => ({
  link,
  mapping: 'contacts',
  side: 'salesforce',
  record: null,
  object: 'Contact',
  act,
  changes: [
    {
      mapping: 'phone',
      field,
      source_field: 'phone',
      before: 'blank',
      after: { text: '1' },
      rule: 'two_way',
      ruling: 'newest',
    },
  ],
});

const creates = { mapping: 'contacts', side: 'salesforce', act: 'create' } as const;

describe('what of a plan is written', () => {
  it('is everything until something is left out', () => {
    expect(isEverything(EVERYTHING)).toBe(true);
    expect(isOut(EVERYTHING, row(1))).toBe(false);
  });

  it('is without a record that was left out, and with it when it is taken in again', () => {
    const without = withRow(EVERYTHING, row(1));
    expect([isOut(without, row(1)), isOut(without, row(2))]).toEqual([true, false]);
    expect(isEverything(withRow(without, row(1)))).toBe(true);
  });

  it('is without a part, but for a record of it that is kept', () => {
    const without = withPart(EVERYTHING, creates);
    expect(isPartOut(without, creates)).toBe(true);
    expect([isOut(without, row(1, 'create')), isOut(without, row(2))]).toEqual([true, false]);
    const kept = withRow(without, row(1, 'create'));
    expect([isOut(kept, row(1, 'create')), isOut(kept, row(3, 'create'))]).toEqual([false, true]);
    expect(isEverything(withPart(kept, creates))).toBe(true);
  });

  it('can be without a field', () => {
    const without = withPart(EVERYTHING, { side: 'salesforce', field: 'Fax' });
    expect(isOut(without, row(1))).toBe(false);
    expect(isOut(without, row(1, 'update', 'Fax'))).toBe(true);
  });

  it('can be without what empties a field, and with what else is written to it', () => {
    const clearing = { side: 'salesforce', field: 'Fax', rule: 'two_way', clears: true } as const;
    const without = withPart(EVERYTHING, clearing);
    const other = row(1, 'update', 'Fax');
    const emptied = (act: PlannedLine['act'], rule = 'two_way'): PlannedLine => ({
      ...other,
      act,
      changes: other.changes.map((it) => ({ ...it, after: null, rule })),
    });
    expect(isOut(without, emptied('update'))).toBe(true);
    expect(isOut(without, other)).toBe(false);
    expect(isOut(without, emptied('create'))).toBe(false);
    expect(isOut(without, emptied('update', 'maximum'))).toBe(false);
    expect(isEverything(withPart(without, clearing))).toBe(true);
  });
});
