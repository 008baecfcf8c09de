import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useGo } from '../app/go';
import * as ipc from '../ipc';
import { dropDrafts } from '../mapping/useDraft';

/** Looks at the person's own accounts again. The demo's pair has a number too: nothing of it stays. */
export function useLeaveDemo() {
  const queries = useQueryClient();
  const go = useGo();
  return useMutation<null, unknown, undefined>({
    mutationFn: () => ipc.leaveDemo(),
    onSuccess: () => {
      dropDrafts();
      go('/');
      return queries.resetQueries();
    },
  });
}
