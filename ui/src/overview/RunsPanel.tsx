import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type { RunLine } from '../ipc';
import { Fault } from '../parts/Fault';
import { Figure } from '../parts/Figure';
import { Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { Empty, Waiting } from '../parts/State';
import table from '../parts/Table.module.css';
import { countsOf, durationWords, resultTone } from '../runs/line';
import { BARS, RunsChart } from '../runs/RunsChart';
import { useSpeech } from '../words/WordsProvider';
import css from './Overview.module.css';

/** As many runs as are told in words. */
const ROWS = 5;

/** The last runs: how much each wrote as bars, and the newest in words. */
export function RunsPanel() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { data, error, refetch } = useQuery(ask.runs(pair.pair));
  return (
    <Panel
      title={say('overview-runs')}
      aside={<PlaceLink path="/runs">{say('show-all')}</PlaceLink>}
      rows
    >
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Waiting rows={ROWS} />}
      {data?.length === 0 && (
        <Empty icon={Play} title={say('runs-none')}>
          {say('runs-none-about')}
        </Empty>
      )}
      {data !== undefined && data.length > 0 && (
        <>
          <div className={css.chart}>
            <RunsChart runs={data}>
              <AsTable runs={data} />
            </RunsChart>
          </div>
          <Newest runs={data.slice(0, ROWS)} />
        </>
      )}
    </Panel>
  );
}

/** The same figures as the bars, in words. */
function AsTable({ runs }: { runs: RunLine[] }) {
  const { say, moment } = useSpeech();
  return (
    <details>
      <summary>{say('calls-as-table')}</summary>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{say('column-started')}</th>
            <th scope="col" className={table.number}>
              {say('column-written')}
            </th>
            <th scope="col" className={table.number}>
              {say('column-failed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.slice(0, BARS).map((run) => (
            <tr key={run.run}>
              <td>{moment(run.started)}</td>
              <Figure value={countsOf(run).written} />
              <Figure value={countsOf(run).failed} />
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Newest({ runs }: { runs: RunLine[] }) {
  const speech = useSpeech();
  const { say, moment } = speech;
  return (
    <table className={table.table}>
      <caption className="sr-only">{say('overview-runs')}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{say('column-started')}</th>
          <th scope="col">{say('column-result')}</th>
          <th scope="col">{say('column-took')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.run}>
            <td>
              <PlaceLink path="/runs" search={{ run: String(run.run) }}>
                {moment(run.started)}
              </PlaceLink>
            </td>
            <td>
              <span className={css.bar}>
                <Mark tone={resultTone(run)} />
                {say('run-wrote', countsOf(run))}
              </span>
            </td>
            <td className={table.number}>{durationWords(run, speech)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
