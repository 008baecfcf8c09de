import { useNews } from '../data/news';
import type { LiveRun } from '../ipc';
import { at, PRODUCT } from '../parts/Tile';
import { type Speech, useSpeech } from '../words/WordsProvider';
import css from './Frame.module.css';
import { healthOf } from './health';
import { usePair } from './pair';

/** The last result and what goes on now: two things, never one. */
export function StatusBar() {
  const speech = useSpeech();
  const { pair } = usePair();
  const { run } = useNews();
  const health = healthOf(pair, speech);
  const live = pair.now.now === 'running' ? (run ?? pair.now.run) : null;
  const doing = live === null ? null : doingWords(live, speech);
  return (
    <footer className={css.foot}>
      <span>
        <strong>{speech.say('frame-last')}</strong>
        {health.last}
      </span>
      <span>
        <strong>{speech.say('frame-now')}</strong>
        {doing ?? health.now}
      </span>
      <span className={css.space} />
      <span className={css.wide}>{Intl.DateTimeFormat().resolvedOptions().timeZone}</span>
    </footer>
  );
}

/** What a pass is doing, with the count that moves. */
export function doingWords(run: LiveRun, { say }: Speech): string | null {
  switch (run.stage) {
    case null:
      return null;
    case 'pull':
      return say('doing-pull', {
        hubspot: run.read.hubspot,
        salesforce: run.read.salesforce,
      });
    case 'match':
      return say('stage-match');
    case 'plan':
      return say('stage-plan');
    case 'push': {
      const side = run.left.hubspot > 0 ? 'hub_spot' : 'salesforce';
      return say('doing-push', { side: PRODUCT[side], count: at(run.left, side) });
    }
  }
}
