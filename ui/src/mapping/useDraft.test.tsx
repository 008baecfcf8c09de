import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { mapping as saved } from '../../scenes/fixtures/mapping';
import { ask, newQueries } from '../data/queries';
import type { PairFile } from '../ipc';
import { changes, withField } from './draft';
import { amendDraft, dropDrafts, useDraft } from './useDraft';

const ruled = (file: PairFile): PairFile =>
  withField(file, 'contacts', 'phone', (it) => ({ ...it, rule: 'ask' }));
const noted = (file: PairFile): PairFile =>
  withField(file, 'contacts', 'country', (it) => ({ ...it, note: 'mended' }));

/** The editor, opened on what is in use. */
function open(file: PairFile) {
  const queries = newQueries();
  queries.setQueryData(ask.mapping(1).queryKey, file);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  return renderHook(() => useDraft(1), { wrapper });
}

afterEach(dropDrafts);

test('what another screen saved is in the draft too, and is no unsaved change', () => {
  const first = open(saved);
  act(() => first.result.current.change(ruled));
  first.unmount();
  amendDraft(1, noted(saved), noted);
  const { draft } = open(noted(saved)).result.current;
  expect(draft?.now).toEqual(noted(ruled(saved)));
  expect(draft && changes(draft)).toBe(1);
});

test('without unsaved changes the draft is what is in use', () => {
  open(saved).unmount();
  amendDraft(1, noted(saved), noted);
  const { draft } = open(noted(saved)).result.current;
  expect(draft?.now).toEqual(noted(saved));
  expect(draft && changes(draft)).toBe(0);
});
