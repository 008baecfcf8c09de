import { expect, it } from 'vitest';
import { demoAccounts } from '../../scenes/fixtures/overview';
import type { AccountLine, Page } from '../ipc';
import { hasPage } from './OpenPage';

const [hubspot, salesforce] = demoAccounts as [AccountLine, AccountLine];
const record = (object: string): Page => ({ page: 'record', at: { object, id: '551' } });
const fields: Page = { page: 'fields', object: 'Lead' };

it('is offered where the CRM has the page', () => {
  const rows: [of: AccountLine, page: Page, has: boolean][] = [
    [hubspot, record('contacts'), true],
    [hubspot, record('2-77'), true],
    [hubspot, record('p4711_invoices'), false],
    [hubspot, fields, false],
    [salesforce, record('Contact'), true],
    [salesforce, fields, true],
    [{ ...salesforce, development: true }, record('Contact'), false],
  ];
  for (const [of, page, has] of rows) expect(hasPage(of, page)).toBe(has);
});
