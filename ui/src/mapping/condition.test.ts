import { describe, expect, it } from 'vitest';
import { type Condition, conditionsOf, type Kinds, written } from './condition';

const kinds: Kinds = (field) =>
  (
    ({
      amount: 'decimal',
      optout: 'boolean',
      tags: 'choices',
      born: 'date',
      stage: 'choice',
    }) as const
  )[field] ?? 'text';

const row = (field: string, asks: Condition['asks'], value = ''): Condition => ({
  field,
  asks,
  value,
});

describe('a filter made of rows', () => {
  it('is the text that the engine reads, and reads back as the same rows', () => {
    const rows: [row: Condition, text: string][] = [
      [row('stage', 'is', 'lead'), 'stage == "lead"'],
      [row('stage', 'is_not', 'subscriber'), 'stage != "subscriber"'],
      [row('city', 'has', 'O"slo'), 'city.contains("O\\"slo")'],
      [row('city', 'has_not', 'Oslo'), '!(city.contains("Oslo"))'],
      [row('city', 'blank'), 'city == ""'],
      [row('amount', 'over', '5.5'), 'amount > 5.5'],
      [row('amount', 'filled'), 'amount != null'],
      [row('optout', 'is', 'true'), 'optout == true'],
      [row('tags', 'has', 'vip'), '"vip" in tags'],
      [row('tags', 'has_not', 'vip'), '!("vip" in tags)'],
      [row('tags', 'blank'), 'tags == []'],
      [row('born', 'under', '2000-01-01'), 'born < "2000-01-01"'],
    ];
    for (const [one, text] of rows) {
      expect(written({ of: 'all', rows: [one] }, kinds)).toBe(text);
      expect(conditionsOf(text), text).toEqual({ of: 'all', rows: [one] });
    }
  });

  it('holds all or any of several, and quotes hide what joins them', () => {
    const rows = [row('city', 'is', 'a && b'), row('stage', 'is_not', 'x || y')];
    for (const of of ['all', 'any'] as const) {
      expect(conditionsOf(written({ of, rows }, kinds))).toEqual({ of, rows });
    }
  });

  it('leaves a text alone that says more than rows can', () => {
    const more = [
      'a == "1" && b == "2" || c == "3"',
      '(a == "1")',
      'tags.exists(t, t.startsWith("b"))',
      'amount >= 5',
      'a ==',
      'a == "open',
    ];
    for (const text of more) expect(conditionsOf(text), text).toBeNull();
  });

  it('asks nothing while a row names no property', () => {
    expect(written({ of: 'all', rows: [row('', 'is', 'x')] }, kinds)).toBe('');
    expect(conditionsOf('')).toEqual({ of: 'all', rows: [] });
  });
});
