import { useMutation } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import { campaignField, type FieldMapping, type PairFile } from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { useSpeech } from '../words/WordsProvider';
import { withObject } from './draft';
import css from './Mapping.module.css';

interface Props {
  file: PairFile;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** The Salesforce campaigns of people: one property of the HubSpot contact, once a person asks. */
export function CampaignsPanel({ file, onChange }: Props) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const people = file.mappings.find((it) => it.hubspot === 'contacts');
  const made = useMutation({
    mutationFn: () => campaignField(pair.pair),
    onSuccess: ({ mapping }) => {
      if (mapping !== null)
        onChange((it) => withObject(it, 'contacts', (one) => tied(one, mapping)));
    },
  });
  const field = made.data?.field ?? '';
  if (people === undefined) return null;
  return (
    <Panel title={say('campaigns-title')}>
      <div className={css.settings}>
        <p className={css.about}>{say('campaigns-about')}</p>
        <Button isPending={made.isPending} onPress={() => made.mutate()}>
          {say('campaigns-make')}
        </Button>
        <div aria-live="polite">
          {made.data && made.data.by_hand === null && (
            <p className={css.fact}>
              <Mark tone="ok" />
              {say('campaigns-made', { field })}
            </p>
          )}
          {made.data && made.data.by_hand !== null && (
            <p className={css.flaw}>
              <Mark tone="warn" />
              {say('campaigns-by-hand', { field, why: made.data.by_hand })}
            </p>
          )}
        </div>
        {made.error !== null && <Fault thrown={made.error} />}
      </div>
    </Panel>
  );
}

/** A property is mapped once. */
function tied<T extends { fields: FieldMapping[] }>(mapping: T, field: FieldMapping): T {
  if (mapping.fields.some((it) => it.id === field.id)) return mapping;
  const fields = [...mapping.fields, field].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...mapping, fields };
}
