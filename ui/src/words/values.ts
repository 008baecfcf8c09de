import type { Content, Reading, Value } from '../ipc';
import type { Speech } from './WordsProvider';

/** A value for people. A text keeps its own form: it is data, never markup. */
export function valueWords(value: Value, { say, date, count }: Speech): string {
  if ('text' in value) return value.text;
  if ('choice' in value) return value.choice;
  if ('decimal' in value) {
    const number = Number(value.decimal);
    return Number.isSafeInteger(number) ? count(number) : value.decimal;
  }
  if ('boolean' in value) return say(value.boolean ? 'value-yes' : 'value-no');
  if ('date' in value) return value.date;
  if ('time' in value) return value.time;
  if ('instant' in value) return date(value.instant);
  if ('choices' in value) return value.choices.join(' · ');
  if ('reference' in value) return `${value.reference.object} ${value.reference.id}`;
  return value.references.map((at) => `${at.object} ${at.id}`).join(' · ');
}

/** What is written; null stands for a blank. */
export function contentWords(content: Content, speech: Speech): string | null {
  return content === null ? null : valueWords(content, speech);
}

/** What a record held; null stands for a blank, or for what could not be read. */
export function readingWords(reading: Reading, speech: Speech): string | null {
  if (reading === 'blank' || reading === 'unknown') return null;
  return valueWords(reading.value, speech);
}

/** Rows of lists carry texts in double quotes, and a blank without quotes. */
export function rowWords(text: string | null | undefined): string | null {
  if (text == null || text === '(blank)') return null;
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
