import { expect, it } from 'vitest';
import { demoAccounts } from '../../scenes/fixtures/overview';
import type { AccountLine } from '../ipc';
import { fieldsAddress, recordAddress } from './address';

const [hubspot, salesforce] = demoAccounts as [AccountLine, AccountLine];

it('a record has the address of its page in its CRM', () => {
  const rows: [of: AccountLine, object: string, id: string, address: string | null][] = [
    [hubspot, 'contacts', '551', 'https://app.hubspot.com/contacts/1234567/record/0-1/551'],
    [hubspot, '2-77', '9', 'https://app.hubspot.com/contacts/1234567/record/2-77/9'],
    [salesforce, 'Contact', '0035g1', 'https://acme.my.salesforce.com/0035g1'],
    [{ ...hubspot, development: true }, 'contacts', '551', null],
  ];
  for (const [of, object, id, address] of rows) {
    expect(recordAddress(of, { object, id })).toBe(address);
  }
});

it('fields are changed in Setup, where there is one', () => {
  expect(fieldsAddress(salesforce, 'Lead')).toBe(
    'https://acme.my.salesforce.com/lightning/setup/ObjectManager/Lead/FieldsAndRelationships/view',
  );
  expect(fieldsAddress(hubspot, 'contacts')).toBeNull();
});
