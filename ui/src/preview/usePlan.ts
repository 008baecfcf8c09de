import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lookAgain } from '../data/queries';
import * as ipc from '../ipc';
import { isEverything } from './choice';
import { type Cleared, clearedBy } from './cleared';

const key = (pair: number) => ['preview', pair];

interface Made {
  preview: ipc.Preview;
  cleared: Cleared | undefined;
}

/**
 * A plan with what it empties, looked through once. Both are shown together: a line that came later
 * would move what somebody is about to press.
 */
async function made(pair: number, signal: AbortSignal): Promise<Made> {
  const preview = await ipc.preview(pair);
  // The plan is worth a look without it, and says so itself past the brake.
  const cleared = await clearedBy((wanted) => ipc.planned(pair, wanted), signal).catch(
    () => undefined,
  );
  return { preview, cleared };
}

/** The plan that is looked at. It is made when a person asks, since that reads both sides. */
export function usePlan(pair: number) {
  const queries = useQueryClient();
  const query = useQuery<Made | null>({
    queryKey: key(pair),
    queryFn: ({ signal }) => made(pair, signal),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return {
    plan: query.data?.preview ?? null,
    /** What it empties; nothing where that could not be read. */
    cleared: query.data?.cleared,
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
