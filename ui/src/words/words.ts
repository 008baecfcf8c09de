import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import en from '../../locales/en.ftl?raw';
import nb from '../../locales/nb.ftl?raw';
import windowEn from '../../locales/window.en.ftl?raw';
import windowNb from '../../locales/window.nb.ftl?raw';

/** The languages of the product. */
export type Language = 'en' | 'nb';

/** What fills the places of a message. Numbers are grouped by the language. */
export type Facts = Record<string, FluentVariable>;

const TEXTS: Record<Language, readonly string[]> = { en: [en, windowEn], nb: [nb, windowNb] };

/** The region that decides how numbers and dates look. */
export const REGION: Record<Language, string> = { en: 'en-GB', nb: 'nb-NO' };

/** Picks by a locale name such as `nb-NO` or `en-US`, as the command line does. */
export function languageOf(locale: string): Language {
  return /^(nb|no|nn)(-|_|$)/i.test(locale) ? 'nb' : 'en';
}

/** Reads one language's words: those shared with the command line, and the window's own. */
export function bundleOf(language: Language): FluentBundle {
  // Marks around inserted names would be read aloud and copied; both languages read left to right.
  const bundle = new FluentBundle(REGION[language], { useIsolating: false });
  for (const text of TEXTS[language]) bundle.addResource(new FluentResource(curled(text)));
  return bundle;
}

/** A list is typed with the apostrophe of the keyboard, which a terminal shows; a window sets it. */
function curled(text: string): string {
  return text.replace(/(?<=[\p{L}}])'(?=[\p{L}\s])/gu, '’');
}

/** A message by its id; the id itself where the list has no such message. */
export function sayIn(bundle: FluentBundle, id: string, facts?: Facts): string {
  const pattern = bundle.getMessage(id)?.value;
  if (pattern == null) return id;
  const errors: Error[] = [];
  return bundle.formatPattern(pattern, facts ?? null, errors);
}
