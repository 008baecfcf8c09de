import { describe, expect, it } from 'vitest';
import { mapping as file } from '../../scenes/fixtures/mapping';
import type { LifecycleSettings, PairFile } from '../ipc';
import { changes, draftOf, edit } from './draft';
import {
  lifecycleOf,
  optOutOf,
  type Won,
  withGuard,
  withLifecycle,
  withOptOut,
  wonOf,
} from './settings';

const changed = (now: PairFile) => changes(edit(draftOf(file), now));

describe('the settings of a pair', () => {
  it('are one change each, and none when they are back at their defaults', () => {
    const rows: [one: PairFile, back: PairFile][] = [
      [
        withLifecycle(file, { transitions: true }),
        withLifecycle(withLifecycle(file, { transitions: true }), { transitions: false }),
      ],
      [
        withLifecycle(file, { contact_to_company: true }),
        withLifecycle(withLifecycle(file, { contact_to_company: true }), {
          contact_to_company: false,
        }),
      ],
      [
        withOptOut(file, { reach_held: true }),
        withOptOut(withOptOut(file, { reach_held: true }), { reach_held: false }),
      ],
      [
        withGuard(file, 'hubspot', '1234567'),
        withGuard(withGuard(file, 'hubspot', '1234567'), 'hubspot', null),
      ],
      [
        { ...file, name: 'Other' },
        { ...file, name: 'Acme' },
      ],
    ];
    expect(rows.map(([one, back]) => [changed(one), changed(back)])).toEqual(
      rows.map(() => [1, 0]),
    );
  });

  it('h44 h65 say whom a step takes along only where it does', () => {
    const both = withLifecycle(withLifecycle(file, { company_to_contacts: true }), {
      contact_to_company: true,
    });
    const one = withLifecycle(both, { contact_to_company: false });
    expect([both.lifecycle, one.lifecycle]).toEqual([
      {
        transitions: false,
        won_reaches: 'nobody',
        contact_to_company: true,
        company_to_contacts: true,
      },
      { transitions: false, won_reaches: 'nobody', company_to_contacts: true },
    ]);
    expect(withLifecycle(one, { company_to_contacts: false }).lifecycle).toBeUndefined();
  });

  it('s53 leave the other settings and the locked mapping as they are', () => {
    const now = withOptOut(withOptOut(file, { reach_held: true }), { leave_unticked: true });
    expect(optOutOf(now)).toEqual({ leave_unticked: true, reach_held: true });
    expect(now.mappings).toBe(file.mappings);
  });

  it('keep the guard of the other side', () => {
    const both = withGuard(withGuard(file, 'hubspot', '1'), 'salesforce', '00D');
    expect(both.only_for).toEqual({ hubspot: '1', salesforce: '00D' });
    expect(withGuard(both, 'hubspot', null).only_for).toEqual({ salesforce: '00D' });
  });

  it('a16 reach somebody only where all that is needed is on', () => {
    const alone = { ...file, mappings: file.mappings.filter((it) => it.id !== 'companies') };
    const rows: [of: PairFile, set: LifecycleSettings, won: Won][] = [
      [file, { transitions: false, won_reaches: 'company_contacts' }, 'off'],
      [file, { transitions: true, won_reaches: 'nobody' }, 'nobody'],
      [file, { transitions: true, won_reaches: 'company_contacts' }, 'company_contacts'],
      [alone, { transitions: true, won_reaches: 'company_contacts' }, 'no_companies'],
      [alone, { transitions: true, won_reaches: 'contacts_with_a_role' }, 'contacts_with_a_role'],
    ];
    expect(rows.map(([of, set]) => wonOf(withLifecycle(of, set)))).toEqual(
      rows.map(([, , won]) => won),
    );
    expect(lifecycleOf(file)).toEqual({ transitions: false, won_reaches: 'nobody' });
  });
});
