import type { PlannedAsk, PlannedPage } from '../ipc';
import { csv } from '../words/csv';
import { contentWords, readingWords } from '../words/values';
import type { Speech } from '../words/WordsProvider';

/** Pages of a plan that are copied at most: ten thousand writes. A clipboard bears no more. */
export const MOST_PAGES = 100;

/** A plan for a spreadsheet. */
export interface Taken {
  text: string;
  /** Writes that are in it. */
  writes: number;
  /** Whether the plan has more of them. */
  more: boolean;
}

type Row = PlannedPage['rows'][number];

/** The writes of a plan, a line for each value, and whether these are all. */
export async function takeAlong(
  planned: (ask: PlannedAsk) => Promise<PlannedPage>,
  speech: Speech,
): Promise<Taken> {
  const head = ['link', 'side', 'object', 'id', 'act', 'field', 'before', 'after', 'rule'];
  const rows: Row[] = [];
  let after: number | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const some: PlannedPage = await planned({ after });
    rows.push(...some.rows);
    after = some.next;
    if (after === null) break;
  }
  const lines = rows.flatMap((row) => linesOf(row, speech));
  return { text: csv([head, ...lines]), writes: rows.length, more: after !== null };
}

function linesOf(row: Row, speech: Speech): (string | number | null)[][] {
  const of = [row.link, row.side, row.object, row.record?.id ?? null, row.act];
  if (row.changes.length === 0) return [[...of, null, null, null, null]];
  return row.changes.map((it) => {
    const values = [readingWords(it.before, speech), contentWords(it.after, speech)];
    return [...of, it.field, ...values, it.rule];
  });
}
