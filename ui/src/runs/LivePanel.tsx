import { useEffect, useState } from 'react';
import { usePair } from '../app/pair';
import { useNews } from '../data/news';
import type * as ipc from '../ipc';
import { Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { Share } from '../parts/Share';
import { at, PRODUCT, SIDES } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import { type Mark as Begun, secondsLeft } from './estimate';
import { Feed } from './Feed';
import css from './Runs.module.css';

const STAGES = ['pull', 'match', 'plan', 'push'] as const;

/** The pass that is under way: its stages, its counts. A share is shown only where the whole is known. */
export function LivePanel() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { run: told } = useNews();
  if (pair.now.now !== 'running') return null;
  const live = told ?? pair.now.run;
  const now = live.stage === null ? -1 : STAGES.indexOf(live.stage);
  return (
    <Panel title={say(`now-running-${pair.now.under_way.work}`)}>
      <ol className={css.stages}>
        {STAGES.map((stage, index) => (
          <li key={stage} aria-current={index === now ? 'step' : undefined}>
            <Mark tone={index < now ? 'ok' : index === now ? 'run' : 'off'} />
            <span>
              {say(`stage-${stage}`)}
              <small>{stageCount(stage, live, say)}</small>
            </span>
          </li>
        ))}
      </ol>
      <Written live={live} />
      <p className={css.safe}>{say('cancel-safe')}</p>
      {live.recent.length > 0 && <Feed recent={live.recent} />}
    </Panel>
  );
}

type Say = ReturnType<typeof useSpeech>['say'];

function stageCount(stage: (typeof STAGES)[number], live: ipc.LiveRun, say: Say): string {
  switch (stage) {
    case 'pull':
      return say('both-sides', { hubspot: live.read.hubspot, salesforce: live.read.salesforce });
    case 'match':
      return '';
    case 'plan': {
      const parts = Object.values(live.planned);
      const writes = parts.reduce((sum, part) => sum + (part?.writes ?? 0), 0);
      return parts.length === 0 ? '' : say('doing-planned', { count: writes });
    }
    case 'push':
      return say('both-sides', {
        hubspot: live.written.hubspot,
        salesforce: live.written.salesforce,
      });
  }
}

function Written({ live }: { live: ipc.LiveRun }) {
  const { say, percent } = useSpeech();
  const seconds = useSecondsLeft(live);
  if (live.stage !== 'push') return null;
  const sides = SIDES.map((side) => {
    const done = at(live.written, side) + at(live.failed, side);
    const all = done + at(live.left, side);
    if (all === 0) return null;
    const label = say('doing-written', { side: PRODUCT[side], done, all });
    return (
      <p key={side} className={css.share}>
        <Share of={done / all} label={label} />
        <span>{label}</span>
        <span>{percent(done / all)}</span>
      </p>
    );
  });
  return (
    <>
      {sides}
      {all(live.left) > 0 && <p className={css.safe}>{leftWords(seconds, say)}</p>}
    </>
  );
}

const all = (of: ipc.Both<number>) => of.hubspot + of.salesforce;

/** How long the rest takes, at the pace of what this window saw being sent. */
function useSecondsLeft(live: ipc.LiveRun): number | null {
  const [begun, setBegun] = useState<(Begun & { run: number | null }) | null>(null);
  const now = { at: Date.now(), done: all(live.written) + all(live.failed) };
  const isPushing = live.stage === 'push';
  const isNew = isPushing && begun?.run !== live.run;
  useEffect(() => {
    if (isNew) setBegun({ at: now.at, done: now.done, run: live.run });
  }, [isNew, now.at, now.done, live.run]);
  if (!isPushing || isNew || begun === null) return null;
  return secondsLeft(begun, now, all(live.left));
}

function leftWords(seconds: number | null, say: Say): string {
  if (seconds === null) return say('run-left-unknown');
  if (seconds < 60) return say('run-left-soon');
  return say('run-left', { minutes: Math.round(seconds / 60) });
}
