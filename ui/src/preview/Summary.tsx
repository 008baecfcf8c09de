import { useQuery } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type { Chosen, Preview } from '../ipc';
import { BRAKES, brakeOf } from '../mapping/brakes';
import { Mark } from '../parts/Mark';
import { PRODUCT } from '../parts/Tile';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import { BeforeIt } from './BeforeIt';
import { ClearedValues } from './ClearedValues';
import { Figures } from './Figures';
import type { Wanted } from './Groups';
import { NotRead } from './NotRead';
import css from './Preview.module.css';
import { setsOff } from './setsOff';

interface Props {
  preview: Preview;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
  onWant: (wanted: Wanted) => void;
}

/** The plan in one look: how much of what, what it costs, and which brakes hold it. */
export function Summary({ preview, ...rest }: Props) {
  const { say } = useSpeech();
  const { plan } = preview;
  return (
    <div className={css.summary}>
      <Figures plan={plan} />
      <div className={css.notes}>
        <Limits run={plan.run} />
        {setsOff(plan.groups).map(({ what, count }) => (
          <p key={what} className={css.limits}>
            {say(`sets-off-${what}`, { count })}
          </p>
        ))}
      </div>
      <ClearedValues plan={plan} {...rest} />
      <BeforeIt preflight={plan.preflight} />
      <NotRead unread={plan.unread} />
      {plan.brakes.length > 0 && (
        <div className={css.brakes} role="note">
          <p>
            <Mark tone="warn" />
            <strong>{say('plan-braked')}</strong>
          </p>
          <ul>
            {plan.brakes.map((it) => (
              <li key={`${it.brake}-${it.mapping}-${it.side}`}>
                {say('brake-where', {
                  object: objectWords(it.mapping, say),
                  side: PRODUCT[it.side],
                  why: say(`brake-${it.brake}`, { count: it.count, limit: it.limit }),
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Which mapping decided, and where the brakes stop. */
function Limits({ run }: { run: number | null }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { data: file } = useQuery(ask.mapping(pair.pair));
  const { data: planned } = useQuery({ ...ask.run(run ?? 0, 0), enabled: run !== null });
  // The line keeps its place while both are read.
  if (file === undefined) return <p className={css.limits}>&nbsp;</p>;
  const brakes = Object.fromEntries(BRAKES.map(([name]) => [name, brakeOf(file, name)]));
  return (
    <p className={css.limits}>
      {planned !== undefined && say('plan-version', { version: planned.line.mapping_version })}{' '}
      {say('plan-limits', brakes)}
    </p>
  );
}
