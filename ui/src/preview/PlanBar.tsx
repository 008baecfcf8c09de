import { useMutation } from '@tanstack/react-query';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { useToast } from '../parts/Toast';
import { csv } from '../words/csv';
import { contentWords, readingWords } from '../words/values';
import { type Speech, useSpeech } from '../words/WordsProvider';
import css from './Preview.module.css';

/** Pages of a plan that are copied at most: ten thousand writes. */
const MOST_PAGES = 100;

interface Props {
  pair: number;
  /** How many records are left out. */
  leftOut: number;
  onAll: () => void;
}

/** What is left out of the plan, and the plan to take along. */
export function PlanBar({ pair, leftOut, onAll }: Props) {
  const speech = useSpeech();
  const { say } = speech;
  const toast = useToast();
  const save = useMutation({ mutationFn: () => ipc.savePreview(pair) });
  const copy = useMutation({
    mutationFn: async () => navigator.clipboard.writeText(await asCsv(pair, speech)),
  });
  return (
    <div className={css.bar}>
      <span role="status">
        {leftOut > 0 && (
          <>
            {say('plan-left-out', { count: leftOut })}{' '}
            <Button kind="quiet" onPress={onAll}>
              {say('plan-take-all')}
            </Button>
          </>
        )}
        {leftOut === 0 && save.data !== undefined && (
          <>
            {say('plan-kept-at')} <code>{save.data}</code>
          </>
        )}
      </span>
      <Button isPending={save.isPending} onPress={() => save.mutate()}>
        {say('plan-save')}
      </Button>
      <Button
        isPending={copy.isPending}
        onPress={() => copy.mutate(undefined, { onSuccess: () => toast(say('window-copied')) })}
      >
        {say('plan-copy')}
      </Button>
      {save.error !== null && <Fault thrown={save.error} />}
      {copy.error !== null && <Fault thrown={copy.error} />}
    </div>
  );
}

/** Every write of the plan for a spreadsheet, a line for each value. */
async function asCsv(pair: number, speech: Speech): Promise<string> {
  const head = ['link', 'side', 'object', 'id', 'act', 'field', 'before', 'after', 'rule'];
  const lines: (string | number | null)[][] = [];
  let after: number | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const some: ipc.PlannedPage = await ipc.planned(pair, { after });
    for (const row of some.rows) {
      const of = [row.link, row.side, row.object, row.record?.id ?? null, row.act];
      if (row.changes.length === 0) lines.push([...of, null, null, null, null]);
      for (const it of row.changes) {
        const values = [readingWords(it.before, speech), contentWords(it.after, speech)];
        lines.push([...of, it.field, ...values, it.rule]);
      }
    }
    after = some.next;
    if (after === null) break;
  }
  return csv([head, ...lines]);
}
