import type { RunLine, VersionLine } from '../ipc';

/** Something that somebody did. */
export type Event =
  | { kind: 'run'; key: string; at: string; line: RunLine }
  | { kind: 'version'; key: string; at: string; line: VersionLine };

/** Runs that came to something, and versions of the mapping, newest first. */
export function events(runs: RunLine[], versions: VersionLine[]): Event[] {
  const ended = runs.filter((run) => run.ended !== null && run.result !== 'planned');
  const all: Event[] = [
    ...ended.map((line) => ({
      kind: 'run' as const,
      key: `run-${line.run}`,
      at: line.started,
      line,
    })),
    ...versions.map((line) => ({
      kind: 'version' as const,
      key: `version-${line.version}`,
      at: line.made_at,
      line,
    })),
  ];
  return all.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

/** A version with the one before it; the oldest with the one after it. */
export function twoOf(lines: VersionLine[], version: number): [before: number, after: number] {
  const all = lines.map((line) => line.version).sort((one, other) => one - other);
  const at = all.indexOf(version);
  const before = all[at - 1];
  return before === undefined ? [version, all[at + 1] ?? version] : [before, version];
}
