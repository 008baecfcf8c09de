import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FileTrigger, TextArea, TextField } from 'react-aria-components';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Mark } from '../parts/Mark';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import css from './FirstRun.module.css';

/** A mapping file that a pair is to be made by: chosen or pasted, and read before it is taken. */
export function ImportFile({ onFile }: { onFile: (file: ipc.PairFile) => void }) {
  const { say } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const read = useMutation({ mutationFn: (given: string) => ipc.readMapping(given) });
  const take = () =>
    read.mutate(text, {
      onSuccess: (file) => {
        onFile(file);
        setOpen(false);
      },
    });
  const choose = (files: FileList | null) => {
    read.reset();
    void files?.[0]?.text().then(setText);
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{say('first-import')}</Button>
      <Dialog
        title={say('first-import-title')}
        isOpen={isOpen}
        wide
        onClose={() => setOpen(false)}
        foot={
          <>
            <Button onPress={() => setOpen(false)}>{say('window-cancel')}</Button>
            <Button
              kind="primary"
              isDisabled={text.trim() === ''}
              isPending={read.isPending}
              onPress={take}
            >
              {say('first-import-take')}
            </Button>
          </>
        }
      >
        <p>{say('first-import-about')}</p>
        {read.error !== null && <Fault thrown={read.error} />}
        <span>
          <FileTrigger acceptedFileTypes={['.json', 'application/json']} onSelect={choose}>
            <Button>{say('first-import-choose')}</Button>
          </FileTrigger>
        </span>
        <TextField
          aria-label={say('first-import-text')}
          value={text}
          onChange={(typed) => {
            read.reset();
            setText(typed);
          }}
          spellCheck="false"
        >
          <TextArea className={css.file ?? ''} rows={12} placeholder={say('first-import-text')} />
        </TextField>
      </Dialog>
    </>
  );
}

/** What the pair will begin with; it waits until both accounts are linked. */
export function ByFile({ file, onDrop }: { file: ipc.PairFile; onDrop: () => void }) {
  const { say } = useSpeech();
  const objects = file.mappings.map((it) => objectWords(it.id, say)).join(', ');
  const fields = file.mappings.reduce((sum, it) => sum + it.fields.length, 0);
  return (
    <p className={css.byFile} role="status">
      <Mark tone="ok" />
      <span>{say('first-import-taken', { name: file.name, objects, count: fields })}</span>
      <Button kind="quiet" onPress={onDrop}>
        {say('first-import-drop')}
      </Button>
    </p>
  );
}
