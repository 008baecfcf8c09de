import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import type { Flaw, ObjectMapping } from '../ipc';
import { Mark } from '../parts/Mark';
import { Tile } from '../parts/Tile';
import { countedWords, objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';
import { Wire } from './TiedRow';

interface Props {
  mappings: ObjectMapping[];
  flaws: Flaw[];
}

/** All mappings in one picture: which object is which, how many fields, who takes part, how it goes. */
export function ObjectsMap({ mappings, flaws }: Props) {
  return (
    <ul className={css.objects}>
      {mappings.map((mapping) => (
        <OneObject
          key={mapping.id}
          mapping={mapping}
          wrong={flaws.filter((it) => it.object === mapping.id).length}
        />
      ))}
    </ul>
  );
}

function OneObject({ mapping, wrong }: { mapping: ObjectMapping; wrong: number }) {
  const speech = useSpeech();
  const { say, count } = speech;
  const { pair } = usePair();
  const stands = pair.objects.find((it) => it.mapping === mapping.id);
  const scope = mapping.in_scope ?? null;
  const who = scope === null ? 'all' : typeof scope === 'string' ? 'filter' : 'list';
  return (
    <li className={css.object}>
      <span className={css.objectEnd}>
        <Tile side="hub_spot" />
        {countedWords(mapping.hubspot, 2, speech)}
      </span>
      <span className={css.wireCell}>
        <Wire kind={wrong > 0 ? 'wrong' : 'fine'} />
        <PlaceLink
          path="/mappings"
          search={{ object: mapping.id, tab: 'fields' }}
          className={css.pill}
          title={objectWords(mapping.id, say)}
        >
          {wrong > 0 && <Mark tone="warn" size={14} />}
          {say('mapping-about', { count: mapping.fields.length, flaws: wrong })}
        </PlaceLink>
      </span>
      <span className={css.objectEnd}>
        <Tile side="salesforce" />
        {mapping.salesforce.map((it) => countedWords(it, 2, speech)).join(', ')}
      </span>
      <span className={css.objectAbout}>
        {say('objects-who', { who })}
        {stands !== undefined &&
          ` · ${say('objects-stand', {
            in: count(stands.in_sync),
            failing: count(stands.failing),
            waiting: count(stands.waiting),
          })}`}
      </span>
    </li>
  );
}
