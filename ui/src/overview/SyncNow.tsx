import { usePair } from '../app/pair';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { useSpeech } from '../words/WordsProvider';

/** Brings both sides in step at once, or stops the pass that is under way. */
export function SyncNow() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const sync = useOrder(() => ipc.syncNow(pair.pair));
  const cancel = useOrder(() => ipc.cancel());
  if (pair.now.now === 'running') {
    return (
      <Button isPending={cancel.isPending} onPress={() => cancel.mutate(undefined)}>
        {say('sync-cancel')}
      </Button>
    );
  }
  return (
    <Button isPending={sync.isPending} onPress={() => sync.mutate(undefined)}>
      {say('sync-now')}
    </Button>
  );
}
