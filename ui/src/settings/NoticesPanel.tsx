import { useQuery } from '@tanstack/react-query';
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

const WANTED: readonly ipc.Wanted[] = ['shown', 'silent'];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

/** When the desktop is told of something, and when it is left in peace. */
export function NoticesPanel() {
  const { say } = useSpeech();
  const toast = useToast();
  const { data, error, refetch } = useQuery(ask.notices());
  const keep = useOrder((settings: ipc.NoticeSettings) => ipc.setNoticeSettings(settings));
  const set = (change: Partial<ipc.NoticeSettings>) => {
    if (data === undefined) return;
    keep.mutate({ ...data, ...change }, { onSuccess: () => toast(say('notices-saved')) });
  };
  const hours = HOURS.map((value) => ({ value, label: `${value.padStart(2, '0')}:00` }));
  return (
    <Panel title={say('notices-title')}>
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {keep.error !== null && <Fault thrown={keep.error} />}
      {error === null && data === undefined && <Waiting rows={2} />}
      {data !== undefined && (
        <>
          <div className={css.choices}>
            <Choice
              label={say('notices-wanted')}
              value={data.wanted}
              options={WANTED.map((value) => ({ value, label: say(`wanted-${value}`) }))}
              onChange={(wanted) => set({ wanted })}
            />
            <NumberBox
              label={say('notices-from')}
              value={data.from_records}
              least={1}
              onChange={(from_records) => set({ from_records })}
            />
            <Choice
              label={say('notices-quiet-from')}
              value={String(data.quiet[0])}
              options={hours}
              onChange={(hour) => set({ quiet: [Number(hour), data.quiet[1]] })}
            />
            <Choice
              label={say('notices-quiet-to')}
              value={String(data.quiet[1])}
              options={hours}
              onChange={(hour) => set({ quiet: [data.quiet[0], Number(hour)] })}
            />
          </div>
          <p className={css.about}>{say('notices-about')}</p>
        </>
      )}
    </Panel>
  );
}
