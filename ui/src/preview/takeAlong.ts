import type { PlannedAsk, PlannedLine, PlannedPage } from '../ipc';
import { csv } from '../words/csv';
import { contentWords, readingWords } from '../words/values';
import type { Speech } from '../words/WordsProvider';
import { readThrough } from './pages';

/** A plan for a spreadsheet. */
export interface Taken {
  text: string;
  /** Writes that are in it. */
  writes: number;
  /** Whether the plan has more of them: a clipboard does not bear all of a long one. */
  more: boolean;
}

/** The writes of a plan, a line for each value, and whether these are all. */
export async function takeAlong(
  planned: (ask: PlannedAsk) => Promise<PlannedPage>,
  speech: Speech,
): Promise<Taken> {
  const head = ['link', 'side', 'object', 'id', 'act', 'field', 'before', 'after', 'rule'];
  const { rows, more } = await readThrough(planned);
  const lines = rows.flatMap((row) => linesOf(row, speech));
  return { text: csv([head, ...lines]), writes: rows.length, more };
}

function linesOf(row: PlannedLine, speech: Speech): (string | number | null)[][] {
  const of = [row.link, row.side, row.object, row.record?.id ?? null, row.act];
  if (row.changes.length === 0) return [[...of, null, null, null, null]];
  return row.changes.map((it) => {
    const values = [readingWords(it.before, speech), contentWords(it.after, speech)];
    return [...of, it.field, ...values, it.rule];
  });
}
