import type { FluentBundle } from '@fluent/bundle';
import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import { bundleOf, type Facts, type Language, REGION, sayIn } from './words';

/** How a person is spoken to: words, numbers and dates of one language. */
export interface Speech {
  language: Language;
  /** A message by its id. */
  say: (id: string, facts?: Facts) => string;
  /** Whether the list has a message. */
  has: (id: string) => boolean;
  /** A whole number, grouped. */
  count: (value: number | bigint) => string;
  /** A measure, with one decimal. */
  size: (value: number) => string;
  /** A share of one as a percentage without decimals. */
  percent: (share: number) => string;
  /** The time of day; with the date where it was not today. */
  moment: (at: string) => string;
  /** Date and time, always both. */
  date: (at: string) => string;
  /** A day such as `2026-11-23`, which is in no time zone. */
  day: (at: string) => string;
  /** Sorts names as the language does: bokmål puts æ ø å last, and `aa` with `å`. */
  compare: (one: string, other: string) => number;
}

const SpeechContext = createContext<Speech | null>(null);

function speechOf(language: Language, bundle: FluentBundle): Speech {
  const region = REGION[language];
  const numbers = new Intl.NumberFormat(region);
  const sizes = new Intl.NumberFormat(region, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const shares = new Intl.NumberFormat(region, { style: 'percent', maximumFractionDigits: 0 });
  const clock = new Intl.DateTimeFormat(region, { hour: '2-digit', minute: '2-digit' });
  const both = new Intl.DateTimeFormat(region, { dateStyle: 'medium', timeStyle: 'short' });
  const days = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const short = new Intl.DateTimeFormat(region, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const collator = new Intl.Collator(region, { sensitivity: 'base', numeric: true });
  return {
    language,
    say: (id, facts) => sayIn(bundle, id, facts),
    has: (id) => bundle.hasMessage(id),
    count: (value) => numbers.format(value),
    size: (value) => sizes.format(value),
    percent: (share) => shares.format(share),
    moment: (at) => {
      const time = new Date(at);
      const today = time.toDateString() === new Date().toDateString();
      return (today ? clock : short).format(time);
    },
    date: (at) => both.format(new Date(at)),
    day: (at) => days.format(new Date(at)),
    compare: collator.compare,
  };
}

/** Gives everything below it one language. */
export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const speech = useMemo(() => speechOf(language, bundleOf(language)), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <SpeechContext value={speech}>
      <I18nProvider locale={REGION[language]}>{children}</I18nProvider>
    </SpeechContext>
  );
}

/** The language of the window. */
export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (speech === null) throw new Error('useSpeech outside WordsProvider');
  return speech;
}
