import type { AccountLine, Overview, PairOverview } from '../ipc';
import { at, SIDES, type Side } from '../parts/Tile';

/** The linked accounts of a side. */
export function accountsOf(overview: Overview, side: Side): AccountLine[] {
  return overview.accounts.filter((line) => line.side === side);
}

/** The pairs that an account takes part in. */
export function pairsOf(overview: Overview, line: AccountLine): PairOverview[] {
  return overview.pairs.filter((it) => at(it.connections, line.side) === line.connection);
}

/** Accounts that are not those of a pair: those in no pair first. */
export function othersThan(overview: Overview, pair: PairOverview): AccountLine[] {
  const others = overview.accounts.filter(
    (line) => at(pair.connections, line.side) !== line.connection,
  );
  const free = (line: AccountLine) => (pairsOf(overview, line).length === 0 ? 0 : 1);
  return others.sort((one, other) => free(one) - free(other));
}

/** The pair that two accounts are already, if they are one. */
export function pairOf(
  overview: Overview,
  hubspot: AccountLine,
  salesforce: AccountLine,
): PairOverview | null {
  const ends = { hub_spot: hubspot.connection, salesforce: salesforce.connection };
  const same = (it: PairOverview) => SIDES.every((side) => at(it.connections, side) === ends[side]);
  return overview.pairs.find(same) ?? null;
}

/** The two that a new pair most likely is of: an account that is in none, with what is left. */
export function likelyPair(overview: Overview, pair: PairOverview): Record<Side, number | null> {
  const first = (side: Side) => {
    const all = accountsOf(overview, side);
    const free = all.find((line) => pairsOf(overview, line).length === 0);
    const own = all.find((line) => line.connection === at(pair.connections, side));
    return (free ?? own ?? all[0])?.connection ?? null;
  };
  return { hub_spot: first('hub_spot'), salesforce: first('salesforce') };
}

/** A name that no pair has yet. */
export function freeName(overview: Overview, hubspot: string, salesforce: string): string {
  const taken = (name: string) => overview.pairs.some((it) => it.name === name);
  return taken(hubspot) ? `${hubspot} – ${salesforce}` : hubspot;
}
