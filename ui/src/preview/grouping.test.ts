import { describe, expect, it } from 'vitest';
import { preview } from '../../scenes/fixtures/plan';
import { type Grouping, sectionsOf } from './grouping';

const { plan } = preview;
const shape = (by: Grouping) =>
  sectionsOf(plan, by).map((it) => [it.key, it.lines.length, it.whole?.records ?? null]);

describe('the parts of a plan', () => {
  it('are what is done, and the fields', () => {
    expect(shape('what')).toEqual([
      ['acts', plan.groups.length, null],
      ['fields', plan.fields.length, null],
    ]);
  });

  it('are the sides, each with its writes and its fields', () => {
    expect(shape('side')).toEqual([
      ['hub_spot', 3, 56],
      ['salesforce', 4, 199],
    ]);
  });

  it('are the objects with their writes', () => {
    expect(shape('object')).toEqual([['contacts', 3, 255]]);
  });

  it('are the rules, the one that decides most first', () => {
    expect(shape('rule')).toEqual([
      ['two_way', 2, null],
      ['prefer_salesforce_unless_blank', 1, null],
      ['always_hubspot', 1, null],
    ]);
  });

  it('hold each write and each value once, whatever they are grouped by', () => {
    for (const by of ['what', 'side'] as const) {
      const lines = sectionsOf(plan, by).flatMap((it) => it.lines);
      expect(lines.filter((it) => 'act' in it)).toHaveLength(plan.groups.length);
      expect(lines.filter((it) => 'field' in it)).toHaveLength(plan.fields.length);
    }
  });

  it('without a write to a side leave that side out', () => {
    const one = { ...plan, groups: plan.groups.slice(0, 1), fields: [] };
    expect(sectionsOf(one, 'side').map((it) => it.key)).toEqual(['salesforce']);
  });
});
