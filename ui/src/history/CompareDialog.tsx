import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePair } from '../app/pair';
import * as ipc from '../ipc';
import { ChangeList } from '../mapping/ChangeList';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Waiting } from '../parts/State';
import { useSpeech } from '../words/WordsProvider';
import { twoOf } from './events';
import css from './History.module.css';

interface Props {
  lines: ipc.VersionLine[];
  version: number;
  onClose: () => void;
}

/** Any two mappings that the pair had, and what the one changed of the other. */
export function CompareDialog({ lines, version, onClose }: Props) {
  const { say, date } = useSpeech();
  const { pair } = usePair();
  const [[before, after], setBoth] = useState(() => twoOf(lines, version));
  const { data, error, refetch } = useQuery({
    queryKey: ['compare', pair.pair, before, after],
    queryFn: () => ipc.versionChanges(pair.pair, before, after),
  });
  const options = lines.map((line) => ({
    value: String(line.version),
    label: say('compare-version', { version: line.version, at: date(line.made_at) }),
  }));
  return (
    <Dialog
      title={say('compare-title')}
      isOpen
      wide
      onClose={onClose}
      foot={<Button onPress={onClose}>{say('window-close')}</Button>}
    >
      <div className={css.two}>
        <Choice
          label={say('compare-before')}
          value={String(before)}
          options={options}
          onChange={(value) => setBoth([Number(value), after])}
        />
        <Choice
          label={say('compare-after')}
          value={String(after)}
          options={options}
          onChange={(value) => setBoth([before, Number(value)])}
        />
      </div>
      {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Waiting rows={4} />}
      {data !== undefined && <ChangeList changes={data} />}
    </Dialog>
  );
}
