import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { TextBox } from '../parts/TextBox';
import { PRODUCT, type Side } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import { AccountChecks } from './AccountChecks';
import css from './Accounts.module.css';
import { Steps } from './Steps';
import { WaitingForBrowser } from './WaitingForBrowser';
import { WhoAndWhere } from './WhoAndWhere';

type Way = 'browser' | 'token';

interface Props {
  side: Side;
  /** The account that signs in anew; none for a new one. */
  expected?: ipc.AccountLine | null;
  onClose: () => void;
}

interface Given {
  clientId: string;
  secret: string;
  host: string;
  token: string;
}

const NOTHING: Given = { clientId: '', secret: '', host: '', token: '' };

/** Links an account: sign in, look who it is, confirm. Nothing is stored before that. */
export function LinkDialog({ side, expected = null, onClose }: Props) {
  const { say } = useSpeech();
  const [way, setWay] = useState<Way>('browser');
  const [given, setGiven] = useState(NOTHING);
  const [rights, setRights] = useState<ipc.Rights>(expected?.rights ?? 'full');
  const signIn = useMutation({ mutationFn: () => begin(side, way, given, rights) });
  const link = useOrder(() => ipc.confirmAccount());
  const cancel = useOrder(() => ipc.cancelSignIn());
  const decline = useOrder(() => ipc.declineAccount());
  const waiting = signIn.isPending && way === 'browser';
  const asks = signIn.data !== undefined && link.data === undefined;
  const close = () => {
    if (signIn.isPending) cancel.mutate(undefined);
    else if (asks) decline.mutate(undefined);
    onClose();
  };
  const again = () => {
    decline.mutate(undefined);
    signIn.reset();
    link.reset();
  };
  return (
    <Dialog
      title={say('link-title', { side: PRODUCT[side] })}
      isOpen
      wide
      onClose={close}
      foot={
        link.data !== undefined ? (
          <Button kind="primary" onPress={onClose}>
            {say('window-done')}
          </Button>
        ) : (
          <>
            <Button onPress={close}>{say('window-cancel')}</Button>
            {asks && <Button onPress={again}>{say('link-another')}</Button>}
            {asks ? (
              <Button
                kind="primary"
                isPending={link.isPending}
                onPress={() => link.mutate(undefined)}
              >
                {say('link-confirm')}
              </Button>
            ) : (
              <Button
                kind="primary"
                isDisabled={!isReady(side, way, given)}
                isPending={signIn.isPending}
                onPress={() => signIn.mutate()}
              >
                {say(way === 'browser' ? 'link-open-browser' : 'link-check-token')}
              </Button>
            )}
          </>
        )
      }
    >
      {signIn.error !== null && <Fault thrown={signIn.error} />}
      {link.error !== null && <Fault thrown={link.error} />}
      {link.data !== undefined ? (
        <Linked line={link.data} />
      ) : signIn.data !== undefined ? (
        <WhoAndWhere candidate={signIn.data} expected={expected} />
      ) : waiting ? (
        <WaitingForBrowser />
      ) : (
        <Asked
          side={side}
          way={way}
          rights={rights}
          given={given}
          onWay={setWay}
          onRights={setRights}
          onGiven={setGiven}
        />
      )}
    </Dialog>
  );
}

interface AskedProps {
  side: Side;
  way: Way;
  rights: ipc.Rights;
  given: Given;
  onWay: (way: Way) => void;
  onRights: (rights: ipc.Rights) => void;
  onGiven: (given: Given) => void;
}

/** What is asked before a sign-in: which way, for what, and what the vendor gave. */
function Asked({ side, way, rights, given, onWay, onRights, onGiven }: AskedProps) {
  const { say } = useSpeech();
  return (
    <>
      <Choice
        label={say('link-way')}
        value={way}
        options={[
          {
            value: 'browser',
            label: say('link-way-browser'),
            about: say('link-way-browser-about'),
          },
          { value: 'token', label: say('link-way-token'), about: say('link-way-token-about') },
        ]}
        onChange={onWay}
      />
      <Choice
        label={say('link-rights')}
        value={rights}
        options={(['full', 'watch_only'] as const).map((value) => ({
          value,
          label: say(`link-rights-${value}`),
          about: say(`link-rights-${value}-about`),
        }))}
        onChange={onRights}
      />
      <Steps side={side} way={way} rights={rights} />
      <Form side={side} way={way} given={given} onChange={onGiven} />
    </>
  );
}

function isReady(side: Side, way: Way, given: Given): boolean {
  const has = (text: string) => text.trim() !== '';
  if (way === 'token') return has(given.token) && (side === 'hub_spot' || has(given.host));
  return has(given.clientId) && (side === 'salesforce' || has(given.secret));
}

function begin(side: Side, way: Way, given: Given, rights: ipc.Rights): Promise<ipc.CandidateLine> {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const account = {
    side,
    base: way === 'token' || side === 'salesforce' ? orNull(given.host) : null,
    rights,
  };
  if (way === 'token') return ipc.signInByToken(account, given.token.trim());
  return ipc.signInByBrowser(account, given.clientId.trim(), orNull(given.secret));
}

interface FormProps {
  side: Side;
  way: Way;
  given: Given;
  onChange: (given: Given) => void;
}

function Form({ side, way, given, onChange }: FormProps) {
  const { say } = useSpeech();
  const box = (name: keyof Given, label: string, about?: string, secret = false) => (
    <TextBox
      label={say(label)}
      {...(about === undefined ? {} : { about: say(about) })}
      type={secret ? 'password' : 'text'}
      autoComplete="off"
      value={given[name]}
      onChange={(text) => onChange({ ...given, [name]: text })}
    />
  );
  return (
    <div className={css.form}>
      {way === 'browser' && box('clientId', 'link-client-id')}
      {way === 'browser' &&
        side === 'hub_spot' &&
        box('secret', 'link-client-secret', undefined, true)}
      {way === 'token' && box('token', 'link-token', 'link-token-about', true)}
      {side === 'salesforce' && box('host', 'link-host', 'link-host-about')}
    </div>
  );
}

/** What was linked, and whether its sign-in may do what is asked of it. */
function Linked({ line }: { line: ipc.AccountLine }) {
  const { say } = useSpeech();
  return (
    <div className={css.form}>
      <p role="status">
        <strong>{say('link-done', { name: line.account.name })}</strong>
      </p>
      <AccountChecks line={line} atOnce />
    </div>
  );
}
