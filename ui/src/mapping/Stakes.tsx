import { usePair } from '../app/pair';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';

/** Whose data an edit is about, and when it acts. */
export function Stakes() {
  const { say } = useSpeech();
  const { pair } = usePair();
  return (
    <p className={css.stakes}>
      {pair.production && <strong>{say('environment-production')}</strong>}{' '}
      {say(pair.production ? 'stakes-production' : 'stakes-other')}
    </p>
  );
}
