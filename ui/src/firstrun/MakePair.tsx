import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { useSpeech } from '../words/WordsProvider';
import css from './FirstRun.module.css';
import { PairFields, usePairDesign } from './PairFields';

interface Props {
  hubspot: ipc.AccountLine | null;
  salesforce: ipc.AccountLine | null;
}

/** Puts two linked accounts together: which objects, the id fields, and what the first run does. */
export function MakePair({ hubspot, salesforce }: Props) {
  const { say } = useSpeech();
  const [design, setDesign] = usePairDesign();
  const make = useOrder((pair: ipc.PairToAdd) => ipc.addPair(pair));
  if (hubspot === null || salesforce === null) return null;
  const start = () =>
    make.mutate({
      name: hubspot.account.name,
      connections: { hubspot: hubspot.connection, salesforce: salesforce.connection },
      ...design,
    });
  return (
    <Panel title={say('pair-title')}>
      <div className={css.card}>
        <PairFields design={design} onChange={setDesign} />
        {make.error !== null && <Fault thrown={make.error} />}
        <p>{say('pair-nothing-written')}</p>
        <Button
          kind="primary"
          isDisabled={design.objects.length === 0}
          isPending={make.isPending}
          onPress={start}
        >
          {say('pair-make')}
        </Button>
      </div>
    </Panel>
  );
}
