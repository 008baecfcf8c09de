/** Where a scale from nought ends, so that its top and its middle are round numbers. */
export function topOf(most: number): number {
  if (most <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(most));
  // Of each step the half is round too: 2, 4, 6, 8, 10, then ten times as much.
  const step = [1, 2, 4, 6, 8, 10].find((it) => it * power >= most && (it * power) % 2 === 0);
  return (step ?? 10) * power;
}
