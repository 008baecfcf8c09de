import type { Chosen, FieldGroup, PlanGroup, PlanSaved, Side } from '../ipc';
import { Button } from '../parts/Button';
import { FieldName } from '../parts/FieldName';
import { PRODUCT, Tile } from '../parts/Tile';
import { countedWords, objectWords } from '../words/objects';
import { type Speech, useSpeech } from '../words/WordsProvider';
import { isPartOut, isSamePart, type Part, withPart } from './choice';
import { type Grouping, type GroupLine, type Section, sectionsOf } from './grouping';
import css from './Preview.module.css';

/** Which part of the plan is looked at; nothing named is all of it. */
export type Wanted = Part;

interface Props {
  plan: PlanSaved;
  by: Grouping;
  wanted: Wanted;
  onWant: (wanted: Wanted) => void;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
}

/** The plan in parts, by what a person groups it: the way into a large one. */
export function Groups(props: Props) {
  const { plan, by, wanted, onWant } = props;
  const { say, count } = useSpeech();
  const total = plan.groups.reduce((sum, it) => sum + it.records, 0);
  return (
    <section className={css.groups} aria-label={say('plan-groups')}>
      <Group chosen={isSamePart(wanted, {})} number={count(total)} onChoose={() => onWant({})}>
        {say('plan-all')}
      </Group>
      {sectionsOf(plan, by).map((section) => (
        <Lines key={section.key} section={section} {...props} />
      ))}
    </section>
  );
}

function titleWords(title: Section['title'], { say }: Speech): string {
  switch (title.of) {
    case 'acts':
      return say('plan-by-object');
    case 'fields':
      return say('plan-by-field');
    case 'side':
      return say('plan-to', { side: PRODUCT[title.side] });
    case 'object':
      return objectWords(title.mapping, say);
    case 'rule':
      return say(`rule-${title.rule}`);
  }
}

const keyOf = (line: GroupLine) =>
  'act' in line
    ? `${line.act.mapping}-${line.act.side}-${line.act.object}-${line.act.act}`
    : `${line.field.side}-${line.field.field}-${line.field.rule}-${line.field.ruling}`;

const wantedOf = (line: GroupLine): Wanted =>
  'act' in line
    ? { mapping: line.act.mapping, side: line.act.side, act: line.act.act }
    : { side: line.field.side, field: line.field.field };

/** A heading with its parts of the plan, each of which is looked at or left out. */
function Lines({ section, ...props }: Omit<Props, 'by'> & { section: Section }) {
  const { plan, wanted, onWant, chosen, onChosen } = props;
  const speech = useSpeech();
  const { say, count } = speech;
  const of = (part: Part) => ({
    chosen: isSamePart(wanted, part),
    onChoose: () => onWant(part),
    isOut: isPartOut(chosen, part),
    onSkip: () => onChosen(withPart(chosen, part)),
  });
  return (
    <>
      <h2>{titleWords(section.title, speech)}</h2>
      {section.whole !== null && section.lines.length > 1 && (
        <Group number={count(section.whole.records)} {...of(section.whole.wanted)}>
          {say('group-whole')}
        </Group>
      )}
      {section.lines.map((line) => (
        <OneLine key={keyOf(line)} line={line} plan={plan} {...of(wantedOf(line))} />
      ))}
    </>
  );
}

interface Handled {
  chosen: boolean;
  onChoose: () => void;
  isOut: boolean;
  onSkip: () => void;
}

function OneLine({ line, plan, ...handled }: Handled & { line: GroupLine; plan: PlanSaved }) {
  return 'act' in line ? (
    <ActLine group={line.act} {...handled} />
  ) : (
    <FieldLine group={line.field} objects={objectsOf(plan, line.field.side)} {...handled} />
  );
}

function ActLine({ group, ...handled }: Handled & { group: PlanGroup }) {
  const speech = useSpeech();
  const { say, count } = speech;
  return (
    <Group
      side={group.side}
      number={count(group.records)}
      about={objectWords(group.mapping, say)}
      {...handled}
    >
      {say(`group-${group.act}`, {
        object: countedWords(group.object, group.records, speech),
        side: PRODUCT[group.side],
      })}
    </Group>
  );
}

function FieldLine({ group, objects, ...handled }: Handled & FieldLineProps) {
  const { say, count } = useSpeech();
  return (
    <Group
      side={group.side}
      number={count(group.values)}
      about={say(`ruling-${group.ruling}`)}
      {...handled}
    >
      <FieldName side={group.side} objects={objects} field={group.field} />
    </Group>
  );
}

interface FieldLineProps {
  group: FieldGroup;
  objects: string[];
}

/** The objects of one side that the plan writes. */
function objectsOf(plan: PlanSaved, side: Side): string[] {
  return [...new Set(plan.groups.filter((it) => it.side === side).map((it) => it.object))];
}

interface GroupProps {
  side?: keyof typeof PRODUCT;
  chosen: boolean;
  number: string;
  about?: string;
  onChoose: () => void;
  /** Whether the part is left out; none where it cannot be. */
  isOut?: boolean;
  onSkip?: () => void;
  children: React.ReactNode;
}

function Group(props: GroupProps) {
  const { side, chosen, number, about, onChoose, isOut = false, onSkip, children } = props;
  const { say } = useSpeech();
  return (
    <div className={`${css.part} ${isOut ? css.out : ''}`}>
      <button type="button" className={css.main} aria-pressed={chosen} onClick={onChoose}>
        {side === undefined ? <span /> : <Tile side={side} alone />}
        <span className={css.name}>
          {children}
          {about && <small>{about}</small>}
        </span>
        <span>{number}</span>
      </button>
      {onSkip && (
        <Button kind="quiet" onPress={onSkip}>
          {say(isOut ? 'plan-take-in' : 'plan-leave-out')}
        </Button>
      )}
    </div>
  );
}
