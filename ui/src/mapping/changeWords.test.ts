import { describe, expect, it } from 'vitest';
import { mapping as file } from '../../scenes/fixtures/mapping';
import { schemas } from '../../scenes/fixtures/schemas';
import type { MapChange } from '../ipc';
import { fieldNames } from '../words/fields';
import { bundleOf, sayIn } from '../words/words';
import { named, placeWords, readable, valueWords } from './changeWords';

const bundle = bundleOf('en');
const speech = {
  say: (id: string, facts = {}) => sayIn(bundle, id, facts),
  has: (id: string) => bundle.hasMessage(id),
};

const names = fieldNames(schemas(0, 0), file, speech);

describe('a change of the mapping', () => {
  it('is told by the words of the window', () => {
    const rows: [path: string, words: string][] = [
      [
        'mappings/contacts/fields/jobtitle/rule',
        'Contacts – leads and contacts › Job title › Rule',
      ],
      [
        'mappings/contacts/fields/city/salesforce/Lead',
        'Contacts – leads and contacts › City › Field of Lead',
      ],
      ['mappings/deals/in_scope', 'Deals – opportunities › Which records'],
      ['brakes/deletes_percent', 'Brakes › Deletes, % of linked records'],
      ['opt_out/reach_held', 'Send opt-outs only, for people who are left out'],
      ['stages/Sales/stages/Won', 'Stages › Sales › Won'],
      [
        'stages/Sales/also/Proposal/Price Quote',
        'Stages › Sales › Counts in HubSpot as › Proposal/Price Quote',
      ],
      [
        'mappings/contacts/fields/city/transform/0/values/Oslo/Aker/salesforce',
        'Contacts – leads and contacts › City › Value list › Oslo/Aker',
      ],
      ['owners/kari@acme.no/salesforce', 'Owners tied by hand › kari@acme.no'],
    ];
    expect(rows.map(([path]) => placeWords(path, speech, names))).toEqual(
      rows.map(([, words]) => words),
    );
  });

  it('stays as the file spells it where a newer one says what is not known', () => {
    for (const path of ['of_tomorrow/a', 'mappings/contacts/of_tomorrow']) {
      expect(placeWords(path, speech, names)).toBe(path);
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

  it('names fields by their labels, and keeps their API names', () => {
    const rows: [path: string, value: MapChange['before'], words: MapChange['before']][] = [
      ['mappings/contacts/fields/fax/hubspot', 'fax', 'Fax number (fax)'],
      ['mappings/contacts/fields/fax/salesforce', 'Fax', 'Business Fax (Fax)'],
      ['mappings/contacts/fields/country/salesforce/Lead', 'Country', 'Country'],
      [
        'mappings/contacts/fields/country/salesforce/Contact',
        'MailingCity',
        'Mailing City (MailingCity)',
      ],
      ['mappings/contacts/fields/fax/hubspot', null, null],
      ['mappings/contacts/fields/fax/note', 'fax', 'fax'],
      ['owners/kari@acme.no/salesforce', 'Fax', 'Fax'],
    ];
    for (const [path, value, words] of rows) expect(named(path, value, names), path).toBe(words);
  });

  it('of a value list is one line a row; new rows that change nothing are counted', () => {
    const at = (row: string) => `mappings/contacts/fields/city/transform/0/values/${row}`;
    const line = (row: string, before: string | null, after: string | null): MapChange => ({
      path: at(row),
      before,
      after,
    });
    const { lines, alike } = readable([
      line('Norge/hubspot', null, 'Norge'),
      line('Norge/salesforce', null, 'Norway'),
      line('Sweden/hubspot', null, 'Sweden'),
      line('Sweden/salesforce', null, 'Sweden'),
      line('Finland/hubspot', 'Finland', null),
      line('Finland/salesforce', 'Finland', null),
    ]);
    expect(lines.map((it) => it.path)).toEqual([at('Norge/salesforce'), at('Finland/salesforce')]);
    expect(alike).toBe(1);
  });
});
