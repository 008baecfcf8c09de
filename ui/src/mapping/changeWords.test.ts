import { describe, expect, it } from 'vitest';
import type { MapChange } from '../ipc';
import { bundleOf, sayIn } from '../words/words';
import { placeWords, valueWords } from './changeWords';

const bundle = bundleOf('en');
const speech = {
  say: (id: string, facts = {}) => sayIn(bundle, id, facts),
  has: (id: string) => bundle.hasMessage(id),
};

describe('a change of the mapping', () => {
  it('is told by the words of the window', () => {
    const rows: [path: string, words: string][] = [
      ['mappings/contacts/fields/jobtitle/rule', 'Contacts – leads and contacts › jobtitle › Rule'],
      [
        'mappings/contacts/fields/city/salesforce/Lead',
        'Contacts – leads and contacts › city › Field of Lead',
      ],
      ['mappings/deals/in_scope', 'Deals – opportunities › Which records'],
      ['brakes/deletes_percent', 'Brakes › Deletes, % of linked records'],
      ['opt_out/reach_held', 'Send opt-outs only, for people who are left out'],
      ['stages/Sales/stages/Won', 'Stages › Sales › Won'],
      [
        'stages/Sales/also/Proposal/Price Quote',
        'Stages › Sales › Counts in HubSpot as › Proposal/Price Quote',
      ],
      ['owners/kari@acme.no/salesforce', 'Owners tied by hand › kari@acme.no'],
    ];
    expect(rows.map(([path]) => placeWords(path, speech))).toEqual(rows.map(([, words]) => words));
  });

  it('stays as the file spells it where a newer one says what is not known', () => {
    for (const path of ['of_tomorrow/a', 'mappings/contacts/of_tomorrow']) {
      expect(placeWords(path, speech)).toBe(path);
    }
  });

  it('shows values as the controls do', () => {
    const rows: [path: string, value: MapChange['before'], words: string | null][] = [
      ['mappings/contacts/fields/jobtitle/rule', 'ask', 'Ask me'],
      ['mappings/contacts/create/salesforce', 'lead', 'a lead'],
      ['mappings/contacts/delete/hubspot', 'delete', 'is deleted too, under the brakes'],
      ['mappings/contacts/match', ['email', 'name'], 'e-mail address, name'],
      ['lifecycle/won_reaches', 'company_contacts', 'all HubSpot contacts of the company'],
      ['lifecycle/transitions', true, 'Yes'],
      ['brakes/deletes', 10, '10'],
      ['name', 'Acme', 'Acme'],
      ['name', null, null],
    ];
    expect(rows.map(([path, value]) => valueWords(path, value, speech))).toEqual(
      rows.map(([, , words]) => words),
    );
  });
});
