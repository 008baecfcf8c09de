import type { MapChange } from '../ipc';
import { Diff } from '../parts/Diff';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { named, placeWords, readable, valueWords } from './changeWords';
import css from './Mapping.module.css';

/** Differences between two mappings: where, before and after; the file's own path stands below. */
export function ChangeList({ changes }: { changes: MapChange[] }) {
  const speech = useSpeech();
  const names = useFieldNames();
  if (changes.length === 0) return <p>{speech.say('map-same')}</p>;
  const { lines, alike } = readable(changes);
  return (
    <ul className={css.changes}>
      {lines.map((it) => (
        <li key={it.path}>
          <strong>{placeWords(it.path, speech, names)}</strong>
          <Diff
            before={valueWords(it.path, named(it.path, it.before, names), speech)}
            after={valueWords(it.path, named(it.path, it.after, names), speech)}
          />
          <code>{it.path}</code>
        </li>
      ))}
      {alike > 0 && <li>{speech.say('change-alike', { count: alike })}</li>}
    </ul>
  );
}
