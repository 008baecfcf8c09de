import type { ReactNode } from 'react';
import type { RunLine } from '../ipc';
import { Chart } from '../parts/Chart';
import { useSpeech } from '../words/WordsProvider';
import { countsOf, resultTone } from './line';

/** As many bars as fit. */
export const BARS = 48;

interface Props {
  /** Newest first. */
  runs: RunLine[];
  /** The same figures in words, or where they are. */
  children: ReactNode;
}

/** What each of the last runs wrote and what failed, the oldest at the left. */
export function RunsChart({ runs, children }: Props) {
  const { say, moment } = useSpeech();
  const shown = runs.slice(0, BARS).reverse();
  return (
    <Chart
      title={say('runs-chart', { count: shown.length })}
      legend={[
        { tone: 'plain', words: say('runs-chart-written') },
        { tone: 'bad', words: say('runs-chart-failed') },
      ]}
      cross={say('runs-chart-crossed')}
      form="stacked"
      bars={shown.map((run) => {
        const { written, failed } = countsOf(run);
        return {
          key: run.run,
          at: moment(run.started),
          isCrossed: resultTone(run) === 'err',
          parts: [
            { tone: 'plain', value: written },
            { tone: 'bad', value: failed },
          ],
        };
      })}
    >
      {children}
    </Chart>
  );
}
