import type { BrakeSettings, PairFile } from '../ipc';

/** The brakes with their defaults (P4). */
export const BRAKES: readonly [name: keyof BrakeSettings, usual: number][] = [
  ['deletes', 50],
  ['deletes_percent', 1],
  ['cleared_values', 50],
  ['changed_percent', 20],
  ['creates', 100],
  ['creates_percent', 20],
];

/** Where a brake stops: what the file says, or the default. */
export function brakeOf(file: PairFile, name: keyof BrakeSettings): number {
  const usual = BRAKES.find(([brake]) => brake === name)?.[1] ?? 0;
  return file.brakes[name] ?? usual;
}
