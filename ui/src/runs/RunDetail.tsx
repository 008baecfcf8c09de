import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PlaceLink, useGo } from '../app/go';
import { ask } from '../data/queries';
import type { WriteLine } from '../ipc';
import { Button } from '../parts/Button';
import { Diff } from '../parts/Diff';
import { Fault } from '../parts/Fault';
import { FieldName } from '../parts/FieldName';
import { Facts } from '../parts/Panel';
import { Waiting } from '../parts/State';
import { Tile } from '../parts/Tile';
import { rowWords } from '../words/values';
import { useSpeech } from '../words/WordsProvider';
import { countsOf } from './line';
import css from './Runs.module.css';

/** One run: who, what it came to, and each value that it wrote. */
export function RunDetail({ run }: { run: number }) {
  const { say, count, date } = useSpeech();
  const go = useGo();
  const [from, setFrom] = useState(0);
  const { data, error, refetch } = useQuery(ask.run(run, from));
  if (error !== null) return <Fault thrown={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting rows={8} />;
  const { line, writes, total } = data;
  const counts = countsOf(line);
  const end = from + writes.length;
  return (
    <>
      <Facts
        facts={[
          [say('column-what'), say(`kind-${line.kind}`)],
          [say('column-by'), say('run-actor', { actor: line.actor })],
          [say('column-started'), date(line.started)],
          [say('column-ended'), line.ended === null ? say('run-running') : date(line.ended)],
          [say('column-result'), say(`result-${line.result ?? 'interrupted'}`)],
          [say('column-written'), count(counts.written)],
          [say('column-failed'), count(counts.failed)],
          [say('column-mapping'), say('mapping-version', { version: line.mapping_version })],
        ]}
      />
      {total > 0 && line.kind !== 'undo' && (
        <span>
          <Button onPress={() => go('/history', { undo: String(line.run) })}>
            {say('undo-run')}
          </Button>
        </span>
      )}
      <h3>{say('run-writes', { count: total })}</h3>
      <ul className={css.writes}>
        {writes.map((write) => (
          <Write key={writeKey(write)} write={write} />
        ))}
      </ul>
      {(from > 0 || end < total) && (
        <div className={css.result}>
          <Button isDisabled={from === 0} onPress={() => setFrom(Math.max(0, from - 200))}>
            {say('page-before')}
          </Button>
          <Button isDisabled={end >= total} onPress={() => setFrom(end)}>
            {say('page-after')}
          </Button>
        </div>
      )}
    </>
  );
}

/** A run writes a field of a record once. */
export function writeKey(write: WriteLine): string {
  return `${write.run}-${write.at}-${write.side}-${write.record.id}-${write.field ?? write.act}`;
}

/** One value that was written. */
export function Write({ write }: { write: WriteLine }) {
  const { say, moment } = useSpeech();
  return (
    <li>
      <span className={css.result}>
        <Tile side={write.side} alone />
        <PlaceLink path="/records" search={{ what: write.record.id }}>
          {`${write.record.object} ${write.record.id}`}
        </PlaceLink>
        <small>{moment(write.at)}</small>
      </span>
      <span className={css.written}>
        <span>
          {write.field === null ? (
            say(`write-${write.act}`)
          ) : (
            <FieldName side={write.side} objects={[write.record.object]} field={write.field} />
          )}
        </span>
        {write.field !== null && (
          <Diff before={rowWords(write.before)} after={rowWords(write.after)} />
        )}
      </span>
      {write.ruling !== null && <small>{say(`ruling-${write.ruling}`)}</small>}
      {write.undone_by !== null && <small>{say('run-undone', { run: write.undone_by })}</small>}
    </li>
  );
}
