import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lookAgain } from '../data/queries';
import * as ipc from '../ipc';
import { isEverything } from './choice';

const key = (pair: number) => ['preview', pair];

/** The plan that is looked at. It is made when a person asks, since that reads both sides. */
export function usePlan(pair: number) {
  const queries = useQueryClient();
  const query = useQuery<ipc.Preview | null>({
    queryKey: key(pair),
    queryFn: () => ipc.preview(pair),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return {
    plan: query.data ?? null,
    madeAt: query.dataUpdatedAt,
    error: query.error,
    making: query.isFetching,
    /** What both sides hold was read for it: the figures of the pair are asked anew. */
    make: () => void query.refetch().then(() => lookAgain(queries)),
    /** It was carried out, or somebody threw it away. */
    drop: () => queries.setQueryData(key(pair), null),
  };
}

/** How many records a choice leaves; of the last answer while the next one comes. */
export function useKept(pair: number, chosen: ipc.Chosen, all: number): number {
  const everything = isEverything(chosen);
  const { data } = useQuery({
    queryKey: ['kept', pair, chosen],
    queryFn: () => ipc.keptOfPreview(pair, chosen),
    enabled: !everything,
    placeholderData: (before) => before,
  });
  return everything ? all : (data ?? all);
}
