import type { Preview } from '../ipc';
import { Mark } from '../parts/Mark';
import { PRODUCT } from '../parts/Tile';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import { NotRead } from './NotRead';
import css from './Preview.module.css';

const ACTS = ['create', 'update', 'delete'] as const;

/** The plan in one look: how much of what, what it costs, and which brakes hold it. */
export function Summary({ preview }: { preview: Preview }) {
  const { say, count } = useSpeech();
  const { plan } = preview;
  const of = (act: string) =>
    plan.groups.filter((it) => it.act === act).reduce((sum, it) => sum + it.records, 0);
  return (
    <div className={css.summary}>
      <div className={css.figures}>
        {ACTS.map((act) => (
          <span key={act}>
            <strong>{count(of(act))}</strong>
            {say(`figure-${act}`, { count: of(act) })}
          </span>
        ))}
        {plan.conflicts > 0 && (
          <span>
            <strong>{count(plan.conflicts)}</strong>
            {say('figure-conflicts', { count: plan.conflicts })}
          </span>
        )}
        {plan.skips > 0 && (
          <span>
            <strong>{count(plan.skips)}</strong>
            {say('figure-skips', { count: plan.skips })}
          </span>
        )}
        <span className={css.cost}>
          {say('plan-calls', {
            hubspot: plan.calls.hubspot,
            salesforce: plan.calls.salesforce,
          })}
        </span>
      </div>
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
