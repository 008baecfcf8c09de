import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useAddress } from '../app/go';
import { usePair } from '../app/pair';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Page } from '../parts/Page';
import { SearchBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import { ConnectBar } from './ConnectBar';
import { isChanged, withFields } from './draft';
import { FieldGrid } from './FieldGrid';
import { FieldInspector } from './FieldInspector';
import { refusal } from './fit';
import css from './Mapping.module.css';
import {
  fieldsOf,
  flawsOf,
  type Going,
  going,
  guesses,
  only,
  rowsOf,
  SHOWN,
  type Shown,
  tie,
  WAYS,
} from './rows';
import type { Chosen } from './useConnecting';
import type { Editing } from './useDraft';
import { useSamples } from './useSamples';

interface Props {
  head: {
    title: string;
    about: string;
    actions: React.ReactNode;
    objects: React.ReactNode;
    parts: React.ReactNode;
    foot: React.ReactNode;
  };
  editing: Editing;
  mapping: ipc.ObjectMapping;
  schemas: ipc.Both<ipc.ObjectSchema[]>;
  flaws: ipc.Flaw[];
  selected: string | null;
  onSelect: (field: string | null) => void;
}

/** The fields of one object mapping: what is tied, what looks alike, and what is free. */
export function FieldsTab(props: Props) {
  const { head, editing, mapping, schemas, flaws, selected, onSelect } = props;
  const { say, compare } = useSpeech();
  const { pair } = usePair();
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Shown>('every');
  const [way, setWay] = useState<Going>('any');
  const { field: wanted } = useAddress();
  // The palette names a field to be mapped: its partner is asked for at once.
  const [chosen, setChosen] = useState<Chosen | null>(
    wanted === undefined ? null : { side: 'hub_spot', name: wanted, byKey: true },
  );
  const suggestion = useQuery({
    queryKey: ['schemas', 'suggested', pair.pair, mapping.hubspot],
    queryFn: () => ipc.suggestMapping(pair.pair, [mapping.hubspot]),
    staleTime: 10 * 60_000,
  });
  const fields = useMemo(() => fieldsOf(mapping, schemas), [mapping, schemas]);
  const suggested = useMemo(() => {
    const alike = suggestion.data?.mappings.find((it) => it.hubspot === mapping.hubspot);
    return guesses(mapping, alike, fields);
  }, [mapping, suggestion.data, fields]);
  const all = useMemo(
    () => rowsOf({ mapping, fields, suggested, text, compare }),
    [mapping, fields, suggested, text, compare],
  );
  const rows = useMemo(() => {
    const { draft } = editing;
    return only(going(all, way), shown, {
      wrong: (it) => flawsOf(flaws, mapping.id, it.id).length > 0,
      changed: (it) => draft !== null && isChanged(draft, mapping.id, it),
    });
  }, [all, shown, way, flaws, mapping, editing]);
  const accept = (added: ipc.FieldMapping[]) =>
    editing.change((file) => withFields(file, mapping.id, added));
  const connect = (near: string, far: string) => {
    const one = fields.near.get(near);
    const other = fields.far.get(far);
    if (!one || !other || refusal(one, other.schema) !== null) return;
    accept([tie(one, other, fields.objects)]);
    setChosen(null);
    onSelect(near);
  };
  const samples = useSamples(editing.draft?.now ?? null, mapping.id);
  const field = mapping.fields.find((it) => it.id === selected) ?? null;
  return (
    <Page
      title={head.title}
      about={head.about}
      foot={head.foot}
      fill
      actions={
        <>
          {suggested.length > 0 && (
            <Button onPress={() => accept(suggested)}>
              {say('mapping-accept-all', { count: suggested.length })}
            </Button>
          )}
          {head.actions}
        </>
      }
      tools={
        <>
          {head.objects}
          <span className={css.space} />
          <Choice
            bare
            label={say('field-show')}
            value={shown}
            options={SHOWN.map((value) => ({ value, label: say(`show-${value}`) }))}
            onChange={setShown}
          />
          <Choice
            bare
            label={say('field-way')}
            value={way}
            options={WAYS.map((value) => ({ value, label: say(`going-${value}`) }))}
            onChange={setWay}
          />
          <SearchBox label={say('mapping-filter')} value={text} onChange={setText} width={140} />
          {head.parts}
        </>
      }
      inspector={
        field !== null && (
          <FieldInspector
            key={field.id}
            mapping={mapping}
            field={field}
            fields={fields}
            flaws={flaws}
            sample={samples.fields.get(field.id) ?? null}
            onAnother={samples.another}
            onChange={editing.change}
            onClose={() => onSelect(null)}
          />
        )
      }
    >
      <ConnectBar
        chosen={chosen}
        fields={fields}
        mapping={mapping}
        onConnect={connect}
        onCancel={() => setChosen(null)}
      />
      <FieldGrid
        rows={rows}
        fields={fields}
        mapping={mapping}
        flaws={flaws}
        selected={selected}
        chosen={chosen}
        editing={editing}
        samples={samples.fields}
        onSelect={onSelect}
        onChoose={setChosen}
        onConnect={connect}
        onAccept={(it) => accept([it])}
      />
    </Page>
  );
}
