import { QueryClientProvider } from '@tanstack/react-query';
import { mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { mapping as file } from '../../scenes/fixtures/mapping';
import { overview } from '../../scenes/fixtures/overview';
import { field, schemas } from '../../scenes/fixtures/schemas';
import { PairProvider } from '../app/pair';
import { newQueries } from '../data/queries';
import type { Both, ObjectSchema, Side } from '../ipc';
import { FieldName } from '../parts/FieldName';
import { fieldNames } from './fields';
import { WordsProvider } from './WordsProvider';
import { bundleOf, type Language, sayIn } from './words';

const speechOf = (language: Language) => {
  const bundle = bundleOf(language);
  return { say: (id: string, facts = {}) => sayIn(bundle, id, facts) };
};
const speech = speechOf('en');
const known = schemas(0, 0);

/** A field of an association with what its vendor says of it. */
const of = (name: string, description: string) => ({
  ...field(name, name, 'references', 'association'),
  description,
});

/** The usual schemas, with fields put into one Salesforce object. */
function withFields(object: string, more: ObjectSchema['fields']): Both<ObjectSchema[]> {
  return {
    ...known,
    salesforce: known.salesforce.map((it) =>
      it.object === object ? { ...it, fields: { ...it.fields, ...more } } : it,
    ),
  };
}

describe('a field is called', () => {
  it('by the label of its object', () => {
    const names = fieldNames(known, file, speech);
    const rows: [side: Side, objects: string[], field: string, name: string][] = [
      ['hub_spot', ['contacts'], 'jobtitle', 'Job title'],
      ['salesforce', ['Contact'], 'MailingCountry', 'Mailing Country'],
      ['salesforce', ['Account'], 'Name', 'Account Name'],
      // Both objects call it the same.
      ['salesforce', ['Lead', 'Contact'], 'Phone', 'Business Phone'],
      // Two objects call it differently, so no label is right.
      ['salesforce', ['Account', 'Opportunity'], 'Name', 'Name'],
      // Hidden on that object, or nowhere at all.
      ['salesforce', ['Contact'], 'AnnualRevenue', 'AnnualRevenue'],
      ['hub_spot', ['contacts'], 'removed_property', 'removed_property'],
      ['hub_spot', ['of_tomorrow'], 'jobtitle', 'jobtitle'],
    ];
    for (const [side, objects, name, called] of rows) {
      expect(names.of(side, objects, name), `${side} ${objects} ${name}`).toBe(called);
    }
  });

  it('where no object is known, by those on which it is tied, else by all that have it', () => {
    const names = fieldNames(known, file, speech);
    // The mapping ties country to Country of a lead only.
    expect(names.of('salesforce', [], 'Country')).toBe('Country');
    expect(names.of('hub_spot', [], 'hs_lead_status')).toBe('Lead status');
    // Nothing ties it.
    expect(names.of('salesforce', [], 'MailingCity')).toBe('Mailing City');
    // Accounts and opportunities tie it, and call it differently.
    expect(names.of('salesforce', [], 'Name')).toBe('Name');
    const renamed = withFields('Contact', { Status: field('Status', 'Mood', 'text', 'string') });
    expect(fieldNames(renamed, file, speech).of('salesforce', [], 'Status')).toBe('Lead Status');
    expect(fieldNames(renamed, undefined, speech).of('salesforce', [], 'Status')).toBe('Status');
  });

  it('by its API name where another field of the object has the same label', () => {
    const twice = withFields('Contact', {
      Phone2__c: field('Phone2__c', 'business phone ', 'text', ''),
    });
    const names = fieldNames(twice, file, speech);
    for (const name of ['Phone', 'Phone2__c']) {
      expect(names.of('salesforce', ['Contact'], name)).toBe(name);
      expect(names.full('salesforce', ['Contact'], name)).toBe(name);
    }
    expect(names.of('salesforce', ['Lead'], 'Phone')).toBe('Business Phone');
    expect(names.of('salesforce', ['Lead', 'Contact'], 'Phone')).toBe('Phone');
  });

  it('by its API name where its label is blank', () => {
    const blank = withFields('Contact', { Odd__c: field('Odd__c', '  ', 'text', 'string') });
    expect(fieldNames(blank, file, speech).of('salesforce', ['Contact'], 'Odd__c')).toBe('Odd__c');
  });

  it('by no label where none is known', () => {
    expect(fieldNames(undefined, file, speech).label('hub_spot', ['contacts'], 'jobtitle')).toBe(
      null,
    );
    expect(fieldNames(known, file, speech).label('salesforce', ['Contact'], 'Title')).toBe('Title');
  });

  it('by our own words where it is ours, in both languages', () => {
    const rows: [side: Side, field: string, en: string, nb: string][] = [
      ['hub_spot', 'association:companies:primary', 'Primary company', 'Primærselskap'],
      [
        'salesforce',
        'association:OpportunityContactRole',
        'Contacts with a role',
        'Kontakter med en rolle',
      ],
      ['hub_spot', 'crosswalk_00d5g000001abcdeaa_id', 'Crosswalk id', 'Crosswalk-ID'],
      ['salesforce', 'Crosswalk_1234567_Id__c', 'Crosswalk id', 'Crosswalk-ID'],
      [
        'hub_spot',
        'crosswalk_salesforce_owner_name',
        'Owner in Salesforce: name',
        'Eier i Salesforce: navn',
      ],
    ];
    for (const [side, name, en, nb] of rows) {
      for (const read of [undefined, known]) {
        expect(fieldNames(read, file, speechOf('en')).of(side, ['contacts'], name)).toBe(en);
        expect(fieldNames(read, file, speechOf('nb')).of(side, ['contacts'], name)).toBe(nb);
      }
    }
    expect(fieldNames(known, file, speech).of('hub_spot', [], 'association:p1_x')).toBe(
      'association:p1_x',
    );
  });

  it('by its label or its role where it holds the contacts of one, in both languages', () => {
    const [here, there] = [
      'association:contacts:label:7',
      'association:OpportunityContactRole:Decision Maker',
    ];
    const read: Both<ObjectSchema[]> = {
      hubspot: known.hubspot.map((it) =>
        it.object === 'deals'
          ? { ...it, fields: { ...it.fields, [here]: of(here, 'Decides') } }
          : it,
      ),
      salesforce: withFields('Opportunity', { [there]: of(there, 'Has the say') }).salesforce,
    };
    const names = (language: Language) => fieldNames(read, file, speechOf(language));
    expect(names('en').of('hub_spot', ['deals'], here)).toBe('Contacts labelled “Decides”');
    expect(names('nb').of('hub_spot', [], here)).toBe('Kontakter merket «Decides»');
    expect(names('en').of('salesforce', ['Opportunity'], there)).toBe(
      'Contacts with the role “Has the say”',
    );
    expect(names('nb').of('salesforce', [], there)).toBe('Kontakter med rollen «Has the say»');
    // Before schemas are read a role has its value, and a label nothing but its number.
    const before = fieldNames(undefined, file, speech);
    expect(before.of('salesforce', [], there)).toBe('Contacts with the role “Decision Maker”');
    expect(before.of('hub_spot', [], here)).toBe(here);
  });

  it('with its API name behind the label, once', () => {
    const names = fieldNames(known, file, speech);
    expect(names.full('hub_spot', ['contacts'], 'jobtitle')).toBe('Job title (jobtitle)');
    expect(names.full('salesforce', ['Contact'], 'Title')).toBe('Title');
  });

  it('by the HubSpot field of its mapping', () => {
    const names = fieldNames(known, file, speech);
    expect(names.mapped('contacts', 'email_opt_out')).toBe('Unsubscribed from all email');
    expect(names.mapped('contacts', 'fax')).toBe('Fax number');
    expect(names.mapped('contacts', 'of_tomorrow')).toBe('of_tomorrow');
    expect(names.mapped('of_tomorrow', 'fax')).toBe('fax');
    expect(fieldNames(undefined, file, speech).mapped('contacts', 'email_opt_out')).toBe(
      'email_opt_out',
    );
    expect(names.objects('contacts', 'hub_spot')).toEqual(['contacts']);
    expect(names.objects('contacts', 'salesforce')).toEqual(['Lead', 'Contact']);
  });
});

const [pair] = overview({}).pairs;

function Around({ children }: { children: ReactNode }) {
  if (pair === undefined) return null;
  return (
    <QueryClientProvider client={newQueries()}>
      <WordsProvider language="en">
        <PairProvider chosen={{ overview: overview({}), pair, choose: () => {} }}>
          {children}
        </PairProvider>
      </WordsProvider>
    </QueryClientProvider>
  );
}

describe('a screen that names a field', () => {
  function open(answer: () => unknown): string[] {
    const asked: string[] = [];
    mockIPC((command) => {
      asked.push(command);
      return command === 'schemas' ? answer() : file;
    });
    render(
      <Around>
        <p>
          <FieldName side="hub_spot" objects={['contacts']} field="jobtitle" />
        </p>
        <p>
          <FieldName side="salesforce" objects={['Contact']} field="Title" />
        </p>
      </Around>,
    );
    return asked;
  }

  const shown = () => [...document.querySelectorAll('p')].map((it) => it.textContent);

  afterEach(cleanup);

  it('shows API names at once and labels when they are there, asked for once', async () => {
    let give: (read: unknown) => void = () => {};
    const asked = open(() => new Promise((resolve) => (give = resolve)));
    expect(shown()).toEqual(['jobtitle', 'Title']);
    await expect.poll(() => asked).toContain('schemas');
    give(known);
    await screen.findByText(/Job title/);
    expect(shown()).toEqual(['Job title jobtitle', 'Title']);
    expect(asked.filter((it) => it === 'schemas')).toHaveLength(1);
  });

  it('keeps API names where neither side answers', async () => {
    let refused = 0;
    open(() => {
      refused += 1;
      throw { code: 'unreachable', args: {}, retryable: true, provider_text: null };
    });
    await expect.poll(() => refused).toBe(1);
    expect(shown()).toEqual(['jobtitle', 'Title']);
  });
});
