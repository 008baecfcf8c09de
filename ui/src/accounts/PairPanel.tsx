import { useId, useState } from 'react';
import { usePair } from '../app/pair';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { TextBox } from '../parts/TextBox';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';

/** What the pair is called here, and its end (H13). */
export function PairPanel() {
  const { say } = useSpeech();
  const { overview, pair } = usePair();
  const toast = useToast();
  const about = useId();
  const [name, setName] = useState(pair.name);
  const [ending, setEnding] = useState(false);
  const rename = useOrder(() => ipc.renamePair(pair.pair, name.trim()));
  const wanted = name.trim();
  const isNew = wanted !== '' && wanted !== pair.name;
  const carryOut = () => {
    if (!isNew) return;
    rename.mutate(undefined, { onSuccess: () => toast(say('own-renamed', { name: wanted })) });
  };
  return (
    <Panel title={say('own-title')}>
      <div className={css.card}>
        <form
          className={css.naming}
          onSubmit={(event) => {
            event.preventDefault();
            carryOut();
          }}
        >
          <TextBox
            label={say('own-name')}
            aria-describedby={about}
            value={name}
            onChange={setName}
            autoComplete="off"
          />
          <Button type="submit" isDisabled={!isNew} isPending={rename.isPending}>
            {say('own-rename')}
          </Button>
        </form>
        <p id={about} className={css.kind}>
          {say('own-name-about')}
        </p>
        {rename.error !== null && <Fault thrown={rename.error} />}
        <div className={css.buttons}>
          <Button kind="danger" isDisabled={overview.demo} onPress={() => setEnding(true)}>
            {say('own-remove')}
          </Button>
        </div>
        {overview.demo && <p className={css.kind}>{say('own-remove-demo')}</p>}
      </div>
      {ending && <EndDialog onClose={() => setEnding(false)} />}
    </Panel>
  );
}

/** What stays and what goes is said first, and the pair's name is typed. */
function EndDialog({ onClose }: { onClose: () => void }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const toast = useToast();
  const [typed, setTyped] = useState('');
  // Said here, since the screen goes with its pair.
  const remove = useOrder(async () => {
    await ipc.removePair(pair.pair);
    toast(say('own-removed', { name: pair.name }));
    onClose();
  });
  const ready = typed.trim() === pair.name;
  const carryOut = () => {
    if (ready) remove.mutate(undefined);
  };
  return (
    <Dialog
      title={say('own-remove-title', { name: pair.name })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button kind="danger" isDisabled={!ready} isPending={remove.isPending} onPress={carryOut}>
            {say('own-remove-do')}
          </Button>
        </>
      }
    >
      {remove.error !== null && <Fault thrown={remove.error} />}
      <h3>{say('own-goes')}</h3>
      <ul className={css.list}>
        {['sync', 'mapping', 'links', 'undo'].map((what) => (
          <li key={what}>{say(`own-goes-${what}`)}</li>
        ))}
      </ul>
      <h3>{say('own-stays')}</h3>
      <ul className={css.list}>
        {['records', 'ids', 'accounts', 'backups'].map((what) => (
          <li key={what}>{say(`own-stays-${what}`)}</li>
        ))}
      </ul>
      <TextBox
        label={say('own-remove-ask', { name: pair.name })}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
      />
    </Dialog>
  );
}
