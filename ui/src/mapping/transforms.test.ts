import { expect, it } from 'vitest';
import type { FieldOption } from '../ipc';
import {
  begin,
  bridge,
  filled,
  fitting,
  kindAfter,
  moved,
  partner,
  transformsOf,
  withAlso,
  withPartner,
  withSetting,
  withTransforms,
} from './transforms';

const option = (value: string, label = value): FieldOption => ({ value, label, active: true });

it('only those are offered that take what reaches them', () => {
  expect(fitting('decimal')).toEqual(['number_format', 'currency']);
  expect(fitting('boolean')).toEqual(['yes_no']);
  expect(fitting('choices')).toEqual(['join', 'values']);
  expect(fitting(kindAfter([begin('trim'), begin('yes_no')], 'choice'))).toEqual(['yes_no']);
  expect(kindAfter([begin('currency')], 'text')).toBe(null);
});

it('a date format with a time makes a point in time', () => {
  const day = begin('date_format');
  expect(kindAfter([day], 'text')).toBe('date');
  expect(kindAfter([withSetting(day, 'pattern', 'dd.MM.yyyy HH:mm')], 'text')).toBe('instant');
});

it('kinds that do not convert by themselves are tied by a transform', () => {
  expect(bridge('text', 'boolean')).toEqual([{ use: 'yes_no', yes: 'Yes', no: 'No' }]);
  expect(kindAfter(bridge('text', 'instant'), 'text')).toBe('instant');
  expect(kindAfter(bridge('instant', 'text'), 'instant')).toBe('text');
  expect(bridge('text', 'text')).toEqual([]);
});

it('an emptied setting is left out of the file', () => {
  const marks = begin('number_format');
  expect(withSetting(marks, 'group', '')).toEqual({ use: 'number_format', decimal: ',' });
});

it('the order of transforms is changed by one place', () => {
  const [one, two, three] = [begin('trim'), begin('case'), begin('truncate')];
  expect(moved([one, two, three], 2, -1)).toEqual([one, three, two]);
  expect(moved([one, two, three], 0, 1)).toEqual([two, one, three]);
});

it('a value list is filled by equal labels, and keeps what is tied by hand', () => {
  const near = [option('new', 'New'), option('hot', 'Hot lead'), option('gone')];
  const far = [option('Open', 'new '), option('HOT'), option('Closed')];
  const rows = filled([{ hubspot: 'gone', salesforce: 'Closed' }], near, far);
  expect(rows).toEqual([
    { hubspot: 'gone', salesforce: 'Closed' },
    { hubspot: 'new', salesforce: 'Open' },
    { hubspot: 'hot', salesforce: 'HOT' },
  ]);
});

it('the first row of an option stays the first', () => {
  let rows = withPartner([], 'a', 'X');
  rows = withPartner(rows, 'b', 'X');
  rows = withAlso(rows, 'Y', 'a');
  expect(partner(rows, 'salesforce', 'X')).toBe('a');
  rows = withPartner(rows, 'a', 'Z');
  expect(rows).toEqual([
    { hubspot: 'a', salesforce: 'Z' },
    { hubspot: 'b', salesforce: 'X' },
    { hubspot: 'a', salesforce: 'Y' },
  ]);
  expect(withAlso(rows, 'Y', null)).toHaveLength(2);
  expect(withPartner(rows, 'b', null)).toHaveLength(2);
});

it('a field of a file that leaves the key out has none', () => {
  const bare = JSON.parse('{"id":"phone","hubspot":"phone","salesforce":"Phone","rule":"two_way"}');
  expect(transformsOf(bare)).toEqual([]);
  const trimmed = withTransforms(bare, [{ use: 'trim' }]);
  expect(transformsOf(trimmed)).toEqual([{ use: 'trim' }]);
  expect(withTransforms(trimmed, [])).toEqual(bare);
});
