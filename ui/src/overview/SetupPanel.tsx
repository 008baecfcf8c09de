import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { Share } from '../parts/Share';
import { useSpeech } from '../words/WordsProvider';
import css from './Overview.module.css';
import { isSetUp, type Step, stepsOf } from './steps';

/** What is left to do until the pair runs by itself; gone when it does. */
export function SetupPanel() {
  const { say } = useSpeech();
  const { overview, pair } = usePair();
  const keep = useOrder(() => ipc.keep(pair.pair, 'in_step'));
  const steps = stepsOf(overview, pair);
  if (isSetUp(steps)) return null;
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done);
  const way = (step: Step) =>
    step.name === 'kept' ? (
      <Button isPending={keep.isPending} onPress={() => keep.mutate(undefined)}>
        {say('keep-resume')}
      </Button>
    ) : (
      <PlaceLink path={step.path}>{say(`setup-${step.name}-do`)}</PlaceLink>
    );
  return (
    <Panel
      title={say('overview-setup')}
      rows
      aside={
        <span className={css.bar}>
          {say('setup-done', { done, all: steps.length })}
          <Share of={done / steps.length} label={say('overview-setup')} />
        </span>
      }
    >
      <ol>
        {steps.map((step) => (
          <li key={step.name} className={css.need}>
            <Mark tone={step.done ? 'ok' : 'off'} />
            <span className={css.what}>
              {say(`setup-${step.name}`)}
              {step.done && <span className="sr-only">: {say('setup-is-done')}</span>}
            </span>
            {step === next && way(step)}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
