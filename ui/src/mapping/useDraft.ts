import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { ask } from '../data/queries';
import * as ipc from '../ipc';
import { changes, type Draft, discard, draftOf, edit, redo, undo } from './draft';
import { useSettled } from './useSettled';

/** Drafts outlive the screen: going to look at a record loses nothing. */
const DRAFTS = new Map<number, Draft>();

/** Forgets what was edited: the pairs are others now. */
export function dropDrafts(): void {
  DRAFTS.clear();
}

/**
 * A change that was saved from another screen is made to what is edited too: else saving that would
 * take the change back.
 */
export function amendDraft(pair: number, saved: ipc.PairFile, how: Change): void {
  const draft = DRAFTS.get(pair);
  if (draft !== undefined && changes(draft) > 0) {
    DRAFTS.set(pair, { ...draft, saved, now: how(draft.now), past: [], future: [] });
  }
}

type Change = (file: ipc.PairFile) => ipc.PairFile;

/** The pair's mapping while it is edited. */
export function useDraft(pair: number) {
  const { data: saved, error, refetch } = useQuery(ask.mapping(pair));
  const [draft, setDraft] = useState<Draft | null>(() => DRAFTS.get(pair) ?? null);
  useEffect(() => {
    if (saved === undefined) return;
    setDraft((before) => {
      if (before === null || changes(before) === 0) return draftOf(saved);
      return { ...before, saved };
    });
  }, [saved]);
  useEffect(() => {
    if (draft !== null) DRAFTS.set(pair, draft);
  }, [pair, draft]);
  const change = useCallback(
    (how: Change) => setDraft((before) => before && edit(before, how(before.now))),
    [],
  );
  const step = useCallback(
    (how: (draft: Draft) => Draft) => setDraft((before) => before && how(before)),
    [],
  );
  return {
    draft,
    error,
    refetch,
    change,
    undo: useCallback(() => step(undo), [step]),
    redo: useCallback(() => step(redo), [step]),
    discard: useCallback(() => step(discard), [step]),
    /** What is in use is now this. */
    settled: (file: ipc.PairFile) => setDraft(draftOf(file)),
  };
}

export type Editing = ReturnType<typeof useDraft>;

/** Undo and redo by keys, but not while text is typed. */
export function useUndoKeys(editing: Pick<Editing, 'undo' | 'redo'>) {
  const { undo: back, redo: again } = editing;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      if (event.shiftKey) again();
      else back();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [back, again]);
}

/** A switch is an input too, and no text is typed into it. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.type !== 'checkbox';
}

/** What the engine says is wrong with a draft: asked a moment after the last edit. */
export function useFlaws(pair: number, draft: Draft | null): ipc.Flaw[] {
  const file = draft?.now ?? null;
  const settled = useSettled(file);
  const { data } = useQuery({
    queryKey: ['flaws', pair, settled],
    queryFn: () => (settled === null ? [] : ipc.validateMapping(pair, settled)),
    enabled: settled !== null,
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  return data ?? [];
}
