import { useGo } from '../app/go';
import {
  type Both,
  type FieldMapping,
  lifecycleField,
  type ObjectMapping,
  type ObjectSchema,
  type PairFile,
  type WonReaches,
} from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { CopyButton } from '../parts/CopyButton';
import { Mark, type Tone } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { Switch } from '../parts/Switch';
import { useSpeech } from '../words/WordsProvider';
import { FieldMaker } from './FieldMaker';
import css from './Mapping.module.css';
import { farNames } from './rows';
import { Stakes } from './Stakes';
import {
  isOfPeople,
  keepsCompanies,
  lifecycleOf,
  RIPPLES,
  type Won,
  withLifecycle,
  wonOf,
} from './settings';

const LIFECYCLE = 'lifecyclestage';
const REACHES: readonly WonReaches[] = ['nobody', 'company_contacts', 'contacts_with_a_role'];
const MAKE = { make: 'lifecycle-make', made: 'lifecycle-made', byHand: 'lifecycle-by-hand' };
const STEPS = ['make', 'options', 'grant', 'map'] as const;

interface Props {
  file: PairFile;
  schemas: Both<ObjectSchema[]> | null;
  onChange: (how: (file: PairFile) => PairFile) => void;
  /** Reads the fields of both sides anew. */
  onRead: () => void;
}

/** How the lifecycle stage of people moves: by a field of Salesforce, and by opportunities. */
export function LifecycleTab({ file, schemas, onChange, onRead }: Props) {
  const people = file.mappings.find(isOfPeople);
  return (
    <div className={css.rules}>
      <Stakes />
      <Opportunities file={file} onChange={onChange} />
      <Ripples file={file} onChange={onChange} />
      {people !== undefined && (
        <Counterpart people={people} schemas={schemas} onRead={onRead} onChange={onChange} />
      )}
    </div>
  );
}

/** What opportunities do to the stage, and whether all that it needs is there (S61-S64). */
function Opportunities({ file, onChange }: Pick<Props, 'file' | 'onChange'>) {
  const { say } = useSpeech();
  const { transitions, won_reaches } = lifecycleOf(file);
  const won = wonOf(file);
  const needs: [need: string, met: boolean][] = [
    ['transitions', transitions],
    ['reach', won_reaches !== 'nobody'],
    ...(won_reaches === 'company_contacts'
      ? ([['companies', keepsCompanies(file)]] as [string, boolean][])
      : []),
  ];
  return (
    <Panel title={say('lifecycle-opportunities')}>
      <div className={css.settings}>
        <Switch
          label={say('lifecycle-transitions')}
          about={say('lifecycle-transitions-about')}
          isOn={transitions}
          onChange={(on) => onChange((it) => withLifecycle(it, { transitions: on }))}
        />
        <Choice
          label={say('lifecycle-won')}
          value={won_reaches}
          hint={say(`won-${won_reaches}-about`)}
          options={REACHES.map((value) => ({
            value,
            label: say(`won-${value}`),
            about: say(`won-${value}-about`),
          }))}
          onChange={(value) => onChange((it) => withLifecycle(it, { won_reaches: value }))}
        />
        <div>
          <h3>{say('lifecycle-needs')}</h3>
          <ul className={css.facts}>
            {needs.map(([need, met]) => (
              <li key={need}>
                <Mark tone={met ? 'ok' : 'off'} />
                {say(`lifecycle-need-${need}`)}
                <span className="sr-only">
                  : {say(met ? 'lifecycle-met' : 'lifecycle-not-met')}
                </span>
              </li>
            ))}
          </ul>
          <p className={css.about}>{say('lifecycle-role')}</p>
        </div>
        <p className={css.fact} role="status">
          <Mark tone={TONES[won]} />
          <strong>{say(`lifecycle-result-${won}`)}</strong>
        </p>
        <p className={css.about}>{say('lifecycle-forward')}</p>
      </div>
    </Panel>
  );
}

/** Whom somebody's step takes along in HubSpot (H44, H65). */
function Ripples({ file, onChange }: Pick<Props, 'file' | 'onChange'>) {
  const { say } = useSpeech();
  const lifecycle = lifecycleOf(file);
  const isIdle = RIPPLES.some((it) => lifecycle[it]) && !keepsCompanies(file);
  return (
    <Panel title={say('lifecycle-ripples')}>
      <div className={css.settings}>
        {RIPPLES.map((ripple) => (
          <Switch
            key={ripple}
            label={say(`lifecycle-${ripple}`)}
            about={say(`lifecycle-${ripple}-about`)}
            isOn={lifecycle[ripple] === true}
            onChange={(on) => onChange((it) => withLifecycle(it, { [ripple]: on }))}
          />
        ))}
        <p className={css.fact} role="status">
          {isIdle && (
            <>
              <Mark tone="warn" />
              <strong>{say('lifecycle-ripples-idle')}</strong>
            </>
          )}
        </p>
        <p className={css.about}>{say('lifecycle-ripples-once')}</p>
      </div>
    </Panel>
  );
}

const TONES: Record<Won, Tone> = {
  off: 'off',
  nobody: 'off',
  no_companies: 'warn',
  company_contacts: 'ok',
  contacts_with_a_role: 'ok',
};

interface CounterpartProps extends Omit<Props, 'file'> {
  people: ObjectMapping;
}

/** Salesforce has no field of this stage until somebody makes one (S43, S44). */
function Counterpart({ people, ...rest }: CounterpartProps) {
  const { say } = useSpeech();
  const tied = people.fields.find((it) => it.hubspot === LIFECYCLE);
  return (
    <Panel title={say('lifecycle-field')}>
      {tied === undefined ? (
        <Lacking people={people} {...rest} />
      ) : (
        <Tied people={people} field={tied} />
      )}
    </Panel>
  );
}

function Tied({ people, field }: { people: ObjectMapping; field: FieldMapping }) {
  const { say } = useSpeech();
  const names = farNames(field, people.salesforce).map(([name, on]) => `${on.join(', ')} ${name}`);
  return (
    <div className={css.settings}>
      <p className={css.fact}>
        <Mark tone="ok" />
        {say('lifecycle-tied', { field: names.join(', '), rule: say(`rule-${field.rule}`) })}
      </p>
      <p className={css.about}>{say('lifecycle-backward')}</p>
    </div>
  );
}

function Lacking({ people, schemas, onRead, onChange }: CounterpartProps) {
  const { say } = useSpeech();
  const go = useGo();
  const here = schemas?.hubspot.find((it) => it.object === people.hubspot);
  const options = here?.fields[LIFECYCLE]?.options ?? [];
  return (
    <div className={css.settings}>
      <p className={css.fact}>
        <Mark tone="off" />
        {say('lifecycle-lacking')}
      </p>
      <p className={css.about}>
        {say('lifecycle-make-about', { objects: people.salesforce.join(', ') })}
      </p>
      <FieldMaker words={MAKE} make={lifecycleField} onChange={onChange} />
      <h3>{say('lifecycle-yourself')}</h3>
      <ol className={css.steps}>
        {STEPS.map((step) => (
          <li key={step}>
            {say(`lifecycle-step-${step}`, { objects: people.salesforce.join(', ') })}
          </li>
        ))}
      </ol>
      <div className={css.choices}>
        {options.length > 0 && (
          <CopyButton text={options.map((it) => it.label).join('\n')}>
            {say('lifecycle-copy')}
          </CopyButton>
        )}
        <Button onPress={onRead}>{say('lifecycle-read')}</Button>
        <Button
          onPress={() => go('/mappings', { object: people.id, tab: 'fields', field: LIFECYCLE })}
        >
          {say('lifecycle-map')}
        </Button>
      </div>
      <p className={css.about}>{say('lifecycle-backward')}</p>
    </div>
  );
}
