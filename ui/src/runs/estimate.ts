/** Rows that were sent, and when that was so. */
export interface Mark {
  /** In milliseconds. */
  at: number;
  done: number;
}

/** With fewer rows nothing is said: the first batch tells little of the others. */
const ENOUGH = 25;

/** Seconds until the rest is sent, at the pace since the beginning; null while that is not known. */
export function secondsLeft(begun: Mark, now: Mark, left: number): number | null {
  const done = now.done - begun.done;
  const took = now.at - begun.at;
  if (done < ENOUGH || took <= 0) return null;
  return Math.ceil((left * took) / done / 1000);
}
