import type { Both, Reason, RecordRef } from '../ipc';
import type { FieldNames } from '../words/fields';
import type { Speech } from '../words/WordsProvider';

/** Places that a reason's sentence may have; what is not known is said to be none. */
const OPTIONAL = ['field', 'code', 'message', 'object', 'id', 'side', 'partner', 'count'] as const;

/** Whose reason it is. */
interface Whose {
  mapping: string;
  records: Both<RecordRef | null>;
}

/** The same, with the field that it names as people call it. */
export function namedReason(reason: Reason, of: Whose, names: FieldNames): Reason {
  const field = fieldOf(reason, of, names);
  return field === null ? reason : { ...reason, detail: { ...reason.detail, field } };
}

function fieldOf({ code, detail }: Reason, of: Whose, names: FieldNames): string | null {
  const field = detail?.field;
  if (field === undefined) return null;
  switch (code) {
    // A field mapping is named.
    case 'conflict_ask':
    case 'not_convertible':
      return names.mapped(of.mapping, field);
    // A field of the record that is not there yet.
    case 'required_missing': {
      const side = of.records.hubspot === null ? 'hub_spot' : 'salesforce';
      return names.of(side, names.objects(of.mapping, side), field);
    }
    // Others choose between sentences by it.
    default:
      return null;
  }
}

/** Why a record is where it is, in one sentence. */
export function reasonWords(reason: Reason, { say }: Speech): string {
  const facts: Record<string, string> = {};
  for (const name of OPTIONAL) facts[name] = 'none';
  return say(`reason-${reason.code}`, { ...facts, ...reason.detail });
}
