import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import boxes from '../firstrun/FirstRun.module.css';
import type {
  CreateInHubSpot,
  CreateInSalesforce,
  MatchKey,
  ObjectMapping,
  OnDelete,
  PairFile,
} from '../ipc';
import { Choice } from '../parts/Choice';
import { Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { TextBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import { withObject } from './draft';
import css from './Mapping.module.css';

const PEOPLE: readonly MatchKey[] = ['email', 'additional_emails'];
const COMPANIES: readonly MatchKey[] = ['associated_contacts', 'domain', 'name'];
const DELETES: readonly OnDelete[] = ['nothing', 'unlink', 'ask', 'delete'];

interface Props {
  mapping: ObjectMapping;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** Which records take part, how they find each other, what is made and what is deleted. */
export function RulesTab({ mapping, onChange }: Props) {
  const { say } = useSpeech();
  const change = (how: (it: ObjectMapping) => ObjectMapping) =>
    onChange((file) => withObject(file, mapping.id, how));
  return (
    <div className={css.rules}>
      <Scope mapping={mapping} change={change} />
      <Matching mapping={mapping} change={change} />
      <Panel title={say('rules-create')}>
        <div className={css.choices}>
          <Choice
            label={say('create-in-salesforce')}
            value={mapping.create.salesforce}
            options={makesInSalesforce(mapping).map((value) => ({
              value,
              label: say(`create-${value}`),
            }))}
            onChange={(salesforce) =>
              change((it) => ({ ...it, create: { ...it.create, salesforce } }))
            }
          />
          <Choice
            label={say('create-in-hubspot')}
            value={mapping.create.hubspot}
            options={makesInHubSpot(mapping).map((value) => ({
              value,
              label: say(`create-${value}`),
            }))}
            onChange={(hubspot) => change((it) => ({ ...it, create: { ...it.create, hubspot } }))}
          />
        </div>
      </Panel>
      <Panel title={say('rules-delete')}>
        <div className={css.choices}>
          {(['hubspot', 'salesforce'] as const).map((side) => (
            <Choice
              key={side}
              label={say(`delete-in-${side}`)}
              value={mapping.delete?.[side] ?? 'nothing'}
              options={DELETES.map((value) => ({ value, label: say(`delete-${value}`) }))}
              onChange={(value) =>
                change((it) => ({ ...it, delete: { ...it.delete, [side]: value } }))
              }
            />
          ))}
        </div>
      </Panel>
    </div>
  );
}

interface PartProps {
  mapping: ObjectMapping;
  change: (how: (it: ObjectMapping) => ObjectMapping) => void;
}

function Scope({ mapping, change }: PartProps) {
  const { say } = useSpeech();
  const scope = mapping.in_scope ?? null;
  const kind = scope === null ? 'all' : typeof scope === 'string' ? 'filter' : 'list';
  return (
    <Panel title={say('rules-scope')}>
      <div className={css.choices}>
        <Choice
          label={say('scope-which')}
          value={kind}
          options={(['all', 'filter', 'list'] as const).map((value) => ({
            value,
            label: say(`scope-${value}`),
          }))}
          onChange={(value) =>
            change((it) => ({
              ...it,
              in_scope: value === 'all' ? null : value === 'filter' ? '' : { list: '' },
            }))
          }
        />
        {typeof scope === 'string' && (
          <TextBox
            label={say('scope-expression')}
            about={say('scope-expression-about')}
            value={scope}
            onChange={(text) => change((it) => ({ ...it, in_scope: text }))}
          />
        )}
        {scope !== null && typeof scope !== 'string' && (
          <TextBox
            label={say('scope-list-name')}
            value={scope.list}
            onChange={(list) => change((it) => ({ ...it, in_scope: { list } }))}
          />
        )}
      </div>
      <p className={css.about}>{say('scope-about')}</p>
    </Panel>
  );
}

function Matching({ mapping, change }: PartProps) {
  const { say } = useSpeech();
  const keys = mapping.id === 'companies' ? COMPANIES : mapping.id === 'deals' ? [] : PEOPLE;
  const chosen = mapping.match ?? [];
  if (keys.length === 0) {
    return (
      <Panel title={say('rules-matching')}>
        <p>{say('match-none')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={say('rules-matching')}>
      <CheckboxGroup
        value={chosen}
        className={boxes.boxes ?? ''}
        onChange={(wanted) =>
          change((it) => ({ ...it, match: keys.filter((key) => wanted.includes(key)) }))
        }
      >
        <Label>{say('match-by')}</Label>
        {keys.map((key) => (
          <Checkbox key={key} value={key} className={boxes.box ?? ''}>
            <span className={boxes.tick} aria-hidden>
              <Mark tone="ok" />
            </span>
            {say(`match-${key}`)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <p className={css.about}>{say('match-about')}</p>
    </Panel>
  );
}

function makesInSalesforce(mapping: ObjectMapping): CreateInSalesforce[] {
  return mapping.salesforce.length > 1 ? ['nothing', 'contact', 'lead'] : ['nothing', 'record'];
}

function makesInHubSpot(mapping: ObjectMapping): CreateInHubSpot[] {
  return mapping.salesforce.length > 1
    ? ['nothing', 'leads_and_contacts', 'contacts', 'leads']
    : ['nothing', 'records'];
}
