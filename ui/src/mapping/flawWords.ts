import type { Flaw, TransformFlaw } from '../ipc';
import { PRODUCT } from '../parts/Tile';
import type { FieldNames } from '../words/fields';
import type { Speech } from '../words/WordsProvider';
import { known } from './transforms';

/** What is wrong with a mapping, in a sentence. */
export function flawWords(flaw: Flaw, { say }: Speech, names: FieldNames): string {
  const { code, ...rest } = flaw.code as { code: string } & Record<string, unknown>;
  if (flaw.code.code === 'filter') {
    const { filter_flaw: kind, ...facts } = flaw.code.why as { filter_flaw: string } & Record<
      string,
      string
    >;
    return say(`flaw-filter-${kind}`, facts);
  }
  if (flaw.code.code === 'transform') return transformWords(flaw.code.why, say);
  const facts: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'string') facts[name] = value;
  }
  if (flaw.code.code === 'field_twice' || flaw.code.code === 'not_writable') {
    const { side, object, field } = flaw.code;
    facts.field = names.full(side, [object], field);
  }
  if (facts.side === 'hub_spot' || facts.side === 'salesforce') facts.side = PRODUCT[facts.side];
  if (facts.why !== undefined) facts.why = say(`refusal-${facts.why}`);
  return say(`flaw-${code}`, facts);
}

/** A transform and its setting by the words that their forms have. */
function transformWords(why: TransformFlaw, say: Speech['say']): string {
  if (why.transform_flaw === 'not_here') return say('flaw-transform-not_here');
  const transform = known(why.name);
  const name = transform === null ? why.name : say(`transform-${why.name}`);
  if (why.transform_flaw === 'setting') {
    const own = transform?.settings.some((it) => it.name === why.setting);
    const setting = own ? say(`transform-set-${why.setting}`) : why.setting;
    return say(`flaw-setting-${why.wrong}`, { name, setting });
  }
  const kind = why.transform_flaw === 'kind' ? say(`value-kind-${why.kind}`) : '';
  return say(`flaw-transform-${why.transform_flaw}`, { name, kind });
}
