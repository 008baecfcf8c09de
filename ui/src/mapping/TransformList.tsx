import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { FieldMapping, FieldOption, ValueKind } from '../ipc';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Chip, Mark } from '../parts/Mark';
import { NumberBox } from '../parts/NumberBox';
import { TextBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import css from './Transforms.module.css';
import {
  begin,
  filled,
  fitting,
  kindAfter,
  known,
  moved,
  rowsOf,
  type Setting,
  type Transform,
  type TransformName,
  transformsOf,
  withSetting,
} from './transforms';
import type { Shown } from './useSamples';
import { ValueList } from './ValueList';

interface Props {
  field: FieldMapping;
  kind: ValueKind;
  /** The options of both ends, where they have any. */
  options: { hubspot: FieldOption[]; salesforce: FieldOption[] };
  sample: Shown | null;
  /** Nothing can be shown while the draft does not fit. */
  flawed: boolean;
  onAnother: (() => void) | null;
  onChange: (transform: Transform[]) => void;
}

/** What happens to a value on its way, step by step, with what becomes of a real one. */
export function TransformList({
  field,
  kind,
  options,
  sample,
  flawed,
  onAnother,
  onChange,
}: Props) {
  const { say } = useSpeech();
  const add = useRef<HTMLDivElement>(null);
  const all = transformsOf(field);
  const then = kindAfter(all, kind);
  const set = (index: number, to: Transform) =>
    onChange(all.map((it, at) => (at === index ? to : it)));
  const remove = (index: number) => {
    onChange(all.filter((_, at) => at !== index));
    add.current?.querySelector('button')?.focus();
  };
  const append = (name: TransformName) => {
    const rows = filled([], options.hubspot, options.salesforce);
    const first = begin(name);
    onChange([...all, name === 'values' ? withSetting(first, 'values', rows) : first]);
  };
  return (
    <fieldset className={css.transforms}>
      <legend>{say('field-transforms')}</legend>
      {all.length === 0 && <p className={css.about}>{say('transforms-none')}</p>}
      <ol>
        {all.map((transform, index) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
            key={index}
            transform={transform}
            options={options}
            up={index > 0 ? () => onChange(moved(all, index, -1)) : null}
            down={index + 1 < all.length ? () => onChange(moved(all, index, 1)) : null}
            onRemove={() => remove(index)}
            onChange={(to) => set(index, to)}
          />
        ))}
      </ol>
      {all.length > 0 && then !== null && (
        <p className={css.about}>{say('transform-then', { kind: say(`value-kind-${then}`) })}</p>
      )}
      {all.length > 0 &&
        (flawed ? (
          <p className={css.about}>{say('transform-flawed')}</p>
        ) : (
          <Preview sample={sample} onAnother={onAnother} />
        ))}
      <div ref={add}>
        <Choice
          bare
          label={say('transform-add')}
          value={null}
          placeholder={say('transform-add')}
          options={fitting(then).map((name) => ({
            value: name,
            label: say(`transform-${name}`),
            about: say(`transform-${name}-about`),
          }))}
          onChange={append}
        />
      </div>
    </fieldset>
  );
}

interface StepProps extends Omit<ButtonsProps, 'name'> {
  transform: Transform;
  options: Props['options'];
  onChange: (to: Transform) => void;
}

/** One transform: what it does, and its settings. One of a newer version has its name alone. */
function Step({ transform, options, onChange, ...buttons }: StepProps) {
  const { say } = useSpeech();
  const kind = known(transform.use);
  const name = nameOf(transform, say);
  return (
    <li className={css.step}>
      <div className={css.head}>
        <strong>{name}</strong>
        {kind?.oneWay && <Chip tone="warn">{say('transform-one-way')}</Chip>}
        <Buttons name={name} {...buttons} />
      </div>
      {kind !== null && <p className={css.about}>{say(`transform-${transform.use}-about`)}</p>}
      {transform.use === 'values' && (
        <ValueList
          rows={rowsOf(transform)}
          options={options}
          onChange={(rows) => onChange(withSetting(transform, 'values', rows))}
        />
      )}
      <div className={css.settings}>
        {kind?.settings.map((setting) => (
          <SettingBox
            key={setting.name}
            setting={setting}
            transform={transform}
            options={options}
            onChange={(value) => onChange(withSetting(transform, setting.name, value))}
          />
        ))}
      </div>
    </li>
  );
}

type Say = ReturnType<typeof useSpeech>['say'];

/** A transform in words; one of a newer version by its name. */
export function nameOf(transform: Transform, say: Say): string {
  return known(transform.use) === null ? transform.use : say(`transform-${transform.use}`);
}

interface ButtonsProps {
  name: string;
  up: (() => void) | null;
  down: (() => void) | null;
  onRemove: () => void;
}

function Buttons({ name, up, down, onRemove }: ButtonsProps) {
  const { say } = useSpeech();
  const one = (id: string, icon: ReactNode, press: (() => void) | null) => (
    <Button
      kind="quiet"
      aria-label={say(id, { name })}
      isDisabled={press === null}
      onPress={() => press?.()}
    >
      {icon}
    </Button>
  );
  return (
    <span className={css.buttons}>
      {(up !== null || down !== null) && (
        <>
          {one('transform-up-of', <ArrowUp size={14} aria-hidden />, up)}
          {one('transform-down-of', <ArrowDown size={14} aria-hidden />, down)}
        </>
      )}
      {one('transform-remove-of', <X size={14} aria-hidden />, onRemove)}
    </span>
  );
}

interface SettingProps {
  setting: Setting;
  transform: Transform;
  options: Props['options'];
  onChange: (value: unknown) => void;
}

/** One setting; what an unlisted option becomes is chosen where the field has options. */
function SettingBox({ setting, transform, options, onChange }: SettingProps) {
  const { say } = useSpeech();
  const { name } = setting;
  const label = say(`transform-set-${name}`);
  const value = transform[name];
  if (setting.as === 'number') {
    const now = typeof value === 'number' ? value : setting.least;
    const most = setting.most === undefined ? {} : { most: setting.most };
    return (
      <NumberBox label={label} value={now} least={setting.least} {...most} onChange={onChange} />
    );
  }
  const listed = { else_salesforce: options.salesforce, else_hubspot: options.hubspot }[name] ?? [];
  if (setting.as === 'choice' || listed.length > 0) {
    const offered =
      setting.as === 'choice'
        ? setting.options.map((it) => ({ value: it, label: say(`transform-${name}-${it}`) }))
        : [
            { value: '', label: say('transform-else-none') },
            ...listed.map((it) => ({ value: it.value, label: it.label })),
          ];
    return (
      <Choice
        label={label}
        value={typeof value === 'string' ? value : ''}
        options={offered}
        onChange={onChange}
      />
    );
  }
  return (
    <TextBox
      label={label}
      value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
      onChange={onChange}
    />
  );
}

/** What becomes of a real record's value, both ways. */
function Preview({ sample, onAnother }: Pick<Props, 'sample' | 'onAnother'>) {
  const { say } = useSpeech();
  const lines = sample?.ways.filter((it) => it.from !== null) ?? [];
  return (
    <div className={css.preview} aria-live="polite">
      {lines.length === 0 && <p className={css.about}>{say('transform-no-sample')}</p>}
      {lines.length > 0 && (
        <dl aria-label={say('transform-preview')}>
          {lines.map((line) => (
            <div key={line.to}>
              <dt>{say(`transform-way-${line.to}`)}</dt>
              <dd>
                <span>“{line.from}”</span> →{' '}
                {line.refused !== null ? (
                  <span className={css.refused}>
                    <Mark tone="warn" /> {line.refused}
                  </span>
                ) : (
                  <span>“{line.becomes ?? ''}”</span>
                )}
                {line.warning !== null && (
                  <span className={css.refused}>
                    <Mark tone="warn" /> {line.warning}
                  </span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {onAnother !== null && (
        <span>
          <Button kind="quiet" onPress={onAnother}>
            {say('transform-another')}
          </Button>
        </span>
      )}
    </div>
  );
}
