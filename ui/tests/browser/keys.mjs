// Every screen without a mouse: its main action is reached by Tab, arrows and Enter, each stop is
// ringed and in sight, Escape closes what was opened, and the focus goes back: `node --test`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, escapeTo, orders, skip, tabTo, unsaved } from './hands.mjs';

const NARROW = { size: { width: 1024, height: 700 } };
const given = (page, command) =>
  page.waitForFunction((wanted) => window.askedFor.some(([it]) => it === wanted), command);

test('keys: the first stop leads past the bar, and the first of the content comes next', () =>
  at('overview.normal', async (page) => {
    await skip(page);
    await tabTo(page, 'button', 'Sync now');
    await page.keyboard.press('Enter');
    await given(page, 'sync_now');
  }));

test('keys: a screen is chosen from the list of screens', () =>
  at('overview.normal', async (page) => {
    await tabTo(page, 'link', /^Conflicts/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Conflicts' }).waitFor();
    await skip(page);
    await tabTo(page, 'button', 'Keep “Buyer” of Salesforce');
    await page.keyboard.press('Enter');
    await given(page, 'decide_conflicts');
  }));

test('keys: the palette closes, and the focus is where it was', () =>
  at('overview.normal', async (page) => {
    await tabTo(page, 'link', 'Accounts');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await escapeTo(page, 'link', 'Accounts');
  }));

test('keys: a plan is made, looked at, and ordered', () =>
  at('start.normal', async (page) => {
    await skip(page);
    await tabTo(page, 'button', 'Read both sides and plan');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Apply to 255/ }).waitFor();
    await tabTo(page, 'button', /^Apply to 255/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await escapeTo(page, 'button', /^Apply to 255/);
    await page.keyboard.press('Enter');
    const order = page.getByRole('dialog').getByRole('button', { name: /^Apply to 255/ });
    await page.getByRole('textbox', { name: 'Type 255 to go on' }).waitFor();
    await page.keyboard.type('255');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.ok(await order.evaluate((it) => it === document.activeElement));
    await page.keyboard.press('Enter');
    await given(page, 'apply');
  }));

for (const [how, options] of [
  ['beside the list', {}],
  ['in a drawer', NARROW],
]) {
  test(`keys: a run is opened ${how} and closed again`, () =>
    at(
      'runs.normal',
      async (page) => {
        await skip(page);
        await tabTo(page, 'button', '14:05');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Run 812' }).waitFor();
        await escapeTo(page, 'button', '14:05');
        assert.equal(await page.getByRole('heading', { name: 'Run 812' }).count(), 0);
      },
      options,
    ));
}

test('keys: what is shown beside a list is closed by its button, and the list has the focus', () =>
  at('runs.normal', async (page) => {
    await skip(page);
    await tabTo(page, 'button', '13:50');
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', 'Close');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '13:50' }).and(page.locator(':focus')).waitFor();
  }));

test('keys: a cause is chosen, and its records tried again', () =>
  at('errors.normal', async (page) => {
    await skip(page);
    await tabTo(page, 'button', /^Salesforce refused Business Phone/);
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', 'Retry 2 records');
    await page.keyboard.press('Enter');
    await given(page, 'retry_errors');
  }));

test('keys: a record is found, and an order that is thought better of gives the focus back', () =>
  at('records.normal', async (page) => {
    await skip(page);
    await tabTo(page, 'searchbox', /^E-mail address/);
    await page.keyboard.type('kari@nordvik.no');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Kari Nordvik' }).waitFor();
    await tabTo(page, 'button', 'Unlink');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await escapeTo(page, 'button', 'Unlink');
    assert.deepEqual(await orders(page, 'unlink_record'), []);
  }));

test('keys: a record in conflict leads to where it is decided', () =>
  at('record.normal', async (page) => {
    await skip(page);
    await tabTo(page, 'button', 'Decide');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Conflicts' }).waitFor();
  }));

test('keys: an undo is looked at, and left', () =>
  at('history.normal', async (page) => {
    await skip(page);
    await tabTo(page, 'button', /^Undo run/);
    await page.keyboard.press('Enter');
    await page.getByText('209 writes can be put back.').waitFor();
    await escapeTo(page, 'button', /^Undo run/);
    assert.deepEqual(await orders(page, 'undo'), []);
  }));

test('keys: signing in again is begun, and left', () =>
  at('accounts.normal', async (page) => {
    await skip(page);
    await tabTo(page, 'button', 'Sign in again');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await escapeTo(page, 'button', 'Sign in again');
  }));

test('keys: a part of the mapping is changed, and the changes looked through', () =>
  at('mappings.normal', async (page) => {
    await page.getByText('Greater value wins').waitFor();
    await skip(page);
    await tabTo(page, 'button', /^Fields$/);
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Matching', pressed: true }).waitFor();
    await tabTo(page, 'checkbox', 'additional e-mail addresses');
    await page.keyboard.press('Space');
    assert.equal(await unsaved(page), 'One unsaved change');
    await tabTo(page, 'button', /^Review changes/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await escapeTo(page, 'button', /^Review changes/);
  }));

test('keys: a look is chosen, and a list that is left changes nothing', () =>
  at('settings.normal', async (page) => {
    await skip(page);
    await tabTo(page, 'button', /^Light/);
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').waitFor();
    await escapeTo(page, 'button', /^Light/);
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.documentElement.dataset.look === 'dark');
  }));

test('keys: the list of notices opens, leads on, and closes', () =>
  at('overview.normal', async (page) => {
    await tabTo(page, 'button', /^Notifications/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
    await escapeTo(page, 'button', /^Notifications/);
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', /a brake holds 255 writes/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Preview' }).waitFor();
  }));

test('keys: the first window leads to the demo and to a backup', () =>
  at('overview.first', async (page) => {
    await tabTo(page, 'button', 'Restore a backup…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await escapeTo(page, 'button', 'Restore a backup…');
    await tabTo(page, 'button', 'Start the demo');
    await page.keyboard.press('Enter');
    await given(page, 'start_demo');
  }));

/** Where the focus is in a long list: the number of its row or item, and whether it is in sight. */
const inList = (page) =>
  page.evaluate(() => {
    const row = document.activeElement?.closest('[data-index]');
    if (row === null || row === undefined) return null;
    const box = document.activeElement.getBoundingClientRect();
    const held = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
      number: Number(row.getAttribute('aria-rowindex') ?? row.getAttribute('aria-posinset')),
      inSight: held !== null && row.contains(held),
    };
  });
/** The focus is at a row, and stays in sight there once every row around it has its height. */
const reached = async (page, number) => {
  const wanted = JSON.stringify({ number, inSight: true });
  let calm = 0;
  for (let look = 0; look < 100 && calm < 3; look += 1) {
    calm = JSON.stringify(await inList(page)) === wanted ? calm + 1 : 0;
    await page.waitForTimeout(30);
  }
  assert.equal(JSON.stringify(await inList(page)), wanted);
};

test('keys: ten thousand runs are moved through, and older ones come when their turn does', () =>
  at('runs.full', async (page) => {
    await skip(page);
    await tabTo(page, 'button', '14:05');
    const table = page.getByRole('table');
    // How many there are is not known before the last is read: that is told so.
    assert.equal(await table.getAttribute('aria-rowcount'), '-1');
    await reached(page, 2);
    for (let row = 3; row <= 60; row += 1) await page.keyboard.press('ArrowDown');
    await reached(page, 60);
    await page.keyboard.press('End');
    await reached(page, 201);
    await given(page, 'runs');
    await page.waitForFunction(() =>
      window.askedFor.some(([it, asked]) => it === 'runs' && asked.limit === 400),
    );
    await page.keyboard.press('ArrowDown');
    await reached(page, 202);
    assert.ok((await page.locator('tbody tr[data-index]').count()) < 60);
    await page.keyboard.press('Home');
    await reached(page, 2);
    await page.keyboard.press('PageDown');
    const { number } = await inList(page);
    assert.ok(number > 10 && number < 40, `${number}`);
  }));

test('keys: a row that is scrolled away keeps the focus, and the arrows go on from it', () =>
  at('runs.full', async (page) => {
    await skip(page);
    await tabTo(page, 'button', '13:50');
    const scroll = (top) =>
      page.getByRole('table').evaluate((it, to) => {
        it.closest('main').querySelector('[class*=content]').scrollTop = to;
      }, top);
    await scroll(4000);
    await page.waitForFunction(() => document.querySelector('[aria-rowindex="120"]') !== null);
    assert.deepEqual(await inList(page), { number: 3, inSight: false });
    await page.keyboard.press('ArrowDown');
    await reached(page, 4);
  }));

test('keys: every record of a cause is reached, each column by its own arrows', () =>
  at('errors.full', async (page) => {
    await page.getByRole('button', { name: /customer_segment_of_the_region_1\b/ }).click();
    const table = page.getByRole('table');
    await page.waitForFunction(
      () => document.querySelector('table')?.getAttribute('aria-rowcount') === '3930',
    );
    assert.ok((await table.locator('tr[data-index]').count()) < 60);
    await page
      .getByRole('button', { name: /^Retry: Kari Nordvik|Retry.*Kari Nordvik/ })
      .first()
      .focus();
    await page.keyboard.press('ArrowDown');
    await reached(page, 3);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BUTTON');
    await page.keyboard.press('End');
    await reached(page, 3930);
    await page.keyboard.press('Shift+Tab');
    await reached(page, 3930);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'A');
    await page.keyboard.press('ArrowUp');
    await reached(page, 3929);
    const asked = await orders(page, 'titles');
    assert.ok(
      asked.every((it) => it.links.length <= 100),
      'only the names in sight are asked for',
    );
  }));

test('keys: three thousand conflicts of one field are moved through', () =>
  at('conflicts.full', async (page) => {
    await page.getByRole('button', { name: 'Keep “Buyer” of Salesforce' }).first().focus();
    await page.keyboard.press('ArrowDown');
    await reached(page, 2);
    await page.keyboard.press('End');
    await reached(page, 3000);
    assert.equal(
      await page.evaluate(() => document.activeElement.closest('li').getAttribute('aria-setsize')),
      '3000',
    );
    assert.ok((await page.locator('li[data-index]').count()) < 40);
  }));

test('keys: the causes are moved through by arrows', () =>
  at('errors.full', async (page) => {
    await skip(page);
    await tabTo(page, 'button', /^A value is not among/);
    await page.keyboard.press('End');
    await reached(page, 43);
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-current') === 'true',
    );
  }));

test('keys: the writes of a plan come as they are moved through, to the last', () =>
  at('preview.normal', async (page) => {
    const table = page.getByRole('table');
    await table
      .getByRole('button', { name: /^Kari Nordvik/ })
      .first()
      .focus();
    assert.equal(await table.getAttribute('aria-rowcount'), '-1');
    // Some come at a time: each end that is reached brings the next ones.
    for (const last of [61, 121, 181, 241, 256]) {
      await page.keyboard.press('End');
      await reached(page, last);
      if (last < 256) {
        await page.waitForFunction(
          (before) => document.querySelector(`[aria-rowindex="${before + 1}"]`) !== null,
          last,
        );
      }
    }
    assert.equal(await table.getAttribute('aria-rowcount'), '256');
    assert.ok((await table.locator('tr[data-index]').count()) < 60);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('One record is left out.').waitFor();
    assert.deepEqual((await inList(page)).number, 256);
  }));
