import { useQuery } from '@tanstack/react-query';
import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { ask, useTitles } from '../data/queries';
import type { ErrorLine, ErrorRow } from '../ipc';
import { Button } from '../parts/Button';
import { Shown } from '../parts/Diff';
import { Fault } from '../parts/Fault';
import { Facts } from '../parts/Panel';
import { Waiting } from '../parts/State';
import table from '../parts/Table.module.css';
import { rowWords } from '../words/values';
import { useSpeech } from '../words/WordsProvider';
import { causeWords, menderOf, remedyWords } from './cause';
import css from './Errors.module.css';

/** As many records as are looked at in a list; the others are alike. */
const MOST = 200;

interface Props {
  line: ErrorLine;
  retrying: boolean;
  onRetry: () => void;
}

/** One cause: what, why, who, the remedy, the vendor's words, and the records. */
export function ErrorGroup({ line, retrying, onRetry }: Props) {
  const speech = useSpeech();
  const { say, moment } = speech;
  const { pair } = usePair();
  const { data, error, refetch } = useQuery(ask.errorRows(pair.pair, line.group));
  const next = line.next_retry;
  return (
    <section className={css.group} aria-label={causeWords(line, speech)}>
      <div className={css.head}>
        <h2>{causeWords(line, speech)}</h2>
        <Button kind="primary" isPending={retrying} onPress={onRetry}>
          {say('errors-retry', { count: line.items })}
        </Button>
      </div>
      <Facts
        facts={[
          [say('error-fix'), remedyWords(line, speech)],
          [say('error-who'), say(`mender-${menderOf(line)}`)],
          [say('error-field'), <code key="field">{line.field ?? say('none')}</code>],
          [say('error-since'), moment(line.first_at)],
          [say('error-next'), next === null ? say('error-next-none') : moment(next)],
        ]}
      />
      {line.provider_text !== '' && (
        <div className={css.verbatim}>
          <span>{say('fault-vendor-said')}</span>
          <code>{line.provider_text}</code>
        </div>
      )}
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Waiting rows={Math.min(8, line.items)} />}
      {data !== undefined && <Rows rows={data.slice(0, MOST)} />}
      {data !== undefined && data.length > MOST && (
        <p>{say('list-cut', { shown: MOST, count: data.length })}</p>
      )}
    </section>
  );
}

function Rows({ rows }: { rows: ErrorRow[] }) {
  const { say, count, moment } = useSpeech();
  const titles = useTitles(rows.map((row) => row.link));
  return (
    <div className={css.rows}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{say('column-record')}</th>
            <th scope="col">{say('column-value')}</th>
            <th scope="col" className={table.number}>
              {say('column-tries')}
            </th>
            <th scope="col">{say('column-next')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const title = titles.get(row.link);
            const at = row.records.hubspot ?? row.records.salesforce;
            return (
              <tr key={row.id}>
                <td>
                  <PlaceLink path="/records" search={{ what: at?.id ?? '' }}>
                    {title?.name ?? title?.email ?? at?.id ?? say('record-new')}
                  </PlaceLink>
                  <span className={table.second}>{title?.email}</span>
                </td>
                <td>{row.value === null ? '' : <Shown value={rowWords(row.value)} />}</td>
                <td className={table.number}>{count(row.attempts)}</td>
                <td>{row.next_retry === null ? say('error-next-none') : moment(row.next_retry)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
