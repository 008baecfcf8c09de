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
  /** The mapping that it begins with; none for the usual one. */
  file: ipc.PairFile | null;
  onMade: (made: ipc.PairAdded) => void;
}

/** Puts two linked accounts together: which objects, the id fields, and what the first run does. */
export function MakePair({ hubspot, salesforce, file, onMade }: Props) {
  const { say } = useSpeech();
  const [design, setDesign] = usePairDesign();
  // The window goes as soon as there is a pair, so what it came to is handed on before that.
  const make = useOrder(async (pair: ipc.PairToAdd) => {
    const made = await (file === null ? ipc.addPair(pair) : ipc.addPairOfFile(pair, file));
    onMade(made);
    return made;
  });
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
        <PairFields design={design} onChange={setDesign} isOfFile={file !== null} />
        {make.error !== null && <Fault thrown={make.error} />}
        <p>{say('pair-nothing-written')}</p>
        <Button
          kind="primary"
          isDisabled={file === null && design.objects.length === 0}
          isPending={make.isPending}
          onPress={start}
        >
          {say('pair-make')}
        </Button>
      </div>
    </Panel>
  );
}
