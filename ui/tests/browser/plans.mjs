// A plan on the screen: looked at, grouped, cut down, and ordered: `node --test`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, button, orders } from './hands.mjs';

/** Confirms the open dialog by its count; what the shell was asked to apply. */
async function applied(page, count) {
  await page.getByLabel(`Type ${count} to go on`).fill(`${count}`);
  const apply = page.getByRole('dialog').getByRole('button', { name: /^Apply/ });
  await apply.click();
  await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'apply'));
  const [order] = await orders(page, 'apply');
  return order;
}

test('the sidebar makes no plan, since that reads both sides', () =>
  at('overview.normal', async (page) => {
    await page.getByRole('link', { name: 'Preview' }).click();
    await page.getByText('No plan yet').waitFor();
    assert.deepEqual(await orders(page, 'preview'), []);
    await button(page, 'Read both sides and plan').click();
    await button(page, /^Apply to 255/).waitFor();
  }));

test('p4 a braked plan on real data is ordered by typing its number', () =>
  at('preview.normal', async (page) => {
    await button(page, /^Apply to 255/).click();
    const order = page.getByRole('dialog').getByRole('button', { name: /^Apply to 255/ });
    assert.equal(await order.isDisabled(), true);
    await page.getByRole('textbox', { name: 'Type 255 to go on' }).fill('2 55');
    await order.click();
    await page.getByText('Applied: finished, and some records failed').waitFor();
    await page.getByRole('link', { name: 'Kari Nordvik' }).waitFor();
    const chosen = { groups: [], skip: [], keep: [], only: null };
    assert.deepEqual(await orders(page, 'apply'), [
      { pair: 1, typed: '2 55', differing: 'leave', chosen },
    ]);
  }));

test('of a plan a part and a record are left out, and only the rest is ordered', () =>
  at('preview.normal', async (page) => {
    const part = page.getByRole('region', { name: 'Parts of the plan' });
    await part.getByRole('button', { name: 'Skip' }).first().click();
    await button(page, /^Skip Kari Nordvik/).click();
    await page.getByText('42 records are left out.').waitFor();
    await button(page, /^Apply to 213/).click();
    await page.getByLabel('Type 213 to go on').fill('213');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Apply to 213/ })
      .click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'apply'));
    const [order] = await orders(page, 'apply');
    assert.deepEqual(
      order.chosen.groups.map((it) => it.act),
      ['create'],
    );
    assert.equal(order.chosen.skip.length, 1);
  }));

test('a plan is tried on one record', () =>
  at('preview.normal', async (page) => {
    await button(page, /^Per Ås/).click();
    await button(page, 'Try on this record').click();
    const order = await applied(page, 1);
    assert.equal(typeof order.chosen.only, 'number');
  }));

test('a plan is sieved by the side that is written', () =>
  at('preview.normal', async (page) => {
    await button(page, /To both sides/).click();
    await page.getByRole('option', { name: 'To HubSpot' }).click();
    await page.waitForFunction(() =>
      window.askedFor.some(([it, given]) => it === 'planned' && given.ask.side === 'hub_spot'),
    );
  }));

test('values that would be cleared are told, looked at, and kept', () =>
  at('preview.normal', async (page) => {
    const cleared = page.getByRole('list', { name: 'Values that would be cleared' });
    await cleared.getByText(/^6 values of .*Fax would be cleared in Salesforce/).waitFor();
    await cleared.getByRole('button', { name: /^See them/ }).click();
    await page.waitForFunction(() =>
      window.askedFor.some(([it, given]) => it === 'planned' && given.ask.clears),
    );
    const [asked] = (await orders(page, 'planned')).filter((it) => it.ask.clears);
    const clearing = {
      mapping: null,
      side: 'salesforce',
      act: null,
      field: 'Fax',
      rule: 'always_hubspot',
      clears: true,
      after: null,
    };
    assert.deepEqual(asked.ask, clearing);
    await cleared.getByRole('button', { name: /^Keep the values/ }).click();
    await page.getByText('6 records are left out.').waitFor();
    await cleared.getByText(/^The 6 values of .*Fax stay/).waitFor();
    await button(page, /^Apply to 249/).click();
    const order = await applied(page, 249);
    assert.deepEqual(order.chosen.groups, [clearing]);
    assert.deepEqual(order.chosen.skip, []);
  }));

test('of a long plan every value that would be cleared is told and kept, without reading it all', () =>
  at('preview.endless', async (page) => {
    const cleared = page.getByRole('list', { name: 'Values that would be cleared' });
    await cleared.getByText(/^12,000 values of .*Fax would be cleared/).waitFor();
    await cleared.getByRole('button', { name: /^Keep the values/ }).click();
    await cleared.getByText(/^The 12,000 values of .*Fax stay/).waitFor();
    assert.equal((await orders(page, 'planned')).length < 5, true);
  }));

test('a plan tells what stays as it is', () =>
  at('preview.normal', async (page) => {
    await page.getByText('285,361already equal').waitFor();
    await page.getByText('2,136left out').waitFor();
  }));

test('a plan is grouped by side, and a whole side is left out', () =>
  at('preview.normal', async (page) => {
    const parts = page.getByRole('region', { name: 'Parts of the plan' });
    await button(page, /Group by/).click();
    await page.getByRole('option', { name: 'By side' }).click();
    await parts.getByRole('heading', { name: 'To HubSpot' }).waitFor();
    await parts
      .getByRole('button', { name: /^All of it/ })
      .first()
      .click();
    await page.waitForFunction(() =>
      window.askedFor.some(([it, given]) => it === 'planned' && given.ask.side === 'hub_spot'),
    );
    await button(page, /Group by/).click();
    await page.getByRole('option', { name: 'By rule' }).click();
    await parts.getByRole('heading', { name: 'Newest wins' }).waitFor();
    assert.equal(await parts.getByRole('button', { name: /^All of it/ }).count(), 0);
  }));
