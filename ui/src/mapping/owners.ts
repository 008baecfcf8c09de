import type { OwnerRow } from '../ipc';

const nameOf = (row: OwnerRow) => row.hubspot?.name ?? row.salesforce?.name ?? '';

/**
 * Owners by name, as the language sorts names, within what the engine puts together: those that need
 * somebody come first, and of those the ones that HubSpot does not have come last.
 */
export function byName(
  rows: readonly OwnerRow[],
  compare: (one: string, other: string) => number,
): OwnerRow[] {
  const kinds = [...new Set(rows.map(kindOf))];
  return kinds.flatMap((kind) =>
    rows
      .filter((row) => kindOf(row) === kind)
      .sort((one, other) => compare(nameOf(one), nameOf(other))),
  );
}

const kindOf = (row: OwnerRow) => `${row.tie} ${row.hubspot === null}`;
