import { memo } from 'react';
import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { useOrder, useTitlesAround } from '../data/queries';
import { type ErrorRow, retryError, type Title } from '../ipc';
import { Button } from '../parts/Button';
import { Shown } from '../parts/Diff';
import { Fault } from '../parts/Fault';
import { LongBody, type Place, rowAt, rowTotal } from '../parts/Long';
import table from '../parts/Table.module.css';
import { useToast } from '../parts/Toast';
import { useLong } from '../parts/useLong';
import { rowWords } from '../words/values';
import { useSpeech } from '../words/WordsProvider';
import css from './Errors.module.css';

/** As high as a row with a name and an address is. */
const ROW = 45;

const COLUMNS = 5;

/** The records of a cause, however many, each with a word to try it again. */
export function FailedRecords({ rows }: { rows: ErrorRow[] }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const toast = useToast();
  const retry = useOrder((error: number) => retryError(pair.pair, error));
  const again = (error: number) =>
    retry.mutate(error, { onSuccess: (count) => toast(say('errors-again', { count })) });
  return (
    <div className={css.rows}>
      {retry.error !== null && <Fault thrown={retry.error} />}
      <Records rows={rows} isWaiting={retry.isPending} onRetry={again} />
    </div>
  );
}

interface RecordsProps {
  rows: ErrorRow[];
  /** An order is being carried out. */
  isWaiting: boolean;
  onRetry: (error: number) => void;
}

function Records({ rows, isWaiting, onRetry }: RecordsProps) {
  const long = useLong({
    count: rows.length,
    height: ROW,
    keyOf: (index) => rows[index]?.id ?? index,
  });
  const titles = useTitlesAround(
    rows.map((row) => row.link),
    long.slots.map((slot) => slot.index),
  );
  return (
    <table className={table.fixed} aria-rowcount={rowTotal(rows.length)}>
      <colgroup>
        <col className={css.record} />
        <col />
        <col className={css.tries} />
        <col className={css.next} />
        <col className={css.again} />
      </colgroup>
      <Head />
      <LongBody long={long} columns={COLUMNS}>
        {(index) => {
          const row = rows[index];
          return row === undefined ? null : (
            <Failed
              row={row}
              title={titles.get(row.link)}
              index={index}
              measure={long.measure}
              isWaiting={isWaiting}
              onRetry={onRetry}
            />
          );
        }}
      </LongBody>
    </table>
  );
}

function Head() {
  const { say } = useSpeech();
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">{say('column-record')}</th>
        <th scope="col">{say('column-value')}</th>
        <th scope="col" className={table.number}>
          {say('column-tries')}
        </th>
        <th scope="col">{say('column-next')}</th>
        <th scope="col">
          <span className="sr-only">{say('error-retry-one')}</span>
        </th>
      </tr>
    </thead>
  );
}

interface FailedProps extends Place, Omit<RecordsProps, 'rows'> {
  row: ErrorRow;
  title: Title | undefined;
}

const Failed = memo(function Failed(props: FailedProps) {
  const { row, title, isWaiting, onRetry } = props;
  const { say, count, moment } = useSpeech();
  const end = row.records.hubspot ?? row.records.salesforce;
  const name = title?.name ?? title?.email ?? end?.id ?? say('record-new');
  return (
    <tr {...rowAt(props)}>
      <td>
        <PlaceLink path="/records" search={{ what: end?.id ?? '' }}>
          {name}
        </PlaceLink>
        <span className={table.second}>{title?.email}</span>
      </td>
      <td>{row.value === null ? '' : <Shown value={rowWords(row.value)} />}</td>
      <td className={table.number}>{count(row.attempts)}</td>
      <td>{row.next_retry === null ? say('error-next-none') : moment(row.next_retry)}</td>
      <td className={table.number}>
        <Button
          aria-label={say('error-retry-of', { name })}
          isDisabled={isWaiting}
          onPress={() => onRetry(row.id)}
        >
          {say('error-retry-one')}
        </Button>
      </td>
    </tr>
  );
});
