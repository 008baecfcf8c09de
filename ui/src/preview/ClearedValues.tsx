import { useState } from 'react';
import type { Chosen } from '../ipc';
import { Button } from '../parts/Button';
import { Mark } from '../parts/Mark';
import { PRODUCT } from '../parts/Tile';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { areSkipped, withLinks } from './choice';
import type { Cleared, ClearedField } from './cleared';
import type { Wanted } from './Groups';
import css from './Preview.module.css';

/** As many fields as leave room for the plan; the others are asked for. */
const MOST = 2;

interface Props {
  cleared: Cleared;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
  onWant: (wanted: Wanted) => void;
}

/** What would be emptied, and by which rule. A person looks at it, or keeps the values. */
export function ClearedValues({ cleared, ...rest }: Props) {
  const { say, count } = useSpeech();
  const [whole, setWhole] = useState(false);
  const { fields } = cleared;
  if (fields.length === 0) return null;
  const more = whole ? 0 : fields.length - MOST;
  return (
    <div className={css.cleared}>
      <ul aria-label={say('cleared-title')}>
        {fields.slice(0, whole ? fields.length : MOST).map((it) => (
          <Field
            key={`${it.side} ${it.field} ${it.rule}`}
            it={it}
            canKeep={!cleared.more}
            {...rest}
          />
        ))}
      </ul>
      {more > 0 && (
        <Button kind="quiet" onPress={() => setWhole(true)}>
          {say('cleared-more', { count: more })}
        </Button>
      )}
      {cleared.more && <small>{say('cleared-first', { count: count(cleared.writes) })}</small>}
    </div>
  );
}

interface FieldProps extends Omit<Props, 'cleared'> {
  it: ClearedField;
  /** All records are known whose values would be emptied. */
  canKeep: boolean;
}

function Field({ it, canKeep, chosen, onChosen, onWant }: FieldProps) {
  const { say } = useSpeech();
  const field = useFieldNames().of(it.side, it.objects, it.field);
  const isKept = areSkipped(chosen, it.links);
  const count = it.links.length;
  const facts = { count, field, side: PRODUCT[it.side], rule: say(`rule-${it.rule}`) };
  return (
    <li>
      <Mark tone={isKept ? 'ok' : 'warn'} />
      <span>{say(isKept ? 'cleared-kept' : 'cleared-line', facts)}</span>
      <Button
        kind="quiet"
        aria-label={say('cleared-see-of', { field })}
        onPress={() => onWant({ side: it.side, field: it.field })}
      >
        {say('cleared-see')}
      </Button>
      {canKeep && (
        <Button
          aria-label={say(isKept ? 'cleared-clear-of' : 'cleared-keep-of', { field })}
          onPress={() => onChosen(withLinks(chosen, it.links))}
        >
          {say(isKept ? 'cleared-clear' : 'cleared-keep')}
        </Button>
      )}
    </li>
  );
}
