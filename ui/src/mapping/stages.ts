import type { PairFile, StageMap } from '../ipc';

/** Ties a HubSpot stage to a Salesforce one, or unties it. Files keep pipelines sorted. */
export function withStage(
  file: PairFile,
  pipeline: string,
  stage: string,
  value: string | null,
): PairFile {
  return withMap(file, pipeline, (before) => ({
    ...before,
    stages: withEntry(before.stages, stage, value),
  }));
}

/** Lets a HubSpot stage stand for a further Salesforce stage, or none. */
export function withAlso(
  file: PairFile,
  pipeline: string,
  far: string,
  stage: string | null,
): PairFile {
  return withMap(file, pipeline, (before) => ({
    ...before,
    // A file without any leaves the key out.
    also: withEntry(before.also ?? {}, far, stage),
  }));
}

function withMap(file: PairFile, pipeline: string, change: (map: StageMap) => StageMap): PairFile {
  const known = file.stages.find((it) => it.pipeline === pipeline);
  const after = change(known ?? { pipeline, stages: {}, also: {} });
  const rest = file.stages.filter((it) => it.pipeline !== pipeline);
  const isNothing = Object.keys({ ...after.stages, ...after.also }).length === 0;
  const stages = isNothing && known === undefined ? rest : [...rest, after];
  stages.sort((one, other) => (one.pipeline < other.pipeline ? -1 : 1));
  return { ...file, stages };
}

type Names = { [key in string]: string };

/** Files keep their keys sorted. */
function withEntry(names: Names, key: string, value: string | null): Names {
  const { [key]: _, ...others } = names;
  const entries = Object.entries(value === null ? others : { ...others, [key]: value });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
