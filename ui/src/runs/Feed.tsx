import { PlaceLink } from '../app/go';
import { useTitles } from '../data/queries';
import type { LiveRun } from '../ipc';
import { Mark } from '../parts/Mark';
import { Tile } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Runs.module.css';

type Sent = LiveRun['recent'][number];

/** As many as are read while they pass. */
const SHOWN = 8;

/** The last writes of the pass that is under way, newest first: to whom, and whether it got through. */
export function Feed({ recent }: { recent: Sent[] }) {
  const { say } = useSpeech();
  const shown = recent.slice(0, SHOWN);
  const titles = useTitles(shown.map((it) => it.link));
  return (
    <>
      <h3 className={css.feedHead}>{say('feed-title')}</h3>
      <ul className={css.feed}>
        {shown.map((it) => {
          const title = titles.get(it.link);
          const name = title?.name ?? title?.email ?? it.record ?? say('record-new');
          return (
            <li key={`${it.link}-${it.side}`}>
              <Mark tone={it.fate === 'done' ? 'ok' : 'err'} />
              <Tile side={it.side} alone />
              {it.record === null ? (
                <span>{name}</span>
              ) : (
                <PlaceLink path="/records" search={{ what: it.record }}>
                  {name}
                </PlaceLink>
              )}
              <span>
                {say(it.fate === 'done' ? `feed-${it.deed}` : 'feed-failed', { count: it.fields })}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
