import { expect, it } from 'vitest';
import { mapping as file } from '../../scenes/fixtures/mapping';
import { schemas } from '../../scenes/fixtures/schemas';
import type { Reason } from '../ipc';
import { fieldNames } from '../words/fields';
import { bundleOf, sayIn } from '../words/words';
import { namedReason } from './reason';

const bundle = bundleOf('en');
const names = fieldNames(schemas(0, 0), file, {
  say: (id, facts) => sayIn(bundle, id, facts),
});

it('a reason names its field by the label, and what chooses a sentence stays', () => {
  const contact = { object: 'contacts', id: '551' };
  const rows: [reason: Reason, field: string | undefined][] = [
    [{ code: 'conflict_ask', detail: { field: 'jobtitle' } }, 'Job title'],
    [
      { code: 'not_convertible', detail: { field: 'email_opt_out' } },
      'Unsubscribed from all email',
    ],
    [{ code: 'required_missing', detail: { field: 'Company' } }, 'Company'],
    [{ code: 'required_missing', detail: { field: 'LastName' } }, 'Last Name'],
    [{ code: 'out_of_scope', detail: { field: 'hs_pipeline' } }, 'hs_pipeline'],
    [{ code: 'partner_deleted', detail: { field: 'deleted' } }, 'deleted'],
    [{ code: 'in_sync' }, undefined],
  ];
  for (const [reason, field] of rows) {
    const of = { mapping: 'contacts', records: { hubspot: contact, salesforce: null } };
    expect(namedReason(reason, of, names).detail?.field, reason.code).toBe(field);
  }
  const far = { mapping: 'contacts', records: { hubspot: null, salesforce: contact } };
  const lacking: Reason = { code: 'required_missing', detail: { field: 'jobtitle' } };
  expect(namedReason(lacking, far, names).detail?.field).toBe('Job title');
});
