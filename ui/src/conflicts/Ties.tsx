import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { useOrder, useTitles } from '../data/queries';
import type { Title } from '../ipc';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { at, Tile } from '../parts/Tile';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';
import css from './Conflicts.module.css';

/** As many as are shown. */
const MOST = 50;

/** Records whose contacts point at one that is tied to another: a person says which it is. */
export function Ties({ rows }: { rows: ipc.TieRow[] }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const toast = useToast();
  const shown = rows.slice(0, MOST);
  const titles = useTitles(shown.flatMap((row) => [row.link, row.held]));
  const tie = useOrder((row: ipc.TieRow) => ipc.tieInstead(pair.pair, row.link));
  const never = useOrder((row: ipc.TieRow) => ipc.leaveAlone(pair.pair, row.link));
  const deciding = tie.isPending || never.isPending;
  const thrown = tie.error ?? never.error;
  return (
    <Panel title={say('ties-title')} rows>
      <p className={css.about}>{say('ties-about')}</p>
      {thrown !== null && <Fault thrown={thrown} />}
      <ul>
        {shown.map((row) => {
          const name = named(titles.get(row.link), row.record.id);
          const other = named(titles.get(row.held), at(row.tied, otherOf(row.side)).id);
          return (
            <li key={row.link} className={css.tie}>
              <Tile side={row.side} alone />
              <div className={css.who}>
                <PlaceLink path="/records" search={{ what: row.record.id }}>
                  {name}
                </PlaceLink>
                <small>{say('tie-why', { name: other })}</small>
              </div>
              <span className={css.all}>
                <Button
                  isDisabled={deciding}
                  aria-label={say('tie-instead-of', { name })}
                  onPress={() => tie.mutate(row, { onSuccess: () => toast(say('tie-done')) })}
                >
                  {say('tie-instead')}
                </Button>
                <Button
                  isDisabled={deciding}
                  aria-label={say('tie-never-of', { name })}
                  onPress={() => never.mutate(row, { onSuccess: () => toast(say('tie-left')) })}
                >
                  {say('tie-never')}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      {rows.length > MOST && (
        <p className={css.cut}>{say('list-cut', { shown: MOST, count: rows.length })}</p>
      )}
    </Panel>
  );
}

function named(title: Title | undefined, id: string): string {
  return title?.name ?? title?.email ?? id;
}

function otherOf(side: ipc.Side): ipc.Side {
  return side === 'hub_spot' ? 'salesforce' : 'hub_spot';
}
