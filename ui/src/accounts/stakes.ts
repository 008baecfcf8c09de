import type { AccountLine, CandidateLine } from '../ipc';
import type { Stakes } from '../parts/Environment';

/** Whether real data lies in an account. A pretend one says nothing else of itself than its kind. */
export function stakesOf(
  line: Pick<AccountLine | CandidateLine, 'account' | 'development'>,
): Stakes {
  if (line.development) return 'demo';
  return line.account.kind === 'production' ? 'production' : 'sandbox';
}
