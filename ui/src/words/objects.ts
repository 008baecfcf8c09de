import type { Speech } from './WordsProvider';

/** An object mapping by the names of both sides; one of an unknown object keeps its own name. */
export function objectWords(mapping: string, say: Speech['say']): string {
  const id = `object-${mapping}`;
  const words = say(id);
  return words === id ? mapping : words;
}

/** So many records of an object, without the number: a contact, contacts. */
export function countedWords(object: string, count: number, { say, has }: Speech): string {
  const id = `counted-${object}`;
  return has(id) ? say(id, { count }) : object;
}
