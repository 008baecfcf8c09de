import { CopyButton } from '../parts/CopyButton';
import type { Side } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';

/** The addresses that the sign-in listens on, the same five for both vendors: all are registered. */
const CALLBACKS = [17171, 17172, 17173, 17174, 17175].map(
  (port) => `http://localhost:${port}/callback`,
);

const SALESFORCE_SCOPES = 'api refresh_token offline_access id';

const STEPS: Record<Side, Record<'browser' | 'token', readonly string[]>> = {
  hub_spot: {
    browser: ['steps-hs-app', 'steps-hs-callbacks', 'steps-hs-scopes', 'steps-hs-copy'],
    token: ['steps-hs-key', 'steps-hs-scopes', 'steps-hs-token'],
  },
  salesforce: {
    browser: ['steps-sf-app', 'steps-sf-callbacks', 'steps-sf-scopes', 'steps-sf-copy'],
    token: ['steps-sf-token'],
  },
};

/** What the admin does at the vendor first, with what has to be pasted there ready to be copied. */
export function Steps({ side, way }: { side: Side; way: 'browser' | 'token' }) {
  const { say } = useSpeech();
  const pasted: Record<string, string> = {
    'steps-hs-callbacks': CALLBACKS.join('\n'),
    'steps-sf-callbacks': CALLBACKS.join('\n'),
    'steps-sf-scopes': SALESFORCE_SCOPES,
  };
  return (
    <ol className={css.steps}>
      {STEPS[side][way].map((step) => {
        const text = pasted[step];
        return (
          <li key={step}>
            <span>{say(step)}</span>
            {text !== undefined && <CopyButton text={text}>{say('window-copy')}</CopyButton>}
          </li>
        );
      })}
    </ol>
  );
}
