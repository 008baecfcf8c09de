import { useQuery } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import { ask, useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Choice } from '../parts/Choice';
import { Fault } from '../parts/Fault';
import { NumberBox } from '../parts/NumberBox';
import { Panel } from '../parts/Panel';
import { Waiting } from '../parts/State';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';
import css from './Settings.module.css';

const LOOKS: readonly ipc.Schedule['look'][] = ['as_changes_arrive', 'every', 'by_hand'];

/** Minutes that are offered first: the usual pause. */
const USUAL = 15;

/** A day. */
const MOST = 24 * 60;

/** How often each pair looks by itself. */
export function SchedulePanel() {
  const { say } = useSpeech();
  const { overview } = usePair();
  return (
    <Panel title={say('schedule-title')}>
      <div className={css.parts}>
        {overview.pairs.map((pair) => (
          <PairSchedule key={pair.pair} pair={pair} alone={overview.pairs.length === 1} />
        ))}
        <p className={css.about}>{say('schedule-about')}</p>
      </div>
    </Panel>
  );
}

function PairSchedule({ pair, alone }: { pair: ipc.PairOverview; alone: boolean }) {
  const { say } = useSpeech();
  const toast = useToast();
  const { data, error, refetch } = useQuery(ask.schedule(pair.pair));
  const keep = useOrder((schedule: ipc.Schedule) => ipc.setSchedule(pair.pair, schedule));
  const set = (schedule: ipc.Schedule) =>
    keep.mutate(schedule, { onSuccess: () => toast(say('settings-saved')) });
  const pick = (look: ipc.Schedule['look']) =>
    set(look === 'every' ? { look, minutes: USUAL } : { look });
  return (
    <div>
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {keep.error !== null && <Fault thrown={keep.error} />}
      {error === null && data === undefined && <Waiting rows={1} />}
      {data !== undefined && (
        <div className={css.choices}>
          <Choice
            label={alone ? say('schedule-look') : say('schedule-look-of', { pair: pair.name })}
            value={data.look}
            options={LOOKS.map((value) => ({
              value,
              label: say(`look-${value}`),
              about: say(`look-${value}-about`),
            }))}
            onChange={pick}
          />
          {data.look === 'every' && (
            <NumberBox
              label={say('schedule-minutes')}
              value={data.minutes}
              least={1}
              most={MOST}
              onChange={(minutes) => set({ look: 'every', minutes })}
            />
          )}
        </div>
      )}
    </div>
  );
}
