import { describe, expect, it } from 'vitest';
import { mapping as file } from '../../scenes/fixtures/mapping';
import type { ObjectMapping } from '../ipc';
import {
  changes,
  discard,
  draftOf,
  edit,
  isChanged,
  newField,
  redo,
  undo,
  withField,
  withFields,
  withObject,
  withoutField,
} from './draft';

const ruled = (rule: 'ask' | 'two_way') =>
  withField(file, 'contacts', 'phone', (it) => ({ ...it, rule }));

describe('a draft', () => {
  it('counts fields that differ, not steps', () => {
    const once = edit(draftOf(file), ruled('ask'));
    const back = edit(once, ruled('two_way'));
    expect([changes(once), changes(back)]).toEqual([1, 0]);
  });

  it('counts nothing where a file says of nothing that it is nothing', () => {
    const emptied = withField(file, 'contacts', 'phone', (it) => ({ ...it, note: null }));
    const [map] = file.stages;
    const bare = { ...file, stages: [{ pipeline: map?.pipeline, stages: map?.stages }] };
    expect(changes(edit(draftOf(file), emptied))).toBe(0);
    expect(changes(edit(draftOf(file), bare as typeof file))).toBe(0);
  });

  it('counts an object mapping that went, and one that takes other Salesforce objects', () => {
    const fewer = { ...file, mappings: file.mappings.filter((it) => it.id !== 'deals') };
    const other = withObject(file, 'contacts', (it) => ({ ...it, salesforce: ['Contact'] }));
    expect([fewer, other].map((now) => changes(edit(draftOf(file), now)))).toEqual([1, 1]);
  });

  it('counts every setting of an object mapping', () => {
    const rules = [{ when: 'city == "Oslo"', salesforce: 'lead' as const }];
    const edits: Partial<ObjectMapping>[] = [
      { create_rules: rules },
      { history: 'none' },
      { repeats: 'collapsed' },
      { in_scope: 'city == "Oslo"' },
    ];
    const [mapping] = file.mappings;
    const id = mapping?.id ?? '';
    const edited = edits.map((part) => withObject(file, id, (it) => ({ ...it, ...part })));
    expect(edited.map((now) => changes(edit(draftOf(file), now)))).toEqual([1, 1, 1, 1]);
  });

  it('goes back and forth, and a new edit ends what was ahead', () => {
    const edited = edit(draftOf(file), ruled('ask'));
    const back = undo(edited);
    expect(back.now).toBe(file);
    expect(redo(back).now).toBe(edited.now);
    const other = edit(back, withoutField(file, 'contacts', 'phone'));
    expect(redo(other)).toBe(other);
  });

  it('has nothing before its first step', () => {
    const draft = draftOf(file);
    expect(undo(draft)).toBe(draft);
    expect(redo(draft)).toBe(draft);
  });

  it('can take back that it was discarded', () => {
    const gone = discard(edit(draftOf(file), ruled('ask')));
    expect(changes(gone)).toBe(0);
    expect(changes(undo(gone))).toBe(1);
  });

  it('keeps fields sorted by id and gives a taken id a number', () => {
    const twice = withFields(file, 'contacts', [newField('fax', 'Fax'), newField('fax', 'Fax2')]);
    const ids = twice.mappings.find((it) => it.id === 'contacts')?.fields.map((it) => it.id) ?? [];
    expect(ids).toEqual([...ids].sort());
    expect(ids).toContain('fax');
    expect(ids).toContain('fax_2');
  });

  it('keeps keys that it does not know', () => {
    const newer = { ...file, of_tomorrow: 1 };
    expect(withoutField(newer, 'contacts', 'phone')).toHaveProperty('of_tomorrow', 1);
  });

  it('knows which field is not as it is in use', () => {
    const draft = edit(draftOf(file), ruled('ask'));
    const fields = draft.now.mappings.find((it) => it.id === 'contacts')?.fields ?? [];
    const changed = fields.filter((it) => isChanged(draft, 'contacts', it)).map((it) => it.id);
    expect(changed).toEqual(['phone']);
  });
});
