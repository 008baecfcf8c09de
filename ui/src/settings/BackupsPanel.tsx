import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, useOrder } from '../data/queries';
import * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Panel } from '../parts/Panel';
import { Waiting } from '../parts/State';
import table from '../parts/Table.module.css';
import { useToast } from '../parts/Toast';
import { useSpeech } from '../words/WordsProvider';
import css from './Settings.module.css';

/** Backups of the state: made now, and put back. */
export function BackupsPanel() {
  const { say, date, size } = useSpeech();
  const toast = useToast();
  const { data, error, refetch } = useQuery(ask.backups());
  const backUp = useOrder(() => ipc.backUp());
  const restore = useOrder((line: ipc.BackupLine) => ipc.restoreBackup(line.path));
  const [asking, setAsking] = useState<ipc.BackupLine | null>(null);
  const putBack = () => {
    if (asking === null) return;
    setAsking(null);
    restore.mutate(asking, { onSuccess: () => toast(say('backup-restored')) });
  };
  return (
    <Panel
      title={say('settings-backups')}
      rows
      aside={
        <Button
          isPending={backUp.isPending}
          onPress={() => backUp.mutate(undefined, { onSuccess: () => toast(say('backup-made')) })}
        >
          {say('backup-make')}
        </Button>
      }
    >
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {backUp.error !== null && <Fault thrown={backUp.error} />}
      {restore.error !== null && <Fault thrown={restore.error} />}
      {error === null && data === undefined && <Waiting rows={3} />}
      {data?.length === 0 && <p className={css.none}>{say('backups-none')}</p>}
      {data !== undefined && data.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('column-made')}</th>
              <th scope="col" className={table.number}>
                {say('column-megabytes')}
              </th>
              <th scope="col">{say('column-file')}</th>
              <th scope="col">
                <span className="sr-only">{say('backup-restore')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((line) => (
              <tr key={line.path}>
                <td className={css.when}>{date(line.at)}</td>
                <td className={table.number}>{size(line.bytes / 1_000_000)}</td>
                <td>
                  <code>{line.path}</code>
                </td>
                <td className={table.number}>
                  <Button
                    kind="quiet"
                    aria-label={say('backup-restore-of', { at: date(line.at) })}
                    onPress={() => setAsking(line)}
                  >
                    {say('backup-restore')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {asking !== null && (
        <Dialog
          title={say('backup-restore-title', { at: date(asking.at) })}
          isOpen
          onClose={() => setAsking(null)}
          foot={
            <>
              <Button onPress={() => setAsking(null)}>{say('window-cancel')}</Button>
              <Button kind="danger" onPress={putBack}>
                {say('backup-restore')}
              </Button>
            </>
          }
        >
          <p>{say('backup-restore-about')}</p>
        </Dialog>
      )}
    </Panel>
  );
}
