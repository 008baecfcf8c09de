import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useAddress, useGo } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import { SyncNow } from '../overview/SyncNow';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Figure } from '../parts/Figure';
import { Inspector } from '../parts/Inspector';
import { Mark } from '../parts/Mark';
import { Page } from '../parts/Page';
import { Empty, Waiting } from '../parts/State';
import table from '../parts/Table.module.css';
import { useSpeech } from '../words/WordsProvider';
import { LivePanel } from './LivePanel';
import { countsOf, durationWords, resultTone } from './line';
import { RunDetail } from './RunDetail';
import css from './Runs.module.css';

/** What runs now, and every run before it. */
export function RunsScreen() {
  const speech = useSpeech();
  const { say, moment } = speech;
  const { pair } = usePair();
  const { run: opened } = useAddress();
  const go = useGo();
  const { data, error, refetch } = useQuery(ask.runs(pair.pair));
  const number = opened === undefined ? null : Number(opened);
  return (
    <Page
      title={say('place-runs')}
      actions={<SyncNow />}
      inspector={
        <Inspector
          isOpen={number !== null}
          title={say('run-title', { run: number ?? 0 })}
          label={say('run-title', { run: number ?? 0 })}
          onClose={() => go('/runs')}
        >
          {number !== null && <RunDetail key={number} run={number} />}
        </Inspector>
      }
    >
      <div className={css.stack}>
        <LivePanel />
        {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
        {error === null && data === undefined && <Waiting rows={12} />}
        {data?.length === 0 && (
          <Empty
            icon={Play}
            title={say('runs-none')}
            action={
              <Button onPress={() => go('/preview', { make: '1' })}>{say('plan-make')}</Button>
            }
          >
            {say('runs-none-about')}
          </Empty>
        )}
        {data !== undefined && data.length > 0 && (
          <div className={css.sheet}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{say('column-started')}</th>
                  <th scope="col">{say('column-what')}</th>
                  <th scope="col">{say('column-result')}</th>
                  <th scope="col" className={table.number}>
                    {say('column-written')}
                  </th>
                  <th scope="col" className={table.number}>
                    {say('column-failed')}
                  </th>
                  <th scope="col" className={table.number}>
                    {say('column-took')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.map((line) => (
                  <tr key={line.run} data-shown={line.run === number || undefined}>
                    <td>
                      <button
                        type="button"
                        className={css.open}
                        aria-current={line.run === number ? 'true' : undefined}
                        onClick={() => go('/runs', { run: String(line.run) })}
                      >
                        {moment(line.started)}
                      </button>
                    </td>
                    <td>{say(`kind-${line.kind}`)}</td>
                    <td>
                      <span className={css.result}>
                        <Mark tone={resultTone(line)} />
                        {say(
                          line.ended === null
                            ? 'run-running'
                            : `result-${line.result ?? 'interrupted'}`,
                        )}
                      </span>
                    </td>
                    <Figure value={countsOf(line).written} />
                    <Figure value={countsOf(line).failed} />
                    <td className={table.number}>{durationWords(line, speech)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Page>
  );
}
