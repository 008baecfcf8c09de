import { Mark } from '../parts/Mark';
import { PRODUCT } from '../parts/Tile';
import { contentWords } from '../words/values';
import { type Speech, useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';
import type { Shown } from './useSamples';

type Crossings = Shown['many']['hubspot'];
type Becomes = Crossings['examples'][number]['becomes'];

/** What the values of the first records come to on the sides that the rule writes. */
export function ManyValues({ sample }: { sample: Shown }) {
  const told = sample.ways
    .map(({ to }) => ({ to, many: sample.many[to] }))
    .filter(({ many }) => many.looked_at > 0);
  if (told.length === 0) return null;
  return (
    <div className={css.many}>
      {told.map(({ to, many }) => (
        <OneWay key={to} to={to} many={many} />
      ))}
    </div>
  );
}

function OneWay({ to, many }: { to: 'hubspot' | 'salesforce'; many: Crossings }) {
  const speech = useSpeech();
  const { say, count } = speech;
  const side = PRODUCT[to === 'hubspot' ? 'hub_spot' : 'salesforce'];
  const losses = (['refused', 'lossy', 'empty'] as const).filter((it) => many[it] > 0);
  return (
    <>
      <p>
        <Mark tone={losses.length === 0 ? 'ok' : 'warn'} />
        {say(losses.length === 0 ? 'many-whole' : 'many-looked', {
          side,
          count: many.looked_at,
        })}
      </p>
      {losses.length > 0 && (
        <ul>
          {losses.map((it) => (
            <li key={it}>{say(`many-${it}`, { count: count(many[it]) })}</li>
          ))}
          {many.examples.map((it) => (
            <li key={JSON.stringify(it.value)}>
              {say('many-example', {
                value: contentWords(it.value, speech) ?? '',
                becomes: becomesWords(it.becomes, speech),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function becomesWords(becomes: Becomes, speech: Speech): string {
  const { say } = speech;
  if (becomes.how === 'refused')
    return say('sample-refused', { why: say(`becomes-${becomes.why}`) });
  if (becomes.how === 'unknown') return say('value-blank');
  return contentWords(becomes.content, speech) ?? say('value-blank');
}
