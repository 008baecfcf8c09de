import type { PairFile, StageMap } from '../ipc';

/** Ties a HubSpot stage to a Salesforce one, or unties it. Files keep pipelines sorted. */
export function withStage(
  file: PairFile,
  pipeline: string,
  stage: string,
  value: string | null,
): PairFile {
  const known = file.stages.find((it) => it.pipeline === pipeline);
  const before: StageMap = known ?? { pipeline, stages: {}, also: {} };
  const { [stage]: _, ...others } = before.stages;
  const tied = value === null ? others : { ...others, [stage]: value };
  const sorted = Object.entries(tied).sort(([one], [other]) => (one < other ? -1 : 1));
  const after: StageMap = { ...before, stages: Object.fromEntries(sorted) };
  const rest = file.stages.filter((it) => it.pipeline !== pipeline);
  const stages = sorted.length === 0 && known === undefined ? rest : [...rest, after];
  stages.sort((one, other) => (one.pipeline < other.pipeline ? -1 : 1));
  return { ...file, stages };
}
