import { useQuery } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { ChangeList } from '../mapping/ChangeList';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Waiting } from '../parts/State';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';

/** An older mapping, as what it would change of the one in use. Saving it writes to no CRM. */
export function RestoreDialog({ version, onClose }: { version: number; onClose: () => void }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const toast = useToast();
  const { data, error } = useQuery({
    queryKey: ['restore', pair.pair, version],
    queryFn: async () => {
      const file = await ipc.mappingVersion(pair.pair, version);
      return { file, changes: await ipc.mappingChanges(pair.pair, file) };
    },
  });
  const save = useOrder((file: ipc.PairFile) => ipc.saveMapping(pair.pair, file));
  const restore = () => {
    if (data === undefined) return;
    save.mutate(data.file, {
      onSuccess: (saved) => {
        toast(say('mapping-saved', { version: saved }));
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={say('restore-title', { version })}
      isOpen
      wide
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={data === undefined || data.changes.length === 0}
            isPending={save.isPending}
            onPress={restore}
          >
            {say('restore-do')}
          </Button>
        </>
      }
    >
      <p>{say('mapping-saving')}</p>
      {error !== null && <Fault thrown={error} />}
      {save.error !== null && <Fault thrown={save.error} />}
      {data === undefined && error === null && <Waiting rows={4} />}
      {data !== undefined && <ChangeList changes={data.changes} />}
    </Dialog>
  );
}
