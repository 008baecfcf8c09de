import { useState } from 'react';
import type { Preflight, PreflightCode, PreflightLine, Severity } from '../ipc';
import { Button } from '../parts/Button';
import { Mark, type Tone } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { PRODUCT } from '../parts/Tile';
import { objectWords } from '../words/objects';
import { type Speech, useSpeech } from '../words/WordsProvider';
import css from './Preview.module.css';

const TONES: Record<Severity, Tone> = { stop: 'err', warning: 'warn', note: 'off' };

/** What the figures of the plan tell anyway. */
const IN_THE_PLAN: readonly PreflightCode[] = ['creates', 'calls'];

/** As many as leave room for the plan; the others are asked for. */
const MOST = 3;

/** What is worth knowing before the plan is ordered, the gravest first, with what to do about it. */
export function BeforeIt({ preflight }: { preflight: Preflight }) {
  const speech = useSpeech();
  const [whole, setWhole] = useState(false);
  const lines = preflight.lines.filter((line) => !IN_THE_PLAN.includes(line.code));
  if (lines.length === 0) return null;
  const more = whole ? 0 : lines.length - MOST;
  return (
    <Panel
      title={speech.say(`preflight-${preflight.because}`)}
      aside={
        more > 0 && (
          <Button onPress={() => setWhole(true)}>
            {speech.say('preflight-all', { count: lines.length })}
          </Button>
        )
      }
    >
      <ul>
        {lines.slice(0, whole ? lines.length : MOST).map((line) => (
          <li key={keyOf(line)} className={css.unread}>
            <Mark tone={TONES[line.severity]} />
            <span className={css.unreadWords}>
              <span>{found(line, speech)}</span>
              <small>{speech.say(`preflight-do-${line.code}`, facts(line, speech))}</small>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const keyOf = (line: PreflightLine) =>
  [line.code, line.mapping, line.side, ...line.fields, ...line.examples].join(' ');

function found(line: PreflightLine, speech: Speech): string {
  const what = speech.say(`preflight-${line.code}`, facts(line, speech));
  const mapping = line.mapping === null ? 'none' : objectWords(line.mapping, speech.say);
  return speech.say('preflight-about', { mapping, what });
}

function facts(line: PreflightLine, { count }: Speech) {
  return {
    side: line.side === null ? 'none' : PRODUCT[line.side],
    fields: line.fields.join(', '),
    count: count(line.count),
    examples: line.examples.join(', '),
  };
}
