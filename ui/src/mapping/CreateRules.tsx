import { ArrowUp, Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Both, CreateInSalesforce, CreateRule, ObjectMapping, ObjectSchema } from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { useSpeech } from '../words/WordsProvider';
import { FilterBuilder } from './FilterBuilder';
import css from './Mapping.module.css';

interface Props {
  mapping: ObjectMapping;
  schemas: Both<ObjectSchema[]> | null;
  makes: readonly CreateInSalesforce[];
  onChange: (rules: CreateRule[]) => void;
}

/** What some HubSpot records make in Salesforce instead: the first rule that fits decides. */
export function CreateRules({ mapping, schemas, makes, onChange }: Props) {
  const { say } = useSpeech();
  const rules = mapping.create_rules ?? [];
  const properties = useMemo(() => {
    const here = schemas?.hubspot.find((it) => it.object === mapping.hubspot);
    return Object.values(here?.fields ?? {}).filter((it) => it !== undefined);
  }, [schemas, mapping.hubspot]);
  const others = makes.filter((it) => it !== mapping.create.salesforce);
  const set = (at: number, part: Partial<CreateRule>) =>
    onChange(rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)));
  return (
    <fieldset className={css.createRules}>
      <legend>{say('create-rules')}</legend>
      <p className={css.about}>{say('create-rules-about')}</p>
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place
        <div key={at} role="group" aria-label={say('create-rules-one', { at: at + 1 })}>
          <FilterBuilder
            text={rule.when}
            properties={properties}
            none="create-rules-no-rows"
            onChange={(when) => set(at, { when })}
          />
          <div className={css.createRule}>
            <Choice
              label={say('create-rules-makes')}
              value={rule.salesforce}
              options={makes.map((value) => ({ value, label: say(`create-${value}`) }))}
              onChange={(salesforce) => set(at, { salesforce })}
            />
            {at > 0 && (
              <Button kind="quiet" onPress={() => onChange(moved(rules, at))}>
                <ArrowUp size={14} aria-hidden="true" />
                {say('create-rules-up')}
              </Button>
            )}
            <Button kind="quiet" onPress={() => onChange(rules.filter((_, index) => index !== at))}>
              <X size={14} aria-hidden="true" />
              {say('create-rules-remove')}
            </Button>
          </div>
        </div>
      ))}
      <span>
        <Button
          kind="quiet"
          onPress={() => onChange([...rules, { when: '', salesforce: others.at(-1) ?? 'nothing' }])}
        >
          <Plus size={14} aria-hidden="true" />
          {say('create-rules-add')}
        </Button>
      </span>
    </fieldset>
  );
}

/** One place earlier. */
function moved(rules: readonly CreateRule[], at: number): CreateRule[] {
  const one = rules[at];
  if (one === undefined) return [...rules];
  const others = rules.filter((_, index) => index !== at);
  return [...others.slice(0, at - 1), one, ...others.slice(at - 1)];
}
