import { expect, it } from 'vitest';
import type { ObjectMapping, PairFile } from '../ipc';
import { repeatsOf, withActivity, withRepeats } from './activities';

const mapping = (hubspot: string): ObjectMapping =>
  ({
    id: hubspot,
    hubspot,
    salesforce: ['Task'],
    fields: [],
    match: [],
  }) as unknown as ObjectMapping;
const file = { mappings: [mapping('contacts')] } as unknown as PairFile;

it('an activity is off until it is mapped, and its mapping stands in the order of the file', () => {
  expect(repeatsOf(file, 'opens')).toBeNull();
  const on = withActivity(
    withActivity(file, mapping('marketing_email_opens')),
    mapping('companies'),
  );
  expect(on.mappings.map((it) => it.id)).toEqual([
    'companies',
    'contacts',
    'marketing_email_opens',
  ]);
  expect(repeatsOf(on, 'opens')).toBe('each');
  expect(repeatsOf(on, 'clicks')).toBeNull();
});

it('what the file says by itself is not written', () => {
  const on = withActivity(file, mapping('marketing_email_opens'));
  const collapsed = withRepeats(on, 'opens', 'collapsed');
  expect(repeatsOf(collapsed, 'opens')).toBe('collapsed');
  expect(withRepeats(collapsed, 'opens', 'each')).toEqual(on);
});
