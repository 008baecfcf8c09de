import type { Chosen, PlannedAsk, PlanSaved, Side } from '../ipc';
import { Button } from '../parts/Button';
import { FieldName } from '../parts/FieldName';
import { PRODUCT, Tile } from '../parts/Tile';
import { countedWords, objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import { isPartOut, type Part, withPart } from './choice';
import css from './Preview.module.css';

/** Which part of the plan is looked at; nothing named is all of it. */
export type Wanted = Omit<Partial<PlannedAsk>, 'after'>;

const same = (one: Wanted, other: Wanted) =>
  one.mapping === other.mapping &&
  one.side === other.side &&
  one.act === other.act &&
  one.field === other.field;

interface Props {
  plan: PlanSaved;
  wanted: Wanted;
  onWant: (wanted: Wanted) => void;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
}

/** The plan by what is done and by which field: the way into a large one. */
export function Groups({ plan, wanted, onWant, chosen, onChosen }: Props) {
  const speech = useSpeech();
  const { say, count } = speech;
  const skipping = (part: Part) => ({
    isOut: isPartOut(chosen, part),
    onSkip: () => onChosen(withPart(chosen, part)),
  });
  const total = plan.groups.reduce((sum, it) => sum + it.records, 0);
  return (
    <section className={css.groups} aria-label={say('plan-groups')}>
      <Group chosen={same(wanted, {})} number={count(total)} onChoose={() => onWant({})}>
        {say('plan-all')}
      </Group>
      <h2>{say('plan-by-object')}</h2>
      {plan.groups.map((it) => {
        const it_wanted: Wanted = { mapping: it.mapping, side: it.side, act: it.act };
        return (
          <Group
            key={`${it.mapping}-${it.side}-${it.object}-${it.act}`}
            side={it.side}
            chosen={same(wanted, it_wanted)}
            number={count(it.records)}
            about={objectWords(it.mapping, say)}
            onChoose={() => onWant(it_wanted)}
            {...skipping(it_wanted)}
          >
            {say(`group-${it.act}`, {
              object: countedWords(it.object, it.records, speech),
              side: PRODUCT[it.side],
            })}
          </Group>
        );
      })}
      <h2>{say('plan-by-field')}</h2>
      {plan.fields.map((it) => {
        const it_wanted: Wanted = { side: it.side, field: it.field };
        return (
          <Group
            key={`${it.side}-${it.field}-${it.rule}-${it.ruling}`}
            side={it.side}
            chosen={same(wanted, it_wanted)}
            number={count(it.values)}
            about={say(`ruling-${it.ruling}`)}
            onChoose={() => onWant(it_wanted)}
            {...skipping(it_wanted)}
          >
            <FieldName side={it.side} objects={objectsOf(plan, it.side)} field={it.field} />
          </Group>
        );
      })}
    </section>
  );
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
