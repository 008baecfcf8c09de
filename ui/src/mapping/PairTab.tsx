import { useState } from 'react';
import type { BrakeSettings, OwnerPair, PairFile } from '../ipc';
import { Button } from '../parts/Button';
import { NumberBox } from '../parts/NumberBox';
import { Panel } from '../parts/Panel';
import table from '../parts/Table.module.css';
import { TextBox } from '../parts/TextBox';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';

/** The brakes with their defaults (P4). */
const BRAKES: readonly [name: keyof BrakeSettings, usual: number][] = [
  ['deletes', 50],
  ['deletes_percent', 1],
  ['cleared_values', 50],
  ['changed_percent', 20],
  ['creates', 100],
  ['creates_percent', 20],
];

interface Props {
  file: PairFile;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** What holds for all objects of the pair: owners tied by hand, and the brakes. */
export function PairTab({ file, onChange }: Props) {
  const { say } = useSpeech();
  const setBrake = (name: keyof BrakeSettings, value: number | null) =>
    onChange((it) => {
      const { [name]: _, ...others } = it.brakes;
      return { ...it, brakes: value === null ? others : { ...others, [name]: value } };
    });
  return (
    <div className={css.rules}>
      <Owners owners={file.owners} onChange={onChange} />
      <Panel title={say('brakes-title')}>
        <div className={css.choices}>
          {BRAKES.map(([name, usual]) => (
            <NumberBox
              key={name}
              label={say(`brakes-${name}`)}
              about={say('brakes-default', { count: usual })}
              value={file.brakes[name] ?? usual}
              least={0}
              onChange={(value) => setBrake(name, value === usual ? null : value)}
            />
          ))}
        </div>
        <p className={css.about}>{say('brakes-about')}</p>
      </Panel>
    </div>
  );
}

interface OwnersProps {
  owners: OwnerPair[];
  onChange: (how: (file: PairFile) => PairFile) => void;
}

function Owners({ owners, onChange }: OwnersProps) {
  const { say } = useSpeech();
  const [typed, setTyped] = useState({ hubspot: '', salesforce: '' });
  const set = (next: OwnerPair[]) => onChange((it) => ({ ...it, owners: next }));
  const hubspot = typed.hubspot.trim();
  const salesforce = typed.salesforce.trim();
  const ready = hubspot !== '' && salesforce !== '';
  const add = () => {
    if (!ready) return;
    const others = owners.filter((it) => it.hubspot !== hubspot);
    set([...others, { hubspot, salesforce }].sort((a, b) => (a.hubspot < b.hubspot ? -1 : 1)));
    setTyped({ hubspot: '', salesforce: '' });
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
          onChange={(text) => setTyped({ ...typed, hubspot: text })}
        />
        <TextBox
          label={say('owners-salesforce')}
          value={typed.salesforce}
          onChange={(text) => setTyped({ ...typed, salesforce: text })}
        />
        <Button type="submit" isDisabled={!ready}>
          {say('owners-add')}
        </Button>
      </form>
    </Panel>
  );
}
