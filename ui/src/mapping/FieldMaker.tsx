import { useMutation } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import type { campaignField, FieldMapping, PairFile } from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Mark } from '../parts/Mark';
import { useSpeech } from '../words/WordsProvider';
import { withObject } from './draft';
import css from './Mapping.module.css';

interface Props {
  /** Its words: the order, what is said once it is made, and once it has to be made by hand. */
  words: { make: string; made: string; byHand: string };
  /** Makes the field in an account. */
  make: typeof campaignField;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** Makes a field that a person asked for, and adds it to the mapping of people that is edited. */
export function FieldMaker({ words, make, onChange }: Props) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const made = useMutation({
    mutationFn: () => make(pair.pair),
    onSuccess: ({ mapping }) => {
      if (mapping !== null)
        onChange((it) => withObject(it, 'contacts', (one) => tied(one, mapping)));
    },
  });
  const field = made.data?.field ?? '';
  return (
    <>
      <Button isPending={made.isPending} onPress={() => made.mutate()}>
        {say(words.make)}
      </Button>
      <div aria-live="polite">
        {made.data && made.data.by_hand === null && (
          <p className={css.fact}>
            <Mark tone="ok" />
            {say(words.made, { field })}
          </p>
        )}
        {made.data && made.data.by_hand !== null && (
          <p className={css.flaw}>
            <Mark tone="warn" />
            {say(words.byHand, { field, why: made.data.by_hand })}
          </p>
        )}
      </div>
      {made.error !== null && <Fault thrown={made.error} />}
    </>
  );
}

/** A property is mapped once. */
function tied<T extends { fields: FieldMapping[] }>(mapping: T, field: FieldMapping): T {
  if (mapping.fields.some((it) => it.id === field.id)) return mapping;
  const fields = [...mapping.fields, field].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...mapping, fields };
}
