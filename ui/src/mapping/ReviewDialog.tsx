import { useQuery } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Mark } from '../parts/Mark';
import { Waiting } from '../parts/State';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { ChangeList } from './ChangeList';
import { flawWords } from './flawWords';
import css from './Mapping.module.css';
import { WouldDiffer } from './WouldDiffer';

interface Props {
  file: ipc.PairFile;
  /** What the engine says is wrong with it; none while that is asked. */
  flaws: ipc.Flaw[] | null;
  /** What the button says. */
  order: string;
  onSaved: (file: ipc.PairFile, version: number) => void;
  onClose: () => void;
}

/** What a mapping changes of the one in use and what that would do, before it is saved. */
export function ReviewDialog({ file, flaws, order, onSaved, onClose }: Props) {
  const speech = useSpeech();
  const names = useFieldNames();
  const { say } = speech;
  const { pair } = usePair();
  const { data, error } = useQuery({
    queryKey: ['changes', pair.pair, file],
    queryFn: () => ipc.mappingChanges(pair.pair, file),
  });
  const save = useOrder((it: ipc.PairFile) => ipc.saveMapping(pair.pair, it));
  return (
    <Dialog
      title={say('review-title')}
      isOpen
      wide
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={flaws === null || flaws.length > 0 || data === undefined}
            isPending={save.isPending}
            onPress={() => save.mutate(file, { onSuccess: (version) => onSaved(file, version) })}
          >
            {order}
          </Button>
        </>
      }
    >
      <p>{say('mapping-saving')}</p>
      {flaws?.map((flaw) => (
        <p key={JSON.stringify(flaw)} className={css.flaw}>
          <Mark tone="warn" />
          {flawWords(flaw, speech, names)}
        </p>
      ))}
      {error !== null && <Fault thrown={error} />}
      {save.error !== null && <Fault thrown={save.error} />}
      {data === undefined && error === null && <Waiting rows={3} />}
      {data !== undefined && <ChangeList changes={data} />}
      {flaws?.length === 0 && <WouldDiffer file={file} />}
    </Dialog>
  );
}
