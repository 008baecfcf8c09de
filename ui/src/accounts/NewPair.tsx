import { useState } from 'react';
import { usePair } from '../app/pair';
import { useOrder } from '../data/queries';
import { PairFields, usePairDesign } from '../firstrun/PairFields';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Mark } from '../parts/Mark';
import { TextBox } from '../parts/TextBox';
import { PRODUCT, SIDES, type Side } from '../parts/Tile';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';
import { ByHand } from './ByHand';
import { accountsOf, freeName, likelyPair, pairOf, pairsOf } from './pairing';

/** One more pair, of any two linked accounts that are none yet. */
export function NewPairDialog({ onClose }: { onClose: () => void }) {
  const { say } = useSpeech();
  const { overview, pair, choose } = usePair();
  const toast = useToast();
  const [ends, setEnds] = useState(() => likelyPair(overview, pair));
  const [typed, setTyped] = useState<string | null>(null);
  const [design, setDesign] = usePairDesign();
  const make = useOrder((it: ipc.PairToAdd) => ipc.addPair(it));
  const of = (side: Side) => overview.accounts.find((it) => it.connection === ends[side]) ?? null;
  const [hubspot, salesforce] = [of('hub_spot'), of('salesforce')];
  const both = hubspot !== null && salesforce !== null ? { hubspot, salesforce } : null;
  const known = both && pairOf(overview, both.hubspot, both.salesforce);
  const free = both && freeName(overview, both.hubspot.account.name, both.salesforce.account.name);
  const name = typed ?? free ?? '';
  const finish = (made: ipc.PairAdded) => {
    choose(made.pair);
    toast(say('own-made', { name: name.trim() }));
    if (made.by_hand.length === 0) onClose();
  };
  const start = () => {
    if (both === null) return;
    const connections = {
      hubspot: both.hubspot.connection,
      salesforce: both.salesforce.connection,
    };
    make.mutate({ name: name.trim(), connections, ...design }, { onSuccess: finish });
  };
  const ready = both !== null && known === null && name.trim() !== '' && design.objects.length > 0;
  if (make.data !== undefined) return <ByHand made={make.data} onClose={onClose} />;
  return (
    <Dialog
      title={say('own-new-title')}
      isOpen
      wide
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('window-cancel')}</Button>
          <Button kind="primary" isDisabled={!ready} isPending={make.isPending} onPress={start}>
            {say('pair-make')}
          </Button>
        </>
      }
    >
      {make.error !== null && <Fault thrown={make.error} />}
      <div className={css.halves}>
        {SIDES.map((side) => (
          <EndChoice
            key={side}
            side={side}
            value={ends[side]}
            onChange={(connection) => setEnds({ ...ends, [side]: connection })}
          />
        ))}
      </div>
      {known !== null && <Remark words={say('own-known', { name: known.name })} />}
      {known === null && salesforce !== null && <Shares line={salesforce} />}
      <TextBox label={say('own-new-name')} value={name} onChange={setTyped} autoComplete="off" />
      <PairFields design={design} onChange={setDesign} />
      <p>{say('pair-nothing-written')}</p>
    </Dialog>
  );
}

interface EndProps {
  side: Side;
  value: number | null;
  onChange: (connection: number) => void;
}

/** The account of one side, with its id: a sandbox may be called as its production org is. */
function EndChoice({ side, value, onChange }: EndProps) {
  const { say } = useSpeech();
  const { overview } = usePair();
  return (
    <Choice
      label={PRODUCT[side]}
      value={value === null ? null : String(value)}
      options={accountsOf(overview, side).map(({ connection, account, development }) => ({
        value: String(connection),
        label: `${account.name} · ${account.id}`,
        about: say(development ? 'account-kind-emulated' : `account-kind-${account.kind}`),
      }))}
      onChange={(chosen) => onChange(Number(chosen))}
    />
  );
}

/** An org that several portals look at makes no record twice: HubSpot’s own advice (S10). */
function Shares({ line }: { line: ipc.AccountLine }) {
  const { say } = useSpeech();
  const { overview } = usePair();
  const [first] = pairsOf(overview, line);
  if (first === undefined) return null;
  return <Remark words={say('own-shares', { org: line.account.name, name: first.name })} />;
}

function Remark({ words }: { words: string }) {
  return (
    <p className={css.check} role="status">
      <Mark tone="warn" />
      {words}
    </p>
  );
}
