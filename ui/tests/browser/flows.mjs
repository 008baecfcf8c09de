// What a person does, by clicks and by keys, in Chromium over the scenes: `node --test`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, button, orders, skip, tabTo } from './hands.mjs';

const FILE = JSON.stringify({
  name: 'Hers',
  mappings: [{ id: 'contacts', hubspot: 'contacts', salesforce: ['Contact'], fields: [{}, {}] }],
});

test('the palette maps a field, goes anywhere, and finds a record', () =>
  at('mappings.normal', async (page) => {
    await page.getByText('Greater value wins').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('map fax');
    await page.keyboard.press('Enter');
    await page.getByText('goes with, in Salesforce:').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('conflicts');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Conflicts' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('kari@nordvik.no');
    await page.keyboard.press('Enter');
    await page.getByText('Conflict', { exact: true }).waitFor();
  }));

test('what the regular checks cost is a keystroke away, to the call', () =>
  at('settings.normal', async (page) => {
    const sum = page.getByText('Regular checks: 3,489 calls in 24 hours');
    await sum.focus();
    await page.keyboard.press('Enter');
    const row = page.getByRole('row', { name: 'opt-outs of linked people once a day' });
    await row.waitFor();
    const figures = async (one) => (await one.getByRole('cell').allTextContents()).slice(-2);
    assert.deepEqual(await figures(row), ['2,800', '2,800']);
    const weekly = page.getByRole('row', { name: 'everything, compared once a week' });
    assert.deepEqual(await figures(weekly), ['2,949', '422']);
  }));

test('conflicts are decided one by one, and all alike', () =>
  at('conflicts.normal', async (page) => {
    await button(page, 'Keep “Buyer” of Salesforce').click();
    await button(page, 'HubSpot for all 3').click();
    await page.getByText('3 decided: HubSpot stands from the next pass on.').waitFor();
    assert.deepEqual(await orders(page, 'decide_conflicts'), [
      { conflicts: [1], keep: 'salesforce' },
      { conflicts: [1, 2, 3], keep: 'hub_spot' },
    ]);
  }));

test('a conflict is decided by a value that neither side holds', () =>
  at('conflicts.normal', async (page) => {
    await button(page, 'Another value for Kari Nordvik…').click();
    await page.keyboard.type('Innkjøper');
    await page.keyboard.press('Enter');
    await page.getByText('Decided: that value goes to both sides with the next pass.').waitFor();
    assert.deepEqual(await orders(page, 'decide_conflicts'), [
      { conflicts: [1], keep: { value: 'Innkjøper' } },
    ]);
    const again = button(page, 'Another value for Kari Nordvik…');
    await again.waitFor();
    assert.ok(await again.evaluate((it) => it === document.activeElement));
  }));

test('a value that a side does not take is refused with the reason, beside what was typed', () =>
  at('conflicts.unfit', async (page) => {
    await button(page, 'Another value for Kari Nordvik…').click();
    await page.keyboard.type('Much too long');
    await button(page, 'Use this value').click();
    await page.getByText('Salesforce takes 128 characters at most as Title').waitFor();
    const box = page.getByRole('textbox', { name: 'Another value for Kari Nordvik' });
    assert.equal(await box.inputValue(), 'Much too long');
    await box.fill('Shorter');
    assert.equal(await page.getByText('Salesforce takes 128').count(), 0);
  }));

test('who stays alone beside a tied one is tied instead, or left alone for good', () =>
  at('conflicts.tied', async (page) => {
    await button(page, 'Tie this one instead: “Nordlys Consulting”').click();
    await page.getByText('Tied. The next pass goes by it; the other one stays alone.').waitFor();
    await button(page, 'Leave it alone: “Fjellheim Bygg AS – avd. Nord”').click();
    await page.getByText('Left alone for good.').waitFor();
    assert.deepEqual(await orders(page, 'tie_instead'), [{ pair: 1, link: 301 }]);
    assert.deepEqual(await orders(page, 'leave_alone'), [{ pair: 1, link: 300 }]);
  }));

test('fields are called by their labels on Errors and Conflicts, their API names beside them', () =>
  at('errors.normal', async (page) => {
    const causes = page.getByRole('list', { name: 'Causes' });
    await causes
      .getByText('A value is not among the options of Salesforce’s Mailing Country.')
      .waitFor();
    await causes.getByText('The record that HubSpot’s Primary company would name').waitFor();
    await page
      .getByRole('definition')
      .filter({ hasText: 'Mailing Country MailingCountry' })
      .waitFor();
    await page.getByRole('link', { name: /^Conflicts/ }).click();
    await page.getByRole('heading', { name: 'Job title jobtitle – Title' }).waitFor();
    assert.equal((await orders(page, 'schemas')).length, 1);
  }));

test('errors and conflicts are there before any label is, and without one', () =>
  at('errors.unlabelled', async (page) => {
    await page.getByText('Salesforce’s MailingCountry').first().waitFor();
    await page.getByRole('link', { name: /^Conflicts/ }).click();
    await page.getByRole('heading', { name: 'jobtitle – Title' }).waitFor();
  }));

test('the first run begins from the list of runs', () =>
  at('runs.empty', async (page) => {
    await button(page, 'Read both sides and plan').click();
    await page.getByRole('heading', { level: 1, name: 'Preview' }).waitFor();
    assert.equal((await orders(page, 'preview')).length, 1);
  }));

test('errors of one cause are tried again', () =>
  at('errors.normal', async (page) => {
    await button(page, 'Retry 9 records').click();
    await page.getByText('9 records are tried again by the next pass.').waitFor();
    const [order] = await orders(page, 'retry_errors');
    assert.equal(order.group, 'not_an_option/salesforce/MailingCountry');
  }));

test('a value that is no option there gets its translation on Errors, by keys alone', () =>
  at('errors.fixable', async (page) => {
    await button(page, /What Norge becomes/).waitFor();
    await skip(page);
    await tabTo(page, 'button', /What Norge becomes in Salesforce/);
    await page.keyboard.press('Enter');
    await page.keyboard.type('Norw');
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', 'Save and retry 9 records…');
    await page.keyboard.press('Enter');
    const order = page
      .getByRole('dialog')
      .getByRole('button', { name: 'Save and retry 9 records' });
    await order.and(page.locator(':enabled')).waitFor();
    await tabTo(page, 'button', /^Save and retry 9 records$/);
    await page.keyboard.press('Enter');
    await page.getByText('9 records are tried again by the next pass.').waitFor();
    await page
      .getByText('Saved as version 13 of the mapping.')
      .and(page.locator(':focus'))
      .waitFor();
    const [saved] = await orders(page, 'save_mapping');
    const contacts = saved.file.mappings.find((it) => it.id === 'contacts');
    const rows = contacts.fields.find((it) => it.id === 'country').transform[0].values;
    assert.deepEqual(rows.at(-1), { hubspot: 'Norge', salesforce: 'Norway' });
    assert.ok(rows.some((it) => it.hubspot === 'Sweden' && it.salesforce === 'Sweden'));
    assert.deepEqual(await orders(page, 'retry_errors'), [
      { pair: 1, group: 'not_an_option/salesforce/MailingCountry' },
    ]);
  }));

test('where nothing can be mended here, the field is one press away in the mapping', () =>
  at('errors.normal', async (page) => {
    await page.getByRole('link', { name: 'Open Country/Region in the mapping' }).click();
    await page.getByRole('heading', { level: 1, name: 'Mappings' }).waitFor();
    await page.getByRole('textbox', { name: 'Note' }).waitFor();
  }));

test('a pass under way is stopped by one button, and tells its last writes', () =>
  at('runs.running', async (page) => {
    const feed = page.getByRole('listitem').filter({ hasText: 'did not get through' });
    await feed.getByRole('link', { name: 'Per Ås' }).waitFor();
    assert.equal(await button(page, 'Stop after this step').count(), 1);
    await button(page, 'Stop after this step').click();
    assert.equal((await orders(page, 'cancel')).length, 1);
  }));

test('what went day by day is shown of one object at a time', () =>
  at('runs.normal', async (page) => {
    await page.getByText('Contacts – leads and contacts: records written').waitFor();
    await page.getByText('As a table').click();
    const rows = page.getByRole('table').filter({ hasText: 'New errors' }).getByRole('row');
    assert.equal(await rows.count(), 31);
    await button(page, /Contacts – leads and contacts/).click();
    await page.getByRole('option', { name: /^Companies/ }).click();
    await page.getByText(/^Companies.*: records written/).waitFor();
  }));

test('an undo says what stays before its button', () =>
  at('undo.normal', async (page) => {
    await page.getByText('5 were changed since, and stay.').waitFor();
    await page.getByText('Kari Nordvik Business Phone in Salesforce').waitFor();
    await page.getByText('One was a delete: it cannot be put back.').waitFor();
    await page.getByText(/cannot be undone/).waitFor();
    await button(page, 'Put 209 writes back').click();
    assert.deepEqual(await orders(page, 'undo'), [{ pair: 1, what: '812' }]);
  }));

test('p10 a person is forgotten only when that is typed', () =>
  at('record.normal', async (page) => {
    await button(page, 'Forget this person…').click();
    const order = button(page, 'Forget for good');
    await page.getByText('1 links, 14 writes of the history', { exact: false }).waitFor();
    assert.equal(await order.isDisabled(), true);
    await page.getByRole('dialog').getByRole('textbox').fill('551');
    await order.click();
    assert.deepEqual(await orders(page, 'erase'), [{ pair: 1, what: '551' }]);
  }));

test('the language changes at once, and the whole screen with it', () =>
  at('settings.normal', async (page) => {
    await button(page, /English Language|Language/).click();
    await page.getByRole('option', { name: 'Norsk bokmål' }).click();
    await page.getByRole('heading', { level: 1, name: 'Innstillinger' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'nb');
  }));

test('secrets that lie in a file are opened by a passphrase, which is not kept in the page', () =>
  at('overview.locked', async (page) => {
    await page.getByLabel('Passphrase').fill('riktig hest');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'unlock'));
    assert.equal(await page.getByLabel('Passphrase').inputValue(), '');
    await page.getByRole('alert').waitFor();
  }));

test('sec19 two hundred hostile texts stay text on every screen', () =>
  at('errors.hostile', async (page) => {
    const places = [
      '#/errors',
      '#/conflicts',
      '#/preview?make=1',
      '#/records?what=x',
      '#/runs',
      '#/',
    ];
    for (const place of places) {
      await page.evaluate((to) => {
        window.location.hash = to;
      }, place);
      await page.waitForTimeout(250);
      const grown = await page.evaluate(
        () =>
          document.querySelectorAll('main :is(script, iframe, img, style, link, svg[onload])')
            .length,
      );
      assert.equal(grown, 0, place);
    }
    await page.evaluate(() => {
      window.location.hash = '#/errors';
    });
    await page.getByText('<script>alert(1)</script>', { exact: false }).first().waitFor();
  }));

test('an account is linked only when a person confirms who it is', () =>
  at('accounts.normal', async (page) => {
    await page.getByRole('button', { name: 'Sign in again' }).last().click();
    await page.getByLabel('Client id').fill('3MVG9');
    await button(page, 'Open the browser').click();
    await page.getByText('Acme AS (full copy)').waitFor();
    await page.getByText(/This is not Acme AS/).waitFor();
    assert.deepEqual(await orders(page, 'confirm_account'), []);
    await button(page, 'Cancel').click();
    assert.equal((await orders(page, 'decline_account')).length, 1);
    assert.deepEqual(await orders(page, 'confirm_account'), []);
  }));

test('where the browser does not come back, its last address is pasted, by keys', () =>
  at('accounts.waiting', async (page) => {
    const again = page.getByRole('button', { name: /^Sign in again/ });
    await again.last().click();
    await page.getByRole('dialog').getByRole('textbox').first().fill('3MVG9');
    await page.getByRole('dialog').getByRole('button').last().click();
    await page.getByText('The browser shows an error at the end').click();
    const box = page.getByRole('textbox', { name: 'Address of that page' });
    await box.fill('http://localhost:17171/callback?code=x&state=other');
    await page.keyboard.press('Enter');
    await page.getByText('That address belongs to another sign-in').waitFor();
    assert.deepEqual(await orders(page, 'paste_answer'), [
      { address: 'http://localhost:17171/callback?code=x&state=other' },
    ]);
    await page.getByRole('timer').waitFor();
  }));

test('a pair is made by a mapping file, and what is left to be made by hand is told', () =>
  at('overview.imported', async (page) => {
    await button(page, 'Import a mapping file…').click();
    await page.getByRole('textbox', { name: 'The mapping file, as text' }).fill(FILE);
    await button(page, 'Use this mapping').click();
    await page.getByText('The pair will be made by “Hers”').waitFor();
    assert.equal(await page.getByRole('checkbox').count(), 0, 'the file says which objects');
    await button(page, 'Make the pair').click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'add_pair_of_file'));
    const [order] = await orders(page, 'add_pair_of_file');
    assert.equal(order.file.name, 'Hers');
    await page.getByText(/Crosswalk_1234567_Id__c on Contact by hand/).waitFor();
    await button(page, 'Done').click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  }));

test('a confirmed account is checked, with the remedy beside what lacks', () =>
  at('accounts.normal', async (page) => {
    await page.getByRole('button', { name: 'Sign in again' }).last().click();
    await page.getByLabel('Client id').fill('3MVG9');
    await button(page, 'Open the browser').click();
    await button(page, 'Confirm').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/cannot write Business Fax, Level/).waitFor();
    await dialog.getByText(/give Edit Access/).waitFor();
    assert.equal((await orders(page, 'confirm_account')).length, 1);
  }));

test('the list of screens is folded, and the shell is told to keep it so', () =>
  at('overview.normal', async (page) => {
    await button(page, 'Show icons only').click();
    await button(page, 'Show names of screens').waitFor();
    const kept = await orders(page, 'set_window_choices');
    assert.equal(kept.at(-1).choices.sidebar, 'icons');
    assert.equal(await page.evaluate(() => window.localStorage.length), 0);
  }));

test('the program starts at log-in only when a person says so', () =>
  at('settings.normal', async (page) => {
    await button(page, /When I sign in to this computer/).click();
    await page.getByRole('option', { name: 'Start in the tray' }).click();
    const kept = await orders(page, 'set_window_choices');
    assert.equal(kept.at(-1).choices.at_login, 'tray');
  }));

test('a pair is looked at by hand, or every so many minutes', () =>
  at('settings.normal', async (page) => {
    await button(page, /Every so many minutes Sync|Sync/)
      .first()
      .click();
    await page.getByRole('option', { name: /^Only by hand/ }).click();
    const [order] = await orders(page, 'set_schedule');
    assert.deepEqual(order, { pair: 1, schedule: { look: 'by_hand' } });
    const minutes = page.getByLabel('Minutes between passes');
    await minutes.fill('30');
    await minutes.press('Enter');
    const kept = await orders(page, 'set_schedule');
    assert.deepEqual(kept.at(-1), { pair: 1, schedule: { look: 'every', minutes: 30 } });
  }));

test('our share of an account is a part or a number of its calls', () =>
  at('settings.normal', async (page) => {
    const account = page.getByRole('region', { name: 'Salesforce: Acme AS' });
    const calls = account.getByLabel('Calls a day');
    await calls.fill('12000');
    await calls.press('Enter');
    await account.getByRole('button', { name: /Our share of the day/ }).click();
    await page.getByRole('option', { name: 'Another part' }).click();
    assert.deepEqual(await orders(page, 'set_api_share'), [
      { connection: 1, share: { by: 'calls', calls: 12000 } },
      { connection: 1, share: { by: 'percent', percent: 25 } },
    ]);
  }));

test('each kind of notice goes where a person says, and comes on their days', () =>
  at('settings.normal', async (page) => {
    await button(page, /Summary of the day/).click();
    await page.getByRole('option', { name: 'On the desktop' }).click();
    await page.getByRole('checkbox', { name: 'Sat' }).click();
    await button(page, /Counted in/).click();
    await page.getByRole('option', { name: /^Percent/ }).click();
    const settings = (await orders(page, 'set_notice_settings')).map((it) => it.settings);
    assert.equal(settings[0].summary, 'desktop');
    assert.deepEqual(settings[1].days, [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(settings[2].threshold, { by: 'percent', least: 1 });
  }));

test('the list of notices opens what one is about, and marks it as read', () =>
  at('overview.normal', async (page) => {
    await button(page, /^Notifications: 2 unread/).click();
    const list = page.getByRole('dialog', { name: 'Notifications' });
    await list.getByRole('button', { name: /9 records do not get through/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
    assert.match(page.url(), /group=not_an_option/);
    assert.deepEqual(await orders(page, 'read_notices'), [{ ids: [3] }]);
    await button(page, /^Notifications/).click();
    await button(page, 'Mark all as read').click();
    assert.deepEqual((await orders(page, 'read_notices')).at(-1), { ids: [3, 2] });
  }));

test('a backup is restored only when a person says so twice', () =>
  at('settings.normal', async (page) => {
    await button(page, /^Restore the backup of 23 Nov/).click();
    assert.deepEqual(await orders(page, 'restore_backup'), []);
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await page.getByText('what was there is kept beside it').waitFor();
    const [order] = await orders(page, 'restore_backup');
    assert.match(order.path, /daily-2026-11-23\.db$/);
  }));

test('errors that cannot be read are told on the Overview, and read again', () =>
  at('overview.failing', async (page) => {
    const needs = page.getByRole('region', { name: 'Needs you' });
    await needs.getByText('Salesforce could not be reached').waitFor();
    assert.equal(await needs.getByRole('status').count(), 0, 'nothing seems to be read for ever');
    const before = (await orders(page, 'errors')).length;
    await needs.getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction(
      (asked) => window.askedFor.filter(([it]) => it === 'errors').length > asked,
      before,
    );
  }));

test('set-up is told step by step until the pair runs by itself', () =>
  at('overview.empty', async (page) => {
    await page.getByText('1 of 5').waitFor();
    await page.getByRole('link', { name: 'Go to the preview' }).click();
    await page.getByRole('heading', { level: 1, name: 'Preview' }).waitFor();
  }));

test('p1 an object that was not read is told on the Overview, with the remedy', () =>
  at('overview.unread', async (page) => {
    await page.getByText('HubSpot did not show deals').waitFor();
    await page.getByText('Add the read scope of this object').waitFor();
    await page.getByRole('cell', { name: /Deals.*Not read/ }).waitFor();
    await button(page, 'Check the account').click();
    await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
  }));

test('why records are where they are is told for all of an object, by keys', () =>
  at('overview.normal', async (page) => {
    const why = page.getByRole('button', { name: 'Why? Contacts' });
    await why.focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('row', { name: /The inclusion list or filter leaves it out.* 1,702/ })
      .waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.textContent === 'Why?');
  }));

test('every screen has its keys, and the palette shows them', () =>
  at('overview.normal', async (page) => {
    await page.keyboard.press('Control+6');
    await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
    await page.keyboard.press('Control+0');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('menuitem', { name: /^Conflicts Screen Ctrl 7/ }).waitFor();
  }));

test('the palette opens a setting of the mapping, and a field that is mapped', () =>
  at('mappings.normal', async (page) => {
    await page.getByText('Greater value wins').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('opt-outs');
    await page.keyboard.press('Enter');
    await page.getByRole('switch', { name: /^Send opt-outs only/ }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('job title: ask');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Field mapping' }).waitFor();
    await page.getByRole('heading', { name: 'Job title – Title' }).waitFor();
  }));

test('a backup is restored from the first window too', () =>
  at('overview.first', async (page) => {
    await button(page, 'Restore a backup…').click();
    await button(page, /^Restore the backup of 23 Nov/).click();
    await page.getByRole('dialog').last().getByRole('button', { name: 'Restore' }).click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'restore_backup'));
  }));

test('an error of a Salesforce field names the place in Setup', () =>
  at('errors.normal', async (page) => {
    await page
      .getByText('Object Manager › Contact › Fields & Relationships › Mailing Country')
      .waitFor();
  }));

test('p9 a pair is taken over only when a person says so twice, by keys', () =>
  at('accounts.normal', async (page) => {
    await button(page, 'Take the pair over…').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/stops within the hour/).waitFor();
    assert.deepEqual(await orders(page, 'take_over'), []);
    await dialog.getByRole('button', { name: 'Take it over' }).press('Enter');
    await page.getByText('This computer keeps the pair in step now.').waitFor();
    assert.deepEqual(await orders(page, 'take_over'), [{ pair: 1 }]);
  }));

test('any two versions of the mapping are compared, by keys', () =>
  at('history.normal', async (page) => {
    await button(page, 'Compare…').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('mappings/contacts/fields/jobtitle/rule').waitFor();
    await dialog.getByRole('button', { name: /From/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /^Version 12/ }).press('Enter');
    await dialog.getByText('Nothing differs').waitFor();
    const asked = await orders(page, 'version_changes');
    assert.deepEqual(asked, [
      { pair: 1, before: 11, after: 12 },
      { pair: 1, before: 12, after: 12 },
    ]);
  }));

test('a further pair is made of an account that is in none, by keys', () =>
  at('accounts.three', async (page) => {
    await skip(page);
    await tabTo(page, 'button', 'New pair…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Make a new pair').waitFor();
    await tabTo(page, 'button', /Acme AS \(full copy\)/);
    await tabTo(page, 'textbox', 'Name of the pair');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Acme test');
    await tabTo(page, 'button', 'Make the pair');
    await page.keyboard.press('Enter');
    await page.getByText('The pair Acme test is made.').waitFor();
    assert.deepEqual(await orders(page, 'add_pair'), [
      {
        pair: {
          name: 'Acme test',
          connections: { hubspot: 1, salesforce: 3 },
          objects: ['contacts'],
          id_fields: 'make',
          first_run: 'agree',
        },
      },
    ]);
  }));

test('h13 a pair is removed only by its typed name, and renamed by keys', () =>
  at('accounts.normal', async (page) => {
    const name = page.getByRole('textbox', { name: 'Name' });
    const called = await name.inputValue();
    await name.fill('Nordics');
    await page.keyboard.press('Enter');
    await page.getByText('The pair is called Nordics now.').waitFor();
    assert.deepEqual(await orders(page, 'rename_pair'), [{ pair: 1, name: 'Nordics' }]);
    await button(page, 'Remove this pair…').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Every record and every value/).waitFor();
    const remove = dialog.getByRole('button', { name: 'Remove the pair' });
    await dialog.getByRole('textbox').fill('Nordics');
    assert.equal(await remove.isDisabled(), true);
    await dialog.getByRole('textbox').fill(called);
    await remove.press('Enter');
    await page.getByText(`${called} is removed. Nothing changed in either account.`).waitFor();
    assert.deepEqual(await orders(page, 'remove_pair'), [{ pair: 1 }]);
  }));

test('the demo is left for the person’s own accounts', () =>
  at('overview.demo', async (page) => {
    await button(page, 'Leave the demo').click();
    await page.waitForFunction(() => {
      // Its labels go with it: the other pair may have the same number.
      const asked = window.askedFor.map(([it]) => it);
      const left = asked.indexOf('leave_demo');
      return left !== -1 && ['schemas', 'overview'].every((it) => asked.lastIndexOf(it) > left);
    });
  }));
