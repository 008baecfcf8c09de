import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Choice } from '../parts/Choice';
import { Fault } from '../parts/Fault';
import { NumberBox } from '../parts/NumberBox';
import { Panel } from '../parts/Panel';
import { Waiting } from '../parts/State';
import { Switch } from '../parts/Switch';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';
import css from './Settings.module.css';

const LEVELS: readonly ipc.Level[] = ['needs_you', 'errors', 'recovered', 'summary'];
const MEANS: readonly ipc.Means[] = ['desktop', 'window', 'nowhere'];
const MEASURES: readonly ipc.Threshold['by'][] = ['records', 'percent'];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const DAYS = [1, 2, 3, 4, 5, 6, 7];

interface Part {
  settings: ipc.NoticeSettings;
  set: (change: Partial<ipc.NoticeSettings>) => void;
}

/** What a person is told of, where, and when they are left in peace. */
export function NoticesPanel() {
  const { say } = useSpeech();
  const toast = useToast();
  const { data, error, refetch } = useQuery(ask.notices());
  const keep = useOrder((settings: ipc.NoticeSettings) => ipc.setNoticeSettings(settings));
  const set = (change: Partial<ipc.NoticeSettings>) => {
    if (data === undefined) return;
    keep.mutate({ ...data, ...change }, { onSuccess: () => toast(say('settings-saved')) });
  };
  return (
    <Panel title={say('notices-title')}>
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {keep.error !== null && <Fault thrown={keep.error} />}
      {error === null && data === undefined && <Waiting rows={4} />}
      {data !== undefined && (
        <div className={css.parts}>
          <Levels settings={data} set={set} />
          <FromHowMuch settings={data} set={set} />
          <Peace settings={data} set={set} />
          <Switch
            label={say('notices-names')}
            about={say('notices-names-about')}
            isOn={data.names === 'shown'}
            onChange={(on) => set({ names: on ? 'shown' : 'hidden' })}
          />
          <p className={css.about}>{say('notices-about')}</p>
        </div>
      )}
    </Panel>
  );
}

/** Each level, and where it is told. */
function Levels({ settings, set }: Part) {
  const { say } = useSpeech();
  return (
    <div className={css.choices}>
      {LEVELS.map((level) => (
        <Choice
          key={level}
          label={say(`level-${level}`)}
          value={settings[level]}
          options={MEANS.map((value) => ({ value, label: say(`means-${value}`) }))}
          onChange={(means) => set({ [level]: means })}
        />
      ))}
    </div>
  );
}

/** From how many failing records on they are told of. */
function FromHowMuch({ settings, set }: Part) {
  const { say } = useSpeech();
  const { threshold } = settings;
  return (
    <div className={css.choices}>
      <NumberBox
        label={say('notices-from')}
        value={threshold.least}
        least={1}
        {...(threshold.by === 'percent' ? { most: 100 } : {})}
        onChange={(least) => set({ threshold: { ...threshold, least } })}
      />
      <Choice
        label={say('notices-measure')}
        value={threshold.by}
        options={MEASURES.map((value) => ({ value, label: say(`measure-${value}`) }))}
        onChange={(by) => set({ threshold: { by, least: Math.min(threshold.least, 100) } })}
      />
    </div>
  );
}

function withOrWithout(days: number[], day: number): number[] {
  if (days.includes(day)) return days.filter((it) => it !== day);
  return [...days, day].sort((one, other) => one - other);
}

/** Hours and days of rest, and the hour of the day's figures. */
function Peace({ settings, set }: Part) {
  const { say } = useSpeech();
  const hours = HOURS.map((value) => ({ value, label: `${value.padStart(2, '0')}:00` }));
  const [from, to] = settings.quiet;
  const [asksForNone, setAsksForNone] = useState(false);
  const pick = (day: number) => {
    const days = withOrWithout(settings.days, day);
    setAsksForNone(days.length === 0);
    if (days.length > 0) set({ days });
  };
  return (
    <>
      <div className={css.choices}>
        <Choice
          label={say('notices-quiet-from')}
          value={String(from)}
          options={hours}
          onChange={(hour) => set({ quiet: [Number(hour), to] })}
        />
        <Choice
          label={say('notices-quiet-to')}
          value={String(to)}
          options={hours}
          onChange={(hour) => set({ quiet: [from, Number(hour)] })}
        />
        <Choice
          label={say('notices-summary-at')}
          value={String(settings.summary_at)}
          options={hours}
          isDisabled={settings.summary === 'nowhere'}
          onChange={(hour) => set({ summary_at: Number(hour) })}
        />
      </div>
      <fieldset className={css.days}>
        <legend>{say('notices-days')}</legend>
        {DAYS.map((day) => (
          <label key={day}>
            <input
              type="checkbox"
              checked={settings.days.includes(day)}
              onChange={() => pick(day)}
            />
            {say(`weekday-${day}`)}
          </label>
        ))}
        {asksForNone && (
          <p className={css.about} role="alert">
            {say('notices-one-day')}
          </p>
        )}
      </fieldset>
    </>
  );
}
