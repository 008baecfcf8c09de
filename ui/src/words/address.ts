import type { AccountLine, RecordRef } from '../ipc';

/** HubSpot's own ids of its objects; a custom object goes by its id everywhere. */
const TYPES: Record<string, string> = { contacts: '0-1', companies: '0-2', deals: '0-3' };

/** Where people see a record in its CRM. Pretend accounts and tests have no page. */
export function recordAddress(line: AccountLine, { object, id }: RecordRef): string | null {
  if (!hasPages(line)) return null;
  switch (line.side) {
    case 'salesforce':
      return `${line.account.base_url}/${id}`;
    case 'hub_spot': {
      const type = TYPES[object] ?? object;
      return `https://app.hubspot.com/contacts/${line.account.id}/record/${type}/${id}`;
    }
  }
}

/** Where an admin changes the fields of an object; HubSpot's settings are reached by its menu. */
export function fieldsAddress(line: AccountLine, object: string): string | null {
  if (!hasPages(line) || line.side !== 'salesforce') return null;
  return `${line.account.base_url}/lightning/setup/ObjectManager/${object}/FieldsAndRelationships/view`;
}

function hasPages({ development, account }: AccountLine): boolean {
  return !development && account.base_url.startsWith('https://');
}
