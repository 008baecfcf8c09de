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
          <li key={`${it.side} ${it.object}`} className={css.result}>
            <Mark tone="warn" />
            {say('unread-line', { side: PRODUCT[it.side], object: it.object, message: it.why })}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
