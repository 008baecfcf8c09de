import { Lock } from 'lucide-react';
import { usePair } from '../app/pair';
import type { Flaw, ObjectMapping, PairFile } from '../ipc';
import { Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { Switch } from '../parts/Switch';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { flawWords } from './flawWords';
import css from './Mapping.module.css';
import { Stakes } from './Stakes';
import { optOutOf, withOptOut } from './settings';

const LOCKED = ['to-salesforce', 'to-hubspot', 'stays', 'first'] as const;

interface Props {
  file: PairFile;
  mapping: ObjectMapping;
  flaws: Flaw[];
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** What holds of opt-outs whatever is chosen, and the two things that can be chosen (S52-S60). */
export function OptOutTab({ file, mapping, flaws, onChange }: Props) {
  const speech = useSpeech();
  const names = useFieldNames();
  const { say } = speech;
  const { pair } = usePair();
  const { leave_unticked, reach_held } = optOutOf(file);
  const wrong = flaws.filter(
    (it) => it.object === mapping.id && it.code.code.startsWith('opt_out'),
  );
  return (
    <div className={css.rules}>
      <Stakes />
      <Panel title={say('optout-locked')}>
        {wrong.map((flaw) => (
          <p key={JSON.stringify(flaw)} className={css.flaw}>
            <Mark tone="warn" />
            {flawWords(flaw, speech, names)}
          </p>
        ))}
        <ul className={css.facts}>
          {LOCKED.map((fact) => (
            <li key={fact}>
              <Lock size={14} aria-hidden />
              {say(`optout-${fact}`, { objects: mapping.salesforce.join(', ') })}
            </li>
          ))}
        </ul>
        <p className={css.about}>{say('optout-locked-about')}</p>
      </Panel>
      <Panel title={say('optout-chosen')}>
        <div className={css.settings}>
          <Switch
            label={say('optout-reach')}
            about={say('optout-reach-about')}
            isOn={reach_held}
            onChange={(on) => onChange((it) => withOptOut(it, { reach_held: on }))}
          />
          {pair.opt_outs > 0 && (
            <p className={css.fact}>
              <Mark tone={reach_held ? 'run' : 'warn'} />
              {say(reach_held ? 'optout-will-cross' : 'optout-waiting', { count: pair.opt_outs })}
            </p>
          )}
          <Switch
            label={say('optout-leave')}
            about={say('optout-leave-about')}
            isOn={leave_unticked}
            onChange={(on) => onChange((it) => withOptOut(it, { leave_unticked: on }))}
          />
        </div>
      </Panel>
    </div>
  );
}
