import type { Both, Side } from '../ipc';
import css from './Tile.module.css';

export type { Side };

/** Both sides, HubSpot left, as everywhere in the window. */
export const SIDES: readonly Side[] = ['hub_spot', 'salesforce'];

/** A product's own name; names are not translated. */
export const PRODUCT: Record<Side, string> = { hub_spot: 'HubSpot', salesforce: 'Salesforce' };

const LETTERS: Record<Side, string> = { hub_spot: 'HS', salesforce: 'SF' };

/** What belongs to a side. */
export function at<T>(both: Both<T>, side: Side): T {
  return side === 'hub_spot' ? both.hubspot : both.salesforce;
}

/** The letter tile of a side. Its full name is read out, so it may stand alone. */
export function Tile({ side, alone = false }: { side: Side; alone?: boolean }) {
  const label = alone ? { role: 'img', 'aria-label': PRODUCT[side] } : { 'aria-hidden': true };
  return (
    <span className={`${css.tile} ${css[side]}`} title={PRODUCT[side]} {...label}>
      {LETTERS[side]}
    </span>
  );
}
