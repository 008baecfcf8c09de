import { accountOf, usePair } from '../app/pair';
import type { AccountGuard, BrakeSettings, PairFile } from '../ipc';
import { NumberBox } from '../parts/NumberBox';
import { Facts, Panel } from '../parts/Panel';
import { Switch } from '../parts/Switch';
import { TextBox } from '../parts/TextBox';
import { PRODUCT, SIDES, type Side } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import { ActivitiesPanel } from './ActivitiesPanel';
import { BRAKES, brakeOf } from './brakes';
import { CampaignsPanel } from './CampaignsPanel';
import css from './Mapping.module.css';
import { Stakes } from './Stakes';
import { withGuard } from './settings';

interface Props {
  file: PairFile;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** What holds for all objects of the pair: the brakes, and for whom the file is. */
export function PairTab({ file, onChange }: Props) {
  const { say } = useSpeech();
  const setBrake = (name: keyof BrakeSettings, value: number | null) =>
    onChange((it) => {
      const { [name]: _, ...others } = it.brakes;
      return { ...it, brakes: value === null ? others : { ...others, [name]: value } };
    });
  return (
    <div className={css.rules}>
      <Stakes />
      <Panel title={say('brakes-title')}>
        <div className={css.choices}>
          {BRAKES.map(([name, usual]) => (
            <NumberBox
              key={name}
              label={say(`brakes-${name}`)}
              about={say('brakes-default', { count: usual })}
              value={brakeOf(file, name)}
              least={0}
              onChange={(value) => setBrake(name, value === usual ? null : value)}
            />
          ))}
        </div>
        <p className={css.about}>{say('brakes-about')}</p>
      </Panel>
      <ActivitiesPanel file={file} onChange={onChange} />
      <CampaignsPanel file={file} onChange={onChange} />
      <ForWhom file={file} onChange={onChange} />
    </div>
  );
}

const KEYS: Record<Side, keyof AccountGuard> = { hub_spot: 'hubspot', salesforce: 'salesforce' };

/** The file itself: its name, and the accounts that it is refused for. */
function ForWhom({ file, onChange }: Props) {
  const { say } = useSpeech();
  const { overview, pair } = usePair();
  return (
    <Panel title={say('guard-title')}>
      <div className={css.settings}>
        <TextBox
          label={say('guard-name')}
          about={say('guard-name-about')}
          value={file.name}
          onChange={(name) => onChange((it) => ({ ...it, name }))}
        />
        {SIDES.map((side) => {
          const account = accountOf(overview, pair, side)?.account ?? null;
          const named = file.only_for?.[KEYS[side]] ?? null;
          if (account === null && named === null) return null;
          const facts = {
            side: PRODUCT[side],
            name: account?.name ?? named ?? '',
            id: named ?? account?.id ?? '',
          };
          return (
            <Switch
              key={side}
              label={say('guard-only', facts)}
              about={say('guard-only-about', facts)}
              isOn={named !== null}
              onChange={(on) =>
                onChange((it) => withGuard(it, KEYS[side], on ? (account?.id ?? null) : null))
              }
            />
          );
        })}
        <Facts facts={[[say('guard-format'), file.format_version]]} />
      </div>
    </Panel>
  );
}
