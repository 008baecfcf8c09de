import { usePair } from '../app/pair';
import type { PlanSaved } from '../ipc';
import { useSpeech } from '../words/WordsProvider';
import css from './Preview.module.css';

const ACTS = ['create', 'update', 'delete'] as const;

interface Props {
  plan: PlanSaved;
}

/** How much of what, and what stays as it is: every record of the pair is in one of the figures. */
export function Figures({ plan }: Props) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const of = (act: string) =>
    plan.groups.filter((it) => it.act === act).reduce((sum, it) => sum + it.records, 0);
  const cleared = plan.fields.reduce((sum, it) => sum + it.cleared, 0);
  // A record that the plan writes waits until then; what is counted as in sync agrees already.
  const stays = (bucket: 'in_sync' | 'left_out') =>
    pair.objects.reduce((sum, it) => sum + it[bucket], 0);
  return (
    <div className={css.figures}>
      {ACTS.map((act) => (
        <Count key={act} of={of(act)} words={say(`figure-${act}`, { count: of(act) })} />
      ))}
      {of('update') > 0 && <Count of={cleared} words={say('figure-cleared', { count: cleared })} />}
      {plan.conflicts > 0 && (
        <Count of={plan.conflicts} words={say('figure-conflicts', { count: plan.conflicts })} />
      )}
      {plan.skips > 0 && (
        <Count of={plan.skips} words={say('figure-skips', { count: plan.skips })} />
      )}
      {pair.objects.length > 0 && (
        <>
          <Count of={stays('in_sync')} words={say('figure-equal')} quiet />
          <Count of={stays('left_out')} words={say('figure-left_out')} quiet />
        </>
      )}
      <span className={css.cost}>
        {say('plan-calls', { hubspot: plan.calls.hubspot, salesforce: plan.calls.salesforce })}
      </span>
    </div>
  );
}

interface CountProps {
  of: number;
  words: string;
  /** It is nothing that the plan does. */
  quiet?: boolean;
}

function Count({ of, words, quiet = false }: CountProps) {
  const { count } = useSpeech();
  return (
    <span className={quiet ? css.stays : undefined}>
      <strong>{count(of)}</strong>
      {words}
    </span>
  );
}
