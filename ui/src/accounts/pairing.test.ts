import { describe, expect, it } from 'vitest';
import { demoAccounts, overview, threeAccounts } from '../../scenes/fixtures/overview';
import { freeName, likelyPair, othersThan, pairOf, pairsOf } from './pairing';

const three = threeAccounts();
const [pair] = three.pairs;
const [hubspot, salesforce, sandbox] = three.accounts;
if (!pair || !hubspot || !salesforce || !sandbox) throw new Error('the fixture lacks something');

describe('a further pair', () => {
  it('is offered where an account is not one of the pair', () => {
    expect(othersThan(three, pair)).toEqual([sandbox]);
    const usual = overview({});
    expect(usual.pairs.map((it) => othersThan(usual, it))).toEqual([[]]);
    expect(pairsOf(three, sandbox)).toEqual([]);
    expect(pairsOf(three, hubspot)).toEqual([pair]);
  });

  it('begins with the account that is in no pair, and is none that there is', () => {
    expect(likelyPair(three, pair)).toEqual({ hub_spot: 1, salesforce: 3 });
    expect(pairOf(three, hubspot, sandbox)).toBe(null);
    expect(pairOf(three, hubspot, salesforce)).toBe(pair);
  });

  it('has a name of its own', () => {
    expect(freeName(three, 'Acme Marketing', 'Acme AS')).toBe('Acme Marketing');
    expect(freeName(three, 'Acme', 'Acme AS')).toBe('Acme – Acme AS');
    expect(demoAccounts).toHaveLength(2);
  });
});
