/** Whether a person typed the number that was asked for: without spaces, with plain or hard ones. */
export function isTyped(typed: string, wanted: number): boolean {
  const digits = typed.replace(/\s/g, '');
  return /^\d+$/.test(digits) && Number(digits) === wanted;
}
