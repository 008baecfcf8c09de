import { describe, expect, it } from 'vitest';
import { errorRows } from '../../scenes/fixtures/errors';
import { mapping as file } from '../../scenes/fixtures/mapping';
import { countries, schemas } from '../../scenes/fixtures/schemas';
import type { ErrorRow, FieldMapping, ObjectSchema, PairFile } from '../ipc';
import { withField } from '../mapping/draft';
import { type Gap, gapsOf, withChoices } from './gaps';
import { addressOf, placesOf, valuesIn } from './places';

const both = countries(schemas(0, 0));
const rows = errorRows('not_an_option/salesforce/MailingCountry');

const country = (change: Partial<FieldMapping>): PairFile =>
  withField(file, 'contacts', 'country', (it) => ({ ...it, ...change }));
const list = (values: Record<string, string>[], more: object = {}) =>
  country({
    transform: [{ use: 'values', values, ...more }] as NonNullable<FieldMapping['transform']>,
  });
const one = (gaps: Gap[]): Gap => {
  const [first] = gaps;
  if (first === undefined) throw new Error('no gap');
  return first;
};
const saved = (of: PairFile) =>
  of.mappings.flatMap((it) => it.fields).find((it) => it.id === 'country')?.transform;
const reading = (value: string, change: Partial<ErrorRow> = {}): ErrorRow => {
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  return { ...row, value, ...change };
};

describe('what a group lacks', () => {
  it('is each missing value with its records, most first, and the options there', () => {
    const gap = one(gapsOf(rows, file, both));
    expect(gap.values.map(({ value, records }) => [value, records])).toEqual([
      ['Norge', 7],
      ['Sverige', 2],
    ]);
    expect(gap.options.map((it) => it.value)).toContain('Norway');
    expect([gap.object, gap.field]).toEqual(['contacts', 'country']);
  });

  it('leaves out what crosses by now: an option, in any case, or a row of the list', () => {
    const now = [reading('"norway"'), reading('"Norge"'), reading('"SVERIGE"')];
    const known = list([{ hubspot: 'Sverige', salesforce: 'Sweden' }]);
    const of = (it: PairFile) => gapsOf(now, it, both).flatMap((gap) => gap.values);
    expect(of(file).map((it) => it.value)).toEqual(['Norge', 'SVERIGE']);
    expect(of(known).map((it) => it.value)).toEqual(['norway', 'Norge']);
    const rest = list([{ hubspot: 'a', salesforce: 'b' }], { else_salesforce: 'Norway' });
    expect(of(rest)).toEqual([]);
  });

  it('is nothing where another code, another step, or an open field is in the way', () => {
    const vendors = rows.map((it) => ({ ...it, code: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' }));
    const stepped = country({ transform: [{ use: 'trim' }] });
    const halves = { ...both, salesforce: both.salesforce.map(withoutLeadOptions) };
    expect(gapsOf(vendors, file, both)).toEqual([]);
    expect(gapsOf(rows, stepped, both)).toEqual([]);
    expect(gapsOf(rows, file, halves)).toEqual([]);
  });

  it('is found on the way back too, and written as the other end of a row', () => {
    const back = rows.map((it) => ({
      ...reading('"Norway"', { code: 'not_in_the_list', side: 'hub_spot', field: 'country' }),
      id: it.id,
    }));
    const known = list([
      { hubspot: 'Sverige', salesforce: 'Sweden' },
      { hubspot: 'Island', salesforce: 'Iceland' },
    ]);
    const gap = one(gapsOf(back, known, both));
    // HubSpot takes any text: what it becomes there is typed.
    expect(gap.options).toEqual([]);
    expect(saved(withChoices(known, gap, new Map([['Norway', 'Norge']])))).toEqual([
      {
        use: 'values',
        values: [
          { hubspot: 'Sverige', salesforce: 'Sweden' },
          { hubspot: 'Island', salesforce: 'Iceland' },
          { hubspot: 'Norge', salesforce: 'Norway' },
        ],
      },
    ]);
  });
});

/** Whatever the lead's country takes could not be said in a list. */
function withoutLeadOptions(schema: ObjectSchema): ObjectSchema {
  const { Country } = schema.fields;
  if (Country === undefined) return schema;
  const open = { ...Country, kind: 'text' as const, options: [] };
  return { ...schema, fields: { ...schema.fields, Country: open } };
}

describe('the changed pair file', () => {
  it('has a new list that says too what crossed without one', () => {
    const gap = one(gapsOf(rows, file, both));
    const [made, ...others] = saved(withChoices(file, gap, new Map([['Norge', 'Norway']]))) ?? [];
    const values = made?.values as unknown as Record<string, string>[];
    expect(others).toEqual([]);
    expect(made?.use).toBe('values');
    expect(values).toHaveLength(6);
    expect(values[0]).toEqual({ hubspot: 'Denmark', salesforce: 'Denmark' });
    expect(values.at(-1)).toEqual({ hubspot: 'Norge', salesforce: 'Norway' });
  });

  it('keeps the rows and settings of a list that is there, and a row that led nowhere is led on', () => {
    const known = list([{ hubspot: 'Norge', salesforce: 'Norwegia' }], { else_hubspot: 'Other' });
    const gap = one(gapsOf(rows, known, both));
    const chosen = new Map([
      ['Norge', 'Norway'],
      ['Sverige', 'Sweden'],
    ]);
    expect(saved(withChoices(known, gap, chosen))).toEqual([
      {
        use: 'values',
        else_hubspot: 'Other',
        values: [
          { hubspot: 'Norge', salesforce: 'Norway' },
          { hubspot: 'Sverige', salesforce: 'Sweden' },
        ],
      },
    ]);
  });
});

it('a draft with another step there is left as it is', () => {
  const gap = one(gapsOf(rows, file, both));
  const stepped = country({ transform: [{ use: 'trim' }] });
  expect(withChoices(stepped, gap, new Map([['Norge', 'Norway']]))).toEqual(stepped);
});

describe('the place of a row', () => {
  it('is the field mapping of its objects; a field that went has none', () => {
    const [place] = placesOf(rows, file);
    if (place === undefined) throw new Error('no place');
    expect(addressOf(place)).toEqual({ object: 'contacts', mapped: 'country' });
    expect(placesOf([reading('"x"', { field: 'Gone__c' })], file)).toEqual([]);
    expect(placesOf([reading('"x"', { field: 'Country' })], file)).toEqual([]);
  });

  it('has its values without their quoting', () => {
    expect(valuesIn('"Sør \\"A\\" \\\\ B\\n\\u{1f600}"')).toEqual(['Sør "A" \\ B\n😀']);
    expect(valuesIn('{red; blue}')).toEqual(['red', 'blue']);
    expect([valuesIn(null), valuesIn('(blank)'), valuesIn('12.5')]).toEqual([[], [], []]);
  });
});
