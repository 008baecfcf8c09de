import type { Unread } from '../ipc';
import { Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { PRODUCT } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Preview.module.css';

/** Objects that a side did not show, and what follows from it. */
export function NotRead({ unread }: { unread: readonly Unread[] }) {
  const { say } = useSpeech();
  if (unread.length === 0) return null;
  return (
    <Panel title={say('not-read')}>
      <ul>
        {unread.map((it) => (
          <li key={`${it.side} ${it.object}`} className={css.unread}>
            <Mark tone="warn" />
            <UnreadWords it={it} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What was not shown and what waits for it; then what that means, and the remedy. */
export function UnreadWords({ it }: { it: Unread }) {
  const { say } = useSpeech();
  const side = PRODUCT[it.side];
  return (
    <span className={css.unreadWords}>
      <span>{say('unread-line', { side, object: it.object, message: it.why })}</span>
      <small>
        {say('unread-means', { side })} {say(`check-do-object_hidden-${it.side}`)}
      </small>
    </span>
  );
}
