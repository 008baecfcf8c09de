import { Outlet } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ByHand } from '../accounts/ByHand';
import { useNews } from '../data/news';
import { ask, useStanding } from '../data/queries';
import { FirstRun } from '../firstrun/FirstRun';
import { asksForPassphrase, Unlock } from '../firstrun/Unlock';
import type { PairAdded } from '../ipc';
import { Fault } from '../parts/Fault';
import { Waiting } from '../parts/State';
import { useSpeech } from '../words/WordsProvider';
import css from './Frame.module.css';
import { useGo } from './go';
import { PLACE } from './NoticeBell';
import { PairProvider } from './pair';
import { useLastPlace } from './place';
import { usePreferences } from './preferences';
import { Sidebar } from './Sidebar';
import { StatusBar } from './StatusBar';
import { usePlaceKeys } from './shortcuts';
import { TopBar } from './TopBar';

/** What stands around every screen: which accounts, how they are, and where to go. */
export function Frame() {
  const { say } = useSpeech();
  const { data, error, refetch } = useStanding(ask.overview());
  const [wanted, setWanted] = useState<number | null>(null);
  const [made, setMade] = useState<PairAdded | null>(null);
  useLead(setWanted);
  useLastPlace();
  usePlaceKeys();
  const { choices } = usePreferences();
  if (asksForPassphrase(error)) return <Unlock code={error.code} />;
  if (error !== null) {
    return (
      <main className={css.alone}>
        <h1 className="sr-only">Crosswalk</h1>
        <Fault thrown={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (data === undefined) {
    return (
      <main className={css.alone}>
        <h1 className="sr-only">Crosswalk</h1>
        <Waiting rows={10} height={40} />
      </main>
    );
  }
  const pair = data.pairs.find((it) => it.pair === wanted) ?? data.pairs[0];
  if (pair === undefined) return <FirstRun overview={data} onMade={setMade} />;
  return (
    <PairProvider chosen={{ overview: data, pair, choose: setWanted }}>
      <button type="button" className={css.skip} onClick={toContent}>
        {say('frame-skip')}
      </button>
      <div className={css.frame} data-sidebar={choices.sidebar}>
        <TopBar />
        <Sidebar />
        <div className={css.screen}>
          <Outlet />
        </div>
        <StatusBar />
        {made !== null && made.by_hand.length > 0 && (
          <ByHand made={made} onClose={() => setMade(null)} />
        )}
      </div>
    </PairProvider>
  );
}

/** A clicked notice brings the window to what it told of. */
function useLead(choose: (pair: number) => void) {
  const { open } = useNews();
  const go = useGo();
  useEffect(() => {
    if (open === null) return;
    choose(open.pair);
    go(PLACE[open.place], open.group === null ? {} : { group: open.group });
  }, [open, choose, go]);
}

/** The address behind the hash is the router's, so the jump is made by hand. */
function toContent() {
  document.getElementById('content')?.focus();
}
