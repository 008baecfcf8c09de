import { Fragment, type ReactNode } from 'react';
import type { Long } from './useLong';

interface BodyProps {
  long: Long;
  /** How many columns the table has. */
  columns: number;
  children: (index: number) => ReactNode;
}

/** The body of a long table; each of its rows carries `rowAt`. */
export function LongBody({ long, columns, children }: BodyProps) {
  return (
    <tbody {...long.holder}>
      {long.slots.map(({ key, index, gap }) => (
        <Fragment key={key}>
          <GapRow height={gap} columns={columns} />
          {children(index)}
        </Fragment>
      ))}
      <GapRow height={long.rest} columns={columns} />
    </tbody>
  );
}

/** It is no row: nothing but the height of those that are not drawn. */
function GapRow({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

/** Where a row or an item of a long list is, and what measures it. */
export interface Place {
  index: number;
  measure: Long['measure'];
}

/** What a row of a long table carries; who hears it is told its number, and the head is the first. */
export const rowAt = ({ index, measure }: Place) => ({
  ref: measure,
  'data-index': index,
  'aria-rowindex': index + 2,
});

/** How many rows a table has for who hears it, with its head. */
export const rowTotal = (count: number) => count + 1;

interface ListProps {
  long: Long;
  label?: string;
  children: (index: number) => ReactNode;
}

/** A long list; each of its items carries `itemAt`. */
export function LongList({ long, label, children }: ListProps) {
  return (
    <ul {...long.holder} aria-label={label}>
      {long.slots.map(({ key, index, gap }) => (
        <Fragment key={key}>
          {gap > 0 && <li aria-hidden style={{ height: gap }} />}
          {children(index)}
        </Fragment>
      ))}
      {long.rest > 0 && <li aria-hidden style={{ height: long.rest }} />}
    </ul>
  );
}

/** What an item of a long list carries; who hears it is told where it stands in the whole list. */
export const itemAt = ({ index, measure, of }: Place & { of: number }) => ({
  ref: measure,
  'data-index': index,
  'aria-posinset': index + 1,
  'aria-setsize': of,
});
