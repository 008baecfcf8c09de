import { PlaceLink } from '../app/go';
import type { ObjectOverview } from '../ipc';
import { Panel } from '../parts/Panel';
import { Empty } from '../parts/State';
import table from '../parts/Table.module.css';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';

/** Every record in one of the buckets, by object. The columns are the same for every object. */
export function ObjectsPanel({ objects }: { objects: ObjectOverview[] }) {
  const { say, count } = useSpeech();
  return (
    <Panel title={say('overview-objects')} rows>
      {objects.length === 0 ? (
        <Empty title={say('overview-unread')}>{say('overview-unread-about')}</Empty>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('column-object')}</th>
              <th scope="col" className={table.number}>
                {say('bucket-in_sync')}
              </th>
              <th scope="col" className={table.number}>
                {say('bucket-left_out')}
              </th>
              <th scope="col" className={table.number}>
                {say('bucket-failing')}
              </th>
              <th scope="col" className={table.number}>
                {say('bucket-waiting')}
              </th>
            </tr>
          </thead>
          <tbody>
            {objects.map((object) => (
              <tr key={object.mapping ?? ''}>
                <td>
                  <PlaceLink path="/mappings" search={{ object: object.mapping ?? '' }}>
                    {objectWords(object.mapping ?? '', say)}
                  </PlaceLink>
                </td>
                <td className={table.number}>{count(object.in_sync)}</td>
                <td className={table.number}>{count(object.left_out)}</td>
                <td className={table.number}>{count(object.failing)}</td>
                <td className={table.number}>{count(object.waiting)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
