import { usePair } from '../app/pair';
import { useLeaveDemo } from '../data/useLeaveDemo';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { useSpeech } from '../words/WordsProvider';
import css from './Overview.module.css';

/** That these are pretend accounts, and the way to the real ones. */
export function DemoPanel() {
  const { say } = useSpeech();
  const { overview } = usePair();
  const leave = useLeaveDemo();
  if (!overview.demo) return null;
  return (
    <Panel title={say('demo-title')} rows>
      {leave.error !== null && <Fault thrown={leave.error} />}
      <p className={css.need}>
        <span className={css.what}>{say('demo-about')}</span>
        <Button isPending={leave.isPending} onPress={() => leave.mutate(undefined)}>
          {say('demo-leave')}
        </Button>
      </p>
    </Panel>
  );
}
