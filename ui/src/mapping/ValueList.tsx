import { X } from 'lucide-react';
import type { FieldOption } from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Mark } from '../parts/Mark';
import { TextBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import css from './Transforms.module.css';
import { filled, partner, type ValueRow, withAlso, withPartner } from './transforms';

interface Props {
  rows: ValueRow[];
  options: { hubspot: FieldOption[]; salesforce: FieldOption[] };
  onChange: (rows: ValueRow[]) => void;
}

/** No option. */
const NONE = '';

/** Which option of HubSpot is which of Salesforce; what has no partner yet stands out. */
export function ValueList({ rows, options, onChange }: Props) {
  const { say } = useSpeech();
  const typed = options.hubspot.length === 0 || options.salesforce.length === 0;
  if (typed) return <TypedRows rows={rows} onChange={onChange} />;
  const led = new Set(options.hubspot.map((it) => partner(rows, 'hubspot', it.value)));
  const free = options.salesforce.filter((it) => !led.has(it.value));
  const lacking = options.hubspot.filter((it) => partner(rows, 'hubspot', it.value) === null);
  return (
    <>
      <div className={css.fill}>
        <span>{say('values-lacking', { count: lacking.length })}</span>
        <Button
          kind="plain"
          onPress={() => onChange(filled(rows, options.hubspot, options.salesforce))}
        >
          {say('values-fill')}
        </Button>
      </div>
      <Pairs
        from={options.hubspot}
        to={options.salesforce}
        none={say('values-none')}
        heads={['HubSpot', 'Salesforce']}
        of={(option) => partner(rows, 'hubspot', option)}
        nameOf={(label) => say('values-of', { option: label })}
        onChoose={(option, to) => onChange(withPartner(rows, option, to))}
      />
      {free.length > 0 && (
        <>
          <p className={css.about}>{say('values-also-about')}</p>
          <Pairs
            from={free}
            to={options.hubspot}
            none={say('values-none')}
            heads={['Salesforce', 'HubSpot']}
            of={(option) => partner(rows, 'salesforce', option)}
            nameOf={(label) => say('values-also-of', { option: label })}
            onChoose={(option, to) => onChange(withAlso(rows, option, to))}
          />
        </>
      )}
    </>
  );
}

interface PairsProps {
  from: FieldOption[];
  to: FieldOption[];
  none: string;
  heads: [string, string];
  of: (option: string) => string | null;
  nameOf: (label: string) => string;
  onChoose: (option: string, to: string | null) => void;
}

function Pairs({ from, to, none, heads, of, nameOf, onChoose }: PairsProps) {
  const offered = [
    { value: NONE, label: none },
    ...to.map((it) => ({ value: it.value, label: it.label })),
  ];
  return (
    <table className={css.values}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {from.map((option) => {
          const now = of(option.value);
          return (
            <tr key={option.value} className={now === null ? css.lacking : ''}>
              <td>
                {now === null && <Mark tone="warn" />}
                {option.label}
              </td>
              <td>
                <Choice
                  bare
                  label={nameOf(option.label)}
                  value={now ?? NONE}
                  options={offered}
                  onChange={(value) => onChoose(option.value, value === NONE ? null : value)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A field without options of its own: both columns are typed. */
function TypedRows({ rows, onChange }: { rows: ValueRow[]; onChange: (rows: ValueRow[]) => void }) {
  const { say } = useSpeech();
  const set = (index: number, change: Partial<ValueRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place.
        <div key={index} className={css.typed}>
          <TextBox
            label={say('values-hubspot')}
            bare={index > 0}
            value={row.hubspot}
            onChange={(hubspot) => set(index, { hubspot })}
          />
          <TextBox
            label={say('values-salesforce')}
            bare={index > 0}
            value={row.salesforce}
            onChange={(salesforce) => set(index, { salesforce })}
          />
          <Button
            kind="quiet"
            aria-label={say('values-remove', { option: row.hubspot })}
            onPress={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <X size={14} aria-hidden />
          </Button>
        </div>
      ))}
      <span>
        <Button kind="plain" onPress={() => onChange([...rows, { hubspot: '', salesforce: '' }])}>
          {say('values-add')}
        </Button>
      </span>
    </>
  );
}
