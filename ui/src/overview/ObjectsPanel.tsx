import { useQuery } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { PlaceLink } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type { ObjectMapping, ObjectOverview } from '../ipc';
import { wayOf } from '../mapping/fit';
import { Button } from '../parts/Button';
import { Figure } from '../parts/Figure';
import { Chip, Mark } from '../parts/Mark';
import { Panel } from '../parts/Panel';
import { Empty } from '../parts/State';
import table from '../parts/Table.module.css';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import css from './Overview.module.css';
import { WhyDialog } from './WhyDialog';

/** Every record in one of the buckets, by object. The columns are the same for every object. */
export function ObjectsPanel({ objects }: { objects: ObjectOverview[] }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  return (
    <Panel title={say('overview-objects')} rows>
      {objects.length === 0 ? (
        <Empty icon={Eye} title={say('overview-unread')}>
          {say('overview-unread-about')}
        </Empty>
      ) : (
        <Buckets objects={objects} />
      )}
      {pair.opt_outs > 0 && (
        <p className={css.line}>
          <Mark tone="off" />
          <span className={css.what}>{say('optout-waiting', { count: pair.opt_outs })}</span>
          <PlaceLink path="/mappings" search={{ object: 'contacts', tab: 'optout' }}>
            {say('optout-look')}
          </PlaceLink>
        </p>
      )}
    </Panel>
  );
}

const BUCKETS = ['in_sync', 'left_out', 'failing', 'waiting'] as const;

function Buckets({ objects }: { objects: ObjectOverview[] }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const { data: file } = useQuery(ask.mapping(pair.pair));
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{say('column-object')}</th>
            {BUCKETS.map((bucket) => (
              <th key={bucket} scope="col" className={table.number}>
                {say(`bucket-${bucket}`)}
              </th>
            ))}
            <th scope="col" className={css.way}>
              {say('overview-way')}
            </th>
            <th scope="col">
              <span className="sr-only">{say('overview-why')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {objects.map((object) => {
            const mapping = file?.mappings.find((it) => it.id === object.mapping);
            const isUnread = pair.unread.some((it) => mapping && takesPart(mapping, it.object));
            return (
              <tr key={object.mapping ?? ''}>
                <td>
                  <span className={css.named}>
                    <PlaceLink path="/mappings" search={{ object: object.mapping ?? '' }}>
                      {objectWords(object.mapping ?? '', say)}
                    </PlaceLink>
                    {isUnread && <Chip tone="warn">{say('not-read')}</Chip>}
                  </span>
                </td>
                {BUCKETS.map((bucket) => (
                  <Figure key={bucket} value={object[bucket]} />
                ))}
                <td>{mapping !== undefined && say(`way-short-${wayOfFields(mapping)}`)}</td>
                <td className={table.number}>
                  <Button
                    kind="quiet"
                    aria-label={say('overview-why-of', {
                      object: objectWords(object.mapping ?? '', say),
                    })}
                    onPress={() => setAsked(object.mapping)}
                  >
                    {say('overview-why')}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {asked !== null && <WhyDialog mapping={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function takesPart(mapping: ObjectMapping, object: string): boolean {
  return mapping.hubspot === object || mapping.salesforce.includes(object);
}

/** Which way values of an object go: the locked opt-out goes both ways with every object of people. */
function wayOfFields(mapping: ObjectMapping): 'both' | 'to_salesforce' | 'to_hubspot' | 'none' {
  const ways = new Set(mapping.fields.map((field) => wayOf(field.rule)));
  const out = ways.has('to_salesforce');
  const back = ways.has('to_hubspot');
  if (ways.has('both') || (out && back)) return 'both';
  if (out) return 'to_salesforce';
  return back ? 'to_hubspot' : 'none';
}
