import { PlaceLink } from '../app/go';
import { useTitles } from '../data/queries';
import type * as ipc from '../ipc';
import { PRODUCT } from '../parts/Tile';
import { useFieldNames } from '../words/fields';
import { useSpeech } from '../words/WordsProvider';
import css from './History.module.css';

/** As many names as are read; the counts are of all. */
const MOST = 20;

type KeptLine = ipc.UndoView['kept'][number];

/** What stays as it is: by why, how many, and whose fields. */
export function Stays({ kept }: { kept: ipc.UndoView['kept'] }) {
  const { say } = useSpeech();
  const groups = new Map<ipc.Kept, KeptLine[]>();
  for (const line of kept) groups.set(line[1], [...(groups.get(line[1]) ?? []), line]);
  const named = new Set(firstOfEach([...groups.values()], MOST));
  const isCut = named.size < kept.length;
  if (groups.size === 0) return null;
  return (
    <div className={css.stays}>
      {[...groups].map(([why, lines]) => (
        <div key={why}>
          <p>{say(`kept-${why}`, { count: lines.length })}</p>
          <Names lines={lines.filter((it) => named.has(it))} />
        </div>
      ))}
      {isCut && <p>{say('list-cut', { shown: MOST, count: kept.length })}</p>}
    </div>
  );
}

/** So many in all, the first of each group before the second of any: no reason is without a name. */
function firstOfEach<T>(groups: T[][], most: number): T[] {
  const ranked = groups.flatMap((group) => group.map((it, rank) => ({ it, rank })));
  ranked.sort((one, other) => one.rank - other.rank);
  return ranked.slice(0, most).map(({ it }) => it);
}

function Names({ lines }: { lines: KeptLine[] }) {
  const { say } = useSpeech();
  const titles = useTitles(lines.map(([done]) => done.link));
  if (lines.length === 0) return null;
  return (
    <ul className={css.names}>
      {lines.map(([done]) => {
        const end = done.ends.hubspot ?? done.ends.salesforce;
        const title = titles.get(done.link);
        return (
          <li key={`${done.link} ${done.side} ${keyOf(done.what)}`}>
            <PlaceLink path="/records" search={{ what: end?.id ?? '' }}>
              {title?.name ?? title?.email ?? end?.id ?? say('record-new')}
            </PlaceLink>{' '}
            <What done={done} />
          </li>
        );
      })}
    </ul>
  );
}

const keyOf = (what: ipc.Deed) => ('field' in what ? `${what.deed} ${what.field}` : what.deed);

/** What had been done to it: a field by its label, or the record as a whole. */
function What({ done }: { done: ipc.Done }) {
  const { say } = useSpeech();
  const names = useFieldNames();
  const side = PRODUCT[done.side];
  if (done.what.deed !== 'wrote') return say(`undo-kept-${done.what.deed}`, { side });
  const field = names.of(done.side, names.objects(done.mapping, done.side), done.what.field);
  return say('undo-kept-wrote', { side, field });
}
