import type { MapChange } from '../ipc';
import { Diff } from '../parts/Diff';
import { useSpeech } from '../words/WordsProvider';
import { placeWords, valueWords } from './changeWords';
import css from './Mapping.module.css';

/** Differences between two mappings: where, before and after; the file's own path stands below. */
export function ChangeList({ changes }: { changes: MapChange[] }) {
  const speech = useSpeech();
  if (changes.length === 0) return <p>{speech.say('map-same')}</p>;
  return (
    <ul className={css.changes}>
      {changes.map((it) => (
        <li key={it.path}>
          <strong>{placeWords(it.path, speech)}</strong>
          <Diff
            before={valueWords(it.path, it.before, speech)}
            after={valueWords(it.path, it.after, speech)}
          />
          <code>{it.path}</code>
        </li>
      ))}
    </ul>
  );
}
