import { useState } from 'react';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { CopyButton } from '../parts/CopyButton';
import { Dialog } from '../parts/Dialog';
import { Environment } from '../parts/Environment';
import { Fault } from '../parts/Fault';
import { Facts, Panel } from '../parts/Panel';
import { PRODUCT, Tile } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import { AccountChecks } from './AccountChecks';
import css from './Accounts.module.css';
import { stakesOf } from './stakes';

interface Props {
  line: ipc.AccountLine;
  /** The pairs that it takes part in, where it is none of the one that is looked at. */
  pairs?: string[];
  onRelink: () => void;
}

/** Who is linked, where, and whether it answers now. */
export function AccountCard({ line, pairs, onRelink }: Props) {
  const { say, date } = useSpeech();
  const [leaving, setLeaving] = useState(false);
  const remove = useOrder(() => ipc.removeAccount(line.connection));
  const { account } = line;
  const inPairs: [string, string][] =
    pairs === undefined ? [] : [[say('account-pairs'), pairs.join(', ') || say('account-in-none')]];
  return (
    <Panel
      title={
        <span className={css.title}>
          <Tile side={line.side} />
          {pairs === undefined ? PRODUCT[line.side] : `${PRODUCT[line.side]} – ${account.name}`}
        </span>
      }
      aside={
        <Environment kind={stakesOf(line)}>
          {say(line.development ? 'account-kind-emulated' : `account-kind-${account.kind}`)}
        </Environment>
      }
    >
      <div className={css.card}>
        <Facts
          facts={[
            [say('account-name'), <strong key="name">{account.name}</strong>],
            [say('account-id'), <code key="id">{account.id}</code>],
            [say('account-user'), account.user_name ?? say('account-unknown')],
            [say('account-edition'), account.edition ?? say('account-unknown')],
            [say('account-zone'), account.time_zone ?? say('account-unknown')],
            [say('account-address'), <code key="at">{account.base_url}</code>],
            [say('account-linked'), date(line.made_at)],
            [
              say('account-way'),
              say(line.by_browser ? 'account-way-browser' : 'account-way-token'),
            ],
            [say('account-rights'), say(`account-rights-${line.rights}`)],
            ...inPairs,
          ]}
        />
        <AccountChecks line={line}>
          <Button onPress={onRelink}>{say('account-relink')}</Button>
          <CopyButton text={JSON.stringify(line, null, 2)}>{say('health-copy')}</CopyButton>
          <Button kind="danger" onPress={() => setLeaving(true)}>
            {say('account-remove')}
          </Button>
        </AccountChecks>
        {remove.error !== null && <Fault thrown={remove.error} />}
      </div>
      {leaving && (
        <RemoveDialog
          name={account.name}
          onRemove={() => remove.mutate(undefined)}
          onClose={() => setLeaving(false)}
        />
      )}
    </Panel>
  );
}

interface RemoveProps {
  name: string;
  onRemove: () => void;
  onClose: () => void;
}

function RemoveDialog({ name, onRemove, onClose }: RemoveProps) {
  const { say } = useSpeech();
  return (
    <Dialog
      title={say('account-remove-title', { name })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button
            kind="danger"
            onPress={() => {
              onClose();
              onRemove();
            }}
          >
            {say('account-remove')}
          </Button>
        </>
      }
    >
      <p>{say('account-remove-about')}</p>
    </Dialog>
  );
}
