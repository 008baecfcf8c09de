import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { TextArea, TextField } from 'react-aria-components';
import { usePair } from '../app/pair';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { CopyButton } from '../parts/CopyButton';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';

interface Props {
  file: ipc.PairFile;
  onRead: (file: ipc.PairFile) => void;
  onClose: () => void;
}

/** The mapping as its file: to be copied out, or pasted in as a draft. Pasting saves nothing. */
export function FileDialog({ file, onRead, onClose }: Props) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const [typed, setTyped] = useState<string | null>(null);
  const { data, error } = useQuery({
    queryKey: ['file', pair.pair, file],
    queryFn: () => ipc.mappingText(file),
  });
  const read = useOrder((text: string) => ipc.readMapping(text));
  const take = () => {
    if (typed === null) return;
    read.mutate(typed, {
      onSuccess: (found) => {
        onRead(found);
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={say('file-title')}
      isOpen
      wide
      onClose={onClose}
      foot={
        <>
          {data !== undefined && <CopyButton text={data}>{say('file-copy')}</CopyButton>}
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={typed === null || typed === data}
            isPending={read.isPending}
            onPress={take}
          >
            {say('file-read')}
          </Button>
        </>
      }
    >
      <p>{say('file-about')}</p>
      {error !== null && <Fault thrown={error} />}
      {read.error !== null && <Fault thrown={read.error} />}
      <TextField
        aria-label={say('file-title')}
        value={typed ?? data ?? ''}
        onChange={setTyped}
        spellCheck="false"
      >
        <TextArea className={css.file ?? ''} rows={18} />
      </TextField>
    </Dialog>
  );
}
