import { useState } from 'react';
import { usePair } from '../app/pair';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { TextBox } from '../parts/TextBox';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';

/** Ties two records that a person knows to be one. */
export function LinkByHand({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const toast = useToast();
  const [ids, setIds] = useState({ hubspot: '', salesforce: '' });
  const tie = useOrder((both: typeof ids) => ipc.linkRecords(pair.pair, both));
  const ready = ids.hubspot.trim() !== '' && ids.salesforce.trim() !== '';
  const carryOut = () => {
    if (!ready) return;
    tie.mutate(
      { hubspot: ids.hubspot.trim(), salesforce: ids.salesforce.trim() },
      {
        onSuccess: () => {
          toast(say('record-linked'));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={say('record-tie')}
      isOpen={isOpen}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button kind="primary" isDisabled={!ready} isPending={tie.isPending} onPress={carryOut}>
            {say('record-tie-do')}
          </Button>
        </>
      }
    >
      <p>{say('record-tie-about')}</p>
      <TextBox
        label={say('record-id-of', { side: 'HubSpot' })}
        value={ids.hubspot}
        autoFocus
        onChange={(hubspot) => setIds({ ...ids, hubspot })}
      />
      <TextBox
        label={say('record-id-of', { side: 'Salesforce' })}
        value={ids.salesforce}
        onChange={(salesforce) => setIds({ ...ids, salesforce })}
      />
      {tie.error !== null && <Fault thrown={tie.error} />}
    </Dialog>
  );
}
