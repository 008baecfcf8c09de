import { useState } from 'react';
import type { Chosen, PlanSaved } from '../ipc';
import { Button } from '../parts/Button';
import { Mark } from '../parts/Mark';
import { PRODUCT } from '../parts/Tile';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { isPartOut, withPart } from './choice';
import { type ClearedField, clearedFields, partOf } from './cleared';
import type { Wanted } from './Groups';
import css from './Preview.module.css';

/** As many fields as leave room for the plan; the others are asked for. */
const MOST = 2;

interface Props {
  plan: PlanSaved;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
  onWant: (wanted: Wanted) => void;
}

/** What would be emptied, and by which rule. A person looks at it, or keeps the values. */
export function ClearedValues({ plan, ...rest }: Props) {
  const { say } = useSpeech();
  const [whole, setWhole] = useState(false);
  const fields = clearedFields(plan.fields);
  if (fields.length === 0) return null;
  const more = whole ? 0 : fields.length - MOST;
  return (
    <div className={css.cleared}>
      <ul aria-label={say('cleared-title')}>
        {fields.slice(0, whole ? fields.length : MOST).map((it) => (
          <Field key={`${it.side} ${it.field} ${it.rule}`} it={it} {...rest} />
        ))}
      </ul>
      {more > 0 && (
        <Button kind="quiet" onPress={() => setWhole(true)}>
          {say('cleared-more', { count: more })}
        </Button>
      )}
    </div>
  );
}

interface FieldProps extends Omit<Props, 'plan'> {
  it: ClearedField;
}

function Field({ it, chosen, onChosen, onWant }: FieldProps) {
  const { say } = useSpeech();
  const field = useFieldNames().of(it.side, [], it.field);
  const part = partOf(it);
  const isKept = isPartOut(chosen, part);
  const side = PRODUCT[it.side];
  const facts = { count: it.values, field, side, rule: say(`rule-${it.rule}`) };
  return (
    <li>
      <Mark tone={isKept ? 'ok' : 'warn'} />
      <span>{say(isKept ? 'cleared-kept' : 'cleared-line', facts)}</span>
      <Button
        kind="quiet"
        aria-label={say('cleared-see-of', { field })}
        onPress={() => onWant(part)}
      >
        {say('cleared-see')}
      </Button>
      <Button
        aria-label={say(isKept ? 'cleared-clear-of' : 'cleared-keep-of', { field })}
        onPress={() => onChosen(withPart(chosen, part))}
      >
        {say(isKept ? 'cleared-clear' : 'cleared-keep')}
      </Button>
    </li>
  );
}
