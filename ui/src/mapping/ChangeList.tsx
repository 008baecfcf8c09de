import type { MapChange } from '../ipc';
import { Diff } from '../parts/Diff';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';

/** Differences between two mappings: where, before and after, as the file spells them. */
export function ChangeList({ changes }: { changes: MapChange[] }) {
  const { say } = useSpeech();
  if (changes.length === 0) return <p>{say('map-same')}</p>;
  return (
    <ul className={css.changes}>
      {changes.map((it) => (
        <li key={it.path}>
          <code>{it.path}</code>
          <Diff before={text(it.before)} after={text(it.after)} />
        </li>
      ))}
    </ul>
  );
}

function text(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
