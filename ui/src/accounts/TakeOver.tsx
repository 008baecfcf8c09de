import { useState } from 'react';
import { usePair } from '../app/pair';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';

/** One computer keeps two accounts in step: this one from now on, with the id fields that lack (P9). */
export function TakeOver() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const take = useOrder(() => ipc.takeOver(pair.pair));
  const carryOut = () => {
    setAsking(false);
    take.mutate(undefined, { onSuccess: () => toast(say('takeover-done')) });
  };
  return (
    <Panel title={say('takeover-title')}>
      <div className={css.card}>
        <p>{say('takeover-about')}</p>
        {take.error !== null && <Fault thrown={take.error} />}
        <div className={css.buttons}>
          <Button isPending={take.isPending} onPress={() => setAsking(true)}>
            {say('takeover-open')}
          </Button>
        </div>
      </div>
      <Dialog
        title={say('takeover-ask')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button onPress={() => setAsking(false)}>{say('window-cancel')}</Button>
            <Button kind="primary" onPress={carryOut}>
              {say('takeover-do')}
            </Button>
          </>
        }
      >
        <p>{say('takeover-other')}</p>
        <p>
          {pair.production && <strong>{say('environment-production')}</strong>}{' '}
          {say('takeover-fields')}
        </p>
      </Dialog>
    </Panel>
  );
}
