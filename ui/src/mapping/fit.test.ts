import { describe, expect, it } from 'vitest';
import { field } from '../../scenes/fixtures/schemas';
import type { ValueKind } from '../ipc';
import { refusal, rulesFor, wayOf } from './fit';

const near = (kind: ValueKind, native = 'string/text') => field('near', 'Near', kind, native);
const far = (kind: ValueKind, native = 'string') => field('Far', 'Far', kind, native);

describe('two fields', () => {
  it.each([
    ['text', 'text', null],
    ['text', 'decimal', null],
    ['decimal', 'text', null],
    ['date', 'instant', null],
    ['boolean', 'choice', null],
    ['choice', 'choices', null],
    ['date', 'decimal', 'kinds'],
    ['boolean', 'date', 'kinds'],
    ['text', 'boolean', null],
    ['instant', 'text', null],
    ['text', 'reference', 'text_and_reference'],
    ['reference', 'reference', null],
  ] as const)('h94 %s and %s: %s', (one, other, why) => {
    expect(refusal(near(one), far(other))).toBe(why);
  });

  it('h94 HubSpot users and compound fields go with nothing', () => {
    expect(refusal(near('text', 'enumeration/user'), far('text'))).toBe('hub_spot_user');
    expect(refusal(near('text'), far('text', 'address'))).toBe('no_form');
  });
});

describe('a rule', () => {
  it('is offered where the kind has an order or a set', () => {
    expect(rulesFor('decimal')).toContain('maximum');
    expect(rulesFor('text')).not.toContain('maximum');
    expect(rulesFor('choices')).toContain('union');
    expect(rulesFor('choice')).toContain('forward_only');
    expect(rulesFor('boolean')).not.toContain('union');
  });

  it('s52 of the opt-out is never offered', () => {
    for (const kind of ['text', 'boolean', 'choices'] as const) {
      expect(rulesFor(kind)).not.toContain('opt_out');
    }
  });

  it('says which way values go', () => {
    expect(wayOf('always_salesforce')).toBe('to_hubspot');
    expect(wayOf('always_hubspot')).toBe('to_salesforce');
    expect(wayOf('two_way')).toBe('both');
    expect(wayOf('opt_out')).toBe('locked');
  });
});
