import { useMutation } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import { makeOwnerCards } from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';

/** Salesforce owners whom HubSpot lacks: three properties name them, once a person agrees. */
export function OwnerCards() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const made = useMutation({ mutationFn: () => makeOwnerCards(pair.pair) });
  return (
    <Panel title={say('owner-cards-title')}>
      <div className={css.settings}>
        <p className={css.about}>{say('owner-cards-about')}</p>
        <Button isPending={made.isPending} onPress={() => made.mutate()}>
          {say('owner-cards-make')}
        </Button>
        <div aria-live="polite">
          {made.data && made.data.objects.length > 0 && (
            <p className={css.fact}>
              <Mark tone="ok" />
              {say('owner-cards-made', { objects: made.data.objects.join(', ') })}
            </p>
          )}
          {made.data?.by_hand.map(([object, field, why]) => (
            <p key={`${object}.${field}`} className={css.flaw}>
              <Mark tone="warn" />
              {say('owner-cards-by-hand', { object, field, why })}
            </p>
          ))}
        </div>
        {made.error !== null && <Fault thrown={made.error} />}
      </div>
    </Panel>
  );
}
