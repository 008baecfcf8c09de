import type { PlannedAsk, PlannedLine, PlannedPage } from '../ipc';
import { asked } from './choice';

/** Pages of a plan that are read through at most: ten thousand writes. */
export const MOST_PAGES = 100;

/** The writes of a plan that were read through. */
export interface ReadThrough {
  rows: PlannedLine[];
  /** Whether the plan has more of them. */
  more: boolean;
}

/** Reads a plan from its first write on, page by page, until its end or until nobody waits for it. */
export async function readThrough(
  planned: (ask: PlannedAsk) => Promise<PlannedPage>,
  signal?: AbortSignal,
): Promise<ReadThrough> {
  const rows: PlannedLine[] = [];
  let after: number | null = null;
  for (let page = 0; page < MOST_PAGES && !signal?.aborted; page += 1) {
    const some: PlannedPage = await planned(asked({}, after));
    rows.push(...some.rows);
    after = some.next;
    if (after === null) break;
  }
  return { rows, more: after !== null };
}
