import type {
  Both,
  CreateInHubSpot,
  CreateInSalesforce,
  CreateRule,
  CreateSettings,
  History,
  ObjectMapping,
  ObjectSchema,
  OnDelete,
  PairFile,
} from '../ipc';
import { Choice } from '../parts/Choice';
import { Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { Switch } from '../parts/Switch';
import { useSpeech } from '../words/WordsProvider';
import { brakeOf } from './brakes';
import { CreateRules } from './CreateRules';
import { withObject } from './draft';
import css from './Mapping.module.css';
import { isOfActivities } from './objects';
import { Stakes } from './Stakes';

const DELETES: readonly OnDelete[] = ['nothing', 'unlink', 'ask', 'delete'];
const SIDES = ['hubspot', 'salesforce'] as const;

interface Props {
  file: PairFile;
  mapping: ObjectMapping;
  schemas: Both<ObjectSchema[]> | null;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** What is made and what is deleted. */
export function RulesTab({ file, mapping, schemas, onChange }: Props) {
  const change = (how: (it: ObjectMapping) => ObjectMapping) =>
    onChange((before) => withObject(before, mapping.id, how));
  return (
    <div className={css.rules}>
      <Stakes />
      <Creates mapping={mapping} schemas={schemas} change={change} />
      <Deletes file={file} mapping={mapping} change={change} />
    </div>
  );
}

interface PartProps {
  mapping: ObjectMapping;
  change: (how: (it: ObjectMapping) => ObjectMapping) => void;
}

/** What a record without a partner makes on the other side (H14, H15). */
function Creates({ mapping, schemas, change }: PartProps & Pick<Props, 'schemas'>) {
  const { say } = useSpeech();
  const { create } = mapping;
  const set = (part: Partial<CreateSettings>) =>
    change((it) => ({ ...it, create: { ...it.create, ...part } }));
  const told = <T extends CreateInSalesforce | CreateInHubSpot>(value: T) => ({
    value,
    label: say(`create-${value}`),
    about: say(`create-${value}-about`),
  });
  return (
    <Panel title={say('rules-create')}>
      <div className={css.settings}>
        <Choice
          label={say('create-in-salesforce')}
          value={create.salesforce}
          hint={say(`create-${create.salesforce}-about`)}
          options={makesInSalesforce(mapping).map(told)}
          onChange={(salesforce) => set({ salesforce })}
        />
        <CreateRules
          mapping={mapping}
          schemas={schemas}
          makes={makesInSalesforce(mapping)}
          onChange={(rules) => change((it) => withRules(it, rules))}
        />
        <Choice
          label={say('create-in-hubspot')}
          value={create.hubspot}
          hint={say(`create-${create.hubspot}-about`)}
          options={makesInHubSpot(mapping).map(told)}
          onChange={(hubspot) => set({ hubspot })}
        />
        {isOfActivities(mapping) && (
          <Choice
            label={say('before-title')}
            value={mapping.history ?? 'all'}
            hint={say(`before-${mapping.history ?? 'all'}-about`)}
            options={(['none', 'all'] as const).map((value) => ({
              value,
              label: say(`before-${value}`),
              about: say(`before-${value}-about`),
            }))}
            onChange={(history) => change((it) => withHistory(it, history))}
          />
        )}
        {mapping.hubspot === 'companies' && (
          <Switch
            label={say('create-person-accounts')}
            about={say('create-person-accounts-about')}
            isOn={create.person_accounts ?? true}
            onChange={(on) => change((it) => ({ ...it, create: withPersons(it.create, on) }))}
          />
        )}
        {mapping.hubspot === 'contacts' && create.hubspot !== 'nothing' && (
          <p className={css.about}>{say('create-outside-about')}</p>
        )}
      </div>
    </Panel>
  );
}

/** A file says them only where there are some. */
function withRules(mapping: ObjectMapping, rules: CreateRule[]): ObjectMapping {
  const { create_rules: _, ...others } = mapping;
  return rules.length === 0 ? others : { ...others, create_rules: rules };
}

/** A file says it only where nothing of before takes part. */
function withHistory(mapping: ObjectMapping, history: History): ObjectMapping {
  const { history: _, ...others } = mapping;
  return history === 'all' ? others : { ...others, history };
}

/** A file says it only where it is off (A9). */
function withPersons(create: CreateSettings, on: boolean): CreateSettings {
  const { person_accounts: _, ...others } = create;
  return on ? others : { ...others, person_accounts: false };
}

/** What a delete on one side does to the partner on the other. */
function Deletes({ file, mapping, change }: PartProps & { file: PairFile }) {
  const { say } = useSpeech();
  const brakes = {
    count: brakeOf(file, 'deletes'),
    percent: brakeOf(file, 'deletes_percent'),
  };
  return (
    <Panel title={say('rules-delete')}>
      <div className={css.settings}>
        {SIDES.map((side) => {
          const now = mapping.delete?.[side] ?? 'nothing';
          return (
            <Choice
              key={side}
              label={say(`delete-in-${side}`)}
              value={now}
              hint={say(`delete-${now}-about`)}
              options={DELETES.map((value) => ({
                value,
                label: say(`delete-${value}`),
                about: say(`delete-${value}-about`),
              }))}
              onChange={(value) =>
                change((it) => ({ ...it, delete: { ...it.delete, [side]: value } }))
              }
            />
          );
        })}
        {SIDES.filter((side) => mapping.delete?.[side] === 'delete').map((side) => (
          <p key={side} className={css.flaw}>
            <Mark tone="warn" />
            {say(`delete-kept-${side}`, brakes)}
          </p>
        ))}
      </div>
    </Panel>
  );
}

function makesInSalesforce({ salesforce }: ObjectMapping): CreateInSalesforce[] {
  const has = (object: string) => salesforce.includes(object);
  if (!has('Contact') && !has('Lead')) return ['nothing', 'record'];
  const people: CreateInSalesforce[] = ['nothing'];
  if (has('Contact')) people.push('contact');
  if (has('Lead')) people.push('lead');
  return people;
}

function makesInHubSpot({ salesforce }: ObjectMapping): CreateInHubSpot[] {
  const has = (object: string) => salesforce.includes(object);
  if (!has('Contact') && !has('Lead')) return ['nothing', 'records'];
  const people: CreateInHubSpot[] = ['nothing'];
  if (has('Contact') && has('Lead')) people.push('leads_and_contacts');
  if (has('Contact')) people.push('contacts');
  if (has('Lead')) people.push('leads');
  return people;
}
