import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { useOrder, useTitlesAround } from '../data/queries';
import type { Title } from '../ipc';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { itemAt, LongList, type Place } from '../parts/Long';
import { Panel } from '../parts/Panel';
import { at, Tile } from '../parts/Tile';
import { useToast } from '../parts/Toast';
import { useLong } from '../parts/useLong';
import { useSpeech } from '../words/WordsProvider';
import css from './Conflicts.module.css';

/** As high as a record with its reason is. */
const ROW = 58;

/** Records whose contacts point at one that is tied to another: a person says which it is. */
export function Ties({ rows }: { rows: ipc.TieRow[] }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const toast = useToast();
  const long = useLong({
    count: rows.length,
    height: ROW,
    keyOf: (index) => rows[index]?.link ?? index,
  });
  const seen = long.slots.map((slot) => slot.index);
  const titles = useTitlesAround(
    rows.map((row) => row.link),
    seen,
  );
  const others = useTitlesAround(
    rows.map((row) => row.held),
    seen,
  );
  const tie = useOrder((row: ipc.TieRow) => ipc.tieInstead(pair.pair, row.link));
  const never = useOrder((row: ipc.TieRow) => ipc.leaveAlone(pair.pair, row.link));
  const thrown = tie.error ?? never.error;
  return (
    <Panel title={say('ties-title')} rows>
      <p className={css.about}>{say('ties-about')}</p>
      {thrown !== null && <Fault thrown={thrown} />}
      <LongList long={long}>
        {(index) => {
          const row = rows[index];
          return row === undefined ? null : (
            <Tie
              row={row}
              name={named(titles.get(row.link), row.record.id)}
              other={named(others.get(row.held), at(row.tied, otherOf(row.side)).id)}
              index={index}
              measure={long.measure}
              of={long.count}
              deciding={tie.isPending || never.isPending}
              onTie={() => tie.mutate(row, { onSuccess: () => toast(say('tie-done')) })}
              onNever={() => never.mutate(row, { onSuccess: () => toast(say('tie-left')) })}
            />
          );
        }}
      </LongList>
    </Panel>
  );
}

interface TieProps extends Place {
  row: ipc.TieRow;
  name: string;
  /** Who has its partner now. */
  other: string;
  /** How many there are. */
  of: number;
  deciding: boolean;
  onTie: () => void;
  onNever: () => void;
}

function Tie(props: TieProps) {
  const { row, name, other, deciding, onTie, onNever } = props;
  const { say } = useSpeech();
  return (
    <li className={css.tie} {...itemAt(props)}>
      <Tile side={row.side} alone />
      <div className={css.who}>
        <PlaceLink path="/records" search={{ what: row.record.id }}>
          {name}
        </PlaceLink>
        <small>{say('tie-why', { name: other })}</small>
      </div>
      <span className={css.all}>
        <Button isDisabled={deciding} aria-label={say('tie-instead-of', { name })} onPress={onTie}>
          {say('tie-instead')}
        </Button>
        <Button isDisabled={deciding} aria-label={say('tie-never-of', { name })} onPress={onNever}>
          {say('tie-never')}
        </Button>
      </span>
    </li>
  );
}

function named(title: Title | undefined, id: string): string {
  return title?.name ?? title?.email ?? id;
}

function otherOf(side: ipc.Side): ipc.Side {
  return side === 'hub_spot' ? 'salesforce' : 'hub_spot';
}
