import type { ObjectMapping, PairFile, StageMap } from '../ipc';

/** What goes through stages, with its partner in Salesforce. */
export const STAGED = { deals: 'Opportunity', tickets: 'Case' } as const;
export type Staged = keyof typeof STAGED;

/** Whether the records of a mapping go through stages. */
export function isStaged(mapping: ObjectMapping): boolean {
  return mapping.hubspot in STAGED;
}

/** Which of those that do a mapping is of. */
export function stagedOf(mapping: ObjectMapping): Staged {
  return mapping.hubspot === 'tickets' ? 'tickets' : 'deals';
}

/** The map of a pipeline in a file; deals stand there without a name. */
export function mapOf(file: PairFile, of: Staged, pipeline: string): StageMap | undefined {
  return file.stages.find((it) => it.pipeline === pipeline && (it.object ?? 'deals') === of);
}

/** Ties a HubSpot stage to a Salesforce one, or unties it. Files keep pipelines sorted. */
export function withStage(
  file: PairFile,
  [of, pipeline]: [Staged, string],
  stage: string,
  value: string | null,
): PairFile {
  return withMap(file, [of, pipeline], (before) => ({
    ...before,
    stages: withEntry(before.stages, stage, value),
  }));
}

/** Lets a HubSpot stage stand for a further Salesforce stage, or none. */
export function withAlso(
  file: PairFile,
  [of, pipeline]: [Staged, string],
  far: string,
  stage: string | null,
): PairFile {
  return withMap(file, [of, pipeline], (before) => ({
    ...before,
    // A file without any leaves the key out.
    also: withEntry(before.also ?? {}, far, stage),
  }));
}

function withMap(
  file: PairFile,
  [of, pipeline]: [Staged, string],
  change: (map: StageMap) => StageMap,
): PairFile {
  const known = mapOf(file, of, pipeline);
  const named = of === 'deals' ? {} : { object: of };
  const after = change(known ?? { ...named, pipeline, stages: {}, also: {} });
  const rest = file.stages.filter((it) => it !== known);
  const isNothing = Object.keys({ ...after.stages, ...after.also }).length === 0;
  const stages = isNothing && known === undefined ? rest : [...rest, after];
  const key = (it: StageMap): string => `${it.object ?? ''}\n${it.pipeline}`;
  stages.sort((one, other) => (key(one) < key(other) ? -1 : 1));
  return { ...file, stages };
}

type Names = { [key in string]: string };

/** Files keep their keys sorted. */
function withEntry(names: Names, key: string, value: string | null): Names {
  const { [key]: _, ...others } = names;
  const entries = Object.entries(value === null ? others : { ...others, [key]: value });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
