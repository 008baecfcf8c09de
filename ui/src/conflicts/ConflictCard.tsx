import { memo, useRef, useState } from 'react';
import { PlaceLink } from '../app/go';
import type { ConflictRow, Title } from '../ipc';
import { Button } from '../parts/Button';
import { Shown } from '../parts/Diff';
import { itemAt, type Place } from '../parts/Long';
import { Chip } from '../parts/Mark';
import { at, PRODUCT, SIDES, Tile } from '../parts/Tile';
import { rowWords } from '../words/values';
import { useSpeech } from '../words/WordsProvider';
import css from './Conflicts.module.css';
import type { Decision } from './ConflictsScreen';
import { TypedValue } from './TypedValue';

interface Props extends Place {
  row: ConflictRow;
  title: Title | null;
  deciding: boolean;
  /** How many there are of its kind. */
  of: number;
  onDecide: (decision: Decision) => void;
}

/** One record's two values, when and from whom each came, and what they last agreed on. */
export const ConflictCard = memo(function ConflictCard(props: Props) {
  const { row, title, deciding, onDecide } = props;
  const { say, moment } = useSpeech();
  const end = row.records.hubspot ?? row.records.salesforce;
  const name = title?.name ?? title?.email ?? end?.id ?? '';
  const [typing, setTyping] = useState(false);
  const who = useRef<HTMLDivElement>(null);
  const close = () => {
    setTyping(false);
    who.current?.querySelector('button')?.focus();
  };
  const base = row.base.hubspot ?? row.base.salesforce;
  return (
    <li className={css.card} {...itemAt(props)}>
      <div className={css.who} ref={who}>
        <PlaceLink path="/records" search={{ what: end?.id ?? '' }}>
          {name}
        </PlaceLink>
        <small>{title?.email}</small>
        <small>
          {say('conflict-base')} <Shown value={rowWords(base)} />
        </small>
        <Button
          kind="quiet"
          isDisabled={deciding}
          aria-expanded={typing}
          aria-label={say('conflict-type-of', { name })}
          onPress={() => setTyping(!typing)}
        >
          {say('conflict-type')}
        </Button>
      </div>
      {SIDES.map((side) => {
        const time = at(row.times, side);
        const by = at(row.by, side);
        const typed = row.typed === null ? null : at(row.typed, side);
        const stands = row.decision === side || typed !== null;
        return (
          <div key={side} className={css.value}>
            <Tile side={side} alone />
            <div>
              <strong>
                <Shown value={rowWords(at(row.now, side))} />
              </strong>
              <small>{time === null ? say('conflict-when-unknown') : moment(time)}</small>
              {typed === null ? null : (
                <small>
                  {say('conflict-typed-becomes')} <Shown value={rowWords(typed)} />
                </small>
              )}
              {by === null ? null : <small>{say('conflict-by', { name: by })}</small>}
            </div>
            {stands ? (
              <Chip tone="ok">{say('conflict-stands-next')}</Chip>
            ) : (
              <Button
                isDisabled={deciding}
                aria-label={say('conflict-keep-of', {
                  side: PRODUCT[side],
                  value: rowWords(at(row.now, side)) ?? say('value-blank'),
                })}
                onPress={() => onDecide({ conflicts: [row.id], keep: side })}
              >
                {say('conflict-keep')}
              </Button>
            )}
          </div>
        );
      })}
      {typing && <TypedValue conflict={row.id} name={name} onClose={close} />}
    </li>
  );
});
