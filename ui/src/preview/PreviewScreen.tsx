import { Eye } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAddress, useGo } from '../app/go';
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
import { BeforeIt } from './BeforeIt';
import { EVERYTHING } from './choice';
import { NotRead } from './NotRead';
import { PlanView } from './PlanView';
import css from './Preview.module.css';
import { useKept, usePlan } from './usePlan';

/** An order: what was typed, and what is written. */
interface Order {
  typed: string | null;
  only: ipc.Chosen;
}

/** A plan that is younger is shown again as it is. */
const YOUNG_MS = 60_000;

/** What would be written, before anything is: counts, rules, each value, the cost and the brakes. */
export function PreviewScreen() {
  const speech = useSpeech();
  const { say, moment } = speech;
  const { pair } = usePair();
  const { run } = useNews();
  const address = useAddress();
  const go = useGo();
  const { plan, madeAt, error, making, make, drop } = usePlan(pair.pair);
  const [chosen, setChosen] = useState(EVERYTHING);
  const [asking, setAsking] = useState<ipc.Chosen | null>(null);
  const apply = useOrder(({ typed, only }: Order) => ipc.apply(pair.pair, typed, 'leave', only));
  // The button of the bar asks for a plan; the sidebar only goes to what was made.
  // An old plan would tell of another time, so it makes one anew.
  useEffect(() => {
    if (address.make !== '1') return;
    go('/preview');
    if (plan === null || Date.now() - madeAt > YOUNG_MS) make();
  }, [address.make, go, plan, madeAt, make]);
  const links = plan?.plan.links ?? 0;
  const kept = useKept(pair.pair, chosen, links);
  const carryOut = (typed: string | null) => {
    const only = asking ?? chosen;
    setAsking(null);
    setChosen(EVERYTHING);
    apply.mutate({ typed, only }, { onSuccess: drop });
  };
  const begin = () => {
    apply.reset();
    setChosen(EVERYTHING);
    make();
  };
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
            {links > 0 && (
              <Button
                kind="primary"
                isDisabled={kept === 0 || making}
                isPending={apply.isPending}
                onPress={() => setAsking(chosen)}
              >
                {say('plan-apply', { count: kept })}
              </Button>
            )}
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
        <PlanView
          key={madeAt}
          pair={pair.pair}
          preview={plan}
          madeAt={madeAt}
          chosen={chosen}
          kept={kept}
          onChosen={setChosen}
          onTry={(only) => setAsking({ ...EVERYTHING, only })}
        />
      ) : plan !== null ? (
        <Nothing plan={plan.plan} />
      ) : apply.data !== undefined ? (
        <Applied report={apply.data} onAgain={begin} />
      ) : (
        <Empty
          icon={Eye}
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
          chosen={asking ?? chosen}
          kept={asking?.only != null ? 1 : kept}
          isOpen={asking !== null}
          onClose={() => setAsking(null)}
          onApply={carryOut}
        />
      )}
    </Page>
  );
}

/** Nothing to write: both sides agree, as far as both were read. */
function Nothing({ plan }: { plan: ipc.Preview['plan'] }) {
  const { say } = useSpeech();
  const whole = plan.unread.length === 0;
  return (
    <div className={css.pad}>
      <BeforeIt preflight={plan.preflight} />
      <NotRead unread={plan.unread} />
      <Empty tone={whole ? 'ok' : 'warn'} title={say(whole ? 'plan-nothing' : 'plan-nothing-read')}>
        {say('plan-nothing-about', { count: plan.looked_at })}
      </Empty>
    </div>
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
