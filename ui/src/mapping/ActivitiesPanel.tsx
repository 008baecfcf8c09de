import { useMutation } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import {
  activityMapping,
  expectedTasks,
  type MailActivity,
  type PairFile,
  type Repeats,
} from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { useSpeech } from '../words/WordsProvider';
import { ACTIVITIES, objectOf, repeatsOf, withActivity, withRepeats } from './activities';
import css from './Mapping.module.css';

interface Props {
  file: PairFile;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

type Wanted = Repeats | 'off';

/** Which activities of people become tasks in Salesforce, and how many tasks that is. */
export function ActivitiesPanel({ file, onChange }: Props) {
  const { say } = useSpeech();
  return (
    <Panel title={say('activities-title')}>
      <div className={css.activities}>
        {ACTIVITIES.map((activity) => (
          <OneActivity key={activity} activity={activity} file={file} onChange={onChange} />
        ))}
        <p className={css.about}>{say('activities-about')}</p>
      </div>
    </Panel>
  );
}

function OneActivity({ activity, file, onChange }: Props & { activity: MailActivity }) {
  const { say, count } = useSpeech();
  const { pair } = usePair();
  const now: Wanted = repeatsOf(file, activity) ?? 'off';
  const made = useMutation({
    mutationFn: (repeats: Repeats) => activityMapping(pair.pair, activity, repeats),
    onSuccess: (mapping) => onChange((it) => withActivity(it, mapping)),
  });
  const counted = useMutation({ mutationFn: () => expectedTasks(pair.pair, activity) });
  const choose = (wanted: Wanted) => {
    if (wanted === 'off') {
      onChange((it) => ({
        ...it,
        mappings: it.mappings.filter((mapping) => mapping.hubspot !== objectOf(activity)),
      }));
    } else if (now === 'off') {
      made.mutate(wanted);
    } else {
      onChange((it) => withRepeats(it, activity, wanted));
    }
  };
  const options = (['off', 'each', 'collapsed'] as const).map((value) => ({
    value,
    label: say(`activities-${value}`),
    about: say(`activities-${value}-about`),
  }));
  return (
    <div className={css.activity}>
      <Choice
        label={say(`activities-${activity}`)}
        value={now}
        options={options}
        isDisabled={made.isPending}
        onChange={choose}
      />
      <Button kind="quiet" isPending={counted.isPending} onPress={() => counted.mutate()}>
        {say('activities-count')}
        <span className="sr-only">{say(`activities-${activity}`)}</span>
      </Button>
      <p className={css.said} role="status">
        {counted.data &&
          say(counted.data.at_least ? 'activities-expected-more' : 'activities-expected', {
            each: count(counted.data.each),
            collapsed: count(counted.data.collapsed),
          })}
      </p>
      {(made.error ?? counted.error) !== null && <Fault thrown={made.error ?? counted.error} />}
    </div>
  );
}
