import {
  ArrowLeft,
  ArrowLeftRight,
  ArrowRight,
  Check,
  Lock,
  Minus,
  TriangleAlert,
} from 'lucide-react';
import type { FieldMapping, FieldSchema, Flaw, ObjectMapping } from '../ipc';
import { Button } from '../parts/Button';
import { labelledWords, useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import { isChanged } from './draft';
import { wayOf } from './fit';
import { flawWords } from './flawWords';
import css from './Mapping.module.css';
import { RuleMenu } from './RuleMenu';
import { type FarField, flawsOf, type Row } from './rows';
import type { Editing } from './useDraft';
import type { Shown } from './useSamples';

const WAYS = {
  both: ArrowLeftRight,
  to_salesforce: ArrowRight,
  to_hubspot: ArrowLeft,
  none: Minus,
  locked: Lock,
} as const;

interface Props {
  row: Extract<Row, { kind: 'mapped' | 'guess' }>;
  index: number;
  mapping: ObjectMapping;
  flaws: Flaw[];
  editing: Editing;
  sample: Shown | null;
  onSelect: (field: string) => void;
  onAccept: (field: FieldMapping) => void;
}

/** Two fields that are tied, or look alike, with the rule on the wire between them. */
export function TiedRow(props: Props) {
  const { row, index, mapping, flaws, editing, sample, onSelect, onAccept } = props;
  const { say } = useSpeech();
  const { field, near, far } = row;
  const wrong = row.kind === 'mapped' ? flawsOf(flaws, mapping.id, field.id) : [];
  const partly = far.length > 0 && far.every((it) => mapping.salesforce.length > it.objects.length);
  const way = wayOf(field.rule);
  const wire =
    row.kind === 'guess'
      ? 'guess'
      : wrong.length > 0
        ? 'wrong'
        : way === 'locked'
          ? 'locked'
          : 'fine';
  const changed =
    row.kind === 'mapped' && editing.draft !== null && isChanged(editing.draft, mapping.id, field);
  const first = wrong[0];
  return (
    <>
      <div role="cell" className={css.cell}>
        <button
          type="button"
          className={css.field}
          data-row={index}
          data-column="near"
          disabled={row.kind === 'guess'}
          onClick={() => onSelect(field.id)}
        >
          <Named schema={near} name={field.hubspot} />
          <SampleValue sample={sample} end="near" />
          {changed && <span className={css.changed}>{say('field-changed')}</span>}
        </button>
      </div>
      <div role="cell" className={css.wireCell}>
        <Wire kind={wire} />
        {row.kind === 'guess' ? (
          <span className={css.pill}>
            <span>{say(reasonOf(near, far))}</span>
            <Button
              kind="quiet"
              data-row={index}
              data-column="rule"
              onPress={() => onAccept(field)}
              aria-label={say('guess-accept-of', { field: near?.label ?? field.hubspot })}
            >
              <Check size={14} aria-hidden />
              {say('guess-accept')}
            </Button>
          </span>
        ) : first !== undefined ? (
          <FlawPill flaw={first} index={index} onSelect={() => onSelect(field.id)} />
        ) : (
          <RuleMenu
            mapping={mapping}
            field={field}
            kind={near?.kind ?? 'text'}
            icon={WAYS[way]}
            index={index}
            onChange={editing.change}
          />
        )}
      </div>
      <div role="cell" className={css.cell}>
        {far.length === 0 ? (
          <span className={css.missing}>{say('field-missing')}</span>
        ) : (
          <span className={css.farEnd}>
            <Named schema={far[0]?.schema ?? null} name={far[0]?.schema.name ?? ''} />
            <SampleValue sample={sample} end="far" />
            {partly && (
              <span className={css.only}>{far.map((it) => it.objects.join(', ')).join(', ')}</span>
            )}
          </span>
        )}
      </div>
    </>
  );
}

interface FlawProps {
  flaw: Flaw;
  index: number;
  onSelect: () => void;
}

/** What is wrong with a row, in place of its rule. Only such rows name fields, so the grid stays quick. */
function FlawPill({ flaw, index, onSelect }: FlawProps) {
  const speech = useSpeech();
  const words = flawWords(flaw, speech, useFieldNames());
  return (
    <button
      type="button"
      className={`${css.pill} ${css.wrong}`}
      data-row={index}
      data-column="rule"
      title={words}
      onClick={onSelect}
    >
      <TriangleAlert size={14} aria-hidden />
      <span>{words}</span>
    </button>
  );
}

/** What a real record holds, or what the other side's value becomes here. */
function SampleValue({ sample, end }: { sample: Shown | null; end: 'near' | 'far' }) {
  const { say } = useSpeech();
  const becomes = sample?.becomes === end;
  const text = becomes && sample.refused !== null ? sample.refused : (sample?.[end] ?? null);
  if (sample === null || text === null) return null;
  const about = say(becomes ? 'sample-becomes' : 'sample-here');
  return (
    <span
      className={`${css.sample} ${sample.refused !== null && becomes ? css.refused : ''}`}
      title={`${about}: ${text}`}
    >
      <span className="sr-only">{about}: </span>
      {text}
    </span>
  );
}

/** Why two fields are taken to be alike. */
function reasonOf(near: FieldSchema | null, far: FarField[]): string {
  const other = far[0]?.schema;
  if (near === null || other === undefined) return 'guess-known';
  const plain = (text: string) => text.toLocaleLowerCase().replace(/[^a-z0-9]/g, '');
  // A label of HubSpot's and a role of Salesforce's say in their description how they are called.
  const names = (it: FieldSchema) =>
    it.native === 'association' && it.description
      ? [it.name, it.label, it.description]
      : [it.name, it.label];
  const same = names(near).some((one) => names(other).some((two) => plain(one) === plain(two)));
  if (!same) return 'guess-known';
  return near.kind === other.kind ? 'guess-same' : 'guess-name';
}

/** A field's label, its kind, and its API name below. */
export function Named({ schema, name }: { schema: FieldSchema | null; name: string }) {
  const speech = useSpeech();
  const { say } = speech;
  const label = schema && (labelledWords(schema.name, schema.description, speech) ?? schema.label);
  return (
    <span className={css.named} title={label === null ? name : `${label} (${name})`}>
      <span className={css.label}>
        {label ?? say('field-missing')}{' '}
        {schema !== null && <span className={css.native}>{kindWords(schema, say)}</span>}
      </span>
      <code>{name}</code>
    </span>
  );
}

/** What a field holds: its kind, its length or its options, and whether it must be filled. */
export function kindWords(schema: FieldSchema, say: ReturnType<typeof useSpeech>['say']): string {
  const parts = [say(`value-kind-${schema.kind}`)];
  if (schema.max_chars !== null) parts.push(String(schema.max_chars));
  if (schema.options.length > 0) parts.push(String(schema.options.length));
  if (schema.required) parts.push(say('field-required'));
  return parts.join(' · ');
}

/** Solid is fine, dashed asks, dotted is locked; the pill says it in words. */
export function Wire({ kind }: { kind: 'fine' | 'wrong' | 'locked' | 'guess' }) {
  return (
    <svg className={`${css.wire} ${css[kind]}`} aria-hidden="true">
      <line x1="0" y1="50%" x2="100%" y2="50%" />
      <circle cx="3" cy="50%" r="3" />
      <circle cx="100%" cy="50%" r="3" transform="translate(-3 0)" />
    </svg>
  );
}
