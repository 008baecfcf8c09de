import { useQuery, useQueryClient } from '@tanstack/react-query';
import * as ipc from '../ipc';

const key = (pair: number) => ['preview', pair];

/** The plan that is looked at. It is made when a person asks, since that reads both sides. */
export function usePlan(pair: number) {
  const queries = useQueryClient();
  const query = useQuery({
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
    make: () => void query.refetch(),
    /** It was carried out, or somebody threw it away. */
    drop: () => queries.removeQueries({ queryKey: key(pair) }),
  };
}
