import { useQuery } from '@tanstack/react-query';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';

/** A HubSpot field without a partner. */
export interface Mappable {
  object: string;
  name: string;
  label: string;
}

/** Free fields, as far as the schemas were read already: looking for them reads nothing. */
export function useMappable(): Mappable[] {
  const { pair } = usePair();
  const { data: file } = useQuery({ ...ask.mapping(pair.pair), enabled: false });
  const objects = file?.mappings.map((it) => it.hubspot) ?? [];
  const { data: schemas } = useQuery({ ...ask.schemas(pair.pair, objects), enabled: false });
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
