import { useQuery } from '@tanstack/react-query';
import { useGo } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import { causeWords, named } from '../errors/cause';
import type { ErrorLine, Flaw } from '../ipc';
import { flawWords } from '../mapping/flawWords';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Mark, type Tone } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { Waiting } from '../parts/State';
import { troubleWords } from '../parts/trouble';
import { UnreadWords } from '../preview/NotRead';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import css from './Overview.module.css';
import { useDrift } from './useDrift';

/** At most this many causes; the rest is one line that leads to the list. */
const MOST = 4;

/** What waits for a person, most urgent first, each with its one button. */
export function NeedsYou() {
  const { say } = useSpeech();
  const go = useGo();
  const { pair } = usePair();
  const { data: errors, error, refetch } = useQuery(ask.errors(pair.pair));
  const told = (errors ?? []).flatMap((line) => line.drift ?? []);
  // What a pass has met already stands among the errors.
  const drift = useDrift(pair.pair).filter((flaw) => !told.some((it) => it.field === flaw.field));
  const rows = [];
  const stop = pair.now.now === 'setback' || pair.now.now === 'stopped';
  if (stop) rows.push(<Stopped key="stopped" />);
  for (const it of pair.unread) {
    rows.push(
      <Need key={`unread ${it.side} ${it.object}`} tone="warn" what={<UnreadWords it={it} />}>
        <Button onPress={() => go('/accounts')}>{say('need-check')}</Button>
      </Need>,
    );
  }
  for (const line of (errors ?? []).slice(0, MOST)) {
    rows.push(<Failing key={line.group} line={line} />);
  }
  const more = (errors?.length ?? 0) - MOST;
  if (more > 0) {
    rows.push(
      <Need key="more" tone="err" what={say('need-more', { count: more })}>
        <Button onPress={() => go('/errors')}>{say('need-show')}</Button>
      </Need>,
    );
  }
  const [first] = drift;
  if (first !== undefined) {
    rows.push(<Drift key="drift" count={drift.length} first={first} />);
  }
  if (pair.conflicts > 0) {
    rows.push(
      <Need key="conflicts" tone="warn" what={say('need-conflicts', { count: pair.conflicts })}>
        <Button onPress={() => go('/conflicts')}>{say('need-decide')}</Button>
      </Need>,
    );
  }
  if (pair.planned > 0) {
    rows.push(
      <Need key="planned" tone="warn" what={say('need-planned', { count: pair.planned })}>
        <Button onPress={() => go('/preview')}>{say('need-look')}</Button>
      </Need>,
    );
  }
  return (
    <Panel title={say('overview-needs')} rows>
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {error === null && errors === undefined && pair.errors > 0 ? (
        <Waiting rows={2} height={40} />
      ) : rows.length > 0 ? (
        <ul>{rows}</ul>
      ) : error !== null ? null : (
        <p className={css.well}>
          <Mark tone={pair.last === null ? 'off' : 'ok'} />
          {say(pair.last === null ? 'overview-never' : 'overview-nothing')}
        </p>
      )}
    </Panel>
  );
}

/** A cause, with how many records it holds back. */
function Failing({ line }: { line: ErrorLine }) {
  const speech = useSpeech();
  const { say } = speech;
  const go = useGo();
  const cause = causeWords(named(line, useFieldNames()), speech);
  const waits = (line.drift ?? []).length > 0;
  const what = waits ? cause : say('need-errors', { count: line.items, cause });
  return (
    <Need tone={waits ? 'warn' : 'err'} what={what}>
      <Button onPress={() => go('/errors', { group: line.group })}>{say('need-fix')}</Button>
    </Need>
  );
}

/** What fits no more, by the first of it. */
function Drift({ count, first }: { count: number; first: Flaw }) {
  const speech = useSpeech();
  const { say } = speech;
  const go = useGo();
  const what = say('need-drift', { count, first: flawWords(first, speech, useFieldNames()) });
  return (
    <Need tone="warn" what={what}>
      <Button onPress={() => go('/mappings', first.object ? { object: first.object } : {})}>
        {say('need-repair')}
      </Button>
    </Need>
  );
}

function Need(props: { tone: Tone; what: React.ReactNode; children: React.ReactNode }) {
  return (
    <li className={css.need}>
      <Mark tone={props.tone} />
      <span className={css.what}>{props.what}</span>
      {props.children}
    </li>
  );
}

/** Why nothing moves, and the way on. */
function Stopped() {
  const speech = useSpeech();
  const { say } = speech;
  const go = useGo();
  const { pair } = usePair();
  const { now } = pair;
  const error = now.now === 'setback' || now.now === 'stopped' ? now.error : null;
  const words = troubleWords(
    error === null ? null : { ...error, args: { message: error.message } },
    speech,
  );
  const why = now.now === 'stopped' && now.why !== null ? now.why : words.title;
  return (
    <Need tone="err" what={say('need-stopped', { why })}>
      <Button onPress={() => go('/accounts')}>{say('need-accounts')}</Button>
    </Need>
  );
}
