import type { Speech } from './WordsProvider';

/** An object mapping by the names of both sides; one of an unknown object keeps its own name. */
export function objectWords(mapping: string, say: Speech['say']): string {
  const id = `object-${mapping}`;
  const words = say(id);
  return words === id ? mapping : words;
}
