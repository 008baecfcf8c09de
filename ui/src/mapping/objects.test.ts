import { describe, expect, it } from 'vitest';
import type { ObjectMapping } from '../ipc';
import { choosable, partnersOf } from './objects';

const kept = [
  { id: 'contacts', hubspot: 'contacts', salesforce: ['Lead', 'Contact'] },
] as unknown as ObjectMapping[];

const { compare } = new Intl.Collator('nb-NO');
const title = (object: string) => ({ object, label: object, custom: false });

describe('objects that can be added', () => {
  it('are those that are not kept in step, on each side', () => {
    const names = (of: ReturnType<typeof choosable>) => of.map((it) => it.id);
    expect(names(choosable(['contacts', 'tickets'].map(title), kept, 'hub_spot', compare))).toEqual(
      ['tickets'],
    );
    expect(
      names(choosable(['Case', 'Contact', 'Lead'].map(title), kept, 'salesforce', compare)),
    ).toEqual(['Case']);
  });

  it('stand by their names, as the language sorts them', () => {
    const offered = ['Åpninger', 'Ærend', 'Zoner'].map(title);
    expect(choosable(offered, kept, 'salesforce', compare).map((it) => it.label)).toEqual([
      'Zoner',
      'Ærend',
      'Åpninger',
    ]);
  });

  it('meet their usual partner, where they have one', () => {
    expect(partnersOf('tickets')).toEqual(['Case']);
    expect(partnersOf('p4711_invoices')).toEqual([]);
  });
});
