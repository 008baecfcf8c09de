import type {
  CreateInHubSpot,
  CreateInSalesforce,
  ObjectMapping,
  OnDelete,
  PairFile,
} from '../ipc';
import { Choice } from '../parts/Choice';
import { Panel } from '../parts/Panel';
import { useSpeech } from '../words/WordsProvider';
import { withObject } from './draft';
import css from './Mapping.module.css';

const DELETES: readonly OnDelete[] = ['nothing', 'unlink', 'ask', 'delete'];

interface Props {
  mapping: ObjectMapping;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** What is made and what is deleted. */
export function RulesTab({ mapping, onChange }: Props) {
  const { say } = useSpeech();
  const change = (how: (it: ObjectMapping) => ObjectMapping) =>
    onChange((file) => withObject(file, mapping.id, how));
  return (
    <div className={css.rules}>
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

function makesInSalesforce(mapping: ObjectMapping): CreateInSalesforce[] {
  return mapping.salesforce.length > 1 ? ['nothing', 'contact', 'lead'] : ['nothing', 'record'];
}

function makesInHubSpot(mapping: ObjectMapping): CreateInHubSpot[] {
  return mapping.salesforce.length > 1
    ? ['nothing', 'leads_and_contacts', 'contacts', 'leads']
    : ['nothing', 'records'];
}
