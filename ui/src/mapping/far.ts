import type { FieldMapping } from '../ipc';

type Far = FieldMapping['salesforce'];

/** The Salesforce field on one object; none where that object takes no part in the field. */
export function farOn(field: FieldMapping, object: string): string | null {
  return typeof field.salesforce === 'string'
    ? field.salesforce
    : (field.salesforce[object] ?? null);
}

/** Ties another field on one object, or none there. A file names a field once where all agree. */
export function withFar(
  field: FieldMapping,
  objects: string[],
  object: string,
  name: string | null,
): Far {
  const names = objects.flatMap((it): [string, string][] => {
    const now = it === object ? name : farOn(field, it);
    return now === null ? [] : [[it, now]];
  });
  const [first] = names;
  const alike = names.length === objects.length && names.every(([, it]) => it === first?.[1]);
  return alike && first !== undefined ? first[1] : Object.fromEntries(names);
}
