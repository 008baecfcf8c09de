import { Choice } from '../parts/Choice';
import table from '../parts/Table.module.css';
import { TextBox } from '../parts/TextBox';
import { PRODUCT } from '../parts/Tile';
import { useFieldNames } from '../words/fields';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import css from './Errors.module.css';
import type { Gap } from './gaps';

interface Props {
  gap: Gap;
  /** The group has no other field mapping, so that this one need not be named. */
  isAlone: boolean;
  chosen: ReadonlyMap<string, string>;
  /** An empty option takes the choice back. */
  onChoose: (value: string, option: string) => void;
}

/** The values that a field mapping lacks, each with what it may become. */
export function GapTable({ gap, isAlone, chosen, onChoose }: Props) {
  const { say, count } = useSpeech();
  const names = useFieldNames();
  const from = PRODUCT[gap.side === 'salesforce' ? 'hub_spot' : 'salesforce'];
  const to = PRODUCT[gap.side];
  return (
    <div className={css.gaps}>
      <table className={table.table}>
        {!isAlone && (
          <caption>
            {objectWords(gap.object, say)} › {names.mapped(gap.object, gap.field)}
          </caption>
        )}
        <thead>
          <tr>
            <th scope="col">{say('errors-fix-from', { side: from })}</th>
            <th scope="col" className={table.number}>
              {say('errors-fix-records')}
            </th>
            <th scope="col">{say('errors-fix-to', { side: to })}</th>
          </tr>
        </thead>
        <tbody>
          {gap.values.map(({ value, label, records }) => (
            <tr key={value}>
              <td className={css.gap}>{label}</td>
              <td className={table.number}>{count(records)}</td>
              <td>
                <Becomes
                  label={say('errors-fix-of', { value: label, side: to })}
                  gap={gap}
                  value={chosen.get(value) ?? ''}
                  onChange={(option) => onChoose(value, option)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface BecomesProps {
  label: string;
  gap: Gap;
  value: string;
  onChange: (option: string) => void;
}

/** One of the options; where the field takes any text, that is typed. */
function Becomes({ label, gap, value, onChange }: BecomesProps) {
  const { say } = useSpeech();
  if (gap.options.length === 0) {
    return <TextBox bare label={label} value={value} onChange={onChange} autoComplete="off" />;
  }
  return (
    <Choice
      bare
      label={label}
      value={value}
      options={[
        { value: '', label: say('errors-fix-not-yet') },
        ...gap.options.map((it) => ({ value: it.value, label: it.label })),
      ]}
      onChange={onChange}
    />
  );
}
