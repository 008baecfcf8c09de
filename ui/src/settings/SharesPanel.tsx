import { useQuery } from '@tanstack/react-query';
import { ask, useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Choice } from '../parts/Choice';
import { Fault } from '../parts/Fault';
import { NumberBox } from '../parts/NumberBox';
import { Panel } from '../parts/Panel';
import { Waiting } from '../parts/State';
import table from '../parts/Table.module.css';
import { PRODUCT, Tile } from '../parts/Tile';
import { useToast } from '../parts/Toast';
import { type Speech, useSpeech } from '../words/WordsProvider';
import css from './Settings.module.css';

const WAYS: readonly ipc.ApiShare['by'][] = ['usual', 'percent', 'calls'];

/** Calls that are offered where the budget is not known yet. */
const SOME_CALLS = 10_000;

/** How much of each vendor's day is ours. */
export function SharesPanel() {
  const { say } = useSpeech();
  const { data, error, refetch } = useQuery(ask.apiShares());
  return (
    <Panel title={say('shares-title')}>
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Waiting rows={2} />}
      {data !== undefined && (
        <div className={css.parts}>
          {data.map((line) => (
            <OneShare key={line.connection} line={line} />
          ))}
          <p className={css.about}>{say('shares-about')}</p>
        </div>
      )}
    </Panel>
  );
}

function OneShare({ line }: { line: ipc.ShareLine }) {
  const { say, count, percent } = useSpeech();
  const toast = useToast();
  const keep = useOrder((share: ipc.ApiShare) => ipc.setApiShare(line.connection, share));
  const { share } = line;
  const set = (next: ipc.ApiShare) =>
    keep.mutate(next, { onSuccess: () => toast(say('settings-saved')) });
  const pick = (by: ipc.ApiShare['by']) => {
    if (by === 'usual') set({ by });
    if (by === 'percent') set({ by, percent: line.usual_percent });
    if (by === 'calls') set({ by, calls: line.budget ?? SOME_CALLS });
  };
  const used = count(line.used);
  return (
    <section className={css.share} aria-label={`${PRODUCT[line.side]}: ${line.name}`}>
      <h3>
        <Tile side={line.side} />
        {line.name}
      </h3>
      {keep.error !== null && <Fault thrown={keep.error} />}
      <div className={css.choices}>
        <Choice
          label={say('shares-ours')}
          value={share.by}
          options={WAYS.map((value) => ({
            value,
            label: say(`share-${value}`, { part: percent(line.usual_percent / 100) }),
          }))}
          onChange={pick}
        />
        {share.by === 'percent' && (
          <NumberBox
            label={say('shares-percent')}
            value={share.percent}
            least={1}
            most={100}
            onChange={(next) => set({ by: 'percent', percent: next })}
          />
        )}
        {share.by === 'calls' && (
          <NumberBox
            label={say('shares-calls')}
            value={share.calls}
            least={2}
            onChange={(calls) => set({ by: 'calls', calls })}
          />
        )}
      </div>
      <p className={css.about}>
        {line.budget === null
          ? say('shares-used', { used })
          : say('shares-used-of', { used, budget: count(line.budget) })}
      </p>
      <SlowClocks costs={line.slow_clocks} />
    </section>
  );
}

/** What the regular checks cost besides the changes. */
function SlowClocks({ costs }: { costs: ipc.ClockCost[] }) {
  const { say, count, moment } = useSpeech();
  if (costs.length === 0) return <p className={css.about}>{say('clock-none')}</p>;
  const calls = costs.reduce((sum, it) => sum + it.a_day, 0);
  return (
    <details>
      <summary>{say('clocks-sum', { calls: count(calls) })}</summary>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{say('clocks-what')}</th>
            <th scope="col">{say('clocks-often')}</th>
            <th scope="col">{say('clocks-last')}</th>
            <th scope="col" className={table.number}>
              {say('clocks-calls')}
            </th>
            <th scope="col" className={table.number}>
              {say('clocks-day')}
            </th>
          </tr>
        </thead>
        <tbody>
          {costs.map((it) => (
            <tr key={it.clock}>
              <td>{say(`clock-${it.clock}`)}</td>
              <td>{often(it.every, say)}</td>
              <td>{it.at === null ? say('clocks-soon') : moment(it.at)}</td>
              <td className={table.number}>{count(it.calls)}</td>
              <td className={table.number}>{count(it.a_day)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const HOUR = 3_600;

function often(seconds: number, say: Speech['say']): string {
  if (seconds === HOUR) return say('clock-every-hour');
  if (seconds === 24 * HOUR) return say('clock-every-day');
  if (seconds === 7 * 24 * HOUR) return say('clock-every-week');
  return say('clock-every-minutes', { minutes: seconds / 60 });
}
