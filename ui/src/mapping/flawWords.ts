import type { Flaw } from '../ipc';
import { PRODUCT } from '../parts/Tile';
import type { Speech } from '../words/WordsProvider';
import { known } from './transforms';

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
  // A transform and its setting by the words that their forms have.
  const named = facts.name !== undefined && code.startsWith('transform_');
  if (named) {
    const transform = known(facts.name ?? '');
    if (transform !== null) facts.name = say(`transform-${facts.name}`);
    const setting = transform?.settings.some((it) => it.name === facts.setting);
    if (setting) facts.setting = say(`transform-set-${facts.setting}`);
    if (facts.kind !== undefined) facts.kind = say(`value-kind-${facts.kind}`);
    if (facts.why !== undefined) return say(`flaw-setting-${facts.why}`, facts);
  }
  if (facts.why !== undefined) facts.why = say(`refusal-${facts.why}`);
  return say(`flaw-${code}`, facts);
}
