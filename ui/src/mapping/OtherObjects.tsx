import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePair } from '../app/pair';
import { ask, useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { FieldBox } from '../parts/FieldBox';
import { IdFieldsChoice } from '../parts/IdFieldsChoice';
import { Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { PRODUCT } from '../parts/Tile';
import { countedWords, objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';
import { choosable, partnersOf } from './objects';

interface Props {
  mappings: ipc.ObjectMapping[];
  /** Edits that are not saved: an object is added to what is. */
  unsaved: boolean;
}

/** What else both accounts have: one more object, or one less. */
export function OtherObjects({ mappings, unsaved }: Props) {
  const speech = useSpeech();
  const { say, compare } = speech;
  const { pair } = usePair();
  const offered = useQuery(ask.objectsOnOffer(pair.pair));
  const [hubspot, setHubspot] = useState('');
  const [salesforce, setSalesforce] = useState('');
  const [idFields, setIdFields] = useState<ipc.IdFields>('make');
  const add = useOrder((object: ipc.ObjectToAdd) => ipc.addObject(pair.pair, object));
  const remove = useOrder((mapping: string) => ipc.removeObject(pair.pair, mapping));
  const [asked, setAsked] = useState<string | null>(null);
  const leaving = mappings.find((it) => it.id === asked);
  if (offered.error !== null) {
    return <Fault thrown={offered.error} onRetry={() => void offered.refetch()} />;
  }
  const here = choosable(offered.data?.hubspot ?? [], mappings, 'hub_spot', compare);
  const there = choosable(offered.data?.salesforce ?? [], mappings, 'salesforce', compare);
  const start = () =>
    add.mutate(
      { hubspot, salesforce, id_fields: idFields },
      {
        onSuccess: () => {
          setHubspot('');
          setSalesforce('');
        },
      },
    );
  return (
    <>
      <Panel title={say('objects-add')}>
        <div className={css.settings}>
          <p className={css.about}>{say('objects-add-about')}</p>
          <div className={css.activity}>
            <FieldBox
              key={`here-${mappings.length}`}
              label={say('objects-of', { side: PRODUCT.hub_spot })}
              value={hubspot}
              fields={here}
              onChange={(name) => {
                setHubspot(name);
                const usual = partnersOf(name).find((it) => there.some(({ id }) => id === it));
                if (usual !== undefined) setSalesforce(usual);
              }}
            />
            <FieldBox
              key={`there-${mappings.length}-${hubspot}`}
              label={say('objects-of', { side: PRODUCT.salesforce })}
              value={salesforce}
              fields={there}
              onChange={setSalesforce}
            />
          </div>
          <IdFieldsChoice value={idFields} onChange={setIdFields} />
          <Button
            isDisabled={unsaved || hubspot === '' || salesforce === ''}
            isPending={add.isPending}
            onPress={start}
          >
            {say('objects-add-now')}
          </Button>
          {unsaved && <p className={css.about}>{say('objects-save-first')}</p>}
          <div aria-live="polite">
            {add.data && (
              <p className={css.fact}>
                <Mark tone="ok" />
                {say('objects-are-kept', {
                  object: objectWords(add.data.mapping, say),
                  count: add.data.fields,
                })}
              </p>
            )}
            {add.data?.by_hand.map(([side, object, field, why]) => (
              <p key={`${object}.${field}`} className={css.flaw}>
                <Mark tone="warn" />
                {say('objects-by-hand', { side: PRODUCT[side], object, field, why })}
              </p>
            ))}
          </div>
          {add.error !== null && <Fault thrown={add.error} />}
        </div>
      </Panel>
      <Panel title={say('objects-take-out')}>
        <div className={css.settings}>
          <p className={css.about}>{say('objects-take-out-about')}</p>
          <ul className={css.taken}>
            {mappings.map((mapping) => (
              <li key={mapping.id}>
                <Button
                  kind="quiet"
                  isDisabled={unsaved || remove.isPending}
                  onPress={() => setAsked(mapping.id)}
                >
                  {say('objects-take-out-one', {
                    object: countedWords(mapping.hubspot, 2, speech),
                  })}
                </Button>
              </li>
            ))}
          </ul>
          {leaving !== undefined && (
            <div className={css.activity} role="alert">
              <p>
                {say('objects-take-out-sure', { object: countedWords(leaving.hubspot, 2, speech) })}
              </p>
              <Button
                isPending={remove.isPending}
                onPress={() => remove.mutate(leaving.id, { onSettled: () => setAsked(null) })}
              >
                {say('objects-take-out-now')}
              </Button>
              <Button kind="quiet" onPress={() => setAsked(null)}>
                {say('objects-keep')}
              </Button>
            </div>
          )}
          {remove.error !== null && <Fault thrown={remove.error} />}
        </div>
      </Panel>
    </>
  );
}
