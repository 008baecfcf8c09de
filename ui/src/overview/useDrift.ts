import { useQuery } from '@tanstack/react-query';
import * as ipc from '../ipc';

/** What of the mapping in use fits no more: fields that went, or changed. */
export function useDrift(pair: number): ipc.Flaw[] {
  const { data } = useQuery({
    queryKey: ['schemas', 'drift', pair],
    queryFn: async () => ipc.validateMapping(pair, await ipc.mapping(pair)),
    staleTime: 10 * 60_000,
  });
  return data ?? [];
}
