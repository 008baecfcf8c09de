import { useQuery } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import { ask, useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Waiting } from '../parts/State';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';
import { Stays } from './Stays';

/** What an undo would put back and what it cannot: said before the button. */
export function UndoDialog({ what, onClose }: { what: string; onClose: () => void }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const toast = useToast();
  const { data, error, refetch } = useQuery(ask.undoView(pair.pair, what));
  const undo = useOrder(() => ipc.undo(pair.pair, what));
  const writes = data?.writes ?? 0;
  const run = /^\d{1,9}$/.test(what);
  return (
    <Dialog
      title={say(run ? 'undo-title-run' : 'undo-title-record', { what })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={writes === 0}
            isPending={undo.isPending}
            onPress={() =>
              undo.mutate(undefined, {
                onSuccess: () => {
                  toast(say('undo-done'));
                  onClose();
                },
              })
            }
          >
            {say('undo-do', { count: writes })}
          </Button>
        </>
      }
    >
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {undo.error !== null && <Fault thrown={undo.error} />}
      {error === null && data === undefined && <Waiting rows={4} />}
      {data !== undefined && (
        <>
          <p>{say('undo-writes', { count: data.writes })}</p>
          <p>{say('undo-never')}</p>
          <p>{say('undo-after')}</p>
          <Stays kept={data.kept} />
        </>
      )}
    </Dialog>
  );
}
