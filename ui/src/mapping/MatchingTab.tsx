import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import boxes from '../firstrun/FirstRun.module.css';
import type { Follow, MatchKey, ObjectMapping, PairFile } from '../ipc';
import { Choice } from '../parts/Choice';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { Waiting } from '../parts/State';
import table from '../parts/Table.module.css';
import { Tile } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import { withObject } from './draft';
import css from './Mapping.module.css';

const PEOPLE: readonly MatchKey[] = ['email', 'additional_emails'];
const COMPANIES: readonly MatchKey[] = ['associated_contacts', 'domain', 'name'];

interface Props {
  mapping: ObjectMapping;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** How records find each other, and which of them look alike on their own side. */
export function MatchingTab({ mapping, onChange }: Props) {
  const change = (how: (it: ObjectMapping) => ObjectMapping) =>
    onChange((file) => withObject(file, mapping.id, how));
  return (
    <div className={css.rules}>
      <Keys mapping={mapping} change={change} />
      <Doubles mapping={mapping} />
    </div>
  );
}

interface KeysProps {
  mapping: ObjectMapping;
  change: (how: (it: ObjectMapping) => ObjectMapping) => void;
}

function Keys({ mapping, change }: KeysProps) {
  const { say } = useSpeech();
  const usual = mapping.id === 'companies' ? COMPANIES : mapping.id === 'deals' ? [] : PEOPLE;
  const chosen = mapping.match ?? [];
  // A file may name a way that is not offered here: it is shown, and stays until it is taken out.
  const keys = [...usual, ...chosen.filter((key) => !usual.includes(key))];
  if (keys.length === 0) {
    return (
      <Panel title={say('rules-matching')}>
        <p>{say('match-none')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={say('rules-matching')}>
      <CheckboxGroup
        value={chosen}
        className={boxes.boxes ?? ''}
        onChange={(wanted) =>
          change((it) => ({ ...it, match: keys.filter((key) => wanted.includes(key)) }))
        }
      >
        <Label>{say('match-by')}</Label>
        {keys.map((key) => (
          <Checkbox key={key} value={key} className={boxes.box ?? ''}>
            <span className={boxes.tick} aria-hidden>
              <Check size={14} strokeWidth={3} />
            </span>
            {say(`match-${key}`)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <p className={css.about}>{say('match-about')}</p>
      {mapping.hubspot === 'contacts' && (
        <div className={css.further}>
          <Choice
            label={say('follow-title')}
            value={mapping.follow ?? 'linked'}
            hint={say(`follow-${mapping.follow ?? 'linked'}-about`)}
            options={(['linked', 'latest'] as const).map((value) => ({
              value,
              label: say(`follow-${value}`),
              about: say(`follow-${value}-about`),
            }))}
            onChange={(follow) => change((it) => withFollow(it, follow))}
          />
        </div>
      )}
    </Panel>
  );
}

/** A file says it only where the link moves (A6). */
function withFollow(mapping: ObjectMapping, follow: Follow): ObjectMapping {
  const { follow: _, ...others } = mapping;
  return follow === 'linked' ? others : { ...others, follow };
}

/** Records that several partners could be found for. */
function Doubles({ mapping }: { mapping: ObjectMapping }) {
  const { say, count } = useSpeech();
  const { pair } = usePair();
  const { data, error, refetch } = useQuery(ask.doubles(pair.pair, mapping.id));
  return (
    <Panel title={say('doubles-title')} rows>
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Waiting rows={3} />}
      {data !== undefined && (
        <p className={css.said}>
          {data.total === 0 ? say('doubles-none') : say('doubles-about', { count: data.total })}
        </p>
      )}
      {data !== undefined && data.groups.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('doubles-side')}</th>
              <th scope="col">{say('doubles-value')}</th>
              <th scope="col" className={table.number}>
                {say('doubles-count')}
              </th>
              <th scope="col">{say('doubles-records')}</th>
            </tr>
          </thead>
          <tbody>
            {data.groups.map((group) => (
              <tr key={`${group.side} ${group.kind} ${group.value}`}>
                <td>
                  <Tile side={group.side} alone />
                </td>
                <td>
                  {group.value}{' '}
                  <small className={css.native}>{say(`doubles-kind-${group.kind}`)}</small>
                </td>
                <td className={table.number}>{count(group.count)}</td>
                <td>
                  <span className={css.ids}>
                    {group.records.map((at) => (
                      <PlaceLink
                        key={`${at.object} ${at.id}`}
                        path="/records"
                        search={{ what: at.id }}
                      >
                        {at.object} {at.id}
                      </PlaceLink>
                    ))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
