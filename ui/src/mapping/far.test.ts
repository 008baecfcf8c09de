import { expect, it } from 'vitest';
import type { FieldMapping } from '../ipc';
import { newField } from './draft';
import { withFar } from './far';

const OBJECTS = ['Lead', 'Contact'];

it('h82 a field has one name on all objects, its own on one, or none there', () => {
  const rows: [
    from: FieldMapping['salesforce'],
    on: string,
    to: string | null,
    expected: unknown,
  ][] = [
    ['City', 'Contact', 'MailingCity', { Lead: 'City', Contact: 'MailingCity' }],
    [{ Lead: 'City', Contact: 'MailingCity' }, 'Contact', 'City', 'City'],
    ['Company', 'Contact', null, { Lead: 'Company' }],
    [{ Lead: 'Phone' }, 'Contact', 'Phone', 'Phone'],
    [{ Lead: 'Phone' }, 'Lead', 'Fax', { Lead: 'Fax' }],
  ];
  for (const [from, on, to, expected] of rows) {
    expect(withFar(newField('city', from), OBJECTS, on, to)).toEqual(expected);
  }
});
