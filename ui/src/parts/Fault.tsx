import { isTrouble, type Trouble } from '../ipc';
import { useSpeech } from '../words/WordsProvider';
import { Button } from './Button';
import css from './Fault.module.css';
import { Mark } from './Mark';

interface Props {
  thrown: unknown;
  onRetry?: () => void;
}

/** Why something could not be done, what to do about it, and the vendor's own words below. */
export function Fault({ thrown, onRetry }: Props) {
  const { say } = useSpeech();
  const trouble = isTrouble(thrown) ? thrown : null;
  const what = useTroubleWords(trouble);
  return (
    <div className={css.fault} role="alert">
      <Mark tone="err" size={20} />
      <div className={css.text}>
        <strong>{what.title}</strong>
        <p>{what.remedy}</p>
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

/** The words of a refusal: the list's where it has them. */
export function useTroubleWords(trouble: Trouble | null): { title: string; remedy: string } {
  const { say, has } = useSpeech();
  if (trouble === null) return { title: say('fault-unknown'), remedy: say('do-unknown') };
  const { code, args } = trouble;
  const title = has(`fault-${code}`) ? say(`fault-${code}`, args) : (args.message ?? code);
  const remedy = has(`do-${code}`) ? say(`do-${code}`, args) : say('do-unknown');
  return { title: capital(title), remedy: capital(remedy) };
}

/** The list's sentences begin small where the command line puts them behind a word. */
function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
