import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { TextBox } from '../parts/TextBox';
import { troubleWords } from '../parts/trouble';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';

/** Where the browser does not come back by itself, a person brings the address that it ended on. */
export function PasteAnswer() {
  const speech = useSpeech();
  const { say } = speech;
  const [address, setAddress] = useState('');
  const paste = useMutation({ mutationFn: () => ipc.pasteAnswer(address) });
  const refused = paste.error;
  const words =
    refused === null ? null : troubleWords(ipc.isTrouble(refused) ? refused : null, speech);
  return (
    <details>
      <summary>{say('link-paste')}</summary>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '') paste.mutate();
        }}
      >
        <TextBox
          label={say('link-paste-address')}
          about={say('link-paste-about')}
          autoComplete="off"
          value={address}
          onChange={(typed) => {
            paste.reset();
            setAddress(typed);
          }}
          {...(words === null ? {} : { error: `${words.title}. ${words.remedy}.` })}
        />
        <span>
          <Button type="submit" isDisabled={address.trim() === ''} isPending={paste.isPending}>
            {say('link-paste-do')}
          </Button>
        </span>
      </form>
    </details>
  );
}
