import { useMutation } from '@tanstack/react-query';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Fault } from '../parts/Fault';
import { Mark } from '../parts/Mark';
import { PRODUCT, SIDES } from '../parts/Tile';
import { useToast } from '../parts/Toast';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import type { Wanted } from './Groups';
import { GROUPINGS, type Grouping } from './grouping';
import css from './Preview.module.css';
import { type Taken, takeAlong } from './takeAlong';

interface Props {
  pair: number;
  plan: ipc.PlanSaved;
  wanted: Wanted;
  onWant: (wanted: Wanted) => void;
  by: Grouping;
  onBy: (by: Grouping) => void;
  /** How many records are left out. */
  leftOut: number;
  onAll: () => void;
}

/** Which part is looked at, what is left out of the plan, and the plan to take along. */
export function PlanBar({ pair, plan, leftOut, onAll, ...looked }: Props) {
  const speech = useSpeech();
  const { say } = speech;
  const toast = useToast();
  const save = useMutation({ mutationFn: () => ipc.savePreview(pair) });
  const copy = useMutation({
    mutationFn: async () => {
      const taken = await takeAlong((wanted) => ipc.planned(pair, wanted), speech);
      await navigator.clipboard.writeText(taken.text);
      return taken;
    },
  });
  const tell = ({ writes, more }: Taken) => {
    if (!more) toast(say('plan-copied', { count: writes }));
  };
  return (
    <div className={css.bar}>
      <Sieve plan={plan} {...looked} />
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
        onPress={() => copy.mutate(undefined, { onSuccess: tell })}
      >
        {say('plan-copy')}
      </Button>
      {save.error !== null && <Fault thrown={save.error} />}
      {copy.data?.more && (
        <p className={css.cut} role="status">
          <Mark tone="warn" />
          {say('plan-copied-part', { count: copy.data.writes })}
        </p>
      )}
      {copy.error !== null && <Fault thrown={copy.error} />}
    </div>
  );
}

/** Stands for no choice. */
const ALL = '';

type SieveProps = Pick<Props, 'plan' | 'wanted' | 'onWant' | 'by' | 'onBy'>;

/** One side, one object, or both at once; what is chosen by a part of the plan gives way. */
function Sieve({ plan, wanted, onWant, by, onBy }: SieveProps) {
  const { say } = useSpeech();
  const mappings = [...new Set(plan.groups.map((it) => it.mapping))];
  const side = wanted.side ?? ALL;
  const mapping = wanted.mapping ?? ALL;
  const want = (next: { side: string; mapping: string }) =>
    onWant({
      ...(SIDES.some((it) => it === next.side) ? { side: next.side as ipc.Side } : {}),
      ...(next.mapping === ALL ? {} : { mapping: next.mapping }),
    });
  return (
    <>
      <Choice
        bare
        label={say('plan-group-by')}
        value={by}
        options={GROUPINGS.map((value) => ({ value, label: say(`group-by-${value}`) }))}
        onChange={onBy}
      />
      <Choice
        bare
        label={say('plan-side')}
        value={side}
        options={[
          { value: ALL, label: say('plan-both-sides') },
          ...SIDES.map((value) => ({ value, label: say('plan-to', { side: PRODUCT[value] }) })),
        ]}
        onChange={(value) => want({ side: value, mapping })}
      />
      {mappings.length > 1 && (
        <Choice
          bare
          label={say('column-object')}
          value={mapping}
          options={[
            { value: ALL, label: say('plan-all-objects') },
            ...mappings.map((value) => ({ value, label: objectWords(value, say) })),
          ]}
          onChange={(value) => want({ side, mapping: value })}
        />
      )}
    </>
  );
}
