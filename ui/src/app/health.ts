import type { Activity, PairOverview } from '../ipc';
import type { Tone } from '../parts/Mark';
import type { Speech } from '../words/WordsProvider';

/** How a pair is: what the last run came to, and what goes on now. Always both. */
export interface Health {
  tone: Tone;
  now: string;
  /** With when it was. */
  last: string;
  /** Both in a few words. */
  both: string;
}

/** Health in words. Green only after a run that finished well, and only while nothing is stopped. */
export function healthOf(pair: PairOverview, speech: Speech): Health {
  const now = nowWords(pair.now, speech);
  const result = resultWords(pair, speech);
  const at = pair.last === null ? null : speech.moment(pair.last.ended ?? pair.last.started);
  return {
    tone: toneOf(pair),
    now,
    last: at === null ? result : speech.say('last-at', { at, result }),
    both: speech.say('health-both', { now, result }),
  };
}

function toneOf(pair: PairOverview): Tone {
  switch (pair.now.now) {
    case 'stopped':
    case 'setback':
      return 'err';
    case 'running':
      return 'run';
    case 'paused':
      return isWell(pair) ? 'off' : 'warn';
    case 'by_hand':
    case 'waiting':
      if (pair.last === null) return 'off';
      return isWell(pair) ? 'ok' : 'warn';
  }
}

/** A run that could not read an object finished, and is no success (P1). */
function isWell(pair: PairOverview): boolean {
  return pair.errors === 0 && pair.unread.length === 0 && !endedBadly(pair);
}

function endedBadly(pair: PairOverview): boolean {
  const result = pair.last?.result ?? null;
  return pair.last !== null && result !== 'done' && result !== 'planned';
}

/** What goes on now, in words. */
export function nowWords(now: Activity, { say, moment }: Speech): string {
  switch (now.now) {
    case 'running':
      return say(`now-running-${now.under_way.work}`);
    case 'waiting':
      return now.next_at === null
        ? say('now-waiting')
        : say('now-next', { at: moment(now.next_at) });
    case 'setback':
      return say('now-setback', { at: moment(now.next_at) });
    case 'paused':
      return now.until === null
        ? say('now-paused')
        : say('now-paused-until', { at: moment(now.until) });
    case 'by_hand':
      return say('now-by-hand');
    case 'stopped':
      return say('now-stopped');
  }
}

function resultWords(pair: PairOverview, { say }: Speech): string {
  if (pair.last === null) return say('last-never');
  const result = pair.last.result ?? 'interrupted';
  // A run that did not come to its end is told before what earlier ones left.
  const ended = result === 'done' || result === 'some_failed' || result === 'planned';
  if (ended && pair.errors > 0) return say('last-errors', { count: pair.errors });
  if (ended && pair.unread.length > 0) return say('last-unread', { count: pair.unread.length });
  return say('last-result', { result: say(`result-${result}`) });
}
