// What a person does in the mapping editor, by clicks and by keys: `node --test`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, button, orders, show, unsaved } from './hands.mjs';

test('a field is tied by two clicks, and the edit is taken back', () =>
  at('mappings.normal', async (page) => {
    await show(page, 'city');
    await button(page, /^City .*city/).click();
    await button(page, /^Mailing City/).click();
    assert.equal(await unsaved(page), 'One unsaved change');
    await button(page, /^Undo/).click();
    assert.equal(await unsaved(page), 'Nothing is unsaved');
    await button(page, /^Redo/).click();
    assert.equal(await unsaved(page), 'One unsaved change');
  }));

test('a field is tied from the keyboard alone', () =>
  at('mappings.normal', async (page) => {
    await show(page, 'city');
    await button(page, /^City .*city/).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('mailing city');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await unsaved(page), 'One unsaved change');
    await page.locator('main').first().press('Control+z');
    assert.equal(await unsaved(page), 'Nothing is unsaved');
  }));

test('a field is tied by dragging it to its partner', () =>
  at('mappings.normal', async (page) => {
    await show(page, 'city');
    const from = await button(page, /^City .*city/).boundingBox();
    const to = await button(page, /^Mailing City/).boundingBox();
    await page.mouse.move(from.x + 40, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 300, from.y + 20, { steps: 4 });
    await page.mouse.move(to.x + 40, to.y + 20, { steps: 4 });
    await page.mouse.up();
    assert.equal(await unsaved(page), 'One unsaved change');
  }));

test('suggestions are accepted in one batch, and one step takes them back', () =>
  at('mappings.normal', async (page) => {
    await button(page, 'Accept 2 suggestions').click();
    assert.equal(await unsaved(page), '2 unsaved changes');
    await button(page, /^Undo/).click();
    assert.equal(await unsaved(page), 'Nothing is unsaved');
  }));

test('h94 a field that does not fit says why, and is not tied', () =>
  at('mappings.normal', async (page) => {
    await show(page, 'event');
    await button(page, /^Event 4 /).click();
    await page
      .getByRole('button', { name: /^Event 12 .*The two kinds do not convert/ })
      .click({ force: true });
    assert.equal(await page.getByText(/unsaved/).count(), 0);
  }));

test('a rule is chosen by keys, and the focus goes back to its wire', () =>
  at('mappings.normal', async (page) => {
    const pill = button(page, /^Rule of jobtitle/);
    await pill.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.closest('[role=menu]') !== null);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    assert.equal(await unsaved(page), 'One unsaved change');
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('data-column') === 'rule',
    );
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() =>
      document.activeElement?.getAttribute('aria-label')?.startsWith('Rule of lastname'),
    );
  }));

test('a filter is built by keys, and tells who would drop out before it is saved', () =>
  at('scope.normal', async (page) => {
    await page.getByText('12,489 of 14,421 take part').waitFor();
    await button(page, 'Add a condition').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Property' }).last().focus();
    await page.keyboard.type('Job title');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('The 3 that would drop out').waitFor();
    assert.equal(await unsaved(page), 'One unsaved change');
    const asked = await orders(page, 'scope_preview');
    const scope = asked.at(-1).file.mappings.find((it) => it.id === 'contacts').in_scope;
    assert.equal(scope, 'lifecyclestage != "subscriber" && jobtitle == ""');
  }));

test('an owner without a partner is tied by hand', () =>
  at('owners.normal', async (page) => {
    await button(page, 'Tie Øyvind Æsøy').click();
    await page.getByLabel('Salesforce user name or queue').fill('oyvind.a@acme.no');
    await page.keyboard.press('Enter');
    assert.equal(await unsaved(page), 'One unsaved change');
  }));

test('a11 opens become tasks once somebody saw how many, and undo takes that back', () =>
  at('pair.normal', async (page) => {
    await button(page, /^How many tasks\? ?Opens/).click();
    await page.getByText('12,480 tasks, or 3,120 with a counter').waitFor();
    const opens = button(page, /Opens of marketing email$/).first();
    await opens.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /^One task with a counter/ }).click();
    await page.getByText('Opens of marketing email – tasks').first().waitFor();
    assert.equal(await unsaved(page), 'One unsaved change');
    const [asked] = await orders(page, 'activity_mapping');
    assert.deepEqual([asked.activity, asked.repeats], ['opens', 'collapsed']);
    await page.keyboard.press('Control+z');
    assert.equal(await unsaved(page), 'Nothing is unsaved');
  }));

test('h119 an object of the account’s own is added from the keyboard, and another taken out', () =>
  at('objects.normal', async (page) => {
    const add = button(page, 'Add object');
    assert.equal(await add.isDisabled(), true);
    const here = page.getByRole('combobox', { name: 'Object of HubSpot' });
    await here.focus();
    await here.fill('invo');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const there = page.getByRole('combobox', { name: 'Object of Salesforce' });
    await there.focus();
    await there.fill('invo');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await add.press('Enter');
    await page.getByText('kept in step from the next pass on, with 6 tied fields').waitFor();
    const [asked] = await orders(page, 'add_object');
    assert.deepEqual(
      [asked.object.hubspot, asked.object.salesforce, asked.object.id_fields],
      ['p4411001_invoices', 'Invoice__c', 'make'],
    );
    await button(page, 'Take out deals').press('Enter');
    assert.equal((await orders(page, 'remove_object')).length, 0, 'it asks first');
    await button(page, 'Take it out').press('Enter');
    assert.equal((await orders(page, 'remove_object'))[0].mapping, 'deals');
  }));

test('s69 owners whom HubSpot lacks are named once the properties are made', () =>
  at('owners.normal', async (page) => {
    await button(page, 'Make the properties').press('Enter');
    await page.getByText('The properties are there: contacts, companies, deals').waitFor();
    assert.equal((await orders(page, 'make_owner_cards')).length, 1);
  }));

test('a deal stage is tied to its partner', () =>
  at('stages.normal', async (page) => {
    await button(page, /Salesforce stage of Demo booked/).click();
    await page.getByRole('option', { name: 'Qualification' }).click();
    assert.equal(await unsaved(page), 'One unsaved change');
  }));

test('s59 opt-outs of people who are left out are let across by one switch, from the keyboard', () =>
  at('optout.normal', async (page) => {
    await page.getByText('4 opt-outs wait, since their people are left out.').waitFor();
    const reach = page.getByRole('switch', { name: /^Send opt-outs only/ });
    await reach.focus();
    await page.keyboard.press('Space');
    await page.getByText('the first run after saving sends them').waitFor();
    assert.equal(await unsaved(page), 'One unsaved change');
    await page.keyboard.press('Control+z');
    assert.equal(await reach.isChecked(), false);
    assert.equal(await unsaved(page), 'Nothing is unsaved');
  }));

test('a13 leaving an opt-out unticked is saved as the file spells it', () =>
  at('optout.normal', async (page) => {
    await page.getByRole('switch', { name: /^Leave unticked/ }).press('Space');
    await button(page, /^Review changes/).click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'mapping_changes'));
    const [asked] = await orders(page, 'mapping_changes');
    assert.deepEqual(asked.file.opt_out, { leave_unticked: true, reach_held: false });
  }));

test('s62 closed/won says whom it reaches, and what of it is not there', () =>
  at('lifecycle.normal', async (page) => {
    await page.getByText('opportunities change no lifecycle stage').waitFor();
    await page.getByRole('switch', { name: /^Opportunities move/ }).press('Space');
    await page.getByText('won ones change nobody').waitFor();
    await button(page, /A won opportunity makes Customer/).click();
    await page.getByRole('option', { name: /^all HubSpot contacts of the company/ }).click();
    await page.getByText('won opportunities make all HubSpot contacts').waitFor();
    assert.equal(await unsaved(page), 'One unsaved change');
  }));

test('h44 h65 a step takes others along only where that is on', () =>
  at('lifecycle.normal', async (page) => {
    await page.getByRole('switch', { name: /^A contact takes its company/ }).press('Space');
    await page.getByRole('switch', { name: /^A company takes its contacts/ }).press('Space');
    await button(page, /^Review changes/).click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'mapping_changes'));
    const [asked] = await orders(page, 'mapping_changes');
    const ripples = { contact_to_company: true, company_to_contacts: true };
    assert.deepEqual(asked.file.lifecycle, {
      transitions: false,
      won_reaches: 'nobody',
      ...ripples,
    });
  }));

test('s44 the lifecycle stage is mapped from where its steps stand', () =>
  at('lifecycle.normal', async (page) => {
    await button(page, 'Map the lifecycle stage…').click();
    await page.getByText('goes with, in Salesforce:').waitFor();
  }));

test('a9 a person account makes no company where that is switched off', () =>
  at('companies.normal', async (page) => {
    await page.getByRole('switch', { name: /^A person account/ }).press('Space');
    await button(page, /^Review changes/).click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'mapping_changes'));
    const [asked] = await orders(page, 'mapping_changes');
    const companies = asked.file.mappings.find((it) => it.id === 'companies');
    assert.equal(companies.create.person_accounts, false);
  }));

test('h15 a rule says what some records make instead, by the keyboard alone', () =>
  at('rules.normal', async (page) => {
    await button(page, 'Add a rule').press('Enter');
    const rule = page.getByRole('group', { name: 'Rule 1' });
    await rule.getByRole('button', { name: /^Add a condition/ }).press('Enter');
    const property = rule.getByRole('combobox').first();
    await property.fill('job');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await rule.getByRole('textbox').last().fill('Intern');
    await button(page, 'Add a rule').press('Enter');
    await page.getByRole('group', { name: 'Rule 2' }).getByText('Move up').press('Enter');
    await button(page, /^Review changes/).click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'mapping_changes'));
    const [asked] = await orders(page, 'mapping_changes');
    const contacts = asked.file.mappings.find((it) => it.id === 'contacts');
    assert.deepEqual(
      contacts.create_rules.map((it) => it.when),
      ['', 'jobtitle == "Intern"'],
    );
  }));

test('h102 campaigns become one mapped field of the draft, and one only', () =>
  at('pair.normal', async (page) => {
    const make = button(page, 'Make the property and map it');
    await make.press('Enter');
    await page.getByText('crosswalk_salesforce_campaigns is mapped').waitFor();
    await make.press('Enter');
    assert.equal(await unsaved(page), 'One unsaved change');
  }));

test('deletes that are carried say what keeps them, and where the brake stops', () =>
  at('rules.normal', async (page) => {
    await button(page, /When a HubSpot record is deleted/).click();
    await page.getByRole('option', { name: /^is deleted too/ }).click();
    await page.getByText('keeps them for 15 days').waitFor();
    await page.getByText('more than 50 deletes, or 1%').waitFor();
  }));

test('h82 a field has its own name on one object, and is left out of another', () =>
  at('mappings.normal', async (page) => {
    await button(page, /^Phone number/).click();
    const box = page.getByRole('combobox', { name: 'Field of Contact' });
    await box.fill('mobile');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await button(page, 'Leave out on Lead').click();
    assert.equal(await unsaved(page), 'One unsaved change');
    await button(page, /^Review changes/).click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'mapping_changes'));
    const [asked] = await orders(page, 'mapping_changes');
    const contacts = asked.file.mappings.find((it) => it.id === 'contacts');
    const phone = contacts.fields.find((it) => it.id === 'phone');
    assert.deepEqual(phone.salesforce, { Contact: 'MobilePhone' });
  }));

test('h56 a Salesforce stage that nothing becomes counts as one of HubSpot’s', () =>
  at('stages.normal', async (page) => {
    await button(page, /HubSpot stage that Qualification counts as/).click();
    await page.getByRole('option', { name: /^Demo booked/ }).click();
    assert.equal(await unsaved(page), 'One unsaved change');
  }));

test('a file is bound to its account', () =>
  at('pair.normal', async (page) => {
    await page
      .getByRole('switch', { name: /^Only for the Salesforce account Acme AS/ })
      .press('Space');
    await button(page, /^Review changes/).click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'mapping_changes'));
    const [asked] = await orders(page, 'mapping_changes');
    assert.deepEqual(asked.file.only_for, { salesforce: '00D5g000001AbCdEAK' });
  }));

test('another object shows the same part where it has one, and its fields where not', () =>
  at('stages.normal', async (page) => {
    await button(page, /^Contacts/).click();
    await page.getByRole('button', { name: 'Fields', pressed: true }).waitFor();
    await button(page, 'Create and delete').click();
    await button(page, /^Companies/).click();
    await page.getByRole('button', { name: 'Create and delete', pressed: true }).waitFor();
  }));

test('fields are sieved by the way that their values go', () =>
  at('mappings.normal', async (page) => {
    await button(page, /Values go/).click();
    await page.getByRole('option', { name: 'To Salesforce' }).click();
    await page
      .getByRole('button', { name: /^Country/ })
      .first()
      .waitFor();
    assert.equal(await page.getByRole('button', { name: /^Rule of/ }).count(), 1);
  }));

test('a phone number crosses through a transform, by keys, and shows what becomes of it', () =>
  at('mappings.normal', async (page) => {
    await button(page, /^Phone number/).click();
    const add = button(page, /Add a transform/);
    await add.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /^Phone number/ }).waitFor();
    await page.keyboard.type('phone');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Country, two letters' }).fill('NO');
    await page.getByText('“+4722225555”').waitFor();
    assert.match(await page.getByRole('button', { name: /^Rule of phone/ }).textContent(), /Phone/);
    await add.press('Enter');
    await page.getByRole('option', { name: /^Trim spaces/ }).click();
    await button(page, 'Move up: Trim spaces').press('Enter');
    await button(page, /^Review changes/).click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'mapping_changes'));
    const [asked] = await orders(page, 'mapping_changes');
    const contacts = asked.file.mappings.find((it) => it.id === 'contacts');
    assert.deepEqual(contacts.fields.find((it) => it.id === 'phone').transform, [
      { use: 'trim' },
      { use: 'phone_e164', region: 'NO' },
    ]);
  }));

test('a value list is filled by equal labels, and what is left stands out', () =>
  at('mappings.listed', async (page) => {
    await button(page, /^Lead status/).click();
    await button(page, /Add a transform/).click();
    await page.getByRole('option', { name: /^Value list/ }).click();
    await page.getByText('3 HubSpot options have no partner.').waitFor();
    await button(page, /Salesforce option of In Progress/).click();
    await page.getByRole('option', { name: 'Working' }).click();
    await page.getByText('2 HubSpot options have no partner.').waitFor();
    await button(page, /HubSpot option that Closed counts as/).click();
    await page.getByRole('option', { name: 'Bad Timing' }).click();
    await button(page, /^Review changes/).click();
    await page.waitForFunction(() => window.askedFor.some(([it]) => it === 'mapping_changes'));
    const [asked] = await orders(page, 'mapping_changes');
    const contacts = asked.file.mappings.find((it) => it.id === 'contacts');
    const status = contacts.fields.find((it) => it.id === 'hs_lead_status');
    assert.deepEqual(status.transform[0].values, [
      { hubspot: 'OPEN', salesforce: 'OPEN' },
      { hubspot: 'CONNECTED', salesforce: 'CONNECTED' },
      { hubspot: 'IN_PROGRESS', salesforce: 'WORKING' },
      { hubspot: 'BAD_TIMING', salesforce: 'CLOSED' },
    ]);
  }));

test('a field tells what becomes of the first values, and shows those that lose something', () =>
  at('mappings.normal', async (page) => {
    await button(page, /^Job title/).click();
    const details = page.getByRole('complementary', { name: 'Field mapping' });
    await details.getByText('Of the first 200 values, to Salesforce:').waitFor();
    await details.getByText('3 cannot cross').waitFor();
    await details.getByText('“Daglig leder med ansvar for alt”: cannot: too long').waitFor();
  }));
