import { useState } from 'react';
import { useGo } from '../app/go';
import { accountOf, usePair } from '../app/pair';
import { useOrder, useTitles } from '../data/queries';
import { causeWords, named } from '../errors/cause';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Shown } from '../parts/Diff';
import { Fault } from '../parts/Fault';
import { FieldName } from '../parts/FieldName';
import { Chip, Mark, type Tone } from '../parts/Mark';
import { OpenPage } from '../parts/OpenPage';
import { Panel } from '../parts/Panel';
import table from '../parts/Table.module.css';
import { at, PRODUCT, SIDES, Tile } from '../parts/Tile';
import { useToast } from '../parts/Toast';
import { Write, writeKey } from '../runs/RunDetail';
import writes from '../runs/Runs.module.css';
import { useFieldNames } from '../words/fields';
import { objectWords } from '../words/objects';
import { rowWords } from '../words/values';
import { useSpeech } from '../words/WordsProvider';
import { ForgetDialog } from './ForgetDialog';
import css from './Records.module.css';
import { namedReason, reasonWords } from './reason';

/** A state as a shape: what needs a person stands out, what was chosen does not. */
export function stateTone(state: ipc.LinkState): Tone {
  switch (state) {
    case 'in_sync':
      return 'ok';
    case 'failing':
      return 'err';
    case 'conflict':
      return 'warn';
    case 'new':
    case 'waiting':
      return 'run';
    case 'left_out':
    case 'held':
    case 'put_back':
    case 'unlinked':
      return 'off';
  }
}

/** One link: the verdict, both sides' values, what is wrong, what was written, and what can be done. */
export function Verdict({ why }: { why: ipc.Why }) {
  const speech = useSpeech();
  const { say } = speech;
  const names = useFieldNames();
  const title = useTitles([why.link]).get(why.link);
  return (
    <article className={css.record}>
      <header className={css.head}>
        <div>
          <h2>{title?.name ?? title?.email ?? say('record-unnamed')}</h2>
          <p className={css.quiet}>
            {objectWords(why.mapping, say)}
            {title?.email != null && ` · ${title.email}`}
          </p>
        </div>
        <Chip tone={stateTone(why.state)}>{say(`state-${why.state}`)}</Chip>
      </header>
      <p className={css.reason}>{reasonWords(namedReason(why.reason, why, names), speech)}</p>
      <Ends why={why} />
      {why.errors.map((row) => (
        <p key={row.id} className={css.trouble}>
          <Mark tone="err" />
          {causeWords(named(row, names, objectsAt(row.records, row.side)), speech)}
        </p>
      ))}
      <Actions why={why} />
      {why.values.length > 0 && <Values why={why} />}
      <Panel title={say('record-writes')}>
        {why.writes.length === 0 ? (
          <p className={css.quiet}>{say('record-writes-none')}</p>
        ) : (
          <ul className={writes.writes}>
            {why.writes.map((write) => (
              <Write key={writeKey(write)} write={write} />
            ))}
          </ul>
        )}
      </Panel>
    </article>
  );
}

function Ends({ why }: { why: ipc.Why }) {
  const { say } = useSpeech();
  const { overview, pair } = usePair();
  return (
    <ul className={css.ends}>
      {SIDES.map((side) => {
        const end = at(why.records, side);
        const account = accountOf(overview, pair, side);
        return (
          <li key={side}>
            <Tile side={side} alone />
            {end === null ? (
              <span className={css.quiet}>{say('record-no-partner', { side: PRODUCT[side] })}</span>
            ) : (
              <span>
                {end.object} <code>{end.id}</code>
              </span>
            )}
            {end !== null && account !== null && (
              <OpenPage account={account} page={{ page: 'record', at: end }}>
                {say('record-open-in', { side: PRODUCT[side] })}
              </OpenPage>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The object of a record, where there is one. */
function objectsAt(records: ipc.Why['records'], side: ipc.Side): string[] {
  const end = at(records, side);
  return end === null ? [] : [end.object];
}

function Values({ why }: { why: ipc.Why }) {
  const { say } = useSpeech();
  return (
    <Panel title={say('record-values')} rows>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">HubSpot</th>
            <th scope="col">Salesforce</th>
            <th scope="col">{say('column-rule')}</th>
          </tr>
        </thead>
        <tbody>
          {why.values.map((line) => (
            <tr key={line.mapping}>
              {SIDES.map((side) => (
                <td key={side}>
                  <Shown value={rowWords(at(line.now, side))} />
                  <span className={table.second}>
                    <ValueField line={line} side={side} objects={objectsAt(why.records, side)} />
                  </span>
                </td>
              ))}
              <td className={css.quiet}>{say(`rule-${line.rule}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface ValueFieldProps {
  line: ipc.ValueLine;
  side: ipc.Side;
  objects: string[];
}

function ValueField({ line, side, objects }: ValueFieldProps) {
  const field = at(line.fields, side);
  return field === null ? null : <FieldName side={side} objects={objects} field={field} />;
}

type Deed = 'unlink' | 'never' | 'create' | 'undo';

function Actions({ why }: { why: ipc.Why }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const go = useGo();
  const toast = useToast();
  const [asked, setAsked] = useState<Deed | null>(null);
  const [forgetting, setForgetting] = useState(false);
  const end = why.records.hubspot ?? why.records.salesforce;
  const what = end?.id ?? '';
  const both = why.records.hubspot !== null && why.records.salesforce !== null;
  const order = useOrder((deed: Deed) => carryOut(deed, pair.pair, what));
  const begin = (deed: Deed) => {
    if (deed === 'undo') go('/history', { undo: what });
    else setAsked(deed);
  };
  const confirm = () => {
    const deed = asked;
    setAsked(null);
    if (deed !== null) order.mutate(deed, { onSuccess: () => toast(say(`record-did-${deed}`)) });
  };
  const tied = both && why.state !== 'unlinked';
  return (
    <div className={css.actions}>
      {why.state === 'conflict' && (
        <Button onPress={() => go('/conflicts')}>{say('record-decide')}</Button>
      )}
      {order.error !== null && <Fault thrown={order.error} />}
      {!both && <Button onPress={() => begin('create')}>{say('record-create-partner')}</Button>}
      {tied && <Button onPress={() => begin('unlink')}>{say('record-unlink')}</Button>}
      <Button onPress={() => begin('never')}>{say('record-never-sync')}</Button>
      {why.writes.length > 0 && <Button onPress={() => begin('undo')}>{say('record-undo')}</Button>}
      <Button kind="danger" onPress={() => setForgetting(true)}>
        {say('forget-open')}
      </Button>
      {forgetting && <ForgetDialog what={what} onClose={() => setForgetting(false)} />}
      <Dialog
        title={say(`ask-${asked ?? 'unlink'}`)}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        foot={
          <>
            <Button onPress={() => setAsked(null)}>{say('window-cancel')}</Button>
            <Button kind="primary" onPress={confirm}>
              {say(`ask-${asked ?? 'unlink'}-do`)}
            </Button>
          </>
        }
      >
        <p>{say(`ask-${asked ?? 'unlink'}-about`)}</p>
      </Dialog>
    </div>
  );
}

function carryOut(deed: Deed, pair: number, what: string): Promise<unknown> {
  switch (deed) {
    case 'unlink':
      return ipc.unlinkRecord(pair, what);
    case 'never':
      return ipc.neverSync(pair, what);
    case 'create':
      return ipc.createPartner(pair, what, null);
    case 'undo':
      return ipc.undo(pair, what);
  }
}
