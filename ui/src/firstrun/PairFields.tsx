import { Check } from 'lucide-react';
import { useState } from 'react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import type * as ipc from '../ipc';
import { Choice } from '../parts/Choice';
import { IdFieldsChoice } from '../parts/IdFieldsChoice';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import css from './FirstRun.module.css';

const OBJECTS = ['contacts', 'companies', 'deals', 'tickets'] as const;

/** What a person decides of a new pair. */
export type PairDesign = Pick<ipc.PairToAdd, 'objects' | 'id_fields' | 'first_run'>;

/** What a pair is before anybody decided otherwise. */
export function usePairDesign(): [PairDesign, (design: PairDesign) => void] {
  return useState<PairDesign>({ objects: ['contacts'], id_fields: 'make', first_run: 'agree' });
}

interface Props {
  design: PairDesign;
  onChange: (design: PairDesign) => void;
  /** Its objects are those of a mapping file. */
  isOfFile?: boolean;
}

/** Which objects, what the first run does, and who makes the id fields. */
export function PairFields({ design, onChange, isOfFile = false }: Props) {
  const { say } = useSpeech();
  return (
    <>
      {!isOfFile && (
        <CheckboxGroup
          value={design.objects}
          onChange={(objects) => onChange({ ...design, objects })}
          className={css.boxes ?? ''}
        >
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
      )}
      <Choice
        label={say('pair-first-run')}
        value={design.first_run}
        options={[
          { value: 'agree', label: say('first-run-agree'), about: say('first-run-agree-about') },
          {
            value: 'link_only',
            label: say('first-run-link'),
            about: say('first-run-link-about'),
          },
        ]}
        onChange={(first_run) => onChange({ ...design, first_run })}
      />
      <IdFieldsChoice
        value={design.id_fields}
        onChange={(id_fields) => onChange({ ...design, id_fields })}
      />
    </>
  );
}
