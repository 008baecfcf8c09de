import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type { FlowDay } from '../ipc';
import { Chart } from '../parts/Chart';
import { Choice } from '../parts/Choice';
import { Fault } from '../parts/Fault';
import { Figure } from '../parts/Figure';
import { Panel } from '../parts/Panel';
import table from '../parts/Table.module.css';
import { PRODUCT } from '../parts/Tile';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import { flowOf, mappingsOf } from './flow';

/** What went to either side day by day, of one object at a time. */
export function FlowPanel() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { data, error, refetch } = useQuery(ask.flow(pair.pair));
  const [chosen, setChosen] = useState<string | null>(null);
  if (error !== null) return <Fault thrown={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.length === 0) return null;
  const mappings = mappingsOf(data);
  const mapping = mappings.find((it) => it === chosen) ?? mappings[0] ?? '';
  return (
    <Panel
      title={say('flow-title')}
      aside={
        <Choice
          label={say('flow-object')}
          bare
          value={mapping}
          options={mappings.map((it) => ({ value: it, label: objectWords(it, say) }))}
          onChange={setChosen}
        />
      }
    >
      <Days days={flowOf(data, mapping)} title={objectWords(mapping, say)} />
    </Panel>
  );
}

/** A bar for each day; the table below says the same. */
function Days({ days, title }: { days: FlowDay[]; title: string }) {
  const { say, day } = useSpeech();
  const failed = (it: FlowDay) => it.failed.hubspot + it.failed.salesforce;
  return (
    <Chart
      title={say('flow-chart', { object: title })}
      legend={[
        { tone: 'hub_spot', words: say('plan-to', { side: PRODUCT.hub_spot }) },
        { tone: 'salesforce', words: say('plan-to', { side: PRODUCT.salesforce }) },
        { tone: 'bad', words: say('flow-failed') },
      ]}
      form="stacked"
      bars={days.map((it) => ({
        key: it.day,
        at: day(it.day),
        parts: [
          { tone: 'hub_spot', value: it.written.hubspot },
          { tone: 'salesforce', value: it.written.salesforce },
          { tone: 'bad', value: failed(it) },
        ],
      }))}
    >
      <details>
        <summary>{say('calls-as-table')}</summary>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('calls-day')}</th>
              <th scope="col" className={table.number}>
                {say('plan-to', { side: PRODUCT.hub_spot })}
              </th>
              <th scope="col" className={table.number}>
                {say('plan-to', { side: PRODUCT.salesforce })}
              </th>
              <th scope="col" className={table.number}>
                {say('flow-failed')}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map((it) => (
              <tr key={it.day}>
                <td>{day(it.day)}</td>
                <Figure value={it.written.hubspot} />
                <Figure value={it.written.salesforce} />
                <Figure value={failed(it)} />
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Chart>
  );
}
