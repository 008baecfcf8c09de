import { queryOptions, useQuery } from '@tanstack/react-query';
import * as ipc from '../ipc';

const drift = (pair: number) =>
  queryOptions({
    queryKey: ['schemas', 'drift', pair],
    queryFn: async () => ipc.validateMapping(pair, await ipc.mapping(pair)),
    staleTime: 10 * 60_000,
  });

/** What of the mapping in use fits no more: fields that went, or changed. */
export function useDrift(pair: number): ipc.Flaw[] {
  return useQuery(drift(pair)).data ?? [];
}

/** The same, as far as a screen has asked: asking costs calls to both sides. */
export function useKnownDrift(pair: number): ipc.Flaw[] {
  return useQuery({ ...drift(pair), enabled: false }).data ?? [];
}
