import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useGo } from '../app/go';
import { usePair } from '../app/pair';
import { ask, useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Mark } from '../parts/Mark';
import { Waiting } from '../parts/State';
import { useToast } from '../parts/Toast';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { ChangeList } from './ChangeList';
import { changes } from './draft';
import { flawWords } from './flawWords';
import css from './Mapping.module.css';
import type { Editing } from './useDraft';
import { WouldDiffer } from './WouldDiffer';

interface Props {
  editing: Editing;
  flaws: ipc.Flaw[];
}

/** What is not saved yet, and the ways back and forth. */
export function SaveBar({ editing, flaws }: Props) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const [reviewing, setReviewing] = useState(false);
  const versions = useQuery(ask.versions(pair.pair));
  const { draft } = editing;
  if (draft === null) return null;
  const count = changes(draft);
  const inUse = versions.data?.[0]?.version;
  if (count === 0 && draft.past.length === 0 && draft.future.length === 0) return null;
  return (
    <div className={css.save}>
      <strong role="status">{say('mapping-unsaved', { count })}</strong>
      {count > 0 && inUse !== undefined && (
        <span className={css.inUse}>{say('mapping-in-use', { version: inUse })}</span>
      )}
      <span className={css.space} />
      <Button isDisabled={draft.past.length === 0} onPress={editing.undo}>
        {say('edit-undo')}
      </Button>
      <Button isDisabled={draft.future.length === 0} onPress={editing.redo}>
        {say('edit-redo')}
      </Button>
      <Button isDisabled={count === 0} onPress={editing.discard}>
        {say('edit-discard')}
      </Button>
      <Button kind="primary" isDisabled={count === 0} onPress={() => setReviewing(true)}>
        {say('edit-review')}
      </Button>
      {reviewing && <Review editing={editing} flaws={flaws} onClose={() => setReviewing(false)} />}
    </div>
  );
}

function Review({ editing, flaws, onClose }: Props & { onClose: () => void }) {
  const speech = useSpeech();
  const names = useFieldNames();
  const { say } = speech;
  const { pair } = usePair();
  const go = useGo();
  const toast = useToast();
  const file = editing.draft?.now ?? null;
  const { data, error } = useQuery({
    queryKey: ['changes', pair.pair, file],
    queryFn: () => (file === null ? [] : ipc.mappingChanges(pair.pair, file)),
  });
  const save = useOrder((it: ipc.PairFile) => ipc.saveMapping(pair.pair, it));
  const keep = () => {
    if (file === null) return;
    save.mutate(file, {
      onSuccess: (version) => {
        editing.settled(file);
        toast(say('mapping-saved', { version }));
        onClose();
        go('/preview', { make: '1' });
      },
    });
  };
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
            isDisabled={flaws.length > 0 || data === undefined}
            isPending={save.isPending}
            onPress={keep}
          >
            {say('review-save')}
          </Button>
        </>
      }
    >
      <p>{say('mapping-saving')}</p>
      {flaws.map((flaw) => (
        <p key={JSON.stringify(flaw)} className={css.flaw}>
          <Mark tone="warn" />
          {flawWords(flaw, speech, names)}
        </p>
      ))}
      {error !== null && <Fault thrown={error} />}
      {save.error !== null && <Fault thrown={save.error} />}
      {data === undefined && error === null && <Waiting rows={3} />}
      {data !== undefined && <ChangeList changes={data} />}
      {file !== null && flaws.length === 0 && <WouldDiffer file={file} />}
    </Dialog>
  );
}
