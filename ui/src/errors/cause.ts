import type { ErrorLine } from '../ipc';
import { PRODUCT } from '../parts/Tile';
import type { FieldNames } from '../words/fields';
import type { Speech } from '../words/WordsProvider';

type Said = Pick<ErrorLine, 'code' | 'side' | 'field' | 'provider_text'>;

function facts(line: Said) {
  return {
    side: PRODUCT[line.side],
    field: line.field ?? 'none',
    message: line.provider_text === '' ? line.code : line.provider_text,
  };
}

/** The same with its field as people call it, on these objects where they are known. */
export function named<Line extends Said>(
  line: Line,
  names: FieldNames,
  objects: readonly string[] = [],
): Line {
  const { side, field } = line;
  return field === null ? line : { ...line, field: names.of(side, objects, field) };
}

/** What is wrong, in a sentence. A vendor's own code has the vendor's words in it. */
export function causeWords(line: Said, { say, has }: Speech): string {
  const id = has(`error-${line.code}`) ? `error-${line.code}` : 'error-vendor';
  return say(id, facts(line));
}

/** What to do about it. */
export function remedyWords(line: Said, { say, has }: Speech): string {
  const id = has(`remedy-${line.code}`) ? `remedy-${line.code}` : 'remedy-vendor';
  return say(id, facts(line));
}

/** Who can mend it. */
export type Mender = 'nobody' | 'salesforce' | 'hub_spot' | 'mapping' | 'data';

/** Causes that the mapping or the values mend; a vendor's refusal is mended at the vendor. */
export function menderOf(line: Said): Mender {
  switch (line.code) {
    case 'not_an_option':
    case 'wrong_kind':
    case 'not_in_the_list':
    case 'shortened':
    case 'lossy':
    case 'refused_before':
    case 'field_unfit':
    case 'field_retyped':
    case 'field_emptied':
      return 'mapping';
    case 'too_long':
    case 'not_a_number':
    case 'not_a_phone_number':
    case 'not_a_date':
    case 'not_a_boolean':
    case 'out_of_range':
      return 'data';
    case 'no_partner':
      return 'nobody';
    default:
      return line.side;
  }
}

/** What asking for it again means, where the cause is a field that changed. */
export function askWords(line: Pick<ErrorLine, 'drift' | 'items'>, { say }: Speech): string {
  const [first] = line.drift ?? [];
  if (first === undefined) return say('errors-retry', { count: line.items });
  const approves = first.what === 'retyped' || first.what === 'emptied';
  return say(approves ? 'errors-approve' : 'errors-look-again');
}
