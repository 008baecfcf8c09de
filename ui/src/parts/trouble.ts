import type { Trouble } from '../ipc';
import type { Speech } from '../words/WordsProvider';

/** What a person reads of a refusal. */
export interface TroubleWords {
  title: string;
  remedy: string;
  /** The detail as the rooms below tell it, in English, where the title does not hold it. */
  detail: string | null;
}

/**
 * The words of a refusal: the window's own where it has them, since those that the command line
 * shares name its commands and hold a detail in English.
 */
export function troubleWords(trouble: Trouble | null, { say, has }: Speech): TroubleWords {
  if (trouble === null) {
    return { title: say('fault-unknown'), remedy: say('do-unknown'), detail: null };
  }
  const { code, args } = trouble;
  const message = args.message ?? code;
  const side = args.side ?? sideOf(message);
  const own = side !== null && has(`fault-here-${code}`);
  const title = own
    ? say(`fault-here-${code}`, { ...args, side })
    : has(`fault-${code}`)
      ? say(`fault-${code}`, args)
      : message;
  const remedies = [`do-here-${code}`, `do-${code}`].filter(has);
  const remedy = say(remedies[0] ?? 'do-unknown', args);
  return { title: capital(title), remedy: capital(remedy), detail: own ? message : null };
}

/** The product that a detail begins with: a pair that stopped names its side nowhere else. */
function sideOf(message: string): string | null {
  return /^(HubSpot|Salesforce)\b/.exec(message)?.[1] ?? null;
}

/** The list's sentences begin small where the command line puts them behind a word. */
function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
