import { describe, expect, it } from 'vitest';
import { mapping as file, suggestion } from '../../scenes/fixtures/mapping';
import { schemas } from '../../scenes/fixtures/schemas';
import type { ObjectMapping } from '../ipc';
import { farNames, fieldsOf, going, guesses, only, rowsOf, tie } from './rows';

const of = (from: typeof file): ObjectMapping => {
  const found = from.mappings.find((it) => it.id === 'contacts');
  if (found === undefined) throw new Error('no contacts');
  return found;
};

const contacts = of(file);
const fields = fieldsOf(contacts, schemas(700, 500));
const suggested = guesses(contacts, of(suggestion), fields);
const compare = new Intl.Collator('nb').compare;
const rows = (text = '') => rowsOf({ mapping: contacts, fields, suggested, text, compare });

describe('the rows of the editor', () => {
  it('show every field of both sides once', () => {
    const near = rows().flatMap((row) =>
      'near' in row && typeof row.near === 'object' ? [row.near?.name] : [],
    );
    const there = near.filter((name) => name !== undefined);
    expect(new Set(there).size).toBe(there.length);
    expect(there.length).toBe(fields.near.size);
  });

  it('offer what is free on both sides, and nothing that is tied', () => {
    expect(suggested.map((it) => it.hubspot)).toEqual(['mobilephone', 'website']);
    expect(guesses(of(suggestion), of(suggestion), fields)).toEqual([]);
  });

  it('keep a mapping whose field is gone, so that it can be mended', () => {
    const gone = rows().find((row) => row.kind === 'mapped' && row.field.id === 'removed_property');
    expect(gone).toMatchObject({ kind: 'mapped', near: null });
  });

  it('are found by label and by API name', () => {
    const found = rows('mailingc').filter((row) => row.kind === 'mapped' || row.kind === 'free');
    expect(found.map((row) => row.key)).toEqual(['mapped-country', 'free--MailingCity']);
  });

  it('are narrowed to what needs a look, what is not saved, or what is free', () => {
    const looks = {
      wrong: (it: { id: string }) => it.id === 'company',
      changed: (it: { id: string }) => it.id === 'phone',
    };
    const keys = (shown: 'attention' | 'changed') =>
      only(rows(), shown, looks).map((row) => row.key);
    expect(keys('attention')).toEqual(['mapped-company', 'mapped-removed_property']);
    expect(keys('changed')).toEqual(['mapped-phone']);
    expect(only(rows(), 'free', looks).every((row) => row.kind !== 'mapped')).toBe(true);
  });

  it('tie a field by its own name on the objects that have it', () => {
    const near = fields.near.get('fax');
    const everywhere = fields.far.get('MobilePhone');
    const leadOnly = fields.far.get('Website');
    if (!near || !everywhere || !leadOnly) throw new Error('no such field');
    expect(tie(near, everywhere, fields.objects).salesforce).toBe('MobilePhone');
    expect(tie(near, leadOnly, fields.objects).salesforce).toEqual({ Lead: 'Website' });
  });

  it('name a field once for all objects that call it so', () => {
    expect(farNames(tieOf('country'), fields.objects)).toEqual([
      ['Country', ['Lead']],
      ['MailingCountry', ['Contact']],
    ]);
    expect(farNames(tieOf('email'), fields.objects)).toEqual([['Email', ['Lead', 'Contact']]]);
  });
});

function tieOf(id: string) {
  const found = contacts.fields.find((it) => it.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

it('rows are sieved by the way that values go, the locked one apart', () => {
  const ids = (way: Parameters<typeof going>[1]) =>
    going(rows(), way).flatMap((row) => (row.kind === 'mapped' ? [row.field.id] : []));
  expect(ids('to_salesforce')).toEqual(['country']);
  expect(ids('to_hubspot')).toEqual(['hs_lead_status']);
  expect(ids('locked')).toEqual(['email_opt_out']);
  expect(going(rows(), 'any').length).toBe(rows().length);
});
