import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useGo } from '../app/go';
import { useTitles } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Diff } from '../parts/Diff';
import { Fault } from '../parts/Fault';
import { FieldName } from '../parts/FieldName';
import { Facts } from '../parts/Panel';
import { Empty, Waiting } from '../parts/State';
import table from '../parts/Table.module.css';
import { PRODUCT, Tile } from '../parts/Tile';
import { useFieldNames } from '../words/fields';
import { countedWords } from '../words/objects';
import { contentWords, readingWords } from '../words/values';
import { useSpeech } from '../words/WordsProvider';
import { isOut, withRow } from './choice';
import type { Wanted } from './Groups';
import css from './Preview.module.css';

/** Of one record, as many changes as fit in a row; the rest is in its details. */
const IN_A_ROW = 3;

interface Props {
  pair: number;
  wanted: Wanted;
  chosen: ipc.Chosen;
  onChosen: (chosen: ipc.Chosen) => void;
  /** Only this record is to be written. */
  onTry: (link: number) => void;
}

/** The records of the part that is looked at, each with its old and its new values. */
export function PlannedRecords({ pair, wanted, chosen, onChosen, onTry }: Props) {
  const { say } = useSpeech();
  const [opened, setOpened] = useState<ipc.PlannedLine | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['planned', pair, wanted],
    queryFn: ({ pageParam }) => ipc.planned(pair, askOf(wanted, pageParam)),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const titles = useTitles(rows.map((row) => row.link));
  const nameOf = (row: ipc.PlannedLine) => {
    const title = titles.get(row.link);
    return title?.name ?? title?.email ?? row.record?.id ?? say('record-new');
  };
  return (
    <section className={css.records} aria-label={say('plan-records')}>
      {query.error !== null && <Fault thrown={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Waiting rows={12} />}
      {query.isSuccess && rows.length === 0 && <Empty title={say('plan-none-here')} />}
      {rows.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('column-record')}</th>
              <th scope="col">{say('column-to')}</th>
              <th scope="col">{say('column-changes')}</th>
              <th scope="col">
                <span className="sr-only">{say('plan-leave-out')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={`${row.link}-${row.side}`}
                className={isOut(chosen, row) ? css.outRow : undefined}
              >
                <td style={{ width: '26%' }}>
                  <button type="button" className={css.who} onClick={() => setOpened(row)}>
                    {nameOf(row)}
                    <small>{titles.get(row.link)?.email ?? row.object}</small>
                  </button>
                </td>
                <td style={{ width: 48 }}>
                  <Tile side={row.side} alone />
                </td>
                <td>
                  <Changes row={row} field={wanted.field ?? null} />
                </td>
                <td className={table.number}>
                  <Button
                    kind="quiet"
                    aria-label={say(isOut(chosen, row) ? 'plan-take-in-of' : 'plan-leave-out-of', {
                      name: nameOf(row),
                    })}
                    onPress={() => onChosen(withRow(chosen, row))}
                  >
                    {say(isOut(chosen, row) ? 'plan-take-in' : 'plan-leave-out')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && (
        <p className={css.more}>
          <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            {say('show-more')}
          </Button>
        </p>
      )}
      {opened !== null && (
        <Detail
          row={opened}
          name={nameOf(opened)}
          onTry={() => {
            setOpened(null);
            onTry(opened.link);
          }}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
}

function askOf(wanted: Wanted, after: number | null): ipc.PlannedAsk {
  return {
    mapping: wanted.mapping ?? null,
    side: wanted.side ?? null,
    act: wanted.act ?? null,
    field: wanted.field ?? null,
    after,
  };
}

function Changes({ row, field }: { row: ipc.PlannedLine; field: string | null }) {
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
}

interface DetailProps {
  row: ipc.PlannedLine;
  name: string;
  onTry: () => void;
  onClose: () => void;
}

/** Everything that one record gets, with the rule that decided each value. */
function Detail({ row, name, onTry, onClose }: DetailProps) {
  const speech = useSpeech();
  const { say } = speech;
  const go = useGo();
  const names = useFieldNames();
  const from = row.side === 'hub_spot' ? 'salesforce' : 'hub_spot';
  return (
    <Dialog
      title={name}
      isOpen
      onClose={onClose}
      place="right"
      foot={
        <>
          {row.record !== null && (
            <Button onPress={() => go('/records', { what: row.record?.id ?? '' })}>
              {say('record-open')}
            </Button>
          )}
          <Button kind="primary" onPress={onTry}>
            {say('plan-try')}
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          [say('column-to'), `${PRODUCT[row.side]} ${row.object}`],
          [
            say('column-what'),
            say(`group-${row.act}`, {
              object: countedWords(row.object, 1, speech),
              side: PRODUCT[row.side],
            }),
          ],
        ]}
      />
      {row.changes.map((it) => (
        <div key={it.field}>
          <h3>
            <FieldName side={row.side} objects={[row.object]} field={it.field} />
          </h3>
          <Diff before={readingWords(it.before, speech)} after={contentWords(it.after, speech)} />
          <p className={css.why}>
            {say('change-why', {
              rule: say(`rule-${it.rule}`),
              ruling: say(`ruling-${it.ruling}`),
              field: names.full(from, names.objects(row.mapping, from), it.source_field),
            })}
          </p>
        </div>
      ))}
    </Dialog>
  );
}
