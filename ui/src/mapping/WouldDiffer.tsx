import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePair } from '../app/pair';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Diff, Shown } from '../parts/Diff';
import { Fault } from '../parts/Fault';
import { FieldName } from '../parts/FieldName';
import { Waiting } from '../parts/State';
import table from '../parts/Table.module.css';
import { at, Tile } from '../parts/Tile';
import { useFieldNames } from '../words/fields';
import { objectWords } from '../words/objects';
import { contentWords, readingWords } from '../words/values';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';

/** What the draft would do to the records, beside what the mapping in use does. Nobody is asked. */
export function WouldDiffer({ file }: { file: ipc.PairFile }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { data, error, refetch } = useQuery({
    queryKey: ['what-if', pair.pair, file],
    queryFn: () => ipc.whatIf(pair.pair, file),
  });
  return (
    <section className={css.differs} aria-labelledby="what-if">
      <h3 id="what-if">{say('differs-title')}</h3>
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Waiting rows={3} />}
      {data !== undefined && <Found view={data} />}
    </section>
  );
}

function Found({ view }: { view: ipc.WhatIfView }) {
  const { say } = useSpeech();
  const { found } = view;
  const names = new Map(view.titles.map((it) => [it.link, it.name ?? it.email]));
  return (
    <>
      <p>{say('differs-head', { looked: found.looked_at, count: found.differing })}</p>
      {found.changes.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('differs-what')}</th>
              <th scope="col" className={table.number}>
                {say('differs-more')}
              </th>
              <th scope="col" className={table.number}>
                {say('differs-fewer')}
              </th>
              <th scope="col" className={table.number}>
                {say('differs-otherwise')}
              </th>
              <th scope="col">
                <span className="sr-only">{say('differs-examples')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {found.changes.map((it) => (
              <Kind key={`${it.mapping} ${it.side} ${keyOf(it.what)}`} kind={it} names={names} />
            ))}
          </tbody>
        </table>
      )}
      <NotKnown found={found} />
    </>
  );
}

const keyOf = (what: ipc.What) => ('field' in what ? `${what.kind} ${what.field}` : what.kind);

interface KindProps {
  kind: ipc.WhatChanges;
  names: Map<number, string | null>;
}

function Kind({ kind, names }: KindProps) {
  const { say, count } = useSpeech();
  const [open, setOpen] = useState(false);
  const figure = (number: number) => (number === 0 ? '' : count(number));
  return (
    <>
      <tr>
        <td>
          <Tile side={kind.side} alone /> <WhatWords kind={kind} />
        </td>
        <td className={table.number}>{figure(kind.only_then)}</td>
        <td className={table.number}>{figure(kind.only_today)}</td>
        <td className={table.number}>{figure(kind.otherwise)}</td>
        <td className={table.number}>
          <Button kind="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
            {say('differs-examples')}
          </Button>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5}>
            <ul className={css.examples}>
              {kind.examples.map((it) => (
                <Example key={it.link} kind={kind} example={it} name={names.get(it.link) ?? null} />
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  );
}

function WhatWords({ kind }: { kind: ipc.WhatChanges }) {
  const { say } = useSpeech();
  const names = useFieldNames();
  const object = objectWords(kind.mapping, say);
  const words = say(`differs-${kind.what.kind}`, { object });
  if (!('field' in kind.what)) return words;
  return (
    <>
      {words}{' '}
      <FieldName
        side={kind.side}
        objects={names.objects(kind.mapping, kind.side)}
        field={kind.what.field}
      />
    </>
  );
}

interface ExampleProps {
  kind: ipc.WhatChanges;
  example: ipc.WhatExample;
  name: string | null;
}

/** A record with what its field holds and gets; today's value stands below where both write one. */
function Example({ kind, example, name }: ExampleProps) {
  const speech = useSpeech();
  const { say } = speech;
  const end = at(example.ends, kind.side) ?? example.ends.hubspot ?? example.ends.salesforce;
  const holds = readingWords(example.holds, speech);
  const written = (intent: ipc.Intent | null) =>
    intent === null || intent.value === null ? null : contentWords(intent.value, speech);
  return (
    <li>
      <strong>{name ?? end?.id ?? say('record-new')}</strong>
      {kind.what.kind === 'write' && example.would_be !== null && (
        <Diff before={holds} after={written(example.would_be)} />
      )}
      {kind.what.kind === 'write' && example.today !== null && (
        <span>
          {say('differs-today')} <Shown value={written(example.today)} />
        </span>
      )}
      {kind.what.kind !== 'write' && (
        <span>{say(example.would_be === null ? 'differs-no-more' : 'differs-then')}</span>
      )}
    </li>
  );
}

/** What cannot be told by what is recorded. */
function NotKnown({ found }: { found: ipc.WhatIf }) {
  const { say } = useSpeech();
  if (found.unread.length === 0 && found.undated === 0) return null;
  return (
    <ul className={css.notKnown}>
      {found.unread.map((it) => (
        <li key={`${it.side} ${it.object} ${it.field}`}>
          <Tile side={it.side} alone /> <FieldName {...it} objects={[it.object]} />{' '}
          {say('differs-unread', { count: it.records })}
        </li>
      ))}
      {found.undated > 0 && <li>{say('differs-undated', { count: found.undated })}</li>}
    </ul>
  );
}
