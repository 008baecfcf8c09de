import type { RunLine } from '../ipc';
import type { Tone } from '../parts/Mark';
import type { Speech } from '../words/WordsProvider';

/** The figures of a run's row. A run of an older version may lack some: they are none then. */
export interface RunCounts extends Record<string, number> {
  written: number;
  failed: number;
  planned: number;
}

function sum(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((total, part) => total + sum(part), 0);
}

/** What a run wrote and what failed, both sides together. */
export function countsOf(run: RunLine): RunCounts {
  const counts: Record<string, unknown> =
    typeof run.counts === 'object' && run.counts !== null && !Array.isArray(run.counts)
      ? (run.counts as Record<string, unknown>)
      : {};
  return {
    written: sum(counts.written),
    failed: sum(counts.failed),
    planned: sum(counts.creates) + sum(counts.updates) + sum(counts.deletes),
  };
}

/** How a run ended, as a shape. */
export function resultTone(run: RunLine): Tone {
  if (run.ended === null) return 'run';
  switch (run.result) {
    case 'done':
      return 'ok';
    case 'planned':
      return 'off';
    case 'some_failed':
    case 'braked':
    case 'outdated':
    case 'interrupted':
      return 'warn';
    default:
      return 'err';
  }
}

/** How long a run took, or that it runs. */
export function durationWords(run: RunLine, { say }: Speech): string {
  if (run.ended === null) return say('run-running');
  const seconds = Math.round((Date.parse(run.ended) - Date.parse(run.started)) / 1000);
  if (seconds < 60) return say('took-seconds', { seconds });
  return say('took-minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
