import { useQuery } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type { SyncRule } from '../ipc';

/** A HubSpot field without a partner. */
export interface Mappable {
  object: string;
  name: string;
  label: string;
}

/** A field mapping, by the name that people know. */
export interface Mapped {
  object: string;
  /** Its id in the object mapping. */
  field: string;
  label: string;
  rule: SyncRule;
}

/** What is mapped, as far as it was read already. */
export function useMapped(): Mapped[] {
  const { file, schemas } = useRead();
  return (file?.mappings ?? []).flatMap((mapping) => {
    const near = schemas?.hubspot.find((it) => it.object === mapping.hubspot)?.fields;
    return mapping.fields.map(({ id, hubspot, rule }) => ({
      object: mapping.id,
      field: id,
      label: near?.[hubspot]?.label ?? hubspot,
      rule,
    }));
  });
}

/** The mapping in use and the fields of both sides, where a screen has asked for them. */
function useRead() {
  const { pair } = usePair();
  const { data: file } = useQuery({ ...ask.mapping(pair.pair), enabled: false });
  const objects = file?.mappings.map((it) => it.hubspot) ?? [];
  const { data: schemas } = useQuery({ ...ask.schemas(pair.pair, objects), enabled: false });
  return { file, schemas };
}

/** Free fields, as far as the schemas were read already: looking for them reads nothing. */
export function useMappable(): Mappable[] {
  const { file, schemas } = useRead();
  if (file === undefined || schemas === undefined) return [];
  return file.mappings.flatMap((mapping) => {
    const taken = new Set(mapping.fields.map((field) => field.hubspot));
    const schema = schemas.hubspot.find((it) => it.object === mapping.hubspot);
    return Object.values(schema?.fields ?? {}).flatMap((field) =>
      field === undefined || taken.has(field.name)
        ? []
        : [{ object: mapping.id, name: field.name, label: field.label }],
    );
  });
}
