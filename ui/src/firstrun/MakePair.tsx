import { Check } from 'lucide-react';
import { useState } from 'react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Fault } from '../parts/Fault';
import { IdFieldsChoice } from '../parts/IdFieldsChoice';
import { Panel } from '../parts/Panel';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import css from './FirstRun.module.css';

const OBJECTS = ['contacts', 'companies', 'deals', 'tickets'] as const;

interface Props {
  hubspot: ipc.AccountLine | null;
  salesforce: ipc.AccountLine | null;
}

/** Puts two linked accounts together: which objects, the id fields, and what the first run does. */
export function MakePair({ hubspot, salesforce }: Props) {
  const { say } = useSpeech();
  const [objects, setObjects] = useState<string[]>(['contacts']);
  const [idFields, setIdFields] = useState<ipc.IdFields>('make');
  const [firstRun, setFirstRun] = useState<ipc.FirstRun>('agree');
  const make = useOrder((pair: ipc.PairToAdd) => ipc.addPair(pair));
  if (hubspot === null || salesforce === null) return null;
  const start = () =>
    make.mutate({
      name: hubspot.account.name,
      connections: { hubspot: hubspot.connection, salesforce: salesforce.connection },
      objects,
      id_fields: idFields,
      first_run: firstRun,
    });
  return (
    <Panel title={say('pair-title')}>
      <div className={css.card}>
        <CheckboxGroup value={objects} onChange={setObjects} className={css.boxes ?? ''}>
          <Label>{say('pair-objects')}</Label>
          {OBJECTS.map((object) => (
            <Checkbox key={object} value={object} className={css.box ?? ''}>
              <span className={css.tick} aria-hidden>
                <Check size={14} strokeWidth={3} />
              </span>
              {objectWords(object, say)}
            </Checkbox>
          ))}
        </CheckboxGroup>
        <Choice
          label={say('pair-first-run')}
          value={firstRun}
          options={[
            { value: 'agree', label: say('first-run-agree'), about: say('first-run-agree-about') },
            {
              value: 'link_only',
              label: say('first-run-link'),
              about: say('first-run-link-about'),
            },
          ]}
          onChange={setFirstRun}
        />
        <IdFieldsChoice value={idFields} onChange={setIdFields} />
        {make.error !== null && <Fault thrown={make.error} />}
        <p>{say('pair-nothing-written')}</p>
        <Button
          kind="primary"
          isDisabled={objects.length === 0}
          isPending={make.isPending}
          onPress={start}
        >
          {say('pair-make')}
        </Button>
      </div>
    </Panel>
  );
}
