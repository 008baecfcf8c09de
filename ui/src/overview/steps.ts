import type { Path } from '../app/places';
import type { Overview, PairOverview } from '../ipc';

/** A step of setting up; its words are `setup-NAME`. */
export interface Step {
  name: 'linked' | 'written' | 'errors' | 'conflicts' | 'kept';
  done: boolean;
  /** Where it is done. */
  path: Path;
}

/** The steps until a pair runs by itself, in their order. */
export function stepsOf(overview: Overview, pair: PairOverview): Step[] {
  const sides = new Set(overview.accounts.map((line) => line.side));
  const wrote = pair.last?.result === 'done' || pair.last?.result === 'some_failed';
  return [
    { name: 'linked', done: sides.size === 2, path: '/accounts' },
    { name: 'written', done: wrote, path: '/preview' },
    { name: 'errors', done: wrote && pair.errors === 0, path: '/errors' },
    { name: 'conflicts', done: wrote && pair.conflicts === 0, path: '/conflicts' },
    { name: 'kept', done: wrote && pair.now.now !== 'paused', path: '/' },
  ];
}

/** Whether setting up is behind: then errors and conflicts are daily work, and no step. */
export function isSetUp(steps: Step[]): boolean {
  return steps.every((step) => step.done || step.name === 'errors' || step.name === 'conflicts');
}
