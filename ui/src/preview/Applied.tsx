import { PlaceLink, useGo } from '../app/go';
import { useTitles } from '../data/queries';
import type { PassReport } from '../ipc';
import { Button } from '../parts/Button';
import { Mark } from '../parts/Mark';
import { Facts, Panel } from '../parts/Panel';
import { useSpeech } from '../words/WordsProvider';
import { NotRead } from './NotRead';
import css from './Preview.module.css';

/** As many names as are read; the run's page has all. */
const MOST = 20;

/** What an apply came to, and every record that it left out, by name. */
export function Applied({ report, onAgain }: { report: PassReport; onAgain: () => void }) {
  const { say, count } = useSpeech();
  const go = useGo();
  const { counts } = report;
  const both = (one: { hubspot: number; salesforce: number }) =>
    say('both-sides', { hubspot: one.hubspot, salesforce: one.salesforce });
  const failed = counts.failed.hubspot + counts.failed.salesforce;
  return (
    <div className={css.applied}>
      <Panel
        title={
          <span className={css.result}>
            <Mark tone={report.result === 'done' ? 'ok' : 'warn'} />
            {say('applied-result', { result: say(`result-${report.result}`) })}
          </span>
        }
      >
        <Facts
          facts={[
            [say('applied-wrote'), both(counts.written)],
            [say('applied-failures'), both(counts.failed)],
            [say('applied-left'), count(report.left.length)],
          ]}
        />
      </Panel>
      <NotRead unread={report.unread} />
      {report.left.length > 0 && <LeftOut left={report.left} />}
      <div className={css.result}>
        {report.run !== null && (
          <Button onPress={() => go('/runs', { run: String(report.run) })}>
            {say('applied-run')}
          </Button>
        )}
        {failed > 0 && <Button onPress={() => go('/errors')}>{say('applied-errors')}</Button>}
        <Button kind="primary" onPress={onAgain}>
          {say('plan-again')}
        </Button>
      </div>
    </div>
  );
}

/** The records that moved since, or that are not as the plan shows them, each with why. */
function LeftOut({ left }: { left: PassReport['left'] }) {
  const { say } = useSpeech();
  const shown = left.slice(0, MOST);
  const isCut = shown.length < left.length;
  const titles = useTitles(shown.map((it) => it.link));
  return (
    <Panel title={say('applied-moved', { count: left.length })}>
      <ul>
        {shown.map((it) => {
          const end = it.ends.hubspot ?? it.ends.salesforce;
          const title = titles.get(it.link);
          return (
            <li key={it.link}>
              <PlaceLink path="/records" search={{ what: end?.id ?? '' }}>
                {title?.name ?? title?.email ?? end?.id ?? say('record-new')}
              </PlaceLink>
              {`: ${say(`left-${it.why}`)}`}
            </li>
          );
        })}
      </ul>
      {isCut && <p>{say('list-cut', { shown: MOST, count: left.length })}</p>}
    </Panel>
  );
}
