import { Play } from 'lucide-react';
import { useAddress, useGo } from '../app/go';
import { usePair } from '../app/pair';
import { SyncNow } from '../overview/SyncNow';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Inspector } from '../parts/Inspector';
import { Page } from '../parts/Page';
import { Empty, Waiting } from '../parts/State';
import { useSpeech } from '../words/WordsProvider';
import { FlowPanel } from './FlowPanel';
import { LivePanel } from './LivePanel';
import { RunDetail } from './RunDetail';
import css from './Runs.module.css';
import { RunsChart } from './RunsChart';
import { RunTable } from './RunTable';
import { useRuns } from './useRuns';

/** What runs now, and every run before it. */
export function RunsScreen() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { run: opened } = useAddress();
  const go = useGo();
  const { data, error, refetch, ...more } = useRuns(pair.pair);
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
          <>
            <div className={css.chart}>
              <RunsChart runs={data}>
                <p className="sr-only">{say('runs-chart-below')}</p>
              </RunsChart>
            </div>
            <FlowPanel />
            <RunTable runs={data} shown={number} {...more} />
          </>
        )}
      </div>
    </Page>
  );
}
