import { useState } from 'react';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { TextBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import css from './FirstRun.module.css';

/** Codes that a passphrase answers: the secrets lie in a file, or the machine has no keychain. */
const ASKED: readonly string[] = ['passphrase_needed', 'no_keychain', 'wrong_passphrase'];

/** Whether a refusal asks for the passphrase. */
export function asksForPassphrase(thrown: unknown): thrown is ipc.Trouble {
  return ipc.isTrouble(thrown) && ASKED.includes(thrown.code);
}

/** Asks for the passphrase of the secrets' file; without a keychain, for a new one. */
export function Unlock({ code }: { code: string }) {
  const { say } = useSpeech();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useOrder((given: string) => ipc.unlock(given));
  const fresh = code === 'no_keychain';
  const open = () => {
    if (passphrase === '') return;
    unlock.mutate(passphrase);
    setPassphrase('');
  };
  return (
    <main className={css.first}>
      <h1 className="sr-only">Crosswalk</h1>
      <div className={css.narrow}>
        <Panel title={say(fresh ? 'unlock-new' : 'unlock-title')}>
          <form
            className={css.card}
            onSubmit={(event) => {
              event.preventDefault();
              open();
            }}
          >
            <p>{say(fresh ? 'unlock-new-about' : 'unlock-about')}</p>
            <TextBox
              label={say('unlock-passphrase')}
              type="password"
              autoComplete="off"
              autoFocus
              value={passphrase}
              onChange={setPassphrase}
            />
            {unlock.error !== null && <Fault thrown={unlock.error} />}
            <Button
              kind="primary"
              type="submit"
              isDisabled={passphrase === ''}
              isPending={unlock.isPending}
            >
              {say('unlock-do')}
            </Button>
          </form>
        </Panel>
      </div>
    </main>
  );
}
