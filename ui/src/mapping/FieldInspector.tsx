import type { FieldMapping, FieldOption, Flaw, ObjectMapping, PairFile, SyncRule } from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Inspector } from '../parts/Inspector';
import { Chip, Mark } from '../parts/Mark';
import { Facts } from '../parts/Panel';
import { TextBox } from '../parts/TextBox';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { withField, withoutField } from './draft';
import { FarEnds } from './FarEnds';
import { rulesFor, wayOf } from './fit';
import { flawWords } from './flawWords';
import { ManyValues } from './ManyValues';
import css from './Mapping.module.css';
import { type Fields, farNames, flawsOf } from './rows';
import { kindWords } from './TiedRow';
import { TransformList } from './TransformList';
import { withTransforms } from './transforms';
import type { Shown } from './useSamples';

interface Props {
  mapping: ObjectMapping;
  field: FieldMapping;
  fields: Fields;
  flaws: Flaw[];
  sample: Shown | null;
  /** Shows another record, where there is one. */
  onAnother: (() => void) | null;
  onChange: (how: (file: PairFile) => PairFile) => void;
  onClose: () => void;
}

/** One field mapping in words: which way, who wins, what a blank does, and what is wrong. */
export function FieldInspector(props: Props) {
  const { mapping, field, fields, flaws, sample, onAnother, onChange, onClose } = props;
  const speech = useSpeech();
  const names = useFieldNames();
  const { say } = speech;
  const near = fields.near.get(field.hubspot) ?? null;
  const ends = farNames(field, fields.objects);
  const wrong = flawsOf(flaws, mapping.id, field.id);
  const locked = field.rule === 'opt_out';
  const change = (how: (it: FieldMapping) => FieldMapping) =>
    onChange((file) => withField(file, mapping.id, field.id, how));
  const remove = () => {
    onChange((file) => withoutField(file, mapping.id, field.id));
    onClose();
  };
  const title = `${near?.label ?? field.hubspot} – ${ends.map(([name]) => name).join(', ')}`;
  return (
    <Inspector isOpen title={title} label={say('field-details')} onClose={onClose}>
      {wrong.map((flaw) => (
        <p key={JSON.stringify(flaw.code)} className={css.flaw}>
          <Mark tone="warn" />
          {flawWords(flaw, speech, names)}
        </p>
      ))}
      {wrong.length === 0 && (
        <span>
          <Chip tone="ok">{say('field-fits')}</Chip>
        </span>
      )}
      {locked ? (
        <p>{say('rule-opt_out-about')}</p>
      ) : (
        <Choice
          label={say('column-rule')}
          value={field.rule}
          options={rulesFor(near?.kind ?? 'text').map((rule) => ({
            value: rule,
            label: say(`rule-${rule}`),
            about: say(`rule-${rule}-about`),
          }))}
          onChange={(rule: SyncRule) => change((it) => ({ ...it, rule }))}
        />
      )}
      {!locked && <p className={css.about}>{say(`rule-${field.rule}-about`)}</p>}
      <Facts
        facts={[
          [say('field-way'), say(`way-${wayOf(field.rule)}`)],
          ['HubSpot', <End key="near" name={field.hubspot} kind={near && kindWords(near, say)} />],
          ...ends.map(([name, on]): [string, React.ReactNode] => [
            on.join(', '),
            <End
              key={name}
              name={name}
              kind={fields.far.get(name) ? kindWords(farSchema(fields, name), say) : null}
            />,
          ]),
        ]}
      />
      {sample !== null && (
        <Facts
          facts={(['near', 'far'] as const).map((end): [string, React.ReactNode] => [
            `${end === 'near' ? 'HubSpot' : 'Salesforce'} ${say(
              sample.becomes === end ? 'sample-becomes' : 'sample-holds',
            )}`,
            (sample.becomes === end ? sample.refused : null) ?? sample[end] ?? say('value-blank'),
          ])}
        />
      )}
      {sample !== null && <ManyValues sample={sample} />}
      {!locked && (
        <FarEnds
          mapping={mapping}
          field={field}
          fields={fields}
          near={near}
          onChange={(salesforce) => change((it) => ({ ...it, salesforce }))}
        />
      )}
      {field.hubspot === COMPANY && <p className={css.about}>{say('field-company-about')}</p>}
      {!locked && (
        <TransformList
          field={field}
          kind={near?.kind ?? 'text'}
          options={{
            hubspot: near?.options ?? [],
            salesforce: optionsOf(
              ends.map(([name]) => name),
              fields,
            ),
          }}
          sample={sample}
          flawed={wrong.length > 0}
          onAnother={onAnother}
          onChange={(transform) => change((it) => withTransforms(it, transform))}
        />
      )}
      <TextBox
        label={say('field-note')}
        value={field.note ?? ''}
        onChange={(note) => change((it) => ({ ...it, note: note === '' ? null : note }))}
      />
      {!locked && (
        <span>
          <Button kind="danger" onPress={remove}>
            {say('field-remove')}
          </Button>
        </span>
      )}
    </Inspector>
  );
}

/** The text that is no account: on a contact it is never filled from the account's name (S45-S50). */
const COMPANY = 'company';

/** The options of some Salesforce fields, each once. */
function optionsOf(names: string[], fields: Fields): FieldOption[] {
  const all = names.flatMap((name) => fields.far.get(name)?.schema.options ?? []);
  return [...new Map(all.filter((it) => it.active).map((it) => [it.value, it])).values()];
}

function farSchema(fields: Fields, name: string) {
  const known = fields.far.get(name);
  if (known === undefined) throw new Error(`no Salesforce field ${name}`);
  return known.schema;
}

function End({ name, kind }: { name: string; kind: string | null }) {
  const { say } = useSpeech();
  return (
    <>
      <code>{name}</code> <span className={css.native}>{kind ?? say('field-missing')}</span>
    </>
  );
}
