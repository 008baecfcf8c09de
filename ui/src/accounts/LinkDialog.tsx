import { useState } from 'react';
import { useNews } from '../data/news';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { CopyButton } from '../parts/CopyButton';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { TextBox } from '../parts/TextBox';
import { PRODUCT, type Side } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import css from './Accounts.module.css';
import { Steps } from './Steps';

type Way = 'browser' | 'token';

interface Props {
  side: Side;
  onClose: () => void;
}

interface Given {
  clientId: string;
  secret: string;
  host: string;
  token: string;
}

const NOTHING: Given = { clientId: '', secret: '', host: '', token: '' };

/** Links an account: in the person's own browser, or by a token made by hand. */
export function LinkDialog({ side, onClose }: Props) {
  const { say } = useSpeech();
  const [way, setWay] = useState<Way>('browser');
  const [given, setGiven] = useState(NOTHING);
  const link = useOrder(() => add(side, way, given));
  const cancel = useOrder(() => ipc.cancelSignIn());
  const close = () => {
    if (link.isPending) cancel.mutate(undefined);
    onClose();
  };
  const waiting = link.isPending && way === 'browser';
  const ready = isReady(side, way, given);
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
            <Button
              kind="primary"
              isDisabled={!ready}
              isPending={link.isPending}
              onPress={() => link.mutate(undefined)}
            >
              {say(way === 'browser' ? 'link-open-browser' : 'link-check-token')}
            </Button>
          </>
        )
      }
    >
      {link.error !== null && <Fault thrown={link.error} />}
      {link.data !== undefined ? (
        <Linked line={link.data} />
      ) : waiting ? (
        <WaitingForBrowser />
      ) : (
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
            onChange={setWay}
          />
          <Steps side={side} way={way} />
          <Form side={side} way={way} given={given} onChange={setGiven} />
        </>
      )}
    </Dialog>
  );
}

function isReady(side: Side, way: Way, given: Given): boolean {
  const has = (text: string) => text.trim() !== '';
  if (way === 'token') return has(given.token) && (side === 'hub_spot' || has(given.host));
  return has(given.clientId) && (side === 'salesforce' || has(given.secret));
}

function add(side: Side, way: Way, given: Given): Promise<ipc.AccountLine> {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  if (way === 'token') return ipc.addAccountByToken(side, given.token.trim(), orNull(given.host));
  return ipc.addAccountByBrowser(
    side,
    given.clientId.trim(),
    orNull(given.secret),
    side === 'salesforce' ? orNull(given.host) : null,
  );
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

function WaitingForBrowser() {
  const { say } = useSpeech();
  const { signInPage } = useNews();
  return (
    <div className={css.form} role="status">
      <p>
        <strong>{say('link-waiting')}</strong>
      </p>
      <p>{say('link-waiting-about')}</p>
      {signInPage !== null && <CopyButton text={signInPage}>{say('link-copy')}</CopyButton>}
    </div>
  );
}

/** Who and where, before anything is done with it. */
function Linked({ line }: { line: ipc.AccountLine }) {
  const { say } = useSpeech();
  return (
    <div className={css.form} role="status">
      <p>
        <strong>{say('link-done', { name: line.account.name })}</strong>
      </p>
      <p>
        {say('link-done-who', {
          kind: say(`account-kind-${line.account.kind}`),
          user: line.account.user_name ?? say('account-unknown'),
        })}
      </p>
    </div>
  );
}
