import { expect, it } from 'vitest';
import type { OwnerRow, OwnerTie } from '../ipc';
import { byName } from './owners';

const { compare } = new Intl.Collator('nb-NO');
const line = (name: string) => ({ name, email: null });
const row = (tie: OwnerTie, hubspot: string | null, salesforce: string | null): OwnerRow => ({
  tie,
  hubspot: hubspot === null ? null : line(hubspot),
  salesforce: salesforce === null ? null : line(salesforce),
});
const names = (rows: readonly OwnerRow[]) =>
  rows.map((it) => it.hubspot?.name ?? it.salesforce?.name);

it('owners stand by name as bokmål sorts them, those that need somebody first', () => {
  // By code points, as the engine has them.
  const rows = [
    row('unmatched', 'Zara', null),
    row('unmatched', 'Åse', null),
    row('unmatched', 'Ærlend', null),
    row('unmatched', null, 'Øyvind'),
    row('unmatched', null, 'Ærlig'),
    row('matched', 'Aaberg', 'Aaberg'),
    row('matched', 'Berit', 'Berit'),
  ];
  expect(names(byName(rows, compare))).toEqual([
    'Zara',
    'Ærlend',
    'Åse',
    'Ærlig',
    'Øyvind',
    'Berit',
    'Aaberg',
  ]);
});
