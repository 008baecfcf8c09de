import { useQuery } from '@tanstack/react-query';
import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type { SpentDay } from '../ipc';
import { Chart } from '../parts/Chart';
import { Panel } from '../parts/Panel';
import { Share } from '../parts/Share';
import table from '../parts/Table.module.css';
import { at, PRODUCT, SIDES, type Side, Tile } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Overview.module.css';

/** The calls of both sides: today's and where our share ends, others' use, and the days before. */
export function CallsPanel() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { data } = useQuery(ask.spending(pair.pair));
  return (
    <Panel
      title={say('overview-calls')}
      aside={<PlaceLink path="/settings">{say('calls-change')}</PlaceLink>}
    >
      <div className={css.calls}>
        {SIDES.map((side) => (
          <Today key={side} side={side} />
        ))}
        {data !== undefined && data.days.length > 0 && <Days days={data.days} />}
      </div>
    </Panel>
  );
}

function Today({ side }: { side: Side }) {
  const { say, count, percent } = useSpeech();
  const { pair } = usePair();
  const { data, error } = useQuery(ask.spending(pair.pair));
  const calls = at(pair.calls, side);
  const share = calls?.budget ? calls.used / calls.budget : null;
  const vendor = data === undefined ? null : at(data.everybody, side);
  return (
    <div>
      <h3>
        <Tile side={side} />
        {PRODUCT[side]}
      </h3>
      <p>
        <span className={css.big}>{count(calls?.used ?? 0)}</span>{' '}
        {calls?.budget != null && say('calls-of', { budget: calls.budget })}
      </p>
      {share !== null && (
        <div className={css.bar}>
          <Share of={share} label={say('calls-share', { side: PRODUCT[side] })} />
          <span>{percent(share)}</span>
        </div>
      )}
      <p className={css.quiet}>
        {vendor?.used == null
          ? say(
              data === undefined && error === null
                ? 'calls-others-reading'
                : 'calls-others-unknown',
            )
          : say('calls-others', {
              others: count(Math.max(0, vendor.used - (calls?.used ?? 0))),
              most: vendor.most === null ? say('account-unknown') : count(vendor.most),
            })}
      </p>
      <p className={css.quiet}>{say(calls?.budget == null ? 'calls-no-limit' : 'calls-stop')}</p>
    </div>
  );
}

/** As many days as there are bars for. */
const BARS = 30;

/** A bar for each day and side; the table below says the same. */
function Days({ days }: { days: SpentDay[] }) {
  const { say, count, day } = useSpeech();
  const shown = days.slice(-BARS);
  return (
    <Chart
      title={say('calls-days')}
      legend={SIDES.map((side) => ({ tone: side, words: PRODUCT[side] }))}
      form="beside"
      bars={shown.map((it) => ({
        key: it.day,
        at: day(it.day),
        parts: SIDES.map((side) => ({ tone: side, value: at(it.calls, side) })),
      }))}
    >
      <details>
        <summary>{say('calls-as-table')}</summary>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('calls-day')}</th>
              {SIDES.map((side) => (
                <th key={side} scope="col" className={table.number}>
                  {PRODUCT[side]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...shown].reverse().map((it) => (
              <tr key={it.day}>
                <td>{day(it.day)}</td>
                {SIDES.map((side) => (
                  <td key={side} className={table.number}>
                    {count(at(it.calls, side))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Chart>
  );
}
