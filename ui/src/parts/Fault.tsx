import { isTrouble } from '../ipc';
import { useSpeech } from '../words/WordsProvider';
import { Button } from './Button';
import css from './Fault.module.css';
import { Mark } from './Mark';
import { troubleWords } from './trouble';

interface Props {
  thrown: unknown;
  onRetry?: () => void;
}

/** Why something could not be done, what to do about it, and the vendor's own words below. */
export function Fault({ thrown, onRetry }: Props) {
  const speech = useSpeech();
  const { say } = speech;
  const trouble = isTrouble(thrown) ? thrown : null;
  const what = troubleWords(trouble, speech);
  return (
    <div className={css.fault} role="alert">
      <Mark tone="err" size={20} />
      <div className={css.text}>
        <strong>{what.title}</strong>
        <p>{what.remedy}</p>
        {what.detail !== null && (
          <p className={css.verbatim}>
            {say('fault-detail')} <span lang="en">{what.detail}</span>
          </p>
        )}
        {trouble?.provider_text != null && (
          <p className={css.verbatim}>
            {say('fault-vendor-said')} <q>{trouble.provider_text}</q>
          </p>
        )}
      </div>
      {onRetry && <Button onPress={onRetry}>{say('window-again')}</Button>}
    </div>
  );
}
