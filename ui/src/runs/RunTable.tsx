import { memo, useEffect, useState } from 'react';
import { useGo } from '../app/go';
import type { RunLine } from '../ipc';
import { Figure } from '../parts/Figure';
import { LongBody, type Place, rowAt, rowTotal } from '../parts/Long';
import { Mark } from '../parts/Mark';
import table from '../parts/Table.module.css';
import { useLong } from '../parts/useLong';
import { useSpeech } from '../words/WordsProvider';
import { countsOf, durationWords, resultTone } from './line';
import css from './Runs.module.css';

/** As high as a row of figures is. */
const ROW = 33;

const FIGURES = ['column-written', 'column-failed', 'column-took'] as const;
const WORDS = ['column-started', 'column-what', 'column-result'] as const;

interface Props {
  runs: RunLine[];
  /** The run whose details are shown. */
  shown: number | null;
  hasMore: boolean;
  /** The end of what is there comes into sight. */
  onEnd: () => void;
}

/** Every run, newest first. */
export function RunTable({ runs, shown, hasMore, onEnd }: Props) {
  const { say } = useSpeech();
  // When its details are closed the focus goes back to its row, which is still there for it.
  const [last, setLast] = useState(shown);
  if (shown !== null && shown !== last) setLast(shown);
  const long = useLong({
    count: runs.length,
    height: ROW,
    keyOf: (index) => runs[index]?.run ?? index,
    kept: runs.findIndex((line) => line.run === last),
  });
  const isAtEnd = long.slots.at(-1)?.index === runs.length - 1;
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, onEnd]);
  return (
    <div className={css.sheet}>
      <table className={table.fixed} aria-rowcount={hasMore ? -1 : rowTotal(runs.length)}>
        <colgroup>
          <col className={css.started} />
          <col className={css.what} />
          <col />
          <col className={css.figure} />
          <col className={css.figure} />
          <col className={css.took} />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {WORDS.map((id) => (
              <th key={id} scope="col">
                {say(id)}
              </th>
            ))}
            {FIGURES.map((id) => (
              <th key={id} scope="col" className={table.number}>
                {say(id)}
              </th>
            ))}
          </tr>
        </thead>
        <LongBody long={long} columns={WORDS.length + FIGURES.length}>
          {(index) => {
            const line = runs[index];
            return line === undefined ? null : (
              <Run line={line} isShown={line.run === shown} index={index} measure={long.measure} />
            );
          }}
        </LongBody>
      </table>
    </div>
  );
}

interface RunProps extends Place {
  line: RunLine;
  isShown: boolean;
}

const Run = memo(function Run({ line, isShown, ...place }: RunProps) {
  const speech = useSpeech();
  const { say, moment } = speech;
  const go = useGo();
  const { written, failed } = countsOf(line);
  return (
    <tr {...rowAt(place)} data-shown={isShown || undefined}>
      <td>
        <button
          type="button"
          className={css.open}
          aria-current={isShown ? 'true' : undefined}
          onClick={() => go('/runs', { run: String(line.run) })}
        >
          {moment(line.started)}
        </button>
      </td>
      <td>{say(`kind-${line.kind}`)}</td>
      <td>
        <span className={css.result}>
          <Mark tone={resultTone(line)} />
          {say(line.ended === null ? 'run-running' : `result-${line.result ?? 'interrupted'}`)}
        </span>
      </td>
      <Figure value={written} />
      <Figure value={failed} />
      <td className={table.number}>{durationWords(line, speech)}</td>
    </tr>
  );
});
