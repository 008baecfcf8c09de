import { useState } from 'react';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { TextBox } from '../parts/TextBox';
import { useToast } from '../parts/Toast';
import { troubleWords } from '../parts/trouble';
import { useSpeech } from '../words/WordsProvider';
import css from './Conflicts.module.css';

interface Props {
  conflict: number;
  /** Whose conflict it is. */
  name: string;
  onClose: () => void;
}

/** A value that neither side holds. Both sides' fields are asked first whether they take it. */
export function TypedValue({ conflict, name, onClose }: Props) {
  const speech = useSpeech();
  const { say } = speech;
  const toast = useToast();
  const [value, setValue] = useState('');
  const decide = useOrder(() => ipc.decideConflicts([conflict], { value }));
  const refused = decide.error;
  const words =
    refused === null ? null : troubleWords(ipc.isTrouble(refused) ? refused : null, speech);
  const order = () =>
    decide.mutate(undefined, {
      onSuccess: () => {
        toast(say('conflict-typed-done'));
        onClose();
      },
    });
  return (
    <form
      className={css.typed}
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== '') order();
      }}
    >
      <TextBox
        autoFocus
        label={say('conflict-typed-of', { name })}
        about={say('conflict-typed-about')}
        value={value}
        onChange={(typed) => {
          decide.reset();
          setValue(typed);
        }}
        {...(words === null ? {} : { error: `${words.title}. ${words.remedy}.` })}
      />
      <Button type="submit" isDisabled={value.trim() === ''} isPending={decide.isPending}>
        {say('conflict-typed-decide')}
      </Button>
      <Button kind="quiet" onPress={onClose}>
        {say('window-cancel')}
      </Button>
    </form>
  );
}
