import { expect, it } from 'vitest';
import { preview } from '../../scenes/fixtures/plan';
import type { FieldGroup } from '../ipc';
import { clearedFields, partOf } from './cleared';

const of = (field: string, ruling: string, cleared: number): FieldGroup => ({
  side: 'salesforce',
  field,
  rule: 'always_hubspot',
  ruling,
  values: 20_000,
  cleared,
});

it('the values that a plan empties are told by field and rule', () => {
  expect(clearedFields(preview.plan.fields)).toEqual([
    { side: 'salesforce', field: 'Fax', rule: 'always_hubspot', values: 6 },
  ]);
});

it('however a rule ruled, its field is told once, and the fullest first', () => {
  const groups = [of('Phone', 'newest', 0), of('Fax', 'newest', 1), of('Fax', 'other', 11_999)];
  const told = clearedFields([of('Title', 'newest', 2), ...groups]);
  expect(told.map((it) => [it.field, it.values])).toEqual([
    ['Fax', 12_000],
    ['Title', 2],
  ]);
});

it('they are asked for, and kept, by what empties them', () => {
  const [fax] = clearedFields(preview.plan.fields);
  expect(fax && partOf(fax)).toEqual({
    side: 'salesforce',
    field: 'Fax',
    rule: 'always_hubspot',
    clears: true,
  });
});
