import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useGo } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';
import { changes } from './draft';
import css from './Mapping.module.css';
import { ReviewDialog } from './ReviewDialog';
import type { Editing } from './useDraft';

interface Props {
  editing: Editing;
  flaws: ipc.Flaw[];
}

/** What is not saved yet, and the ways back and forth. */
export function SaveBar({ editing, flaws }: Props) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const go = useGo();
  const toast = useToast();
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
      {reviewing && (
        <ReviewDialog
          file={draft.now}
          flaws={flaws}
          order={say('review-save')}
          onSaved={(file, version) => {
            editing.settled(file);
            toast(say('mapping-saved', { version }));
            setReviewing(false);
            go('/preview', { make: '1' });
          }}
          onClose={() => setReviewing(false)}
        />
      )}
    </div>
  );
}
