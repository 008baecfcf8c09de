import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePair } from '../app/pair';
import type * as ipc from '../ipc';
import { ownerRows } from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Chip, type Tone } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { Waiting } from '../parts/State';
import table from '../parts/Table.module.css';
import { SearchBox, TextBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';
import { OwnerCards } from './OwnerCards';
import { byName } from './owners';

type OwnerPair = ipc.OwnerPair;

const NOBODY: OwnerPair = { hubspot: '', salesforce: '' };

const TONES: Record<ipc.OwnerTie, Tone> = {
  unmatched: 'warn',
  inactive: 'off',
  by_hand: 'ok',
  matched: 'ok',
};

/** Rows that are shown at once; the filter brings the others. */
const SHOWN = 200;

interface Props {
  file: ipc.PairFile;
  onChange: (how: (file: ipc.PairFile) => ipc.PairFile) => void;
}

/** Who owns records on both sides, who is whom, and who has to be tied by hand. */
export function OwnersTab({ file, onChange }: Props) {
  const [typed, setTyped] = useState(NOBODY);
  return (
    <div className={css.rules}>
      <ByHand owners={file.owners} typed={typed} onType={setTyped} onChange={onChange} />
      <Report file={file} onTie={setTyped} />
      <OwnerCards />
    </div>
  );
}

function Report({ file, onTie }: { file: ipc.PairFile; onTie: (typed: OwnerPair) => void }) {
  const { say, count, compare } = useSpeech();
  const { pair } = usePair();
  const [text, setText] = useState('');
  const { data, error, refetch } = useQuery({
    queryKey: ['owners', pair.pair, file.owners],
    queryFn: () => ownerRows(pair.pair, file),
    placeholderData: (before) => before,
  });
  const wanted = text.trim().toLocaleLowerCase();
  const fits = (row: ipc.OwnerRow) =>
    [row.hubspot?.name, row.hubspot?.email, row.salesforce?.name, row.salesforce?.email].some(
      (it) => it?.toLocaleLowerCase().includes(wanted),
    );
  const found = byName(data ?? [], compare).filter((row) => wanted === '' || fits(row));
  return (
    <Panel
      title={say('owners-report')}
      rows
      aside={<SearchBox label={say('owners-filter')} value={text} onChange={setText} width={220} />}
    >
      <p className={css.said}>{say('owners-report-about')}</p>
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Waiting rows={6} />}
      {data?.length === 0 && <p className={css.said}>{say('owners-report-none')}</p>}
      {found.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('owners-column-tie')}</th>
              <th scope="col">HubSpot</th>
              <th scope="col">Salesforce</th>
              <th scope="col">
                <span className="sr-only">{say('owners-add')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN).map((row) => (
              <OwnerLine key={JSON.stringify(row)} row={row} onTie={onTie} />
            ))}
          </tbody>
        </table>
      )}
      {found.length > SHOWN && (
        <p className={css.said}>
          {say('owners-shown', { shown: count(SHOWN), all: count(found.length) })}
        </p>
      )}
    </Panel>
  );
}

function OwnerLine({ row, onTie }: { row: ipc.OwnerRow; onTie: (typed: OwnerPair) => void }) {
  const { say } = useSpeech();
  const { hubspot, salesforce } = row;
  const name = hubspot?.name ?? salesforce?.name ?? '';
  return (
    <tr>
      <td>
        <Chip tone={TONES[row.tie]}>{say(`owners-tie-${row.tie}`)}</Chip>
      </td>
      <td>
        {hubspot?.name} <small className={css.native}>{hubspot?.email}</small>
      </td>
      <td>
        {salesforce?.name} <small className={css.native}>{salesforce?.email}</small>
      </td>
      <td className={table.number}>
        {row.tie === 'unmatched' && (
          <Button
            kind="quiet"
            aria-label={say('owners-tie-of', { owner: name })}
            onPress={() =>
              onTie({
                hubspot: hubspot?.email ?? '',
                salesforce: salesforce?.email ?? salesforce?.name ?? '',
              })
            }
          >
            {say('owners-tie-now')}
          </Button>
        )}
      </td>
    </tr>
  );
}

interface ByHandProps {
  owners: OwnerPair[];
  typed: OwnerPair;
  onType: (typed: OwnerPair) => void;
  onChange: (how: (file: ipc.PairFile) => ipc.PairFile) => void;
}

function ByHand({ owners, typed, onType, onChange }: ByHandProps) {
  const { say } = useSpeech();
  const set = (next: OwnerPair[]) => onChange((it) => ({ ...it, owners: next }));
  const hubspot = typed.hubspot.trim();
  const salesforce = typed.salesforce.trim();
  const ready = hubspot !== '' && salesforce !== '';
  const add = () => {
    if (!ready) return;
    const others = owners.filter((it) => it.hubspot !== hubspot);
    set([...others, { hubspot, salesforce }].sort((a, b) => (a.hubspot < b.hubspot ? -1 : 1)));
    onType({ hubspot: '', salesforce: '' });
  };
  return (
    <Panel title={say('owners-title')}>
      <p className={css.about}>{say('owners-about')}</p>
      {owners.length === 0 ? (
        <p className={css.about}>{say('owners-none')}</p>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('owners-hubspot')}</th>
              <th scope="col">{say('owners-salesforce')}</th>
              <th scope="col">
                <span className="sr-only">{say('owners-remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {owners.map((it) => (
              <tr key={it.hubspot}>
                <td>{it.hubspot}</td>
                <td>{it.salesforce}</td>
                <td className={table.number}>
                  <Button
                    kind="quiet"
                    aria-label={say('owners-remove-of', { owner: it.hubspot })}
                    onPress={() => set(owners.filter((other) => other.hubspot !== it.hubspot))}
                  >
                    {say('owners-remove')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form
        className={css.tie}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextBox
          label={say('owners-hubspot')}
          value={typed.hubspot}
          onChange={(text) => onType({ ...typed, hubspot: text })}
        />
        <TextBox
          label={say('owners-salesforce')}
          value={typed.salesforce}
          onChange={(text) => onType({ ...typed, salesforce: text })}
        />
        <Button type="submit" isDisabled={!ready}>
          {say('owners-add')}
        </Button>
      </form>
    </Panel>
  );
}
