import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePair } from '../app/pair';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Waiting } from '../parts/State';
import { TextBox } from '../parts/TextBox';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';

interface Props {
  what: string;
  onClose: () => void;
}

/** A person asked to be forgotten: what goes is said first, and their name for it is typed. */
export function ForgetDialog({ what, onClose }: Props) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const toast = useToast();
  const [typed, setTyped] = useState('');
  const { data, error } = useQuery({
    queryKey: ['forget', pair.pair, what],
    queryFn: () => ipc.toForget(pair.pair, what),
  });
  const erase = useOrder(() => ipc.erase(pair.pair, what));
  const ready = data !== undefined && typed.trim() === what;
  const carryOut = () => {
    if (!ready) return;
    erase.mutate(undefined, {
      onSuccess: (gone) => {
        toast(say('forgotten', { links: gone.links, plans: gone.plans }));
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={say('forget-title')}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button kind="danger" isDisabled={!ready} isPending={erase.isPending} onPress={carryOut}>
            {say('forget-do')}
          </Button>
        </>
      }
    >
      {error !== null && <Fault thrown={error} />}
      {erase.error !== null && <Fault thrown={erase.error} />}
      {data === undefined && error === null && <Waiting rows={3} />}
      {data !== undefined && (
        <>
          <p>{say('forget-head')}</p>
          <p>
            {say('forget-counts', {
              links: data.links,
              writes: data.writes,
              backups: data.backups,
              plans: data.plans,
            })}
          </p>
          <p>{say('forget-final')}</p>
          <TextBox
            label={say('forget-ask', { what })}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
        </>
      )}
    </Dialog>
  );
}
