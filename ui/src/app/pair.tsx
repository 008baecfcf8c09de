import { createContext, type ReactNode, use } from 'react';
import type { AccountLine, Overview, PairOverview } from '../ipc';
import { at, type Side } from '../parts/Tile';

/** The pair that the window looks at, and what is known of its accounts. */
export interface ChosenPair {
  overview: Overview;
  pair: PairOverview;
  /** Looks at another pair. */
  choose: (pair: number) => void;
}

const PairContext = createContext<ChosenPair | null>(null);

export function PairProvider({ chosen, children }: { chosen: ChosenPair; children: ReactNode }) {
  return <PairContext value={chosen}>{children}</PairContext>;
}

/** The pair that the window looks at. */
export function usePair(): ChosenPair {
  const chosen = use(PairContext);
  if (chosen === null) throw new Error('usePair outside PairProvider');
  return chosen;
}

/** The account of one side of a pair. */
export function accountOf(overview: Overview, pair: PairOverview, side: Side): AccountLine | null {
  const connection = at(pair.connections, side);
  return overview.accounts.find((line) => line.connection === connection) ?? null;
}
