import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as ipc from '../ipc';
import { Fault } from '../parts/Fault';
import { Empty, Waiting } from '../parts/State';
import { useSpeech } from '../words/WordsProvider';
import { asked } from './choice';
import type { Wanted } from './Groups';
import { PlannedDetail } from './PlannedDetail';
import { PlannedTable } from './PlannedTable';
import css from './Preview.module.css';

interface Props {
  pair: number;
  /** When the plan was made: another one has other writes. */
  madeAt: number;
  wanted: Wanted;
  chosen: ipc.Chosen;
  onChosen: (chosen: ipc.Chosen) => void;
  /** Only this record is to be written. */
  onTry: (link: number) => void;
}

/** The records of the part that is looked at, each with its old and its new values. */
export function PlannedRecords({ pair, madeAt, wanted, chosen, onChosen, onTry }: Props) {
  const { say } = useSpeech();
  const [opened, setOpened] = useState<{ row: ipc.PlannedLine; name: string } | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['planned', pair, madeAt, wanted],
    queryFn: ({ pageParam }) => ipc.planned(pair, asked(wanted, pageParam)),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section className={css.records} aria-label={say('plan-records')}>
      {query.error !== null && <Fault thrown={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Waiting rows={12} />}
      {query.isSuccess && rows.length === 0 && <Empty title={say('plan-none-here')} />}
      {rows.length > 0 && (
        <PlannedTable
          key={JSON.stringify(wanted)}
          rows={rows}
          field={wanted.field ?? null}
          hasMore={query.hasNextPage}
          chosen={chosen}
          onChosen={onChosen}
          onOpen={(row, name) => setOpened({ row, name })}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
          }}
        />
      )}
      {opened !== null && (
        <PlannedDetail
          {...opened}
          onTry={() => {
            setOpened(null);
            onTry(opened.row.link);
          }}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
}
