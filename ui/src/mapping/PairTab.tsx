import type { BrakeSettings, PairFile } from '../ipc';
import { NumberBox } from '../parts/NumberBox';
import { Panel } from '../parts/Panel';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';

/** The brakes with their defaults (P4). */
const BRAKES: readonly [name: keyof BrakeSettings, usual: number][] = [
  ['deletes', 50],
  ['deletes_percent', 1],
  ['cleared_values', 50],
  ['changed_percent', 20],
  ['creates', 100],
  ['creates_percent', 20],
];

interface Props {
  file: PairFile;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** The brakes, which hold for all objects of the pair. */
export function PairTab({ file, onChange }: Props) {
  const { say } = useSpeech();
  const setBrake = (name: keyof BrakeSettings, value: number | null) =>
    onChange((it) => {
      const { [name]: _, ...others } = it.brakes;
      return { ...it, brakes: value === null ? others : { ...others, [name]: value } };
    });
  return (
    <div className={css.rules}>
      <Panel title={say('brakes-title')}>
        <div className={css.choices}>
          {BRAKES.map(([name, usual]) => (
            <NumberBox
              key={name}
              label={say(`brakes-${name}`)}
              about={say('brakes-default', { count: usual })}
              value={file.brakes[name] ?? usual}
              least={0}
              onChange={(value) => setBrake(name, value === usual ? null : value)}
            />
          ))}
        </div>
        <p className={css.about}>{say('brakes-about')}</p>
      </Panel>
    </div>
  );
}
