import { useQuery } from '@tanstack/react-query';
import { LanguageAndLook } from '../app/LanguageAndLook';
import { usePreferences } from '../app/preferences';
import { ask } from '../data/queries';
import type * as ipc from '../ipc';
import { Choice } from '../parts/Choice';
import { CopyButton } from '../parts/CopyButton';
import { Fault } from '../parts/Fault';
import { Mark } from '../parts/Mark';
import { Page } from '../parts/Page';
import { Facts, Panel } from '../parts/Panel';
import { Waiting } from '../parts/State';
import { useSpeech } from '../words/WordsProvider';
import { BackupsPanel } from './BackupsPanel';
import { NoticesPanel } from './NoticesPanel';
import { SchedulePanel } from './SchedulePanel';
import css from './Settings.module.css';
import { SharesPanel } from './SharesPanel';

const SCALES = ['90', '100', '110', '125', '150'] as const;

/** The window's language and look, when and how much the program works, backups, and how this machine is. */
export function SettingsScreen() {
  const { say } = useSpeech();
  return (
    <Page title={say('place-settings')}>
      <div className={css.stack}>
        <WindowPanel />
        <ProgramPanel />
        <SchedulePanel />
        <NoticesPanel />
        <SharesPanel />
        <BackupsPanel />
        <HealthPanel />
      </div>
    </Page>
  );
}

function WindowPanel() {
  const { say, percent } = useSpeech();
  const { scale, setScale } = usePreferences();
  return (
    <Panel title={say('settings-window')}>
      <div className={css.choices}>
        <LanguageAndLook />
        <Choice
          label={say('settings-scale')}
          value={String(scale) as (typeof SCALES)[number]}
          options={SCALES.map((value) => ({ value, label: percent(Number(value) / 100) }))}
          onChange={(value) => setScale(Number(value))}
        />
      </div>
    </Panel>
  );
}

const ON_CLOSE: readonly ipc.OnClose[] = ['tray', 'quit'];
const AT_LOGIN: readonly ipc.AtLogin[] = ['off', 'tray'];

/** When the program runs: what closing the window does, and whether it starts by itself. */
function ProgramPanel() {
  const { say } = useSpeech();
  const { choices, choose, refused } = usePreferences();
  return (
    <Panel title={say('settings-program')}>
      {refused !== null && <Fault thrown={refused} />}
      <div className={css.choices}>
        <Choice
          label={say('settings-on-close')}
          value={choices.on_close}
          options={ON_CLOSE.map((value) => ({ value, label: say(`close-${value}`) }))}
          onChange={(on_close) => choose({ on_close })}
        />
        <Choice
          label={say('settings-at-login')}
          value={choices.at_login}
          options={AT_LOGIN.map((value) => ({ value, label: say(`login-${value}`) }))}
          onChange={(at_login) => choose({ at_login })}
        />
      </div>
    </Panel>
  );
}

function HealthPanel() {
  const { say } = useSpeech();
  const { data, error, refetch } = useQuery(ask.doctor());
  return (
    <Panel
      title={say('settings-health')}
      aside={
        data !== undefined && (
          <CopyButton text={JSON.stringify(data, null, 2)}>{say('health-copy')}</CopyButton>
        )
      }
    >
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Waiting rows={3} />}
      {data !== undefined && (
        <div className={css.health}>
          <Facts
            facts={[
              [say('health-version'), data.version],
              [say('health-system'), data.system],
              [say('health-state'), <code key="file">{data.database}</code>],
            ]}
          />
          <p className={css.line}>
            <Mark tone={data.trouble === null ? 'ok' : 'err'} />
            {data.trouble === null ? say('health-sound') : data.trouble.message}
          </p>
        </div>
      )}
    </Panel>
  );
}
