import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { useAddress, useGo } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Mark } from '../parts/Mark';
import { Page } from '../parts/Page';
import { Empty, Waiting } from '../parts/State';
import { countsOf, resultTone } from '../runs/line';
import { useSpeech } from '../words/WordsProvider';
import { CompareDialog } from './CompareDialog';
import { type Event, events } from './events';
import css from './History.module.css';
import { RestoreDialog } from './RestoreDialog';
import { UndoDialog } from './UndoDialog';

/** Who did what: runs and versions of the mapping, newest first, each with its way back. */
export function HistoryScreen() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { undo } = useAddress();
  const go = useGo();
  const runs = useQuery(ask.runs(pair.pair));
  const versions = useQuery(ask.versions(pair.pair));
  const [restoring, setRestoring] = useState<number | null>(null);
  const [comparing, setComparing] = useState<number | null>(null);
  const error = runs.error ?? versions.error;
  const all = runs.data && versions.data ? events(runs.data, versions.data) : null;
  const newest = Math.max(0, ...(versions.data ?? []).map((it) => it.version));
  return (
    <Page title={say('place-history')}>
      {error !== null && <Fault thrown={error} onRetry={() => void runs.refetch()} />}
      {error === null && all === null && <Waiting rows={12} height={40} />}
      {all?.length === 0 && (
        <Empty icon={History} title={say('history-none')}>
          {say('history-none-about')}
        </Empty>
      )}
      {all !== null && all.length > 0 && (
        <ul className={css.list}>
          {all.map((event) => (
            <Row
              key={event.key}
              event={event}
              newest={newest}
              onUndo={(run) => go('/history', { undo: String(run) })}
              onRestore={setRestoring}
              onCompare={(versions.data?.length ?? 0) > 1 ? setComparing : null}
            />
          ))}
        </ul>
      )}
      {undo !== undefined && <UndoDialog key={undo} what={undo} onClose={() => go('/history')} />}
      {restoring !== null && (
        <RestoreDialog version={restoring} onClose={() => setRestoring(null)} />
      )}
      {comparing !== null && versions.data !== undefined && (
        <CompareDialog
          lines={versions.data}
          version={comparing}
          onClose={() => setComparing(null)}
        />
      )}
    </Page>
  );
}

interface RowProps {
  event: Event;
  newest: number;
  onUndo: (run: number) => void;
  onRestore: (version: number) => void;
  /** Nobody can where there is only one. */
  onCompare: ((version: number) => void) | null;
}

function Row({ event, newest, onUndo, onRestore, onCompare }: RowProps) {
  const { say, has, date } = useSpeech();
  const go = useGo();
  if (event.kind === 'version') {
    const { version, note } = event.line;
    return (
      <li>
        <time>{date(event.at)}</time>
        <Mark tone="off" />
        <span className={css.what}>
          <strong>{say('history-version', { version })}</strong>
          {note !== null && <small>{has(`note-${note}`) ? say(`note-${note}`) : note}</small>}
        </span>
        {onCompare !== null && (
          <Button onPress={() => onCompare(version)}>{say('history-compare')}</Button>
        )}
        {version !== newest && (
          <Button onPress={() => onRestore(version)}>{say('history-restore')}</Button>
        )}
      </li>
    );
  }
  const { line } = event;
  const counts = countsOf(line);
  return (
    <li>
      <time>{date(event.at)}</time>
      <Mark tone={resultTone(line)} />
      <span className={css.what}>
        <strong>{say('history-run', { run: line.run, what: say(`kind-${line.kind}`) })}</strong>
        <small>
          {say('run-wrote', counts)} · {say('run-actor', { actor: line.actor })}
        </small>
      </span>
      <Button onPress={() => go('/runs', { run: String(line.run) })}>
        {say('history-details')}
      </Button>
      {counts.written > 0 && line.kind !== 'undo' && (
        <Button onPress={() => onUndo(line.run)}>{say('undo-run')}</Button>
      )}
    </li>
  );
}
