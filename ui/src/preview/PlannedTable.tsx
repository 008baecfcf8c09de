import { memo, useEffect } from 'react';
import { useTitlesAround } from '../data/queries';
import type { Chosen, PlannedLine, Title } from '../ipc';
import { Button } from '../parts/Button';
import { Diff } from '../parts/Diff';
import { LongBody, type Place, rowAt, rowTotal } from '../parts/Long';
import table from '../parts/Table.module.css';
import { Tile } from '../parts/Tile';
import { useLong } from '../parts/useLong';
import { useFieldNames } from '../words/fields';
import { contentWords, readingWords } from '../words/values';
import { useSpeech } from '../words/WordsProvider';
import { isOut, withRow } from './choice';
import css from './Preview.module.css';

/** Of one record, as many changes as fit in a row; the rest is in its details. */
const IN_A_ROW = 3;

/** As high as a record with a change or two is. */
const ROW = 64;

const COLUMNS = 4;

interface Props {
  rows: PlannedLine[];
  /** The field that is looked at; none where all are. */
  field: string | null;
  hasMore: boolean;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
  onOpen: (row: PlannedLine, name: string) => void;
  /** The end of what is there comes into sight. */
  onEnd: () => void;
}

/** Planned writes, however many. */
export function PlannedTable(props: Props) {
  const { rows, field, hasMore, chosen, onChosen, onOpen, onEnd } = props;
  const { say } = useSpeech();
  const keyOf = (index: number) => `${rows[index]?.link}-${rows[index]?.side}`;
  const long = useLong({ count: rows.length, height: ROW, keyOf });
  const titles = useTitlesAround(
    rows.map((row) => row.link),
    long.slots.map((slot) => slot.index),
  );
  const isAtEnd = long.slots.at(-1)?.index === rows.length - 1;
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, onEnd]);
  return (
    <table className={table.fixed} aria-rowcount={hasMore ? -1 : rowTotal(rows.length)}>
      <colgroup>
        <col className={css.recordColumn} />
        <col className={css.toColumn} />
        <col />
        <col className={css.skipColumn} />
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">{say('column-record')}</th>
          <th scope="col">{say('column-to')}</th>
          <th scope="col">{say('column-changes')}</th>
          <th scope="col">
            <span className="sr-only">{say('plan-leave-out')}</span>
          </th>
        </tr>
      </thead>
      <LongBody long={long} columns={COLUMNS}>
        {(index) => {
          const row = rows[index];
          return row === undefined ? null : (
            <Planned
              row={row}
              title={titles.get(row.link)}
              field={field}
              isOut={isOut(chosen, row)}
              index={index}
              measure={long.measure}
              onSkip={() => onChosen(withRow(chosen, row))}
              onOpen={onOpen}
            />
          );
        }}
      </LongBody>
    </table>
  );
}

interface PlannedProps extends Place, Pick<Props, 'field' | 'onOpen'> {
  row: PlannedLine;
  title: Title | undefined;
  isOut: boolean;
  onSkip: () => void;
}

function Planned(props: PlannedProps) {
  const { row, title, field, isOut, onSkip, onOpen } = props;
  const { say } = useSpeech();
  const name = title?.name ?? title?.email ?? row.record?.id ?? say('record-new');
  return (
    <tr {...rowAt(props)} className={isOut ? css.outRow : undefined}>
      <td>
        <button type="button" className={css.who} onClick={() => onOpen(row, name)}>
          {name}
          <small>{title?.email ?? row.object}</small>
        </button>
      </td>
      <td>
        <Tile side={row.side} alone />
      </td>
      <td>
        <Changes row={row} field={field} />
      </td>
      <td className={table.number}>
        <Button
          kind="quiet"
          aria-label={say(isOut ? 'plan-take-in-of' : 'plan-leave-out-of', { name })}
          onPress={onSkip}
        >
          {say(isOut ? 'plan-take-in' : 'plan-leave-out')}
        </Button>
      </td>
    </tr>
  );
}

/** Drawn anew when its write changes, not when the list is scrolled. */
const Changes = memo(function Changes({ row, field }: Pick<PlannedProps, 'row' | 'field'>) {
  const speech = useSpeech();
  const { say } = speech;
  const names = useFieldNames();
  if (row.act === 'delete') return <strong>{say('act-deletes')}</strong>;
  const first = field === null ? row.changes : row.changes.filter((it) => it.field === field);
  const shown = first.slice(0, IN_A_ROW);
  const more = row.changes.length - shown.length;
  return (
    <>
      {shown.map((it) => (
        <div key={it.field} className={css.change}>
          <span>{names.of(row.side, [row.object], it.field)}</span>
          <Diff before={readingWords(it.before, speech)} after={contentWords(it.after, speech)} />
        </div>
      ))}
      {more > 0 && <div className={css.why}>{say('changes-more', { count: more })}</div>}
    </>
  );
});
