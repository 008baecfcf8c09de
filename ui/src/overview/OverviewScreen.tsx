import { usePair } from '../app/pair';
import { Page } from '../parts/Page';
import { useSpeech } from '../words/WordsProvider';
import { CallsPanel } from './CallsPanel';
import { DemoPanel } from './DemoPanel';
import { NeedsYou } from './NeedsYou';
import { ObjectsPanel } from './ObjectsPanel';
import css from './Overview.module.css';
import { RunsPanel } from './RunsPanel';
import { SetupPanel } from './SetupPanel';
import { SyncNow } from './SyncNow';

/** The two-minute check: what needs a person, the three buckets, the runs, the calls. */
export function OverviewScreen() {
  const { say } = useSpeech();
  const { pair } = usePair();
  return (
    <Page title={say('place-overview')} about={pair.name} actions={<SyncNow />}>
      <div className={css.stack}>
        <DemoPanel />
        <SetupPanel />
        <NeedsYou />
        <ObjectsPanel objects={pair.objects} />
        <div className={css.halves}>
          <RunsPanel />
          <CallsPanel />
        </div>
      </div>
    </Page>
  );
}
