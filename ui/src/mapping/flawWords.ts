import type { Flaw } from '../ipc';
import { PRODUCT } from '../parts/Tile';
import type { Speech } from '../words/WordsProvider';

/** What is wrong with a mapping, in a sentence. */
export function flawWords(flaw: Flaw, { say }: Speech): string {
  const { code, ...rest } = flaw.code as { code: string } & Record<string, unknown>;
  if (flaw.code.code === 'filter') {
    const { filter_flaw: kind, ...facts } = flaw.code.why as { filter_flaw: string } & Record<
      string,
      string
    >;
    return say(`flaw-filter-${kind}`, facts);
  }
  const facts: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'string') facts[name] = value;
  }
  if (facts.side === 'hub_spot' || facts.side === 'salesforce') facts.side = PRODUCT[facts.side];
  if (facts.why !== undefined) facts.why = say(`refusal-${facts.why}`);
  return say(`flaw-${code}`, facts);
}
