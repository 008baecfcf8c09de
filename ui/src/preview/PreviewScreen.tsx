import { useEffect, useState } from 'react';
import { useAddress } from '../app/go';
import { usePair } from '../app/pair';
import { doingWords } from '../app/StatusBar';
import { useNews } from '../data/news';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Page } from '../parts/Page';
import { Empty, Waiting } from '../parts/State';
import { useSpeech } from '../words/WordsProvider';
import { Applied } from './Applied';
import { ApplyDialog } from './ApplyDialog';
import { Groups, type Wanted } from './Groups';
import { PlannedRecords } from './PlannedRecords';
import css from './Preview.module.css';
import { Summary } from './Summary';
import { usePlan } from './usePlan';

/** What would be written, before anything is: counts, rules, each value, the cost and the brakes. */
export function PreviewScreen() {
  const speech = useSpeech();
  const { say, count, moment } = speech;
  const { pair } = usePair();
  const { run } = useNews();
  const address = useAddress();
  const { plan, madeAt, error, making, make, drop } = usePlan(pair.pair);
  const [wanted, setWanted] = useState<Wanted>({});
  const [asking, setAsking] = useState(false);
  const apply = useOrder((typed: string | null) => ipc.apply(pair.pair, typed, 'leave'));
  // The button of the bar asks for a plan; the sidebar only goes to what was made.
  useEffect(() => {
    if (address.make === '1' && plan === null && !making && error === null) make();
  });
  const carryOut = (typed: string | null) => {
    setAsking(false);
    apply.mutate(typed, { onSuccess: drop });
  };
  const begin = () => {
    apply.reset();
    setWanted({});
    make();
  };
  const links = plan?.plan.links ?? 0;
  return (
    <Page
      title={say('place-preview')}
      fill
      about={
        plan !== null &&
        !making &&
        say('plan-about', {
          at: moment(new Date(madeAt).toISOString()),
          count: plan.plan.looked_at,
        })
      }
      actions={
        plan !== null && (
          <>
            <Button onPress={begin} isPending={making}>
              {say('plan-again')}
            </Button>
            <Button
              kind="primary"
              isDisabled={links === 0 || making}
              isPending={apply.isPending}
              onPress={() => setAsking(true)}
            >
              {say('plan-apply', { count: links })}
            </Button>
          </>
        )
      }
    >
      {making || apply.isPending ? (
        <Busy words={(run && doingWords(run, speech)) ?? say('plan-making')} />
      ) : error !== null ? (
        <div className={css.pad}>
          <Fault thrown={error} onRetry={begin} />
        </div>
      ) : apply.error !== null ? (
        <div className={css.pad}>
          <Fault thrown={apply.error} onRetry={begin} />
        </div>
      ) : plan !== null && links > 0 ? (
        <div className={css.plan}>
          <Summary preview={plan} />
          <div className={css.panes}>
            <Groups plan={plan.plan} wanted={wanted} onWant={setWanted} />
            <PlannedRecords pair={pair.pair} wanted={wanted} />
          </div>
        </div>
      ) : plan !== null ? (
        <Empty tone="ok" title={say('plan-nothing')}>
          {say('plan-nothing-about', { count: count(plan.plan.looked_at) })}
        </Empty>
      ) : apply.data !== undefined ? (
        <Applied report={apply.data} onAgain={begin} />
      ) : (
        <Empty
          title={say('plan-none')}
          action={
            <Button kind="primary" onPress={begin}>
              {say('plan-make')}
            </Button>
          }
        >
          {say('plan-none-about')}
        </Empty>
      )}
      {plan !== null && (
        <ApplyDialog
          preview={plan}
          isOpen={asking}
          onClose={() => setAsking(false)}
          onApply={carryOut}
        />
      )}
    </Page>
  );
}

function Busy({ words }: { words: string }) {
  const { say } = useSpeech();
  const cancel = useOrder(() => ipc.cancel());
  return (
    <div className={css.busy}>
      <p role="status">
        <strong>{words}</strong>
        <span>{say('cancel-safe')}</span>
        <Button isPending={cancel.isPending} onPress={() => cancel.mutate(undefined)}>
          {say('sync-cancel')}
        </Button>
      </p>
      <Waiting rows={10} />
    </div>
  );
}
