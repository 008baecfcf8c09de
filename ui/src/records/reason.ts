import type { Reason } from '../ipc';
import type { Speech } from '../words/WordsProvider';

/** Places that a reason's sentence may have; what is not known is said to be none. */
const OPTIONAL = ['field', 'code', 'message', 'object', 'id', 'side'] as const;

/** Why a record is where it is, in one sentence. */
export function reasonWords(reason: Reason, { say }: Speech): string {
  const facts: Record<string, string> = {};
  for (const name of OPTIONAL) facts[name] = 'none';
  return say(`reason-${reason.code}`, { ...facts, ...reason.detail });
}
