import type { FieldMapping, FieldSchema, ObjectMapping } from '../ipc';
import { Button } from '../parts/Button';
import { FieldBox } from '../parts/FieldBox';
import { useSpeech } from '../words/WordsProvider';
import { farOn, withFar } from './far';
import { refusal } from './fit';
import css from './Mapping.module.css';
import type { Fields } from './rows';

interface Props {
  mapping: ObjectMapping;
  field: FieldMapping;
  fields: Fields;
  near: FieldSchema | null;
  onChange: (salesforce: FieldMapping['salesforce']) => void;
}

/** The Salesforce field of each object: one name for all, another on one of them, or none there. */
export function FarEnds({ mapping, field, fields, near, onChange }: Props) {
  const { say } = useSpeech();
  const objects = mapping.salesforce;
  const named = objects.filter((object) => farOn(field, object) !== null);
  return (
    <fieldset className={css.ends}>
      <legend>{say('field-ends')}</legend>
      {objects.map((object) => {
        const now = farOn(field, object);
        const label = say('field-end-on', { object });
        return (
          <div key={object} className={css.end}>
            <span aria-hidden>{object}</span>
            <FieldBox
              label={label}
              value={now ?? ''}
              fields={fitting(fields, object, near, now)}
              onChange={(name) => onChange(withFar(field, objects, object, name))}
            />
            {now !== null && named.length > 1 && (
              <Button
                kind="quiet"
                aria-label={say('field-end-drop-of', { object })}
                onPress={() => onChange(withFar(field, objects, object, null))}
              >
                {say('field-end-drop')}
              </Button>
            )}
          </div>
        );
      })}
      {named.length < objects.length && <p className={css.about}>{say('field-end-none')}</p>}
    </fieldset>
  );
}

/** The fields of an object that this one can be tied to, and the one that it is tied to now. */
function fitting(fields: Fields, object: string, near: FieldSchema | null, now: string | null) {
  return [...fields.far.values()]
    .filter(({ schema, objects }) => {
      if (!objects.includes(object)) return false;
      return schema.name === now || near === null || refusal(near, schema) === null;
    })
    .map(({ schema }) => ({ id: schema.name, label: schema.label }));
}
