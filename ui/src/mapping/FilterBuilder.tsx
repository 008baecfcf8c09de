import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { FieldSchema } from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { FieldBox } from '../parts/FieldBox';
import { TextBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import { type Asks, asksOf, type Condition, conditionsOf, type Kinds, written } from './condition';
import css from './Mapping.module.css';

interface Props {
  text: string;
  properties: FieldSchema[];
  /** What it means that there is no condition. */
  none?: string;
  onChange: (text: string) => void;
}

/** A filter as rows, where rows can hold it; else as the text that it is. */
export function FilterBuilder({ text, properties, none = 'scope-no-rows', onChange }: Props) {
  const { say } = useSpeech();
  const [byText, setByText] = useState(false);
  // A row whose property is not chosen yet is in no text, so that rows are kept here.
  const [kept, setKept] = useState(() => ({ text, conditions: conditionsOf(text) }));
  const conditions = kept.text === text ? kept.conditions : conditionsOf(text);
  const kinds = useMemo<Kinds>(() => {
    const known = new Map(properties.map((it) => [it.name, it.kind]));
    return (field) => known.get(field) ?? 'text';
  }, [properties]);
  if (byText || conditions === null) {
    return (
      <div className={css.filter}>
        <TextBox
          label={say('scope-expression')}
          about={say(conditions === null ? 'scope-too-much' : 'scope-expression-about')}
          value={text}
          onChange={onChange}
        />
        {conditions !== null && (
          <span>
            <Button kind="quiet" onPress={() => setByText(false)}>
              {say('scope-as-rows')}
            </Button>
          </span>
        )}
      </div>
    );
  }
  const set = (change: Partial<typeof conditions>) => {
    const next = { ...conditions, ...change };
    const nextText = written(next, kinds);
    setKept({ text: nextText, conditions: next });
    onChange(nextText);
  };
  const setRow = (at: number, change: Partial<Condition>) =>
    set({
      rows: conditions.rows.map((row, index) => (index === at ? { ...row, ...change } : row)),
    });
  return (
    <fieldset className={css.filter}>
      <legend className="sr-only">{say('scope-expression')}</legend>
      {conditions.rows.length > 1 && (
        <Choice
          label={say('scope-rule')}
          value={conditions.of}
          options={(['all', 'any'] as const).map((value) => ({
            value,
            label: say(`scope-of-${value}`),
          }))}
          onChange={(of) => set({ of })}
        />
      )}
      {conditions.rows.length === 0 && <p>{say(none)}</p>}
      {conditions.rows.map((row, at) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          key={at}
          row={row}
          properties={properties}
          onChange={(change) => setRow(at, change)}
          onDrop={() => set({ rows: conditions.rows.filter((_, index) => index !== at) })}
        />
      ))}
      <div className={css.filterFoot}>
        <Button
          onPress={() => set({ rows: [...conditions.rows, { field: '', asks: 'is', value: '' }] })}
        >
          {say('scope-add')}
        </Button>
        <code className={css.cel}>{text}</code>
        <Button kind="quiet" onPress={() => setByText(true)}>
          {say('scope-as-text')}
        </Button>
      </div>
    </fieldset>
  );
}

interface RowProps {
  row: Condition;
  properties: FieldSchema[];
  onChange: (change: Partial<Condition>) => void;
  onDrop: () => void;
}

function Row({ row, properties, onChange, onDrop }: RowProps) {
  const { say, compare } = useSpeech();
  const schema = properties.find((it) => it.name === row.field);
  const fields = useMemo(
    () => [
      // A property that is not there any more is named all the same.
      ...(schema === undefined && row.field !== '' ? [{ id: row.field, label: row.field }] : []),
      ...properties
        .map((it) => ({ id: it.name, label: it.label }))
        .sort((one, other) => compare(one.label, other.label)),
    ],
    [properties, compare, schema, row.field],
  );
  const asks = asksOf(schema?.kind ?? 'text');
  const choose = (field: string) => {
    const kind = properties.find((it) => it.name === field)?.kind ?? 'text';
    const fitting = asksOf(kind);
    const kept = fitting.includes(row.asks) ? row.asks : (fitting[0] ?? 'is');
    onChange({ field, asks: kept, value: kind === 'boolean' ? 'true' : '' });
  };
  return (
    <div className={css.condition}>
      <FieldBox
        key={row.field}
        label={say('scope-property')}
        value={row.field}
        fields={fields}
        onChange={choose}
      />
      <Choice
        bare
        label={say('scope-asks')}
        value={row.asks}
        options={asks.map((value: Asks) => ({ value, label: say(`asks-${value}`) }))}
        onChange={(value) => onChange({ asks: value })}
      />
      {row.asks !== 'filled' && row.asks !== 'blank' && (
        <ValueBox schema={schema} row={row} onChange={(value) => onChange({ value })} />
      )}
      <Button kind="quiet" aria-label={say('scope-drop')} onPress={onDrop}>
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}

interface ValueProps {
  schema: FieldSchema | undefined;
  row: Condition;
  onChange: (value: string) => void;
}

/** The value: one of the property's options where it has some. */
function ValueBox({ schema, row, onChange }: ValueProps) {
  const { say } = useSpeech();
  const options =
    schema?.kind === 'boolean'
      ? [
          { value: 'true', label: say('value-yes') },
          { value: 'false', label: say('value-no') },
        ]
      : (schema?.options ?? []).map((it) => ({ value: it.value, label: it.label }));
  if (options.length > 0) {
    return (
      <Choice
        bare
        label={say('scope-value')}
        value={row.value}
        options={options}
        onChange={onChange}
      />
    );
  }
  return <TextBox bare label={say('scope-value')} value={row.value} onChange={onChange} />;
}
