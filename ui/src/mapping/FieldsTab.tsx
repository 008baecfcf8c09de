import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { usePair } from '../app/pair';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Page } from '../parts/Page';
import { SearchBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import { ConnectBar } from './ConnectBar';
import { withFields } from './draft';
import { FieldGrid } from './FieldGrid';
import { FieldInspector } from './FieldInspector';
import { refusal } from './fit';
import css from './Mapping.module.css';
import { fieldsOf, guesses, rowsOf, tie } from './rows';
import type { Chosen } from './useConnecting';
import type { Editing } from './useDraft';

interface Props {
  head: { title: string; about: string; tools: React.ReactNode; foot: React.ReactNode };
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
  const [chosen, setChosen] = useState<Chosen | null>(null);
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
  const rows = useMemo(
    () => rowsOf({ mapping, fields, suggested, text, compare }),
    [mapping, fields, suggested, text, compare],
  );
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
  const field = mapping.fields.find((it) => it.id === selected) ?? null;
  return (
    <Page
      {...head}
      fill
      tools={
        <>
          {head.tools}
          <span className={css.space} />
          <SearchBox label={say('mapping-filter')} value={text} onChange={setText} width={220} />
          {suggested.length > 0 && (
            <Button onPress={() => accept(suggested)}>
              {say('mapping-accept-all', { count: suggested.length })}
            </Button>
          )}
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
        onSelect={onSelect}
        onChoose={setChosen}
        onConnect={connect}
        onAccept={(it) => accept([it])}
      />
    </Page>
  );
}
