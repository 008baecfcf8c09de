import { describe, expect, it } from 'vitest';
import type { ObjectMapping } from '../ipc';
import { choosable, partnersOf } from './objects';

const kept = [
  { id: 'contacts', hubspot: 'contacts', salesforce: ['Lead', 'Contact'] },
] as unknown as ObjectMapping[];

describe('objects that can be added', () => {
  it('are those that are not kept in step, on each side', () => {
    const title = (object: string) => ({ object, label: object, custom: false });
    const names = (of: ReturnType<typeof choosable>) => of.map((it) => it.id);
    expect(names(choosable(['contacts', 'tickets'].map(title), kept, 'hub_spot'))).toEqual([
      'tickets',
    ]);
    expect(names(choosable(['Case', 'Contact', 'Lead'].map(title), kept, 'salesforce'))).toEqual([
      'Case',
    ]);
  });

  it('meet their usual partner, where they have one', () => {
    expect(partnersOf('tickets')).toEqual(['Case']);
    expect(partnersOf('p4711_invoices')).toEqual([]);
  });
});
