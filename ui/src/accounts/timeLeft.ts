/**
 * How long a person has for the sign-in in the browser; the shell gives up then. It is `PATIENCE` of
 * the listener, src-tauri/crates/connectors/src/sign_in/listener.rs, and changes with that one.
 */
export const SIGN_IN_LASTS_MS = 5 * 60_000;

/** Below this much the time that is left is read out, once. */
export const LAST_CALL_MS = 60_000;

/** What is left of it; it never falls below nothing. */
export function msLeft(since: number, now: number): number {
  return Math.min(SIGN_IN_LASTS_MS, Math.max(0, since + SIGN_IN_LASTS_MS - now));
}

/** Minutes and seconds, as a clock that counts down shows them: `4:05`. */
export function clockOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
