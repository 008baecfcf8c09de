import { useState } from 'react';
import type { Rights } from '../ipc';
import { Button } from '../parts/Button';
import { CopyButton } from '../parts/CopyButton';
import type { Side } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';
import { HelpDialog } from './HelpDialog';
import { CALLBACKS, HUBSPOT_SCOPES, SALESFORCE_SCOPES } from './registered';

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

interface Props {
  side: Side;
  way: 'browser' | 'token';
  rights: Rights;
}

/** What the admin does at the vendor first, with what has to be pasted there ready to be copied. */
export function Steps({ side, way, rights }: Props) {
  const { say } = useSpeech();
  const [helping, setHelping] = useState(false);
  const scopes = HUBSPOT_SCOPES.filter((it) => rights === 'full' || !it.endsWith('.write'));
  const pasted: Record<string, string> = {
    'steps-hs-callbacks': CALLBACKS.join('\n'),
    'steps-sf-callbacks': CALLBACKS.join('\n'),
    'steps-hs-scopes': scopes.join('\n'),
    'steps-sf-scopes': SALESFORCE_SCOPES.join('\n'),
  };
  return (
    <>
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
      <span>
        <Button kind="quiet" onPress={() => setHelping(true)}>
          {say('steps-help')}
        </Button>
      </span>
      {helping && <HelpDialog side={side} onClose={() => setHelping(false)} />}
    </>
  );
}
